"""One person, as a command is told: by the number of the card, the JShShIR, or words that find nobody else."""

from sqlalchemy import select

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.people.search import search_people

_DIGITS_OF_JSHSHIR = 14


def meant_person(unit: UnitOfWork, text: str) -> int:
    """The number of the card. Raises NotFound, Refused where several people fit."""
    typed = text.strip()
    if typed.isdecimal():
        column = Person.jshshir if len(typed) == _DIGITS_OF_JSHSHIR else Person.id
        value = typed if len(typed) == _DIGITS_OF_JSHSHIR else int(typed)
        found = list(unit.session.scalars(select(Person.id).where(column == value)))
    else:
        found = [each.person.id for each in search_people(unit, typed, limit=2)]
    if not found:
        raise NotFound("no_such_person", N_("Nobody was found by what was typed."))
    if len(found) > 1:
        raise Refused("several_people", N_("Several people fit. Give the JShShIR or the number of the card."))
    return found[0]
