"""The columns of the competences of a survey, and of what a course changed in them."""

from dataclasses import dataclass

from desktop_app.i18n import N_, _
from desktop_app.surveys.changes import Change
from desktop_app.surveys.document_content import CompetenceNeed
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone


def _two(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.decimal_text(value, 2)


def _one(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.decimal_text(value, 1)


def _share(value: float | None) -> str:
    return formats.NOTHING if value is None else f"{formats.decimal_text(value * 100, 1)}%"


def _competence(row: CompetenceNeed) -> str:
    return row.text


def _missing(row: CompetenceNeed) -> int:
    """How many sheets say too little for a gap."""
    level = row.figures.of_level
    return level.n + level.dont_know + level.missing - row.figures.n


def _level(row: CompetenceNeed) -> str:
    if row.figures.level is None or row.figures.level_spread is None:
        return _two(row.figures.level)
    return f"{_two(row.figures.level)} ± {_two(row.figures.level_spread)}"


COMPETENCES: tuple[Column[CompetenceNeed], ...] = (
    Column("competence", N_("Competence"), lambda row: row.text, width=280, is_stretched=True, is_told_whole=True),
    Column("n", "n", lambda row: row.figures.n, width=50),
    Column("missing", N_("Not said"), _missing, width=80),
    Column("importance", N_("Importance"), lambda row: row.figures.importance, shown=_two, align=Align.RIGHT, width=80),
    Column(
        "level",
        N_("Level"),
        _level,
        sort=lambda row: row.figures.level or 0.0,
        align=Align.RIGHT,
        width=104,
        hint=lambda _row: _("Mean and spread (standard deviation)"),
    ),
    Column("gap", N_("Gap"), lambda row: row.figures.gap, shown=_two, align=Align.RIGHT, width=76),
    Column("large", N_("10 or more"), lambda row: row.figures.large, shown=_share, align=Align.RIGHT, width=80),
    Column("weighted", "MWDS", lambda row: row.figures.weighted_discrepancy, shown=_two, align=Align.RIGHT, width=60),
    Column("ranked", "RDS", lambda row: row.figures.ranked_discrepancy, shown=_one, align=Align.RIGHT, width=60),
)


@dataclass(frozen=True)
class ChangeLine:
    """What changed in one competence or rating, for everybody or for one group."""

    group: str
    text: str
    change: Change


def _state(row: ChangeLine) -> str:
    if not row.change.is_beyond_chance:
        return _(_WITHIN)
    return _(_MORE if row.change.change > 0 else _LESS)


def _tone(row: ChangeLine) -> Tone:
    if not row.change.is_beyond_chance:
        return Tone.MUTED
    return Tone.GOOD if row.change.change > 0 else Tone.BAD


_WITHIN, _MORE, _LESS = N_("within chance"), N_("higher"), N_("lower")


def _changed(row: ChangeLine) -> str:
    """With how far it may be from the true one."""
    change, margin = row.change.change, row.change.margin
    said = f"{'+' if change > 0 else ''}{_two(change)}"
    return said if margin is None else f"{said} ± {_two(margin)}"


CHANGES: tuple[Column[ChangeLine], ...] = (
    Column("group", N_("Group"), lambda row: row.group, width=190),
    Column("text", N_("Item"), lambda row: row.text, width=280, is_stretched=True),
    Column("people", "n", lambda row: f"{row.change.n_before} / {row.change.n_after}", align=Align.RIGHT, width=110),
    Column("before", N_("Before"), lambda row: row.change.before, shown=_two, align=Align.RIGHT, width=84),
    Column("after", N_("After"), lambda row: row.change.after, shown=_two, align=Align.RIGHT, width=90),
    Column("change", N_("Changed by"), _changed, sort=lambda row: row.change.change, align=Align.RIGHT, width=140),
    Column("state", N_("Judgement"), _state, tone=_tone, width=190),
)
