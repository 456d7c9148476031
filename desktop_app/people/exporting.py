"""The list of people as a workbook: the columns in sight, codes beside their names, of any length."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import String, bindparam, select

from db.models.people import Institution, Person
from db.plain_query import PlainQuery
from db.portable import listed_numbers
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, require_right
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import short_date
from desktop_app.language.names import full_name
from desktop_app.language.numbers import number
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.long_lists import MOST_ROWS, Cell, write_long_list
from desktop_app.spreadsheets.writing import ColumnPlan, Kind

# So many people are read at a time: progress moves and a cancel is heard after each.
AT_ONCE = 2_000

_CODES = PlainQuery(
    select(Person.id, Person.position_code, Person.subject_code, Person.district_code, Institution.code)
    .outerjoin(Institution, Institution.id == Person.institution_id)
    .where(Person.id.in_(select(listed_numbers(bindparam("ids", type_=String)))))
)


@dataclass(frozen=True)
class _Listed:
    """One person with the codes behind the names."""

    line: PersonLine
    position: str
    subject: str
    district: str
    institution: str


@dataclass(frozen=True)
class _Column:
    plan: ColumnPlan
    cell: Callable[[_Listed], Cell]


def write_people(
    centre: Centre,
    person_ids: Sequence[int],
    *,
    out: Path,
    columns: Sequence[str],
    progress: Progress,
    with_numbers: bool = False,
) -> Path:
    """Write these people under the columns of the list that are named; returns the path really written.

    ``with_numbers`` writes each JShShIR in full, and the journal tells so. Raises Cancelled, Refused for a list that no
    sheet holds, StorageError when the file cannot be written: then the journal tells of no export.
    """
    if len(person_ids) > MOST_ROWS:
        message = N_("A sheet of Excel holds {most} rows. Narrow the list by the filter.")
        raise Refused("list_too_long", message, most=number(MOST_ROWS, 0, language()))
    if with_numbers:
        centre.read(require_right, Right.SEE_NUMBERS)
    own, title = centre.read(profile), _("People")
    asked = [column for name in columns for column in _columns(with_numbers=with_numbers).get(name, ())]
    written = write_long_list(
        out,
        [column.plan for column in asked],
        ([column.cell(listed) for column in asked] for listed in _listed(centre, person_ids, progress)),
        title=title,
        note=f"{own.name}, {short_date(centre.clock.today())}",
        creator=own.name,
    )
    facts = {"what": title, "rows": len(person_ids), "full_numbers": with_numbers}
    centre.write(
        note_given, "export", entity="list", entity_id="people", people=person_ids, content=written, facts=facts
    )
    return written


def _columns(*, with_numbers: bool) -> dict[str, tuple[_Column, ...]]:
    """The columns of the workbook, by the column of the list behind which they stand."""

    def jshshir(listed: _Listed) -> Cell:
        digits = listed.line.jshshir or ""
        return digits if with_numbers or not digits else mask_jshshir(digits)

    def text(title: str, width: float, cell: Callable[[_Listed], Cell]) -> _Column:
        return _Column(ColumnPlan(title, Kind.TEXT, width), cell)

    return {
        "name": (
            text(_("Full name"), 36, lambda listed: listed.line.full_name),
            text(_("Name in Cyrillic"), 36, lambda listed: full_name(listed.line.name_cyrl)),
            text(_("JShShIR"), 17, jshshir),
        ),
        "birth": (_Column(ColumnPlan(_("Born"), Kind.DATE, 12), lambda listed: _born(listed.line)),),
        "workplace": (
            text(_("Workplace"), 34, lambda listed: listed.line.workplace),
            text(_("Code of the workplace"), 14, lambda listed: listed.institution),
        ),
        "position": (
            text(_("Position"), 28, lambda listed: listed.line.position),
            text(_("Code of the position"), 12, lambda listed: listed.position),
        ),
        "subject": (
            text(_("Subject"), 26, lambda listed: listed.line.subject),
            text(_("Code of the subject"), 12, lambda listed: listed.subject),
        ),
        "district": (
            text(_("District"), 22, lambda listed: listed.line.district),
            text(_("Code of the district"), 12, lambda listed: listed.district),
        ),
    }


def _born(line: PersonLine) -> Cell:
    if line.birth_date is not None:
        return line.birth_date
    return str(line.birth_year) if line.birth_year else None


def _listed(centre: Centre, person_ids: Sequence[int], progress: Progress) -> Iterator[_Listed]:
    total = len(person_ids)
    for start in range(0, total, AT_ONCE):
        progress.step(_("Writing"), start, total)
        yield from centre.read(_read, person_ids[start : start + AT_ONCE])


def _read(unit: UnitOfWork, person_ids: Sequence[int]) -> list[_Listed]:
    rows = _CODES.rows(unit, {"ids": f"[{','.join(map(str, person_ids))}]"})
    codes: dict[int, list[Any]] = {row[0]: [code or "" for code in row[1:]] for row in rows}
    return [_Listed(line, *codes[line.id]) for line in person_lines(unit, person_ids)]
