"""The columns of open answers, of the themes they are put under, and of their words."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.i18n import N_, _
from desktop_app.surveys.themes import Theme
from desktop_app.surveys.themes_reading import AnswerLine, ThemeCount
from desktop_app.surveys.words import WordCount
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

Names = Callable[[frozenset[int]], str]
"""Writes the themes with these ids, in the order of the frame."""


@dataclass(frozen=True)
class ThemeRow:
    """``key`` is the digit that gives and takes the theme, "" from the eleventh on.

    ``is_given`` and ``is_proposed`` are about all the answers chosen.
    """

    theme: Theme
    key: str
    count: ThemeCount
    is_given: bool = False
    is_proposed: bool = False


def answer_columns(names: Names) -> tuple[Column[AnswerLine], ...]:
    return (
        Column("answer", N_("Answer"), lambda row: row.text, is_told_whole=True, width=360, is_stretched=True),
        Column("people", N_("How many"), lambda row: row.people, width=80),
        Column(
            "themes",
            N_("Themes"),
            lambda row: names(row.themes) if row.is_read else names(row.proposed) and f"{names(row.proposed)}?",
            hint=lambda row: "" if row.is_read else _("Only suggested by its words."),
            tone=lambda row: Tone.GOOD if row.is_read else Tone.MUTED,
            width=230,
        ),
    )


def _digit(row: ThemeRow) -> str:
    mark = "✓" if row.is_given else "?" if row.is_proposed else ""
    return f"{mark} {row.key}".strip()


THEMES: tuple[Column[ThemeRow], ...] = (
    Column(
        "digit",
        N_("Digit"),
        _digit,
        hint=lambda row: _("Only suggested by its words.") if row.is_proposed and not row.is_given else "",
        align=Align.RIGHT,
        width=72,
    ),
    Column(
        "name",
        N_("Theme"),
        lambda row: row.theme.name,
        hint=lambda row: f"{row.theme.name}\n{row.theme.words}".strip(),
        width=200,
        is_stretched=True,
        is_strong=lambda row: row.is_given,
    ),
    Column(
        "people",
        N_("How many"),
        lambda row: row.count.people,
        shown=lambda n: formats.NOTHING if n is None else formats.integer_text(n),
        align=Align.RIGHT,
        width=76,
    ),
    Column(
        "share",
        N_("Share"),
        lambda row: row.count.share,
        shown=lambda share: formats.NOTHING if share is None else f"{formats.decimal_text(100 * share)}%",
        align=Align.RIGHT,
        width=76,
    ),
)

WORDS: tuple[Column[WordCount], ...] = (
    Column("word", N_("Word"), lambda row: row.word, width=240, is_stretched=True),
    Column("people", N_("How many"), lambda row: row.people, width=90),
)
