"""``revocations --out FILE``: the signed list of what the centre has withdrawn; ``--add FILE`` takes in another's."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.i18n import _n
from desktop_app.language.dates import short_date
from desktop_app.progress import Progress
from desktop_app.verification.records import WithdrawnList
from desktop_app.verification.revocations import MOST_BYTES, current_list, read_withdrawn, take_in_withdrawn
from desktop_app.whole_file import read_up_to, whole_bytes


def add_arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="FILE", help="write the list of this centre")
    what.add_argument("--add", type=Path, metavar="FILE", help="take in the list of another centre")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    return _written(centre, options.out) if options.out else _added(centre, options.add)


def _written(centre: Centre, out: Path) -> Report:
    require_target(centre, out)
    content = centre.write(current_list).value
    listed = centre.read(read_withdrawn, content=content)
    file = whole_bytes(out, content)
    line = _n(
        "List {number}: {n} withdrawn certificate, written to {file}.",
        "List {number}: {n} withdrawn certificates, written to {file}.",
        len(listed.entries),
        number=listed.number,
        file=file,
    )
    return Report({**_facts(listed), "file": str(file)}, [line])


def _added(centre: Centre, file: Path) -> Report:
    listed = centre.write(take_in_withdrawn, content=read_up_to(file, MOST_BYTES)).value
    line = _n(
        "List {number} of {centre} of {day}: {n} withdrawn certificate.",
        "List {number} of {centre} of {day}: {n} withdrawn certificates.",
        len(listed.entries),
        number=listed.number,
        centre=listed.centre,
        day=short_date(listed.dated_on),
    )
    return Report(_facts(listed), [line])


def _facts(listed: WithdrawnList) -> dict[str, object]:
    return {
        "centre": listed.centre,
        "number": listed.number,
        "date": listed.dated_on.isoformat(),
        "withdrawn": [
            {"number": each.number, "status": each.finding.value, "replaced_by": each.replaced_by or None}
            for each in listed.entries
        ],
    }


COMMAND = Command("exchange the lists of withdrawn certificates", add_arguments, run)
