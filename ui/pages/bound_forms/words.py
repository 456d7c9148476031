"""What states and parts of a binding are called on the screen, and the marks that stand for them."""

from collections.abc import Mapping

from desktop_app.bound_forms.editing import CellState, Offered
from desktop_app.bound_forms.model import Block, Part, Reckoning
from desktop_app.i18n import N_, _
from desktop_app.indicators.model import SPAN_TITLES
from desktop_app.spreadsheets.headers import column_letter
from ui.theme import Tone

# A letter or a sign, the tone, and the words of the legend.
MARKS: Mapping[CellState, tuple[str, Tone, str]] = {
    CellState.BOUND: ("●", Tone.ACCENT, N_("Figure")),
    CellState.RECKONED: ("÷", Tone.ACCENT, N_("Reckoned")),
    CellState.FORMULA: ("ƒ", Tone.GOOD, N_("Formula of the form")),
    CellState.WORDS: ("T", Tone.ACCENT, N_("Words")),
    CellState.DOUBTFUL: ("?", Tone.WARN, N_("Please check")),
    CellState.WAITING: ("○", Tone.BAD, N_("Not bound")),
}
EARLIER: Mapping[int, str] = {
    0: N_("This month"),
    1: N_("The month before"),
    12: N_("The same month a year before"),
}
RECKONINGS: Mapping[Reckoning, str] = {
    Reckoning.PERCENT: N_("Percentage of two lines"),
    Reckoning.DIFFERENCE: N_("Difference of two lines"),
    Reckoning.GROWTH: N_("Growth of one line over another"),
}


def part_text(part: Part, offered: Offered, *, is_column: bool) -> str:
    """What a line says, in a few words; empty where it says nothing."""
    if part.reckoned:
        return _reckoned_text(part, is_column=is_column)
    words = [next((each.title for each in offered.indicators if each.code == part.indicator), part.indicator)]
    words.append(_(SPAN_TITLES[part.span]) if part.span else "")
    for dimension, values in part.filters.items():
        names = offered.values.get(dimension, {})
        words.append(", ".join(names.get(value, value) for value in values))
    words.append(_(EARLIER[part.months_back]) if part.months_back in EARLIER and part.months_back else "")
    words.append(_("Region") if part.region else "")
    words.append(_("Total of the lines") if part.is_total else "")
    return " · ".join(filter(None, words))


def line_name(block: Block, at: int, *, is_column: bool) -> str:
    """C · Режа"""
    line = block.column(at) if is_column else block.row(at)
    place = column_letter(at) if is_column else str(at)
    return f"{place} · {line.words}" if line and line.words else place


def _reckoned_text(part: Part, *, is_column: bool) -> str:
    assert part.reckoned is not None
    name = column_letter if is_column else str
    of, to = name(part.reckoned.of), name(part.reckoned.to)
    match part.reckoned.how:
        case Reckoning.PERCENT:
            return _("{of} in per cent of {to}", of=of, to=to)
        case Reckoning.DIFFERENCE:
            return _("{of} less {to}", of=of, to=to)
        case Reckoning.GROWTH:
            return _("Growth of {of} over {to}", of=of, to=to)
