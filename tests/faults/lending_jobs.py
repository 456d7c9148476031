"""A job that takes one return of lent work back, to be killed on the way."""

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


def take_back_return(folder: Path) -> None:
    """Takes back what lies beside the data."""
    paths = CentrePaths(folder)
    centre = Centre(paths, open_engine(paths.database), FixedClock(NOW), nobody_chosen())
    tell("begun")
    result = take_back(centre, file=folder / RETURN)
    tell("taken" if result.is_applied else "known")
