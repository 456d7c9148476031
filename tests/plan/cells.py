"""Everybody who is counted, grouped by all that the forms ask for: to hold other ways of counting beside it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from db.unit_of_work import UnitOfWork
from desktop_app.plan.population import counted
from desktop_app.plan.records import Period, Standing


@dataclass(frozen=True)
class Cell:
    """So many people who stand alike and share staff group, district and subject (None: not stated)."""

    standing: Standing
    is_of_month: bool
    staff_group: str | None
    district_code: str | None
    subject_code: str | None
    people: int


def count_cells(unit: UnitOfWork, period: Period) -> list[Cell]:
    people = counted(period)
    keys = (
        people.c.standing,
        people.c.is_of_month,
        people.c.staff_group,
        people.c.district_code,
        people.c.subject_code,
    )
    rows = unit.session.execute(select(*keys, func.count()).group_by(*keys))
    return [
        Cell(Standing(standing), bool(of_month), group, district, subject, number)
        for standing, of_month, group, district, subject, number in rows
    ]


def sum_people(found: Collection[Cell], standings: Collection[Standing]) -> int:
    return sum(cell.people for cell in found if cell.standing in standings)
