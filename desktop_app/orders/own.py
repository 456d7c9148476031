"""The centre's own orders and letters: their numbers, their entry in the register, their cancelling."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, select, update

from db.models.cohorts import Cohort
from db.models.orders import Order, OrderEntry
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.i18n import N_, _, use
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.numbers import is_number, next_number, number_key
from desktop_app.orders.records import LETTER, Purpose, purpose_name
from desktop_app.reference.service import profile, rules_on
from desktop_app.rows import row_at

# How far from a cohort's days its orders may be dated.
YEAR, AHEAD = timedelta(days=366), timedelta(days=62)


def propose_number(unit: UnitOfWork, *, dated_on: date, kind_code: str) -> str:
    """The next number of the year in the form that the rule of that day gives to orders or to letters."""
    rules = rules_on(unit, dated_on)
    form = rules.own_letter_form if kind_code == LETTER else rules.own_order_form
    taken = select(Order.number).where(Order.is_own, Order.dated_on.between(*_year_of(dated_on)))
    return next_number(form, unit.session.scalars(taken))


def register_own_order(
    unit: UnitOfWork,
    *,
    purpose: Purpose,
    cohort_id: int,
    number: str,
    dated_on: date,
    enrolment_ids: Sequence[int],
    title: str = "",
    text: str = "",
    script: str = "",
    notes: Sequence[str] = (),
) -> int:
    """Enter an own order with the list annexed to it; returns its id. ``notes`` stand beside the people, in order.

    Several acts may be of one order: what has the number and day of an order for the same purpose that is not signed
    yet (no ``text``) joins its list. Raises Invalid without a number, Duplicate for a number that the year has
    already, Refused for an order that is signed or cancelled.
    """
    if not is_number(number):
        raise Invalid("order_number_missing", N_("Enter the number of the order."), field="order_number")
    _check_day(unit, cohort_id, dated_on)
    same = of_year(unit, number=number, dated_on=dated_on)
    if same is not None:
        _require_joinable(same, purpose=purpose, dated_on=dated_on)
        row = same
    else:
        row = Order(is_own=True, kind_code=purpose.kind_code, number=tidy(number), number_key=number_key(number))
        row.purpose, row.cohort_id, row.dated_on = purpose, cohort_id, dated_on
        row.title = tidy(title) or _title(unit, purpose, cohort_id)
        unit.session.add(row)
    unit.session.flush()
    if text:
        _keep_text(unit, row, text, script)
    _annex(unit, row, enrolment_ids, notes)
    return row.id


def _check_day(unit: UnitOfWork, cohort_id: int, dated_on: date) -> None:
    """A year mistyped is found out here; papers made ready beforehand or entered late are not."""
    cohort = unit.session.get_one(Cohort, cohort_id)
    if not cohort.starts_on - YEAR <= dated_on <= max(cohort.ends_on, unit.today) + AHEAD:
        raise Invalid(
            "order_date_far",
            N_("{day} is too far from the days of cohort {cohort}, {starts} – {ends}."),
            field="order_date",
            day=short_date(dated_on),
            cohort=cohort.code,
            starts=short_date(cohort.starts_on),
            ends=short_date(cohort.ends_on),
        )


def of_year(unit: UnitOfWork, *, number: str, dated_on: date, but_id: int = 0) -> Order | None:
    """The own paper that has this number in the year of the day already, if any."""
    first, last = _year_of(dated_on)
    found = select(Order).where(
        Order.is_own,
        Order.number_key == number_key(number),
        Order.dated_on.between(first, last),
        Order.id != but_id,
    )
    return unit.session.scalar(found.limit(1))


def check_number_free(unit: UnitOfWork, *, number: str, dated_on: date, but_id: int = 0) -> None:
    """Raises Duplicate naming the own paper of the year that has the number."""
    same = of_year(unit, number=number, dated_on=dated_on, but_id=but_id)
    if same is not None:
        raise number_taken(same)


def number_taken(same: Order) -> Duplicate:
    return Duplicate(
        "order_number_taken",
        N_("Number {number} is taken in this year: {title}, {day}."),
        field="order_number",
        number=same.number,
        title=same.title,
        day=short_date(same.dated_on),
    )


def sign_order(unit: UnitOfWork, *, order_id: int, text: str, script: str) -> None:
    """Keep the text as it was signed. Raises Refused when another text was signed already."""
    row = load_order(unit, order_id)
    if row.text and row.text != text:
        raise Refused("order_signed", N_("The text of {number} is signed and stays as it is."), number=row.number)
    _keep_text(unit, row, text, script)


def cancel_order(unit: UnitOfWork, *, order_id: int, reason: str) -> None:
    """Declare an own order void; it keeps its number and its place in the register, and its people need another.

    Raises Invalid without a reason, Refused for a paper of others or one that is cancelled already.
    """
    row = load_order(unit, order_id)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    if not row.is_own:
        raise Refused("order_not_own", N_("Only the centre's own orders can be cancelled."))
    if row.cancelled_on is not None:
        raise Refused("order_cancelled", N_("{number} is cancelled already."), number=row.number)
    row.cancelled_on, row.cancelling_reason = unit.today, tidy(reason)


def restore_order(unit: UnitOfWork, *, order_id: int) -> None:
    """Take the cancelling back. Raises Refused where its people have another order by now."""
    row = load_order(unit, order_id)
    others = select(OrderEntry.enrolment_id).join(Order).where(_in_force(row.purpose), Order.id != row.id)
    if unit.session.scalar(select(exists().where(OrderEntry.order_id == row.id, OrderEntry.enrolment_id.in_(others)))):
        raise Refused("order_replaced", N_("The people of {number} have another order by now."), number=row.number)
    row.cancelled_on, row.cancelling_reason = None, ""


def load_order(unit: UnitOfWork, order_id: int) -> Order:
    """The row itself. Raises NotFound."""
    return row_at(unit, Order, order_id, "order_unknown", N_("This paper is no longer in the register."))


def _require_joinable(same: Order, *, purpose: Purpose, dated_on: date) -> None:
    if same.dated_on != dated_on or same.purpose != purpose or purpose.kind_code == LETTER:
        raise number_taken(same)
    if same.cancelled_on is not None:
        raise Refused("order_cancelled", N_("{number} is cancelled already."), number=same.number)
    if same.text:
        raise Refused(
            "order_signed_list",
            N_("Order {number} is signed with its list. Give these people an order of their own."),
            number=same.number,
        )


def _annex(unit: UnitOfWork, row: Order, enrolment_ids: Sequence[int], notes: Sequence[str]) -> None:
    """Add the people that the list does not name yet, after those whom it names."""
    listed = set(unit.session.scalars(select(OrderEntry.enrolment_id).where(OrderEntry.order_id == row.id)))
    last = unit.session.scalar(select(func.max(OrderEntry.place)).where(OrderEntry.order_id == row.id)) or 0
    said = dict(zip(enrolment_ids, notes, strict=False))
    new = [enrolment_id for enrolment_id in dict.fromkeys(enrolment_ids) if enrolment_id not in listed]
    rows = [
        {"order_id": row.id, "enrolment_id": enrolment_id, "place": place, "note": said.get(enrolment_id, "")}
        for place, enrolment_id in enumerate(new, start=last + 1)
    ]
    unit.insert_many(OrderEntry, rows, reason=f"list of order {row.id}")


def _keep_text(unit: UnitOfWork, row: Order, text: str, script: str) -> None:
    """The journal says that a text was signed and not what it says: the names in it stand in one place only."""
    kept = update(Order).where(Order.id == row.id).values(text=text, script=script)
    unit.execute_bulk(kept, reason=f"text of order {row.id} signed")


def _title(unit: UnitOfWork, purpose: Purpose, cohort_id: int) -> str:
    """What the register calls the paper, in the language of the centre's documents."""
    with use(profile(unit).document_language):
        code = unit.session.scalar(select(Cohort.code).where(Cohort.id == cohort_id))
        return _("{paper}, cohort {cohort}", paper=purpose_name(purpose), cohort=code)


def _in_force(purpose: str) -> ColumnElement[bool]:
    return (Order.purpose == purpose) & Order.cancelled_on.is_(None)


def _year_of(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)
