"""Cards that are only a name: of somebody who came and was not on the list, until it is known who it is.

Nothing finds such a card, and no list, count or comparison of people takes it in.
"""

from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from db.models.attendance import WalkIn
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName, full_name, split_full_name
from desktop_app.people.rules import both_scripts, name_columns

_REASON = "a card that is only a name"


def add_name_only(unit: UnitOfWork, *, name: str) -> int:
    """A card of the name as it was typed; returns its id. Raises Invalid for an empty name.

    In bulk, so that the journal keeps no name that belongs to nobody yet.
    """
    values = {**_names(name), "is_archived": True, "created_at": unit.now}
    unit.execute_bulk(insert(Person).values(values), reason=_REASON)
    return unit.session.scalars(select(func.max(Person.id))).one()


def rename_name_only(unit: UnitOfWork, *, person_id: int, name: str) -> None:
    """Raises Invalid for an empty name."""
    card = update(Person).where(Person.id == person_id, Person.name_key == "")
    unit.execute_bulk(card.values(_names(name)), reason=_REASON)


def remove_name_only(unit: UnitOfWork, *, person_id: int) -> None:
    unit.execute_bulk(delete(Person).where(Person.id == person_id, Person.name_key == ""), reason=_REASON)


def name_only_ids() -> Select[int]:
    """The ids of all such cards: a handful."""
    return select(Enrolment.person_id).join(WalkIn, WalkIn.enrolment_id == Enrolment.id)


def _names(name: str) -> dict[str, Any]:
    """Digits are no part of a name but tell such people apart: a text with them is kept whole."""
    has_digits = any(sign.isdigit() for sign in name)
    names = both_scripts(PersonName(tidy(name), "") if has_digits else split_full_name(name).name)
    if not full_name(names.latin):
        raise Invalid("name_empty", N_("Give the name, as far as it is known."), field="name")
    # Without keys and words neither a search nor a roster finds it.
    return {**name_columns(names), "name_key": ""}
