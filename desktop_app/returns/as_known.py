"""A month's return as it was known on a past day, what it says otherwise now, and what its figures were made of."""

from dataclasses import dataclass
from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.indicators.as_of import known_on
from desktop_app.indicators.model import Behind
from desktop_app.returns.differences import Difference, differences
from desktop_app.returns.figures import lines_of
from desktop_app.returns.records import Form
from desktop_app.returns.service import behind_cell, compose_figures


@dataclass(frozen=True)
class KnownReturn:
    """``forms`` as they were known at the end of the ``day``; ``changed`` are the cells that say something else now.

    ``unknowable`` are sentences on what cannot be taken back to that day.
    """

    day: date
    forms: tuple[Form, ...]
    changed: tuple[Difference, ...]
    unknowable: tuple[str, ...]


def return_as_known(unit: UnitOfWork, *, year: int, month: int, day: date) -> KnownReturn:
    """Raises Invalid for a day that is not over, and for one on which the month had not begun."""
    now = compose_figures(unit, year=year, month=month).forms
    with known_on(unit, day) as known:
        then = compose_figures(known.unit, year=year, month=month).forms
    return KnownReturn(day, then, tuple(differences(lines_of(then), lines_of(now), now)), known.unknown)


def behind_cell_as_known(
    unit: UnitOfWork, *, year: int, month: int, day: date, form: str, row: str, column: str, limit: int | None = None
) -> Behind:
    """What a cell's figure was made of on the day. Raises NotFound, Invalid as ``behind_cell`` does."""
    with known_on(unit, day) as known:
        return behind_cell(known.unit, year=year, month=month, form=form, row=row, column=column, limit=limit)
