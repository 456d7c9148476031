"""A job that answers at the kiosk and tells what the kiosk shows as saved."""

from datetime import UTC, datetime
from pathlib import Path

from db.engine import open_engine
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.surveys.rounds import rounds, survey_form

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def answer_for_ever(database: Path) -> None:
    """In the only survey of the centre, one person after another, without the lock of one program."""
    # Qt is loaded in the child alone: a process that has loaded it cannot fork.
    from tests.faults.answering_window import answer

    centre = Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
    (row,) = centre.read(rounds)
    answer(centre, centre.read(survey_form, round_id=row.id), settings=database.parent / "settings.toml")
