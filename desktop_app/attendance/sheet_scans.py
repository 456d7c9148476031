"""Scans that find their sheets by themselves: the square code in a picture tells with which sheet it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.attendance.evidence import LARGEST_BYTES
from desktop_app.attendance.sheet_records import read_number
from desktop_app.attendance.sheets import sheet_numbered, take_in
from desktop_app.centre import Centre
from desktop_app.changes import Changes, Outcome
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Cancelled, CentreError, Duplicate
from desktop_app.i18n import N_, _n
from desktop_app.progress import Progress
from desktop_app.whole_file import read_up_to

SHOWN_FILES = 3


@dataclass(frozen=True)
class ScansTaken:
    """The numbers of the sheets that are back now with their scans, and the files in which no sheet was found."""

    numbers: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def text(self) -> str:
        sentences = [_n("{n} sheet is taken in.", "{n} sheets are taken in.", len(self.numbers))]
        if self.unknown:
            files = ", ".join(self.unknown[:SHOWN_FILES]) + (", …" if len(self.unknown) > SHOWN_FILES else "")
            sentences.append(
                _n(
                    "{n} file has no readable code: {files}. Type the number of its sheet and choose the file there.",
                    "{n} files have no readable code: {files}. Type the number of a sheet and choose its file there.",
                    len(self.unknown),
                    files=files,
                )
            )
        return " ".join(sentences)


def take_in_scans(centre: Centre, files: Sequence[Path], *, progress: Progress) -> Outcome[ScansTaken]:
    """Keep every file with the sheets whose codes stand in it, and note that these came back.

    A file is taken in whole before the next is looked at: what was taken in when somebody stops the work stays.
    """
    numbers: dict[str, None] = {}
    unknown: list[str] = []
    tables: frozenset[str] = frozenset()
    for place, file in enumerate(files):
        try:
            progress.step(N_("Reading scans"), place, len(files))
        except Cancelled:
            break
        found = _sheets_in(centre, file)
        for number, sheet_id in found.items():
            tables |= _taken_in(centre, sheet_id, file).tables
            numbers[number] = None
        if not found:
            unknown.append(file.name)
    return Outcome(ScansTaken(tuple(numbers), tuple(unknown)), Changes(tables))


def _sheets_in(centre: Centre, file: Path) -> dict[str, int]:
    """The sheets of this centre whose codes are read in a file; none where it cannot be read or kept at all."""
    try:
        codes = read_codes(file)
    except (CentreError, OSError):
        # It is named among the files without a code: somebody has to look at it in any case.
        return {}
    numbers = dict.fromkeys(number for code in codes if (number := read_number(code.text)) is not None)
    records = (centre.read(sheet_numbered, number=number) for number in numbers)
    return {record.number: record.id for record in records if record is not None}


def _taken_in(centre: Centre, sheet_id: int, file: Path) -> Changes:
    try:
        content = read_up_to(file, LARGEST_BYTES)
        return centre.write(take_in, sheet_id=sheet_id, is_returned=True, files=[(file.name, content)]).changes
    except Duplicate:
        # The same scan once more: the paper itself is back all the same.
        return centre.write(take_in, sheet_id=sheet_id, is_returned=True).changes
