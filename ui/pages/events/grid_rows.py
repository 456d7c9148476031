"""The lines of the grid: one for each institution of a district; what a line does not say, its head says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.cascades.event_records import EventDraft, EventRow, EventState, ReadEvent
from desktop_app.i18n import _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import parse_date
from desktop_app.language.keys import search_key
from ui.models.choices_model import Choice

MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class GridHead:
    """What holds for every line that does not say otherwise."""

    kind_code: str = ""
    held_on: date | None = None
    subject_code: str | None = None
    topic: str = ""
    leader: str = ""
    level: tuple[int, int] | None = None
    district_code: str | None = None


@dataclass(frozen=True)
class GridRow:
    """An institution and what is typed of its event; without a number of people it had none."""

    institution_id: int
    institution: str
    held_on: date | None = None
    subject_code: str | None = None
    leader: str = ""
    people: int | None = None
    head: GridHead = field(default_factory=GridHead)
    told: str = ""
    """Why the line cannot be entered as it is."""

    @property
    def day(self) -> date | None:
        return self.held_on or self.head.held_on

    @property
    def subject(self) -> str | None:
        return self.subject_code or self.head.subject_code

    @property
    def led_by(self) -> str:
        return self.leader or self.head.leader


def day_of(text: str, year: int) -> date | None:
    """The day that was typed. Raises ValueError for what is none; None for nothing."""
    if not text.strip():
        return None
    found = parse_date(text, default_year=year).date
    if found is None:
        raise ValueError(text)
    return found


def subject_of(text: str, subjects: Sequence[Choice]) -> str | None:
    """The code of the subject whose name, or the beginning of it, was typed. Raises ValueError for none or several."""
    wanted = search_key(text)
    if not wanted:
        return None
    exact = [choice for choice in subjects if wanted in (search_key(choice.text), search_key(choice.code))]
    found = exact or [choice for choice in subjects if choice.is_offered and search_key(choice.text).startswith(wanted)]
    if len(found) != 1:
        raise ValueError(text)
    return found[0].code


def people_of(text: str) -> int | None:
    """The number that was typed. Raises ValueError for what is none; None for nothing."""
    digits = "".join(text.split())
    if not digits:
        return None
    if not digits.isdecimal() or int(digits) > MOST_PEOPLE:
        raise ValueError(text)
    return int(digits)


def typed(row: GridRow, column: str, text: str, *, subjects: Sequence[Choice], year: int) -> GridRow:
    """The line with what was typed into one of its cells. Raises ValueError for what cannot be read."""
    match column:
        case "held_on":
            return replace(row, held_on=day_of(text, year), told="")
        case "subject":
            return replace(row, subject_code=subject_of(text, subjects), told="")
        case "leader":
            return replace(row, leader=tidy(text), told="")
        case "people":
            return replace(row, people=people_of(text), told="")
        case _:
            raise ValueError(column)


def filled_down(rows: Sequence[GridRow], column: str, place: int) -> list[GridRow]:
    """Every line below the place with the same in this column."""
    name = {"subject": "subject_code"}.get(column, column)
    value = getattr(rows[place], name)
    return [*rows[: place + 1], *(replace(row, **{name: value}, told="") for row in rows[place + 1 :])]


def events_of(rows: Sequence[GridRow]) -> list[ReadEvent]:
    """The lines with a number of people, as events; numbered by their places from 1."""
    return [ReadEvent(place, _draft(row)) for place, row in enumerate(rows, 1) if row.people is not None]


def with_verdicts(rows: Sequence[GridRow], judged: Sequence[EventRow]) -> list[GridRow]:
    """The lines with why some of them cannot be entered."""
    verdicts: Mapping[int, EventRow] = {each.number: each for each in judged}
    return [replace(row, told=_told(verdicts.get(place))) for place, row in enumerate(rows, 1)]


def _told(verdict: EventRow | None) -> str:
    if verdict is None or verdict.state is EventState.NEW:
        return ""
    return " ".join(problem.text for problem in verdict.problems) or _("Cannot be entered.")


def _draft(row: GridRow) -> EventDraft:
    programme_id, level = row.head.level or (None, None)
    return EventDraft(
        kind_code=row.head.kind_code,
        held_on=row.day,
        institution_id=row.institution_id,
        district_code=row.head.district_code,
        subject_code=row.subject,
        topic=row.head.topic,
        programme_id=programme_id,
        cascade_level=level,
        leader=row.led_by,
        people=row.people,
    )
