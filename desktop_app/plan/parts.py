"""A staff group of a channel opened down: plan and actual of each district, subject or programme it is planned by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.language.orders import order_text
from desktop_app.plan.finished import count_cuts, first_editions, has_own_cohorts
from desktop_app.plan.records import CountedLine, Cut, PlanEntry
from desktop_app.plan.rules import is_shared
from desktop_app.plan.service import counted_plan
from desktop_app.reference.records import OWN_CHANNEL


@dataclass(frozen=True)
class FactPart:
    """A part of a staff group; ``cut`` None is the rest: planned for nobody in particular, or not planned.

    Whom the cuts of ``without`` mean is counted there.
    """

    cut: Cut | None
    plan: int | None
    actual: int | None
    basis: str = ""
    without: tuple[Cut, ...] = ()

    @property
    def difference(self) -> int | None:
        return None if self.plan is None or self.actual is None else self.actual - self.plan


def parts_of(unit: UnitOfWork, *, year: int, as_of: date, channel: str, group: str | None) -> list[FactPart]:
    """Most planned first, the rest last; they share nobody and add up to the group. Empty where nothing is divided.

    Of other channels the actual is not known by parts.
    """
    counted, _overlaps = counted_plan(unit, year=year, day=as_of)
    lines = [each for each in counted if (each.line.channel_code, each.line.staff_group) == (channel, group)]
    bases = first_editions(unit)
    plan: dict[Cut, int] = {}
    orders: dict[Cut, list[str]] = {}
    for each in lines:
        if each.people:
            cut = replace(each.line.cut, programme_id=bases.get(each.line.programme_id))
            plan[cut] = plan.get(cut, 0) + each.people
            orders.setdefault(cut, []).append(order_text(each.line.order_number, each.line.order_date))
    cuts = sorted((cut for cut in plan if cut != Cut()), key=lambda cut: -plan[cut])
    if not cuts:
        return []
    finest_first = sorted(cuts, key=lambda cut: -sum(value is not None for value in vars(cut).values()))
    done: dict[Cut | None, int] | None = None
    if channel == OWN_CHANNEL and has_own_cohorts(unit, year=year, as_of=as_of):
        done = _by_part(count_cuts(unit, year=year, as_of=as_of, group=group), finest_first)
    parts = [
        FactPart(
            cut,
            plan[cut],
            None if done is None else done.get(cut, 0),
            _joined(orders[cut]),
            tuple(other for other in finest_first[: finest_first.index(cut)] if is_shared(other, cut)),
        )
        for cut in cuts
    ]
    rest, undivided = (done or {}).get(None, 0), plan.get(Cut())
    if rest or undivided:
        actual = None if done is None else rest
        parts.append(FactPart(None, undivided, actual, _joined(orders.get(Cut(), [])), tuple(finest_first)))
    return parts


def lines_behind(
    unit: UnitOfWork, *, year: int, as_of: date, channel: str = "", group: str | None = "", cut: Cut | None = None
) -> list[CountedLine]:
    """The lines of the plan that add up to a figure of it, as they count; "" is every channel, every staff group.

    ``cut`` is that of a part, and of the rest the one of everybody.
    """
    bases = first_editions(unit)

    def is_meant(line: PlanEntry) -> bool:
        own_cut = replace(line.cut, programme_id=bases.get(line.programme_id))
        pairs = ((channel, line.channel_code), (group, line.staff_group))
        return all(wanted in ("", found) for wanted, found in pairs) and cut in (None, own_cut)

    counted, _overlaps = counted_plan(unit, year=year, day=as_of)
    return [each for each in counted if each.people and is_meant(each.line)]


def _by_part(found: Iterable[tuple[Cut, int]], finest_first: Sequence[Cut]) -> dict[Cut | None, int]:
    """Each of the people to the finest part that means them; None for those whom no part means."""
    counts: dict[Cut | None, int] = {}
    for where, people in found:
        part = next((cut for cut in finest_first if _means(cut, where)), None)
        counts[part] = counts.get(part, 0) + people
    return counts


def _means(cut: Cut, where: Cut) -> bool:
    pairs = zip(vars(cut).values(), vars(where).values(), strict=True)
    return all(wanted in (None, found) for wanted, found in pairs)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
