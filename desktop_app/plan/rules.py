"""Which lines of a plan are in force, and how many people they add up to where some lines hold others' people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_name
from desktop_app.plan.records import CountedLine, Cut, Overlap, OverlapKind, PlanEntry

Shown = Callable[[int], str]
"""Writes a number of people."""

OVERLAP_SENTENCES: Mapping[OverlapKind, str] = {
    OverlapKind.SETTLED: N_("The total {stated} and its parts say the same; the parts are counted: {lines}."),
    OverlapKind.UNDIVIDED: N_(
        "Of the total {stated} only {added} are divided; the total is counted, {rest} of it undivided: {lines}."
    ),
    OverlapKind.EXCEEDED: N_("The parts make {added}, {rest} more than their total {stated}: {lines}."),
    OverlapKind.CROSSED: N_(
        "The same people are planned in two ways: {stated} in one and {added} in the other, which is counted: {lines}."
    ),
}


def usual_day(year: int, today: date) -> date:
    """The day as of which a year is looked at: today, within the year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def in_force(lines: Iterable[PlanEntry], day: date) -> list[PlanEntry]:
    """The plan as of a day: what had been ordered by then, less the lines that an amendment of that time replaces.

    A line without a day is in force from the beginning.
    """
    begun = [line for line in lines if line.order_date is None or line.order_date <= day]
    replaced = {line.replaces_id for line in begun}
    return [line for line in begun if line.id == 0 or line.id not in replaced]


def count_lines(lines: Iterable[PlanEntry]) -> tuple[list[CountedLine], list[Overlap]]:
    """How many people each line adds to the plan, and which lines hold the same people.

    A line for all districts holds those of every district, and so with subjects and programmes. The parts lie within
    their total: where they make it up they are counted in its place, where they fall short the rest of the total is
    counted beside them, where they exceed it they are counted. Lines that are cut alike add up: a second order may
    well plan more people for the same district. A line without a month holds the people of every month.
    """
    lines = list(lines)
    yearly = {(line.channel_code, line.staff_group) for line in lines if line.is_yearly}
    alike: dict[tuple[int, str, str], list[PlanEntry]] = defaultdict(list)
    for line in lines:
        group = line.channel_code, line.staff_group
        alike[0 if group in yearly else line.month, *group].append(line)
    counted: list[CountedLine] = []
    overlaps: list[Overlap] = []
    for members in alike.values():
        found, overlapping = _count_alike(members)
        counted += found
        overlaps += overlapping
    return counted, overlaps


def doubtful(overlaps: Iterable[Overlap]) -> list[Overlap]:
    """Those of which a person should know: the lines do not agree on how many people they mean."""
    return [each for each in overlaps if each.kind is not OverlapKind.SETTLED and each.stated != each.added]


def overlap_text(overlap: Overlap, names: Mapping[str, str], shown: Shown) -> str:
    """The sentence about lines that hold the same people; ``names`` by the codes of districts and subjects."""
    is_by_month = len({line.stated_month for line in overlap.lines}) > 1

    def part(line: PlanEntry) -> str:
        text = cut_text(line.cut, names)
        if not is_by_month:
            return text
        return f"{month_name(line.month, language())}, {text}" if not line.is_yearly else f"{line.year}, {text}"

    return _(
        OVERLAP_SENTENCES[overlap.kind],
        stated=shown(overlap.stated),
        added=shown(overlap.added),
        rest=shown(abs(overlap.stated - overlap.added)),
        lines="; ".join(f"{part(line)} – {shown(line.people)}" for line in overlap.lines),
    )


def cut_text(cut: Cut, names: Mapping[str, str]) -> str:
    """The district, the subject and the programme that a line is for; "All" for none of them."""
    keys = [key for key in (cut.district_code, cut.subject_code) if key]
    if cut.programme_id is not None:
        keys.append(programme_key(cut.programme_id))
    return ", ".join(names.get(key, key) for key in keys) or _("All")


def programme_key(programme_id: int) -> str:
    """What a programme goes by among the names of districts and subjects."""
    return f"programme:{programme_id}"


@dataclass(frozen=True)
class _Part(Cut):
    """A cut that months are a part of, too."""

    month: int | None = None


@dataclass(eq=False)
class _Node:
    """The lines of one cut; ``parts`` are the finer ones directly within it."""

    cut: Cut
    lines: list[PlanEntry] = field(default_factory=list)
    parts: list["_Node"] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)


def _count_alike(lines: Sequence[PlanEntry]) -> tuple[list[CountedLine], list[Overlap]]:
    """Of one channel and staff group, and of one month unless the year is planned as a whole."""
    nodes: dict[Cut, _Node] = {}
    for line in lines:
        if line.people:
            part = _Part(line.district_code, line.subject_code, line.programme_id, line.stated_month)
            nodes.setdefault(part, _Node(part)).lines.append(line)
    if len({_shape(cut) for cut in nodes}) <= 1:
        return [CountedLine(line, line.people) for line in lines], []
    people: dict[int, int] = {}
    overlaps: list[Overlap] = []
    for node in _uncrossed(_linked(nodes), None, overlaps):
        _count_node(node, people, overlaps)
    return [CountedLine(line, people.get(id(line), 0)) for line in lines], overlaps


def _linked(nodes: Mapping[Cut, _Node]) -> list[_Node]:
    """Each node put into the finest one that holds it; what is left are the tops."""
    shapes = sorted({_shape(cut) for cut in nodes}, key=len, reverse=True)
    tops: list[_Node] = []
    for node in nodes.values():
        own = _shape(node.cut)
        wholes = (nodes.get(_projected(node.cut, shape)) for shape in shapes if shape < own)
        whole = next((found for found in wholes if found is not None), None)
        (tops if whole is None else whole.parts).append(node)
    return tops


def _uncrossed(nodes: Sequence[_Node], total: int | None, overlaps: list[Overlap]) -> list[_Node]:
    """Of nodes that cut the same people in several ways those of one way: the one that makes the total, else the most.

    Nodes of different ways that share nobody, such as a district and a subject of another district, all stay.
    """
    ways: dict[frozenset[str], list[_Node]] = defaultdict(list)
    for node in nodes:
        ways[_shape(node.cut)].append(node)
    sums = {way: sum(node.people for node in members) for way, members in ways.items()}
    chosen: list[_Node] = []
    for way in sorted(ways, key=lambda way: (sums[way] != total, -sums[way], sorted(way))):
        crossed = [(node, [kept for kept in chosen if is_shared(node.cut, kept.cut)]) for node in ways[way]]
        chosen += [node for node, kept in crossed if not kept]
        if any(kept for _node, kept in crossed):
            counted = {id(each): each for _node, kept in crossed for each in kept}
            left_out = [node for node, kept in crossed if kept]
            overlaps.append(_overlap(OverlapKind.CROSSED, left_out, list(counted.values())))
    return chosen


def _count_node(node: _Node, people: dict[int, int], overlaps: list[Overlap]) -> int:
    """Note in ``people`` what each line of the node and of its parts adds, by ``id``; returns their sum."""
    parts = _uncrossed(node.parts, node.people, overlaps)
    added = sum(_count_node(part, people, overlaps) for part in parts)
    if parts:
        overlaps.append(_overlap(_kind_of(node.people, added), [node], parts, added=added))
    left = max(0, node.people - added)
    for line in node.lines:
        people[id(line)] = min(line.people, left)
        left -= people[id(line)]
    return max(node.people, added)


def _kind_of(stated: int, added: int) -> OverlapKind:
    if added == stated:
        return OverlapKind.SETTLED
    return OverlapKind.UNDIVIDED if added < stated else OverlapKind.EXCEEDED


def _overlap(
    kind: OverlapKind, wholes: Sequence[_Node], parts: Sequence[_Node], *, added: int | None = None
) -> Overlap:
    return Overlap(
        kind,
        tuple(line for node in wholes for line in node.lines),
        tuple(line for node in parts for line in node.lines),
        sum(node.people for node in wholes),
        sum(node.people for node in parts) if added is None else added,
    )


def _shape(cut: Cut) -> frozenset[str]:
    return frozenset(name for name, value in vars(cut).items() if value is not None)


def _projected(cut: Cut, shape: frozenset[str]) -> Cut:
    return _Part(**{name: value for name, value in vars(cut).items() if name in shape})


def is_shared(one: Cut, other: Cut) -> bool:
    """Whether somebody may be in both: nothing parts them."""
    pairs = zip(vars(one).values(), vars(other).values(), strict=True)
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)
