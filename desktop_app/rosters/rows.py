"""From the cells of one row to a person and everything that is wrong with it; no database, no clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from db.models.people import Sex
from desktop_app.language.dates import DateNote, ParsedDate, parse_date, short_date
from desktop_app.language.names import PersonName, guess_sex
from desktop_app.language.names import Sex as SexName
from desktop_app.people.identity import (
    JSHSHIR_LENGTH,
    IdentityQuestion,
    JshshirProblem,
    JshshirResult,
    identity_questions,
    parse_document,
    parse_jshshir,
    parse_phones,
)
from desktop_app.people.rules import is_believable_birth, sex_name
from desktop_app.rosters.card_cells import LEAVE_OUT, TAKE, CardCells
from desktop_app.rosters.cells import RowCells, cell_text, cells_of, told_text
from desktop_app.rosters.lists import RosterLists
from desktop_app.rosters.name_cells import ReadName, plain_name, read_name
from desktop_app.rosters.not_people import FEW_CELLS, not_a_person
from desktop_app.rosters.people import NOTES_PARTED_BY, ReadRow, RosterPerson, latin_name, part_key
from desktop_app.rosters.plain_cells import Born, plain_date, plain_document, plain_jshshir, plain_phone
from desktop_app.rosters.problems import ProblemCode, RowProblem, RowState, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.records import Cell, CellError, SheetRow, UncomputedFormula

_DATE_PROBLEMS = {
    DateNote.NO_SUCH_DAY: ProblemCode.BIRTH_DATE_IMPOSSIBLE,
    DateNote.EMPTY_IN_EXCEL: ProblemCode.BIRTH_DATE_EMPTY_IN_EXCEL,
    DateNote.STRANGE_YEAR: ProblemCode.BIRTH_YEAR_STRANGE,
    DateNote.NOT_A_DATE: ProblemCode.BIRTH_DATE_UNREADABLE,
    DateNote.NO_YEAR: ProblemCode.BIRTH_DATE_UNREADABLE,
}
# Only one century gives a trainee's age, so two digits of a year leave no doubt.
_SURE_ENOUGH = {DateNote.SHORT_YEAR, DateNote.YEAR_ONLY, None}
_NO_DATE = ParsedDate(None, None, is_sure=False)
_QUESTIONS = {
    IdentityQuestion.SEX_DIFFERS: (ProblemCode.SEX_DIFFERS, "jshshir"),
    IdentityQuestion.BIRTH_DATE_DIFFERS: (ProblemCode.BIRTH_DATE_DIFFERS, "birth_date"),
    IdentityQuestion.UNUSUAL_AGE: (ProblemCode.UNUSUAL_AGE, "jshshir"),
}
# The row is taken without them, and the sender's words are kept.
_KEPT_IN_NOTES = {
    ProblemCode.PHONE_WRONG,
    ProblemCode.DOCUMENT_WRONG,
    ProblemCode.BIRTH_DATE_UNREADABLE,
    ProblemCode.JSHSHIR_LOST_DIGITS,
}
_CACHED_HINTS = 1 << 15
# A number shown as 3.12039E+13 and saved so; a right JShShIR ends so in one of a million, and is not asked.
_LOST_DIGITS = "00000"
# By the year alone, so a year within what is usual.
SURE_AGES = (18, 88)

Edits = Mapping[tuple[int, str], str]
CellAnswers = Mapping[tuple[str, str], str]
_SEXES: Mapping[SexName, Sex] = {"male": Sex.MALE, "female": Sex.FEMALE}


class RowReader:
    """Reads the rows of one roster. What repeats in its columns is recognised once.

    ``answers`` say what to do with all rows that hold a certain text in a field: TAKE, LEAVE_OUT or a code.
    """

    def __init__(self, table: RosterTable, lists: RosterLists, answers: CellAnswers) -> None:
        self._table = table
        self._lists = lists
        self._answers = answers
        self._cells_of = cells_of(table.columns)
        self._card = CardCells(table, lists, answers)
        self._sexes: dict[Cell, Sex | None] = {None: None}
        self._is_one_name_cell = not {"surname", "given_name"} & table.columns.keys()

    def read(self, row: SheetRow, edits: Mapping[str, str] | None = None) -> ReadRow:
        """The row as it stands, or with the texts of ``edits`` in place of the cells of their fields."""
        cells = self._cells_of(row)
        if edits:
            cells = cells._replace(**{field: text or None for field, text in edits.items()})
        plain = plain_name(cells.full_name) if self._is_one_name_cell else None
        if plain is not None and len(row.cells) - row.cells.count(None) > FEW_CELLS:
            return self._person(row.number, cells, ReadName(plain))
        nobody = None if edits else not_a_person(row, self._table, self._lists)
        if nobody is not None:
            return ReadRow(row.number, None, (nobody,))
        name = read_name(cells, self._table)
        if name.typed is None:
            return ReadRow(row.number, None, name.problems)
        beside = {field: text for field, text in name.beside._asdict().items() if field != "name" and text}
        lacking = {field: text for field, text in beside.items() if getattr(cells, field) is None}
        return self._person(row.number, cells._replace(**lacking), name)

    def _person(self, number: int, cells: RowCells, read: ReadName) -> ReadRow:
        assert read.typed is not None
        found = list(read.problems)
        name = latin_name(read.typed)
        surname_key, given_key = part_key(name.surname), part_key(name.given_name)
        short_key = f"{surname_key} {given_key}".strip()
        jshshir, born = self._jshshir(cells, found)
        birth = self._birth(cells, born, found)
        sex = self._sex(cells, name)
        if born is not None:
            self._ask_identity(cells, born, birth, sex, found)
        known_birth = born.birth_date if born and birth.date is None else birth.date
        card, card_problems, districts = self._card.read(cells)
        found += card_problems
        father_key = part_key(name.patronymic)
        person = RosterPerson._make(
            (
                name,
                read.typed,
                f"{short_key} {father_key}" if father_key else short_key,
                short_key,
                jshshir,
                self._document(cells, found),
                known_birth,
                known_birth.year if known_birth else birth.year,
                _SEXES[born.sex] if born else sex,
                self._phone(cells, found),
                *card,
            )
        )
        if found:
            found = [_asked_where_known_otherwise(one, person) for one in found]
            person = _with_what_was_not_taken(person, found)
        if read.beside.name:
            found.append(self._problem(ProblemCode.CROWDED_CELL, "full_name", cells.full_name))
        if number in self._table.hidden_rows:
            found.append(problem(ProblemCode.HIDDEN_ROW))
        return ReadRow(number, person, self._answered(found) if found else (), districts)

    def _jshshir(self, cells: RowCells, found: list[RowProblem]) -> tuple[str | None, Born | None]:
        value = cells.jshshir
        if value is None:
            return None, None
        text = value if type(value) is str else cell_text(value)
        if born := plain_jshshir(text):
            return text, born
        if isinstance(value, UncomputedFormula):
            found.append(self._problem(ProblemCode.FORMULA_WITHOUT_VALUE, "jshshir", value))
            return None, None
        read = parse_jshshir(value if isinstance(value, float) else told_text(value))
        if read.problem is None and read.sex and read.birth_date:
            return read.digits, Born(read.sex, read.birth_date)
        if read.problem not in (None, JshshirProblem.MISSING):
            is_rounded = len(read.digits) == JSHSHIR_LENGTH and read.digits.endswith(_LOST_DIGITS)
            problem_code = JshshirProblem.ROUNDED if is_rounded else read.problem
            found.append(self._problem(ProblemCode(f"jshshir_{problem_code}"), "jshshir", value))
        return None, None

    def _birth(self, cells: RowCells, born: Born | None, found: list[RowProblem]) -> ParsedDate:
        value = cells.birth_date
        day = value if type(value) is date else plain_date(value) if type(value) is str else None
        if day is not None and is_believable_birth(day.year, today=self._lists.today):
            return ParsedDate(day, day.year, is_sure=True)
        field = next((name for name in ("birth_date", "birth_year") if told_text(getattr(cells, name))), "birth_date")
        value = getattr(cells, field)
        read = parse_date(cell_text(value) if isinstance(value, CellError | UncomputedFormula) else value)
        year = read.date.year if read.date else read.year
        if read.note in _DATE_PROBLEMS:
            found.append(self._problem(_DATE_PROBLEMS[read.note], field, value))
            return _NO_DATE
        if year is not None and not is_believable_birth(year, today=self._lists.today):
            found.append(self._problem(ProblemCode.BIRTH_YEAR_STRANGE, field, value))
        elif read.date and read.note not in _SURE_ENOUGH and not (born and born.birth_date == read.date):
            told = short_date(read.date)
            found.append(self._problem(ProblemCode.BIRTH_DATE_UNSURE, field, value, date=told))
        return read

    def _sex(self, cells: RowCells, name: PersonName) -> Sex | None:
        return self._told_sex(cells.sex) or _guessed_sex(name.surname, name.patronymic)

    def _told_sex(self, cell: Cell) -> Sex | None:
        """What the cell says; the few words for it are recognised once."""
        if cell not in self._sexes:
            told = self._lists.words["sex"].code_of(told_text(cell))
            self._sexes[cell] = Sex(told) if told else None
        return self._sexes[cell]

    def _ask_identity(
        self,
        cells: RowCells,
        born: Born,
        birth: ParsedDate,
        sex: Sex | None,
        found: list[RowProblem],
    ) -> None:
        asked = _questions(born, sex, birth.date, self._lists.today)
        for question in asked:
            code, field = _QUESTIONS[question]
            told = {"date": short_date(born.birth_date)} if code is ProblemCode.BIRTH_DATE_DIFFERS else {}
            found.append(self._problem(code, field, getattr(cells, field), **told))
        if birth.date is None and birth.year not in (None, born.birth_date.year):
            told = {"date": short_date(born.birth_date)}
            found.append(self._problem(ProblemCode.BIRTH_DATE_DIFFERS, "birth_year", cells.birth_year, **told))

    def _document(self, cells: RowCells, found: list[RowProblem]) -> str | None:
        value = cells.document
        if value is None:
            return None
        if type(value) is str and (plain := plain_document(value)):
            return plain
        read = parse_document(told_text(value))
        if not read.is_valid:
            found.append(self._problem(ProblemCode.DOCUMENT_WRONG, "document", value))
            return None
        return read.number or None

    def _phone(self, cells: RowCells, found: list[RowProblem]) -> str:
        value = cells.phone
        if value is None:
            return ""
        text = value if type(value) is str else told_text(value)
        if plain := plain_phone(text):
            return plain
        read = parse_phones(told_text(value))
        if read.rejected:
            found.append(self._problem(ProblemCode.PHONE_WRONG, "phone", value))
        for phone in read.phones:
            if not phone.is_sure:
                found.append(self._problem(ProblemCode.PHONE_UNSURE, "phone", value, phone=phone.number))
        return ", ".join(phone.number for phone in read.phones)

    def _answered(self, found: list[RowProblem]) -> tuple[RowProblem, ...]:
        """The problems after the answers that hold for all equal cells."""
        if not self._answers:
            return tuple(found)
        return tuple(self._after_answer(one) for one in found)

    def _after_answer(self, found: RowProblem) -> RowProblem:
        answer = self._answers.get((found.field, found.value)) if found.state is RowState.ASK else None
        if answer == TAKE:
            return problem(ProblemCode.DECIDED, found.column, found.value, field=found.field)
        if answer == LEAVE_OUT:
            return problem(ProblemCode.LEFT_OUT, found.column, found.value, field=found.field)
        return found

    def _problem(self, code: ProblemCode, field: str, value: Cell, **facts: object) -> RowProblem:
        return problem(code, self._table.header(field), cell_text(value), field=field, **facts)


def _asked_where_known_otherwise(found: RowProblem, person: RosterPerson) -> RowProblem:
    """A JShShIR whose digits are lost costs the row nothing where a birth date or a document tells who is meant."""
    is_known = person.birth_date is not None or person.document is not None
    if found.code is ProblemCode.JSHSHIR_ROUNDED and is_known:
        return replace(found, code=ProblemCode.JSHSHIR_LOST_DIGITS)
    return found


def _with_what_was_not_taken(person: RosterPerson, found: list[RowProblem]) -> RosterPerson:
    kept = [f"{one.column}: {one.value}".removeprefix(": ") for one in found if one.code in _KEPT_IN_NOTES]
    return person._replace(notes=NOTES_PARTED_BY.join(filter(None, [*kept, person.notes]))) if kept else person


@lru_cache(maxsize=_CACHED_HINTS)
def _guessed_sex(surname: str, patronymic: str) -> Sex | None:
    told = guess_sex(PersonName(surname, "", patronymic))
    return _SEXES[told] if told else None


def _questions(born: Born, sex: Sex | None, birth_date: date | None, today: date) -> tuple[IdentityQuestion, ...]:
    """What does not agree with the JShShIR; nearly every row agrees, so that is looked at first."""
    age = today.year - born.birth_date.year
    agrees = birth_date in (None, born.birth_date) and (sex is None or sex == born.sex)
    if agrees and SURE_AGES[0] <= age <= SURE_AGES[1]:
        return ()
    result = JshshirResult("", None, born.sex, born.birth_date)
    return identity_questions(result, sex=sex_name(sex), birth_date=birth_date, today=today)
