"""The forms of an institution: entering and changing it, closing it."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError, Duplicate, Refused
from desktop_app.i18n import _
from desktop_app.institutions.records import InstitutionDraft
from desktop_app.institutions.service import save_institution, set_closed
from ui.operations import run_command, run_query
from ui.pages.institutions.lists import InstitutionLists, read_lists
from ui.widgets.confirm import confirm
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog

_CHOICES = ("kind_code", "district_code", "locality_code")


class InstitutionDialog(FormDialog):
    """Finishes with what was saved."""

    def __init__(self, owner: QWidget, draft: InstitutionDraft | None = None) -> None:
        draft = draft or InstitutionDraft()
        super().__init__(owner, title=draft.name or _("New institution"))
        self._draft = draft
        hint = _("As the school writes itself. A bare number is that of a school.")
        self.add(TextField("name", _("Name"), is_required=True, hint=hint))
        self.add_row(ChoiceField("kind_code", _("Kind")), ChoiceField("district_code", _("District or city")))
        self.add_row(
            TextField("code", _("STIR"), placeholder="123456789"), ChoiceField("locality_code", _("Town or village"))
        )
        self.field("name").set_value(draft.name)
        self.field("code").set_value(draft.code)
        run_query(self, read_lists, self._offer)

    def submit(self) -> None:
        self._save(is_code_shared=False)

    def show_error(self, error: CentreError) -> None:
        """A name that is known is told under the name; a STIR that another one has is a question."""
        if isinstance(error, Refused) and error.code == "confirm_code":
            if confirm(self, error.text, action=_("Yes, two under one STIR")):
                # The command that was refused ends first.
                QTimer.singleShot(0, self, lambda: self._save(is_code_shared=True))
        elif isinstance(error, Duplicate):
            self.field("name").show_error(error.text)
            self.field("name").setFocus()
        else:
            super().show_error(error)

    def _save(self, *, is_code_shared: bool) -> None:
        draft = replace(self._draft, **self.values())
        run_command(
            self,
            lambda centre: centre.write(save_institution, draft, is_code_shared=is_code_shared),
            lambda outcome: self.finish(outcome.value),
        )

    def _offer(self, lists: InstitutionLists) -> None:
        for name, choices in zip(_CHOICES, (lists.kinds, lists.districts, lists.localities), strict=True):
            field = self.field(name)
            assert isinstance(field, ChoiceField)
            typed: Any = field.value
            field.set_choices(choices)
            field.set_value(typed or getattr(self._draft, name))
        self._before = self.values()


class ClosingDialog(FormDialog):
    """Finishes with the version that the closing made."""

    def __init__(self, owner: QWidget, draft: InstitutionDraft) -> None:
        super().__init__(
            owner,
            title=_("Close {name}", name=draft.name),
            save_text=_("Close the institution"),
            intro=_("It is no longer offered; its people, their former posts and its history stay."),
        )
        self._draft = draft
        self.add(DateField("closed_on", _("Closed on"), is_required=True))
        self.add(TextField("reason", _("Reason"), hint=_("The order, or what it became.")))
        self.field("closed_on").set_value(self.workspace.centre.clock.today())

    def submit(self) -> None:
        facts = {"institution_id": self._draft.id, "version": self._draft.version, **self.values()}
        run_command(self, lambda centre: centre.write(set_closed, **facts), lambda outcome: self.finish(outcome.value))
