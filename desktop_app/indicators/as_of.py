"""Figures as they were known on a day: what was entered or corrected since is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from db.past import Unknown, standing_at
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.record_words import table_name
from desktop_app.clock import TASHKENT
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _n
from desktop_app.language.dates import short_date


@dataclass(frozen=True)
class Known:
    """``unit`` reads what was known at the end of the day; ``unknown`` are sentences on what cannot be taken back."""

    unit: UnitOfWork
    unknown: tuple[str, ...]


@contextmanager
def known_on(unit: UnitOfWork, day: date) -> Iterator[Known]:
    """Raises Invalid for a day that is not over. Nothing that is found may be kept for the present."""
    if day >= unit.today:
        message = N_("{day} is not over yet: what is known now is what will be asked for.")
        raise Invalid("day_not_over", message, day=short_date(day), field="as_of")
    with standing_at(unit, datetime.combine(day, time.max, TASHKENT)) as past:
        yield Known(past.unit, tuple(map(_sentence, past.unknown)))


def _sentence(each: Unknown) -> str:
    return _n(
        "{table}: {n} row was changed at once on {day}; how it stood before is not known.",
        "{table}: {n} rows were changed at once on {day}; how they stood before is not known.",
        each.rows,
        table=table_name(each.table),
        day=short_date(each.at.astimezone(TASHKENT).date()),
    )
