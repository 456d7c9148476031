"""What a tally comes to: means, spread, need gaps, shares; each with the number of people who stand behind it.

The need for training in a competence is told in three ways that experts set side by side, because they disagree where
people call everything important: the need gap, Borich's mean weighted discrepancy (Borich 1980, "A needs assessment
model for conducting follow-up studies") and the ranked discrepancy of Narine and Harder (2021), which takes the scales
for what they are, orders and not measures.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import quantiles

from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale, cell_code
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


def answered(questionnaire: Questionnaire, tally: Tally) -> dict[str, int]:
    """How many people stand behind each figure that ``figures_of`` gives.

    A competence is known by its own code (who gave both), its two scales by the codes of their cells.
    """
    found: dict[str, int] = {}
    for item in _counted(questionnaire, tally):
        if item.is_competences:
            found |= {row.code: sum(tally.pairs[row.code].values()) for row in item.rows}
        if item.scales:
            found |= {code: _numbers_given(tally, code) for code in _cells(item)}
        else:
            found[item.code] = _people(item, tally)
    return found


def figures_of(questionnaire: Questionnaire, tally: Tally, *, hidden: Collection[str] = ()) -> Figures:
    """Every figure of the items that were counted; of the hidden ones nothing but how many people answered."""
    competences: dict[str, CompetenceFigures] = {}
    items: dict[str, ItemFigures] = {}
    for item in _counted(questionnaire, tally):
        if item.is_competences:
            competences |= {row.code: _competence(item, row.code, tally, hidden) for row in item.rows}
        elif item.scales:
            items |= {code: _scale(item.scales[0], tally, code, hidden) for code in _cells(item)}
        elif item.kind is ItemKind.RANK:
            items[item.code] = _ranked(item, tally, hidden)
        else:
            items[item.code] = _chosen(item, tally, hidden)
    return Figures(tally.sheets, competences, items)


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
    n = sum(pairs.values())
    low, high = scales[1].low, scales[1].high
    gaps: Counter[int] = Counter()
    levels: Counter[int] = Counter()
    importances = above = below = 0
    for (importance, level), count in pairs.items():
        gaps[importance * (high - level)] += count
        levels[level] += count
        importances += importance * count
        above += count * (level > importance)
        below += count * (level < importance)
    importance_mean, level_mean = importances / n, _mean(levels)
    large = scales[0].high * (high - low) * LARGE_SHARE
    return CompetenceFigures(
        n,
        of_importance,
        of_level,
        importance=importance_mean,
        level=level_mean,
        level_spread=_spread(levels),
        gap=_mean(gaps),
        gap_spread=_spread(gaps),
        large=sum(count for gap, count in gaps.items() if gap >= large) / n,
        weighted_discrepancy=(importance_mean - level_mean) * importance_mean,
        ranked_discrepancy=100 * (above - below) / n,
    )


def _counted(questionnaire: Questionnaire, tally: Tally) -> Iterator[Item]:
    """The items that the tally knows: a tally of some items, or of an older edition, has not all of them."""
    for item in questionnaire.items:
        if next(_cells(item)) in tally.values or item.code in tally.chosen:
            yield item


def _cells(item: Item) -> Iterator[str]:
    if item.kind is ItemKind.MATRIX:
        return (cell_code(row.code, scale.code) for row in item.rows for scale in item.scales)
    return iter((item.code,))


def _numbers_given(tally: Tally, code: str) -> int:
    return sum(count for value, count in tally.values[code].items() if value != DONT_KNOW)


def _people(item: Item, tally: Tally) -> int:
    return tally.chosen[item.code] if item.code in tally.chosen else sum(tally.values[item.code].values())


def _competence(item: Item, row: str, tally: Tally, hidden: Collection[str]) -> CompetenceFigures:
    first, second = item.scales
    of_importance = _scale(first, tally, cell_code(row, first.code), hidden)
    of_level = _scale(second, tally, cell_code(row, second.code), hidden)
    pairs = tally.pairs[row]
    if row in hidden or not pairs:
        return CompetenceFigures(sum(pairs.values()), of_importance, of_level)
    return competence_figures(pairs, of_importance=of_importance, of_level=of_level, scales=(first, second))


def _scale(scale: Scale, tally: Tally, code: str, hidden: Collection[str]) -> ScaleFigures:
    values = tally.values[code]
    dont_know = values.get(DONT_KNOW, 0)
    counts = {number: values.get(number, 0) for number in scale.values}
    n = sum(counts.values())
    bare = ScaleFigures(n, dont_know, tally.sheets - n - dont_know)
    return bare if code in hidden or not n else replace(bare, mean=_mean(counts), spread=_spread(counts), counts=counts)


def _chosen(item: Item, tally: Tally, hidden: Collection[str]) -> ChoiceFigures:
    """In the order of the questionnaire; options of a list, which it does not know, by how often they were chosen."""
    n = _people(item, tally)
    if item.code in hidden or not n:
        return ChoiceFigures(n, tally.sheets - n)
    counts = {str(option): count for option, count in tally.values[item.code].items()}
    order = [option.code for option in item.options] or sorted(counts, key=lambda option: -counts[option])
    return ChoiceFigures(n, tally.sheets - n, {option: counts.get(option, 0) for option in order})


def _ranked(item: Item, tally: Tally, hidden: Collection[str]) -> RankFigures:
    n = _people(item, tally)
    if item.code in hidden or not n:
        return RankFigures(n, tally.sheets - n)
    by_place = [tally.values.get(f"{item.code}.{place}", {}) for place in range(1, item.places + 1)]
    options = [option.code for option in item.options] or sorted({str(code) for each in by_place for code in each})
    places = {option: tuple(each.get(option, 0) for each in by_place) for option in options}
    return RankFigures(n, tally.sheets - n, places)


def _mean(counts: Mapping[int, int]) -> float:
    return sum(number * count for number, count in counts.items()) / sum(counts.values())


def _spread(counts: Mapping[int, int]) -> float | None:
    n = sum(counts.values())
    if n < 2:
        return None
    mean = _mean(counts)
    return sqrt(sum(count * (number - mean) ** 2 for number, count in counts.items()) / (n - 1))
