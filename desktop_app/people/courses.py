"""What a person has studied: the centre's own courses and those taken elsewhere, in one list, with their hours."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Institution, OutsideCourse
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.cards import load_card
from desktop_app.people.certified import is_standing
from desktop_app.people.records import OutsideCourseDraft, Training
from desktop_app.people.rules import checked_order, checked_past, years_before
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at

LONGEST_HOURS = 2_000
_TEXTS = ("title", "provider", "result", "certificate_number", "link")


def training_of(unit: UnitOfWork, person_id: int) -> list[Training]:
    """Every course of a person, own and outside, and every event that they took part in or led, newest first."""
    return sorted(
        [*_own_courses(unit, person_id), *_outside_courses(unit, person_id), *_events(unit, person_id)],
        key=lambda course: (course.ends_on, course.enrolment_id),
        reverse=True,
    )


def recent_hours(courses: Iterable[Training], *, years: int, on: date) -> int:
    """The hours of courses completed in the ``years`` before a day."""
    since = years_before(years, on)
    return sum(
        course.hours or 0 for course in courses if course.counts and since < (course.finished_on or course.ends_on)
    )


def save_outside_course(unit: UnitOfWork, draft: OutsideCourseDraft, *, person_id: int) -> int:
    """Add a course taken elsewhere (id 0) or change it; returns its id. Raises Invalid, NotFound, Conflict."""
    values = {name: tidy(getattr(draft, name)) for name in _TEXTS}
    if not values["title"]:
        raise Invalid("title_empty", N_("The title of the course is missing."), field="title")
    ends_on = checked_past("ends_on", draft.ends_on, today=unit.today)
    if ends_on is None:
        raise Invalid("ends_on_empty", N_("The last day of the course is missing."), field="ends_on")
    checked_order("ends_on", before=draft.starts_on, after=ends_on)
    if draft.hours is not None and not 0 < draft.hours <= LONGEST_HOURS:
        raise Invalid("hours_wrong", N_("A course has from 1 to {most} hours."), field="hours", most=LONGEST_HOURS)
    _require_link(values["link"])
    row = _course_to_change(unit, draft, person_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.hours, row.starts_on, row.ends_on = draft.hours, draft.starts_on, ends_on
    unit.session.flush()
    return row.id


def delete_outside_course(unit: UnitOfWork, *, course_id: int) -> OutsideCourseDraft:
    """Take the course off the card; what is given back, saved once more, brings it back. Raises NotFound."""
    row = _outside_course(unit, course_id)
    unit.session.delete(row)
    return _draft(row, is_kept=False)


def _require_link(link: str) -> None:
    """A link is opened by a click: only an address of the web is one."""
    parts = urlsplit(link)
    if link and not (parts.scheme in ("http", "https") and parts.hostname):
        raise Invalid("link_wrong", N_("A link begins with https:// or http://."), field="link")


def _course_to_change(unit: UnitOfWork, draft: OutsideCourseDraft, person_id: int) -> OutsideCourse:
    if draft.id:
        row = _outside_course(unit, draft.id)
        if row.version != draft.version:
            raise Conflict
        return row
    load_card(unit, person_id)
    row = OutsideCourse(person_id=person_id)
    unit.session.add(row)
    return row


def _outside_course(unit: UnitOfWork, course_id: int) -> OutsideCourse:
    return row_at(unit, OutsideCourse, course_id, "no_course", N_("This course is no longer on the card."))


def _draft(row: OutsideCourse, *, is_kept: bool = True) -> OutsideCourseDraft:
    """The course as a form edits it; one that is not kept is new again."""
    return OutsideCourseDraft(
        **{name: getattr(row, name) for name in _TEXTS},
        hours=row.hours,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        id=row.id if is_kept else 0,
        version=row.version if is_kept else 1,
    )


def _outside_courses(unit: UnitOfWork, person_id: int) -> list[Training]:
    rows = unit.session.scalars(select(OutsideCourse).where(OutsideCourse.person_id == person_id))
    return [
        Training(
            programme=row.title,
            hours=row.hours,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            certificate_number=row.certificate_number,
            counts=True,
            finished_on=row.ends_on,
            outside=_draft(row),
        )
        for row in rows
    ]


def _events(unit: UnitOfWork, person_id: int) -> list[Training]:
    listed = select(EventParticipant.event_id).where(EventParticipant.person_id == person_id)
    rows = unit.session.execute(
        select(TrainingEvent, Institution.name)
        .outerjoin(Institution, Institution.id == TrainingEvent.institution_id)
        .where(or_(TrainingEvent.id.in_(listed), TrainingEvent.leader_person_id == person_id))
    ).all()
    kinds = {item.code: item.names.text for item in list_items(unit, "event_kind")} if rows else {}
    return [
        Training(
            programme=": ".join(filter(None, (kinds.get(row.kind_code, row.kind_code), row.topic))),
            hours=None,
            starts_on=row.held_on,
            ends_on=row.held_on,
            certificate_number="",
            counts=False,
            finished_on=row.held_on,
            event_id=row.id,
            place=institution or row.place,
            is_leader=row.leader_person_id == person_id,
        )
        for row, institution in rows
    ]


def _own_courses(unit: UnitOfWork, person_id: int) -> list[Training]:
    rows = (
        select(Enrolment, Cohort, Programme, Certificate.full_number, Certificate.state)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Certificate, (Certificate.enrolment_id == Enrolment.id) & is_standing())
        .where(Enrolment.person_id == person_id)
    )
    return [
        _own_course(enrolment, cohort, programme, full_number or "", state)
        for enrolment, cohort, programme, full_number, state in unit.session.execute(rows)
    ]


def _own_course(
    enrolment: Enrolment, cohort: Cohort, programme: Programme, full_number: str, state: CertificateState | None
) -> Training:
    return Training(
        programme=programme.title,
        hours=programme.hours,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        certificate_number=full_number or enrolment.external_certificate,
        counts=enrolment.state is EnrolmentState.COMPLETED,
        finished_on=enrolment.finished_on,
        enrolment_id=enrolment.id,
        cohort_id=cohort.id,
        cohort_code=cohort.code,
        state=enrolment.state,
        certificate_state=state if full_number else None,
    )
