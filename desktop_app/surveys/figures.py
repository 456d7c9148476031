"""What a tally comes to: means, spread, need gaps, shares; each with the number of people who stand behind it.

The need for training in a competence is told in three ways that experts set side by side, because they disagree where
people call everything important: the need gap, Borich's mean weighted discrepancy (Borich 1980, "A needs assessment
model for conducting follow-up studies") and the ranked discrepancy of Narine and Harder (2021), which takes the scales
for what they are, orders and not measures.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import itemgetter
from statistics import quantiles

from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Item, ItemKind, Scale, cell_code
from desktop_app.surveys.tally import Pair, Tally

# Of the greatest gap that there can be: 10 of 20 points where both scales go from 1 to 5.
LARGE_SHARE = 0.5


@dataclass(frozen=True)
class ScaleFigures:
    """A rating, or a cell of a matrix. ``spread`` is the standard deviation of a sample, None for a single answer.

    ``n`` gave a number, ``dont_know`` said "bilmayman", ``missing`` nothing; ``counts`` are by number, low to high.
    Hidden figures have neither mean nor spread nor counts.
    """

    n: int
    dont_know: int
    missing: int
    mean: float | None = None
    spread: float | None = None
    counts: Mapping[int, int] | None = None


@dataclass(frozen=True)
class CompetenceFigures:
    """A competence, by those ``n`` who gave both its importance and their level; all None where it is hidden.

    ``gap`` is the mean of importance x (highest level - level), 0 to 20 points, ``gap_spread`` its standard deviation,
    ``large`` the share, 0 to 1, of those whose gap is at least half of the greatest one. ``weighted_discrepancy`` is
    the mean of (importance - level) x mean importance. ``ranked_discrepancy``, -100 to 100, is the share of those whose
    level is above the importance less the share of those whose level is below it: the lower, the greater the need.
    ``of_importance`` and ``of_level`` are by everybody who answered the one or the other.
    """

    n: int
    of_importance: ScaleFigures
    of_level: ScaleFigures
    importance: float | None = None
    level: float | None = None
    level_spread: float | None = None
    gap: float | None = None
    gap_spread: float | None = None
    large: float | None = None
    weighted_discrepancy: float | None = None
    ranked_discrepancy: float | None = None


@dataclass(frozen=True)
class ChoiceFigures:
    """One or several chosen options: ``n`` people chose anything, and ``counts`` of them each option.

    Shares are of ``n``; of several options they may come to more than one together. Hidden figures have no counts.
    """

    n: int
    missing: int
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class RankFigures:
    """Options put in order: ``n`` people ranked any, ``places`` are how many gave an option place 1, 2 and so on."""

    n: int
    missing: int
    places: Mapping[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class NumberFigures:
    """Numbers that people wrote. Quartiles are of the numbers themselves (the inclusive method, as Excel's)."""

    n: int
    mean: float | None = None
    least: float | None = None
    quartiles: tuple[float, float, float] | None = None
    most: float | None = None


ItemFigures = ScaleFigures | ChoiceFigures | RankFigures


@dataclass(frozen=True)
class Figures:
    """What one group of ``sheets`` says: competences by code; other cells of scales and other closed items by code."""

    sheets: int
    competences: Mapping[str, CompetenceFigures]
    items: Mapping[str, ItemFigures]


def answered(items: Iterable[Item], tally: Tally) -> dict[str, int]:
    """How many people stand behind each figure that ``figures_of`` gives of these items.

    A competence is known by its own code (who gave both), its two scales by the codes of their cells.
    """
    found: dict[str, int] = {}
    for item in filter(_is_closed, items):
        if item.is_competences:
            found |= {row.code: sum(tally.pairs.get(row.code, {}).values()) for row in item.rows}
        if item.scales:
            found |= {code: _numbers_given(tally, code) for code in _cells(item)}
        else:
            found[item.code] = _people(item, tally)
    return found


def figures_of(items: Iterable[Item], tally: Tally, *, hidden: Collection[str] = ()) -> Figures:
    """Every figure of the closed ones of the items; of hidden ones nothing but how many people answered."""
    competences: dict[str, CompetenceFigures] = {}
    others: dict[str, ItemFigures] = {}
    for item in filter(_is_closed, items):
        if item.is_competences:
            competences |= {row.code: _competence(item, row.code, tally, hidden) for row in item.rows}
        elif item.scales:
            others |= {code: _scale(item.scales[0], tally, code, hidden) for code in _cells(item)}
        elif item.kind is ItemKind.RANK:
            others[item.code] = _ranked(item, tally, hidden)
        else:
            others[item.code] = _chosen(item, tally, hidden)
    return Figures(tally.sheets, competences, others)


def number_figures(numbers: Sequence[float], *, least_shown: int) -> NumberFigures:
    """Of numbers in any order."""
    if len(numbers) < max(least_shown, 1):
        return NumberFigures(len(numbers))
    first, median, third = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else [*numbers] * 3
    mean = sum(numbers) / len(numbers)
    return NumberFigures(len(numbers), mean, min(numbers), (first, median, third), max(numbers))


def competence_figures(
    pairs: Mapping[Pair, int], *, of_importance: ScaleFigures, of_level: ScaleFigures, scales: tuple[Scale, Scale]
) -> CompetenceFigures:
    """Of how often each importance stands with each level; there must be one pair at least."""
    low, high = scales[1].low, scales[1].high
    large = scales[0].high * (high - low) * LARGE_SHARE
    n = importances = levels = level_squares = gaps = gap_squares = many = above = below = 0
    for (importance, level), count in pairs.items():
        gap = importance * (high - level)
        n += count
        importances += importance * count
        levels += level * count
        level_squares += level * level * count
        gaps += gap * count
        gap_squares += gap * gap * count
        if gap >= large:
            many += count
        if level > importance:
            above += count
        elif level < importance:
            below += count
    return CompetenceFigures(
        n,
        of_importance,
        of_level,
        importance=importances / n,
        level=levels / n,
        level_spread=_spread(n, levels, level_squares),
        gap=gaps / n,
        gap_spread=_spread(n, gaps, gap_squares),
        large=many / n,
        weighted_discrepancy=(importances - levels) / n * importances / n,
        ranked_discrepancy=100 * (above - below) / n,
    )


def _spread(n: int, total: int, squares: int) -> float | None:
    """The standard deviation of a sample of whole numbers from their sum and that of their squares."""
    return sqrt((squares * n - total * total) / (n * (n - 1))) if n > 1 else None


def _is_closed(item: Item) -> bool:
    return item.kind.has_options or bool(item.scales)


def _cells(item: Item) -> Iterator[str]:
    if item.kind is ItemKind.MATRIX:
        return (cell_code(row.code, scale.code) for row in item.rows for scale in item.scales)
    return iter((item.code,))


def _numbers_given(tally: Tally, code: str) -> int:
    counts = tally.values.get(code, {})
    return sum(counts.values()) - counts.get(DONT_KNOW, 0)


def _people(item: Item, tally: Tally) -> int:
    return tally.chosen[item.code] if item.code in tally.chosen else sum(tally.values.get(item.code, {}).values())


def _competence(item: Item, row: str, tally: Tally, hidden: Collection[str]) -> CompetenceFigures:
    first, second = item.scales
    of_importance = _scale(first, tally, cell_code(row, first.code), hidden)
    of_level = _scale(second, tally, cell_code(row, second.code), hidden)
    pairs = tally.pairs.get(row, {})
    if row in hidden or not pairs:
        return CompetenceFigures(sum(pairs.values()), of_importance, of_level)
    return competence_figures(pairs, of_importance=of_importance, of_level=of_level, scales=(first, second))


def _scale(scale: Scale, tally: Tally, code: str, hidden: Collection[str]) -> ScaleFigures:
    values = tally.values.get(code, {})
    dont_know = values.get(DONT_KNOW, 0)
    counts = {}
    n = total = squares = 0
    for number in scale.values:
        count = counts[number] = values.get(number, 0)
        n += count
        total += number * count
        squares += number * number * count
    missing = tally.sheets - n - dont_know
    if code in hidden or not n:
        return ScaleFigures(n, dont_know, missing)
    return ScaleFigures(n, dont_know, missing, total / n, _spread(n, total, squares), counts)


def _chosen(item: Item, tally: Tally, hidden: Collection[str]) -> ChoiceFigures:
    """In the order of the questionnaire; options of a list, which it does not know, by how often they were chosen."""
    n = _people(item, tally)
    if item.code in hidden or not n:
        return ChoiceFigures(n, tally.sheets - n)
    counts = tally.values.get(item.code, {})
    if item.options:
        return ChoiceFigures(n, tally.sheets - n, {each.code: counts.get(each.code, 0) for each in item.options})
    commonest = sorted(counts.items(), key=itemgetter(1), reverse=True)
    return ChoiceFigures(n, tally.sheets - n, {str(option): count for option, count in commonest})


def _ranked(item: Item, tally: Tally, hidden: Collection[str]) -> RankFigures:
    n = _people(item, tally)
    if item.code in hidden or not n:
        return RankFigures(n, tally.sheets - n)
    by_place = [tally.values.get(f"{item.code}.{place}", {}) for place in range(1, item.places + 1)]
    options = [option.code for option in item.options] or sorted({str(code) for each in by_place for code in each})
    places = zip(*([each.get(option, 0) for option in options] for each in by_place), strict=True)
    return RankFigures(n, tally.sheets - n, dict(zip(options, places, strict=True)))
