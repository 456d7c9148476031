"""How sure it is that two cards mean one person: points for what agrees, against what contradicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.doubles.names import FoldedName, compare_names
from desktop_app.doubles.reasons import Reason

# From here on a pair is shown for review; so many names repeat that a name alone stays far below.
QUEUE_FROM = 60
SURE = 100
# Two right JShShIRs are two people, whatever else is alike.
_TWO_PEOPLE = 20
# With names that have nothing in common the rest may be a family's or a school's.
_UNLIKE_NAMES = 55

POINTS: Mapping[Reason, int] = {
    Reason.SAME_JSHSHIR: 100,
    Reason.JSHSHIR_ONE_DIGIT: 45,
    Reason.JSHSHIR_SWAPPED_DIGITS: 45,
    Reason.SAME_DOCUMENT: 50,
    Reason.SAME_PHONE: 20,
    Reason.SAME_NAME: 40,
    Reason.FORMER_NAME: 40,
    Reason.NO_PATRONYMIC: 37,
    Reason.PARTS_SWAPPED: 36,
    Reason.NEAR_SPELLING: 32,
    Reason.INITIALS: 26,
    Reason.OTHER_SURNAME: 26,
    Reason.SAME_GIVEN_NAME: 12,
    Reason.SAME_BIRTH_DATE: 35,
    Reason.DAY_AND_MONTH_SWAPPED: 28,
    Reason.NEAR_BIRTH_DATE: 15,
    Reason.SAME_BIRTH_YEAR: 15,
    Reason.SAME_WORKPLACE: 23,
    Reason.SAME_DISTRICT: 5,
    Reason.OTHER_BIRTH_DATE: -30,
    Reason.OTHER_DOCUMENT: -12,
    Reason.OTHER_SEX: -45,
    Reason.OTHER_JSHSHIR: 0,
}
_NAME_REASONS = frozenset(
    {
        Reason.SAME_NAME,
        Reason.FORMER_NAME,
        Reason.NO_PATRONYMIC,
        Reason.PARTS_SWAPPED,
        Reason.NEAR_SPELLING,
        Reason.INITIALS,
        Reason.OTHER_SURNAME,
        Reason.SAME_GIVEN_NAME,
    }
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a card says of who the person is, folded for comparison.

    ``names`` begins with the present one, former ones follow. ``births`` holds the typed birth date and, where the
    JShShIR tells another, that one too. A number whose check digit is wrong stands in ``jshshir`` all the same.
    """

    id: int
    names: tuple[FoldedName, ...]
    births: tuple[date, ...] = ()
    birth_year: int | None = None
    sex: str | None = None
    jshshir: str = ""
    is_jshshir_right: bool = False
    document: str = ""
    phones: tuple[str, ...] = ()
    institution_id: int | None = None
    district_code: str | None = None


@dataclass(frozen=True)
class Likeness:
    """``score`` from 0 to 100; what speaks for it stands before what speaks against it."""

    score: int
    reasons: tuple[Reason, ...]


def likeness(one: Portrait, other: Portrait) -> Likeness:
    """How sure it is that the two are one person, and why. The order of the two does not matter."""
    name = _name_reason(one, other)
    birth = _birth_reason(one, other)
    number = _number_reason(one, other, is_same_otherwise=(name, birth) == (Reason.SAME_NAME, Reason.SAME_BIRTH_DATE))
    found = [number, *_paper_reasons(one, other, birth), name, birth, *_place_reasons(one, other)]
    if one.sex and other.sex and one.sex != other.sex:
        found.append(Reason.OTHER_SEX)
    reasons = [reason for reason in found if reason is not None]
    score = _limited(sum(POINTS[reason] for reason in reasons), set(reasons))
    reasons.sort(key=lambda reason: POINTS[reason] <= 0)
    return Likeness(score, tuple(reasons))


def _limited(total: int, reasons: set[Reason]) -> int:
    """The total between 0 and 100, held down where something decides against all the rest."""
    if Reason.OTHER_JSHSHIR in reasons:
        total = min(total, _TWO_PEOPLE)
    is_surely_one = Reason.SAME_JSHSHIR in reasons or {Reason.SAME_DOCUMENT, Reason.SAME_BIRTH_DATE} <= reasons
    if not reasons & _NAME_REASONS and not is_surely_one:
        total = min(total, _UNLIKE_NAMES)
    return max(0, min(total, SURE))


def _name_reason(one: Portrait, other: Portrait) -> Reason | None:
    """The best of the present names; a former one that is the same counts as much."""
    found = compare_names(one.names[0], other.names[0])
    if found is Reason.OTHER_SURNAME and not _may_have_married(one, other):
        found = None
    is_former = found is not Reason.SAME_NAME and not set(one.names).isdisjoint(other.names)
    return Reason.FORMER_NAME if is_former else found


def _may_have_married(one: Portrait, other: Portrait) -> bool:
    """Only women change their surname as a rule."""
    return "male" not in (one.sex, other.sex) and (
        "female" in (one.sex, other.sex) or all(card.names[0].surname.endswith("a") for card in (one, other))
    )


def _number_reason(one: Portrait, other: Portrait, *, is_same_otherwise: bool) -> Reason | None:
    """What the JShShIRs say; the check digit shows every wrong digit and nine in ten swapped neighbours."""
    if not one.jshshir or not other.jshshir:
        return None
    if one.jshshir == other.jshshir:
        return Reason.SAME_JSHSHIR
    are_both_right = one.is_jshshir_right and other.is_jshshir_right
    if (is_same_otherwise or not are_both_right) and are_digits_swapped(one.jshshir, other.jshshir):
        return Reason.JSHSHIR_SWAPPED_DIGITS
    if are_both_right:
        return Reason.OTHER_JSHSHIR
    return Reason.JSHSHIR_ONE_DIGIT if is_one_digit_wrong(one.jshshir, other.jshshir) else None


def is_one_digit_wrong(one: str, other: str) -> bool:
    return len(one) == len(other) and len(_differing(one, other)) == 1


def are_digits_swapped(one: str, other: str) -> bool:
    """Whether the texts differ only in two neighbours that changed places."""
    if len(one) != len(other):
        return False
    places = _differing(one, other)
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    return one[first] == other[second] and one[second] == other[first]


def _differing(one: str, other: str) -> list[int]:
    return [place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]


def _birth_reason(one: Portrait, other: Portrait) -> Reason | None:
    if not one.births or not other.births:
        is_same_year = one.birth_year is not None and one.birth_year == other.birth_year
        if is_same_year:
            return Reason.SAME_BIRTH_YEAR
        return Reason.OTHER_BIRTH_DATE if None not in (one.birth_year, other.birth_year) else None
    found = [_compare_births(mine, theirs) for mine in one.births for theirs in other.births]
    return max(found, key=lambda reason: POINTS[reason])


def _compare_births(one: date, other: date) -> Reason:
    if one == other:
        return Reason.SAME_BIRTH_DATE
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Reason.DAY_AND_MONTH_SWAPPED
    mine, theirs = (f"{day.day:02}{day.month:02}{day.year:04}" for day in (one, other))
    is_near = is_one_digit_wrong(mine, theirs) or are_digits_swapped(mine, theirs)
    return Reason.NEAR_BIRTH_DATE if is_near else Reason.OTHER_BIRTH_DATE


def _paper_reasons(one: Portrait, other: Portrait, birth: Reason | None) -> list[Reason]:
    """Documents and phones. A passport is renewed: another one speaks against only beside another birth date."""
    reasons = []
    if one.document and one.document == other.document:
        reasons.append(Reason.SAME_DOCUMENT)
    elif one.document and other.document and birth in (Reason.OTHER_BIRTH_DATE, Reason.NEAR_BIRTH_DATE):
        reasons.append(Reason.OTHER_DOCUMENT)
    if not set(one.phones).isdisjoint(other.phones):
        reasons.append(Reason.SAME_PHONE)
    return reasons


def _place_reasons(one: Portrait, other: Portrait) -> list[Reason]:
    """The same workplace says the same district by itself."""
    if one.institution_id is not None and one.institution_id == other.institution_id:
        return [Reason.SAME_WORKPLACE]
    is_same_district = one.district_code is not None and one.district_code == other.district_code
    return [Reason.SAME_DISTRICT] if is_same_district else []
