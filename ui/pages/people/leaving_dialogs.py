"""When a person leaves: into the archive, or erased for good."""

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.i18n import _
from desktop_app.language.keys import search_key
from desktop_app.people.archive import archive_person
from desktop_app.people.erasure import erase_person
from desktop_app.people.records import PersonLine
from ui.asked_form import take_up
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class ArchiveDialog(FormDialog):
    """Finishes with True once the person is in the archive."""

    def __init__(self, owner: QWidget, line: PersonLine) -> None:
        super().__init__(
            owner,
            title=_("Into the archive"),
            save_text=_("Put into the archive"),
            intro=_(
                "{name} leaves the lists, but is still found by search, with a mark. Nothing of the card is lost.",
                name=line.full_name,
            ),
        )
        self._person_id = line.id
        self.add(TextField("reason", _("Reason"), is_required=True, placeholder=_("such as retired or moved away")))
        self.add(DateField("archived_on", _("Since which day"), is_required=True))
        self.field("archived_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        values, person_id = self.values(), self._person_id
        run_command(
            self,
            lambda centre: centre.write(archive_person, person_id=person_id, **values),
            lambda _outcome: self.finish(True),
        )


class EraseDialog(FormDialog):
    """Finishes with the record of the erasure. The surname is typed and the button meant."""

    is_for_good = True
    typed_anew = frozenset({"surname"})

    def __init__(self, owner: QWidget, line: PersonLine) -> None:
        super().__init__(
            owner,
            title=_("Erase the data of {name}?", name=line.full_name),
            save_text=_("Erase for good"),
            leave_text=_("Leave it as it is"),
            intro=_(
                "Name, numbers, phones, workplaces, notes and what the journal says of them are erased for good; an "
                "act is made to be printed. Courses stay as figures, certificates as they were printed. This cannot "
                "be undone."
            ),
        )
        self._line = line
        hint = _("It is printed in the act and kept: do not write the name here.")
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2, hint=hint))
        self.add(
            TextField(
                "surname",
                _("To go on, type the surname: {surname}", surname=line.name.surname),
                is_required=True,
                check=self._is_other_name,
            )
        )
        take_up(self, act=Act.ERASE, entity="person", entity_id=line.id)

    def submit(self) -> None:
        reason, person_id = self.field("reason").value, self._line.id
        run_command(
            self,
            lambda centre: erase_person(centre, person_id=person_id, reason=reason),
            lambda outcome: self.finish(outcome.value),
        )

    def _is_other_name(self, typed: str) -> str:
        is_same = search_key(typed) == search_key(self._line.name.surname)
        return "" if is_same else _("This is not the surname on the card.")
