"""The figures and the lessons of today, and how far a new centre has come."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import distinct, exists, func, select

from db.models.attendance import Mark, WalkIn
from db.models.certificates import Certificate, CertificateOrigin, CertificateState, PaperKind
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.programmes import Module, Programme
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.remembered import remembered, resting_on

ENDING_WITHIN_DAYS = 7


@dataclass(frozen=True)
class TodayFigures:
    """``ending`` are cohorts that end within a week; the rest is counted as of today or since January."""

    cohorts: int
    ending: int
    studying: int
    certificates: int
    finished: int


@dataclass(frozen=True)
class TodayLesson:
    """One session of today; ``marked`` of its ``people`` have a mark."""

    session_id: int
    cohort_id: int
    cohort_code: str
    title: str
    place: str
    starts_at: time
    people: int
    marked: int


@dataclass(frozen=True)
class FirstSteps:
    """What a new centre has done of programme, cohort, roster."""

    has_programme: bool
    has_cohort: bool
    has_people: bool

    @property
    def are_done(self) -> bool:
        return self.has_programme and self.has_cohort and self.has_people


@remembered
def today_figures(unit: UnitOfWork) -> TodayFigures:
    january = unit.today.replace(month=1, day=1)
    underway = (Cohort.state == CohortState.STUDYING) & (Cohort.starts_on <= unit.today)
    soon = unit.today + timedelta(days=ENDING_WITHIN_DAYS)
    finished = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)
    # A person may study in two cohorts at once, and finish two courses in a year.
    people = func.count(distinct(Enrolment.person_id))
    counts = {
        "cohorts": select(func.count(Cohort.id)).where(underway),
        "ending": select(func.count(Cohort.id)).where(underway, Cohort.ends_on.between(unit.today, soon)),
        # As a list of cohorts, not as a join: a join would make SQLite read every enrolment there ever was.
        "studying": select(people).where(
            Enrolment.cohort_id.in_(select(Cohort.id).where(underway)), Enrolment.state == EnrolmentState.STUDYING
        ),
        "certificates": select(func.count(Certificate.id)).where(
            # A duplicate or a corrected one is not a second certificate: they count by the first one's day.
            Certificate.issued_on.between(january, unit.today),
            Certificate.kind == PaperKind.CERTIFICATE,
            Certificate.origin == CertificateOrigin.FIRST,
            Certificate.state != CertificateState.ANNULLED,
        ),
        "finished": select(people).where(
            Enrolment.finished_on.between(january, unit.today), Enrolment.state.in_(finished)
        ),
    }
    row = unit.session.execute(select(*(count.scalar_subquery().label(name) for name, count in counts.items())))
    return TodayFigures(**row.one()._asdict())


@resting_on("session", "mark")
def lessons_of(unit: UnitOfWork, day: date) -> list[TodayLesson]:
    """The sessions of a day in all cohorts that were not cancelled, by their beginning."""
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    is_listed = Mark.enrolment_id.not_in(select(WalkIn.enrolment_id))
    marked = select(func.count()).where(Mark.session_id == Session.id, is_listed)
    rows = unit.session.execute(
        select(
            Session.id,
            Cohort.id,
            Cohort.code,
            func.coalesce(Module.title, Programme.title),
            Cohort.place,
            Session.starts_at,
            people.scalar_subquery(),
            marked.scalar_subquery(),
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .where(Session.held_on == day, Cohort.state != CohortState.CANCELLED, *are_own(unit, Cohort.id))
        .order_by(Session.starts_at, Cohort.code)
    )
    return [TodayLesson(*row) for row in rows]


def first_steps(unit: UnitOfWork) -> FirstSteps:
    found = select(exists(select(Programme.id)), exists(select(Cohort.id)), exists(select(Enrolment.id)))
    return FirstSteps(*unit.session.execute(found).one())
