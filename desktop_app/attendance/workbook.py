"""The register of a cohort as a sheet: a column a lesson, letters as in the journal, the totals chosen."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.attendance.import_marks import mark_text
from desktop_app.attendance.records import Attendance, AttendanceGrid, GridPerson, GridSession
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value

_LETTER_WIDTH, _NUMBER_WIDTH, _NAME_WIDTH, _PLACE_WIDTH = 6, 11, 36, 26
# Half an hour shows, and a whole number has no empty decimal behind it.
_HOURS_FORMAT = "General"

ENROLMENT, MARKS, KINDS, JSHSHIR = "enrolment", "marks", "kinds", "jshshir"
COLUMNS: Mapping[str, str] = {
    "number": N_("No."),
    "name": N_("Full name"),
    ENROLMENT: N_("Enrolment number"),
    JSHSHIR: N_("JShShIR"),
    "workplace": N_("Workplace"),
    "district": N_("District"),
    MARKS: N_("Marks, a column a lesson"),
    "attended": N_("Hours attended"),
    "missed": N_("Hours missed"),
    "unmarked": N_("Hours not marked"),
    "planned": N_("Hours of the programme"),
    "percent_so_far": N_("Attended so far"),
    "percent_of_plan": N_("Share of the programme"),
    "percent_best": N_("Best still possible"),
    KINDS: N_("How often each mark"),
}
"""What a register can be written with, in the order of the sheet."""
DEFAULT_COLUMNS = ("number", "name", MARKS, "attended", "missed", "unmarked", "planned", "percent_of_plan")
_HOURS: Mapping[str, Callable[[Attendance], float]] = {
    "attended": lambda total: total.attended,
    "missed": lambda total: total.missed,
    "unmarked": lambda total: total.unmarked,
    "planned": lambda total: total.planned,
}
_SHARES: Mapping[str, Callable[[Attendance], float | None]] = {
    "percent_so_far": lambda total: total.percent_so_far,
    "percent_of_plan": lambda total: total.percent_of_plan,
    "percent_best": lambda total: total.percent_best,
}


@dataclass(frozen=True)
class RowFacts:
    """What the register itself does not know of a person."""

    jshshir: str = ""
    workplace: str = ""
    district: str = ""


@dataclass(frozen=True)
class _Column:
    plan: ColumnPlan
    cells: list[Value] = field(default_factory=list)


def register_sheet(
    grid: AttendanceGrid, columns: Sequence[str] = DEFAULT_COLUMNS, facts: Mapping[int, RowFacts] | None = None
) -> SheetPlan:
    """The columns that are named, by COLUMNS; ``facts`` are by enrolment.

    Where two people have one name the number of the enrolment stands beside it, so that the sheet can be read again.
    """
    names = Counter(person.name for person in grid.people)
    wanted = set(columns) | ({ENROLMENT} if any(count > 1 for count in names.values()) else set())
    made = [column for name in COLUMNS if name in wanted for column in _columns(name, grid, facts or {})]
    legend = ", ".join(f"{kind.letter} – {kind.names.text}" for kind in grid.kinds)
    return SheetPlan(
        title=grid.cohort_code,
        columns=[column.plan for column in made],
        rows=list(zip(*(column.cells for column in made), strict=True)),
        heading=[_("Attendance of cohort {cohort} as of {day}", cohort=grid.cohort_code, day=short_date(grid.today))],
        footers=[line for line in (legend if MARKS in wanted else "", grid.rule_text) if line],
        freeze_columns=sum(name in wanted for name in ("number", "name")),
    )


def lesson_title(session: GridSession, *, has_year: bool) -> str:
    """The head of a column, as an import knows it again."""
    day = short_date(session.held_on) if has_year else f"{session.held_on:%d.%m}"
    return f"{day} / {session.place_in_day}"


def _columns(name: str, grid: AttendanceGrid, facts: Mapping[int, RowFacts]) -> Iterator[_Column]:
    people, title = grid.people, _(COLUMNS[name])
    if name == MARKS:
        yield from _mark_columns(grid)
    elif name == KINDS:
        yield from _kind_columns(grid)
    elif name in _HOURS:
        plan = ColumnPlan(title, Kind.DECIMAL, _NUMBER_WIDTH, number_format=_HOURS_FORMAT)
        yield _Column(plan, [_HOURS[name](person.attendance) for person in people])
    elif name in _SHARES:
        shares = (_SHARES[name](person.attendance) for person in people)
        cells: list[Value] = [None if share is None else share / 100 for share in shares]
        yield _Column(ColumnPlan(title, Kind.PERCENT, _NUMBER_WIDTH), cells)
    elif name == "number":
        yield _Column(ColumnPlan(title, Kind.INTEGER, _LETTER_WIDTH), list(range(1, len(people) + 1)))
    else:
        width = {"name": _NAME_WIDTH, ENROLMENT: _NUMBER_WIDTH, JSHSHIR: 17}.get(name, _PLACE_WIDTH)
        texts = (_text(name, person, facts.get(person.enrolment_id, RowFacts())) for person in people)
        yield _Column(ColumnPlan(title, width=width), [text or None for text in texts])


def _text(name: str, person: GridPerson, facts: RowFacts) -> str:
    match name:
        case "name":
            return person.name
        case "enrolment":
            return str(person.enrolment_id)
        case _:
            return str(getattr(facts, name))


def _mark_columns(grid: AttendanceGrid) -> Iterator[_Column]:
    kinds = {kind.code: kind for kind in grid.kinds}
    has_year = len({session.held_on.year for session in grid.sessions}) > 1
    for session in grid.sessions:
        values = (grid.marks.get((person.enrolment_id, session.id)) for person in grid.people)
        plan = ColumnPlan(lesson_title(session, has_year=has_year), width=_LETTER_WIDTH)
        yield _Column(plan, [mark_text(value, kinds) or None for value in values])


def _kind_columns(grid: AttendanceGrid) -> Iterator[_Column]:
    counts = Counter((enrolment_id, value.kind_code) for (enrolment_id, _session), value in grid.marks.items())
    for kind in grid.kinds:
        plan = ColumnPlan(f"{kind.names.text} ({kind.letter})", Kind.INTEGER, _NUMBER_WIDTH)
        yield _Column(plan, [counts[person.enrolment_id, kind.code] for person in grid.people])
