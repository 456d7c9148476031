"""The columns of the completion list; scores and topics are typed into them while the cohort is open."""

from collections.abc import Callable

from desktop_app.attendance.records import hours_text
from desktop_app.completion.records import CompletionRow, ScoreKind
from desktop_app.completion.rules import outcome_name
from desktop_app.i18n import N_
from ui.models.table_model import Align, Column
from ui.pages.completion.words import TONES, score_text

Edit = Callable[[CompletionRow, str], bool]
Shown = Callable[[CompletionRow, ScoreKind], float | None]
# Those that only a programme with final works has, and the one that gives them its room: the pane tells the hours.
WORK_COLUMNS = ("topic", "defence")
WITHOUT_WORK = "hours"


def completion_columns(
    *, shown: Shown, edit_entry: Edit, edit_final: Edit, edit_topic: Edit, edit_defence: Edit
) -> tuple[Column[CompletionRow], ...]:
    def figure(
        name: str, title: str, value: Callable[[CompletionRow], float | None], edit: Edit
    ) -> Column[CompletionRow]:
        return Column(name, title, value, shown=score_text, width=96, align=Align.RIGHT, edit=edit)

    return (
        Column("name", N_("Full name"), lambda row: row.name, width=225, is_told_whole=True),
        Column("hours", N_("Attended"), lambda row: row.attended_hours, shown=hours_text, width=90, align=Align.RIGHT),
        figure("entry", N_("Entry test"), lambda row: shown(row, ScoreKind.ENTRY), edit_entry),
        figure("final", N_("Final test"), lambda row: shown(row, ScoreKind.FINAL), edit_final),
        figure("defence", N_("Defence"), lambda row: row.work_score, edit_defence),
        Column(
            "outcome",
            N_("Outcome"),
            lambda row: outcome_name(row.outcome),
            tone=lambda row: TONES[row.outcome],
            hint=lambda row: row.decision.text,
            width=138,
        ),
        Column(
            "topic",
            N_("Topic of the final work"),
            lambda row: row.work.topic if row.work is not None else "",
            is_told_whole=True,
            edit=edit_topic,
            width=200,
            is_stretched=True,
        ),
    )
