"""The one kind of form: Enter saves, Esc leaves and asks only when something would be lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui import rights
from ui.actions import PrimaryButton, is_plain_enter
from ui.formats import shown
from ui.notices import Banner
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.confirm import confirm
from ui.widgets.fields import Field
from ui.widgets.growing_area import GrowingArea, room_for_height
from ui.widgets.text import Role, label

WIDTH = 480


class FormDialog(QDialog):
    """A form over a page. Add fields in ``__init__``; override ``submit``; open with ``ask``.

    ``leave_text`` is for forms whose own act is called cancelling: there "Cancel" would say both. Whoever lacks the
    ``right`` (see ui/rights.py) may read the form, and is told before typing that it cannot be saved.
    """

    right = ""
    # Fields by which somebody says that they mean it: never filled in for them.
    typed_anew: frozenset[str] = frozenset()
    # What the form does cannot be undone: Enter in a field does nothing, the button has to be meant.
    is_for_good = False

    def __init__(
        self, owner: QWidget, *, title: str, save_text: str = "", leave_text: str = "", intro: str = ""
    ) -> None:
        super().__init__(owner)
        self.workspace = _workspace_of(owner)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.banner = Banner(self)
        self.outcome: Any = None
        # The works of the form that run just now: pressed twice in a hurry, Enter begins each of them once.
        self.under_way: set[str] = set()
        self._fields: dict[str, Field] = {}
        self._before: dict[str, Any] = {}
        self.save_button = PrimaryButton(save_text or _("Save"), self, is_allowed=rights.may(self.right))
        self.save_button.setProperty("role", "danger" if self.is_for_good else "primary")
        self.save_button.setDefault(not self.is_for_good)
        self.save_button.setAutoDefault(not self.is_for_good)
        self.save_button.clicked.connect(self.save)
        self.save_button.installEventFilter(self)
        self._cancel = QPushButton(leave_text or _("Cancel"), self)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP_S)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._cancel)
        self._buttons.addWidget(self.save_button)
        self._growing = GrowingArea(self)
        self._growing.content_changed.connect(self._grow)
        self.banner.told.connect(self._make_room)
        self.body = self._growing.body
        self.body.setSpacing(GAP_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(title, Role.HEADING))
        if intro:
            outer.addWidget(label(intro, Role.MUTED, wrap=True))
        outer.addWidget(self.banner)
        if not rights.may(self.right):
            self.banner.show_warning(rights.reason(self.right))
        outer.addWidget(self._growing, 1)
        outer.addSpacing(GAP_S)
        outer.addLayout(self._buttons)

    @classmethod
    def ask(cls, owner: QWidget, *args: Any, **kwargs: Any) -> Any:
        """Show the form; what it was finished with, or None when the person left it."""
        dialog = cls(owner, *args, **kwargs)
        dialog.exec()
        outcome = dialog.outcome
        dialog.deleteLater()
        return outcome

    def add(self, field: Field) -> Field:
        return self.add_row(field)[0]

    def add_row(
        self, *fields: Field, place: QVBoxLayout | None = None, shares: Sequence[int] = ()
    ) -> tuple[Field, ...]:
        """Fields side by side, in the form or in another ``place`` of it, such as a tab.

        They are of equal width, or as wide as their ``shares`` of the row: a workplace is longer than a language.
        """
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for field, share in zip(fields, shares or [1] * len(fields), strict=True):
            self._fields[field.name] = field
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        (place or self.body).addLayout(row)
        return fields

    def add_button(self, button: QPushButton) -> None:
        """Another way to finish, between leaving and the form's own act."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def field(self, name: str) -> Field:
        return self._fields[name]

    def values(self) -> dict[str, Any]:
        return {name: field.value for name, field in self._fields.items()}

    def fill_in(self, values: Mapping[str, Any]) -> None:
        """Show these values as those that the form was opened with."""
        for name, value in values.items():
            self._fields[name].set_value(value)
        self._before |= {name: self._fields[name].value for name in values if self._before}
        self._bring_back()

    def put_aside(self) -> None:
        """Keep what was typed, but no secret, with the drafts of whoever typed it: the form is closed over their head.

        It stands here again when the same form is opened over the same values.
        """
        kept = {name for name, field in self._fields.items() if not field.is_secret} - self.typed_anew
        typed = {
            name: value for name, value in self.values().items() if name in kept and value != self._before.get(name)
        }
        if typed:
            self.workspace.drafts[_draft_of(self)] = self._before, typed

    def _bring_back(self) -> None:
        before, typed = self.workspace.drafts.get(_draft_of(self), ({}, {}))
        if not before or before != self._before:
            return
        del self.workspace.drafts[_draft_of(self)]
        for name, value in typed.items():
            self._fields[name].set_value(value)
        self.banner.show_outcome(_("What you had typed here stands here again. It is not saved yet."))

    def leave(self) -> None:
        """Close the form without a question: what was typed is kept elsewhere."""
        self.done(QDialog.DialogCode.Rejected)

    def save(self) -> None:
        """Check every field; go to the first wrong one, or submit."""
        self.banner.clear()
        problems = {name: field.problem() for name, field in self._fields.items() if field.isEnabled()}
        for name, problem in problems.items():
            self._fields[name].show_error(problem)
        wrong = next((name for name, problem in problems.items() if problem), None)
        if wrong is None:
            self.submit()
        else:
            self._fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Do what the form is for, then ``finish``; to be overridden with a ``run_command``."""
        self.finish(self.values())

    def finish(self, outcome: Any) -> None:
        """Close the form; ``ask`` returns the outcome."""
        self.outcome = outcome
        self.accept()

    def show_error(self, error: CentreError) -> None:
        """An error that names a field is shown under it, any other on the form's banner.

        What another person wrote meanwhile stands under what was typed: both values can be compared.
        """
        for change in getattr(error, "theirs", ()):
            field = self._fields.get(change.field)
            if field is not None and (field.value or None) != (change.after or None):
                value = shown(change.after) or _("nothing")
                field.show_error(_("{who} wrote: {value}", who=error.facts["who"], value=value))
        wrong = self._fields.get(getattr(error, "field", ""))
        if wrong is None:
            self.banner.show_error(error.text)
        else:
            wrong.show_error(error.text)
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        self.save_button.setDisabled(is_busy)

    def is_changed(self) -> bool:
        """Whether anything typed would be lost; a guess that came late was typed by nobody."""
        guesses = {name for name, field in self._fields.items() if field.is_guess}
        return any(value != self._before.get(name) for name, value in self.values().items() if name not in guesses)

    def reject(self) -> None:
        if not self.is_changed() or confirm(
            self, _("Leave without saving?"), action=_("Leave without saving"), is_danger=True
        ):
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._before:
            self._before = self.values()
            if not self.body.expandingDirections() & Qt.Orientation.Vertical:
                self.body.addStretch(1)
            self._grow()
            first = next((field for field in self._fields.values() if field.isEnabled()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_back()

    def _make_room(self) -> None:
        """The banner takes its height from the fields: what they lose is given back."""
        if self.isVisible():
            self.layout().activate()
            self._grow()

    def _grow(self) -> None:
        """Take as much height as the fields need, as long as the screen has it."""
        if self.isVisible():
            wanted = self.height() + self._growing.sizeHint().height() - self._growing.height()
            if self.banner.isVisible():
                wanted += self.banner.heightForWidth(self.banner.width()) - self.banner.height()
            most = room_for_height(self)
            self.setMaximumHeight(max(most, self.minimumSizeHint().height()))
            if wanted > self.height() and self.height() < most:
                self.resize(self.width(), min(wanted, most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enabled_now = event.type() == QEvent.Type.EnabledChange and self.save_button.isEnabled()
        if is_enabled_now and self._cancel.hasFocus() and self.save_button.property("role") == "primary":
            # Only because the form's own act waited for an answer does the focus stand on "Cancel".
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and is_plain_enter(event):
            # Whoever went to a button means that one: "Cancel" would save otherwise.
            focus.click()
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_enter and (is_with_control or not isinstance(self.focusWidget(), QPlainTextEdit)):
            if self.save_button.isEnabled() and not self.is_for_good:
                self.save()
            return
        super().keyPressEvent(event)


def _draft_of(form: FormDialog) -> str:
    return f"form {type(form).__module__}.{type(form).__qualname__}"


def _workspace_of(owner: QWidget) -> Any:
    """The workspace of the owner, or of the nearest widget around it that has one."""
    place: QWidget | None = owner
    while place is not None:
        if hasattr(place, "workspace"):
            return place.workspace
        place = place.parentWidget()
    raise TypeError(f"{owner!r} stands outside every page")
