"""Who sits at the PC: chosen from the staff, or a new colleague."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from ui.actions import link_button
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.accounts.service import StaffMember
    from desktop_app.centre import Centre


class StaffDialog(FormDialog):
    """Finishes with the StaffMember who acts from now on."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Who is at the PC?"),
            save_text=_("Continue"),
            intro=_("Every change is noted with the name of the person who made it."),
        )
        self._choice = self.add(ChoiceField("staff", _("Member of the staff"), is_required=True))
        self.body.addWidget(link_button(_("Add a colleague"), self._add_colleague))
        self._ask()

    def submit(self) -> None:
        self.finish(self._choice.value)

    def is_changed(self) -> bool:
        # A choice that was not confirmed is nothing to lose.
        return False

    def _ask(self, chosen: int = 0) -> None:
        def show(members: "list[StaffMember]") -> None:
            self._choice.set_choices([Choice(member, member.full_name, member.title) for member in members])
            acting = chosen or self.workspace.centre.actor.staff_id
            self._choice.set_value(next((member for member in members if member.id == acting), None))

        run_query(self, _staff_of, show)

    def _add_colleague(self) -> None:
        added = ColleagueDialog.ask(self)
        if added is not None:
            self._ask(added)


class ColleagueDialog(FormDialog):
    """Finishes with the id of the new member of the staff."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, title=_("New colleague"), save_text=_("Add"))
        self.add(TextField("full_name", _("Surname and name"), is_required=True))
        self.add(TextField("title", _("Position")))

    def submit(self) -> None:
        values = self.values()
        run_command(self, lambda centre: _saved_colleague(centre, values), lambda done: self.finish(done.value))


def _staff_of(centre: "Centre") -> "list[StaffMember]":
    from desktop_app.accounts.service import staff

    return centre.read(staff)


def _saved_colleague(centre: "Centre", values: dict[str, Any]) -> Outcome[int]:
    from desktop_app.accounts.service import StaffMember, save_staff_member

    return centre.write(save_staff_member, StaffMember(0, values["full_name"], values["title"], "", None, 1))
