"""Plan and actual of a year: own persons beside the figures that other channels report, and what is still to come."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.language.orders import order_text
from desktop_app.plan.figures import known_figures
from desktop_app.plan.finished import FinishedCell, count_finished, has_own_cohorts
from desktop_app.plan.records import CountedLine, FactLine, FigureEntry, MonthFact, PlanFact
from desktop_app.plan.rules import usual_day
from desktop_app.plan.service import counted_plan
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import list_items
from desktop_app.remembered import remembered

MONTHS = range(1, 13)

Key = tuple[str, str | None, int | None]


@dataclass(frozen=True)
class _Ground:
    """Everything that the figures of a year are made from; ``bases`` gives each edition of a programme its first."""

    year: int
    as_of: date
    plan: Sequence[CountedLine]
    own: Sequence[FinishedCell]
    reported: Sequence[FigureEntry]
    has_own: bool
    bases: Mapping[int, int]

    def is_begun(self, month: int) -> bool:
        return date(self.year, month, 1) <= self.as_of


@remembered
def plan_fact(unit: UnitOfWork, *, year: int, as_of: date | None = None) -> PlanFact:
    """The plan in force on a day beside what was done by then; without a day as of today, within the year.

    The own channel is counted from persons, each once by the first finish of the year; the other channels from the
    figures that they reported. The two are never mixed. A figure of a
    month that was not over on a past day is left out.
    """
    day = as_of or usual_day(year, unit.today)
    plan, overlaps = counted_plan(unit, year=year, day=day)
    codes, bases = _programmes(unit)
    ground = _Ground(
        year=year,
        as_of=day,
        plan=plan,
        own=count_finished(unit, year=year, as_of=day),
        reported=known_figures(unit, year=year, as_of=day),
        has_own=has_own_cohorts(unit, year=year, as_of=day),
        bases=bases,
    )
    lines = _lines(ground, [item.code for item in list_items(unit, "channel")], _groups(unit))
    groups = _summed(lines, lambda line: (line.channel, line.group, None))
    channels = _summed(groups, lambda line: (line.channel, None, None))
    total = next(iter(_summed(channels, lambda _line: ("", None, None))), FactLine("", None, None, None, None))
    return PlanFact(
        year=year,
        as_of=day,
        lines=tuple(lines),
        groups=tuple(groups),
        channels=tuple(channels),
        staff_groups=_in_all_channels(groups, _groups(unit)),
        total=replace(total, source="", basis=""),
        overlaps=tuple(overlaps),
        months=_months(ground, is_own_only=False),
        own_months=_months(ground, is_own_only=True),
        programmes=codes,
        without_month=sum(each.people for each in plan if each.line.is_yearly),
    )


def _programmes(unit: UnitOfWork) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Code and title of each programme, and the first edition of it."""
    rows = unit.session.execute(select(Programme.id, Programme.base_id, Programme.code, Programme.title)).all()
    return {row.id: (row.code, row.title) for row in rows}, {row.id: row.base_id or row.id for row in rows}


def _groups(unit: UnitOfWork) -> list[str | None]:
    return [*(item.code for item in list_items(unit, "staff_group")), None]


def _lines(ground: _Ground, channels: Sequence[str], groups: Sequence[str | None]) -> list[FactLine]:
    """One line for each channel, staff group and programme that is planned by itself, and one for the rest."""
    plan: dict[Key, list[CountedLine]] = {}
    for each in ground.plan:
        line = each.line
        programme = ground.bases.get(line.programme_id) if line.programme_id is not None else None
        plan.setdefault((line.channel_code, line.staff_group, programme), []).append(each)
    known = set(groups)
    own: dict[Key, list[FinishedCell]] = {}
    for cell in ground.own:
        group = cell.staff_group if cell.staff_group in known else None
        key: Key = (OWN_CHANNEL, group, ground.bases[cell.programme_id])
        own.setdefault(key if key in plan else (OWN_CHANNEL, group, None), []).append(cell)
    reported: dict[Key, list[FigureEntry]] = {}
    for figure in ground.reported:
        reported.setdefault((figure.channel_code, figure.staff_group, None), []).append(figure)
    keys = {*plan, *own, *reported}
    places = {code: place for place, code in enumerate(channels)}
    group_places = {code: place for place, code in enumerate(groups)}

    def place(key: Key) -> tuple[int, int, int]:
        return places.get(key[0], len(places)), group_places.get(key[1], len(group_places)), key[2] or 0

    return [
        _line(ground, key, plan.get(key, []), own.get(key, []), reported.get(key, []))
        for key in sorted(keys, key=place)
    ]


def _line(
    ground: _Ground,
    key: Key,
    plan: Sequence[CountedLine],
    own: Sequence[FinishedCell],
    reported: Sequence[FigureEntry],
) -> FactLine:
    if key[0] == OWN_CHANNEL:
        done = sum(cell.people for cell in own if cell.is_finished)
        coming = sum(cell.people for cell in own if not cell.is_finished)
        actual = done if ground.has_own else None
        source = _("Own register of persons") if ground.has_own else ""
    else:
        actual, coming = _sum(figure.people for figure in reported), 0
        source = _joined(_paper(figure) for figure in reported)
    forecast = None if actual is None and not coming else (actual or 0) + coming
    return FactLine(
        *key,
        plan=_sum(each.people for each in plan),
        actual=actual,
        plan_to_date=_sum(each.people for each in plan if ground.is_begun(each.line.month)),
        forecast=forecast,
        source=source,
        basis=_joined(order_text(each.line.order_number, each.line.order_date) for each in plan if each.people),
    )


def _paper(figure: FigureEntry) -> str:
    return _joined((figure.source, order_text(figure.order_number, figure.order_date)), mark=", ")


def _summed(lines: Iterable[FactLine], key_of: Callable[[FactLine], Key]) -> list[FactLine]:
    """In the order in which the keys first come."""
    members: dict[Key, list[FactLine]] = {}
    for line in lines:
        members.setdefault(key_of(line), []).append(line)
    return [
        FactLine(
            *key,
            plan=_sum_known(line.plan for line in parts),
            actual=_sum_known(line.actual for line in parts),
            plan_to_date=_sum_known(line.plan_to_date for line in parts),
            forecast=_sum_known(line.forecast for line in parts),
            source=_joined(line.source for line in parts),
            basis=_joined(line.basis for line in parts),
        )
        for key, parts in members.items()
    ]


def _in_all_channels(groups: Sequence[FactLine], order: Sequence[str | None]) -> tuple[FactLine, ...]:
    """Without sources and orders, which stand beside the lines that are summed."""
    places = {group: place for place, group in enumerate(order)}
    ordered = sorted(groups, key=lambda line: places.get(line.group, len(places)))
    found = _summed(ordered, lambda line: ("", line.group, None))
    return tuple(replace(line, source="", basis="") for line in found)


def _months(ground: _Ground, *, is_own_only: bool) -> tuple[MonthFact, ...]:
    plan: Counter[int] = Counter()
    for each in ground.plan:
        if not each.line.is_yearly and (each.line.channel_code == OWN_CHANNEL or not is_own_only):
            plan[each.line.month] += each.people
    done: Counter[int] = Counter()
    for cell in ground.own:
        if cell.is_finished:
            done[cell.month] += cell.people
    told = set(done)
    if not is_own_only:
        for figure in ground.reported:
            done[figure.month] += figure.people
            told.add(figure.month)

    def actual(month: int) -> int | None:
        return done[month] if ground.is_begun(month) and (ground.has_own or month in told) else None

    return tuple(MonthFact(month, plan.get(month), actual(month)) for month in MONTHS)


def _sum(numbers: Iterable[int]) -> int | None:
    """None for nothing to add: no data is not nought."""
    found = list(numbers)
    return sum(found) if found else None


def _sum_known(numbers: Iterable[int | None]) -> int | None:
    return _sum(number for number in numbers if number is not None)


def _joined(texts: Iterable[str], *, mark: str = "; ") -> str:
    """Each text once, in the order in which they come."""
    parts = (part for text in texts for part in text.split(mark) if part)
    return mark.join(dict.fromkeys(parts))
