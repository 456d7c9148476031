"""Made-up applications of district offices: those of a called cohort have places, others wait to be formed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from db.models.applications import ApplicationPerson
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Institution, Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.forming.applications import add_people, save_application, withdraw
from desktop_app.forming.records import ApplicationDraft

OFFICE = "BOLIM"
MOST_COHORTS = 6
# Every so many an office says one person more than it lists.
MISCOUNTED_EVERY = 7


def fill_applications(unit: UnitOfWork) -> None:
    """The people of a called cohort were applied for last month, those of the oldest courses of a subject just now."""
    called = select(Cohort.id).join(Enrolment).where(Enrolment.state == EnrolmentState.CALLED)
    with_places = unit.session.scalars(called.order_by(Cohort.starts_on, Cohort.id).limit(1)).all()
    for wish_id, enrolment_id in _apply(unit, with_places, dated_on=unit.today - timedelta(days=30)):
        unit.session.get_one(ApplicationPerson, wish_id).enrolment_id = enrolment_id
    waiting = _apply(unit, _oldest_cohorts(unit), dated_on=unit.today - timedelta(days=4))
    for wish_id, _enrolment_id in waiting[:1]:
        withdraw(unit, wish_id=wish_id, reason="Mehnat taʼtilida")


def _oldest_cohorts(unit: UnitOfWork) -> Sequence[int]:
    """Of the subject that most cohorts had until the year before the last."""
    rows = unit.session.execute(
        select(Programme.subject_code, Cohort.id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Cohort.ends_on < date(unit.today.year - 1, 1, 1), Programme.subject_code.is_not(None))
        .order_by(Cohort.starts_on, Cohort.id)
    ).all()
    common = Counter(subject for subject, _cohort_id in rows).most_common(1)
    return [cohort_id for subject, cohort_id in rows if subject in dict(common)][:MOST_COHORTS]


def _apply(unit: UnitOfWork, cohort_ids: Sequence[int], *, dated_on: date) -> list[tuple[int, int]]:
    """Every district office applies for its people of these cohorts; the new lines, each with the enrolment meant."""
    rows = unit.session.execute(
        select(Institution.id, Cohort.programme_id, Person.id, Enrolment.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Institution, Institution.district_code == Person.district_code)
        .where(Enrolment.cohort_id.in_(cohort_ids), Institution.kind_code == OFFICE, Person.is_archived.is_(False))
        .order_by(Institution.id, Person.id)
    )
    asked: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for office_id, programme_id, person_id, enrolment_id in rows:
        asked[office_id, programme_id][person_id] = enrolment_id
    lines: list[tuple[int, int]] = []
    for number, ((office_id, programme_id), enrolments) in enumerate(asked.items(), start=1):
        stated = len(enrolments) + (number % MISCOUNTED_EVERY == 0)
        draft = ApplicationDraft(dated_on, f"01-{dated_on:%m}/{number}", office_id, people_stated=stated)
        application_id = save_application(unit, draft)
        wishes = add_people(
            unit,
            application_id=application_id,
            person_ids=list(enrolments),
            year=unit.today.year,
            month=min(unit.today.month + 1, 12),
            programme_id=programme_id,
        )
        lines += zip(wishes, enrolments.values(), strict=True)
    return lines
