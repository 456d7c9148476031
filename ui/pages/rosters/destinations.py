"""Where the people of a file may go: into a cohort that is not over, or into the list of people alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.i18n import _
from ui.models.choices_model import Choice

if TYPE_CHECKING:
    from desktop_app.centre import Centre

OPEN_STATES = (CohortState.PLANNED, CohortState.STUDYING)


@dataclass(frozen=True)
class Destination:
    """``cohort_id`` is None, and ``code`` empty, for the list of people alone."""

    cohort_id: int | None
    code: str
    title: str

    @property
    def name(self) -> str:
        """How it is called in a sentence."""
        return self.code or self.title


def read_destinations(centre: "Centre") -> tuple[Destination, ...]:
    """The list of people first, then the cohorts, newest first."""
    rows = centre.read(cohorts, states=OPEN_STATES, rows=None).rows
    return (people_alone(), *(Destination(row.id, row.code, row.programme_title) for row in rows))


def people_alone() -> Destination:
    return Destination(None, "", _("List of people alone"))


def as_choices(destinations: tuple[Destination, ...]) -> list[Choice]:
    return [Choice(one.cohort_id, " · ".join(filter(None, (one.code, one.title)))) for one in destinations]
