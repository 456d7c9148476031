"""``verifier --out FILE.html``: the page that checks certificates in any browser, with no network."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _
from desktop_app.progress import Progress
from desktop_app.verification.keys import own_key_list
from desktop_app.verification.revocations import known_centres, own_withdrawn
from desktop_app.verification.verifier import verifier_page
from desktop_app.whole_file import whole_text


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.html")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    require_target(centre, options.out, ".html", ".htm")
    file = whole_text(options.out, centre.read(verifier_page))
    facts = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "centres": 1 + len(centre.read(known_centres)),
        "keys": len(centre.read(own_key_list).keys),
        "withdrawn": len(centre.read(own_withdrawn)),
    }
    return Report(facts, [_("The page is written to {file}. Open it in any browser or send it on.", file=file)])


COMMAND = Command("write the page that checks certificates", add_arguments, run)
