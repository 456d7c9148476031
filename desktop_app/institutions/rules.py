"""Rules of institutions: their own number, and when two entries look like one."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.institutions.records import Likeness
from desktop_app.language.keys import search_key
from desktop_app.people.institutions import institution_key, institution_kind

# STIR, the number of a taxpayer.
CODE_DIGITS = 9
# Letters that two names of one institution may differ by; short names differ by less.
MOST_EDITS = 2
LETTERS_PER_EDIT = 6
# School 1 of no district may be that of every district: so many guesses are none.
MOST_GUESSES = 3
# Words that say nothing about which institution it is.
_EMPTY_WORDS = frozenset(
    search_key(
        "sonli son umumiy oʻrta taʼlim maktab maktabi maktabgacha tashkiloti tashkilot muassasasi davlat nodavlat "
        "ixtisoslashtirilgan umumtaʼlim DMTT MTT DMTM MTM IDUM UOʻTM средняя школа СОШ ДОУ детский сад №"
    ).split()
)
_NUMBER = re.compile(r"\b\d{1,4}\b")


@dataclass(frozen=True)
class Entry:
    """What of an institution its look-alikes are told by."""

    id: int
    name: str
    kind_code: str | None
    district_code: str | None
    code: str


@dataclass(frozen=True)
class Pair:
    first_id: int
    second_id: int
    reasons: tuple[Likeness, ...]


def checked_code(typed: str) -> str:
    """The nine digits of a STIR without its spaces; empty where there is none. Raises Invalid."""
    digits = "".join(typed.split())
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) == CODE_DIGITS):
        raise Invalid("stir_wrong", N_("A STIR has {digits} digits."), field="code", digits=CODE_DIGITS)
    return digits


def look_alikes(entries: Iterable[Entry]) -> list[Pair]:
    """The pairs that may be one institution: in one district, or where one of the two does not tell its district."""
    seen = [_Seen.of(entry) for entry in entries]
    pairs = [
        Pair(first.entry.id, second.entry.id, tuple(found))
        for first, second in _neighbours(seen)
        if (found := _reasons(first, second))
    ]
    strays = {each.entry.id for each in seen if each.entry.district_code is None}
    guesses = Counter(_stray_of(pair, strays) for pair in pairs if Likeness.NO_DISTRICT in pair.reasons)
    return [pair for pair in pairs if guesses[_stray_of(pair, strays)] <= MOST_GUESSES]


def _stray_of(pair: Pair, strays: Collection[int]) -> int:
    """Which of the two tells no district."""
    return pair.first_id if pair.first_id in strays else pair.second_id


@dataclass(frozen=True)
class _Seen:
    entry: Entry
    key: str
    numbers: tuple[int, ...]
    bare: str
    kind: str | None

    @classmethod
    def of(cls, entry: Entry) -> "_Seen":
        words = search_key(entry.name).split()
        bare = " ".join(word for word in words if word not in _EMPTY_WORDS and not word.isdecimal())
        return cls(
            entry,
            institution_key(entry.name),
            tuple(sorted(int(number) for number in _NUMBER.findall(entry.name))),
            bare,
            institution_kind(entry.name) or entry.kind_code,
        )


def _neighbours(seen: Iterable[_Seen]) -> Iterator[tuple[_Seen, _Seen]]:
    """The pairs worth a second look: the same number of its own, or the same numbers in the name; each once."""
    groups: dict[tuple[object, ...], list[_Seen]] = {}
    for each in seen:
        groups.setdefault(("numbers", each.numbers), []).append(each)
        if each.entry.code:
            groups.setdefault(("code", each.entry.code), []).append(each)
    met: set[tuple[int, int]] = set()
    for group in groups.values():
        for first, second in _near_pairs(group):
            pair = (first.entry.id, second.entry.id)
            if pair not in met:
                met.add(pair)
                yield first, second


def _near_pairs(group: list[_Seen]) -> Iterator[tuple[_Seen, _Seen]]:
    """Pairs of one district, and pairs of which one tells no district."""
    by_district: dict[str | None, list[_Seen]] = {}
    for each in sorted(group, key=lambda one: one.entry.id):
        by_district.setdefault(each.entry.district_code, []).append(each)
    unknown = by_district.pop(None, [])
    yield from combinations(unknown, 2)
    for members in by_district.values():
        yield from combinations(members, 2)
        yield from ((member, stray) for member in members for stray in unknown)


def _reasons(first: _Seen, second: _Seen) -> list[Likeness]:
    found = []
    if first.entry.code and first.entry.code == second.entry.code:
        found.append(Likeness.SAME_CODE)
    elif first.entry.code and second.entry.code:
        # Two numbers of taxpayers are two institutions, whatever their names.
        return []
    if first.key == second.key:
        found.append(Likeness.SAME_NAME)
    elif first.numbers and first.kind == second.kind and not (first.bare or second.bare):
        found.append(Likeness.SAME_NUMBER)
    elif _may_be_one_kind(first, second) and _is_alike(first.bare, second.bare):
        found.append(Likeness.SAME_NUMBER if first.numbers and first.bare == second.bare else Likeness.ALIKE_NAME)
    if found and first.entry.district_code != second.entry.district_code:
        found.append(Likeness.NO_DISTRICT)
    return found


def _may_be_one_kind(first: _Seen, second: _Seen) -> bool:
    return first.kind is None or second.kind is None or first.kind == second.kind


def _is_alike(first: str, second: str) -> bool:
    """Whether two names are the same but for a slip or two."""
    if first == second:
        return True
    allowed = min(MOST_EDITS, min(len(first), len(second)) // LETTERS_PER_EDIT)
    return abs(len(first) - len(second)) <= allowed and _edits(first, second, allowed) <= allowed


def _edits(first: str, second: str, most: int) -> int:
    """Letters to change, add or leave out to make one text of the other; above ``most`` any greater number."""
    before = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        line = [row]
        for column, other in enumerate(second, start=1):
            line.append(min(before[column] + 1, line[-1] + 1, before[column - 1] + (letter != other)))
        if min(line) > most:
            return most + 1
        before = line
    return before[-1]
