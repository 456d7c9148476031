"""A form that signs an order is offered the next free number of the year."""

from datetime import date

from desktop_app.orders.own import propose_number
from desktop_app.orders.records import ORDER
from ui.operations import run_query
from ui.widgets.form_dialog import FormDialog


def propose_order_number(dialog: FormDialog, dated_on: date) -> None:
    """Put the number into the form's ``order_number`` as a guess, unless somebody has typed one meanwhile."""
    field = dialog.field("order_number")

    def offer(number: str) -> None:
        if not field.value:
            field.set_value(number, is_guess=True)

    run_query(dialog, lambda centre: centre.read(propose_number, dated_on=dated_on, kind_code=ORDER), offer)
