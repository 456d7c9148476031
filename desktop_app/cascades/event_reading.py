"""Rows of a workbook understood as events: institutions, leaders and districts recognised in the centre's own lists."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.among import among
from db.models.people import Institution, Person
from db.unit_of_work import UnitOfWork
from desktop_app.cascades.event_records import EventDraft, EventProblem, ReadEvent
from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from desktop_app.people.institutions import institution_key, institution_name, merged_into
from desktop_app.progress import Progress
from desktop_app.reference.lists import item_spellings
from desktop_app.reference.places import Districts, read_districts
from desktop_app.rosters.words import WordList, word_list
from desktop_app.spreadsheets.cell_values import DASHES, cell_text, whole_number
from desktop_app.spreadsheets.headers import TableProposal, propose_sheet
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Cell, SheetRow, UncomputedFormula
from desktop_app.spreadsheets.vocabulary import load_vocabulary, load_words

# Merged or written once over several rows.
CARRIED = ("kind", "day", "district", "subject", "topic")


@dataclass(frozen=True)
class EventLists:
    """The centre's own words: kinds, subjects, districts, its institutions and the people who may have led."""

    kinds: WordList
    subjects: WordList
    districts: Districts
    total: WordList
    institutions: Mapping[str, tuple[tuple[int, str | None], ...]]
    by_code: Mapping[str, int]
    people: Mapping[str, tuple[int, ...]]


def read_table(path: Path, *, progress: Progress | None = None) -> TableProposal:
    """The likeliest table of the file. Raises WorkbookRejected."""
    workbook = read_workbook(path, progress=progress)
    found = propose_sheet(workbook, load_vocabulary("event_columns"), value_checks={})
    known = next((table for table in found if table.has_key_fields), None)
    if known is None:
        message = N_("{file} has no events that can be read: columns of institutions and of people are needed.")
        raise WorkbookRejected("no_event_columns", message, file=path.name)
    return known


def read_lists(unit: UnitOfWork, table: TableProposal) -> EventLists:
    """What the rows of the table are compared with; of the people only those whom it names."""
    words = load_words("event_words")
    own = [(code, phrase) for code, phrases in words["event_kind"].items() for phrase in phrases]
    institutions, by_code = _institutions(unit)
    return EventLists(
        kinds=WordList([*item_spellings(unit, "event_kind"), *own]),
        subjects=word_list("subject", names=item_spellings(unit, "subject")),
        districts=read_districts(unit),
        total=WordList([("total", word) for word in words["total"]]),
        institutions=institutions,
        by_code=by_code,
        people=_people(unit, table),
    )


def read_events(table: TableProposal, lists: EventLists, defaults: EventDraft) -> list[ReadEvent]:
    """Every row as an event; what a row does not say is taken from ``defaults``."""
    carried: dict[str, Cell] = {}
    found: list[ReadEvent] = []
    for row in table.rows:
        cells = {name: row.cell(column.index) for name, column in table.columns.items()}
        if _is_total(row, lists):
            found.append(_total(row.number, cells, found, defaults))
            continue
        for name in CARRIED:
            if cell_text(cells.get(name)) in DASHES and name in carried:
                cells[name] = carried[name]
            elif name in cells:
                carried[name] = cells[name]
        found.append(_RowReader(row.number, cells, lists, defaults).event())
    return found


class _RowReader:
    """Reads the cells of one row, noting what is wrong with them."""

    def __init__(self, number: int, cells: Mapping[str, Cell], lists: EventLists, defaults: EventDraft) -> None:
        self._number = number
        self._cells = cells
        self._lists = lists
        self._defaults = defaults
        self._problems: list[EventProblem] = []

    def event(self) -> ReadEvent:
        district = self._district()
        institution_id, place = self._institution(district)
        leader_id, leader = self._leader()
        draft = replace(
            self._defaults,
            kind_code=self._kind(),
            held_on=self._day(),
            institution_id=institution_id,
            place=place,
            district_code=district,
            subject_code=self._subject(),
            topic=self._shown("topic") or self._defaults.topic,
            cascade_level=self._level(),
            leader_person_id=leader_id,
            leader=leader,
            people=self._people(),
            source=self._shown("source") or self._defaults.source,
        )
        return ReadEvent(self._number, draft, tuple(self._problems))

    def _kind(self) -> str:
        text = self._shown("kind")
        if not text:
            return self._defaults.kind_code
        code = self._lists.kinds.code_of(text)
        if code is None:
            self._note("kind_unknown", "kind_code", text)
        return code or ""

    def _day(self) -> date | None:
        cell, text = self._cells.get("day"), self._shown("day")
        if not text:
            return self._defaults.held_on
        found = parse_date(cell).date if isinstance(cell, (str, int, float, date)) else None
        if found is None:
            self._note("day_unreadable", "held_on", text)
        return found

    def _district(self) -> str | None:
        text = self._shown("district")
        if not text:
            return self._defaults.district_code
        found = [place.code for place in self._lists.districts.found(text)]
        # As it is called in the language in force.
        found = found or [code for code, name in self._lists.districts.names.items() if name == text]
        if len(found) == 1:
            return found[0]
        self._note("district_unclear" if found else "district_unknown", "district", text)
        return None

    def _institution(self, district: str | None) -> tuple[int | None, str]:
        """The institution by its own number or its name; the text where it is not in the list."""
        code = self._shown("code")
        if code in self._lists.by_code:
            return self._lists.by_code[code], ""
        text = institution_name(self._shown("institution"))
        if not text:
            return self._defaults.institution_id, self._defaults.place
        known = self._lists.institutions.get(institution_key(text), ())
        found = {number for number, place in known if place == district or district is None}
        if len(found) == 1:
            return found.pop(), ""
        self._note("institution_unclear" if found else "institution_new", "institution", text)
        return None, text

    def _leader(self) -> tuple[int | None, str]:
        text = self._shown("leader")
        if not text:
            return self._defaults.leader_person_id, self._defaults.leader
        found = self._lists.people.get(search_key(text), ())
        if len(found) == 1:
            return found[0], ""
        if found:
            self._note("leader_unclear", "leader", text)
        return None, text

    def _subject(self) -> str | None:
        text = self._shown("subject")
        if not text:
            return self._defaults.subject_code
        code = self._lists.subjects.code_of(text)
        if code is None:
            self._note("subject_unknown", "subject_code", text)
        return code

    def _level(self) -> int | None:
        text = self._shown("level")
        if not text:
            return self._defaults.cascade_level
        level = whole_number(self._cells.get("level"))
        if level is None:
            self._note("level_unknown", "cascade_level", text)
        return level

    def _people(self) -> int | None:
        text = self._shown("people")
        if not text:
            return self._defaults.people
        cell = self._cells.get("people")
        if isinstance(cell, UncomputedFormula):
            self._note("formula_without_value", "people", "")
            return None
        found = whole_number(cell)
        if found is None:
            self._note("people_unreadable", "people", text)
        return found

    def _shown(self, name: str) -> str:
        text = cell_text(self._cells.get(name))
        return "" if text in DASHES else text

    def _note(self, code: str, column: str, value: str) -> None:
        self._problems.append(EventProblem(code, column, value))


def _total(number: int, cells: Mapping[str, Cell], above: list[ReadEvent], defaults: EventDraft) -> ReadEvent:
    """A row of totals: it says what the rows above it make, or is told not to."""
    stated = whole_number(cells.get("people"))
    made = sum(event.draft.people or 0 for event in above if not event.is_total)
    problems = [EventProblem("total_row", "")]
    if stated is not None and stated != made:
        problems.append(EventProblem("total_differs", "people", str(stated), str(made)))
    return ReadEvent(number, replace(defaults, people=stated), tuple(problems), is_total=True)


def _is_total(row: SheetRow, lists: EventLists) -> bool:
    first = next((cell_text(cell) for cell in row.cells if isinstance(cell, str) and cell_text(cell) not in DASHES), "")
    return lists.total.has_exactly(first.rstrip(" :"))


def _institutions(unit: UnitOfWork) -> tuple[dict[str, tuple[tuple[int, str | None], ...]], dict[str, int]]:
    """By the folded name, with the district, and by their own numbers; a merged spelling leads to the kept one."""
    kept = merged_into(unit)
    rows = unit.session.execute(
        select(
            Institution.id, Institution.search_key, Institution.district_code, Institution.code, Institution.closed_on
        )
    ).all()
    found: dict[str, tuple[tuple[int, str | None], ...]] = {}
    for row in rows:
        if row.closed_on is None or row.id in kept:
            found[row.search_key] = (*found.get(row.search_key, ()), (kept.get(row.id, row.id), row.district_code))
    return found, {row.code: kept.get(row.id, row.id) for row in rows if row.code}


def _people(unit: UnitOfWork, table: TableProposal) -> dict[str, tuple[int, ...]]:
    """Whoever bears a name that stands in the column of leaders, by the folded name."""
    if "leader" not in table.columns:
        return {}
    place = table.columns["leader"].index
    keys = {search_key(text) for row in table.rows if (text := cell_text(row.cell(place)))}
    found: dict[str, tuple[int, ...]] = {}
    for condition in among(unit.session, [Person.name_key], keys):
        rows = select(Person.id, Person.name_key).where(condition, Person.is_archived.is_(False)).order_by(Person.id)
        for person_id, key in unit.session.execute(rows):
            found[key] = (*found.get(key, ()), person_id)
    return found
