"""The panel of the step "attendance": the register, its keys, and what the marks of the chosen person come to."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout

from desktop_app.attendance.records import AttendanceGrid, GridPerson, GridSession, MarkChange
from desktop_app.attendance.service import grid, people_of
from desktop_app.changes import Changes
from desktop_app.clock import TASHKENT
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui import failures
from ui.actions import Action, key_text, make_action, make_button
from ui.icons import icon
from ui.navigation import Target, load
from ui.notices import banner_around
from ui.operations import run_query
from ui.pages.attendance.actions import COHORT_ACTIONS, CohortAction, Spot
from ui.pages.attendance.allowed_bar import AllowedBar
from ui.pages.attendance.details_dialog import DetailsDialog
from ui.pages.attendance.dispute_bar import DisputeBar
from ui.pages.attendance.key_line import KeyLine
from ui.pages.attendance.keys import ACT_NAMES, USUAL_KEYS, Act, key_map
from ui.pages.attendance.keys_dialog import KeysDialog
from ui.pages.attendance.marking import Dispute, Marking
from ui.pages.attendance.pen import Pen
from ui.pages.attendance.reasons import Reasons
from ui.pages.attendance.register import Register
from ui.pages.attendance.register_model import RegisterModel, shown_name
from ui.pages.attendance.totals import lost_words
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyPlace, EmptyState
from ui.widgets.page import Panel
from ui.widgets.step_path import StepPath
from ui.widgets.text import OneLine, Role, dress, label
from ui.workspace import Workspace

FIND_WIDTH = 230
OWN_TABLES = frozenset({"mark"})
# The numbers are reckoned when the hands rest: before the next mark they would only keep it from the disk.
ASK_AFTER_MS = 150


class AttendancePanel(Panel):
    changes_that_matter = frozenset(
        {
            *("mark", "session", "enrolment", "person", "cohort", "programme"),
            *("dated_rule", "absence", "mark_kind", "approval"),
        }
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._wanted_lesson: int | None = None
        self.model = RegisterModel(self)
        self.marking = Marking(self, self.model)
        # Made within it, not put into it: Qt dresses all that a table holds anew when it comes under another widget.
        self._card = Card(parent=self)
        self.register = Register(self.model, self._card)
        self.reasons = Reasons(self)
        self.pen = Pen(self, self.register, self.model, self.marking, self._reason_for)
        self.disputes = DisputeBar(self, self.model)
        self.allowed = AllowedBar(self, self.marking, cohort_id)
        self.find_box = QLineEdit()
        self.saved_line = label("", Role.MUTED)
        self.rule_line = OneLine(Role.SMALL)
        self._name = label("", Role.STRONG)
        self.sentence = label("", wrap=True)
        self._keys = KeyLine()
        self._told = ""
        self._empty = EmptyPlace(self)
        self._ask_soon = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(grid, cohort_id=cohort_id), self._show, slot="refresh")
        self.allowed.refresh()

    def go_to(self, place: object) -> None:
        assert isinstance(place, int)
        self.go_to_lesson(place)

    def go_to_lesson(self, session_id: int) -> None:
        """Bring a lesson under the cursor, at the first person who waits for a mark; when the register is read."""
        self._wanted_lesson = session_id
        if self.model.grid is not None:
            self._go_to_wanted()

    def hideEvent(self, event: QHideEvent) -> None:
        self.marking.tell_now()
        super().hideEvent(event)

    def _note_changes(self, changes: Changes, initiator: QObject | None) -> None:
        """What was typed here is shown already."""
        if initiator is not self or not changes.tables <= OWN_TABLES:
            super()._note_changes(changes, initiator)

    def _lay_out(self) -> None:
        card = self._card
        card.body.setSpacing(GAP_S)
        card.body.addLayout(self._tools())
        card.body.addWidget(self.rule_line)
        card.body.addWidget(self.allowed)
        card.body.addWidget(self.disputes)
        card.body.addWidget(self.register, 1)
        card.body.addLayout(self._chosen_person())
        card.body.addWidget(self._keys)
        # No stack of pages: it shows its first one at once, and all would be dressed again in the page of the cohort.
        places = QVBoxLayout(self)
        places.setContentsMargins(0, 0, 0, 0)
        places.addWidget(card)
        places.addWidget(self._empty)
        self._empty.hide()
        self.setFocusProxy(self.register)

    def _tools(self) -> QHBoxLayout:
        self.find_box.setProperty("role", "quiet")
        self.find_box.setPlaceholderText(_("Find a surname ({key})", key="Ctrl+F"))
        self.find_box.setAccessibleName(_("Find a surname"))
        self.find_box.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.find_box.setFixedWidth(FIND_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.find_box)
        self.view_button = make_button(self, Action(_("One lesson"), self.change_view, icon="list"))
        self._rest = make_button(self, Action(_(ACT_NAMES[Act.REST]), self.pen.mark_rest, icon="check"))
        row.addWidget(self.view_button)
        row.addWidget(self._rest)
        self.more_button = self._menu_button()
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addWidget(self.saved_line)
        return row

    def _menu_button(self) -> QPushButton:
        """What is done more rarely; each act has its key as well."""
        group = _("Attendance")
        self.menu = QMenu(self)
        self._details = make_action(self, Action(_(ACT_NAMES[Act.DETAILS]), self.show_details, "info"), group=group)
        self._view = make_action(self, Action(_(ACT_NAMES[Act.VIEW]), self.change_view, "list"), group=group)
        self.menu.addActions([self._details, self._view])
        self.menu.addSeparator()
        for act in COHORT_ACTIONS:
            self.menu.addAction(make_action(self, self._action_of(act), group=group))
        self.menu.addSeparator()
        keys = Action(_("Keys of the register"), self.show_keys, icon="keyboard", key="Ctrl+Shift+F4")
        self.menu.addAction(make_action(self, keys, group=group))
        return make_button(self, Action(_("More"), self._show_menu, icon="more"))

    def _show_menu(self) -> None:
        self.menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _show_menu_at(self, place: QPoint) -> None:
        self.menu.popup(self.register.view.viewport().mapToGlobal(place))

    def _action_of(self, act: CohortAction) -> Action:
        return Action(_(act.title), lambda: load(act.opens)(self, self.spot()), icon=act.icon, key=act.key)

    def _chosen_person(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        return row

    def _connect(self) -> None:
        self.register.place_changed.connect(self._show_place)
        for view in (self.register.marks, self.register.lesson.list):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._show_menu_at)
        self.find_box.textEdited.connect(self._find)
        self.find_box.returnPressed.connect(self._back_to_register)
        self.pen.search_begun.connect(self._begin_search)
        self.pen.told.connect(self._keep_told)
        self.pen.refused.connect(lambda text: banner_around(self).show_warning(text))
        self.marking.began.connect(self._begin_saving)
        self.marking.saved.connect(self._say_saved)
        self.marking.saved.connect(self._ask_soon.start)
        self._ask_soon.timeout.connect(self._ask_numbers)
        self.marking.failed.connect(self._say_failed)
        self.marking.left.connect(lambda: self._say(_("Not saved")))
        self.marking.moved.connect(self._follow)
        self.marking.disputed.connect(self.disputes.add)
        self.disputes.mine_wanted.connect(self._set_mine)
        self.disputes.decided.connect(lambda: self.register.view.setFocus(Qt.FocusReason.OtherFocusReason))
        group = _("Attendance")
        make_action(
            self,
            Action(_("Take the last mark back"), self.marking.undo, key="Ctrl+Z", right="mark_attendance"),
            group=group,
        )
        make_action(
            self, Action(_("Set the mark again"), self.marking.redo, key="Ctrl+Y", right="mark_attendance"), group=group
        )
        make_action(self, Action(_("Find a surname"), self._go_to_find, key="Ctrl+F"), group=group)
        back = make_action(self.find_box, Action(_("Back to the register"), self._back_to_register, key="Esc"))
        back.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def spot(self) -> Spot:
        """Where the cursor stands, for what is done from here."""
        place = self.register.place
        if place is None:
            return Spot(self._cohort_id, None, None)
        change = self.model.change(*place, None)
        return Spot(self._cohort_id, change.enrolment_id, change.session_id)

    def change_view(self) -> None:
        """The whole course or one lesson; this PC keeps to it."""
        self._show_view(is_one_lesson=not self.register.is_one_lesson)
        self.workspace.change_settings(register_view="lesson" if self.register.is_one_lesson else "course")

    def show_details(self) -> None:
        """The form of the mark under the cursor."""
        place, shown = self.register.place, self.model.grid
        if place is None or shown is None:
            return
        lesson = shown.sessions[place[1]]
        found = DetailsDialog.ask(
            self,
            shown,
            shown.people[place[0]],
            lesson,
            self.model.mark_at(*place),
            reason=self.reasons.kept_for(lesson),
        )
        if found is not None:
            if found.reason:
                self.reasons.keep([lesson], found.reason)
            self.pen.set_value(place, found.value)

    def show_keys(self) -> None:
        if self.model.grid is not None and KeysDialog.ask(self, self.model.grid):
            self._take_keys(self.model.grid)

    def _show(self, found: AttendanceGrid) -> None:
        if not found.sessions or not found.people:
            self._show_empty(found)
            return
        self._empty.hide()
        self._card.show()
        place = self.register.place
        is_other = self.model.set_grid(found)
        self._take_keys(found)
        for part in (self._keys, self._rest):
            part.setVisible(found.is_open)
        self.rule_line.setText(found.rule_text)
        self.register.show_people(found.people)
        if is_other:
            self._show_view(is_one_lesson=self.workspace.settings.register_view == "lesson")
            begin = self.model.place_to_begin() if place is None else self._nearest(place)
            if begin is not None:
                self._begin_at(begin)
        self._go_to_wanted()
        self._show_place()

    def _show_empty(self, found: AttendanceGrid) -> None:
        """Say what the register waits for, and lead there."""
        step = "timetable" if found.people else "admission"
        words = _("Attendance waits for the timetable.") if found.people else _("Nobody is enrolled yet.")
        button = _("Go to the timetable") if found.people else _("Go to the admission")
        go = Action(button, lambda: self.workspace.navigate(Target("cohort", (self._cohort_id, step))))
        self._empty.show_state(EmptyState(words, go, "attendance"))
        self._card.hide()
        self._empty.show()

    def _take_keys(self, found: AttendanceGrid) -> None:
        settings = self.workspace.settings
        keys, chosen = key_map(found, settings.register_keys), settings.register_keys
        self.register.set_keys(keys)
        self.pen.set_keys(keys, settings.register_digits)
        self._keys.show_keys(found, keys, chosen, settings.register_digits)
        for act, command in ((Act.DETAILS, self._details), (Act.VIEW, self._view)):
            command.setShortcut(chosen.get(act, USUAL_KEYS[act]))
        self._rest.setToolTip(
            _(
                "All who have no mark for this lesson yet are present; who announced an absence is not ({key})",
                key=key_text(chosen.get(Act.REST, USUAL_KEYS[Act.REST])),
            )
        )

    def _show_view(self, *, is_one_lesson: bool) -> None:
        self.register.show_one_lesson(is_one_lesson)
        self.view_button.setText(_("Whole course") if is_one_lesson else _("One lesson"))
        self.view_button.setToolTip(f"{_(ACT_NAMES[Act.VIEW])} ({self._view.shortcut().toString()})")

    def _begin_at(self, place: tuple[int, int]) -> None:
        """The cursor waits in the register; whoever walks along the path with the arrows stays there until Enter."""
        focus = self.window().focusWidget()
        self.register.go_to(place)
        if isinstance(focus, StepPath):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_wanted(self) -> None:
        column = None if self._wanted_lesson is None else self.model.column_of(self._wanted_lesson)
        self._wanted_lesson = None
        if column is not None:
            self.register.go_to(self.model.first_unmarked([column]) or (0, column))

    def _nearest(self, place: tuple[int, int]) -> tuple[int, int]:
        return min(place[0], len(self.model.people) - 1), min(place[1], len(self.model.sessions) - 1)

    def _reason_for(self, lessons: Sequence[GridSession]) -> str | None:
        shown = self.model.grid
        locked = [lesson for lesson in lessons if shown is not None and shown.is_open and shown.is_locked(lesson)]
        return self.reasons.reason_for(locked)

    def _set_mine(self, disputes: Sequence[Dispute]) -> None:
        meant = {dispute.ours.session_id for dispute in disputes}
        given = next((dispute.reason for dispute in disputes if dispute.reason), "")
        reason = given or self._reason_for([lesson for lesson in self.model.sessions if lesson.id in meant])
        if reason is not None:
            self.marking.set_marks([dispute.ours for dispute in disputes], reason=reason)

    def _follow(self, changes: Sequence[MarkChange]) -> None:
        place = self.model.place_of(changes[0]) if changes else None
        if place is not None:
            self.register.go_to(place)

    def _begin_search(self, letter: str) -> None:
        self._go_to_find()
        self.find_box.setText(letter)
        self._find(letter)

    def _find(self, text: str) -> None:
        row = self.model.row_named(text)
        if row is not None:
            self.register.stand_at((row, (self.register.place or (0, 0))[1]))
        dress(self.find_box, is_wrong=bool(text.strip()) and row is None)

    def _go_to_find(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _back_to_register(self) -> None:
        """The surname is found: the box is empty for the next one."""
        self.find_box.clear()
        dress(self.find_box, is_wrong=False)
        self.register.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_place(self) -> None:
        """The sentence of the person under the cursor; a reason given for another lesson is over."""
        place = self.register.place
        if place is None or place[0] >= len(self.model.people):
            return
        person = self.model.people[place[0]]
        self._name.setText(shown_name(person))
        self.sentence.setText(person.attendance.text)
        self.reasons.leave_all_but(self.model.sessions[place[1]].id)

    def _begin_saving(self, changes: Sequence[MarkChange]) -> None:
        self._ask_soon.stop()
        self.register.show_at_once([place for change in changes if (place := self.model.place_of(change)) is not None])
        self._say(_("Saving…"))

    def _ask_numbers(self) -> None:
        """What the marks of those who were touched come to now; a second question takes the place of the first."""
        asked = frozenset(self.marking.people_touched)
        cohort_id = self._cohort_id
        if asked:
            run_query(
                self,
                lambda centre: centre.read(people_of, cohort_id=cohort_id, enrolment_ids=asked),
                lambda people: self._show_numbers(asked, people),
                slot="numbers",
            )

    def _show_numbers(self, asked: frozenset[int], people: list[GridPerson]) -> None:
        self.marking.people_touched -= asked
        lost = self.model.update_people(people)
        self.register.show_people(tuple(self.model.people))
        self._show_place()
        if lost:
            banner_around(self).show_warning("\n".join(map(lost_words, lost)))

    def _keep_told(self, text: str) -> None:
        self._told = text

    def _say(self, text: str) -> None:
        self.saved_line.setText(text)

    def _say_saved(self) -> None:
        moment = self.workspace.centre.clock.now().astimezone(TASHKENT)
        saved = _("✓ Saved {time}", time=f"{moment:%H:%M}")
        self._say(f"{self._told} · {saved}" if self._told else saved)
        self._told = ""

    def _say_failed(self, error: CentreError) -> None:
        """What is refused may have been shown as it is no more: the register is read anew."""
        self._say(_("Not saved"))
        failures.show(self, error)
        self.make_stale()
