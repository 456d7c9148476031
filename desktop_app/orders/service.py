"""The register of orders and letters: entering, finding, correcting, taking out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, extract, func, or_, select, union

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.orders import Order, OrderEntry
from db.portable import not_sought
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.script import to_cyrillic, to_latin
from desktop_app.orders.files import files_count
from desktop_app.orders.numbers import is_number, number_key
from desktop_app.orders.own import check_number_free, load_order, register_own_order
from desktop_app.orders.quotes import cited, quoted_unregistered, requote, resting_counts
from desktop_app.orders.records import CitedKind, OrderDraft, OrderRecord, Purpose, Quoted
from desktop_app.reference.service import list_items

PAGE_ROWS = 200
# Who was admitted by an order, whatever became of them since; called ones and those who never came were not.
NEVER_ADMITTED = (
    EnrolmentState.APPLIED,
    EnrolmentState.CALLED,
    EnrolmentState.ABSENT,
    EnrolmentState.WALK_IN,
)
COMPLETED = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT)
_ORDERED_BY = {
    "number": (Order.number_key, Order.dated_on),
    "dated_on": (Order.dated_on, Order.id),
    "title": (Order.title, Order.id),
    "issuer": (Order.issuer, Order.dated_on),
}


@dataclass(frozen=True)
class RegisterFilter:
    """Which papers are asked for; ``text`` is looked for in number, title, issuer and note, in either script."""

    is_own: bool | None = None
    year: int | None = None
    kind_code: str = ""
    text: str = ""


def register_paper(unit: UnitOfWork, draft: OrderDraft, *, quoted: Quoted | None = None) -> int:
    """Enter a paper (id 0), or change what is not its number and day; returns its id.

    What quotes the paper as ``quoted``, by another spelling or without its day, quotes it as it is entered.
    Raises Invalid naming the field, Duplicate, Conflict.
    """
    _check(unit, draft)
    row = load_order(unit, draft.id) if draft.id else Order(is_own=draft.is_own, dated_on=draft.dated_on)
    if draft.id and row.version != draft.version:
        raise Conflict
    if not draft.id:
        row.number, row.number_key = tidy(draft.number), number_key(draft.number)
        _check_new(unit, row)
    row.kind_code, row.title = draft.kind_code, tidy(draft.title)
    row.issuer, row.note = tidy(draft.issuer), draft.note.strip()
    unit.session.add(row)
    unit.session.flush()
    if quoted is not None:
        said = quoted.number, quoted.dated_on
        requote(unit, said, number=row.number, dated_on=row.dated_on, is_own=row.is_own)
    return row.id


def correct(unit: UnitOfWork, *, order_id: int, number: str, dated_on: date, version: int | None = None) -> int:
    """Give the paper another number or day, there and wherever it is quoted; returns how many records changed.

    What will change is what ``cited`` lists. Raises Invalid, Duplicate, Conflict; Refused for a cancelled one.
    """
    row = load_order(unit, order_id)
    if version is not None and row.version != version:
        raise Conflict
    if not is_number(number):
        raise Invalid("order_number_missing", N_("Enter the number of the order."), field="number")
    if row.cancelled_on is not None:
        raise Refused("order_cancelled", N_("{number} is cancelled already."), number=row.number)
    said = row.number, row.dated_on
    if row.is_own:
        check_number_free(unit, number=number, dated_on=dated_on, but_id=row.id)
    changed = requote(unit, said, number=tidy(number), dated_on=dated_on, is_own=row.is_own)
    row.number, row.number_key, row.dated_on = tidy(number), number_key(number), dated_on
    _check_new(unit, row)
    unit.session.flush()
    return changed


def remove_paper(unit: UnitOfWork, *, order_id: int) -> OrderDraft:
    """Take a paper that was entered by mistake out, its files too; returns it for the undo.

    Raises Refused for an own order, which is only ever cancelled, and for one that records rest on.
    """
    row = load_order(unit, order_id)
    if row.is_own:
        raise Refused("order_own", N_("An own order stays in the register: cancel it with a reason."))
    places = len(cited(unit, order_id=order_id))
    if places:
        raise Refused("order_quoted", N_("Records rest on {number}: {places}."), number=row.number, places=places)
    draft = OrderDraft(row.kind_code, row.number, row.dated_on, row.title, row.issuer, row.note)
    unit.session.delete(row)
    return draft


def papers(
    unit: UnitOfWork,
    wanted: RegisterFilter,
    *,
    order: str = "dated_on",
    is_descending: bool = True,
    first: int = 0,
    rows: int = PAGE_ROWS,
) -> list[OrderRecord]:
    """A page of the register; ``order`` is a key of the columns that it may be sorted by."""
    by = _ORDERED_BY.get(order, _ORDERED_BY["dated_on"])
    query = _about().where(*_conditions(wanted))
    query = query.order_by(*(column.desc() if is_descending else column.asc() for column in by))
    return _records(unit, query.offset(first).limit(rows))


def papers_count(unit: UnitOfWork, wanted: RegisterFilter) -> int:
    return unit.session.scalar(select(func.count()).select_from(Order).where(*_conditions(wanted))) or 0


def paper(unit: UnitOfWork, *, order_id: int) -> OrderRecord:
    """One registered paper. Raises NotFound."""
    load_order(unit, order_id)
    return _records(unit, _about().where(Order.id == order_id))[0]


def papers_of_cohort(unit: UnitOfWork, *, cohort_id: int) -> list[OrderRecord]:
    """The own papers about a cohort or about people of it, oldest first."""
    listed = select(OrderEntry.order_id).join(Enrolment, Enrolment.id == OrderEntry.enrolment_id)
    meant = union(select(Order.id).where(is_about(cohort_id)), listed.where(Enrolment.cohort_id == cohort_id))
    return _records(unit, _about().where(Order.id.in_(meant), _is_own()).order_by(Order.dated_on, Order.id))


def is_about(cohort_id: int) -> ColumnElement[bool]:
    """An own paper about the cohort."""
    return and_(Order.cohort_id == cohort_id, _is_own())


def _is_own() -> ColumnElement[bool]:
    """Said so that it is not looked for among all own papers where a few are known by their cohort or number."""
    return not_sought(Order.is_own.expression)


def register_years(unit: UnitOfWork, *, is_own: bool) -> list[int]:
    """The years that the register has papers of, newest first; the present one always."""
    years = unit.session.scalars(select(extract("year", Order.dated_on)).where(Order.is_own == is_own).distinct())
    return sorted({unit.today.year, *map(int, years)}, reverse=True)


def register_quoted_own(unit: UnitOfWork) -> tuple[int, int]:
    """Enter every own order that cohorts quote with its day; how many were entered, and how many could not be."""
    entered = left = 0
    for quoted in quoted_unregistered(unit):
        if quoted.is_own:
            try:
                register_quoted(unit, quoted)
                entered += 1
            except (Duplicate, Invalid):
                left += 1
    return entered, left


def register_quoted(unit: UnitOfWork, quoted: Quoted) -> int:
    """Enter one own order that cohorts quote, with their people; returns its id.

    Raises Duplicate for a number that the year has already, Invalid where the cohorts do not say the day.
    """
    if quoted.dated_on is None:
        raise Invalid("order_date_missing", N_("The cohort does not say the day of this order."), field="dated_on")
    is_admission = quoted.kinds[0] is CitedKind.ADMISSION
    column = Cohort.order_number if is_admission else Cohort.completion_order_number
    day = Cohort.order_date if is_admission else Cohort.completion_order_date
    admitted_here = Enrolment.state.not_in(NEVER_ADMITTED) & Enrolment.came_from_id.is_(None)
    states = admitted_here if is_admission else Enrolment.state.in_(COMPLETED)
    on_that_day = unit.session.execute(select(Cohort.id, column).where(day == quoted.dated_on).order_by(Cohort.id))
    key = number_key(quoted.number)
    order_id = 0
    for cohort_id in [cohort_id for cohort_id, number in on_that_day if number_key(number) == key]:
        listed = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id, states).order_by(Enrolment.id)
        order_id = register_own_order(
            unit,
            purpose=Purpose.ADMISSION if is_admission else Purpose.COMPLETION,
            cohort_id=cohort_id,
            number=quoted.number,
            dated_on=quoted.dated_on,
            enrolment_ids=unit.session.scalars(listed).all(),
        )
    return order_id


def _check(unit: UnitOfWork, draft: OrderDraft) -> None:
    if not is_number(draft.number):
        raise Invalid("order_number_missing", N_("Enter the number of the order."), field="number")
    if not tidy(draft.title):
        raise Invalid("field_empty", N_("This field must be filled in."), field="title")
    if draft.kind_code not in {item.code for item in list_items(unit, "order_kind")}:
        raise Invalid("order_kind_unknown", N_("Choose what kind of paper it is."), field="kind_code")


def _check_new(unit: UnitOfWork, row: Order) -> None:
    """Raises Duplicate when the register has the number already: of that day, of the year for an own paper."""
    if row.is_own:
        check_number_free(unit, number=row.number, dated_on=row.dated_on, but_id=row.id or 0)
        return
    same = select(Order).where(
        Order.is_own.is_(False),
        Order.number_key == row.number_key,
        Order.dated_on == row.dated_on,
        Order.id != (row.id or 0),
    )
    with unit.session.no_autoflush:
        found = unit.session.scalar(same.limit(1))
    if found is not None:
        raise Duplicate(
            "order_registered",
            N_("{number} of that day is in the register already: {title}."),
            number=found.number,
            title=found.title,
        )


def _about() -> Select[*tuple[Order, str | None]]:
    return select(Order, Cohort.code).outerjoin(Cohort, Cohort.id == Order.cohort_id)


def _records(unit: UnitOfWork, query: Select[*tuple[Order, str | None]]) -> list[OrderRecord]:
    """The papers with what is counted beside them, each count asked for once."""
    rows = unit.session.execute(query).all()
    ids = [row.id for row, _code in rows]
    files = files_count(unit, order_ids=ids)
    annexed = select(OrderEntry.order_id, func.count()).where(OrderEntry.order_id.in_(ids))
    people = dict(unit.session.execute(annexed.group_by(OrderEntry.order_id)).all())
    resting = resting_counts(unit, [(row.number_key, row.dated_on, row.is_own) for row, _code in rows])
    return [
        _record(row, code or "", files.get(row.id, 0), people.get(row.id, 0), resting[_identity(row)])
        for row, code in rows
    ]


def _record(row: Order, cohort_code: str, files: int, people: int, resting: int) -> OrderRecord:
    return OrderRecord(
        kind_code=row.kind_code,
        number=row.number,
        dated_on=row.dated_on,
        title=row.title,
        issuer=row.issuer,
        note=row.note,
        is_own=row.is_own,
        id=row.id,
        version=row.version,
        purpose=Purpose(row.purpose) if row.purpose else None,
        cohort_id=row.cohort_id,
        cohort_code=cohort_code,
        script=row.script,
        is_signed=bool(row.text),
        cancelled_on=row.cancelled_on,
        cancelling_reason=row.cancelling_reason,
        files=files,
        people=people,
        resting=resting,
    )


def _identity(row: Order) -> tuple[str, date, bool]:
    return row.number_key, row.dated_on, row.is_own


def _conditions(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.is_own is not None:
        conditions.append(Order.is_own.is_(wanted.is_own))
    if wanted.year is not None:
        conditions.append(Order.dated_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.kind_code:
        conditions.append(Order.kind_code == wanted.kind_code)
    for word in tidy(wanted.text).split():
        # The register is small enough for LIKE; it knows no capitals beyond Latin, so both are asked for.
        spellings = {spelt for one in (word, to_latin(word), to_cyrillic(word)) for spelt in (one, one.capitalize())}
        places = (Order.number, Order.title, Order.issuer, Order.note)
        found = [place.icontains(spelt, autoescape=True) for place in places for spelt in spellings]
        key = number_key(word)
        conditions.append(or_(Order.number_key.contains(key, autoescape=True), *found) if key else or_(*found))
    return conditions
