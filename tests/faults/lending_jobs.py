"""A job that takes one return of lent work back, to be killed in the middle of it."""

from pathlib import Path

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.lending.taking_back import take_back
from desktop_app.paths import CentrePaths
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell

RETURN = "qaytish.mahorat-parcel"


def take_back_return(database: Path) -> None:
    """Takes back what lies beside the data."""
    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    tell("begun")
    result = take_back(centre, file=database.parent / RETURN)
    tell("taken" if result.is_applied else "known")
