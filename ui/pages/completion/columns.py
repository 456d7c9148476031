"""The columns of the completion list; scores are typed into them while the cohort is open."""

from collections.abc import Callable

from desktop_app.attendance.records import hours_text
from desktop_app.completion.records import CompletionRow
from desktop_app.i18n import N_, _
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.completion.words import NAMES, TONES

Edit = Callable[[CompletionRow, str], bool]


def score_text(score: float | None) -> str:
    """A score as it is typed: without decimals where it has none."""
    if score is None:
        return ""
    return formats.integer_text(int(score)) if score == int(score) else formats.decimal_text(score)


def completion_columns(*, edit_entry: Edit, edit_final: Edit) -> tuple[Column[CompletionRow], ...]:
    return (
        Column("name", N_("Full name"), lambda row: row.name, width=280),
        Column("hours", N_("Attended"), lambda row: row.attended_hours, shown=hours_text, width=110, align=Align.RIGHT),
        Column("asked", N_("Of hours"), lambda row: row.planned_hours, shown=hours_text, width=90, align=Align.RIGHT),
        Column(
            "entry",
            N_("Entry test"),
            lambda row: row.entry_score,
            shown=score_text,
            width=110,
            align=Align.RIGHT,
            edit=edit_entry,
        ),
        Column(
            "final",
            N_("Final test"),
            lambda row: row.final_score,
            shown=score_text,
            width=110,
            align=Align.RIGHT,
            edit=edit_final,
        ),
        Column(
            "outcome",
            N_("Outcome"),
            lambda row: _(NAMES[row.outcome]),
            tone=lambda row: TONES[row.outcome],
            width=150,
        ),
        Column(
            "why",
            N_("Why"),
            lambda row: row.decision.text,
            hint=lambda row: row.decision.text,
            width=360,
            is_stretched=True,
        ),
    )
