"""Asks on what a duplicate or a corrected certificate is made, and makes it; the old one stays in the register."""

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.certificates.later import Ground, correct, duplicate
from desktop_app.certificates.records import CertificateRecord
from desktop_app.i18n import _
from ui.asked_form import take_up
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class _ReplaceDialog(FormDialog):
    """Finishes with the id of the new paper."""

    def __init__(
        self, owner: QWidget, record: CertificateRecord, *, title: str, save_text: str, intro: str, reason: str
    ) -> None:
        super().__init__(owner, title=title, save_text=save_text, intro=intro)
        self.record = record
        self.add(TextField("reason", reason, is_required=True, lines=2))
        self.add_row(
            TextField("order_number", _("Number of the order"), is_required=True),
            DateField("order_date", _("Date of the order"), is_required=True),
        )
        take_up(self, act=Act.ISSUE, entity="certificate", entity_id=record.id)

    def submit(self) -> None:
        make = duplicate if isinstance(self, DuplicateDialog) else correct
        ground, certificate_id = Ground(**self.values()), self.record.id
        run_command(
            self,
            lambda centre: centre.write(make, certificate_id=certificate_id, ground=ground),
            lambda outcome: self.finish(outcome.value),
        )


class DuplicateDialog(_ReplaceDialog):
    """For a paper that was lost."""

    def __init__(self, owner: QWidget, record: CertificateRecord) -> None:
        super().__init__(
            owner,
            record,
            title=_("Duplicate of {number}", number=record.full_number),
            save_text=_("Make the duplicate"),
            intro=_(
                "{holder}. The duplicate gets a number of its own, cites the old one and bears the word DUPLICATE. "
                "The lost one is no longer in force.",
                holder=record.holder,
            ),
            reason=_("Application: of whom and of which day, and how it was lost"),
        )


class CorrectionDialog(_ReplaceDialog):
    """For a paper that says something wrong."""

    def __init__(self, owner: QWidget, record: CertificateRecord) -> None:
        super().__init__(
            owner,
            record,
            title=_("Correction of {number}", number=record.full_number),
            save_text=_("Make the corrected one"),
            intro=_(
                "{holder}. Correct the card or the course first: the new paper says what they say now. It gets a "
                "number of its own, and the old one is no longer in force.",
                holder=record.holder,
            ),
            reason=_("What was wrong, and by which document it is corrected"),
        )
