"""What people look like outside the database: lines of a list, whole cards, what a form gives to be saved."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

# Under their own names again: screens know these states from here.
from db.models.certificates import CertificateState as CertificateState
from db.models.cohorts import EnrolmentState as EnrolmentState
from db.models.people import Sex
from desktop_app.language.names import PersonName, full_name


class MatchedBy(StrEnum):
    """By what a search found a person; in the order in which finds are told."""

    JSHSHIR = "jshshir"
    DOCUMENT = "document"
    PHONE = "phone"
    NAME = "name"
    FORMER_NAME = "former_name"
    CERTIFICATE = "certificate"
    SPELLING = "spelling"
    WORKPLACE = "workplace"
    NAME_PART = "name_part"


class CategoryState(StrEnum):
    """How a qualification category stands on a day."""

    NONE = "none"
    UNDATED = "undated"
    VALID = "valid"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    LIFETIME = "lifetime"


class HitKind(StrEnum):
    """What a line of the search of everything is."""

    PERSON = "person"
    COHORT = "cohort"
    PROGRAMME = "programme"
    CERTIFICATE = "certificate"
    STAFF = "staff"


@dataclass(frozen=True)
class PersonLine:
    """A person in a list; position, subject and district are names in the language in force."""

    id: int
    name: PersonName
    name_cyrl: PersonName
    birth_date: date | None
    birth_year: int | None
    jshshir: str | None
    document: str | None
    phone: str
    workplace: str
    district: str
    position: str
    subject: str
    staff_group: str | None
    is_archived: bool = False

    @property
    def full_name(self) -> str:
        return full_name(self.name)


@dataclass(frozen=True)
class FoundPerson:
    """A find with its reason; ``matched`` is the former name, the workplace or the certificate's number.

    A name in another spelling tells in ``matched`` the former name that it is, and nothing where it is the present one.
    """

    person: PersonLine
    matched_by: MatchedBy
    matched: str = ""


# As the year of a filter: the year that it is when the filter is used.
THIS_YEAR = 0


@dataclass(frozen=True)
class PeopleFilter:
    """Which people a list shows; what is left empty does not narrow it. ``is_archived`` True shows those who left.

    ``due_year`` asks for those whose turn for a course has come by then; ``THIS_YEAR`` stays true next year.
    """

    text: str = ""
    district_code: str | None = None
    institution_id: int | None = None
    subject_code: str | None = None
    staff_group: str | None = None
    category_code: str | None = None
    category_state: CategoryState | None = None
    language_code: str | None = None
    locality_code: str | None = None
    lacks_consent: bool = False
    lacks_jshshir: bool = False
    is_archived: bool = False
    due_year: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the typed text leaves people out."""
        return self != PeopleFilter(self.text)


@dataclass(frozen=True)
class NamedFilter:
    """A filter that somebody saved under a name."""

    id: int
    name: str
    wanted: PeopleFilter
    version: int


@dataclass(frozen=True)
class PersonDraft:
    """A card as it was typed. ``id`` 0 is a new person; ``workplace`` is found among the institutions or added.

    Names may be given in either script or in both; ``phone`` may hold several. ``post_since`` and ``service_since``
    are days from which whole years are counted. ``stage_2024`` is how the national stage of 2024 was taken.
    """

    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    surname_cyrl: str = ""
    given_name_cyrl: str = ""
    patronymic_cyrl: str = ""
    jshshir: str = ""
    document: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    phone: str = ""
    workplace: str = ""
    district_code: str | None = None
    position_code: str | None = None
    position_text: str = ""
    staff_group: str | None = None
    subject_code: str | None = None
    subject_text: str = ""
    category_code: str | None = None
    education_code: str | None = None
    language_code: str | None = None
    notes: str = ""
    post_since: date | None = None
    service_since: date | None = None
    locality_code: str | None = None
    category_given_on: date | None = None
    category_valid_to: date | None = None
    category_is_lifetime: bool = False
    graduated_from: str = ""
    graduation_year: int | None = None
    diploma_specialty: str = ""
    stage_2024: str | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class CardChange:
    """What another name or another post on a card means: a slip put right, or a change in the person's life.

    Of a change the old is kept, with the day ``since`` which the new holds and the paper it rests on.
    """

    is_correction: bool = False
    since: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class FormerNameDraft:
    """A name borne until ``changed_on``; ``id`` 0 is one to be added."""

    surname: str
    given_name: str
    patronymic: str = ""
    surname_cyrl: str = ""
    given_name_cyrl: str = ""
    patronymic_cyrl: str = ""
    changed_on: date | None = None
    reason: str = ""
    id: int = 0
    version: int = 1

    @property
    def full_name(self) -> str:
        return full_name(PersonName(self.surname, self.given_name, self.patronymic))


@dataclass(frozen=True)
class FormerPostDraft:
    """A post held before the present one; ``id`` 0 is one to be added."""

    workplace: str = ""
    district_code: str | None = None
    position_code: str | None = None
    position_text: str = ""
    subject_code: str | None = None
    subject_text: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class PostLine:
    """A post as it is shown, its codes as names; ``draft`` is None for the present one, which the card's form edits."""

    workplace: str
    district: str
    position: str
    subject: str
    starts_on: date | None
    ends_on: date | None
    draft: FormerPostDraft | None = None

    @property
    def is_present(self) -> bool:
        return self.draft is None


@dataclass(frozen=True)
class OutsideCourseDraft:
    """A course taken elsewhere, as its paper tells; ``id`` 0 is one to be added."""

    title: str = ""
    provider: str = ""
    hours: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    result: str = ""
    certificate_number: str = ""
    link: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Training:
    """One course of a person, with what came of it; one taken elsewhere has ``outside`` and no cohort.

    An event has ``event_id`` and ``place``, and earns no hours. ``counts`` tells whether hours are earned: the course
    was completed. ``certificate_state`` stands only beside a number of the centre's own register.
    """

    programme: str
    hours: int | None
    starts_on: date | None
    ends_on: date
    certificate_number: str
    counts: bool
    finished_on: date | None
    enrolment_id: int = 0
    cohort_id: int = 0
    cohort_code: str = ""
    state: EnrolmentState | None = None
    certificate_state: CertificateState | None = None
    outside: OutsideCourseDraft | None = None
    event_id: int = 0
    place: str = ""
    is_leader: bool = False

    @property
    def is_outside(self) -> bool:
        return self.outside is not None


@dataclass(frozen=True)
class ConsentRecord:
    """A consent to the keeping of a person's data; it holds until it is withdrawn."""

    id: int
    given_on: date
    form: str
    withdrawn_on: date | None
    withdrawal_reason: str
    version: int

    @property
    def holds(self) -> bool:
        return self.withdrawn_on is None


@dataclass(frozen=True)
class Archived:
    """Since when and why a person is among those who left."""

    since: date | None
    reason: str


@dataclass(frozen=True)
class PersonCard:
    """Everything kept of a person; ``draft`` is what a form edits and gives back.

    ``identity_note`` is the reason for which a doubtful JShShIR stands. ``posts`` are newest first, the present one
    at their head. ``recent_hours`` were completed in the last ``cycle_years`` years. Of an erased person only the
    courses and the certificates' register are left.
    """

    line: PersonLine
    draft: PersonDraft
    created_at: datetime
    training: tuple[Training, ...]
    identity_note: str = ""
    category_state: CategoryState = CategoryState.NONE
    years_in_post: int | None = None
    years_of_service: int | None = None
    former_names: tuple[FormerNameDraft, ...] = ()
    posts: tuple[PostLine, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    recent_hours: int = 0
    cycle_years: int = 5
    archived: Archived | None = None
    erased_on: date | None = None

    @property
    def has_consent(self) -> bool:
        return any(consent.holds for consent in self.consents)


@dataclass(frozen=True)
class Letterhead:
    """Who the centre is on a paper, and the day of the paper; names in the script of the paper."""

    centre: str
    address: str
    phone: str
    email: str
    director: str
    made_on: date


@dataclass(frozen=True)
class TrainingStatement:
    """The statement of in-service training in the script of the paper; courses in the order of their days."""

    letterhead: Letterhead
    full_name: str
    birth: str
    workplace: str
    position: str
    courses: tuple[Training, ...]
    recent_hours: int
    cycle_years: int


@dataclass(frozen=True)
class ErasureRecord:
    """An erasure as the file keeps it: no word of it tells who the person was.

    ``facts`` hold how many entries of each kind were erased, and the numbers of the certificates that are kept.
    """

    person_id: int
    number: str
    erased_on: date
    erased_by: str
    reason: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class ErasureAct:
    """The paper about an erasure. ``full_name`` is known at the first print alone; ``allowed_by`` may be empty."""

    letterhead: Letterhead
    person_id: int
    full_name: str
    number: str
    erased_by: str
    allowed_by: str
    reason: str
    erased: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A line of the search of everything; ``target_id`` is the id of the thing of that kind."""

    title: str
    subtitle: str
    kind: HitKind
    target_id: int
