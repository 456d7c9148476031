"""From answers to modules: the need gap of a competence and the ranking of the modules.

Gap of one answer = importance x (5 - level), 0 to 20; of a competence, the mean over all who gave both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEVEL_MAX = 5
HIGH_GAP = 10
# Points for a person's first, second and third wish.
WISH_POINTS = {1: 3, 2: 2, 3: 1}


@dataclass(frozen=True)
class CompetenceFigures:
    """Means over ``n`` answers; None where fewer answered than may be shown. ``high_share`` is 0 to 1."""

    code: str
    n: int
    importance: float | None
    level: float | None
    gap: float | None
    high_share: float | None


@dataclass(frozen=True)
class ModuleNeed:
    """What ranks a module: the mean gap of the competences it serves, plus the mean of the wishes' points."""

    module_id: int
    gap: float | None
    wishes: int
    wish_points: float

    @property
    def score(self) -> float:
        return (self.gap or 0.0) + self.wish_points


def competence_figures(code: str, pairs: Sequence[tuple[int, int]], *, least_shown: int) -> CompetenceFigures:
    """Figures of one competence from (importance, level) pairs."""
    n = len(pairs)
    if n < max(least_shown, 1):
        return CompetenceFigures(code, n, None, None, None, None)
    gaps = [importance * (LEVEL_MAX - level) for importance, level in pairs]
    return CompetenceFigures(
        code,
        n,
        importance=sum(importance for importance, _level in pairs) / n,
        level=sum(level for _importance, level in pairs) / n,
        gap=sum(gaps) / n,
        high_share=sum(gap >= HIGH_GAP for gap in gaps) / n,
    )


def module_need(
    module_id: int,
    *,
    serves: Sequence[str],
    gaps: Mapping[str, float | None],
    ranks: Sequence[int],
    responses: int,
) -> ModuleNeed:
    """``ranks`` are the places 1 to 3 that people gave to the module."""
    known = [gap for code in serves if (gap := gaps.get(code)) is not None]
    points = sum(WISH_POINTS.get(rank, 0) for rank in ranks)
    return ModuleNeed(
        module_id,
        gap=sum(known) / len(known) if known else None,
        wishes=len(ranks),
        wish_points=points / responses if responses else 0.0,
    )


def proposed_modules(needs: Sequence[ModuleNeed], *, hours: Mapping[int, int], room: int) -> frozenset[int]:
    """The neediest elective modules that fit into the hours left for them, best first."""
    chosen: set[int] = set()
    for need in sorted(needs, key=lambda need: (-need.score, need.module_id)):
        if hours[need.module_id] <= room:
            chosen.add(need.module_id)
            room -= hours[need.module_id]
    return frozenset(chosen)
