"""What stands on a badge, and how large badges are printed."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.i18n import N_


class BadgeSize(StrEnum):
    """``SMALL`` fits the usual holder of 90 by 55 millimetres."""

    SMALL = "small"
    LARGE = "large"


SIZE_NAMES = {
    BadgeSize.SMALL: N_("90 × 54 mm, ten on a sheet"),
    BadgeSize.LARGE: N_("95 × 66 mm, eight on a sheet"),
}


@dataclass(frozen=True)
class BadgeLook:
    """No ``language``: that of the centre's documents."""

    size: BadgeSize = BadgeSize.SMALL
    language: str = ""


@dataclass(frozen=True)
class BadgeOwner:
    """Somebody who can get a badge, and its code."""

    enrolment_id: int
    name: str
    code: str


@dataclass(frozen=True)
class Badge:
    """One badge, all its words ready."""

    surname: str
    names: str
    cohort: str
    programme: str
    days: str
    centre: str
    code: str
