"""What a workbook would do to the plan or to the figures of other channels: every row in a named state, with why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.i18n import N_, _
from desktop_app.orders.numbers import number_key
from desktop_app.plan.records import LAST_MONTH, Cut, FigureEntry, PlanEntry
from desktop_app.spreadsheets.cell_values import quoted


class RowState(StrEnum):
    """NEW is entered, AMENDS takes the place of what is there, KNOWN is there already, IGNORED is no line at all."""

    NEW = "new"
    AMENDS = "amends"
    KNOWN = "known"
    REJECTED = "rejected"
    IGNORED = "ignored"


READY = frozenset({RowState.NEW, RowState.AMENDS})

PROBLEMS: Mapping[str, str] = {
    "channel_unknown": N_("No such channel: “{value}”."),
    "own_channel_is_counted": N_("The figures of the own channel are counted from the register of persons."),
    "group_missing": N_("The staff group is missing."),
    "group_unknown": N_("No such staff group: “{value}”."),
    "programme_unknown": N_("No such programme: “{value}”."),
    "subject_unknown": N_("No such subject: “{value}”."),
    "district_unknown": N_("No such district: “{value}”."),
    "district_unclear": N_("“{value}” may be several districts or cities."),
    "month_unknown": N_("No such month: “{value}”."),
    "month_missing": N_("The month is missing."),
    "month_not_stated": N_("No month is named: planned for the year as a whole."),
    "year_unknown": N_("No such year: “{value}”."),
    "people_missing": N_("The number of people is missing."),
    "people_are_shares": N_("“{value}”: this column holds percentages, not people."),
    "formula_without_value": N_(
        "The cell holds a formula without its result. Open the file in Excel, save it and try again."
    ),
    "people_unreadable": N_("“{value}” is not a number of people."),
    "months_do_not_add_up": N_("The months make {found}, but {value} is stated."),
    "order_date_unreadable": N_("“{value}” is not a date."),
    "order_missing": N_("The plan has {found} here by another order; an amendment needs its order and its day."),
    "order_older": N_("The plan has {found} here by a later order."),
    "same_order_other_number": N_("By the same order the plan has {found} here."),
    "several_lines": N_("Several orders plan these people; amend one of them by hand."),
    "row_repeated": N_("The same line stands in row {found} already."),
    "amends": N_("{found} in the plan now."),
    "month_sent": N_("The return for {found} was sent. Give an exception on the page Returns first."),
    "source_missing": N_("Name the letter or the report that the figure comes from."),
    "total_row": N_("A row of totals."),
    "total_differs": N_("The total says {value}, the rows make {found}."),
}
"""What is said of each code; ``value`` is what was typed, ``found`` what stands against it."""


@dataclass(frozen=True)
class Problem:
    """``column`` is the field's name in this program."""

    code: str
    column: str
    value: str = ""
    found: str = ""

    @property
    def text(self) -> str:
        return _(PROBLEMS[self.code], value=quoted(self.value), found=self.found)


@dataclass(frozen=True)
class PlanDefaults:
    """What holds for rows that say nothing of it themselves."""

    year: int
    order_number: str = ""
    order_date: date | None = None
    source: str = ""


@dataclass(frozen=True)
class ReadLine:
    """A line as a row was understood; ``month`` None: not told. A row of twelve months makes twelve of them."""

    row: int
    year: int
    month: int | None
    channel_code: str | None
    staff_group: str | None
    people: int | None
    cut: Cut = field(default_factory=Cut)
    order_number: str = ""
    order_date: date | None = None
    source: str = ""
    note: str = ""
    problems: tuple[Problem, ...] = ()
    is_total: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        return self.year, self.month, self.channel_code, self.staff_group, self.cut


@dataclass(frozen=True)
class PlanRow:
    """A line of the preview. ``entry`` is what would be entered, ``amended`` what it takes the place of."""

    number: int
    state: RowState
    entry: PlanEntry | FigureEntry | None = None
    amended: PlanEntry | FigureEntry | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PlanPreview:
    """``columns`` are the headers by field; ``other_sheets`` hold a table, too, and were not read.

    ``unregistered`` are the orders that the ready rows rest on and the register of orders does not know.
    ``is_of_figures``: figures of other channels, not a plan.
    """

    file_name: str
    sheet: str
    header_row: int
    columns: Mapping[str, str]
    rows: tuple[PlanRow, ...]
    is_of_figures: bool = False
    lines: tuple[ReadLine, ...] = ()
    other_sheets: tuple[str, ...] = ()
    unregistered: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """What is to be known of the file as a whole, in sentences."""
        told = []
        if self.other_sheets:
            sheets = ", ".join(self.other_sheets)
            told.append(_("These sheets hold a table, too, and were not read: {sheets}.", sheets=sheets))
        if self.unregistered:
            orders = "; ".join(self.unregistered)
            told.append(_("Not in the register of orders: {orders}.", orders=orders))
        return told

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def ready(self) -> list[PlanRow]:
        return [row for row in self.rows if row.state in READY]

    @property
    def people(self) -> int:
        """How many people the rows that would be entered name."""
        return sum(row.entry.people for row in self.ready if row.entry is not None)


def judge_plan(lines: Sequence[ReadLine], known: Sequence[PlanEntry]) -> list[PlanRow]:
    """The state of each line beside the plan as it stands; ``known`` are all lines of the years that are named."""
    replaced = {line.replaces_id for line in known}
    heads: dict[tuple[object, ...], list[PlanEntry]] = {}
    for line in known:
        if line.id not in replaced:
            key = (line.year, line.stated_month, line.channel_code, line.staff_group, line.cut)
            heads.setdefault(key, []).append(line)
    return [
        _rejected(line) if line.people is None or _blocking(line) else _judge_line(line, heads.get(line.key, []))
        for line in _without_repeats(lines)
    ]


def judge_figures(lines: Sequence[ReadLine], known: Sequence[FigureEntry]) -> list[PlanRow]:
    """The state of each line beside the figures that are there."""
    there: dict[tuple[object, ...], FigureEntry] = {
        (each.year, each.month, each.channel_code, each.staff_group, Cut()): each for each in known
    }
    rows = []
    for line in _without_repeats(lines):
        figure = there.get(line.key)
        if line.people is None or _blocking(line):
            rows.append(_rejected(line))
            continue
        entry = figure_entry(line)
        if figure is None:
            rows.append(PlanRow(line.row, RowState.NEW, entry, problems=line.problems))
        elif (figure.people, figure.source) == (entry.people, entry.source):
            rows.append(PlanRow(line.row, RowState.KNOWN, entry, figure, line.problems))
        else:
            told = Problem("amends", "people", str(line.people), str(figure.people))
            rows.append(PlanRow(line.row, RowState.AMENDS, entry, figure, (*line.problems, told)))
    return rows


def plan_entry(line: ReadLine) -> PlanEntry:
    return PlanEntry(
        line.year,
        line.month or LAST_MONTH,
        line.channel_code or "",
        line.staff_group or "",
        line.people or 0,
        line.cut.district_code,
        line.cut.subject_code,
        line.order_number,
        line.order_date,
        programme_id=line.cut.programme_id,
        note=line.note,
        is_yearly=line.month is None,
    )


def figure_entry(line: ReadLine) -> FigureEntry:
    return FigureEntry(
        line.year,
        line.month or LAST_MONTH,
        line.channel_code or "",
        line.staff_group or "",
        line.people or 0,
        line.source,
        order_number=line.order_number,
        order_date=line.order_date,
    )


# Said of a row that is entered all the same.
_REMARKS = frozenset({"month_not_stated", "amends", "total_differs"})


def _blocking(line: ReadLine) -> bool:
    return line.is_total or any(problem.code not in _REMARKS for problem in line.problems)


def _rejected(line: ReadLine) -> PlanRow:
    return PlanRow(line.row, RowState.IGNORED if line.is_total else RowState.REJECTED, problems=line.problems)


def _without_repeats(lines: Sequence[ReadLine]) -> Iterator[ReadLine]:
    """Each line, the second of two that are cut alike with a word about the first."""
    first: dict[tuple[object, ...], int] = {}
    for line in lines:
        key = (*line.key, number_key(line.order_number), line.order_date)
        if _blocking(line) or key not in first:
            if not _blocking(line):
                first[key] = line.row
            yield line
        else:
            repeated = Problem("row_repeated", "people", "", str(first[key]))
            yield ReadLine(**{**vars(line), "problems": (*line.problems, repeated)})


def _judge_line(line: ReadLine, heads: Sequence[PlanEntry]) -> PlanRow:
    entry = plan_entry(line)
    if not heads:
        return PlanRow(line.row, RowState.NEW, entry, problems=line.problems)
    if len(heads) > 1:
        same = [head for head in heads if _is_same_order(head, line)]
        if len(same) != 1:
            return _refused(line, "several_lines", sum(head.people for head in heads))
        heads = same
    (head,) = heads
    if head.people == entry.people and (_is_same_order(head, line) or not line.order_number):
        return PlanRow(line.row, RowState.KNOWN, entry, head, line.problems)
    if _is_same_order(head, line):
        return _refused(line, "same_order_other_number", head.people)
    if not line.order_number or line.order_date is None:
        return _refused(line, "order_missing", head.people)
    if head.order_date is not None and line.order_date < head.order_date:
        return _refused(line, "order_older", head.people)
    told = Problem("amends", "people", str(line.people), str(head.people))
    amending = PlanEntry(**{**vars(entry), "replaces_id": head.id})
    return PlanRow(line.row, RowState.AMENDS, amending, head, (*line.problems, told))


def _refused(line: ReadLine, code: str, found: int) -> PlanRow:
    problem = Problem(code, "people", str(line.people), str(found))
    return PlanRow(line.row, RowState.REJECTED, problems=(*line.problems, problem))


def _is_same_order(head: PlanEntry, line: ReadLine) -> bool:
    return (number_key(head.order_number), head.order_date) == (number_key(line.order_number), line.order_date)
