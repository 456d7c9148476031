"""What orders, letters and what rests on them look like outside the database."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.i18n import N_, _

ORDER, LETTER = "BUYRUQ", "XAT"


class Purpose(StrEnum):
    """What a paper of the centre's own does to a cohort."""

    ADMISSION = "admission"
    TRANSFER = "transfer"
    EXPULSION = "expulsion"
    TOPICS = "topics"
    COMPLETION = "completion"
    CALL_LETTER = "call_letter"
    ABSENCE_LETTER = "absence_letter"
    COVERING_LETTER = "covering_letter"

    @property
    def kind_code(self) -> str:
        """Its entry in the list of kinds."""
        return LETTER if self in (*TO_EMPLOYERS, Purpose.COVERING_LETTER) else ORDER


# Each of them goes to one employer and lists that employer's people.
TO_EMPLOYERS = (Purpose.CALL_LETTER, Purpose.ABSENCE_LETTER)


@dataclass(frozen=True)
class OrderDraft:
    """A paper as it is typed into the register; ``id`` 0 is a new one."""

    kind_code: str
    number: str
    dated_on: date
    title: str
    issuer: str = ""
    note: str = ""
    is_own: bool = False
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class OrderRecord(OrderDraft):
    """A registered paper. ``people`` stand in the list annexed to it; ``resting`` places of our records quote it."""

    purpose: Purpose | None = None
    cohort_id: int | None = None
    cohort_code: str = ""
    script: str = ""
    is_signed: bool = False
    cancelled_on: date | None = None
    cancelling_reason: str = ""
    files: int = 0
    people: int = 0
    resting: int = 0


@dataclass(frozen=True)
class OrderFileRecord:
    """A file kept with a paper; ``size`` in bytes."""

    id: int
    order_id: int
    file_name: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


class CitedKind(StrEnum):
    """What kind of record quotes a paper."""

    PLAN_LINE = "plan_line"
    CHANNEL_FIGURE = "channel_figure"
    STATED_FIGURE = "stated_figure"
    PROGRAMME = "programme"
    STAGE = "stage"
    ADMISSION = "admission"
    COMPLETION = "completion"
    RULE = "rule"
    TURN = "turn"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Citation:
    """One record that quotes a paper. ``text`` names it; ``place_id`` is what to open: the cohort of an admission."""

    kind: CitedKind
    place_id: int
    text: str


@dataclass(frozen=True)
class Quoted:
    """A number and a day that records quote and the register does not know; an own paper is that of a cohort."""

    number: str
    dated_on: date | None
    places: int
    kinds: tuple[CitedKind, ...]

    @property
    def is_own(self) -> bool:
        """Admissions and completions are the centre's own orders."""
        return bool(self.kinds) and set(self.kinds) <= {CitedKind.ADMISSION, CitedKind.COMPLETION}


def purpose_name(purpose: Purpose) -> str:
    match purpose:
        case Purpose.ADMISSION:
            return _("Admission order")
        case Purpose.TRANSFER:
            return _("Transfer order")
        case Purpose.EXPULSION:
            return _("Expulsion order")
        case Purpose.TOPICS:
            return _("Order on topics of final works")
        case Purpose.COMPLETION:
            return _("Completion order")
        case Purpose.CALL_LETTER:
            return _("Letter calling to the course")
        case Purpose.ABSENCE_LETTER:
            return _("Letter about those who did not come")
        case Purpose.COVERING_LETTER:
            return _("Covering letter")


def cited_name(kind: CitedKind) -> str:
    return _(_CITED_NAMES[kind])


_CITED_NAMES = {
    CitedKind.PLAN_LINE: N_("Line of the plan"),
    CitedKind.CHANNEL_FIGURE: N_("Figure of another channel"),
    CitedKind.STATED_FIGURE: N_("Stated figure"),
    CitedKind.PROGRAMME: N_("Programme"),
    CitedKind.STAGE: N_("Stage"),
    CitedKind.ADMISSION: N_("Admission to a cohort"),
    CitedKind.COMPLETION: N_("Completion of a cohort"),
    CitedKind.RULE: N_("Rule"),
    CitedKind.TURN: N_("Turn"),
    CitedKind.ORGANISATION: N_("Organisation"),
}
