"""The final commission of a cohort (yakuniy attestatsiya komissiyasi): by which order, who sits in it, its minutes."""

from sqlalchemy import select

from db.models.completion import Commission
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CommissionRecord
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy

_TEXTS = ("order_number", "chairperson", "secretary", "minutes_number")


def commission(unit: UnitOfWork, *, cohort_id: int) -> CommissionRecord | None:
    """None while nobody has named one."""
    row = _load(unit, cohort_id)
    return None if row is None else _record(row)


def set_commission(unit: UnitOfWork, *, draft: CommissionRecord) -> CommissionRecord | None:
    """Name or change the commission; returns the one before.

    Raises Refused for a completed or cancelled cohort, Invalid naming the field that is missing or cannot be.
    """
    cohort = load_cohort(unit, draft.cohort_id)
    require_open(cohort.code, cohort.state)
    row = _load(unit, draft.cohort_id)
    before = None if row is None else _record(row)
    if row is None:
        row = Commission(cohort_id=draft.cohort_id)
        unit.session.add(row)
    for name in _TEXTS:
        setattr(row, name, tidy(getattr(draft, name)))
    row.order_date, row.minutes_date = draft.order_date, draft.minutes_date
    row.members = list(dict.fromkeys(filter(None, map(tidy, draft.members))))
    _check(row)
    return before


def _check(row: Commission) -> None:
    if not row.chairperson:
        raise Invalid("chairperson_missing", N_("Name the chairperson."), field="chairperson")
    for number, day, place in (
        (row.order_number, row.order_date, "order"),
        (row.minutes_number, row.minutes_date, "minutes"),
    ):
        if number and day is None:
            raise Invalid("day_missing", N_("The day is missing."), field=f"{place}_date")
        if day is not None and not number:
            raise Invalid("number_missing", N_("The number is missing."), field=f"{place}_number")
    if row.order_date is not None and row.minutes_date is not None and row.minutes_date < row.order_date:
        raise Invalid(
            "minutes_too_early",
            N_("The minutes cannot be older than the order on the commission."),
            field="minutes_date",
        )


def _load(unit: UnitOfWork, cohort_id: int) -> Commission | None:
    return unit.session.scalar(select(Commission).where(Commission.cohort_id == cohort_id))


def _record(row: Commission) -> CommissionRecord:
    return CommissionRecord(
        row.cohort_id,
        row.order_number,
        row.order_date,
        row.chairperson,
        tuple(row.members),
        row.secretary,
        row.minutes_number,
        row.minutes_date,
    )
