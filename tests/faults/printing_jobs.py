"""Jobs that print certificates on blanks: one that may be killed at any page, one that wants the blanks of others."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from db.engine import open_engine
from db.models.certificates import Certificate, PrintItem
from desktop_app.accounts.service import nobody_chosen
from desktop_app.blanks.stock import trays
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError
from desktop_app.paths import CentrePaths
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.feeding import feed
from desktop_app.print_runs.service import begin, run, runs
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell


@dataclass
class TellingPrinter:
    """Tells the place of each page once it is on paper."""

    places: list[int]

    def print_pages(self, _content: bytes) -> None:
        tell("printed", self.places.pop(0))


def print_the_rest(database: Path) -> None:
    """Go on with the newest run."""
    centre = _centre(database)
    run_id = centre.read(runs)[0].id
    places = [page.place for page in centre.read(run, run_id=run_id).to_print]
    tell("feeding")
    feed(centre, run_id=run_id, press=TellingPrinter(places), calibration=Calibration())


def take_against_others(database: Path) -> None:
    """Begin a run for every certificate that has none, with the lowest blank that seems to be free."""
    centre = _centre(database)
    is_taken = select(PrintItem.run_id).where(PrintItem.certificate_id == Certificate.id).exists()
    free = select(Certificate.id).where(~is_taken).order_by(Certificate.id).limit(1)
    tell("taking")
    while (certificate_id := centre.read(lambda unit: unit.session.scalar(free))) is not None:
        lowest = centre.read(trays)[0]
        try:
            centre.write(begin, certificate_ids=[certificate_id], printer="", tray=(lowest.letters, lowest.first))
        except CentreError:
            # Another one was quicker.
            continue
    tell("taken")


def _centre(database: Path) -> Centre:
    return Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
