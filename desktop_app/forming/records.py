"""Applications and groups in the making, outside the database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.i18n import N_, _


class Profile(StrEnum):
    """For whom a course is meant by category: the codes of ``course_group`` in the list of categories."""

    DEVELOPING = "RIVOJLANTIRUVCHI"
    RAISING = "YUKSALTIRUVCHI"


@dataclass(frozen=True)
class Candidate:
    """Somebody to be put into a group. ``sort_key`` is of the name; ``wish_id`` the line of an application.

    ``programme_id`` and ``shift_code`` are wished for; None takes whatever comes.
    """

    person_id: int
    sort_key: str
    staff_group: str | None
    subject_code: str | None
    language_code: str | None
    district_code: str | None
    institution_id: int | None
    profile: str | None
    programme_id: int | None = None
    shift_code: str | None = None
    wish_id: int | None = None
    position_code: str | None = None


@dataclass(frozen=True)
class Terms:
    """How groups are formed: people in one, and what else but subject and programme must be the same."""

    least: int
    most: int
    is_by_language: bool = True
    is_by_shift: bool = True
    is_by_profile: bool = True


@dataclass(frozen=True)
class GroupKind:
    """What everybody of a group has in common; None where it makes no difference.

    ``position_code`` stands for the subject of those who teach none, such as educators of kindergartens.
    """

    staff_group: str | None
    subject_code: str | None
    programme_id: int | None
    language_code: str | None
    shift_code: str | None
    profile: str | None
    position_code: str | None = None


@dataclass(frozen=True)
class Group:
    kind: GroupKind
    people: tuple[Candidate, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        """The codes of its districts, in the order in which its people come."""
        return tuple(dict.fromkeys(person.district_code or "" for person in self.people))


class LeftoverReason(StrEnum):
    """Why somebody is in no group."""

    TOO_FEW = "too_few"
    NO_STAFF_GROUP = "no_staff_group"
    NO_SUBJECT = "no_subject"
    NO_LANGUAGE = "no_language"
    NO_CATEGORY = "no_category"
    NO_PROGRAMME = "no_programme"
    HINDERED = "hindered"
    TAKEN_OUT = "taken_out"

    @property
    def text(self) -> str:
        return _(_REASONS[self])


@dataclass(frozen=True)
class Leftover:
    """``why`` says more than the reason where there is more to say."""

    person: Candidate
    reason: LeftoverReason
    why: str = ""

    @property
    def text(self) -> str:
        return self.why or self.reason.text


@dataclass(frozen=True)
class Grouping:
    """Everybody exactly once: in a group or left over."""

    groups: tuple[Group, ...]
    leftovers: tuple[Leftover, ...]

    @property
    def placed(self) -> int:
        return sum(len(group.people) for group in self.groups)


@dataclass(frozen=True)
class FormingWish:
    """What is to be formed: those due in a ``year`` or, ``from_applications``, those who applied for it.

    Cohorts begin on ``starts_on``. What is None does not narrow it.
    """

    year: int
    starts_on: date
    from_applications: bool = False
    month: int | None = None
    staff_group: str | None = None
    subject_code: str | None = None
    district_code: str | None = None
    language_code: str | None = None
    is_by_language: bool = True
    is_by_shift: bool = True
    is_by_profile: bool = True


@dataclass(frozen=True)
class ProgrammeChoice:
    """A programme that a group may study."""

    id: int
    code: str
    title: str
    hours: int
    staff_group: str
    subject_code: str | None


@dataclass(frozen=True)
class FormingPreview:
    """Groups with what may be chosen for them; ``programmes`` hold on the first day."""

    wish: FormingWish
    terms: Terms
    grouping: Grouping
    programmes: tuple[ProgrammeChoice, ...]

    def programmes_for(self, kind: GroupKind) -> tuple[ProgrammeChoice, ...]:
        """Those for the staff group and subject; one without a subject is for all of the staff group."""
        return tuple(
            choice
            for choice in self.programmes
            if choice.staff_group == kind.staff_group and choice.subject_code in (kind.subject_code, None)
        )


@dataclass(frozen=True)
class CohortToMake:
    """A group as it becomes a cohort."""

    programme_id: int
    starts_on: date
    people: tuple[Candidate, ...]
    language_code: str | None = None
    shift_code: str | None = None
    place: str = ""


@dataclass(frozen=True)
class Formed:
    """The cohorts that were made, in order, with their codes; ``people`` are enrolled in them."""

    cohort_ids: tuple[int, ...]
    codes: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class ApplicationDraft:
    """An application as it is typed; ``id`` 0 is a new one. ``applicant`` is who asks, where it is no institution."""

    dated_on: date
    number: str = ""
    institution_id: int | None = None
    applicant: str = ""
    district_code: str | None = None
    people_stated: int | None = None
    note: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class ApplicationRecord(ApplicationDraft):
    """``listed`` people stand in it, ``waiting`` of them without a place, ``withdrawn`` not counted in either."""

    employer: str = ""
    listed: int = 0
    waiting: int = 0
    withdrawn: int = 0

    @property
    def difference(self) -> int | None:
        """How many more are stated than listed; None where no count is stated."""
        return None if self.people_stated is None else self.people_stated - self.listed


class WishState(StrEnum):
    WAITING = "waiting"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Wish:
    """A person of an application, with what is asked for."""

    id: int
    person_id: int
    name: str
    workplace: str
    programme_id: int | None
    programme_title: str
    year: int
    month: int | None
    shift_code: str | None
    cohort_id: int | None
    cohort_code: str
    withdrawn_on: date | None
    withdrawal_reason: str

    @property
    def state(self) -> WishState:
        if self.withdrawn_on is not None:
            return WishState.WITHDRAWN
        return WishState.PLACED if self.cohort_id is not None else WishState.WAITING


def profile_name(profile: str) -> str:
    """Developing is for specialists and the second category, raising for the first and the highest."""
    match profile:
        case Profile.DEVELOPING:
            return _("Developing")
        case Profile.RAISING:
            return _("Raising")
        case _:
            return profile


def wish_state_name(state: WishState) -> str:
    match state:
        case WishState.WAITING:
            return _("Waits for a place")
        case WishState.PLACED:
            return _("Has a place")
        case WishState.WITHDRAWN:
            return _("Recalled")


_REASONS = {
    LeftoverReason.TOO_FEW: N_("Too few of the kind for one more group"),
    LeftoverReason.NO_STAFF_GROUP: N_("The card does not say the staff group"),
    LeftoverReason.NO_SUBJECT: N_("The card does not say the subject"),
    LeftoverReason.NO_LANGUAGE: N_("The card does not say the language"),
    LeftoverReason.NO_CATEGORY: N_("The card does not say the category"),
    LeftoverReason.NO_PROGRAMME: N_("No programme is for this subject and staff group"),
    LeftoverReason.HINDERED: N_("Studies in another cohort, or a course still holds"),
    LeftoverReason.TAKEN_OUT: N_("Taken out by hand"),
}
