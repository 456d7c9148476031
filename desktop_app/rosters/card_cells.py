"""Where and as what a person works, schooling, category, service, last course: what a row tells beside who it is.

These columns repeat their texts, so each distinct text is recognised once for the whole list.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from desktop_app.language.dates import parse_date
from desktop_app.people.institutions import institution_name
from desktop_app.people.rules import years_before
from desktop_app.rosters.cells import RowCells, told_text
from desktop_app.rosters.lists import RosterLists
from desktop_app.rosters.lost_letters import fitting
from desktop_app.rosters.people import NOTES_PARTED_BY
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.records import Cell, CellError, UncomputedFormula
from desktop_app.spreadsheets.text_tables import has_lost_letters

R = TypeVar("R")

LONGEST_SERVICE_YEARS = 70
FIRST_YEAR = 1940
# Certificates of courses: letters, perhaps a number sign, four digits or more.
_CERTIFICATE = re.compile(r"(?:[A-ZА-ЯЎҚҒҲ]{1,4}[\s-]?)?№?\s?\d{4,}", re.IGNORECASE)
_WHOLE_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEARS = re.compile(r"(\d{1,2})(?:[.,]\d+)?(?!\d)")


class Reading(NamedTuple):
    """What one cell gives to the card, and what is to be said about it; ``kept`` is what goes to the notes."""

    values: tuple[Any, ...]
    problems: tuple[RowProblem, ...] = ()
    kept: str = ""
    choices: tuple[tuple[str, str], ...] = ()


# An answer to all equal cells: take the row as it was read, or leave it out; else the code of a list's entry.
TAKE, LEAVE_OUT = "yes", "no"

CardReading = tuple[tuple[Any, ...], tuple[RowProblem, ...], tuple[tuple[str, str], ...]]

_FROM_REGION = RowCells._fields.index("region")
_NO_CELLS: tuple[Cell, ...] = (None,) * _FROM_REGION


class CardCells:
    """Reads the columns of one roster; the values come in the order of RosterPerson, from the workplace on."""

    def __init__(self, table: RosterTable, lists: RosterLists, answers: Mapping[tuple[str, str], str]) -> None:
        self._table = table
        self._lists = lists
        self._answers = answers
        self._workplace = _Memo(self._read_workplace)
        self._district = _Memo(self._read_district)
        self._locality = _Memo(lambda cell: self._known_word("locality", cell))
        self._position = _Memo(self._read_position)
        self._subject = _Memo(self._read_subject)
        self._category = _Memo(self._read_category)
        self._given_on = _Memo(lambda cell: self._read_day("category_given_on", cell))
        self._valid_to = _Memo(self._read_validity)
        self._education = _Memo(lambda cell: self._known_word("education", cell))
        self._graduated_from = _Memo(_read_text)
        self._graduation_year = _Memo(self._read_graduation)
        self._specialty = _Memo(_read_text)
        self._language = _Memo(lambda cell: self._known_word("language", cell))
        self._service = _Memo(self._read_service)
        self._last_course = _Memo(self._read_last_course)
        self._certificate = _Memo(_read_text)
        self._notes = _Memo(_read_text)
        self._beside_workplace = _Memo(self._read_beside_workplace)

    def read(self, cells: RowCells) -> CardReading:
        """The values, the problems, and the districts to choose from."""
        values, problems, choices = self._beside_workplace[cells[_FROM_REGION:]]
        place = self._workplace[cells.workplace]
        return (*place.values, *values), (*place.problems, *problems) if place.problems else problems, choices

    def _read_beside_workplace(self, asked: tuple[Cell, ...]) -> CardReading:
        """All columns from the region on: colleagues often differ in their names and numbers only."""
        cells = RowCells(*_NO_CELLS, *asked)
        places = self._district[cells.district, cells.region]
        course = self._last_course[cells.last_course]
        readings = (
            places,
            self._locality[cells.locality],
            self._position[cells.position],
            self._subject[cells.subject],
            self._category[cells.category],
            self._given_on[cells.category_given_on],
            self._valid_to[cells.category_valid_to],
            self._education[cells.education],
            self._graduated_from[cells.graduated_from],
            self._graduation_year[cells.graduation_year],
            self._specialty[cells.diploma_specialty],
            self._language[cells.language],
            self._service[cells.service_years],
            course,
        )
        values: list[Any] = []
        problems: list[RowProblem] = []
        kept: list[str] = []
        for reading in readings:
            values += reading.values
            if reading.problems:
                problems += reading.problems
            if reading.kept:
                kept.append(reading.kept)
        certificate = self._certificate[cells.course_certificate].values[0]
        values[-1] = certificate or values[-1]
        kept += self._notes[cells.notes].values
        values.append(NOTES_PARTED_BY.join(filter(None, kept)))
        return tuple(values), tuple(problems), places.choices

    def _read_workplace(self, cell: Cell) -> Reading:
        text = told_text(cell)
        if not has_lost_letters(text):
            return Reading((institution_name(text),))
        fit = fitting(text, self._lists.workplaces)
        name = self._lists.workplaces[fit[0]] if len(fit) == 1 else None
        return Reading((name or institution_name(text),), (self._lost("workplace", text, name),))

    def _read_district(self, asked: tuple[Cell, Cell]) -> Reading:
        text, region = map(told_text, asked)
        if not text:
            # Offices often keep a sheet for each district.
            of_sheet = self._lists.districts.found(self._table.sheet)
            return Reading((of_sheet[0].code if len(of_sheet) == 1 else None,))
        if (chosen := self._chosen("district", text)) is not None:
            return Reading((chosen,))
        if has_lost_letters(text):
            return self._lost_district(text, region)
        found = self._lists.districts.found(text, region)
        if len(found) == 1:
            return Reading((found[0].code,))
        if not found:
            told = self._told(ProblemCode.DISTRICT_UNKNOWN, "district", text)
            return Reading((None,), (told,), self._with_header("district", text))
        choices = tuple((place.code, place.names.text) for place in found)
        names = ", ".join(name for _, name in choices)
        asks = self._told(ProblemCode.DISTRICT_UNSURE, "district", text, districts=names)
        return Reading((None,), (asks,), choices=choices)

    def _lost_district(self, text: str, region: str) -> Reading:
        known = self._lists.districts
        fit = {place.code: place for name in fitting(text, known.by_whole_name) for place in known.by_whole_name[name]}
        found = known.in_region(tuple(fit.values()), region)
        if len(found) == 1:
            return Reading((found[0].code,), (self._lost("district", text, found[0].names.text),))
        choices = tuple((place.code, place.names.text) for place in found)
        kept = "" if choices else self._with_header("district", text)
        return Reading((None,), (self._lost("district", text, None),), kept, choices)

    def _mended(self, name: str, text: str) -> tuple[str, tuple[RowProblem, ...]]:
        """The text with its lost letters where one entry of the list fits it, and what is to be said about that."""
        if not has_lost_letters(text):
            return text, ()
        codes = self._lists.words[name].codes_of_lost(text)
        proposal = self._lists.name_of(name, *codes) if len(codes) == 1 else None
        return proposal or text, (self._lost(name, text, proposal),)

    def _lost(self, name: str, text: str, proposal: str | None) -> RowProblem:
        if proposal is None:
            return self._told(ProblemCode.LOST_LETTERS_UNSURE, name, text)
        return self._told(ProblemCode.LOST_LETTERS_READ, name, text, proposal=proposal)

    def _read_position(self, cell: Cell) -> Reading:
        """Code, text and staff group."""
        text, words = told_text(cell), self._lists.words
        lost: tuple[RowProblem, ...] = ()
        code = self._chosen("position", text)
        if code is None:
            text, lost = self._mended("position", text)
        if code is None and words["not_teaching"].code_of(text) is not None:
            return Reading((None, text, None), (self._told(ProblemCode.NOT_TEACHING_STAFF, "position", text),))
        code = code or words["position"].code_of(text) or words["position_otherwise"].code_of(text)
        unknown = text and code is None
        problems = lost or ((self._told(ProblemCode.POSITION_UNKNOWN, "position", text),) if unknown else ())
        return Reading((code, text, self._lists.staff_groups.get(code or "")), problems)

    def _read_subject(self, cell: Cell) -> Reading:
        text, code, lost = self._listed("subject", cell)
        unknown = text and code is None and not lost
        problems = (self._told(ProblemCode.SUBJECT_UNKNOWN, "subject", text),) if unknown else lost
        return Reading((code, text), problems)

    def _read_category(self, cell: Cell) -> Reading:
        return self._code_or_note("category", cell, ProblemCode.CATEGORY_UNKNOWN)

    def _known_word(self, name: str, cell: Cell) -> Reading:
        return self._code_or_note(name, cell, ProblemCode.WORD_UNKNOWN)

    def _code_or_note(self, name: str, cell: Cell, unknown: ProblemCode) -> Reading:
        """The entry of the list; words that it does not know go to the notes."""
        text, code, lost = self._listed(name, cell)
        if code is not None or not text:
            return Reading((code,), lost)
        return Reading((None,), lost or (self._told(unknown, name, text),), self._with_header(name, text))

    def _listed(self, name: str, cell: Cell) -> tuple[str, str | None, tuple[RowProblem, ...]]:
        """The text, mended where letters were lost, the entry that it means, and what to say about its letters."""
        text = told_text(cell)
        if (chosen := self._chosen(name, text)) is not None:
            return text, chosen, ()
        text, lost = self._mended(name, text)
        return text, self._lists.words[name].code_of(text), lost

    def _read_day(self, name: str, cell: Cell) -> Reading:
        found = parse_date(_date_source(cell))
        day = found.date or (date(found.year, 1, 1) if found.year else None)
        return Reading((day,)) if day or not told_text(cell) else self._kept_date((None,), name, cell)

    def _read_validity(self, cell: Cell) -> Reading:
        """The last day of a category, and whether it is for life."""
        if self._lists.words["lifetime"].code_of(told_text(cell)):
            return Reading((None, True))
        found = parse_date(_date_source(cell))
        day = found.date or (date(found.year, 12, 31) if found.year else None)
        if day or not told_text(cell):
            return Reading((day, False))
        return self._kept_date((None, False), "category_valid_to", cell)

    def _read_graduation(self, cell: Cell) -> Reading:
        found, text = parse_date(_date_source(cell)), told_text(cell)
        year = found.date.year if found.date else found.year
        if not text or (year is not None and FIRST_YEAR <= year <= self._lists.today.year):
            return Reading((year,))
        return self._kept_number("graduation_year", text)

    def _read_service(self, cell: Cell) -> Reading:
        """The day on which the service began: so many years ago, or in the year that is named."""
        text = told_text(cell)
        if not text:
            return Reading((None,))
        if since := parse_date(_date_source(cell)).date if isinstance(cell, date) else None:
            return Reading((since,))
        if (year := _YEAR.search(text)) and int(year[0]) <= self._lists.today.year:
            return Reading((date(int(year[0]), 1, 1),))
        years = _YEARS.match(text)
        if years and int(years[1]) <= LONGEST_SERVICE_YEARS:
            return Reading((years_before(int(years[1]), self._lists.today),))
        return self._kept_number("service_years", text)

    def _read_last_course(self, cell: Cell) -> Reading:
        """The last day of the course, and its certificate where the cell names that too."""
        text = told_text(cell)
        if not text:
            return Reading((None, ""))
        found = parse_date(_date_source(cell))
        day, rest = found.date or (date(found.year, 12, 31) if found.year else None), ""
        if day is None and isinstance(cell, str) and (piece := _WHOLE_DATE.search(text) or _YEAR.search(text)):
            day = parse_date(piece[0]).date or (date(int(piece[0]), 12, 31) if len(piece[0]) == 4 else None)
            rest = text[: piece.start()] + " " + text[piece.end() :]
        certificate = _CERTIFICATE.search(rest)
        if day is not None and day.year <= self._lists.today.year:
            return Reading((min(day, self._lists.today), certificate[0].strip() if certificate else ""))
        if number := _CERTIFICATE.fullmatch(text):
            return Reading((None, number[0]))
        return self._kept_date((None, ""), "last_course", cell)

    def _kept_date(self, values: tuple[Any, ...], name: str, cell: Cell) -> Reading:
        text = told_text(cell)
        told = self._told(ProblemCode.DATE_UNREADABLE, name, text)
        return Reading(values, (told,), self._with_header(name, text))

    def _kept_number(self, name: str, text: str) -> Reading:
        told = self._told(ProblemCode.NUMBER_UNREADABLE, name, text)
        return Reading((None,), (told,), self._with_header(name, text))

    def _with_header(self, name: str, text: str) -> str:
        """What has found no place of its own is kept with its header, so that nothing of the file is lost."""
        return f"{self._table.header(name)}: {text}".removeprefix(": ")

    def _chosen(self, name: str, text: str) -> str | None:
        """The entry of the list that was chosen for all cells with this text."""
        answer = self._answers.get((name, text))
        return None if answer in (None, TAKE, LEAVE_OUT) else answer

    def _told(self, code: ProblemCode, name: str, text: str, **facts: object) -> RowProblem:
        return problem(code, self._table.header(name), text, field=name, **facts)


class _Memo(dict[Any, R]):
    """What a cell, or several together, were read as: worked out once for each distinct one."""

    def __init__(self, read: Callable[[Any], R]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Hashable) -> R:
        self[cell] = found = self._read(cell)
        return found


def _read_text(cell: Cell) -> Reading:
    return Reading((told_text(cell),))


def _date_source(cell: Cell) -> str | date | float | None:
    """What may be read as a date; a formula without its result and an error may not."""
    return None if isinstance(cell, CellError | UncomputedFormula) else cell
