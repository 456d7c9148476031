"""The columns of a survey's result and of the sheets taken in."""

from desktop_app.i18n import N_, _
from desktop_app.surveys.records import CompetenceResult, ModuleResult, ResponseRecord
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone


def _mean(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.decimal_text(value, 2)


def _share(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.decimal_text(value * 100, 1) + "%"


COMPETENCES: tuple[Column[CompetenceResult], ...] = (
    Column("competence", N_("Competence"), lambda row: row.text.text, width=380, is_stretched=True),
    Column("n", "n", lambda row: row.figures.n, width=60),
    Column(
        "importance", N_("Importance"), lambda row: row.figures.importance, shown=_mean, align=Align.RIGHT, width=100
    ),
    Column("level", N_("Present level"), lambda row: row.figures.level, shown=_mean, align=Align.RIGHT, width=100),
    Column("gap", N_("Gap"), lambda row: row.figures.gap, shown=_mean, align=Align.RIGHT, width=90),
    Column(
        "high_share",
        N_("Gap of 10 or more"),
        lambda row: row.figures.high_share,
        shown=_share,
        align=Align.RIGHT,
        width=120,
    ),
)

MODULES: tuple[Column[ModuleResult], ...] = (
    Column("place", N_("Place"), lambda row: row.place, width=70),
    Column("title", N_("Module"), lambda row: row.title, width=320, is_stretched=True),
    Column("hours", N_("Hours"), lambda row: row.hours, width=70),
    Column("part", N_("Part"), lambda row: _("elective") if row.is_elective else _("fixed"), width=120),
    Column("gap", N_("Gap"), lambda row: row.gap, shown=_mean, align=Align.RIGHT, width=90),
    Column("wishes", N_("Wishes"), lambda row: row.wishes, width=90),
    Column("score", N_("Score"), lambda row: row.score, width=80),
    Column(
        "proposal",
        N_("Proposal"),
        lambda row: _("proposed") if row.is_proposed else "",
        tone=lambda row: Tone.GOOD,
        width=150,
    ),
)

SHEETS: tuple[Column[ResponseRecord], ...] = (
    Column("slip", N_("Sheet"), lambda row: row.slip_number, width=90),
    Column(
        "way",
        N_("Taken in"),
        lambda row: _("from paper") if row.is_from_paper else _("on the screen"),
        width=150,
        is_stretched=True,
    ),
    Column("answered_at", N_("When"), lambda row: row.answered_at, width=170),
    Column("items", N_("Answers"), lambda row: row.answered_items, width=100),
)
