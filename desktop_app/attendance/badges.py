"""The badges of a cohort: whose they are and what stands on them, and their print as PDF."""

import io
from collections.abc import Sequence

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.badge_codes import badge_code
from desktop_app.attendance.badge_document import badges_pdf
from desktop_app.attendance.badge_records import Badge, BadgeLook, BadgeOwner
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.cohorts.rules import PRESENT_STATES, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Refused
from desktop_app.i18n import N_, language, use
from desktop_app.language.dates import period
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of
from desktop_app.people.rules import both_scripts, card_name, cyrillic_name, written_name
from desktop_app.reference.logo import logo
from desktop_app.reference.service import profile


def badge_owners(unit: UnitOfWork, *, cohort_id: int) -> list[BadgeOwner]:
    """Who of a cohort can get a badge, in the Uzbek order of names; walk-ins have none until they are recognised."""
    uuid = profile(unit).uuid
    return [
        BadgeOwner(enrolment.id, written_name(person), badge_code(enrolment.id, centre_uuid=uuid))
        for enrolment, person in _people(unit, cohort_id)
    ]


def badges(unit: UnitOfWork, *, cohort_id: int, enrolment_ids: Sequence[int] = ()) -> list[Badge]:
    """The badges of a cohort, or of some of its people, in the language and script in force.

    Raises Refused for a closed cohort, and where nobody of those asked for can get one.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    people = [each for each in _people(unit, cohort_id) if not enrolment_ids or each[0].id in enrolment_ids]
    if not people:
        message = N_("Nobody in cohort {cohort} can get a badge. Put people into it first: cohort, Admission.")
        raise Refused("no_badges", message, cohort=cohort.code)
    own = profile(unit)
    title = in_script_of(language(), unit.session.get_one(Programme, cohort.programme_id).title)
    days = period(cohort.starts_on, cohort.ends_on, language())
    centre = in_script_of(language(), own.name)
    return [
        Badge(*_name_lines(person), cohort.code, title, days, centre, badge_code(enrolment.id, centre_uuid=own.uuid))
        for enrolment, person in people
    ]


def preview_badges(centre: Centre, *, cohort_id: int, look: BadgeLook, enrolment_ids: Sequence[int] = ()) -> bytes:
    """The badges as PDF; raises as ``badges``."""
    return _written(centre, cohort_id, look, enrolment_ids)


def badges_to_print(
    centre: Centre, *, cohort_id: int, look: BadgeLook, enrolment_ids: Sequence[int] = ()
) -> Outcome[bytes]:
    """The same for a printer or a file, noted in the journal; raises as ``badges``."""
    content = _written(centre, cohort_id, look, enrolment_ids)

    def note(unit: UnitOfWork) -> None:
        printed = len(enrolment_ids) or len(badge_owners(unit, cohort_id=cohort_id))
        unit.note(
            "print", entity=Cohort.__tablename__, entity_id=cohort_id, facts={"what": "badges", "people": printed}
        )

    return Outcome(content, centre.write(note).changes)


def _written(centre: Centre, cohort_id: int, look: BadgeLook, enrolment_ids: Sequence[int]) -> bytes:
    own = centre.read(profile)
    target = io.BytesIO()
    with use(look.language or own.document_language):
        found = centre.read(badges, cohort_id=cohort_id, enrolment_ids=enrolment_ids)
        badges_pdf(target, found, size=look.size, logo=centre.read(logo))
    return target.getvalue()


def _people(unit: UnitOfWork, cohort_id: int) -> list[tuple[Enrolment, Person]]:
    rows = unit.session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(PRESENT_STATES))
        .order_by(Person.sort_key, Person.id)
    )
    return [(enrolment, person) for enrolment, person in rows]


def _name_lines(person: Person) -> tuple[str, str]:
    """The surname, and what follows it, in the script in force."""
    both = both_scripts(card_name(person), cyrillic_name(person))
    name = both.cyrillic if language() in IN_CYRILLIC else both.latin
    return name.surname, " ".join(filter(None, (name.given_name, name.patronymic)))
