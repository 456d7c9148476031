"""Registers that are worth a second look, each with the fact; Enter goes to the lesson, and nobody is accused."""

from desktop_app.attendance.suspicion import findings
from desktop_app.attendance.suspicion_records import Doubt, Finding
from desktop_app.i18n import N_, _
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance_desk.columns import DOUBTFUL_COLUMNS
from ui.pages.attendance_desk.desk_panel import ListPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

# What each kind means, so that whoever asks about it can be answered.
MEANINGS: dict[Doubt, str] = {
    Doubt.NO_ABSENCE: N_("Nobody of the cohort has been absent or late so far. That happens, and is worth a question."),
    Doubt.MANY_PERFECT: N_("Far more people without absences than in the other cohorts."),
    Doubt.ALIKE: N_(
        "The same absences on several days, when most others were there. People who travel together may explain it."
    ),
    Doubt.HEADS: N_("The count of the duty officer and the register differ."),
    Doubt.EARLY: N_("Marks made more than half an hour before the lesson."),
    Doubt.LATE: N_("Marks made after the days that the rules allow. Corrections with a reason are not meant."),
    Doubt.NOT_ON_DUTY: N_(
        "Marks of somebody who is neither the cohort's leader nor the lesson's trainer and has made less than a tenth "
        "of the cohort's marks."
    ),
    Doubt.AT_NIGHT: N_("Marks made between ten in the evening and six in the morning."),
}
LESSONS_TOLD = 6


class DoubtfulPanel(ListPanel):
    changes_that_matter = frozenset({"mark", "session", "enrolment", "cohort", "head_count", "dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        table: RecordTable[Finding] = RecordTable(
            workspace,
            "attendance_desk.doubtful",
            DOUBTFUL_COLUMNS,
            filter_hint=_("Cohort, name or fact"),
            empty=EmptyState(_("Nothing in the registers asks for a second look."), None, "success"),
        )
        super().__init__(workspace, table)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(findings), self.show_rows, slot="refresh")

    def open_row(self, row: Finding) -> None:
        lesson = () if row.session_id is None else (row.session_id,)
        self.workspace.navigate(Target("cohort", (row.cohort.id, "attendance", *lesson)))

    def sentence_of(self, row: Finding) -> str:
        lessons = "; ".join(lesson.text for lesson in row.lessons[:LESSONS_TOLD])
        more = "; …" if len(row.lessons) > LESSONS_TOLD else ""
        people = "" if row.doubt is Doubt.NOT_ON_DUTY else ", ".join(row.people)
        return "\n".join(filter(None, (row.text, people, lessons + more, _(MEANINGS[row.doubt]))))
