"""What wants attention today: the lines of the home page, each with the place it leads to."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, func, select

from db.models.attendance import Mark, WalkIn
from db.models.certificates import Certificate, PaperKind
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.programmes import Programme
from db.models.returns import ReturnSnapshot
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import are_own
from desktop_app.cohorts.rules import NOT_COUNTED, OPEN_STATES, admission_due, return_due
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title, short_date
from desktop_app.programmes.records import CertificateKind
from desktop_app.reference.rules import Rules
from desktop_app.reference.service import rules_on
from desktop_app.remembered import remembered, resting_on

STARTS_WITHIN_DAYS = 7
ORDER_WITHIN_DAYS = 3
# Completions older than this are history, not today's work; the window keeps the board fast in a large centre.
CERTIFICATES_WITHIN_DAYS = 90


class BoardKind(StrEnum):
    """In the order of their urgency on the page."""

    LESSONS_NOT_MARKED = "lessons_not_marked"
    WALK_INS = "walk_ins"
    ORDER_DUE = "order_due"
    COHORT_STARTS = "cohort_starts"
    COHORT_ENDED = "cohort_ended"
    CERTIFICATES_READY = "certificates_ready"
    RETURN_DUE = "return_due"


@dataclass(frozen=True)
class BoardLine:
    """One thing to do. ``cohort_id`` is where it leads; a return leads to ``month``, the first day of its month.

    ``day`` is when it starts, ended or is due; ``count`` counts lessons, people or certificates.
    """

    kind: BoardKind
    day: date
    count: int = 0
    cohort_id: int | None = None
    cohort_code: str = ""
    month: date | None = None
    is_late: bool = False

    @property
    def text(self) -> str:
        facts = {"cohort": self.cohort_code, "day": short_date(self.day)}
        match self.kind:
            case BoardKind.LESSONS_NOT_MARKED:
                return _n(
                    "{cohort}: {n} lesson of today is not marked.",
                    "{cohort}: {n} lessons of today are not marked.",
                    self.count,
                    **facts,
                )
            case BoardKind.WALK_INS:
                return _n(
                    "{cohort}: {n} person not on the list waits to be recognised.",
                    "{cohort}: {n} people not on the list wait to be recognised.",
                    self.count,
                    **facts,
                )
            case BoardKind.ORDER_DUE if self.is_late:
                return _("{cohort}: the admission order was due by {day}.", **facts)
            case BoardKind.ORDER_DUE:
                return _("{cohort}: the admission order is due by {day}.", **facts)
            case BoardKind.COHORT_STARTS:
                return _n(
                    "{cohort} starts on {day}; {n} person is enrolled.",
                    "{cohort} starts on {day}; {n} people are enrolled.",
                    self.count,
                    **facts,
                )
            case BoardKind.COHORT_ENDED:
                return _("{cohort} ended on {day} and is not completed yet.", **facts)
            case BoardKind.CERTIFICATES_READY:
                return _n(
                    "{cohort}: {n} certificate is ready to be issued.",
                    "{cohort}: {n} certificates are ready to be issued.",
                    self.count,
                    **facts,
                )
            case BoardKind.RETURN_DUE:
                month = self.month or self.day
                title = month_title(month.year, month.month, language())
                return _("Return {month} is due by {due}.", month=title, due=facts["day"])


@resting_on("session", "mark", "return_snapshot")
def today_board(unit: UnitOfWork) -> list[BoardLine]:
    """Everything that wants attention today, by kind and then by day."""
    rules = rules_on(unit, unit.today)
    lines = [
        *_lessons_not_marked(unit),
        *_walk_ins(unit),
        *_open_cohorts(unit, rules),
        *certificates_ready(unit),
        *_return_due(unit, rules),
    ]
    if own := are_own(unit, Cohort.id):
        ids = set(unit.session.scalars(select(Cohort.id).where(*own)))
        lines = [line for line in lines if line.cohort_id in ids]
    rank = {kind: place for place, kind in enumerate(BoardKind)}
    return sorted(lines, key=lambda line: (rank[line.kind], line.day, line.cohort_code))


def _lessons_not_marked(unit: UnitOfWork) -> list[BoardLine]:
    unmarked = unit.session.execute(
        select(Cohort.id, Cohort.code, func.count())
        .join(Session, Session.cohort_id == Cohort.id)
        .where(
            Session.held_on == unit.today,
            Cohort.state != CohortState.CANCELLED,
            ~exists().where(Mark.session_id == Session.id),
        )
        .group_by(Cohort.id, Cohort.code)
    )
    return [
        BoardLine(BoardKind.LESSONS_NOT_MARKED, unit.today, count, cohort_id, code)
        for cohort_id, code, count in unmarked
    ]


def _walk_ins(unit: UnitOfWork) -> list[BoardLine]:
    waiting = unit.session.execute(
        select(Cohort.id, Cohort.code, func.min(Enrolment.enrolled_on), func.count())
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        # Told as a list, for walk-ins are few: from the cohorts SQLite would come by all their enrolments.
        .where(Enrolment.id.in_(select(WalkIn.enrolment_id)), Cohort.state.in_(OPEN_STATES))
        .group_by(Cohort.id, Cohort.code)
    )
    return [BoardLine(BoardKind.WALK_INS, day, count, cohort_id, code) for cohort_id, code, day, count in waiting]


def _open_cohorts(unit: UnitOfWork, rules: Rules) -> list[BoardLine]:
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    rows = unit.session.execute(
        select(
            Cohort.id,
            Cohort.code,
            Cohort.state,
            Cohort.starts_on,
            Cohort.ends_on,
            (Cohort.order_number != "").label("has_order"),
            people.scalar_subquery().label("people"),
        ).where(
            Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)),
            Cohort.starts_on <= unit.today + timedelta(days=STARTS_WITHIN_DAYS),
        )
    )
    return [line for row in rows for line in _lines_of(row, unit.today, rules)]


def _lines_of(row: Any, today: date, rules: Rules) -> list[BoardLine]:
    lines, people = [], row.people
    due_on = admission_due(row.starts_on, rules)
    if not row.has_order and row.starts_on <= today and due_on <= today + timedelta(days=ORDER_WITHIN_DAYS):
        lines.append(BoardLine(BoardKind.ORDER_DUE, due_on, people, row.id, row.code, is_late=due_on < today))
    if row.starts_on >= today and row.state == CohortState.PLANNED:
        lines.append(BoardLine(BoardKind.COHORT_STARTS, row.starts_on, people, row.id, row.code))
    if row.ends_on < today:
        lines.append(BoardLine(BoardKind.COHORT_ENDED, row.ends_on, people, row.id, row.code, is_late=True))
    return lines


@remembered
def certificates_ready(unit: UnitOfWork) -> list[BoardLine]:
    """The cohorts of the last months of which somebody who completed has no certificate yet."""
    rows = unit.session.execute(
        select(Cohort.id, Cohort.code, Cohort.ends_on, func.count())
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            Enrolment.finished_on >= unit.today - timedelta(days=CERTIFICATES_WITHIN_DAYS),
            Enrolment.state == EnrolmentState.COMPLETED,
            Enrolment.external_certificate == "",
            Programme.certificate_kind_code == CertificateKind.CERTIFICATE,
            ~exists().where(Certificate.enrolment_id == Enrolment.id, Certificate.kind == PaperKind.CERTIFICATE),
        )
        .group_by(Cohort.id, Cohort.code, Cohort.ends_on)
    )
    return [
        BoardLine(BoardKind.CERTIFICATES_READY, ended_on, count, cohort_id, code)
        for cohort_id, code, ended_on, count in rows
    ]


def _return_due(unit: UnitOfWork, rules: Rules) -> list[BoardLine]:
    """Last month's return, if the centre was at work then and it has not been sent."""
    last_day = unit.today.replace(day=1) - timedelta(days=1)
    of_month = (ReturnSnapshot.year == last_day.year, ReturnSnapshot.month == last_day.month)
    is_sent = exists().where(*of_month, ReturnSnapshot.number > 0)
    was_at_work = exists().where(Cohort.starts_on <= last_day)
    if unit.session.scalar(select(is_sent | ~was_at_work)):
        return []
    due_on = return_due(last_day, rules)
    return [BoardLine(BoardKind.RETURN_DUE, due_on, month=last_day.replace(day=1), is_late=due_on < unit.today)]
