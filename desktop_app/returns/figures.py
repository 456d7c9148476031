"""The forms of a return: sums over the counted people, plan lines and the figures of other channels."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from db.models.plan import ChannelFigure
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.language.numbers import percent_value
from desktop_app.language.orders import order_text
from desktop_app.plan.population import Cell, sum_people
from desktop_app.plan.records import CountedLine, Period
from desktop_app.reference.records import OWN_CHANNEL, ListItem, TerritoryRecord
from desktop_app.returns.columns import COUNTINGS, people_columns, plan_columns
from desktop_app.returns.records import (
    NOT_SPLIT,
    OTHER_REGION,
    TOTAL,
    UNKNOWN,
    CellKind,
    Column,
    Form,
    Line,
    Row,
    cells,
)

PLAN_FORM, DISTRICT_FORM, SUBJECT_FORM = "1-PMM", "2-PMM", "3-PMM"
DIGEST_EDITION = 1

Values = dict[str, int | None]


@dataclass(frozen=True)
class Planned:
    """People planned in a month; None of district or subject means that the plan is not split by it.

    ``is_yearly`` ones are planned by the end of the year and in no month.
    """

    month: int
    channel: str
    staff_group: str
    district: str | None
    subject: str | None
    people: int
    order: str
    is_yearly: bool = False

    def is_of(self, month: int) -> bool:
        return self.month == month and not self.is_yearly


@dataclass(frozen=True)
class Reported:
    """What another channel reports for a month, and by which paper."""

    month: int
    channel: str
    staff_group: str
    people: int
    source: str


@dataclass(frozen=True)
class Sources:
    """Everything that the forms are made from."""

    period: Period
    population: Sequence[Cell]
    plan: Sequence[Planned]
    reported: Sequence[Reported]
    channels: Sequence[ListItem]
    staff_groups: Sequence[ListItem]
    subjects: Sequence[ListItem]
    districts: Sequence[TerritoryRecord]


def planned(lines: Iterable[CountedLine]) -> list[Planned]:
    """The plan as the forms add it up, from lines that count nobody twice."""
    return [
        Planned(
            each.line.month,
            each.line.channel_code,
            each.line.staff_group,
            each.line.district_code,
            each.line.subject_code,
            each.people,
            order_text(each.line.order_number, each.line.order_date),
            each.line.is_yearly,
        )
        for each in lines
        # A total that its parts make up has no rows of its own; a line that was withdrawn is a plan of nobody.
        if each.people or not each.line.people
    ]


def read_reported(unit: UnitOfWork, period: Period) -> list[Reported]:
    """Figures of other channels up to the month; the own channel is counted from persons and never typed."""
    rows = select(
        ChannelFigure.month,
        ChannelFigure.channel_code,
        ChannelFigure.staff_group,
        ChannelFigure.people,
        ChannelFigure.source,
    ).where(
        ChannelFigure.year == period.year,
        ChannelFigure.month <= period.month,
        ChannelFigure.channel_code != OWN_CHANNEL,
    )
    return [Reported(*row) for row in unit.session.execute(rows)]


def build_forms(sources: Sources) -> tuple[Form, ...]:
    return (_plan_form(sources), _district_form(sources), _subject_form(sources))


def lines_of(forms: tuple[Form, ...]) -> list[Line]:
    return [Line(form.code, row.code, column.code, value_of(row, column)) for form, row, column in cells(forms)]


def value_of(row: Row, column: Column) -> int | float | None:
    """The figure of a cell; a share in per cent with the decimals that are printed."""
    if column.kind is CellKind.SHARE:
        return percent_value(row.values[column.numerator], row.values[column.denominator])
    return row.values[column.code]


def digest_of(lines: Iterable[Line], *, centre_code: str, period: Period) -> str:
    """SHA-256 of the figures alone: the same data give the same digest, whenever and by whomever it is made."""
    facts = {
        "edition": DIGEST_EDITION,
        "centre": centre_code,
        "month": f"{period.year}-{period.month:02}",
        "lines": [[line.form, line.row, line.column, line.value] for line in lines],
    }
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plan_form(sources: Sources) -> Form:
    rows: list[Row] = []
    tops: list[Row] = []
    for channel in sources.channels:
        parts = _group_rows(sources, channel)
        basis = "; ".join(dict.fromkeys(part.basis for part in parts if part.basis))
        top = Row(channel.code, channel.names.text, _channel_values(sources, channel.code, None), basis=basis)
        tops.append(top)
        rows += [top, *parts]
    total = Row(TOTAL, _("Total"), _added(tops), parent="")
    title = _("Fulfilment of the plan by channel and staff group")
    return Form(PLAN_FORM, title, _("Channel, staff group"), plan_columns(), tuple(rows), total)


def _group_rows(sources: Sources, channel: ListItem) -> list[Row]:
    known = [group.code for group in sources.staff_groups]
    rows = [
        Row(
            f"{channel.code}.{group.code}",
            group.names.text,
            _channel_values(sources, channel.code, {group.code}),
            channel.code,
            _basis(sources, channel.code, group.code),
        )
        for group in sources.staff_groups
    ]
    used = {cell.staff_group for cell in sources.population} if channel.code == OWN_CHANNEL else set()
    used |= {line.staff_group for line in sources.plan if line.channel == channel.code}
    used |= {line.staff_group for line in sources.reported if line.channel == channel.code}
    others = used - set(known)
    if others or channel.code == OWN_CHANNEL:
        values = _channel_values(sources, channel.code, others)
        rows.append(Row(f"{channel.code}.{UNKNOWN}", _("Staff group not stated"), values, channel.code))
    return rows


def _channel_values(sources: Sources, channel: str, groups: Collection[str | None] | None) -> Values:
    """The figures of a channel, of all its staff groups without ``groups``."""

    def is_meant(group: str | None) -> bool:
        return groups is None or group in groups

    plan = [line for line in sources.plan if line.channel == channel and is_meant(line.staff_group)]
    if channel == OWN_CHANNEL:
        people = [cell for cell in sources.population if is_meant(cell.staff_group)]
        # Our own register knows its zeros as soon as anybody was called this year.
        month_actual, year_actual = (
            (_counted(people, "month_actual"), _counted(people, "year_actual")) if sources.population else (None, None)
        )
    else:
        told = [line for line in sources.reported if line.channel == channel and is_meant(line.staff_group)]
        month_actual = _sum(line.people for line in told if line.month == sources.period.month)
        year_actual = _sum(line.people for line in told)
    return _completed(
        {
            "plan_year": _sum(line.people for line in plan),
            "month_plan": _sum(line.people for line in plan if line.is_of(sources.period.month)),
            "month_actual": month_actual,
            "year_plan": _sum(line.people for line in plan if line.month <= sources.period.month),
            "year_actual": year_actual,
        },
        plan_columns(),
    )


def _basis(sources: Sources, channel: str, group: str) -> str:
    orders = [line.order for line in sources.plan if (line.channel, line.staff_group) == (channel, group)]
    papers = [line.source for line in sources.reported if (line.channel, line.staff_group) == (channel, group)]
    return "; ".join(dict.fromkeys(text for text in (*sorted(orders), *papers) if text))


def _district_form(sources: Sources) -> Form:
    known = {district.code for district in sources.districts}
    rows = [(district.code, district.names.text) for district in sources.districts]
    rows += [(OTHER_REGION, _("From other regions")), (UNKNOWN, _("District not stated"))]

    def row_of(code: str | None) -> str:
        return UNKNOWN if not code else code if code in known else OTHER_REGION

    title = _("By district and city")
    return _people_form(
        sources,
        code=DISTRICT_FORM,
        title=title,
        row_header=_("District or city"),
        rows=rows,
        row_of_cell=lambda cell: row_of(cell.district_code),
        row_of_plan=lambda line: NOT_SPLIT if line.district is None else row_of(line.district),
        not_split=_("Plan not split by district"),
    )


def _subject_form(sources: Sources) -> Form:
    known = {subject.code for subject in sources.subjects}
    rows = [(subject.code, subject.names.text) for subject in sources.subjects]
    rows.append((UNKNOWN, _("Subject not stated")))

    def row_of(code: str | None) -> str:
        return code if code in known and code is not None else UNKNOWN

    return _people_form(
        sources,
        code=SUBJECT_FORM,
        title=_("By subject"),
        row_header=_("Subject"),
        rows=rows,
        row_of_cell=lambda cell: row_of(cell.subject_code),
        row_of_plan=lambda line: NOT_SPLIT if line.subject is None else row_of(line.subject),
        not_split=_("Plan not split by subject"),
    )


def _people_form(
    sources: Sources,
    *,
    code: str,
    title: str,
    row_header: str,
    rows: Sequence[tuple[str, str]],
    row_of_cell: Callable[[Cell], str],
    row_of_plan: Callable[[Planned], str],
    not_split: str,
) -> Form:
    plan: dict[str, int] = {}
    for line in sources.plan:
        if line.channel == OWN_CHANNEL and line.month <= sources.period.month:
            plan[row_of_plan(line)] = plan.get(row_of_plan(line), 0) + line.people
    people: dict[str, list[Cell]] = {}
    for cell in sources.population:
        people.setdefault(row_of_cell(cell), []).append(cell)
    wanted = [*rows, (NOT_SPLIT, not_split)] if NOT_SPLIT in plan else list(rows)
    built = [Row(key, name, _people_values(people.get(key, []), plan.get(key))) for key, name in wanted]
    if NOT_SPLIT in plan:
        built = [_without_share(row) for row in built]
    # The total is counted by itself and not added up: were a row missing, the check of sums would see it.
    total = Row(TOTAL, _("Total"), _people_values(sources.population, sum(plan.values()) if plan else None), parent="")
    return Form(code, title, row_header, people_columns(), tuple(built), total)


def _people_values(people: Sequence[Cell], plan: int | None) -> Values:
    """All figures of a row; nobody called means no data."""
    values: Values = {"plan": plan}
    for column in people_columns():
        if column.code in COUNTINGS and not column.copy_of:
            values[column.code] = _counted(people, column.code) if people else None
    return _completed(values, people_columns())


def _without_share(row: Row) -> Row:
    """A row whose plan is known in part only: a percentage of that part would mislead."""
    return replace(row, values={**row.values, "numerator": None, "denominator": None})


def _counted(people: Sequence[Cell], column: str) -> int:
    counting = COUNTINGS[column]
    return sum_people(people, counting.standings, only_month=counting.only_month)


def _completed(values: Values, columns: Sequence[Column]) -> Values:
    """With the columns that repeat or subtract others."""
    for column in columns:
        if column.copy_of:
            values[column.code] = values[column.copy_of]
        elif column.difference_of:
            first, second = (values[code] for code in column.difference_of)
            values[column.code] = None if first is None or second is None else first - second
    return values


def _added(rows: Sequence[Row]) -> Values:
    plain = [column.code for column in plan_columns() if column.kind is CellKind.COUNT]
    sums: Values = {code: _sum(n for row in rows if (n := row.values[code]) is not None) for code in plain}
    return _completed(sums, plan_columns())


def _sum(numbers: Iterable[int]) -> int | None:
    """None for nothing to add: no data is not zero."""
    found = list(numbers)
    return sum(found) if found else None
