"""The panel of the step "attendance": the register, its keys, and what the marks of the chosen person come to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout

from desktop_app.attendance.records import AttendanceGrid, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.clock import TASHKENT
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.marks.records import MarkValue
from ui import failures
from ui.actions import Action, make_action, make_button
from ui.icons import icon
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.attendance.key_line import KeyLine
from ui.pages.attendance.marking import Marking, mark_keys
from ui.pages.attendance.register_model import RegisterModel
from ui.pages.attendance.register_view import COLUMN_KEY, Register
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.page import Panel
from ui.widgets.step_path import StepPath
from ui.widgets.text import Role, dress, label
from ui.workspace import Workspace

FIND_WIDTH = 260


class AttendancePanel(Panel):
    changes_that_matter = frozenset({"mark", "session", "enrolment", "person", "cohort", "programme", "dated_rule"})

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self.model = RegisterModel(self)
        self.marking = Marking(self, self.model)
        self.register = Register(self.model)
        self.find_box = QLineEdit()
        self.saved_line = label("", Role.MUTED)
        self._name = label("", Role.STRONG)
        self.sentence = label("", wrap=True)
        self._keys = KeyLine()
        self._empty = EmptyPlace()
        self.setFocusProxy(self.register.marks)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(grid, cohort_id=cohort_id), self._show, slot="refresh")

    def _lay_out(self) -> None:
        card = Card()
        card.body.addLayout(self._tools())
        card.body.addWidget(self.register, 1)
        card.body.addLayout(self._chosen_person())
        card.body.addWidget(self._keys)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)

    def _tools(self) -> QHBoxLayout:
        self.find_box.setProperty("role", "quiet")
        self.find_box.setPlaceholderText(_("Find a surname ({key})", key="Ctrl+F"))
        self.find_box.setAccessibleName(_("Find a surname"))
        self.find_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_box.setFixedWidth(FIND_WIDTH)
        present = Action(
            _("The rest of the lesson is present"), self._mark_column, icon="check", hint=self._with_key(COLUMN_KEY)
        )
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.find_box)
        self._present = make_button(self, present)
        row.addWidget(self._present)
        row.addStretch(1)
        row.addWidget(self.saved_line)
        return row

    def _with_key(self, key: str) -> str:
        return _("All who have no mark for this lesson yet are present ({key})", key=key)

    def _chosen_person(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        return row

    def _connect(self) -> None:
        view = self.register.marks
        view.mark_wanted.connect(self._mark)
        view.column_wanted.connect(self._mark_column)
        view.clear_wanted.connect(self._clear)
        view.step_back_wanted.connect(self._step_back)
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_person())
        self.find_box.textChanged.connect(self._find)
        self.find_box.returnPressed.connect(view.setFocus)
        self.marking.began.connect(lambda: self._say(_("Saving…")))
        self.marking.saved.connect(self._say_saved)
        self.marking.failed.connect(self._say_failed)
        self.marking.moved.connect(self._follow)
        group = _("Attendance")
        make_action(self, Action(_("Take the last mark back"), self.marking.undo, key="Ctrl+Z"), group=group)
        make_action(self, Action(_("Set the mark again"), self.marking.redo, key="Ctrl+Y"), group=group)
        make_action(self, Action(_("Find a surname"), self._go_to_find, key="Ctrl+F"), group=group)
        back = make_action(self.find_box, Action(_("Back to the register"), view.setFocus, key="Esc"))
        back.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _show(self, found: AttendanceGrid) -> None:
        if not found.sessions or not found.people:
            self._show_empty(found)
            return
        self._stack.setCurrentIndex(0)
        place = self.register.marks.place
        is_other = self.model.set_grid(found)
        self.register.marks.set_keys(mark_keys(found))
        self._keys.show_kinds(found)
        self._keys.setVisible(found.is_open)
        self._present.setVisible(found.is_open)
        self.register.show_totals(found.people)
        if is_other:
            begin = self.model.place_to_begin() if place is None else self._nearest(place)
            if begin is not None:
                self._begin_at(begin)
        self._show_person()

    def _show_empty(self, found: AttendanceGrid) -> None:
        """Say what the register waits for, and lead there."""
        step = "timetable" if found.people else "admission"
        words = _("Attendance waits for the timetable.") if found.people else _("Nobody is enrolled yet.")
        button = _("Go to the timetable") if found.people else _("Go to the admission")
        go = Action(button, lambda: self.workspace.navigate(Target("cohort", (self._cohort_id, step))))
        self._empty.show_state(EmptyState(words, go, "attendance"))
        self._stack.setCurrentIndex(1)

    def _begin_at(self, place: tuple[int, int]) -> None:
        """The cursor waits in the register; whoever walks along the path with the arrows stays there until Enter."""
        focus = self.window().focusWidget()
        self.register.marks.go_to(place)
        if isinstance(focus, StepPath):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nearest(self, place: tuple[int, int]) -> tuple[int, int]:
        return min(place[0], len(self.model.people) - 1), min(place[1], len(self.model.sessions) - 1)

    def _mark(self, kind_code: str) -> None:
        place = self.register.marks.place
        if place is not None:
            self.marking.set_marks([self.model.change(*place, MarkValue(kind_code))])
            self.register.marks.go_to(self.model.place_after(*place))

    def _mark_column(self) -> None:
        place = self.register.marks.place
        presence = self.model.grid.presence if self.model.grid is not None else None
        if place is None or presence is None:
            return
        column = place[1]
        rows = self.model.unmarked_in(column)
        self.marking.set_marks([self.model.change(row, column, MarkValue(presence.code)) for row in rows])
        following = self.model.first_unmarked(range(column + 1, len(self.model.sessions)))
        self.register.marks.go_to(following or place)

    def _clear(self) -> None:
        place = self.register.marks.place
        if place is not None:
            self.marking.set_marks([self.model.change(*place, None)])

    def _step_back(self) -> None:
        """Clear the mark under the cursor; where there is none, go to the person before and clear that one."""
        place = self.register.marks.place
        if place is None:
            return
        if self.model.mark_at(*place) is None:
            self.register.marks.go_to(self.model.place_before(*place))
        self._clear()

    def _follow(self, changes: tuple[MarkChange, ...]) -> None:
        place = self.model.place_of(changes[0]) if changes else None
        if place is not None:
            self.register.marks.go_to(place)

    def _find(self, text: str) -> None:
        row = self.model.row_named(text)
        if row is not None:
            place = self.register.marks.place or (0, 0)
            self.register.marks.setCurrentIndex(self.model.index(row, place[1]))
        dress(self.find_box, is_wrong=bool(text.strip()) and row is None)

    def _go_to_find(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _show_person(self) -> None:
        place = self.register.marks.place
        if place is None or place[0] >= len(self.model.people):
            return
        person = self.model.people[place[0]]
        self._name.setText(person.name)
        self.sentence.setText(person.attendance.text)

    def _say(self, text: str) -> None:
        self.saved_line.setText(text)

    def _say_saved(self) -> None:
        moment = self.workspace.centre.clock.now().astimezone(TASHKENT)
        self._say(_("✓ Saved {time}", time=f"{moment:%H:%M}"))

    def _say_failed(self, error: CentreError) -> None:
        self._say(_("Not saved"))
        failures.show(self, error)
