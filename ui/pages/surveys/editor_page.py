"""The editor of a questionnaire: its parts at the left, what is written of the chosen one at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.questionnaires.checking import DefinitionFault, definition_faults
from desktop_app.questionnaires.editing import (
    Part,
    Place,
    added,
    asked_before,
    blank_item,
    blank_section,
    duplicated,
    moved,
    part_at,
    places,
    removed,
    with_part,
)
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section, text_in
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import questionnaire, save_draft
from ui.actions import Action, make_action, make_button
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.surveys.editor_condition import askable_before
from ui.pages.surveys.editor_form import PartForm, SectionForm, WholeForm
from ui.pages.surveys.editor_history import History
from ui.pages.surveys.editor_item import ItemForm
from ui.pages.surveys.editor_outline import Outline, outline_rows
from ui.pages.surveys.editor_words import KINDS
from ui.pages.surveys.preview_dialog import preview
from ui.pages.surveys.shelf_acts import bring_into_use
from ui.theme import GAP_M, GAP_S, GAP_XS
from ui.widgets.card import Card
from ui.widgets.growing_area import GrowingArea
from ui.widgets.page import Page
from ui.widgets.text import Role, flowing
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SAVE_AFTER_MS = 700
OUTLINE_WIDTH = 340
FAULTS_SHOWN = 4
SHELF = Target("surveys", "shelf")


class EditorPage(Page):
    """``open(id)`` shows an edition, ``open((id, place))`` a part of it. What is typed is saved at every pause."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Questionnaire"))
        self.set_back(SHELF)
        self.history: History | None = None
        self.faults: list[DefinitionFault] = []
        self._row: QuestionnaireRow | None = None
        self._wanted: tuple[int, Place] = (0, ())
        self._is_saving = False
        self._saved: Questionnaire | None = None
        self._after_saving: Callable[[], object] | None = None
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
        self.set_primary(Action(_("Put in use"), self._bring_into_use, icon="check", key="Ctrl+Return"))
        self.add_secondary(Action(_("Preview"), self._preview, icon="search", key="Ctrl+P"))

    def open(self, argument: object) -> None:
        questionnaire_id, place = argument if isinstance(argument, tuple) else (argument, ())
        if self._row is not None and self._row.id == questionnaire_id:
            self._go_to(place)
            return
        self._wanted = (cast(int, questionnaire_id), place)
        self.history = None
        self.make_stale()

    def here(self) -> object:
        """The edition that is being written: a new one, once something was changed in a frozen one."""
        return self._wanted[0] if self.history is None else (self._id, self.history.now.place)

    def first_focus(self) -> QWidget | None:
        return self.outline

    def refresh(self) -> None:
        """What is being written here is newer than what is kept: it is read once."""
        if self.history is None:
            wanted = self._wanted[0]
            read: Callable[[Centre], QuestionnaireRow] = lambda centre: centre.read(  # noqa: E731 - told its type
                questionnaire, questionnaire_id=wanted
            )
            run_query(self, read, self._show, slot="refresh")

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
        return self.history.now.questionnaire

    @property
    def _id(self) -> int:
        assert self._row is not None
        return self._row.id

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
        self.tools = {sign: self._tool(sign, action, group) for sign, action in self._tool_actions()}
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
        make_action(self, Action(_("Next remark"), self._to_next_fault, key="F8"), group=group)
        self.kinds = self._kinds_menu()

    def _tool_actions(self) -> tuple[tuple[str, Action], ...]:
        return (
            ("up", Action(_("Earlier"), lambda: self.move(-1), icon="chevron-up", key="Alt+Up")),
            ("down", Action(_("Later"), lambda: self.move(1), icon="chevron-down", key="Alt+Down")),
            ("copy", Action(_("A second one"), self.duplicate, icon="copy", key="Ctrl+D")),
            ("delete", Action(_("Delete"), self.delete, icon="delete", key="Delete")),
            ("undo", Action(_("Undo"), self.undo, icon="undo", key="Ctrl+Z")),
            ("redo", Action(_("Do again"), self.redo, icon="arrow-right", key="Ctrl+Y")),
        )

    def _tool(self, sign: str, action: Action, group: str) -> QPushButton:
        """Of icons only; those that mean something else in a line of text work in the outline."""
        is_local = sign in ("up", "down", "delete")
        button = make_button(self, Action("", action.run, icon=action.icon))
        button.setToolTip(
            f"{action.text} ({QKeySequence(action.key).toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        button.setAccessibleName(action.text)
        key = Action(action.text, button.click, key=action.key)
        make_action(self.outline if is_local else self, key, group=group, is_local=is_local)
        return button

    def _kinds_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, (kind, words) in enumerate(KINDS.items(), start=1):
            # "&1" is a key of the menu; the eleventh has none.
            text = f"&{number % 10}  {_(words)}" if number <= 10 else f"    {_(words)}"
            menu.addAction(text).triggered.connect(lambda _checked=False, kind=kind: self.add_item(kind))
        return menu

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

    def _show(self, row: QuestionnaireRow) -> None:
        self._row, self._saved = row, row.questionnaire
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
        self.tools["undo"].setEnabled(self.history.can_undo)
        self.tools["redo"].setEnabled(self.history.can_redo)
        for sign in ("up", "down", "copy", "delete"):
            self.tools[sign].setEnabled(bool(self._place))

    def _show_faults(self) -> None:
        here = [fault for fault in self.faults if fault.place == self._place]
        for words, is_error in ((self.fault_words, True), (self.remark_words, False)):
            texts = list(dict.fromkeys(fault.text for fault in here if fault.is_error is is_error))[:FAULTS_SHOWN]
            words.setText("\n".join(texts))
            words.setVisible(bool(texts))
        self._tell_state()

    def _tell_state(self) -> None:
        row = self._row
        if row is None or self.history is None:
            return
        words = [_("Edition {edition}", edition=row.questionnaire.edition)]
        errors = sum(fault.is_error for fault in self.faults)
        if errors:
            words.append(_n("{n} thing to put right", "{n} things to put right", errors))
        if len(self.faults) > errors:
            words.append(_n("{n} remark (F8)", "{n} remarks (F8)", len(self.faults) - errors))
        if self.questionnaire == self._saved and row.state is QuestionnaireState.DRAFT:
            words.append(_("the draft is saved"))
        self.set_context(" · ".join(words))

    def _build_form(self) -> None:
        part = part_at(self.questionnaire, self._place)
        form = self._form_for(part)
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

    def _form_for(self, part: Part) -> PartForm:
        askable = askable_before(asked_before(self.questionnaire, self._place))
        match part:
            case Questionnaire():
                return WholeForm(part)
            case Section():
                return SectionForm(part, self.questionnaire.languages, askable)
            case Item():
                return ItemForm(part, self.questionnaire, askable)

    def _take(self, part: Part, typing_in: str, is_made_anew: bool) -> None:
        assert self.history is not None
        changed = with_part(self.questionnaire, self._place, part)
        self.history.do(changed, self._place, typing_in=typing_in)
        if isinstance(self.form, ItemForm):
            self.form.questionnaire = changed
        if is_made_anew:
            self._show_moment()
            return
        if not typing_in:
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
        """Keep the draft if it is another one than is kept; while one is on its way the next one waits."""
        row, history = self._row, self.history
        if row is None or history is None or self._is_saving:
            return
        draft = history.now.questionnaire
        if draft == self._saved:
            self._go_on()
            return
        self._is_saving = True
        # What is in use stays as it is: of it a new edition is begun.
        known = row.id if row.state is QuestionnaireState.DRAFT else None

        def save(centre: "Centre") -> Outcome[QuestionnaireRow]:
            kept = centre.write(save_draft, draft=draft, questionnaire_id=known, version=row.version)
            return Outcome(centre.read(questionnaire, questionnaire_id=kept.value), kept.changes)

        run_command(self, save, lambda outcome: self._kept(outcome.value, draft), self._not_kept)

    def _kept(self, row: QuestionnaireRow, draft: Questionnaire) -> None:
        if self._row is not None and row.id != self._row.id:
            self.banner.show_outcome(_("Kept as edition {edition}, a draft.", edition=row.questionnaire.edition))
        self._row, self._saved, self._is_saving = row, draft, False
        self._wanted = (row.id, self._place)
        self._tell_state()
        self._save()

    def _not_kept(self, error: CentreError) -> None:
        self._is_saving = False
        self._after_saving = None
        self.banner.show_error(error.text, link=(_("Read it anew"), self._read_anew))

    def _read_anew(self) -> None:
        self.history, self._wanted = None, (self._id, self._place)
        self.banner.clear()
        self.refresh()

    def _when_saved(self, then: Callable[[], object]) -> None:
        self._save_soon.stop()
        self._after_saving = then
        self._save()

    def _go_on(self) -> None:
        then, self._after_saving = self._after_saving, None
        if then is not None:
            then()

    def _preview(self) -> None:
        if self.history is not None:
            preview(self, self.questionnaire)

    def _bring_into_use(self) -> None:
        if self.history is not None:
            self._when_saved(lambda: bring_into_use(self, cast(QuestionnaireRow, self._row), self._used))

    def _used(self) -> None:
        self.workspace.navigate(SHELF)
