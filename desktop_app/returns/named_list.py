"""The people of a return by name: a file of its own, made only when asked for, which nothing but its password opens."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile
from sqlalchemy import func, select

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _, _n, use
from desktop_app.plan.population import counted, period_of
from desktop_app.reference.service import profile
from desktop_app.returns.people_list import everybody
from desktop_app.returns.records import ListedPerson, MonthlyReturn
from desktop_app.returns.service import compose_figures
from desktop_app.returns.workbook import STANDINGS, course_columns, heading
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook
from desktop_app.whole_file import whole_bytes

# A shorter one is found out in an afternoon by whoever tries them all.
LEAST_LETTERS = 10


@dataclass(frozen=True)
class NamedList:
    """The file that was written, how many people it names, and its SHA-256 as it was encrypted."""

    file: Path
    people: int
    sha256: str


def count_named(unit: UnitOfWork, *, year: int, month: int) -> int:
    """How many people the list would name. Raises Invalid for a month that has not begun."""
    people = counted(period_of(year, month, today=unit.today))
    return unit.session.scalar(select(func.count()).select_from(people)) or 0


def write_named_list(centre: Centre, *, year: int, month: int, out: Path, password: str) -> NamedList:
    """Write everybody whom the return of the month counts, encrypted, and tell the journal.

    Raises Invalid for a password that is too short or a month that has not begun, StorageError.
    """
    if len(password) < LEAST_LETTERS:
        message = N_("The password of a list of names needs {least} letters or more.")
        raise Invalid("password_too_short", message, field="password", least=LEAST_LETTERS)
    with use(centre.read(profile).document_language):
        content, people = centre.read(_people, year=year, month=month)
        # What is not encrypted yet never leaves the folder of the database.
        with tempfile.TemporaryDirectory(dir=centre.paths.folder, prefix=".~return-") as folder:
            file = write_workbook(
                Path(folder) / "names.xlsx", [_sheet(content, people)], creator=content.centre, is_private=True
            )
            encrypted = _encrypted(file.read_bytes(), password)
    return centre.write(
        _put, encrypted=encrypted, people=[each.person_id for each in people], out=out, year=year, month=month
    ).value


def opened(encrypted: bytes, password: str) -> bytes:
    """The workbook inside. Raises Invalid for another password."""
    content = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(encrypted))
        file.load_key(password=password)
        file.decrypt(content)
    except (msoffcrypto.exceptions.InvalidKeyError, msoffcrypto.exceptions.DecryptionError) as error:
        raise Invalid("wrong_password", N_("This password does not open the file."), field="password") from error
    return content.getvalue()


def _people(unit: UnitOfWork, *, year: int, month: int) -> tuple[MonthlyReturn, list[ListedPerson]]:
    content = compose_figures(unit, year=year, month=month)
    return content, everybody(unit, period_of(year, month, today=unit.today))


def _encrypted(workbook: bytes, password: str) -> bytes:
    """AES-256 in the Office container, as Excel does it ("agile" encryption)."""
    content = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, content)
    return content.getvalue()


def _put(unit: UnitOfWork, *, encrypted: bytes, people: Sequence[int], out: Path, year: int, month: int) -> NamedList:
    written = whole_bytes(out, encrypted)
    facts = {"month": f"{year}-{month:02}", "names": True}
    note_given(unit, "export", entity="person", people=people, content=written, facts=facts)
    return NamedList(written, len(people), hashlib.sha256(encrypted).hexdigest())


def _sheet(content: MonthlyReturn, people: Sequence[ListedPerson]) -> SheetPlan:
    standings = {standing: _(title) for standing, title in STANDINGS.items()}
    return SheetPlan(
        _("List of people"),
        [
            ColumnPlan(_("No."), Kind.INTEGER, 7),
            ColumnPlan(_("Person's code"), width=22),
            ColumnPlan(_("Full name"), width=40),
            ColumnPlan(_("JShShIR"), width=19),
            ColumnPlan(_("Workplace"), width=42),
            ColumnPlan(_("District or city"), width=22),
            ColumnPlan(_("Position"), width=34),
            ColumnPlan(_("Staff group"), width=26),
            *course_columns(),
        ],
        [
            (
                place,
                person.code,
                person.full_name,
                person.jshshir,
                person.workplace,
                person.district,
                person.position,
                person.staff_group,
                person.subject,
                person.cohort,
                person.starts_on,
                person.ends_on,
                standings[person.standing],
                person.finished_on,
                person.certificate_number,
            )
            for place, person in enumerate(people, 1)
        ],
        heading=[
            *heading(content, _("List of people by name")),
            _("For official use only: personal data. Do not pass it on unencrypted."),
            _n("{n} person named", "{n} people named", len(people)),
        ],
        freeze_columns=3,
        page_footer=_("For official use only: personal data."),
        is_long_list=True,
    )
