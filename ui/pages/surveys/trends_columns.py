"""The columns of the trends: a competence, its need by month, and how it changed."""

from collections.abc import Callable

from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_name
from desktop_app.surveys.trends import CompetenceTrend
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

MONTHS = range(1, 13)
FIRST_MONTH = 1
"""The place of the column of January."""

# A change that is seen at once: a tenth of the greatest need.
NOTEWORTHY = 2.0


def trend_columns() -> tuple[Column[CompetenceTrend], ...]:
    """The titles of the months are in the language in force."""
    return (
        Column("competence", N_("Competence"), lambda row: row.text, width=300, is_stretched=True),
        *(_month(month) for month in MONTHS),
        Column(
            "change",
            N_("Over the year"),
            lambda row: row.change,
            shown=lambda change: formats.NOTHING if change is None else _signed(change),
            tone=_tone,
            align=Align.RIGHT,
            width=110,
        ),
    )


def _month(month: int) -> Column[CompetenceTrend]:
    return Column(
        f"month_{month}",
        month_name(month, language()),
        _gap(month),
        shown=lambda gap: formats.NOTHING if gap is None else formats.decimal_text(gap),
        hint=lambda row: _("n = {n}", n=row.months[month].n) if month in row.months else "",
        align=Align.RIGHT,
        width=84,
    )


def _gap(month: int) -> Callable[[CompetenceTrend], float | None]:
    return lambda row: row.months[month].gap if month in row.months else None


def _signed(change: float) -> str:
    written = formats.decimal_text(abs(change))
    if written == formats.decimal_text(0.0):
        return written
    return f"{'+' if change > 0 else '−'}{written}"


def _tone(row: CompetenceTrend) -> Tone | None:
    """A need that grew is a warning, one that shrank is good news."""
    if row.change is None or abs(row.change) < NOTEWORTHY:
        return None
    return Tone.WARN if row.change > 0 else Tone.GOOD
