"""Print runs as screens see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PageState(StrEnum):
    """A page that was sent is believed printed only when the person has said so."""

    WAITING = "waiting"
    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True)
class RunPage:
    """``place`` counts from 1 in list order; ``blank`` is the number of the blank that it goes on or stands on."""

    place: int
    certificate_id: int
    full_number: str
    holder: str
    state: PageState
    blank: str
    blank_id: int | None

    @property
    def is_to_print(self) -> bool:
        return self.state in (PageState.WAITING, PageState.FAILED)


@dataclass(frozen=True)
class Run:
    """``cohort_code`` is empty where the papers are of several cohorts or of none."""

    id: int
    cohort_id: int | None
    cohort_code: str
    begun_at: datetime
    begun_by: str
    printer: str
    with_background: bool
    is_ended: bool
    pages: tuple[RunPage, ...]

    @property
    def to_print(self) -> tuple[RunPage, ...]:
        return tuple(page for page in self.pages if page.is_to_print)

    @property
    def sent(self) -> tuple[RunPage, ...]:
        """What went to the printer and nobody has looked at yet."""
        return tuple(page for page in self.pages if page.state is PageState.SENT)


@dataclass(frozen=True)
class RunLine:
    """A run in the list of runs."""

    id: int
    cohort_code: str
    begun_at: datetime
    begun_by: str
    printer: str
    pages: int
    printed: int
    is_ended: bool
