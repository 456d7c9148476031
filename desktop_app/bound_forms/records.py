"""What filling a form gives, and what the list of forms shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.bound_forms.model import Bindings
from desktop_app.i18n import N_, _
from desktop_app.indicators.model import FigureKey
from desktop_app.inspection.model import Finding
from desktop_app.spreadsheets.grid_records import GridValue, Place, place_name


@dataclass(frozen=True)
class Form:
    """One edition of a form, without its file."""

    id: int
    name: str
    edition: int
    valid_from: date
    order_number: str
    order_date: date | None
    note: str
    file_name: str
    sha256: str
    bindings: Bindings
    retired_on: date | None
    version: int


class WhyUnbound(StrEnum):
    NOT_KNOWN = "not_known"
    NEW_LINE = "new_line"
    AMBIGUOUS = "ambiguous"
    NOT_COUNTED_SO = "not_counted_so"


_REASONS = {
    WhyUnbound.NOT_KNOWN: N_("Nothing is bound to it: its words say no figure that is counted here."),
    WhyUnbound.NEW_LINE: N_("It was not there when the form was bound."),
    WhyUnbound.AMBIGUOUS: N_("The same words stand in several places: bind it by hand."),
    WhyUnbound.NOT_COUNTED_SO: N_("This figure is not counted in that division."),
}


@dataclass(frozen=True)
class FilledCell:
    """``key`` is None for words and for what is reckoned from cells beside it."""

    sheet: str
    place: Place
    value: GridValue
    key: FigureKey | None = None
    months_back: int = 0
    formula: str = ""

    @property
    def cell(self) -> str:
        return place_name(self.place)


@dataclass(frozen=True)
class Unbound:
    """Cells that wait for a figure and get none: a row, a column or a single one. ``cells`` is a range."""

    sheet: str
    first: Place
    cells: str
    words: str
    why: WhyUnbound

    @property
    def text(self) -> str:
        return _(_REASONS[self.why])


@dataclass(frozen=True)
class Move:
    """A row, a column, a cell or a sheet that stands elsewhere than it was bound; ``before`` and ``now`` are places.

    Where it was renamed ``words`` are the old and ``new_words`` the new ones.
    """

    sheet: str
    before: str
    now: str
    words: str
    new_words: str = ""

    @property
    def text(self) -> str:
        if self.new_words and self.before == self.now:
            return _("“{words}” is now called “{new_words}”.", words=self.words, new_words=self.new_words)
        if self.new_words:
            return _(
                "“{words}” went from {before} to {now} and is now called “{new_words}”.",
                words=self.words,
                before=self.before,
                now=self.now,
                new_words=self.new_words,
            )
        return _("“{words}” went from {before} to {now}.", words=self.words, before=self.before, now=self.now)


def told(moved: Sequence[Move]) -> list[str]:
    """The moves in sentences; neighbours that went the same way together are one."""
    runs: list[list[Move]] = []
    for move in moved:
        if runs and _goes_with(runs[-1][-1], move):
            runs[-1].append(move)
        else:
            runs.append([move])
    return [run[0].text if len(run) == 1 else _run_text(run) for run in runs]


def _goes_with(before: Move, move: Move) -> bool:
    """Whether a row stands under the one before, both in the old file and in the new."""
    numbers = (before.before, before.now, move.before, move.now)
    if before.sheet != move.sheet or before.new_words or move.new_words or not all(map(str.isdecimal, numbers)):
        return False
    return int(move.before) - int(before.before) == int(move.now) - int(before.now) == 1


def _run_text(run: Sequence[Move]) -> str:
    return _(
        "“{first}” to “{last}” went from {before} to {now}.",
        first=run[0].words,
        last=run[-1].words,
        before=f"{run[0].before}–{run[-1].before}",
        now=f"{run[0].now}–{run[-1].now}",
    )


@dataclass(frozen=True)
class Filled:
    """A workbook filled for a month: its bytes, and what was done and not done in it.

    ``formulas`` are the values of all formulas, its own and ours, that are other than the file remembered.
    """

    content: bytes
    filled: Sequence[FilledCell]
    unbound: Sequence[Unbound]
    moved: Sequence[Move]
    findings: Sequence[Finding]
    formulas: Mapping[tuple[str, Place], GridValue] = field(default_factory=dict)
