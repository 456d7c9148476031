"""Asks why an own order is cancelled, and cancels it; the word of it takes it back."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.orders.own import cancel_order, restore_order
from desktop_app.orders.records import OrderRecord
from ui.operations import run_command
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page, Panel


class CancelOrderDialog(FormDialog):
    """Finishes with True once the order is cancelled."""

    is_for_good = True

    def __init__(self, owner: QWidget, order: OrderRecord) -> None:
        super().__init__(
            owner,
            title=_("Cancel {number}?", number=order.number),
            save_text=_("Cancel the order"),
            leave_text=_("Leave it as it is"),
            intro=_(
                "It stays in the register as cancelled, and its number is not given again in this year. Its people can "
                "then be named in another order. What it did to the cohort stays as it is."
            ),
        )
        self._order_id = order.id
        self.add(TextField("reason", _("Reason"), is_required=True, lines=3))

    def submit(self) -> None:
        reason, order_id = self.field("reason").value, self._order_id
        run_command(
            self,
            lambda centre: centre.write(cancel_order, order_id=order_id, reason=reason),
            lambda _outcome: self.finish(True),
        )


def ask_to_cancel(owner: Page | Panel, order: OrderRecord) -> None:
    """Cancel the order once a reason is given, and offer the way back."""
    if CancelOrderDialog.ask(owner, order):
        owner.workspace.show_notice(
            _("{number} is cancelled.", number=order.number),
            undo=lambda: run_command(owner, lambda centre: centre.write(restore_order, order_id=order.id)),
        )
