"""The forms of an institution: entering it, putting it right, renaming it from a day on, closing it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError, Duplicate, Refused
from desktop_app.i18n import _
from desktop_app.institutions.records import InstitutionDraft, SavedInstitution
from desktop_app.institutions.renaming import rename_institution
from desktop_app.institutions.service import save_institution, set_closed
from ui.operations import run_command, run_query
from ui.pages.institutions.lists import InstitutionLists, read_lists
from ui.widgets.confirm import confirm
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

WIDTH = 640
_CHOICES = ("kind_code", "district_code", "locality_code")


class InstitutionDialog(FormDialog):
    """Finishes with what was saved."""

    def __init__(self, owner: QWidget, draft: InstitutionDraft | None = None) -> None:
        draft = draft or InstitutionDraft()
        super().__init__(owner, title=draft.name or _("New institution"))
        self._draft = draft
        self.setMinimumWidth(WIDTH)
        hint = _("As the school writes itself. A bare number is that of a school.")
        self.add(TextField("name", _("Name"), is_required=True, hint=hint))
        if draft.id:
            self._ask_since_when()
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
        values = self.values()
        since, reason = values.pop("since", None), values.pop("reason", "")
        draft = replace(self._draft, **values)

        def save(centre: "Centre") -> "Outcome[SavedInstitution]":
            if since is None:
                return centre.write(save_institution, draft, is_code_shared=is_code_shared)
            return centre.write(rename_institution, draft, since=since, reason=reason, is_code_shared=is_code_shared)

        run_command(self, save, lambda outcome: self.finish(outcome.value))

    def _ask_since_when(self) -> None:
        """A day makes another name of it; without one a slip in the name is put right."""
        hint = _("Only if it was renamed: earlier posts keep the name that it had.")
        self.add_row(
            DateField("since", _("Called so since"), hint=hint),
            TextField("reason", _("By which order it was renamed"), check=self._of_a_renaming),
        )

    def _of_a_renaming(self, reason: str) -> str:
        return _("Give the day of the renaming as well.") if reason and self.field("since").value is None else ""

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
