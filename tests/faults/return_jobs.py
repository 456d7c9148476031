"""A job that writes the return of a month over and over again, to be killed in the middle of it."""

from itertools import count
from pathlib import Path

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.returns.service import write_return
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell


def write_returns(database: Path) -> None:
    """Each of another form, so that every file differs from the one before it."""
    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    for number in count():
        form = ("1-PMM", "2-PMM")[number % 2]
        tell("writing")
        made = write_return(centre, year=2026, month=10, out=database.parent / "hisobot.xlsx", forms=(form,))
        tell("written", made.sha256)
