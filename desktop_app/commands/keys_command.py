"""``keys --out FILE``: the centre's public keys as a signed list; ``--add FILE`` takes in another centre's."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.verification.keys import MOST_BYTES, key_list_text, own_key_list, read_key_list, take_in_keys
from desktop_app.verification.records import KeyList
from desktop_app.whole_file import read_up_to, whole_text


def add_arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE", help="write the public keys of this centre")
    what.add_argument("--add", type=Path, metavar="FILE", help="read the public keys of another centre")
    parser.add_argument(
        "--fingerprint",
        metavar="DIGITS",
        help="as the other centre reads it out by telephone: its keys are trusted then",
    )


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    return _written(centre, options.out) if options.out else _added(centre, options.add, options.fingerprint or "")


def _written(centre: Centre, out: Path) -> Report:
    require_target(centre, out)
    keys = centre.read(own_key_list)
    file = whole_text(out, centre.read(key_list_text))
    line = _n("{n} key written to {file}.", "{n} keys written to {file}.", len(keys.keys), file=file)
    return Report({**_facts(keys), "file": str(file)}, [line, _fingerprint_line(keys)])


def _added(centre: Centre, file: Path, fingerprint: str) -> Report:
    keys = read_key_list(read_up_to(file, MOST_BYTES))
    if "".join(fingerprint.split()) != keys.fingerprint.replace(" ", ""):
        ask = _(
            "Nothing was taken in. Call {centre}, compare the digits and repeat with {option}.",
            centre=keys.name,
            option="--fingerprint",
        )
        return Report({**_facts(keys), "added": 0}, [_fingerprint_line(keys), ask], is_refusal=True)
    added = centre.write(take_in_keys, keys=keys).value
    line = _n("{n} key of {centre} taken in.", "{n} keys of {centre} taken in.", added, centre=keys.name)
    return Report({**_facts(keys), "added": added}, [line])


def _facts(keys: KeyList) -> dict[str, object]:
    return {
        "centre": keys.centre,
        "name": keys.name,
        "fingerprint": keys.fingerprint,
        "keys": [{"kid": key.kid.hex(), "year": key.year} for key in keys.keys],
    }


def _fingerprint_line(keys: KeyList) -> str:
    return _("Digits to compare by telephone: {digits}", digits=keys.fingerprint)


COMMAND = Command("exchange the public keys of centres", add_arguments, run)
