"""A person's card to be changed: there, and not erased."""

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import N_


def load_card(unit: UnitOfWork, person_id: int) -> Person:
    """Raises NotFound, and Refused for a card whose data were erased: nothing is written on it any more."""
    row = unit.session.get(Person, person_id)
    if row is None:
        raise NotFound("no_person", N_("This person is no longer in the list."))
    if row.erased_on is not None:
        raise Refused("person_erased", N_("The data of this person were erased; the card cannot be changed any more."))
    return row
