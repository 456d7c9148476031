"""Jobs that write what leaves with a return over and over again, to be killed in the middle of it."""

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.bound_forms.service import fill_file
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.consolidation.letters import write_letters
from desktop_app.consolidation.service import consolidate
from desktop_app.consolidation.workbook import write_country
from desktop_app.narrative.service import write_picture, write_report
from desktop_app.paths import CentrePaths
from desktop_app.reference.service import profile
from desktop_app.returns.dispatch import copy_to_drive, dispatches, write_register
from desktop_app.returns.mail import write_mail_draft
from desktop_app.returns.service import write_return
from desktop_app.spreadsheets.grid import read_grid_file
from tests.consolidation.test_foreign import ministry_form
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell

MONTHS = (9, 10)
Exporter = Callable[[Centre, Path], Callable[[int], object]]
"""What is made ready once, then what writes the files of a month into the folder."""


def write_returns(database: Path) -> None:
    """Each of another form, so that every file differs from the one before it."""
    centre = _centre(database)
    for number in count():
        form = ("1-PMM", "2-PMM")[number % 2]
        tell("writing")
        made = write_return(centre, year=2026, month=10, out=database.parent / "hisobot.xlsx", forms=(form,))
        tell("written", made.sha256)


def _mail(centre: Centre, folder: Path) -> Callable[[int], object]:
    made = {month: write_return(centre, year=2026, month=month, out=folder / f"{month}.xlsx") for month in MONTHS}
    own = centre.read(profile)
    return lambda month: write_mail_draft(folder / "xat.eml", made[month], centre=own)


def _fill(centre: Centre, folder: Path) -> Callable[[int], object]:
    grid = read_grid_file(ministry_form(folder / "shakl.xlsx", "Hudud"))
    return lambda month: fill_file(centre, grid, name="Shakl", year=2026, month=month, out=folder / "toʻldirilgan.xlsx")


def _country(centre: Centre, folder: Path) -> Callable[[int], object]:
    made = [write_return(centre, year=2026, month=month, out=folder / f"{month}.xlsx") for month in MONTHS]
    countries = {month: consolidate(centre, [each.file]) for month, each in zip(MONTHS, made, strict=True)}

    def write(month: int) -> None:
        write_country(centre, countries[month], folder / "respublika.xlsx")
        write_letters(centre, countries[month], folder)

    return write


def _drive(centre: Centre, folder: Path) -> Callable[[int], object]:
    made = [write_return(centre, year=2026, month=month, out=folder / f"{month}.xlsx") for month in MONTHS]
    contents = {month: each.file.read_bytes() for month, each in zip(MONTHS, made, strict=True)}

    def write(month: int) -> None:
        copy_to_drive(folder, "nusxa.xlsx", contents[month], moment=NOW)
        write_register(folder / "daftar.xlsx", centre.read(dispatches), creator="PMM")

    return write


def _words(centre: Centre, folder: Path) -> Callable[[int], object]:
    def write(month: int) -> None:
        for name in ("maʼlumotnoma.docx", "maʼlumotnoma.pdf"):
            write_report(centre, year=2026, month=month, out=folder / name)
        write_picture(centre, year=2026, month=month, out=folder / "rasm.pdf")

    return write


EXPORTERS: dict[str, Exporter] = {
    "write_mail": _mail,
    "write_filled": _fill,
    "write_country_and_letters": _country,
    "write_copies": _drive,
    "write_words": _words,
}


def _for_ever(ready: Exporter, database: Path) -> None:
    write = ready(_centre(database), database.parent)
    for number in count():
        write(MONTHS[number % 2])
        tell("written")


def _centre(database: Path) -> Centre:
    return Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())


HANDING_OUT = {name: partial(_for_ever, ready) for name, ready in EXPORTERS.items()}
