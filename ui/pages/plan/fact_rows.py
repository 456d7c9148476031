"""Plan and actual as lines that fold: a channel, its staff groups, and the parts that a group is planned by."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.i18n import N_, _
from desktop_app.plan.parts import FactPart
from desktop_app.plan.records import Cut, FactLine, PlanFact
from desktop_app.plan.rules import cut_text
from desktop_app.plan.words import PlanNames
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

INDENT, OPEN, FOLDED, LEAF = "\u2003\u2003", "–", "+", "\u2003"
HALF = 2

Place = tuple[str, str | None, Cut | None]
"""The channel, the staff group ("" for the whole channel) and the part that a line is of."""


@dataclass(frozen=True)
class FactRow:
    """``level`` 0 is a channel or the total, 1 a staff group, 2 a part of it. ``sign`` tells whether it folds.

    What is of no channel is of all of them together. Whom the cuts of ``without`` mean is counted in other parts.
    """

    place: Place
    level: int
    name: str
    sign: str
    plan: int | None
    actual: int | None
    difference: int | None
    expected: int | None = None
    forecast: int | None = None
    source: str = ""
    basis: str = ""
    without: tuple[Cut, ...] = ()

    @property
    def is_total(self) -> bool:
        return not self.place[0]


def fact_rows(
    fact: PlanFact, names: PlanNames, *, opened: Collection[Place], parts: Mapping[Place, Sequence[FactPart]]
) -> Iterator[FactRow]:
    """The lines in sight; last the total and, where there are several, the staff groups that it is made of."""
    for channel in fact.channels:
        place: Place = (channel.channel, "", None)
        is_open = place in opened
        yield _row(channel, place, 0, names.channels.get(channel.channel, channel.channel), OPEN if is_open else FOLDED)
        for group in fact.groups if is_open else ():
            if group.channel == channel.channel:
                yield from _group_rows(group, names, opened, parts)
    yield _row(fact.total, ("", "", None), 0, _("Total"), LEAF)
    for group in fact.staff_groups if fact.adds_up_groups else ():
        yield _row(group, ("", group.group, None), 1, names.group(group.group), LEAF)


def fact_columns() -> tuple[Column[FactRow], ...]:
    def figure(name: str, title: str, value: Callable[[FactRow], int | None], width: int = 92) -> Column[FactRow]:
        shown = formats.NOTHING

        def text(n: int | None) -> str:
            return shown if n is None else formats.integer_text(n)

        return Column(name, title, value, shown=text, width=width, align=Align.RIGHT, is_strong=_is_strong)

    return (
        Column(
            "name",
            N_("Channel, staff group"),
            _name,
            width=300,
            is_stretched=True,
            is_strong=_is_strong,
            is_told_whole=True,
        ),
        figure("plan", N_("Plan"), lambda row: row.plan),
        figure("actual", N_("Actual"), lambda row: row.actual),
        figure("difference", N_("Difference"), lambda row: row.difference),
        Column("percent", N_("Percent"), _percent, width=92, align=Align.RIGHT, tone=_tone, hint=_fraction),
        figure("forecast", N_("Forecast"), lambda row: row.forecast, 104),
        Column("source", N_("Source"), lambda row: row.source, width=180, is_told_whole=True),
        Column("basis", N_("Order"), lambda row: row.basis, width=150, is_told_whole=True),
    )


def _group_rows(
    group: FactLine, names: PlanNames, opened: Collection[Place], parts: Mapping[Place, Sequence[FactPart]]
) -> Iterator[FactRow]:
    place: Place = (group.channel, group.group, None)
    found = parts.get(place)
    sign = LEAF if found == [] else OPEN if place in opened else FOLDED
    yield _row(group, place, 1, names.group(group.group), sign)
    if place not in opened:
        return
    for part in found or ():
        name = cut_text(part.cut, names.cuts) if part.cut is not None else _("The rest, not divided")
        yield FactRow(
            (group.channel, group.group, part.cut or Cut()),
            2,
            name,
            LEAF,
            part.plan,
            part.actual,
            part.difference,
            basis=part.basis,
            without=part.without,
        )


def _row(line: FactLine, place: Place, level: int, name: str, sign: str) -> FactRow:
    return FactRow(
        place,
        level,
        name,
        sign,
        line.plan,
        line.actual,
        line.difference,
        line.plan_to_date,
        line.forecast,
        line.source,
        line.basis,
    )


def _name(row: FactRow) -> str:
    return f"{INDENT * row.level}{row.sign}\u2002{row.name}"


def _is_strong(row: FactRow) -> bool:
    return row.level == 0


def _percent(row: FactRow) -> str:
    if row.plan is None or row.actual is None:
        return formats.NOTHING
    return formats.percent_text(row.actual, row.plan)


def _fraction(row: FactRow) -> str:
    """What the percentage is of: it never stands without its numerator and denominator."""
    if row.plan is None or row.actual is None:
        return ""
    facts = {"actual": formats.integer_text(row.actual), "plan": formats.integer_text(row.plan)}
    return _("{actual} of {plan}", **facts)


def _tone(row: FactRow) -> Tone | None:
    """By what should be done by the day that is looked at; half of it is bad."""
    expected = row.plan if row.expected is None else row.expected
    if not expected or row.actual is None:
        return None
    if row.actual >= expected:
        return Tone.GOOD
    return Tone.WARN if row.actual * HALF >= expected else Tone.BAD
