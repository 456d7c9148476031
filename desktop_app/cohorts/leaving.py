"""The ways out of a cohort: expelling, and the transfer to another one, which may be taken back."""

from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.orders import Order, OrderEntry
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.enrolment import is_marked, load_enrolment
from desktop_app.cohorts.hindrances import hindrances, require_unhindered, study_of
from desktop_app.cohorts.records import TransferChoice
from desktop_app.cohorts.rules import ADMITTED_STATES, NOT_COUNTED, PRESENT_STATES, require_move, require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.cohorts.sheet_rows import replace_on_sheets
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.own import cancel_order, register_own_order
from desktop_app.orders.records import Purpose
from desktop_app.people.rules import written_name
from desktop_app.reference.month_locks import require_month_open

# What an enrolment says of the person, which goes along with a transfer.
_KEPT = (
    "staff_group",
    "district_code",
    "subject_code",
    "category_code",
    "workplace",
    "position",
    "entry_score",
    "repeat_reason",
)


def expel(
    unit: UnitOfWork,
    *,
    enrolment_id: int,
    reason: str,
    left_on: date | None = None,
    order_number: str = "",
    order_date: date | None = None,
) -> None:
    """Take a person off the list from a day on (today without one); marks until then stay.

    With its number the order is registered, else it can be issued later. Raises Invalid without a reason, for a day
    to come or before the enrolment, and for an order without its day; Refused for who is out already.
    """
    enrolment, row = load_enrolment(unit, enrolment_id)
    require_open(row.code, row.state)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if enrolment.state not in PRESENT_STATES:
        raise Refused("not_in_cohort", N_("This person is not studying in cohort {cohort} any more."), cohort=row.code)
    day = left_on or unit.today
    _check_day(enrolment, day, today=unit.today)
    require_month_open(unit, day)
    enrolment.state = EnrolmentState.EXPELLED
    enrolment.left_on, enrolment.leaving_reason = day, tidy(reason)
    if tidy(order_number):
        _register(unit, Purpose.EXPULSION, enrolment, order_number, order_date)


def transfer_choices(unit: UnitOfWork, *, enrolment_id: int) -> list[TransferChoice]:
    """The open cohorts in which the person can go on: of the same programme first, then of similar ones; by start."""
    enrolment, row = load_enrolment(unit, enrolment_id)
    taught = unit.session.get_one(Programme, row.programme_id)
    is_same = func.coalesce(Programme.base_id, Programme.id) == (taught.base_id or taught.id)
    people = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.not_in(NOT_COUNTED))
    been_there = select(Enrolment.cohort_id).where(Enrolment.person_id == enrolment.person_id)
    rows = unit.session.execute(
        select(
            Cohort.id,
            Cohort.code,
            Cohort.starts_on,
            Cohort.ends_on,
            people.correlate(Cohort).scalar_subquery(),
            Programme.title,
            ~is_same,
        )
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(
            or_(is_same, _is_similar(taught)),
            Cohort.state.in_((CohortState.PLANNED, CohortState.STUDYING)),
            Cohort.stage_id.is_not_distinct_from(row.stage_id) | ~is_same,
            Cohort.ends_on >= unit.today,
            Cohort.id.not_in(been_there),
        )
        .order_by(~is_same, Cohort.starts_on, Cohort.code)
    )
    return [TransferChoice(*found) for found in rows]


def transfer(
    unit: UnitOfWork,
    *,
    enrolment_id: int,
    to_cohort_id: int,
    reason: str,
    order_number: str,
    order_date: date,
    left_on: date | None = None,
) -> int:
    """Let a person go on in another cohort by an order, from a day on (today without one); returns the new enrolment.

    The hours attended until then are kept: ``desktop_app.attendance.carried`` counts them. Raises Invalid naming the
    field, Duplicate for who has been in the other cohort or for a number of another order, Refused for a closed
    cohort, another course, an overlap, and whoever has not been admitted or has left.
    """
    enrolment, row = load_enrolment(unit, enrolment_id)
    other = load_cohort(unit, to_cohort_id)
    person = unit.session.get_one(Person, enrolment.person_id)
    day = left_on or unit.today
    require_open(row.code, row.state)
    require_open(other.code, other.state)
    require_move(written_name(person), enrolment.state, EnrolmentState.TRANSFERRED)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    _check_day(enrolment, day, today=unit.today)
    require_month_open(unit, day)
    _check_other(unit, row, other, person)
    found = hindrances(unit, study_of(other), [person.id], but_enrolment_id=enrolment.id)
    require_unhindered(found.values(), repeat_reason=reason)
    enrolment.state, enrolment.left_on, enrolment.leaving_reason = EnrolmentState.TRANSFERRED, day, tidy(reason)
    onward = Enrolment(
        cohort_id=other.id,
        person_id=person.id,
        state=EnrolmentState.STUDYING if other.state == CohortState.STUDYING else EnrolmentState.ADMITTED,
        enrolled_on=day,
        came_from_id=enrolment.id,
        **{name: getattr(enrolment, name) for name in _KEPT},
    )
    unit.session.add(onward)
    unit.session.flush()
    _register(unit, Purpose.TRANSFER, enrolment, order_number, order_date)
    return onward.id


def undo_transfer(unit: UnitOfWork, *, enrolment_id: int) -> int:
    """Take a transfer back while nothing rests on it; ``enrolment_id`` is the new one, the one before is returned.

    Raises Refused once the person has marks, scores or a result there or has gone on, where a cohort is closed, and
    where the order is signed.
    """
    onward, row = load_enrolment(unit, enrolment_id)
    name = written_name(unit.session.get_one(Person, onward.person_id))
    if onward.came_from_id is None:
        raise Refused("not_transferred", N_("{name} did not come by a transfer."), name=name)
    before, row_before = load_enrolment(unit, onward.came_from_id)
    require_open(row.code, row.state)
    require_open(row_before.code, row_before.state)
    require_month_open(unit, before.left_on)
    if is_marked(unit, onward.id) or onward.state not in ADMITTED_STATES or onward.final_score is not None:
        raise Refused(
            "transfer_in_use",
            N_("{name} has marks or a result in cohort {cohort} already: the transfer stays."),
            name=name,
            cohort=row.code,
        )
    _take_off_order(unit, before)
    replace_on_sheets(unit, enrolment_id=onward.id, by_id=None)
    unit.session.delete(onward)
    begun = row_before.state == CohortState.STUDYING
    before.state = EnrolmentState.STUDYING if begun else EnrolmentState.ADMITTED
    before.left_on, before.leaving_reason = None, ""
    return before.id


def _is_similar(taught: Programme) -> ColumnElement[bool]:
    return (Programme.staff_group == taught.staff_group) & Programme.subject_code.is_not_distinct_from(
        taught.subject_code
    )


def _check_day(enrolment: Enrolment, day: date, *, today: date) -> None:
    if not enrolment.enrolled_on <= day <= today:
        raise Invalid(
            "left_on_wrong",
            N_("Choose a day from {enrolled}, when the person was enrolled, to today."),
            field="left_on",
            enrolled=short_date(enrolment.enrolled_on),
        )


def _check_other(unit: UnitOfWork, row: Cohort, other: Cohort, person: Person) -> None:
    if other.ends_on < unit.today:
        raise Refused("cohort_over", N_("Cohort {cohort} is over."), cohort=other.code)
    if unit.session.scalar(select(exists().where(Enrolment.cohort_id == other.id, Enrolment.person_id == person.id))):
        raise Duplicate(
            "already_enrolled",
            N_("{name} is in cohort {cohort} already."),
            name=written_name(person),
            cohort=other.code,
        )
    ours, theirs = (unit.session.get_one(Programme, each.programme_id) for each in (row, other))
    is_same = (ours.base_id or ours.id) == (theirs.base_id or theirs.id)
    is_similar = (ours.staff_group, ours.subject_code) == (theirs.staff_group, theirs.subject_code)
    if not (is_same or is_similar) or (is_same and row.stage_id != other.stage_id):
        raise Refused("other_course", N_("Cohort {cohort} studies another course."), cohort=other.code)


def _register(
    unit: UnitOfWork, purpose: Purpose, enrolment: Enrolment, order_number: str, order_date: date | None
) -> None:
    if order_date is None:
        raise Invalid("order_date_missing", N_("Enter the date of the order."), field="order_date")
    register_own_order(
        unit,
        purpose=purpose,
        cohort_id=enrolment.cohort_id,
        number=order_number,
        dated_on=order_date,
        enrolment_ids=[enrolment.id],
    )


def _take_off_order(unit: UnitOfWork, enrolment: Enrolment) -> None:
    """Off the list of the transfer order; an order that has nobody left is cancelled."""
    found = unit.session.execute(
        select(Order, OrderEntry)
        .join(OrderEntry, OrderEntry.order_id == Order.id)
        .where(
            OrderEntry.enrolment_id == enrolment.id,
            Order.purpose == Purpose.TRANSFER.value,
            Order.cancelled_on.is_(None),
        )
    ).all()
    for order, entry in found:
        if order.text:
            raise Refused(
                "transfer_signed",
                N_("Transfer order {number} is signed: cancel it in the register first."),
                number=order.number,
            )
        others = exists().where(OrderEntry.order_id == order.id, OrderEntry.enrolment_id != enrolment.id)
        if unit.session.scalar(select(others)):
            unit.session.delete(entry)
        else:
            cancel_order(unit, order_id=order.id, reason=_("The transfer was taken back."))
