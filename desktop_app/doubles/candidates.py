"""Which cards of many are worth comparing: those that share a key, never all with all."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.doubles.names import FoldedName
from desktop_app.doubles.rules import Portrait

# More cards than this under one key is a habit of the data (a birth date of 1 January, a school's own phone):
# they are put in order and each is compared with its nearest only.
CROWDED_FROM = 64
NEAREST = 24
# Reported and asked whether to stop this often.
TOLD_EVERY = 20_000

Pair = tuple[int, int]
Keys = Callable[[Portrait], Iterable[Hashable]]
Tell = Callable[[int], None]


@dataclass
class Candidates:
    """Pairs of places in the sequence of portraits, the lower first; and how many cards stood in crowded blocks."""

    pairs: set[Pair] = field(default_factory=set)
    crowded: int = 0


def candidates(portraits: Sequence[Portrait], tell: Tell = lambda _done: None) -> Candidates:
    """All pairs that share a key of some kind. ``tell`` hears how many of ``len(KINDS)`` times the cards are done."""
    found = Candidates()
    for turn, keys in enumerate(KINDS):
        for block in _blocks(portraits, keys, tell, done_before=turn * len(portraits)):
            _pair_up(block, portraits, found)
    _pair_wrong_numbers(portraits, found)
    return found


def _blocks(portraits: Sequence[Portrait], keys: Keys, tell: Tell, *, done_before: int) -> Iterator[list[int]]:
    """The places of the cards that share a key, for every key that two or more have."""
    first: dict[int, int] = {}
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for place, portrait in enumerate(portraits):
        if place % TOLD_EVERY == 0:
            tell(done_before + place)
        # A hash in place of the key spares most of the memory; the odd collision only costs a comparison. Once each:
        # a card whose two births are one with day and month swapped would be paired with itself.
        for digest in set(map(hash, keys(portrait))):
            earlier = first.setdefault(digest, place)
            if earlier != place:
                shared[digest].append(place)
    for digest, places in shared.items():
        yield [first[digest], *places]


def _pair_up(block: list[int], portraits: Sequence[Portrait], found: Candidates) -> None:
    if len(block) <= CROWDED_FROM:
        reach = len(block)
    else:
        block.sort(key=lambda place: _nearness(portraits[place]))
        reach = NEAREST
        found.crowded += len(block)
    for at, place in enumerate(block):
        for other in block[at + 1 : at + 1 + reach]:
            found.pairs.add((place, other) if place < other else (other, place))


def _nearness(portrait: Portrait) -> tuple[object, ...]:
    """Puts cards that may be one beside each other."""
    births = portrait.births or (date.min,)
    return portrait.names[0], births[0], portrait.district_code or "", portrait.institution_id or 0


def _pair_wrong_numbers(portraits: Sequence[Portrait], found: Candidates) -> None:
    """A right JShShIR is never one digit away from another right one: only wrong ones have to look around."""
    wrong = [place for place, card in enumerate(portraits) if card.jshshir and not card.is_jshshir_right]
    if not wrong:
        return
    place_of = {card.jshshir: place for place, card in enumerate(portraits) if card.jshshir}
    for place in wrong:
        for near in near_numbers(portraits[place].jshshir):
            other = place_of.get(near, place)
            if other != place:
                found.pairs.add((min(place, other), max(place, other)))


def near_numbers(number: str) -> Iterator[str]:
    """Every number with one digit changed or two neighbours swapped."""
    for place, digit in enumerate(number):
        before, after = number[:place], number[place + 1 :]
        yield from (f"{before}{other}{after}" for other in "0123456789" if other != digit)
        if after and after[0] != digit:
            yield f"{before}{after[0]}{digit}{after[1:]}"


def _by_name_and_year(card: Portrait) -> Iterator[Hashable]:
    for name in card.names:
        yield from ((_words(name), year) for year in _years(card))


def _by_surname_and_given_name(card: Portrait) -> Iterator[Hashable]:
    for name in card.names:
        parts = (name.surname, name.given_name) if name.surname < name.given_name else (name.given_name, name.surname)
        yield from ((parts, birth) for birth in _births(card))


def _by_given_name_and_patronymic(card: Portrait) -> Iterator[Hashable]:
    for name in card.names:
        if name.patronymic:
            yield from ((name.given_name, name.patronymic, birth) for birth in _births(card))


def _by_surname_and_patronymic(card: Portrait) -> Iterator[Hashable]:
    for name in card.names:
        if name.patronymic:
            yield from ((name.surname, name.patronymic, birth) for birth in _births(card))


def _by_initials(card: Portrait) -> Iterator[Hashable]:
    for name in card.names:
        initials = "".join(sorted(word[0] for word in _words(name)))
        yield from ((initials, birth) for birth in _births(card))


def _by_workplace(card: Portrait) -> Iterator[Hashable]:
    if card.institution_id is not None:
        for name in card.names:
            yield card.institution_id, *sorted((name.surname[:1], name.given_name[:1]))


def _by_document(card: Portrait) -> Iterator[Hashable]:
    if card.document:
        yield card.document


def _by_phone(card: Portrait) -> Iterable[Hashable]:
    return card.phones


KINDS: tuple[Keys, ...] = (
    _by_name_and_year,
    _by_surname_and_given_name,
    _by_given_name_and_patronymic,
    _by_surname_and_patronymic,
    _by_initials,
    _by_workplace,
    _by_document,
    _by_phone,
)


def _words(name: FoldedName) -> tuple[str, ...]:
    """The words of the name in an order of their own, so that swapped parts make the same key."""
    return tuple(sorted(" ".join(name).split()))


def _births(card: Portrait) -> Iterator[int]:
    """Each birth as a number that swapping day and month leaves as it is."""
    for birth in card.births:
        low, high = (birth.day, birth.month) if birth.day < birth.month else (birth.month, birth.day)
        yield birth.year * 10_000 + low * 100 + high


def _years(card: Portrait) -> Iterable[int]:
    return {birth.year for birth in card.births} or (() if card.birth_year is None else (card.birth_year,))
