"""From needs to modules: which modules of a programme the people need most, and what the programme leaves out.

The score of a module is the mean of the gaps of the competences that it serves, each with its weight, 0 to 20 points
where the scales go from 1 to 5, and what it was wished for on top: 3, 2 and 1 points for a person's first, second and
third wish, as a mean over all sheets. A sum in place of the mean would make a module needed by serving many
competences a little.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from desktop_app.surveys.figures import Figures, RankFigures

# For the first, second and third wish; later ones bring nothing.
WISH_POINTS = (3, 2, 1)


@dataclass(frozen=True)
class ServingModule:
    """A module as the matrix of competences has it: how much, 1 to 5, it serves each, by code."""

    id: int
    title: str
    hours: int
    is_elective: bool
    weights: Mapping[str, int]


@dataclass(frozen=True)
class ModuleNeed:
    """How much a module is needed; ``place`` is 1 for the most needed.

    ``gap`` is None where nothing is known of any competence that it serves, ``wishes``, which counts the people who
    ranked it, where too few have ranked any module. ``is_idle``: it serves competences, none of them is a need, and
    nobody wished for it.
    """

    module: ServingModule
    place: int
    gap: float | None
    wishes: int | None
    wish_points: float
    is_proposed: bool
    is_idle: bool

    @property
    def score(self) -> float:
        return _score(self.gap, self.wish_points)


@dataclass(frozen=True)
class ModuleNeeds:
    """Modules by need. ``unserved`` are the codes of needs that no module serves, the widest gap first.

    ``room`` are the hours for elective modules, ``hours_left`` what the proposed ones leave of them.
    """

    modules: tuple[ModuleNeed, ...]
    unserved: tuple[str, ...]
    room: int
    hours_left: int


def module_needs(
    modules: Sequence[ServingModule], figures: Figures, *, wishes: RankFigures | None, hours: int
) -> ModuleNeeds:
    """Rank the modules of a programme of so many hours by what its people need."""
    gaps = {code: each.gap for code, each in figures.competences.items() if each.gap is not None}
    needs = needed(gaps)
    of_module = {module.id: _wished(module.id, wishes, figures.sheets) for module in modules}
    scores = {module.id: _score(mean_gap(module.weights, gaps), of_module[module.id][1]) for module in modules}
    ordered = sorted(modules, key=lambda module: -scores[module.id])
    room = hours - sum(module.hours for module in modules if not module.is_elective)
    proposed = _proposed(ordered, scores, room)
    ranked = tuple(
        ModuleNeed(
            module,
            place,
            mean_gap(module.weights, gaps),
            *of_module[module.id],
            is_proposed=module.id in proposed,
            is_idle=not _is_wished(of_module[module.id][0], wishes) and _serves_no_need(module, gaps, needs),
        )
        for place, module in enumerate(ordered, start=1)
    )
    served = {code for module in modules for code, weight in module.weights.items() if weight}
    unserved = sorted(needs - served, key=lambda code: -gaps[code])
    taken = sum(module.hours for module in modules if module.id in proposed)
    return ModuleNeeds(ranked, tuple(unserved), max(room, 0), max(room - taken, 0))


def needed(gaps: Mapping[str, float]) -> frozenset[str]:
    """The competences that count as needs: those whose gap is at least the middle one of all."""
    middle = median(gaps.values()) if gaps else 0.0
    return frozenset(code for code, gap in gaps.items() if gap >= middle and gap > 0)


def mean_gap(weights: Mapping[str, int], gaps: Mapping[str, float]) -> float | None:
    """The weighted mean of the gaps of the competences of which one is known."""
    known = {code: weight for code, weight in weights.items() if weight and code in gaps}
    return sum(weight * gaps[code] for code, weight in known.items()) / sum(known.values()) if known else None


def _score(gap: float | None, wish_points: float) -> float:
    return (gap or 0.0) + wish_points


def _wished(module_id: int, wishes: RankFigures | None, sheets: int) -> tuple[int | None, float]:
    """How many ranked the module, and the mean of their points over all sheets."""
    if wishes is None or wishes.places is None:
        return None, 0.0
    places = wishes.places.get(str(module_id), ())
    points = sum(count * point for count, point in zip(places, WISH_POINTS, strict=False))
    return sum(places), points / sheets


def _proposed(ordered: Sequence[ServingModule], scores: Mapping[int, float], room: int) -> Collection[int]:
    """The neediest elective modules that fit into the hours left for them; one that nobody needs is not proposed."""
    chosen: set[int] = set()
    for module in ordered:
        if module.is_elective and scores[module.id] > 0 and module.hours <= room:
            chosen.add(module.id)
            room -= module.hours
    return chosen


def _is_wished(people: int | None, wishes: RankFigures | None) -> bool:
    """Whether anybody may have wished for it: where wishes were asked for and are hidden, nobody can tell."""
    return wishes is not None and people != 0


def _serves_no_need(module: ServingModule, gaps: Mapping[str, float], needs: Collection[str]) -> bool:
    """False for a module of which nothing is known."""
    known = [code for code, weight in module.weights.items() if weight and code in gaps]
    return bool(known) and not any(code in needs for code in known)
