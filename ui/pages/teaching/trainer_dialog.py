"""The form of a trainer: a member of staff, or somebody from outside."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.service import staff
from desktop_app.i18n import _
from desktop_app.reference.service import list_items
from desktop_app.timetable.records import TrainerRecord
from desktop_app.timetable.trainers import save_trainer
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField

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
        nobody = Choice(0, _("From outside"))
        hint = _("The name is taken from the staff where none is written below.")
        self.add(ChoiceField("staff_id", _("Member of staff"), [nobody, *lists.staff], hint=hint))
        self.add_row(TextField("full_name", _("Full name")), TextField("title", _("Position")))
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

    def submit(self) -> None:
        values = self.values()
        wanted = replace(self._record, **{**values, "staff_id": values["staff_id"] or None})
        run_command(self, lambda centre: centre.write(save_trainer, wanted), lambda outcome: self.finish(outcome.value))


def read_lists(centre: "Centre") -> Lists:
    return Lists(
        tuple(Choice(member.id, member.full_name, member.title) for member in centre.read(staff)),
        tuple(Choice(item.code, item.names.text) for item in centre.read(list_items, "subject")),
    )
