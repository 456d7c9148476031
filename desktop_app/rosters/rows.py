"""From the cells of one row to a person and everything that is wrong with it; no database, no clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from db.models.people import Sex
from desktop_app.language.apostrophes import space_before_mark, tidy
from desktop_app.language.dates import DateNote, ParsedDate, parse_date, short_date
from desktop_app.language.names import PersonName, SplitNote, full_name, guess_sex, split_full_name
from desktop_app.language.script import has_mixed_word, mend_mixed_words
from desktop_app.people.identity import (
    IdentityQuestion,
    JshshirProblem,
    JshshirResult,
    identity_questions,
    parse_document,
    parse_jshshir,
    parse_phones,
)
from desktop_app.people.institutions import institution_name
from desktop_app.people.rules import BothScripts, both_scripts, is_believable_birth, name_key, sex_name
from desktop_app.rosters.lists import RosterLists
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.records import Cell, CellError, SheetRow, UncomputedFormula
from desktop_app.spreadsheets.text_tables import has_lost_letters

NAME_FIELDS = ("full_name", "surname", "given_name", "patronymic")
_REMARK_FIELDS = ("service_years", "last_course", "notes")
_CACHED_TEXTS = 1 << 14
_NOTHING = re.compile(r"[\W_]*")
_LEADING_NUMBER = re.compile(r"\d{1,4}\s*[.)]\s*(?=\D)")
_LOST_NAMES = {SplitNote.EMPTY, SplitNote.NO_SURNAME, SplitNote.NO_GIVEN_NAME}
_DATE_PROBLEMS = {
    DateNote.NO_SUCH_DAY: ProblemCode.BIRTH_DATE_IMPOSSIBLE,
    DateNote.EMPTY_IN_EXCEL: ProblemCode.BIRTH_DATE_EMPTY_IN_EXCEL,
    DateNote.STRANGE_YEAR: ProblemCode.BIRTH_YEAR_STRANGE,
    DateNote.NOT_A_DATE: ProblemCode.BIRTH_DATE_UNREADABLE,
    DateNote.NO_YEAR: ProblemCode.BIRTH_DATE_UNREADABLE,
}
# Only one century gives a trainee's age, so two digits of a year leave no doubt.
_SURE_ENOUGH = {DateNote.SHORT_YEAR, DateNote.YEAR_ONLY, None}


@dataclass(frozen=True)
class RosterPerson:
    """A person as the row tells; codes only where the lists know the words, the words themselves kept beside."""

    names: BothScripts
    key: str
    jshshir: str | None = None
    document: str | None = None
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    phone: str = ""
    workplace: str = ""
    district_code: str | None = None
    position_code: str | None = None
    position_text: str = ""
    staff_group: str | None = None
    subject_code: str | None = None
    subject_text: str = ""
    category_code: str | None = None
    education_code: str | None = None
    language_code: str | None = None
    notes: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.names.latin)


@dataclass(frozen=True)
class ReadRow:
    """``person`` is None where the row holds nobody; ``districts`` are those to choose from."""

    number: int
    person: RosterPerson | None
    problems: tuple[RowProblem, ...]
    districts: tuple[tuple[str, str], ...] = ()


class RowCells:
    """The cells of a row by field, and what is found wrong with them on the way."""

    def __init__(self, row: SheetRow, table: RosterTable) -> None:
        self.row = row
        self.table = table
        self.problems: list[RowProblem] = []
        self.districts: tuple[tuple[str, str], ...] = ()

    def value(self, field: str) -> Cell:
        column = self.table.columns.get(field)
        return self.row.cell(column.index) if column else None

    def text(self, field: str) -> str:
        """The tidy text of the cell; empty for a dash and the like."""
        text = cell_text(self.value(field))
        return "" if _NOTHING.fullmatch(text) else text

    def tell(self, code: ProblemCode, field: str, **facts: object) -> None:
        self.problems.append(problem(code, self.table.header(field), cell_text(self.value(field)), **facts))

    @property
    def is_rejected(self) -> bool:
        return any(found.state is RowState.REJECTED for found in self.problems)


def cell_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case UncomputedFormula():
            return "="
        case CellError(text):
            return text
        case date():
            return short_date(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return _tidied(str(cell))


@lru_cache(maxsize=_CACHED_TEXTS)
def _tidied(text: str) -> str:
    """Cells are looked at several times, and lists repeat their words."""
    return tidy(text)


def read_person(row: SheetRow, table: RosterTable, lists: RosterLists) -> ReadRow:
    """The person of a row that holds one."""
    cells = RowCells(row, table)
    name = _name(cells)
    if name is None:
        return ReadRow(row.number, None, tuple(cells.problems))
    names = both_scripts(name)
    jshshir = _jshshir(cells)
    birth = _birth(cells, jshshir, lists.today)
    sex = _sex(cells, names.latin, lists)
    _ask_identity(cells, jshshir, birth, sex, lists.today)
    known_birth = jshshir.birth_date if jshshir and not birth.date else birth.date
    person = RosterPerson(
        names=names,
        key=name_key(names.latin),
        jshshir=jshshir.digits if jshshir else None,
        document=_document(cells),
        birth_date=known_birth,
        birth_year=known_birth.year if known_birth else birth.year,
        sex=Sex(jshshir.sex) if jshshir and jshshir.sex else sex,
        phone=_phone(cells),
        workplace=institution_name(cells.text("workplace")),
        district_code=_district(cells, lists),
        **_work(cells, lists),
        education_code=lists.words["education"].code_of(cells.text("education")),
        language_code=lists.words["language"].code_of(cells.text("language")),
        notes="; ".join(_remarks(cells)),
    )
    return ReadRow(row.number, person, tuple(cells.problems), cells.districts)


def _name(cells: RowCells) -> PersonName | None:
    """The name taken apart, or None where there is none; asks where it was mended or guessed."""
    for field in NAME_FIELDS:
        _check_name_cell(cells, field)
    if cells.is_rejected:
        return None
    if cells.text("surname") or cells.text("given_name"):
        name = PersonName(*(_mended(cells, field) for field in NAME_FIELDS[1:]))
        if not name.surname or not name.given_name:
            cells.tell(ProblemCode.NAME_MISSING, "given_name" if name.surname else "surname")
            return None
        return name
    split = split_full_name(_mended(cells, "full_name"))
    if split.note in _LOST_NAMES:
        cells.tell(ProblemCode.NAME_MISSING, "full_name" if "full_name" in cells.table.columns else "surname")
        return None
    if not split.is_sure:
        parts = vars(split.name) | {"patronymic": split.name.patronymic or "–"}
        cells.tell(ProblemCode.NAME_ORDER_UNSURE, "full_name", **parts)
    return split.name


def _check_name_cell(cells: RowCells, field: str) -> None:
    value, text = cells.value(field), _unnumbered(cells.text(field))
    if isinstance(value, UncomputedFormula):
        cells.tell(ProblemCode.FORMULA_WITHOUT_VALUE, field)
    elif has_lost_letters(text):
        cells.tell(ProblemCode.LOST_LETTERS, field)
    elif isinstance(value, CellError) or any(map(str.isdecimal, text)):
        cells.tell(ProblemCode.NAME_UNREADABLE, field)


def _mended(cells: RowCells, field: str) -> str:
    text = _unnumbered(cells.text(field))
    if torn := space_before_mark(text):
        text = torn.proposal
        cells.tell(ProblemCode.NAME_SPACE_BEFORE_MARK, field, proposal=text)
    if has_mixed_word(text):
        text = mend_mixed_words(text)
        cells.tell(ProblemCode.NAME_MIXED_SCRIPTS, field, proposal=text)
    return text


def _unnumbered(name: str) -> str:
    """The name without the "12." that lists pasted from Word bring along."""
    return _LEADING_NUMBER.sub("", name, count=1) if name[:1].isdecimal() else name


def _jshshir(cells: RowCells) -> JshshirResult | None:
    value = cells.value("jshshir")
    if isinstance(value, UncomputedFormula):
        cells.tell(ProblemCode.FORMULA_WITHOUT_VALUE, "jshshir")
        return None
    if not cells.text("jshshir"):
        return None
    found = parse_jshshir(value if isinstance(value, float) else cell_text(value))
    if found.problem is JshshirProblem.MISSING:
        return None
    if found.problem:
        cells.tell(ProblemCode(f"jshshir_{found.problem}"), "jshshir")
        return None
    return found


def _birth(cells: RowCells, jshshir: JshshirResult | None, today: date) -> ParsedDate:
    field = next((name for name in ("birth_date", "birth_year") if cells.text(name)), "birth_date")
    value = cells.value(field)
    found = parse_date(cell_text(value) if isinstance(value, CellError | UncomputedFormula) else value)
    year = found.date.year if found.date else found.year
    if found.note in _DATE_PROBLEMS:
        cells.tell(_DATE_PROBLEMS[found.note], field)
    elif year is not None and not is_believable_birth(year, today=today):
        cells.tell(ProblemCode.BIRTH_YEAR_STRANGE, field)
    elif found.date and found.note not in _SURE_ENOUGH and not (jshshir and jshshir.birth_date == found.date):
        cells.tell(ProblemCode.BIRTH_DATE_UNSURE, field, date=short_date(found.date))
    else:
        return found
    return found if found.note not in _DATE_PROBLEMS else ParsedDate(None, None, is_sure=False)


def _sex(cells: RowCells, name: PersonName, lists: RosterLists) -> Sex | None:
    told = lists.words["sex"].code_of(cells.text("sex")) or guess_sex(name)
    return Sex(told) if told else None


def _ask_identity(
    cells: RowCells, jshshir: JshshirResult | None, birth: ParsedDate, sex: Sex | None, today: date
) -> None:
    if jshshir is None or jshshir.birth_date is None:
        return
    told = short_date(jshshir.birth_date)
    for question in identity_questions(jshshir, sex=sex_name(sex), birth_date=birth.date, today=today):
        match question:
            case IdentityQuestion.SEX_DIFFERS:
                cells.tell(ProblemCode.SEX_DIFFERS, "jshshir")
            case IdentityQuestion.BIRTH_DATE_DIFFERS:
                cells.tell(ProblemCode.BIRTH_DATE_DIFFERS, "birth_date", date=told)
            case IdentityQuestion.UNUSUAL_AGE:
                cells.tell(ProblemCode.UNUSUAL_AGE, "jshshir")
    if birth.date is None and birth.year not in (None, jshshir.birth_date.year):
        cells.tell(ProblemCode.BIRTH_DATE_DIFFERS, "birth_year", date=told)


def _document(cells: RowCells) -> str | None:
    found = parse_document(cells.text("document"))
    if not found.is_valid:
        cells.tell(ProblemCode.DOCUMENT_WRONG, "document")
        return None
    return found.number or None


def _phone(cells: RowCells) -> str:
    found = parse_phones(cells.text("phone"))
    if found.rejected:
        cells.tell(ProblemCode.PHONE_WRONG, "phone")
    for phone in found.phones:
        if not phone.is_sure:
            cells.tell(ProblemCode.PHONE_UNSURE, "phone", phone=phone.number)
    return ", ".join(phone.number for phone in found.phones)


def _district(cells: RowCells, lists: RosterLists) -> str | None:
    text = cells.text("district")
    if not text:
        # Offices often keep a sheet for each district.
        of_sheet = lists.find_district(cells.table.sheet, "")
        return of_sheet[0].code if len(of_sheet) == 1 else None
    found = lists.find_district(text, cells.text("region"))
    if len(found) == 1:
        return found[0].code
    if found:
        cells.districts = tuple((place.code, place.names.text) for place in found)
        cells.tell(ProblemCode.DISTRICT_UNSURE, "district", districts=", ".join(name for _, name in cells.districts))
    else:
        cells.tell(ProblemCode.DISTRICT_UNKNOWN, "district")
    return None


def _work(cells: RowCells, lists: RosterLists) -> dict[str, Any]:
    """Position, staff group, subject and category as columns of a person."""
    position, subject, category = (cells.text(field) for field in ("position", "subject", "category"))
    words = lists.words
    is_teaching = words["not_teaching"].code_of(position) is None
    position_code = words["position"].code_of(position) or words["position_otherwise"].code_of(position)
    if not is_teaching:
        position_code = None
        cells.tell(ProblemCode.NOT_TEACHING_STAFF, "position")
    elif position and position_code is None:
        cells.tell(ProblemCode.POSITION_UNKNOWN, "position")
    subject_code = words["subject"].code_of(subject)
    if subject and subject_code is None:
        cells.tell(ProblemCode.SUBJECT_UNKNOWN, "subject")
    category_code = words["category"].code_of(category)
    if category and category_code is None:
        cells.tell(ProblemCode.CATEGORY_UNKNOWN, "category")
    return {
        "position_code": position_code,
        "position_text": position,
        "staff_group": lists.staff_groups.get(position_code or ""),
        "subject_code": subject_code,
        "subject_text": subject,
        "category_code": category_code,
    }


def _remarks(cells: RowCells) -> Iterator[str]:
    """What has no column of its own is kept with its header, so that nothing of the file is lost."""
    for field in _REMARK_FIELDS:
        if text := cells.text(field):
            yield text if field == "notes" else f"{cells.table.header(field)}: {text}"
