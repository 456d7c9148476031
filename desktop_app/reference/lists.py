"""The lists of the centre by name, and what is done to their entries besides changing them."""

from sqlalchemy import select

from db.models.reference import ReferenceItem
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.reference.service import list_items
from desktop_app.reference.undoing import Change, change_of, removal_of, said
from desktop_app.reference.uses import is_item_used
from desktop_app.rows import row_at

LISTS: dict[str, str] = {
    "subject": N_("Subjects"),
    "position": N_("Positions"),
    "staff_group": N_("Staff groups"),
    "category": N_("Qualification categories"),
    "education": N_("Levels of education"),
    "institution_kind": N_("Kinds of institution"),
    "locality": N_("Urban or rural"),
    "language": N_("Languages of teaching"),
    "mode": N_("Modes of study"),
    "channel": N_("Channels of training"),
    "stage_2024": N_("The stage of 2024"),
    "absence_reason": N_("Reasons of absence"),
    "consent_form": N_("Forms of consent"),
    "order_kind": N_("Kinds of orders and letters"),
    "programme_kind": N_("Kinds of programme"),
    "certificate_kind": N_("What a programme ends with"),
    "lesson_kind": N_("Kinds of lesson"),
    "shift": N_("Shifts"),
    "event_kind": N_("Kinds of event"),
    "organisation_kind": N_("Kinds of organisation"),
    "permit_requirement": N_("Requirements of the permit"),
}
# The program itself works with these; an added entry would mean nothing to it.
FIXED_LISTS = frozenset({"locality", "stage_2024", "programme_kind", "certificate_kind", "lesson_kind"})
# The list of which each entry names one more: a position its staff group.
GROUPED_LISTS = {"position": "staff_group"}


def move_list_item(unit: UnitOfWork, *, item_id: int, steps: int) -> tuple[Change, ...]:
    """Put an entry so many places up (below nought) or down in its list; at an end nothing changes. Raises NotFound."""
    row = row_at(unit, ReferenceItem, item_id, "no_list_item", N_("This entry is no longer in the list."))
    order = select(ReferenceItem).where(ReferenceItem.list_name == row.list_name)
    rows = list(unit.session.scalars(order.order_by(ReferenceItem.place, ReferenceItem.id)))
    before = {each.id: said(each) for each in rows}
    place = rows.index(row)
    rows.insert(min(max(place + steps, 0), len(rows) - 1), rows.pop(place))
    moved = []
    for number, each in enumerate(rows, start=1):
        if each.place != number:
            each.place = number
            moved.append(each)
    unit.session.flush()
    return tuple(change_of(each, before[each.id]) for each in moved)


def delete_list_item(unit: UnitOfWork, *, item_id: int) -> Change:
    """Take out an entry that was made by mistake; what is given back undoes it.

    Raises NotFound, and Refused when it is used or of a fixed list.
    """
    row = row_at(unit, ReferenceItem, item_id, "no_list_item", N_("This entry is no longer in the list."))
    if row.list_name in FIXED_LISTS or is_item_used(unit, row):
        raise Refused("entry_used", N_("The entry is in use already. Close it with a date instead."))
    change = removal_of(row)
    unit.session.delete(row)
    return change


def item_spellings(unit: UnitOfWork, list_name: str) -> list[tuple[str, str]]:
    """Every way in which the entries of a list are written: pairs of code and text, the code itself among them."""
    return [
        (item.code, text)
        for item in list_items(unit, list_name)
        for text in (item.code, item.names.uz, item.names.ru, item.names.en)
        if text
    ]
