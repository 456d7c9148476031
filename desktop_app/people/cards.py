"""A person's card to be changed: there, not erased, and somebody's."""

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.people.rules import written_name
from desktop_app.rows import row_at


def load_card(unit: UnitOfWork, person_id: int) -> Person:
    """Raises NotFound, and Refused for a card on which nothing is written.

    Such are one whose data were erased, and one that is only the name of somebody not recognised yet.
    """
    row = row_at(unit, Person, person_id, "no_person", N_("This person is no longer in the list."))
    if row.erased_on is not None:
        raise Refused("person_erased", N_("The data of this person were erased; the card cannot be changed any more."))
    if not row.name_key:
        message = N_("{name} is not recognised yet. Say first who it is: page Attendance, tab “Not on the list”.")
        raise Refused("not_recognised", message, name=written_name(row))
    return row
