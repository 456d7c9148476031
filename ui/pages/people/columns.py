"""The columns of the list of people and of a person's training."""

from dataclasses import dataclass

from desktop_app.cohorts.records import enrolment_state_name
from desktop_app.i18n import N_
from desktop_app.people.records import FoundPerson, PersonLine, Training
from ui.models.table_model import Align, Column
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
        hint=lambda row: row.person.workplace,
        is_stretched=True,
    ),
    Column[PersonRow](
        "position", N_("Position"), lambda row: row.person.position, width=184, hint=lambda row: row.person.position
    ),
    Column[PersonRow](
        "subject", N_("Subject"), lambda row: row.person.subject, width=150, hint=lambda row: row.person.subject
    ),
    Column[PersonRow](
        "district", N_("District"), lambda row: row.person.district, width=150, hint=lambda row: row.person.district
    ),
)

TRAINING_COLUMNS = (
    Column[Training]("programme", N_("Programme"), lambda row: row.programme, width=240, is_stretched=True),
    Column[Training]("cohort", N_("Cohort"), lambda row: row.cohort_code, width=104),
    Column[Training]("hours", N_("Hours"), lambda row: row.hours, width=60, align=Align.RIGHT),
    Column[Training]("starts_on", N_("From"), lambda row: row.starts_on, width=92),
    Column[Training]("ends_on", N_("To"), lambda row: row.ends_on, width=92),
    Column[Training](
        "state",
        N_("Result"),
        lambda row: enrolment_state_name(row.state),
        width=160,
        tone=lambda row: Tone.GOOD if row.certificate_number else Tone.PLAIN,
    ),
    Column[Training]("certificate", N_("Certificate"), lambda row: row.certificate_number, width=140),
)
