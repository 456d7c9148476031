"""How the columns of a table share its room: in a narrow window they give way before anything is cut or scrolled."""

from collections.abc import Mapping
from dataclasses import dataclass

# Where the others leave a column that stretches less than this, it has its own width and the table is scrolled.
LEAST_STRETCHED = 72
# Of its own width a column that stretches can lose the rest before others are cut for it.
READABLE = 0.6


@dataclass(frozen=True)
class ColumnNeed:
    """In pixels: what a column has where there is room, and what its title and its cells cannot do without.

    ``whole``: still without a cell that is cut; beyond that only as much is taken as other columns need.
    """

    own: int
    whole: int
    least: int


def widths_in(room: int, fixed: Mapping[int, ColumnNeed], stretched: Mapping[int, ColumnNeed]) -> dict[int, int]:
    """The widths by place; first the fixed ones give up what is beside their cells, then the stretched ones give way.

    Where those came to be too narrow to be read, the fixed ones let their cells be cut.
    """
    wanted = sum(need.own for need in stretched.values())
    widths = given_way({at: (need.own, need.whole) for at, need in fixed.items()}, _all_own(fixed) + wanted - room)
    readable = sum(max(need.least, round(need.own * READABLE)) for need in stretched.values())
    cut = given_way(
        {at: (widths[at], need.least) for at, need in fixed.items()}, sum(widths.values()) + readable - room
    )
    return cut | shared_out(stretched, room - sum(cut.values()))


def given_way(bounds: Mapping[int, tuple[int, int]], lacking: int) -> dict[int, int]:
    """Between most and least, where so many pixels are lacking: each gives up the same part of what it can."""
    in_all = sum(most - least for most, least in bounds.values())
    part = min(1.0, max(0, lacking) / in_all) if in_all else 0.0
    return {place: most - round((most - least) * part) for place, (most, least) in bounds.items()}


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
