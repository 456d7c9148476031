"""The form of a trainer: a member of staff, somebody from the register of people, or from outside."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.accounts.service import staff
from desktop_app.i18n import _
from desktop_app.reference.service import list_items
from desktop_app.timetable.records import TrainerRecord
from desktop_app.timetable.trainers import save_trainer
from ui.actions import Action, make_button
from ui.find_person import FindPersonDialog
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH = 560
MOST_LOAD, MOST_RATE = 400, 10_000_000


@dataclass(frozen=True)
class Lists:
    """Members of staff, and subjects, to choose from."""

    staff: tuple[Choice, ...]
    subjects: tuple[Choice, ...]

    def subject_names(self) -> dict[str, str]:
        return {choice.value: choice.text for choice in self.subjects}


class TrainerDialog(FormDialog):
    """Finishes with the trainer's id."""

    def __init__(self, owner: QWidget, lists: Lists, record: TrainerRecord | None = None) -> None:
        super().__init__(owner, title=_("Trainer") if record is not None else _("New trainer"))
        self.setMinimumWidth(WIDTH)
        self._record = record or TrainerRecord()
        self._person_id = self._record.person_id
        self._known = label("", Role.SMALL)
        nobody = Choice(0, _("From outside"))
        hint = _("The name is taken from the staff where none is written below.")
        self.add(ChoiceField("staff_id", _("Member of staff"), [nobody, *lists.staff], hint=hint))
        self.add_row(TextField("full_name", _("Full name")), TextField("title", _("Position")))
        self._add_person_button()
        self.add_row(
            TextField("phone", _("Phone")),
            IntegerField("load_hours", _("Hours a month, at most"), highest=MOST_LOAD),
            IntegerField("rate", _("Rate an hour, soums"), highest=MOST_RATE),
        )
        self.add(SeveralField("subjects", _("Subjects"), lists.subjects, hint=_("None ticked: anything.")))
        if record is not None:
            hint = _("From this day on no lessons are given; those of the past stay.")
            self.add(DateField("left_on", _("Left on"), hint=hint))
        for name in self.values():
            self.field(name).set_value(getattr(self._record, name))
        self.field("staff_id").set_value(self._record.staff_id or 0)
        # Another name was typed: it is a text until somebody is chosen.
        self.field("full_name").edited.connect(lambda: self._link(None))

    def submit(self) -> None:
        values = self.values()
        values |= {"staff_id": values["staff_id"] or None, "person_id": self._person_id}
        wanted = replace(self._record, **values)
        run_command(self, lambda centre: centre.write(save_trainer, wanted), lambda outcome: self.finish(outcome.value))

    def choose_person(self) -> None:
        """Somebody of the register teaches: the name, and the phone if none is written, come from the card."""
        person = FindPersonDialog.ask(self, title=_("Who teaches"), save_text=_("Choose"), table_name="people to teach")
        if person is not None:
            self.field("full_name").set_value(person.full_name)
            phone = self.field("phone")
            phone.set_value(phone.value or person.phone)
            self._link(person.id)

    def _add_person_button(self) -> None:
        row = QHBoxLayout()
        choose = Action(_("Choose from the people…"), self.choose_person, icon="person", key="Ctrl+Shift+P")
        row.addWidget(make_button(self, choose))
        row.addWidget(self._known, 1)
        self.body.addLayout(row)
        self._link(self._person_id)

    def _link(self, person_id: int | None) -> None:
        self._person_id = person_id
        self._known.setText("" if person_id is None else _("Has a card in the register of people."))


def read_lists(centre: "Centre") -> Lists:
    return Lists(
        tuple(Choice(member.id, member.full_name, member.title) for member in centre.read(staff)),
        tuple(Choice(item.code, item.names.text) for item in centre.read(list_items, "subject")),
    )
