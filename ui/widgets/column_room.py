"""How the columns of a table share its room: in a narrow window they give way before anything is cut or scrolled."""

from collections.abc import Mapping
from dataclasses import dataclass

# Where the others leave a column that stretches less than this, it has its own width and the table is scrolled.
LEAST_STRETCHED = 72


@dataclass(frozen=True)
class ColumnNeed:
    """In pixels: what a column has where there is room, and what its cells and its title cannot do without."""

    own: int
    least: int


def given_way(needs: Mapping[int, ColumnNeed], lacking: int) -> dict[int, int]:
    """The widths by place where so many pixels are lacking: each column gives up the same part of what it can."""
    most = sum(need.own - need.least for need in needs.values())
    part = min(1.0, max(0, lacking) / most) if most else 0.0
    return {place: need.own - round((need.own - need.least) * part) for place, need in needs.items()}


def shared_out(needs: Mapping[int, ColumnNeed], room: int) -> dict[int, int]:
    """The room by the columns' own widths, none below its least as long as all of these fit."""
    if room < LEAST_STRETCHED * len(needs):
        return {place: need.own for place, need in needs.items()}
    widths: dict[int, int] = {}
    left = dict(needs)
    if sum(need.least for need in needs.values()) <= room:
        while small := [place for place in left if room * left[place].own < left[place].least * _all_own(left)]:
            for place in small:
                widths[place] = left.pop(place).least
                room -= widths[place]
    needed = _all_own(left)
    for place, need in left.items():
        widths[place] = round(room * need.own / needed)
        room, needed = room - widths[place], needed - need.own
    return widths


def _all_own(needs: Mapping[int, ColumnNeed]) -> int:
    return sum(need.own for need in needs.values())
