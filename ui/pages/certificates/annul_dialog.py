"""Asks why a certificate is annulled, and annuls it."""

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.records import CertificateRecord
from desktop_app.i18n import _
from ui.asked_form import take_up
from ui.operations import run_command
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog


class AnnulDialog(FormDialog):
    """Finishes with True once the certificate is annulled."""

    is_for_good = True

    def __init__(self, owner: QWidget, record: CertificateRecord) -> None:
        super().__init__(
            owner,
            title=_("Annul certificate {number}?", number=record.full_number),
            save_text=_("Annul the certificate"),
            leave_text=_("Leave it as it is"),
            intro=_(
                "{holder}. The number stays in the register and is not given again; whoever checks the code is told "
                "that the certificate is annulled. This cannot be undone.",
                holder=record.holder,
            ),
        )
        self._certificate_id = record.id
        self.add(TextField("reason", _("Reason"), is_required=True, lines=3))
        self.add_row(
            TextField("order_number", _("Number of the order"), is_required=True),
            DateField("order_date", _("Date of the order"), is_required=True),
        )
        take_up(self, act=Act.ANNUL, entity="certificate", entity_id=record.id)

    def submit(self) -> None:
        ground, certificate_id = Ground(**self.values()), self._certificate_id
        run_command(
            self,
            lambda centre: centre.write(annul, certificate_id=certificate_id, ground=ground),
            lambda _outcome: self.finish(True),
        )
