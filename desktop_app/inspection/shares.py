"""Percentages: what they are of, when a printed one agrees, and between what bounds they need no word."""

import math
from dataclasses import dataclass

from desktop_app.i18n import language
from desktop_app.inspection.model import Figure, shown
from desktop_app.language.numbers import number, percent

# Bounds of the rule OUTLIER, in per cent of the plan.
OUTLIER_LOW, OUTLIER_HIGH = 50, 150
GOOD_LOW, GOOD_HIGH = 95, 105
# Smaller numbers agree by chance.
COPY_LEAST = 50
# A month of so many times the usual one is looked at.
JUMP_TIMES = 3
# Formulas leave many decimals; nobody prints more than these.
_MOST_DECIMALS = 2


@dataclass(frozen=True)
class Bounds:
    """What the checks of a return hold figures against: the numbers above, until a ministry says otherwise."""

    good_low: float = GOOD_LOW
    good_high: float = GOOD_HIGH
    outlier_low: float = OUTLIER_LOW
    outlier_high: float = OUTLIER_HIGH
    copy_least: int = COPY_LEAST
    jump_times: int = JUMP_TIMES


USUAL = Bounds()


def true_share(counted: float, base: float) -> float:
    return 100 * counted / base


def agrees(said: Figure, counted: float, base: float) -> bool:
    """Whether the printed percentage is the share, rounded or cut to its decimals."""
    unit = 10.0 ** -min(said.decimals, _MOST_DECIMALS)
    return -unit - 1e-9 < said.value - true_share(counted, base) <= unit / 2 + 1e-9


def share_text(counted: float, base: float) -> str:
    """67,4%; never 100,0% short of the whole."""
    if float(counted).is_integer() and float(base).is_integer():
        return percent(int(counted), int(base), language()) or "–"
    return number(true_share(counted, base), 1, language()) + "%"


def base_text(said: Figure, counted: float) -> str:
    """The base, or the first and the last, of which the count would be the percentage that is said."""
    unit = 10.0**-said.decimals
    least, most = 100 * counted / (said.value + unit / 2), 100 * counted / max(said.value - unit / 2, unit / 2)
    first, last = math.ceil(least), math.floor(most)
    if first >= last:
        return shown(round(100 * counted / said.value)) if said.value else "–"
    return f"{shown(first)}–{shown(last)}"
