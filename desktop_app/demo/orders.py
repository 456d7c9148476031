"""The made-up register of orders: the ministry's papers that the plan rests on, and the orders of every cohort."""

from collections.abc import Iterator
from datetime import date
from itertools import count, groupby
from typing import Any

from sqlalchemy import func, select

from db.models.cohorts import Cohort, Enrolment
from db.models.orders import Order, OrderEntry
from db.unit_of_work import UnitOfWork
from desktop_app.orders.numbers import number_key
from desktop_app.orders.quotes import quoted_unregistered
from desktop_app.orders.records import ORDER, CitedKind, OrderDraft, Purpose
from desktop_app.orders.service import COMPLETED, NEVER_ADMITTED, register_paper

_REASON = "demonstration"
ROWS_AT_ONCE = 100_000
FIRST_MONTH_OF_NEXT_YEAR = 10
MINISTRY, GOVERNMENT = "Maktabgacha va maktab taʼlimi vazirligi", "Vazirlar Mahkamasi"
OF_GOVERNMENT = (CitedKind.TURN, CitedKind.RULE)
PLAN_TITLE = "{year}-yil uchun malaka oshirish rejasi toʻgʻrisida"
# By the first kind of record that rests on the paper.
OTHER_TITLES = {
    CitedKind.TURN: "Uzluksiz kasbiy rivojlantirish tartibi toʻgʻrisidagi nizom",
    CitedKind.RULE: "Kadrlarni qayta tayyorlash va malakasini oshirish tartibi toʻgʻrisidagi nizom",
    CitedKind.ORGANISATION: "Nodavlat taʼlim tashkilotiga ruxsatnoma berish toʻgʻrisida",
    CitedKind.PROGRAMME: "Oʻquv reja va dasturlarni tasdiqlash toʻgʻrisida",
}
TITLES = {Purpose.ADMISSION: "Qabul buyrugʻi, {code} guruhi", Purpose.COMPLETION: "Tugatish buyrugʻi, {code} guruhi"}


def fill_orders(unit: UnitOfWork) -> None:
    """Register what the plan, the programmes and the turns rest on, and the orders that cohorts quote."""
    for quoted in quoted_unregistered(unit):
        if quoted.is_own or quoted.dated_on is None:
            continue
        kind, issuer = ("QAROR", GOVERNMENT) if quoted.kinds[0] in OF_GOVERNMENT else (ORDER, MINISTRY)
        title = OTHER_TITLES.get(quoted.kinds[0], PLAN_TITLE).format(year=_year_planned(quoted.dated_on))
        register_paper(unit, OrderDraft(kind, quoted.number, quoted.dated_on, title, issuer))
    unit.session.flush()
    orders: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    for of_cohort, listed in _own_orders(unit):
        orders += of_cohort
        entries += listed
        if len(entries) >= ROWS_AT_ONCE:
            _write(unit, orders, entries)
    _write(unit, orders, entries)


def _year_planned(day: date) -> int:
    """An order of the last months is about the next year, one of the summer amends its own."""
    return day.year + (day.month >= FIRST_MONTH_OF_NEXT_YEAR)


def _write(unit: UnitOfWork, orders: list[dict[str, Any]], entries: list[dict[str, Any]]) -> None:
    """Write what waits, the orders before the lines that name them."""
    for table, rows in ((Order, orders), (OrderEntry, entries)):
        unit.insert_many(table, rows, reason=_REASON)
        rows.clear()


def _own_orders(unit: UnitOfWork) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """For each cohort its orders and the lines of their lists, in the order of their keys."""
    cohorts = {row.id: row for row in unit.session.scalars(select(Cohort).where(Cohort.order_number != ""))}
    people = unit.session.execute(
        select(Enrolment.cohort_id, Enrolment.id, Enrolment.state).order_by(Enrolment.cohort_id, Enrolment.id)
    )
    numbers = count((unit.session.scalar(select(func.max(Order.id))) or 0) + 1)
    for cohort_id, members in groupby(people, key=lambda row: row[0]):
        cohort = cohorts.get(cohort_id)
        if cohort is None:
            continue
        states = [(enrolment_id, state) for _cohort, enrolment_id, state in members]
        admitted = [enrolment_id for enrolment_id, state in states if state not in NEVER_ADMITTED]
        completed = [enrolment_id for enrolment_id, state in states if state in COMPLETED]
        orders, entries = [], []
        for purpose, number, day, listed in (
            (Purpose.ADMISSION, cohort.order_number, cohort.order_date, admitted),
            (Purpose.COMPLETION, cohort.completion_order_number, cohort.completion_order_date, completed),
        ):
            if number and day:
                order_id = next(numbers)
                orders.append(_order_row(order_id, purpose, cohort, number, day))
                entries += [
                    {"order_id": order_id, "enrolment_id": enrolment_id, "place": place}
                    for place, enrolment_id in enumerate(listed, start=1)
                ]
        yield orders, entries


def _order_row(order_id: int, purpose: Purpose, cohort: Cohort, number: str, day: date) -> dict[str, Any]:
    return {
        "id": order_id,
        "is_own": True,
        "kind_code": purpose.kind_code,
        "number": number,
        "number_key": number_key(number),
        "dated_on": day,
        "title": TITLES[purpose].format(code=cohort.code),
        "purpose": purpose.value,
        "cohort_id": cohort.id,
    }
