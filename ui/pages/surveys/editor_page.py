"""The editor of a questionnaire: its parts at the left, what is written of the chosen one at the right."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.errors import CentreError, Conflict
from desktop_app.i18n import _, _n
from desktop_app.questionnaires.checking import DefinitionFault, definition_faults
from desktop_app.questionnaires.editing import (
    Part,
    Place,
    added,
    blank_item,
    blank_section,
    duplicated,
    moved,
    places,
    removed,
    with_part,
)
from desktop_app.questionnaires.model import ItemKind, Questionnaire, text_in
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import questionnaire
from ui.actions import Action, make_action, make_button
from ui.draft_history import History
from ui.draft_keeping import DraftKeeping
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.surveys.editor_form import PartForm
from ui.pages.surveys.editor_item import ItemForm
from ui.pages.surveys.editor_outline import Outline, outline_rows
from ui.pages.surveys.editor_tools import form_for, kinds_menu, tool_button
from ui.pages.surveys.preview_dialog import preview
from ui.pages.surveys.shelf_acts import bring_into_use, saved_edition
from ui.theme import GAP_M, GAP_S, GAP_XS
from ui.widgets.card import Card
from ui.widgets.growing_area import GrowingArea
from ui.widgets.page import Page
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace

SAVE_AFTER_MS = 700
OUTLINE_WIDTH = 340
FAULTS_SHOWN = 4
IN_OUTLINE = ("up", "down", "delete")
"""What the keys of these tools mean in the outline they do not mean in a line of text."""
SHELF = Target("surveys", "shelf")


class EditorPage(Page):
    """``open(id)`` shows an edition, ``open((id, place))`` a part of it. What is typed is saved at every pause."""

    changes_that_matter = frozenset({"questionnaire"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Questionnaire"))
        self.set_back(SHELF)
        self.history: History[Questionnaire, Place] | None = None
        self.faults: list[DefinitionFault] = []
        self._keeping: DraftKeeping[Questionnaire, QuestionnaireRow] | None = None
        self._has_failed = False
        self._wanted: tuple[int, Place] = (0, ())
        self.form: PartForm | None = None
        self.outline = Outline()
        self.outline.place_chosen.connect(self._look_at)
        self.outline.form_wanted.connect(self._write_in_form)
        self.fault_words = flowing("", Role.ERROR)
        self.remark_words = flowing("", Role.GUESS)
        self._area = GrowingArea(self)
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._save_soon.timeout.connect(self._pause)
        self._lay_out()
        QApplication.instance().focusChanged.connect(self._guard)
        begin = Action(_("Put in use"), self._bring_into_use, icon="check", key="Ctrl+Return", right="run_surveys")
        self.set_primary(begin)
        self.add_secondary(Action(_("Preview"), self._preview, icon="search", key="Ctrl+P"))

    def open(self, argument: object) -> None:
        questionnaire_id, place = argument if isinstance(argument, tuple) else (argument, ())
        if self._keeping is not None and self._keeping.row.id == questionnaire_id:
            self._go_to(place)
            return
        self._wanted = (cast(int, questionnaire_id), place)
        self.history = self._keeping = None
        self.make_stale()

    def here(self) -> object:
        """The edition that is being written: a new one, once something was changed in a frozen one."""
        return self._wanted if self.history is None else (self._wanted[0], self.history.now.place)

    def first_focus(self) -> QWidget | None:
        return self.outline

    def refresh(self) -> None:
        wanted = self._wanted[0]
        if wanted:
            run_query(
                self, lambda centre: centre.read(questionnaire, questionnaire_id=wanted), self._read, slot="refresh"
            )

    def hideEvent(self, event: QHideEvent) -> None:
        self._save()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undoing is of the whole questionnaire, not of the letters of one line."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _guard(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, (QLineEdit, QPlainTextEdit)) and self._area.isAncestorOf(now):
            now.installEventFilter(self)

    @property
    def questionnaire(self) -> Questionnaire:
        assert self.history is not None
        return self.history.now.draft

    def _lay_out(self) -> None:
        left = Card()
        left.setFixedWidth(OUTLINE_WIDTH)
        left.body.addWidget(self.outline, 1)
        group = self.title
        self.new_button = make_button(
            self,
            Action(_("Question…"), self._offer_kinds, icon="plus", key="Ctrl+N", hint=_("New question")),
            group=group,
        )
        section = Action(_("Section"), self.add_section, icon="plus", key="Ctrl+Shift+N", hint=_("New section"))
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.new_button, 1)
        row.addWidget(make_button(self, section, group=group), 1)
        left.body.addLayout(row)
        tools = QHBoxLayout()
        tools.setSpacing(GAP_XS)
        self.tools = {
            sign: tool_button(self, action, keys_of=self.outline if sign in IN_OUTLINE else self, group=group)
            for sign, action in self._tool_actions()
        }
        for tool in self.tools.values():
            tools.addWidget(tool)
        tools.addStretch(1)
        left.body.addLayout(tools)
        right = Card()
        right.body.addWidget(self.fault_words)
        right.body.addWidget(self.remark_words)
        right.body.addWidget(self._area, 1)
        parts = QHBoxLayout()
        parts.setSpacing(GAP_M)
        parts.addWidget(left)
        parts.addWidget(right, 1)
        self.body.addLayout(parts, 1)
        for words, key, by in ((_("Next part"), "Ctrl+PgDown", 1), (_("Part before"), "Ctrl+PgUp", -1)):
            make_action(self, Action(words, lambda by=by: self.outline.step(by), key=key), group=group)
        make_action(self, Action(_("To the list of questions"), self.outline.setFocus, key="Esc"), group=group)
        make_action(self, Action(_("Next remark"), self._to_next_fault, key="F8"), group=group)
        self.kinds = kinds_menu(self, self.add_item)

    def _tool_actions(self) -> tuple[tuple[str, Action], ...]:
        return (
            ("up", Action(_("Earlier"), lambda: self.move(-1), icon="chevron-up", key="Alt+Up")),
            ("down", Action(_("Later"), lambda: self.move(1), icon="chevron-down", key="Alt+Down")),
            ("copy", Action(_("A second one"), self.duplicate, icon="copy", key="Ctrl+D")),
            ("delete", Action(_("Delete"), self.delete, icon="delete", key="Delete")),
            ("undo", Action(_("Undo"), self.undo, icon="undo", key="Ctrl+Z")),
            ("redo", Action(_("Do again"), self.redo, icon="arrow-right", key="Ctrl+Y")),
        )

    def _offer_kinds(self) -> None:
        if self.history is not None:
            self.kinds.popup(self.new_button.mapToGlobal(QPoint(0, -self.kinds.sizeHint().height())))

    def add_item(self, kind: ItemKind) -> None:
        if self.history is not None:
            self._act(*added(self.questionnaire, self._place, blank_item(self.questionnaire, kind)))
            self._write_in_form()

    def add_section(self) -> None:
        if self.history is not None:
            self._act(*added(self.questionnaire, self._place[:1], blank_section(self.questionnaire)))
            self._write_in_form()

    def move(self, step: int) -> None:
        if self.history is not None and self._place:
            self._act(*moved(self.questionnaire, self._place, step))

    def duplicate(self) -> None:
        if self.history is not None and self._place:
            self._act(*duplicated(self.questionnaire, self._place))

    def delete(self) -> None:
        if self.history is not None and self._place:
            self._act(*removed(self.questionnaire, self._place))
            self.banner.show_outcome(_("Deleted."), undo=self.undo)

    def undo(self) -> None:
        if self.history is not None and self.history.undo():
            self._show_moment()

    def redo(self) -> None:
        if self.history is not None and self.history.redo():
            self._show_moment()

    @property
    def _place(self) -> Place:
        assert self.history is not None
        return self.history.now.place

    def _read(self, row: QuestionnaireRow) -> None:
        """Show it; while it is being written here only if somebody else has changed it and nothing would be lost."""
        keeping = self._keeping
        if self.history is not None and keeping is not None:
            is_changed = row.id == keeping.row.id and row.version != keeping.row.version
            if not is_changed or not keeping.is_kept(self.questionnaire):
                return
            self._wanted = (row.id, self._place)
        self._keeping = DraftKeeping(
            self, row, row.questionnaire, save=saved_edition, on_kept=self._tell_kept, on_failed=self._not_kept
        )
        self._show(row)

    def _show(self, row: QuestionnaireRow) -> None:
        wanted = self._wanted[1]
        self.history = History(row.questionnaire, wanted if wanted in places(row.questionnaire) else ())
        if row.answered:
            self.banner.show_warning(
                _n(
                    "{n} sheet of edition {edition} is answered: it stays as it is, and what you change is kept as a "
                    "new edition.",
                    "{n} sheets of edition {edition} are answered: it stays as it is, and what you change is kept as "
                    "a new edition.",
                    row.answered,
                    edition=row.questionnaire.edition,
                )
            )
        elif row.state is not QuestionnaireState.DRAFT:
            self.banner.show_warning(
                _("This edition is in use: it stays as it is, and what you change is kept as a new edition, a draft.")
            )
        self._show_moment()

    def _show_moment(self) -> None:
        """Everything anew, with the focus where it was."""
        focus = self.window().focusWidget()
        name = (
            focus.objectName() if self.form is not None and focus is not None and self.form.isAncestorOf(focus) else ""
        )
        self._build_form()
        self._show_parts()
        again = self.form.findChild(QWidget, name) if name and self.form is not None else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self._save_soon.start()

    def _show_parts(self) -> None:
        assert self.history is not None
        self.faults = definition_faults(self.questionnaire)
        self.outline.show_rows(outline_rows(self.questionnaire, self.faults), self._place)
        self._show_faults()
        self.set_title(text_in(self.questionnaire.title) or _("Questionnaire"))
        self._show_ways_back(self.history)
        for sign in ("up", "down", "copy", "delete"):
            self.tools[sign].setEnabled(bool(self._place))

    def _show_ways_back(self, history: History[Questionnaire, Place]) -> None:
        self.tools["undo"].setEnabled(history.can_undo)
        self.tools["redo"].setEnabled(history.can_redo)

    def _show_faults(self) -> None:
        here = [fault for fault in self.faults if fault.place == self._place]
        for words, is_error in ((self.fault_words, True), (self.remark_words, False)):
            texts = list(dict.fromkeys(fault.text for fault in here if fault.is_error is is_error))[:FAULTS_SHOWN]
            words.setText("\n".join(texts))
            words.setVisible(bool(texts))
        self._tell_state()

    def _tell_state(self) -> None:
        if self._keeping is None or self.history is None:
            return
        words = [_("Edition {edition}", edition=self._keeping.row.questionnaire.edition)]
        errors = sum(fault.is_error for fault in self.faults)
        if errors:
            words.append(_n("{n} thing to put right", "{n} things to put right", errors))
        if len(self.faults) > errors:
            words.append(_n("{n} remark (F8)", "{n} remarks (F8)", len(self.faults) - errors))
        if self._keeping.row.state is QuestionnaireState.DRAFT and self._keeping.is_kept(self.questionnaire):
            words.append(_("the draft is saved"))
        self.set_context(" · ".join(words))

    def _build_form(self) -> None:
        form = form_for(self._area.widget(), self.questionnaire, self._place)
        form.changed.connect(self._take)
        while (old := self._area.body.takeAt(0)) is not None:
            if old.widget() is not None:
                # Hidden now, deleted later: what is being pressed may be in it.
                old.widget().hide()
                old.widget().deleteLater()
        self._area.body.addWidget(form)
        self._area.body.addStretch(1)
        form.show()
        self.form = form

    def _take(self, part: Part, typing_in: str, is_made_anew: bool) -> None:
        assert self.history is not None
        changed = with_part(self.questionnaire, self._place, part)
        self.history.do(changed, self._place, going_on=typing_in)
        if isinstance(self.form, ItemForm):
            self.form.questionnaire = changed
        if is_made_anew:
            self._show_moment()
            return
        if typing_in:
            self._show_ways_back(self.history)
        else:
            self._show_parts()
        self._save_soon.start()

    def _act(self, changed: Questionnaire, place: Place) -> None:
        assert self.history is not None
        self.history.do(changed, place)
        self._show_moment()

    def _look_at(self, place: Place) -> None:
        if self.history is not None and place != self._place:
            self.history.look_at(place)
            self._build_form()
            self._area.verticalScrollBar().setValue(0)
            self._show_parts()

    def _go_to(self, place: Place) -> None:
        if self.history is not None and place in places(self.questionnaire):
            self.history.look_at(place)
            self._show_moment()

    def _write_in_form(self) -> None:
        first = self.form.first() if self.form is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_next_fault(self) -> None:
        """Around in a circle; errors and remarks alike."""
        later = sorted({fault.place for fault in self.faults}, key=lambda place: (place <= self._place, place))
        if later:
            self._go_to(later[0])

    def _pause(self) -> None:
        if self.history is not None:
            self.history.pause()
            self._show_parts()
            self._save()

    def _save(self) -> None:
        if self._keeping is not None and self.history is not None:
            self._keeping.keep(self.questionnaire)

    def _tell_kept(self, before: QuestionnaireRow) -> None:
        if self._keeping is not None:
            if self._keeping.row.id != before.id:
                self._tell_new_edition(self._keeping.row)
            self._wanted = (self._keeping.row.id, self._place)
            self._tell_state()
        if self._has_failed:
            self._has_failed = False
            self.banner.clear()

    def _tell_new_edition(self, row: QuestionnaireRow) -> None:
        edition = row.questionnaire.edition
        self.banner.show_outcome(_("Kept as edition {edition}, a draft.", edition=edition))

    def _not_kept(self, error: CentreError) -> None:
        link = (_("Read it anew"), self._read_anew) if isinstance(error, Conflict) else None
        self.banner.show_error(error.text, link=link)
        self._has_failed = True

    def _read_anew(self) -> None:
        self._wanted = (self._wanted[0], self._place)
        self.history = self._keeping = None
        self.banner.clear()
        self.refresh()

    def _preview(self) -> None:
        if self.history is not None:
            preview(self, self.questionnaire)

    def _bring_into_use(self) -> None:
        keeping = self._keeping
        if keeping is not None and self.history is not None:
            self._save_soon.stop()
            keeping.keep(self.questionnaire, then=lambda: bring_into_use(self, keeping.row, self._used))

    def _used(self) -> None:
        self.workspace.navigate(SHELF)
