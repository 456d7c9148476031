"""The rows of a file of marks beside the register: each cell new, there already, different, or barred, and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from db.models.attendance import Mark
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.import_lessons import Head, Timetable
from desktop_app.attendance.import_marks import MarkReader
from desktop_app.attendance.import_people import Found, Member, People, names_somebody, read_people
from desktop_app.attendance.import_records import CellState, MarkCell, Problem, problem
from desktop_app.attendance.import_tables import MarksTable, RawMark, RawRow, RawVisit
from desktop_app.attendance.marking import check_mark, check_value, value_text
from desktop_app.attendance.scan_rules import DayLesson, Stay, door_kinds, mark_of
from desktop_app.attendance.service import locked_until
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import CentreError
from desktop_app.marks.kinds import kinds_of
from desktop_app.marks.records import MarkKind, MarkValue
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on
from desktop_app.rosters.words import word_list
from desktop_app.spreadsheets.cell_values import cell_text, quoted
from desktop_app.spreadsheets.records import UncomputedFormula

Key = tuple[int, int]
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Ground:
    """All of a cohort that a file of marks is compared with; ``marks`` are by session and enrolment."""

    timetable: Timetable
    people: People
    kinds: Mapping[str, MarkKind]
    rules: Rules
    marks: Mapping[Key, MarkValue]
    locked_until: date | None
    today: date


def read_ground(unit: UnitOfWork, *, cohort_id: int) -> Ground:
    row = load_cohort(unit, cohort_id)
    rules = rules_on(unit, row.starts_on)
    lessons = select(Session).where(Session.cohort_id == cohort_id).order_by(Session.held_on, Session.place_in_day)
    said = (Mark.kind_code, Mark.missed_hours, Mark.late_minutes, Mark.note)
    marks = (
        select(Mark.session_id, Mark.enrolment_id, *said)
        .join(Session, Session.id == Mark.session_id)
        .where(Session.cohort_id == cohort_id)
    )
    return Ground(
        Timetable(unit.session.scalars(lessons).all()),
        read_people(unit, cohort_id=cohort_id),
        kinds_of(unit, row),
        rules,
        {(row[0], row[1]): MarkValue(*row[2:]) for row in unit.session.execute(marks)},
        locked_until(rules, unit.today),
        unit.today,
    )


def judge(
    tables: Sequence[MarksTable], ground: Ground, reader: MarkReader, chosen: Mapping[tuple[str, int], int]
) -> tuple[MarkCell, ...]:
    """Every cell of every row with its state; of two that speak of one lesson of one person, only one is entered."""
    judging = _Judging(ground, reader, chosen)
    cells = [cell for table in tables for row in _joined(table.rows) for cell in judging.cells_of(row)]
    return tuple(_without_repeats(cells))


class _Judging:
    def __init__(self, ground: Ground, reader: MarkReader, chosen: Mapping[tuple[str, int], int]) -> None:
        self._ground = ground
        self._reader = reader
        self._chosen = chosen
        self._door_kinds = door_kinds(ground.kinds.values())
        self._total = word_list("total")
        self._lessons: dict[tuple[Head, str], Session | Problem] = {}

    def cells_of(self, row: RawRow) -> Iterator[MarkCell]:
        if not names_somebody(row.who) or self._is_total(row):
            code = "total_row" if names_somebody(row.who) else "no_person"
            yield self._of_row(row, Found(""), CellState.IGNORED, problem(code))
            return
        found = self._person(row)
        marks = [mark for mark in row.marks if cell_text(mark.cell).strip()]
        if row.visit is not None:
            yield from self._visited(row, found, row.visit)
        elif not marks:
            # A line of the legend or of totals is no person either.
            code = "no_person" if found.member is None else "no_mark"
            yield self._of_row(row, found, CellState.IGNORED, problem(code))
        elif found.member is None:
            yield self._of_row(row, found, found.state, found.problem)
        else:
            yield from (self._marked(row, found.member, mark) for mark in marks)

    def _is_total(self, row: RawRow) -> bool:
        """Whether the row sums up the others: a total stands where a name would."""
        texts = (cell_text(cell).rstrip(" :") for cell in row.who.values() if isinstance(cell, str))
        return any(text and self._total.has_exactly(text.split()[0]) for text in texts)

    def _person(self, row: RawRow) -> Found:
        member = self._ground.people.members.get(self._chosen.get((row.sheet, row.number), 0))
        return self._ground.people.find(row.who) if member is None else Found(member.name, member)

    def _marked(self, row: RawRow, member: Member, mark: RawMark) -> MarkCell:
        typed = quoted(cell_text(mark.cell))
        lesson = self._lesson(mark.head, mark.typed)
        cell = MarkCell(row.sheet, row.number, mark.column, CellState.REFUSED, member.name, typed, mark.head.text)
        cell = cell._replace(is_turned=row.is_turned)
        if isinstance(lesson, Problem):
            return _barred(cell, lesson)
        if isinstance(mark.cell, UncomputedFormula):
            return _barred(cell, problem("formula_without_value"))
        value = self._reader.read(mark.cell, lesson.hours)
        if value is None:
            return _barred(cell, problem("mark_unknown", value=typed))
        return self._compared(cell, member, lesson, value)

    def _visited(self, row: RawRow, found: Found, visit: RawVisit) -> Iterator[MarkCell]:
        if found.member is None:
            yield self._of_row(row, found, found.state, found.problem)
            return
        typed = ", ".join(_stay_text(*stay) for stay in visit.stays)
        cell = MarkCell(row.sheet, row.number, visit.column, CellState.REFUSED, found.name, typed, visit.head.text)
        if visit.unreadable:
            wrong = quoted(visit.unreadable)
            yield _barred(cell._replace(typed=wrong), problem("time_unreadable", value=wrong))
            return
        if visit.joined_to:
            yield cell._replace(state=CellState.IGNORED, problem=problem("visit_joined", place=visit.joined_to))
            return
        of_day = visit.head.day is not None and visit.head.place is None and visit.head.starts_at is None
        lessons = self._ground.timetable.on(visit.head.day) if of_day and visit.head.day else ()
        if not lessons:
            one = self._lesson(visit.head, visit.typed)
            if isinstance(one, Problem):
                yield _barred(cell, one)
                return
            lessons = (one,)
        for lesson in lessons:
            value = self._value_of_visit(lesson, visit)
            if value is not None:
                head = Head(lesson.held_on, lesson.place_in_day)
                yield self._compared(cell._replace(lesson=head.text), found.member, lesson, value)

    def _value_of_visit(self, lesson: Session, visit: RawVisit) -> MarkValue | None:
        """As a badge read at the door would say it; the day is over, so who was not there was absent."""
        if self._door_kinds is None:
            return None
        begins = datetime.combine(lesson.held_on, lesson.starts_at)
        held = DayLesson(lesson.id, lesson.place_in_day, begins, begins + _MINUTE * lesson.minutes, lesson.hours)
        stays = [
            Stay(
                begins if came is None else datetime.combine(lesson.held_on, came),
                None if left is None else datetime.combine(lesson.held_on, left),
            )
            for came, left in visit.stays
        ]
        value = mark_of(held, stays, self._door_kinds, self._ground.rules)
        return value or MarkValue(self._door_kinds.absent.code)

    def _compared(self, cell: MarkCell, member: Member, lesson: Session, value: MarkValue) -> MarkCell:
        ground = self._ground
        key = (lesson.id, member.enrolment.id)
        standing = ground.marks.get(key)
        cell = cell._replace(enrolment_id=member.enrolment.id, session_id=lesson.id, value=value, standing=standing)
        if standing is not None and replace(standing, note="") == value:
            return cell._replace(state=CellState.UNCHANGED)
        barred = _refusal(lambda: check_mark(lesson, member.enrolment, member.name, today=ground.today)) or _refusal(
            lambda: check_value(value, lesson, ground.kinds)
        )
        if barred is not None:
            return _barred(cell, barred)
        is_locked = ground.locked_until is not None and lesson.held_on <= ground.locked_until
        if standing is None:
            return cell._replace(state=CellState.NEW, is_locked=is_locked)
        told = problem("differs", theirs=value_text(standing, ground.kinds))
        return cell._replace(state=CellState.DIFFERS, problem=told, is_locked=is_locked)

    def _lesson(self, head: Head, typed: str) -> Session | Problem:
        if (head, typed) not in self._lessons:
            self._lessons[head, typed] = self._ground.timetable.find(head, typed)
        return self._lessons[head, typed]

    def _of_row(self, row: RawRow, found: Found, state: CellState, told: Problem | None) -> MarkCell:
        typed = "" if found.name else quoted(next((text for cell in row.who.values() if (text := cell_text(cell))), ""))
        cell = MarkCell(row.sheet, row.number, None, state, found.name, typed, problem=told, people=found.people)
        return cell._replace(is_turned=row.is_turned)


def _joined(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """The rows with all visits of one person to one day or lesson taken together in the first of them."""
    every = list(rows)
    firsts: dict[object, int] = {}
    stays: dict[int, list[tuple[time | None, time | None]]] = {}
    for at, row in enumerate(every):
        if row.visit is not None and not row.visit.unreadable:
            first = firsts.setdefault((row.visit.head, tuple(map(cell_text, row.who.values()))), at)
            stays.setdefault(first, []).extend(row.visit.stays)
            if first != at:
                place = f"{row.sheet}!{every[first].number}"
                every[at] = row._replace(visit=row.visit._replace(joined_to=place))
    for at, joined in stays.items():
        visit = every[at].visit
        assert visit is not None
        every[at] = every[at]._replace(visit=visit._replace(stays=tuple(joined)))
    return iter(every)


def _without_repeats(cells: Sequence[MarkCell]) -> Iterator[MarkCell]:
    """Each cell; the second that says the same is left out, and two that say different things wait for a decision."""
    taking = {CellState.NEW, CellState.UNCHANGED, CellState.DIFFERS}
    by_key: dict[Key, list[MarkCell]] = {}
    for cell in cells:
        if cell.key is not None and cell.state in taking:
            by_key.setdefault(cell.key, []).append(cell)
    for cell in cells:
        same = by_key.get(cell.key, []) if cell.key is not None and cell.state in taking else []
        other = next((one for one in same if one.value != cell.value), None)
        if other is not None:
            yield cell._replace(state=CellState.AMBIGUOUS, problem=problem("contradicts", place=other.place))
        elif same and same[0] is not cell:
            yield cell._replace(state=CellState.IGNORED, problem=problem("repeated", place=same[0].place))
        else:
            yield cell


def _refusal(check: Callable[[], None]) -> Problem | None:
    """What the register itself says against a mark, in its own words."""
    try:
        check()
    except CentreError as refused:
        return Problem(refused.code, refused.text)
    return None


def _barred(cell: MarkCell, told: Problem) -> MarkCell:
    state = CellState.AMBIGUOUS if told.code == "lesson_unclear" else CellState.REFUSED
    return cell._replace(state=state, problem=told)


def _stay_text(came: time | None, left: time | None) -> str:
    return "–".join("" if at is None else f"{at:%H:%M}" for at in (came, left)).rstrip("–")
