"""What the lighter events look like outside the database: entered one by one, many at once, and summed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.i18n import N_, _
from desktop_app.people.records import PersonLine
from desktop_app.spreadsheets.cell_values import quoted


@dataclass(frozen=True)
class EventDraft:
    """An event as it is entered; ``id`` 0 is a new one.

    The leader is a person of the register or a text. ``people`` were there, as reported; None: not told yet.
    """

    kind_code: str = ""
    held_on: date | None = None
    institution_id: int | None = None
    place: str = ""
    district_code: str | None = None
    subject_code: str | None = None
    topic: str = ""
    programme_id: int | None = None
    cascade_level: int | None = None
    leader_person_id: int | None = None
    leader: str = ""
    people: int | None = None
    source: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class EventFilter:
    """What is left None or empty does not narrow the register; "" of a code asks for events that do not say it."""

    year: int | None = None
    kind_code: str | None = None
    district_code: str | None = None
    subject_code: str | None = None
    programme_id: int | None = None
    cascade_level: int | None = None
    leader_person_id: int | None = None
    batch: str | None = None
    text: str = ""


@dataclass(frozen=True)
class EventLine:
    """An event in the register; names are in the language in force. ``listed`` of its people are known by name."""

    draft: EventDraft
    kind: str
    institution: str
    district: str
    subject: str
    leader: str
    programme: str
    role: str
    listed: int
    batch: str

    @property
    def id(self) -> int:
        return self.draft.id

    @property
    def people(self) -> int:
        return self.draft.people or 0

    @property
    def difference(self) -> int | None:
        """By how many the list is longer than the number reported; None where no list is kept."""
        return self.listed - self.people if self.listed else None


@dataclass(frozen=True)
class EventCard:
    """An event with everybody on its list."""

    line: EventLine
    people: tuple[PersonLine, ...]


@dataclass(frozen=True)
class EventSum:
    """Events of a district and a subject together; None: of all, "": not stated. ``listed`` are known by name."""

    district_code: str | None
    subject_code: str | None
    district: str
    subject: str
    events: int
    people: int
    listed: int


class EventState(StrEnum):
    """NEW is entered, KNOWN is in the register already, IGNORED is no event at all, such as a row of totals."""

    NEW = "new"
    KNOWN = "known"
    REJECTED = "rejected"
    IGNORED = "ignored"


PROBLEMS: Mapping[str, str] = {
    "kind_missing": N_("Choose the kind of event."),
    "kind_unknown": N_("No such kind of event: “{value}”."),
    "day_missing": N_("The day is missing."),
    "day_unreadable": N_("“{value}” is not a date."),
    "day_to_come": N_("The day is still to come."),
    "day_too_early": N_("The day is too long ago."),
    "place_missing": N_("Say at which institution it was held, or where."),
    "institution_new": N_("“{value}” is not in the list of institutions; it is kept as a place."),
    "institution_unclear": N_("“{value}” may be several institutions; name the district."),
    "district_unknown": N_("No such district: “{value}”."),
    "district_unclear": N_("“{value}” may be several districts or cities."),
    "subject_unknown": N_("No such subject: “{value}”."),
    "people_missing": N_("The number of people is missing."),
    "formula_without_value": N_(
        "The cell holds a formula without its result. Open the file in Excel, save it and try again."
    ),
    "people_unreadable": N_("“{value}” is not a number of people."),
    "leader_unclear": N_("Several people are called “{value}”; the name is kept as a text."),
    "level_unknown": N_("The programme has no such level."),
    "event_known": N_("This event is in the register already, with {found} people."),
    "event_repeated": N_("The same event stands in row {found} already."),
    "total_row": N_("A row of totals."),
    "total_differs": N_("The total says {value}, the rows make {found}."),
}
"""What is said of each code; ``value`` is what was typed, ``found`` what stands against it."""

# Said of a row that is entered all the same.
REMARKS = frozenset({"institution_new", "leader_unclear", "total_differs"})


@dataclass(frozen=True)
class EventProblem:
    """``column`` is the field's name in this program."""

    code: str
    column: str
    value: str = ""
    found: str = ""

    @property
    def text(self) -> str:
        return _(PROBLEMS[self.code], value=quoted(self.value), found=self.found)


@dataclass(frozen=True)
class ReadEvent:
    """A row as it was understood; ``number`` is the row of the sheet or of the grid."""

    number: int
    draft: EventDraft
    problems: tuple[EventProblem, ...] = ()
    is_total: bool = False


@dataclass(frozen=True)
class EventRow:
    """A row with what would become of it. ``known_id`` is the event that it repeats."""

    number: int
    state: EventState
    draft: EventDraft
    problems: tuple[EventProblem, ...] = ()
    known_id: int | None = None


@dataclass(frozen=True)
class RowNames:
    """The names behind the codes and ids of rows, in the language in force."""

    kinds: Mapping[str, str]
    subjects: Mapping[str, str]
    institutions: Mapping[int, str]
    leaders: Mapping[int, str]

    def place(self, draft: EventDraft) -> str:
        return draft.place or self.institutions.get(draft.institution_id or 0, "")

    def leader(self, draft: EventDraft) -> str:
        return draft.leader or self.leaders.get(draft.leader_person_id or 0, "")


@dataclass(frozen=True)
class Entered:
    """Events that were entered at once; ``batch`` takes them back."""

    batch: str
    events: int
    people: int


@dataclass(frozen=True)
class EventPreview:
    """What a workbook would enter; ``columns`` are the headers by field."""

    file_name: str
    sheet: str
    header_row: int
    columns: Mapping[str, str]
    rows: tuple[EventRow, ...]
    read: tuple[ReadEvent, ...]

    def count(self, state: EventState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def people(self) -> int:
        """How many people the events that would be entered name."""
        return sum(row.draft.people or 0 for row in self.rows if row.state is EventState.NEW)
