"""An organisation that asks for the permit to train, as lists and its card show it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PermitStanding(StrEnum):
    """How far an organisation is on its way to a permit."""

    APPLIED = "applied"
    UNDER_REVIEW = "under_review"
    PERMITTED = "permitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OrganisationDraft:
    """What is typed about an organisation; ``id`` 0 is a new one. The permit is not typed but given."""

    name: str
    kind_code: str
    tax_number: str = ""
    address: str = ""
    phone: str = ""
    applied_on: date | None = None
    application_number: str = ""
    note: str = ""
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class PermitPaper:
    """The permit, and the order that it rests on."""

    number: str
    valid_from: date
    valid_until: date | None = None
    order_number: str = ""
    order_date: date | None = None


@dataclass(frozen=True)
class Requirement:
    """A requirement of the permit and how it was found; ``is_met`` None: not looked at yet."""

    code: str
    title: str
    is_met: bool | None
    note: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class YearFigure:
    """How many people an organisation says it has trained in a year, by which paper; ``id`` 0 is a new one."""

    year: int
    people: int
    source: str
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class OrganisationLine:
    """A line of the list; ``people`` are of the year that was asked for, None where nothing is reported."""

    id: int
    name: str
    kind_code: str
    kind: str
    standing: PermitStanding
    applied_on: date | None
    permit_number: str
    permit_from: date | None
    permit_until: date | None
    ended_on: date | None
    met: int
    checked: int
    people: int | None


@dataclass(frozen=True)
class OrganisationCard:
    """One organisation with its review, its permit and its yearly figures, newest first."""

    draft: OrganisationDraft
    kind: str
    standing: PermitStanding
    permit: PermitPaper | None
    requirements: tuple[Requirement, ...]
    figures: tuple[YearFigure, ...]
    ended_on: date | None = None
    reason: str = ""

    @property
    def unmet(self) -> list[Requirement]:
        return [each for each in self.requirements if each.is_met is False]

    @property
    def not_looked_at(self) -> list[Requirement]:
        return [each for each in self.requirements if each.is_met is None]
