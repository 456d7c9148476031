"""The station at the door: a scanner types badges into it all day; it shows who came, and how many are in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop_app.attendance.scan_closing import close_day, closing, mark_who_is_inside
from desktop_app.attendance.scan_door import door, rooms_today
from desktop_app.attendance.scan_records import (
    ClosedCohort,
    Door,
    DoorCohort,
    DoorReading,
    ScanOutcome,
    ScanResult,
)
from desktop_app.attendance.scans import record_scan, take_back
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from ui.actions import Action, make_action, make_button, tooltip
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.attendance_desk.desk_panel import DeskPanel
from ui.pages.attendance_desk.scan_columns import DOOR_COHORT_COLUMNS, READING_COLUMNS
from ui.pages.attendance_desk.scan_dialogs import StrangerDialog
from ui.pages.attendance_desk.scan_face import ScanFace
from ui.pages.attendance_desk.scan_words import closing_lines, said_of, said_of_error, said_of_taken_back
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CODE_WIDTH, COHORTS_WIDTH = 300, 470
WHOLE_CENTRE = 0
# Lessons that begin are marked for who is inside within this time.
LOOK_EVERY_MS = 30_000


class DoorPanel(DeskPanel):
    """The field always has the focus, and takes the next badge while the one before is still being kept.

    Nothing else here takes the focus for long: a scanner types wherever it is.
    """

    changes_that_matter = frozenset({"badge_scan", "session", "cohort", "enrolment"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.code_box = QLineEdit()
        self.face = ScanFace()
        self.room_box = Chooser(_("Door of"), [Choice(WHOLE_CENTRE, _("The whole centre"))])
        self.sound_box = QCheckBox(_("Sound when refused"))
        self.readings: RecordTable[DoorReading] = RecordTable(
            workspace,
            "attendance_desk.readings",
            READING_COLUMNS,
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("No badge has been read today. Badges are printed in the register of a cohort.")),
        )
        self.cohorts: RecordTable[DoorCohort] = RecordTable(
            workspace,
            "attendance_desk.door_cohorts",
            DOOR_COHORT_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("No cohort has lessons here today.")),
        )
        self.unknown: ScanResult | None = None
        self._newest: DoorReading | None = None
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.code_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (Action(_("Close the day…"), self.ask_close, icon="check", key="Ctrl+Shift+K"),)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only when the tab has got its own focus: then it is handed on.
        QTimer.singleShot(0, self, self.take_focus)

    def refresh(self) -> None:
        room_id = self._room_id
        run_query(self, lambda centre: centre.read(door, room_id=room_id), self._show_door, slot="refresh")
        run_query(self, lambda centre: centre.read(rooms_today), self._offer_rooms, slot="rooms")

    def take_focus(self) -> None:
        self.code_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_code(self) -> None:
        """Enter ends a code, as every scanner sends it; shown as recorded is only what is kept on disk."""
        typed, room_id = self.code_box.text(), self._room_id
        self.code_box.clear()
        if typed.strip():
            run_command(
                self,
                lambda centre: centre.write(record_scan, text=typed, room_id=room_id),
                lambda outcome: self._show_result(outcome.value),
                self._show_refusal,
            )

    def put_unknown(self) -> None:
        """Choose the cohort of the unknown badge that was read last."""
        if self.unknown is not None:
            result = StrangerDialog.ask(self, self.unknown)
            if result is not None:
                self._show_result(result)
            self.take_focus()

    def take_back_reading(self, reading: DoorReading | None) -> None:
        """Undo a reading and the marks that it made."""
        if reading is not None:
            run_command(
                self,
                lambda centre: centre.write(take_back, scan_id=reading.scan_id),
                lambda outcome: self.face.show_said(said_of_taken_back(outcome.value)),
            )

    def ask_close(self) -> None:
        """Tell what would be marked, then mark it."""
        run_query(self, lambda centre: centre.read(closing), self._ask_close, slot="closing")

    def mark_begun(self) -> None:
        """Mark the lessons that have begun for who is inside, as long as the station is in sight."""
        if self.isVisible() and self.workspace.has_centre:
            run_command(self, lambda centre: centre.write(mark_who_is_inside))

    @property
    def _room_id(self) -> int | None:
        return self.workspace.settings.door_room or None

    def _lay_out(self) -> None:
        self.code_box.setPlaceholderText(_("Code of a badge"))
        self.code_box.setAccessibleName(_("Code of a badge"))
        self.code_box.addAction(icon("attendance", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.code_box.setFixedWidth(CODE_WIDTH)
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        for box in (self.code_box, self.room_box, self.sound_box):
            top.addWidget(box)
        top.addStretch(1)
        self.unknown_button = make_button(
            self, Action(_("Unknown badge…"), self.put_unknown, icon="person", key="F4"), group=_("Door")
        )
        self.unknown_button.setEnabled(False)
        back_button = make_button(
            self,
            Action(
                _("Undo the reading"),
                lambda: self.take_back_reading(self._newest),
                icon="undo",
                key="F8",
                hint=_("Take back the newest reading and the marks it made"),
            ),
            group=_("Door"),
        )
        for button in (self.unknown_button, back_button):
            top.addWidget(button)
        lists = QHBoxLayout()
        lists.setSpacing(GAP_M)
        self.cohorts.setFixedWidth(COHORTS_WIDTH)
        lists.addWidget(self.readings, 1)
        lists.addWidget(self.cohorts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_M)
        outer.addLayout(top)
        outer.addWidget(self.face)
        outer.addLayout(lists, 1)
        for widget in (self.sound_box, self.unknown_button, back_button, self.readings.view, self.cohorts.view):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self.code_box.returnPressed.connect(self.take_code)
        this_one = Action(_("Take this reading back"), lambda: self.take_back_reading(self.readings.current()), "undo")
        self.readings.add_row_action(this_one)
        self.room_box.chosen.connect(self._choose_room)
        self.sound_box.setChecked(self.workspace.settings.has_door_sounds)
        self.sound_box.toggled.connect(lambda is_on: self.workspace.change_settings(has_door_sounds=is_on))
        sound = Action(_("Sound when refused"), self.sound_box.toggle, key="F9")
        make_action(self, sound, group=_("Door"))
        self.sound_box.setToolTip(tooltip(sound))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.mark_begun)
        self._timer.start(LOOK_EVERY_MS)

    def _choose_room(self, room_id: int) -> None:
        self.workspace.change_settings(door_room=room_id)
        self.make_stale()
        self.take_focus()

    def _show_result(self, result: ScanResult) -> None:
        is_unknown = result.outcome is ScanOutcome.UNKNOWN
        self.unknown = result if is_unknown else None
        self.unknown_button.setEnabled(is_unknown)
        self.face.show_said(said_of(result))
        if is_unknown:
            self._sound()

    def _show_refusal(self, error: CentreError) -> None:
        self.unknown = None
        self.unknown_button.setEnabled(False)
        self.face.show_said(said_of_error(error))
        self._sound()

    def _sound(self) -> None:
        if self.workspace.settings.has_door_sounds:
            QApplication.beep()

    def _show_door(self, found: Door) -> None:
        self._newest = found.readings[0] if found.readings else None
        self.readings.set_rows(found.readings)
        self.cohorts.set_rows(found.cohorts)

    def _offer_rooms(self, rooms: dict[int, str]) -> None:
        every = Choice(WHOLE_CENTRE, _("The whole centre"))
        self.room_box.set_choices([every, *(Choice(room_id, name) for room_id, name in rooms.items())])
        self.room_box.choose(self.workspace.settings.door_room)

    def _ask_close(self, cohorts: list[ClosedCohort]) -> None:
        if not cohorts:
            self.workspace.show_notice(_("No badge has been read today."))
            return
        # A badge that is read meanwhile ends in Enter: that must not be the answer.
        is_agreed = confirm(
            self,
            _("Mark the lessons that are over?"),
            action=_("Close the day"),
            details=closing_lines(cohorts),
            is_danger=True,
        )
        if is_agreed:
            run_command(self, _close, self._tell_closed)
        self.take_focus()

    def _tell_closed(self, outcome: Outcome[list[ClosedCohort]]) -> None:
        count = len(outcome.value)
        self.workspace.show_notice(_n("The day of {n} cohort is closed.", "The day of {n} cohorts is closed.", count))


def _close(centre: "Centre") -> Outcome[list[ClosedCohort]]:
    return centre.write(close_day)
