"""The duty officer's count: the lessons of a day, a number typed for each, and how far it is from the register."""

from datetime import timedelta

from desktop_app.attendance.head_counts import MOST_HEADS, HeadLine, head_lines, set_heads
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui import failures, formats
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.desk_panel import ListPanel
from ui.pages.attendance_desk.heads_columns import HEADS_COLUMN, heads_columns
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import dress
from ui.workspace import Workspace

# A count that was noted on paper is entered within a week.
DAYS_BACK = 7


class HeadsPanel(ListPanel):
    changes_that_matter = frozenset({"head_count", "mark", "session", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        table: RecordTable[HeadLine] = RecordTable(
            workspace,
            "attendance_desk.heads",
            heads_columns(self._typed),
            filter_hint=_("Cohort, module or room"),
            empty=EmptyState(_("There are no lessons on this day."), None, "calendar"),
        )
        super().__init__(workspace, table)
        self._lines: tuple[HeadLine, ...] = ()
        # What was typed here: the lesson, the number before and the number now.
        self._kept: list[tuple[int, int | None, int | None]] = []
        today = workspace.centre.clock.today()
        days = [today - timedelta(days=back) for back in range(DAYS_BACK)]
        self.day_box = Chooser(_("Day"), [Choice(day, formats.long_date(day)) for day in days])
        self.day_box.chosen.connect(lambda _day: self._change_day())
        self.undo_button = make_button(
            self, Action(_("Undo"), self.undo, icon="undo", key="Ctrl+Z", right="mark_attendance")
        )
        self.undo_button.setEnabled(False)
        table.tools.addWidget(self.day_box)
        table.tools.addWidget(self.undo_button)
        table.add_row_action(Action(_("Open the register"), self._open_register, icon="attendance", key="Ctrl+G"))

    def refresh(self) -> None:
        day = self.day_box.value
        run_query(self, lambda centre: centre.read(head_lines, day=day), self._show, slot="refresh")

    def undo(self) -> None:
        """Take back the number typed last."""
        if self._kept:
            session_id, before, typed = self._kept.pop()
            self._save(session_id, before, seen=typed, is_kept=False)

    def sentence_of(self, row: HeadLine) -> str:
        if row.heads is None:
            return _("Type how many heads were counted; Enter goes on to the next lesson.")
        if row.difference is None:
            return _("{heads} counted by {name}; the register is not marked yet.", heads=row.heads, name=row.counted_by)
        return _(
            "{heads} counted by {name}; {present} of {marked} are marked present.",
            heads=row.heads,
            name=row.counted_by,
            present=row.present,
            marked=row.marked,
        )

    def _show(self, lines: list[HeadLine]) -> None:
        before, self._lines = self._lines, tuple(lines)
        if lines and [line.session_id for line in before] == [line.session_id for line in lines]:
            self.table.update_rows(lines)
            self._tell()
            return
        self.show_rows(lines)
        first = next((place for place, line in enumerate(lines) if line.heads is None), 0)
        if lines:
            self.table.view.setCurrentIndex(self.table.view.model().index(first, HEADS_COLUMN))

    def _change_day(self) -> None:
        self._kept.clear()
        self.undo_button.setEnabled(False)
        self.make_stale()

    def _typed(self, line: HeadLine, text: str) -> bool:
        """Save a number that can be one; say what is wrong with any other and leave the old one."""
        typed = text.strip()
        if not line.is_open:
            self._say(_("Cohort {cohort} is completed and can no longer be changed.", cohort=line.cohort_code))
            return False
        if typed and not (typed.isdecimal() and int(typed) <= MOST_HEADS):
            self._say(_("“{text}” is not a number of people.", text=typed))
            return False
        heads = int(typed) if typed else None
        if heads != line.heads:
            self._save(line.session_id, heads, seen=line.heads, is_kept=True)
        return True

    def _save(self, session_id: int, heads: int | None, *, seen: int | None, is_kept: bool) -> None:
        def done(_outcome: object) -> None:
            if is_kept:
                self._kept.append((session_id, seen, heads))
            self.undo_button.setEnabled(bool(self._kept))

        def failed(error: CentreError) -> None:
            failures.show(self, error)
            self.make_stale()

        run_command(
            self,
            lambda centre: centre.write(set_heads, session_id=session_id, people=heads, seen=seen),
            done,
            failed,
        )

    def _say(self, text: str) -> None:
        self.sentence.setText(text)
        self.sentence.setVisible(True)
        dress(self.sentence, tone="bad")

    def _tell(self) -> None:
        dress(self.sentence, tone="")
        super()._tell()

    def _open_register(self) -> None:
        line = self.table.current()
        if line is not None:
            self.workspace.navigate(Target("cohort", (line.cohort_id, "attendance", line.session_id)))
