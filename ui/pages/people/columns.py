"""The columns of the list of people."""

from dataclasses import dataclass

from desktop_app.i18n import N_
from desktop_app.people.records import FoundPerson, PersonLine
from ui.models.table_model import Column
from ui.pages.people.words import birth_text, reason_text
from ui.theme import Tone


@dataclass(frozen=True)
class PersonRow:
    """A line of the list; ``found`` tells why it is there while something is looked for."""

    person: PersonLine
    found: FoundPerson | None = None


REASON = "found_by"
# Gives its room to the reason while something is looked for.
LESS_WANTED = "subject"

# Where what is looked for may stand.
MARKED = frozenset({"name", "workplace"})

PEOPLE_COLUMNS = (
    Column[PersonRow]("name", N_("Surname, name, patronymic"), lambda row: row.person.full_name, width=236),
    Column[PersonRow](
        REASON,
        N_("Found by"),
        lambda row: reason_text(row.found) if row.found else "",
        width=160,
        tone=lambda _row: Tone.ACCENT,
    ),
    Column[PersonRow]("birth", N_("Born"), lambda row: birth_text(row.person), width=96),
    Column[PersonRow](
        "workplace",
        N_("Workplace"),
        lambda row: row.person.workplace,
        is_told_whole=True,
        is_stretched=True,
    ),
    Column[PersonRow]("position", N_("Position"), lambda row: row.person.position, width=184, is_told_whole=True),
    Column[PersonRow]("subject", N_("Subject"), lambda row: row.person.subject, width=150, is_told_whole=True),
    Column[PersonRow]("district", N_("District"), lambda row: row.person.district, width=150, is_told_whole=True),
)
