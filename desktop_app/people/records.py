"""What people look like outside the database: lines of a list, whole cards, what a form gives to be saved."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db.models.cohorts import EnrolmentState
from db.models.people import Sex
from desktop_app.language.names import PersonName, full_name


class MatchedBy(StrEnum):
    """By what a search found a person."""

    NAME = "name"
    JSHSHIR = "jshshir"
    DOCUMENT = "document"
    PHONE = "phone"


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

    @property
    def full_name(self) -> str:
        return full_name(self.name)


@dataclass(frozen=True)
class FoundPerson:
    person: PersonLine
    matched_by: MatchedBy


@dataclass(frozen=True)
class PeopleFilter:
    """Which people a list shows; what is left empty does not narrow it."""

    text: str = ""
    district_code: str | None = None
    institution_id: int | None = None
    subject_code: str | None = None
    staff_group: str | None = None


@dataclass(frozen=True)
class PersonDraft:
    """A card as it was typed. ``id`` 0 is a new person; ``workplace`` is found among the institutions or added.

    Names may be given in either script or in both; ``phone`` may hold several.
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
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class Training:
    """One course of a person, with what came of it."""

    enrolment_id: int
    cohort_id: int
    cohort_code: str
    programme: str
    hours: int
    starts_on: date
    ends_on: date
    state: EnrolmentState
    finished_on: date | None
    certificate_number: str


@dataclass(frozen=True)
class PersonCard:
    """Everything kept of a person; ``draft`` is what a form edits and gives back."""

    line: PersonLine
    draft: PersonDraft
    created_at: datetime
    training: tuple[Training, ...]


@dataclass(frozen=True)
class Hit:
    """A line of the search of everything; ``target_id`` is the id of the thing of that kind."""

    title: str
    subtitle: str
    kind: HitKind
    target_id: int
