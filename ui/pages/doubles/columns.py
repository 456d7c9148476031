"""The columns of the pairs, of two cards side by side, and of what was merged."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.doubles.choices import Side
from desktop_app.doubles.comparing import ComparedField
from desktop_app.doubles.records import Merging, PairLine
from desktop_app.i18n import N_, _
from desktop_app.people.records import PersonLine
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

# From here on hardly anything but a slip of the pen tells the two apart.
SURE_FROM = 85
TAKEN, LEFT, NOTHING = "●", "○", "–"


@dataclass(frozen=True)
class ChosenField:
    """A line of two cards side by side, with the side whose value stays; None where there is nothing to choose."""

    field: ComparedField
    side: Side | None

    def taking(self, side: Side) -> "ChosenField":
        return self if self.side is None else replace(self, side=side)


def chosen_fields(fields: tuple[ComparedField, ...]) -> list[ChosenField]:
    """The fields with what is offered; where both say the same nothing is chosen."""
    return [ChosenField(field, None if field.is_same else field.offered) for field in fields]


def _person(person: Callable[[PairLine], PersonLine]) -> Callable[[PairLine], str]:
    return lambda pair: person(pair).full_name


def _about(line: PersonLine) -> str:
    birth = formats.date_text(line.birth_date) or str(line.birth_year or "")
    return "\n".join(filter(None, (line.full_name, birth, line.workplace, line.district)))


def _cell(row: ChosenField, side: Side) -> str:
    """One card's value on one line, behind the mark that tells whether it stays."""
    field = row.field
    mine, other = (field.first, field.second) if side is Side.FIRST else (field.second, field.first)
    text = _telling_line(mine, other)
    if row.side is None:
        both_stay = field.offered is None and not field.is_same and bool(text)
        return f"{TAKEN} {text}" if both_stay else f"    {text}"
    return f"{TAKEN if row.side is side else LEFT} {text or NOTHING}"


def _telling_line(mine: str, other: str) -> str:
    """The first line in which the two differ, or the first one."""
    lines, others = mine.split("\n"), other.split("\n")
    differing = (line for line, its in zip(lines, others, strict=False) if line != its)
    return next(differing, lines[0])


def _state(merging: Merging) -> str:
    if merging.undone_at is not None:
        return _("Undone")
    return _("Can be undone") if merging.can_undo else _("Final")


def _state_tone(merging: Merging) -> Tone:
    return Tone.ACCENT if merging.can_undo else Tone.MUTED


PAIR_COLUMNS = (
    Column[PairLine](
        "score",
        N_("Score"),
        lambda pair: pair.score,
        width=84,
        align=Align.LEFT,
        tone=lambda pair: Tone.ACCENT if pair.score >= SURE_FROM else Tone.PLAIN,
        hint=lambda pair: pair.reasons_text,
    ),
    Column[PairLine](
        "first",
        N_("First card"),
        _person(lambda pair: pair.first),
        width=190,
        hint=lambda pair: _about(pair.first),
        is_stretched=True,
    ),
    Column[PairLine](
        "second",
        N_("Second card"),
        _person(lambda pair: pair.second),
        width=190,
        hint=lambda pair: _about(pair.second),
        is_stretched=True,
    ),
)

FIELD_COLUMNS = (
    Column[ChosenField](
        "field",
        N_("Field"),
        lambda row: _(row.field.title),
        width=178,
        is_told_whole=True,
        tone=lambda row: None if row.field.is_same else Tone.WARN,
    ),
    Column[ChosenField](
        "first",
        N_("First card"),
        lambda row: _cell(row, Side.FIRST),
        width=250,
        hint=lambda row: row.field.first,
        is_strong=lambda row: row.side is Side.FIRST,
        is_stretched=True,
    ),
    Column[ChosenField](
        "second",
        N_("Second card"),
        lambda row: _cell(row, Side.SECOND),
        width=250,
        hint=lambda row: row.field.second,
        is_strong=lambda row: row.side is Side.SECOND,
        is_stretched=True,
    ),
)

MERGING_COLUMNS = (
    Column[Merging]("at", N_("Merged on"), lambda row: row.merged_at, shown=formats.moment_text, width=130),
    Column[Merging]("kept", N_("Card that stayed"), lambda row: row.kept_name, width=240, is_stretched=True),
    Column[Merging]("gone", N_("Card that was added to it"), lambda row: row.gone_name, width=240, is_stretched=True),
    Column[Merging]("by", N_("By whom"), lambda row: row.merged_by, width=200),
    Column[Merging]("until", N_("Can be undone until"), lambda row: row.undo_until, width=130),
    Column[Merging]("state", N_("State"), _state, width=150, tone=_state_tone),
)
