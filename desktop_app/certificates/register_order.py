"""Which papers stand on a page of the register: in every order found without reading the rows before it.

Papers that are few are found first, remembered, and put in order. All others are read from the index of the order,
from whichever end is nearer; by cohort or course, from the place where the cohort of the page begins.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.among import among
from db.models.certificates import Certificate, CertificateBatch, CertificateState
from db.models.cohorts import Cohort
from db.models.programmes import Programme
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.register_filter import Lead, Meant, RegisterFilter, conditions, read_filter
from desktop_app.people.search import some_found
from desktop_app.remembered import remembered

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
# Of a name that more people bear, or a part that more numbers have, the first papers are shown: nobody reads them all.
FEW, MOST_SHOWN = 10_000, 500


@dataclass(frozen=True)
class Found:
    """The papers meant by their ids in the order of the numbers; ``is_cut`` if these are only the first of them."""

    ids: "array[int]"
    is_cut: bool = False


def count_meant(unit: UnitOfWork, which: RegisterFilter) -> int:
    """How many papers the list has: no more than are shown."""
    found = find_few(unit, which)
    return len(found.ids) if found is not None else _count_all(unit, which)


def page_ids(
    unit: UnitOfWork, which: RegisterFilter, *, order: str, is_descending: bool, offset: int, limit: int
) -> Sequence[int]:
    """The ids of a page in the ``order`` of ``REGISTER_ORDERS``, by default that of the numbers."""
    total = count_meant(unit, which)
    last = max(total - offset, 0)
    # Backwards everything stands the other way round, down to the numbers: a page is one of the order itself.
    first, end = (max(last - limit, 0), last) if is_descending else (offset, min(offset + limit, total))
    if first >= end:
        return ()
    ids = _stretch(unit, which, order, first, end, total)
    return ids[::-1] if is_descending else ids


def _stretch(unit: UnitOfWork, which: RegisterFilter, order: str, first: int, end: int, total: int) -> Sequence[int]:
    if find_few(unit, which) is not None:
        return _few_in_order(unit, which, order)[first:end]
    meant = read_filter(unit, which)
    if order in COHORT_ORDERS:
        return _of_cohorts(unit, which, meant, order, first, end)
    columns = ORDERS.get(order, BY_NUMBER)
    lead = Lead.NUMBER if columns is BY_NUMBER else Lead.ORDER
    rows = select(Certificate.id).where(*conditions(unit, meant, lead)).limit(end - first)
    if first <= total - end:
        return unit.session.scalars(rows.order_by(*columns).offset(first)).all()
    backwards = [column.desc() for column in columns]
    return unit.session.scalars(rows.order_by(*backwards).offset(total - end)).all()[::-1]


def all_ids(unit: UnitOfWork, which: RegisterFilter, *, order: str, is_descending: bool) -> "array[int]":
    """Every paper meant, however many: eight bytes each."""
    columns = COHORT_ORDERS.get(order, ()) + ORDERS.get(order, BY_NUMBER)
    rows = select(Certificate.id).where(*conditions(unit, read_filter(unit, which), Lead.NUMBER))
    ids = array("q", (row[0] for row in plain_rows(unit, _joined(rows, order).order_by(*columns))))
    return ids[::-1] if is_descending else ids


@remembered
def find_few(unit: UnitOfWork, which: RegisterFilter) -> Found | None:
    """The papers meant, where something leaves few of them, and the first where a text does not; else None."""
    meant = read_filter(unit, which)
    rows = select(Certificate.id).order_by(*BY_NUMBER)
    people = some_found(unit, meant.names, limit=FEW + 1) if meant.names else None
    if people is not None and len(people) <= FEW:
        return Found(_ids(unit, rows.where(*conditions(unit, meant, Lead.PEOPLE, people))))
    if meant.names and meant.numbers and (numbered := _few_numbered(unit, meant)) is not None:
        return Found(_ids(unit, rows.where(numbered, *conditions(unit, meant, Lead.ORDER))))
    if meant.state not in (None, CertificateState.VALID) and _are_few(unit, meant, Lead.STATE):
        return Found(_ids(unit, rows.where(*conditions(unit, meant, Lead.STATE))))
    if meant.origin is None and not meant.is_by_text:
        return None
    # To meet as many that bear a frequent name would take longer than anybody waits.
    most = FEW if people is None and not meant.doubtful else MOST_SHOWN
    ids = _ids(unit, rows.where(*conditions(unit, meant, Lead.NUMBER)).limit(most + 1))
    if len(ids) <= most:
        return Found(ids)
    return Found(ids[:MOST_SHOWN], is_cut=True) if meant.is_by_text else None


@remembered
def _few_in_order(unit: UnitOfWork, which: RegisterFilter, order: str) -> "array[int]":
    found = find_few(unit, which)
    ids = found.ids if found is not None else array("q")
    columns = COHORT_ORDERS.get(order, ()) + ORDERS.get(order, BY_NUMBER)
    if columns == BY_NUMBER or not ids:
        return ids
    rows = _joined(select(Certificate.id), order).order_by(*columns)
    (one_of,) = among(unit.session, [Certificate.id], ids)
    return _ids(unit, rows.where(one_of))


def _are_few(unit: UnitOfWork, meant: Meant, lead: Lead) -> bool:
    without_text = Meant(meant.series, meant.state, meant.origin)
    rows = select(Certificate.id).where(*conditions(unit, without_text, lead)).limit(FEW + 1)
    return len(plain_rows(unit, rows)) <= FEW


def _few_numbered(unit: UnitOfWork, meant: Meant) -> ColumnElement[bool] | None:
    """The papers of the numbers alone, which their index tells, where these are few."""
    without_name = Meant(meant.series, None, None, meant.numbers)
    ids = _ids(unit, select(Certificate.id).where(*conditions(unit, without_name, Lead.NUMBER)).limit(FEW + 1))
    return next(among(unit.session, [Certificate.id], ids), false()) if len(ids) <= FEW else None


@remembered
def _count_all(unit: UnitOfWork, which: RegisterFilter) -> int:
    meant = read_filter(unit, which)
    rows = select(func.count()).select_from(Certificate).where(*conditions(unit, meant, Lead.NUMBER))
    return unit.session.scalar(rows) or 0


def _of_cohorts(
    unit: UnitOfWork, which: RegisterFilter, meant: Meant, order: str, first: int, end: int
) -> Sequence[int]:
    """The papers of the cohorts between two places, of which a page is cut out."""
    cohorts, until = _cohorts_in_order(unit, which, order)
    begins, ends = bisect_right(until, first), bisect_right(until, end - 1)
    before = until[begins - 1] if begins else 0
    rows = select(Certificate.id).where(*conditions(unit, meant, Lead.ORDER))
    rows = _joined(rows, order).where(Cohort.id.in_(cohorts[begins : ends + 1]))
    ordered = rows.order_by(*COHORT_ORDERS[order], *BY_NUMBER)
    return unit.session.scalars(ordered.offset(first - before).limit(end - first)).all()


@remembered
def _cohorts_in_order(unit: UnitOfWork, which: RegisterFilter, order: str) -> "tuple[array[int], array[int]]":
    """The cohorts in order, and after each how many papers there are up to its last one."""
    meant = read_filter(unit, which)
    papers = select(Certificate.batch_id, func.count()).where(*conditions(unit, meant, Lead.ORDER))
    of_batch: dict[int, int] = dict(plain_rows(unit, papers.group_by(Certificate.batch_id)))
    batches = select(CertificateBatch.cohort_id, CertificateBatch.id).join(
        Cohort, Cohort.id == CertificateBatch.cohort_id
    )
    if order == "course":
        batches = batches.join(Programme, Programme.id == Cohort.programme_id)
    of_cohort: dict[int, int] = {}
    for cohort_id, batch_id in plain_rows(unit, batches.order_by(*COHORT_ORDERS[order])):
        of_cohort[cohort_id] = of_cohort.get(cohort_id, 0) + of_batch.get(batch_id, 0)
    return array("q", of_cohort), array("q", accumulate(of_cohort.values()))


def _joined(rows: Select[int], order: str) -> Select[int]:
    if order not in COHORT_ORDERS:
        return rows
    rows = rows.join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
    rows = rows.join(Cohort, Cohort.id == CertificateBatch.cohort_id)
    return rows.join(Programme, Programme.id == Cohort.programme_id)


def _ids(unit: UnitOfWork, rows: Select[int]) -> "array[int]":
    return array("q", (row[0] for row in plain_rows(unit, rows)))
