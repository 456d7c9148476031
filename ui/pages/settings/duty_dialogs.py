"""The forms of the duties of the personal data law: a purpose with its term, a disclosure; who is past a term."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import N_, _
from desktop_app.people.records import PersonLine
from desktop_app.personal_data.disclosures import (
    DisclosureDraft,
    DisclosureRecord,
    change_disclosure,
    note_disclosure,
)
from desktop_app.personal_data.purposes import MOST_MONTHS, Purpose, PurposeDraft, save_purpose
from ui.models.table_model import Column
from ui.operations import run_command
from ui.widgets.fields import DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

WIDTH = 640
LIST_WIDTH, LIST_HEIGHT = 860, 560
PERSON_COLUMNS: tuple[Column[PersonLine], ...] = (
    Column("name", N_("Full name"), lambda line: line.full_name, width=280),
    Column("workplace", N_("Workplace"), lambda line: line.workplace, is_stretched=True),
    Column("district", N_("District"), lambda line: line.district, width=160),
)


class PurposeDialog(FormDialog):
    """Finishes with True. What holds from another day on is kept beside what held before."""

    def __init__(self, owner: QWidget, purpose: Purpose) -> None:
        super().__init__(owner, title=purpose.name, intro=_("A draft becomes the centre's own by an order."))
        self.setMinimumWidth(WIDTH)
        self._purpose = purpose
        self.add(TextField("purpose", _("Purpose"), is_required=True, lines=2))
        self.add(TextField("basis", _("Ground"), is_required=True, lines=2))
        empty = _("Empty: as long as the centre")
        self.add_row(
            IntegerField("term_months", _("Term"), lowest=1, highest=MOST_MONTHS, unit=_("months"), hint=empty),
            DateField("valid_from", _("Holds from"), is_required=True),
        )
        self.add_row(TextField("order_number", _("Order number")), DateField("order_date", _("Order date")))
        values = {
            "purpose": purpose.purpose.text,
            "basis": purpose.basis.text,
            "term_months": purpose.term_months,
            "valid_from": purpose.valid_from or self.workspace.centre.clock.today(),
            "order_number": purpose.order_number,
            "order_date": purpose.order_date,
        }
        for name, value in values.items():
            self.field(name).set_value(value)

    def submit(self) -> None:
        draft = PurposeDraft(self._purpose.category, **self.values())
        version = self._purpose.version if draft.valid_from == self._purpose.valid_from else 0
        run_command(
            self, lambda centre: centre.write(save_purpose, draft, version=version), lambda _done: self.finish(True)
        )


class DisclosureDialog(FormDialog):
    """Finishes with True; of a file that only the journal knows it asks to whom it was given."""

    def __init__(self, owner: QWidget, line: DisclosureRecord | None) -> None:
        super().__init__(owner, title=_("Disclosure of personal data"))
        self.setMinimumWidth(WIDTH)
        self._line = line
        self.add_row(
            DateField("given_on", _("Date"), is_required=True),
            IntegerField("people", _("People"), lowest=1, highest=10_000_000),
        )
        self.add(TextField("recipient", _("Given to"), is_required=True))
        self.add(TextField("basis", _("Ground"), is_required=True, placeholder=_("such as a letter with its number")))
        self.add(TextField("content", _("What was given"), is_required=True, lines=2))
        self.field("given_on").set_value(line.given_on if line else self.workspace.centre.clock.today())
        self.field("people").set_value(line.people if line else 1)
        if line is not None:
            for name in ("recipient", "basis", "content"):
                self.field(name).set_value(getattr(line, name))

    def submit(self) -> None:
        line = self._line
        values = self.values()
        draft = DisclosureDraft(
            **values | {"people": values["people"] or 1},
            person_id=line.person_id if line else None,
            sha256=line.sha256 if line else "",
        )
        if line is None or line.disclosure_id is None:
            run_command(self, lambda centre: centre.write(note_disclosure, draft), lambda _done: self.finish(True))
            return
        kept, version = line.disclosure_id, line.version
        run_command(
            self,
            lambda centre: centre.write(change_disclosure, draft, disclosure_id=kept, version=version),
            lambda _done: self.finish(True),
        )
