"""What is being held in the whole centre at this moment: room, group, trainer, marked or not; for a wall too."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.clock import TASHKENT
from desktop_app.i18n import N_, _, _n
from desktop_app.timetable.week import LessonNow, lessons_now
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.theme import GAP_S, Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

ASKED_AGAIN_MS = 60_000

COLUMNS = (
    Column[LessonNow](
        "room", N_("Room"), lambda lesson: lesson.room or lesson.place, width=120, is_strong=lambda _: True
    ),
    Column[LessonNow]("time", N_("Time"), lambda lesson: f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}", width=120),
    Column[LessonNow]("cohort", N_("Cohort"), lambda lesson: lesson.cohort, width=130),
    Column[LessonNow]("title", N_("Lesson"), lambda lesson: lesson.title, width=300, is_stretched=True),
    Column[LessonNow]("trainer", N_("Trainer"), lambda lesson: lesson.trainer, width=190),
    Column[LessonNow]("people", N_("People"), lambda lesson: lesson.people, width=90, align=Align.RIGHT),
    Column[LessonNow](
        "marked",
        N_("Attendance"),
        lambda lesson: _("Marked") if lesson.is_marked else _("Not marked yet"),
        width=150,
        tone=lambda lesson: Tone.GOOD if lesson.is_marked else Tone.WARN,
    ),
)


class NowBoard(Panel):
    """Asks again every minute while it is seen. Enter leads to the attendance of the cohort."""

    changes_that_matter = frozenset({"session", "mark", "cohort", "room", "trainer", "enrolment"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.sentence = label("", Role.HEADING)
        self.table: RecordTable[LessonNow] = RecordTable(
            workspace,
            "timetable.now",
            COLUMNS,
            filter_hint=_("Room, cohort or trainer"),
            empty=EmptyState(_("No lesson is held at this moment."), icon="clock"),
        )
        self.table.opened.connect(self._open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.sentence)
        outer.addWidget(self.table, 1)
        self.setFocusProxy(self.table.view)
        again = QTimer(self, interval=ASKED_AGAIN_MS)
        again.timeout.connect(self.make_stale)
        again.start()

    def refresh(self) -> None:
        moment = self.workspace.centre.clock.now()

        def show(lessons: list[LessonNow]) -> None:
            unmarked = sum(1 for lesson in lessons if not lesson.is_marked)
            said = _n(
                "{time}: {n} lesson is held, {unmarked} not marked yet",
                "{time}: {n} lessons are held, {unmarked} not marked yet",
                len(lessons),
                time=f"{moment.astimezone(TASHKENT):%H:%M}",
                unmarked=unmarked,
            )
            self.sentence.setText(said)
            self.table.set_rows(lessons)

        run_query(self, lambda centre: centre.read(lessons_now, moment=moment), show, slot="refresh")

    def _open(self, lesson: LessonNow) -> None:
        self.workspace.navigate(Target("cohort", (lesson.cohort_id, "attendance")))
