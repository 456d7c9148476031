"""The form of an act that waits for a second person: kept with the request, and filled in again once it is allowed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui import formats, rights
from ui.operations import run_query
from ui.widgets.fields import DateField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import ApprovalRecord
    from desktop_app.centre import Centre


_WHICH = "which form"


def kept_form(owner: QWidget) -> dict[str, Any]:
    """What stands in the form now; nothing where the owner is none. A folder is of this PC and is not kept."""
    if not isinstance(owner, FormDialog):
        return {}
    typed = {name: value for name, value in owner.values().items() if name not in owner.typed_anew}
    days = {name: value.isoformat() for name, value in typed.items() if isinstance(value, date)}
    words = {name: value for name, value in typed.items() if isinstance(value, str | int) and value != ""}
    return {_WHICH: type(owner).__name__} | days | words


def take_up(
    form: FormDialog, *, act: str, entity: str, entity_id: object, then: Callable[[], object] | None = None
) -> None:
    """Fill the form in as it was when what it asks for was allowed to whoever acts; an answer fits nothing else.

    Where no form was kept, the lines of the request that are called as its fields are. ``then`` is called at the end.
    """
    if not rights.are_held():
        return

    def show(record: "ApprovalRecord | None") -> None:
        if record is None or record.form.get(_WHICH, type(form).__name__) != type(form).__name__:
            return
        form.fill_in(_values(form, record))
        form.banner.show_outcome(
            _(
                "{name} allowed this on {when}. It stands here as you asked for it: what is changed has to be allowed "
                "again.",
                name=record.decided_by,
                when=formats.moment_text(record.decided_at),
            )
        )
        if then is not None:
            then()

    run_query(form, lambda centre: _allowed(centre, act, entity, entity_id), show, slot="allowed")


def _values(form: FormDialog, record: "ApprovalRecord") -> dict[str, Any]:
    """Of what was kept, what the form has fields for; of a request that kept no form, the lines of the same names."""
    kept = record.form or record.summary
    fields = {name: form.field(name) for name in form.values().keys() & kept.keys() - form.typed_anew}
    return {
        name: date.fromisoformat(kept[name]) if isinstance(field, DateField) else kept[name]
        for name, field in fields.items()
    }


def _allowed(centre: "Centre", act: str, entity: str, entity_id: object) -> "ApprovalRecord | None":
    from desktop_app.accounts.approvals import allowed_request

    return centre.read(allowed_request, act=act, entity=entity, entity_id=entity_id)
