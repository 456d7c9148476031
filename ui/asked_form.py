"""What waits for a second person: its form is kept with the request, and stands filled in once it is allowed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from ui import formats, rights
from ui.operations import Owner, run_query
from ui.widgets.fields import DateField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.accounts.approvals import ApprovalRecord
    from desktop_app.centre import Centre


_WHICH = "which form"
# The acts of pages that have no form of their own.
MERGING, REGISTER = "merging", "register"


@dataclass(frozen=True)
class Asked:
    """An act of a page, which has no form: what is kept with its request, and what to do where nobody signs here.

    ``values`` are texts, numbers, and lists and tables of them.
    """

    which: str
    values: Mapping[str, Any]
    left: Callable[[], object] | None = None


def kept_form(owner: QWidget, asked: Asked | None = None) -> dict[str, Any]:
    """What stands in the form now; nothing where the owner is none. A folder is of this PC and is not kept."""
    if asked is not None:
        return {_WHICH: asked.which, **asked.values}
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

    def show(records: "Sequence[ApprovalRecord]") -> None:
        if not records:
            return
        form.fill_in(_values(form, records[0]))
        form.banner.show_outcome(allowed_text(records[0]))
        if then is not None:
            then()

    ask_allowed(form, type(form).__name__, show, act=act, entity=entity, entity_id=entity_id, is_kept=False)


def ask_allowed(
    owner: Owner,
    which: str,
    show: "Callable[[Sequence[ApprovalRecord]], object]",
    *,
    act: str,
    entity: str,
    entity_id: object,
    is_kept: bool = True,
) -> None:
    """Ask what was allowed to whoever acts of what they asked for by this form, the newest first.

    Without ``is_kept`` a request that kept no form is one of this as well.
    """
    if not rights.are_held():
        return

    def of_this(records: "Sequence[ApprovalRecord]") -> None:
        fitting = {which} if is_kept else {which, ""}
        show([record for record in records if form_of(record) in fitting])

    run_query(owner, lambda centre: _allowed(centre, act, entity, entity_id), of_this, slot="allowed")


def form_of(record: "ApprovalRecord") -> str:
    """Which form it was asked for by; empty where none was kept."""
    return str(record.form.get(_WHICH, ""))


def allowed_text(record: "ApprovalRecord") -> str:
    """By whom and when it was allowed."""
    return _(
        "{name} allowed this on {when}. It stands here as you asked for it: what is changed has to be allowed again.",
        name=record.decided_by,
        when=formats.moment_text(record.decided_at),
    )


def _values(form: FormDialog, record: "ApprovalRecord") -> dict[str, Any]:
    """Of what was kept, what the form has fields for; of a request that kept no form, the lines of the same names."""
    kept = record.form or record.summary
    fields = {name: form.field(name) for name in form.values().keys() & kept.keys() - form.typed_anew}
    return {
        name: date.fromisoformat(kept[name]) if isinstance(field, DateField) else kept[name]
        for name, field in fields.items()
    }


def _allowed(centre: "Centre", act: str, entity: str, entity_id: object) -> "Sequence[ApprovalRecord]":
    from desktop_app.accounts.approvals import allowed_requests

    return centre.read(allowed_requests, act=act, entity=entity, entity_id=entity_id)
