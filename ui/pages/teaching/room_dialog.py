"""The form of a room."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.timetable.records import RoomRecord
from desktop_app.timetable.rooms import save_room
from ui.operations import run_command
from ui.widgets.fields import DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

MOST_SEATS = 5_000


class RoomDialog(FormDialog):
    """Finishes with the room's id."""

    def __init__(self, owner: QWidget, record: RoomRecord | None = None) -> None:
        super().__init__(owner, title=_("Room") if record is not None else _("New room"))
        self._record = record or RoomRecord("")
        self.add_row(
            TextField("name", _("Name or number"), is_required=True),
            IntegerField("seats", _("Seats"), lowest=1, highest=MOST_SEATS),
        )
        self.add(TextField("building", _("Building")))
        self.add(TextField("equipment", _("Equipment"), lines=2))
        if record is not None:
            hint = _("From this day on it is offered no more; lessons of the past keep it.")
            self.add(DateField("closed_on", _("Closed since"), hint=hint))
        for name in self.values():
            self.field(name).set_value(getattr(self._record, name))

    def submit(self) -> None:
        wanted = replace(self._record, **self.values())
        run_command(self, lambda centre: centre.write(save_room, wanted), lambda outcome: self.finish(outcome.value))
