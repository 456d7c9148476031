"""Which papers stand on a page of the register: in every order found without reading the rows before it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.certificates import Certificate, CertificateBatch
from db.models.cohorts import Cohort
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.register_filter import Lead, RegisterFilter, conditions, lead_of

Order = tuple[InstrumentedAttribute[Any], ...]

# By series and number: in this order the register is read from an index, however long it is.
BY_NUMBER: Order = (Certificate.series_id, Certificate.number)
ORDERS: dict[str, Order] = {
    "number": BY_NUMBER,
    # A series is of one kind.
    "kind": BY_NUMBER,
    "holder": (Certificate.sort_key, *BY_NUMBER),
    "issued_on": (Certificate.issued_on, *BY_NUMBER),
    "state": (Certificate.state, *BY_NUMBER),
}
COHORT_ORDERS: dict[str, Order] = {"cohort": (Cohort.code,), "course": (Programme.title, Cohort.code)}
REGISTER_ORDERS = frozenset({*ORDERS, *COHORT_ORDERS})
# So few that a text finds are put in order themselves; of more the first are soon met in the order asked for.
FEW = 20_000


def page_ids(
    unit: UnitOfWork, which: RegisterFilter, *, order: str, is_descending: bool, offset: int, limit: int | None
) -> Sequence[int]:
    """The ids of a page in the ``order`` of ``REGISTER_ORDERS``, by default that of the numbers."""
    columns = COHORT_ORDERS.get(order) or ORDERS.get(order, BY_NUMBER)
    rows = _meant(unit, which, is_by_number=columns is BY_NUMBER)
    if order in COHORT_ORDERS:
        cohort_ids, before = _cohorts(unit, rows, _directed(columns, is_descending), offset, limit)
        rows = _with_course(rows).where(Cohort.id.in_(cohort_ids))
        offset, columns = offset - before, (*columns, *BY_NUMBER)
    return unit.session.scalars(rows.order_by(*_directed(columns, is_descending)).offset(offset).limit(limit)).all()


def _meant(unit: UnitOfWork, which: RegisterFilter, *, is_by_number: bool) -> Select[int]:
    """The papers meant, found by that which leaves the fewest: the text, or the order until the page is full."""
    lead = lead_of(which)
    rows = select(Certificate.id)
    if is_by_number:
        return rows.where(*conditions(unit, which, lead))
    if which.text:
        found = unit.session.scalars(rows.where(*conditions(unit, which, lead)).limit(FEW + 1)).all()
        if len(found) <= FEW:
            return rows.where(Certificate.id.in_(found))
    return rows.where(*conditions(unit, which, Lead.ORDER))


def _cohorts(
    unit: UnitOfWork, rows: Select[int], order: Sequence[Any], offset: int, limit: int | None
) -> tuple[list[int], int]:
    """The cohorts whose papers stand on the page, and how many papers stand before them."""
    papers = func.count().label("papers")
    counted = rows.with_only_columns(Certificate.batch_id, papers).group_by(Certificate.batch_id).subquery()
    by_batch = select(Cohort.id, func.sum(counted.c.papers)).join(
        CertificateBatch, CertificateBatch.id == counted.c.batch_id
    )
    cohorts = by_batch.join(Cohort, Cohort.id == CertificateBatch.cohort_id).join(
        Programme, Programme.id == Cohort.programme_id
    )
    found: list[int] = []
    before = until = 0
    for cohort_id, count in unit.session.execute(cohorts.group_by(Cohort.id, Programme.id).order_by(*order)):
        until += count
        if until <= offset:
            before = until
        else:
            found.append(cohort_id)
        if limit is not None and until >= offset + limit:
            break
    return found, before


def _with_course(rows: Select[Any]) -> Select[Any]:
    rows = rows.join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
    return rows.join(Cohort, Cohort.id == CertificateBatch.cohort_id).join(
        Programme, Programme.id == Cohort.programme_id
    )


def _directed(columns: Order, is_descending: bool) -> list[Any]:
    return [column.desc() if is_descending else column for column in columns]
