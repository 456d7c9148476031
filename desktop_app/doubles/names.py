"""How two names, folded to their search keys, may be one person's name."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from desktop_app.doubles.reasons import Reason
from desktop_app.language.keys import search_key
from desktop_app.language.names import PersonName

# Slips of the finger that words of so many letters may bear: in short words every letter tells names apart.
_ONE_SLIP_FROM, _TWO_SLIPS_FROM = 4, 8
_SHORTEST = 3
# Twins are given these names together, and they would pass for slips: Hasan and Husan, Fotima and Zuhra.
_TWINS = frozenset({frozenset({"hasan", "husan"}), frozenset({"hasanboy", "husanboy"}), frozenset({"olim", "olima"})})
_INITIAL_LETTERS = 2  # "Sh." and "Ch." are one letter


class FoldedName(NamedTuple):
    """The search keys of the three parts; the patronymic may be empty."""

    surname: str
    given_name: str
    patronymic: str


@lru_cache(maxsize=1 << 16)
def folded_part(part: str) -> str:
    return search_key(part)


def folded(name: PersonName) -> FoldedName:
    return FoldedName(folded_part(name.surname), folded_part(name.given_name), folded_part(name.patronymic))


def compare_names(one: FoldedName, other: FoldedName) -> Reason | None:
    """The strongest way in which the names may be one; None if they are two names."""
    if one[:2] == other[:2]:
        return _by_patronymics(one.patronymic, other.patronymic)
    if _words(one) == _words(other) or _are_swapped(one, other):
        return Reason.PARTS_SWAPPED
    if _initials_fit(one, other):
        return Reason.INITIALS
    if _are_near(one, other):
        return Reason.NEAR_SPELLING
    if one.given_name == other.given_name and one.surname != other.surname:
        if one.patronymic and one.patronymic == other.patronymic:
            return Reason.OTHER_SURNAME
        return Reason.SAME_GIVEN_NAME if "" in (one.patronymic, other.patronymic) else None
    return None


def is_near(one: str, other: str) -> bool:
    """Whether one word may be the other with slips: a letter wrong, missing, too many, or two swapped."""
    if one == other:
        return True
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHORTEST or longest < _ONE_SLIP_FROM:
        return False
    slips = 2 if shortest >= _TWO_SLIPS_FROM else 1
    return longest - shortest <= slips and OSA.distance(one, other, score_cutoff=slips) <= slips


def _by_patronymics(one: str, other: str) -> Reason | None:
    """What two people of one surname and given name have in their patronymics."""
    if not one or not other:
        return Reason.NO_PATRONYMIC
    if one == other:
        return Reason.SAME_NAME
    if is_near(one, other):
        return Reason.NEAR_SPELLING
    is_initial = min(len(one), len(other)) <= _INITIAL_LETTERS
    return Reason.INITIALS if is_initial and _begins(one, other) else None


def _words(name: FoldedName) -> list[str]:
    return sorted(" ".join(name).split())


def _are_swapped(one: FoldedName, other: FoldedName) -> bool:
    """Surname and given name stand in each other's place, a patronymic is missing."""
    is_swapped = one.surname == other.given_name and one.given_name == other.surname
    return is_swapped and "" in (one.patronymic, other.patronymic)


def _are_near(one: FoldedName, other: FoldedName) -> bool:
    """All parts are near and at least one is the same; a patronymic that is missing fits any."""
    if frozenset((one.given_name, other.given_name)) in _TWINS:
        return False
    pairs = [pair for pair in zip(one, other, strict=True) if all(pair)]
    return any(mine == theirs for mine, theirs in pairs) and all(is_near(mine, theirs) for mine, theirs in pairs)


def _initials_fit(one: FoldedName, other: FoldedName) -> bool:
    """Whether one of two people of one surname is written with initials that begin the other's names."""
    if one.surname != other.surname:
        return False
    mine, theirs = _after_surname(one), _after_surname(other)
    is_short = _are_initials(mine) or _are_initials(theirs)
    return is_short and bool(mine and theirs) and all(_begins(*pair) for pair in zip(mine, theirs, strict=False))


def _after_surname(name: FoldedName) -> list[str]:
    return f"{name.given_name} {name.patronymic}".split()


def _are_initials(words: Sequence[str]) -> bool:
    return bool(words) and all(len(word) <= _INITIAL_LETTERS for word in words)


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
