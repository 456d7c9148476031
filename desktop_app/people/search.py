"""Search as one types: in either script, by beginnings and parts of words, by numbers; each find with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select, true

from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.rights import Right, may
from desktop_app.language.keys import search_key
from desktop_app.language.names import PersonName
from desktop_app.people.institutions import institution_words
from desktop_app.people.lines import lines_with_former_names, with_masked_number
from desktop_app.people.matching import Reach, Sought, certified, named_by_initials
from desktop_app.people.records import FoundPerson, MatchedBy, PersonLine
from desktop_app.people.rules import document_word, phone_digits
from desktop_app.people.spellings import one_spelling
from desktop_app.people.typed import Typed, read_typed
from desktop_app.people.workplaces import kind_words

SHOWN = 30
# Where the beginnings of names find fewer, workplaces and parts of names are looked through as well; the same names
# in another spelling always are.
ENOUGH = 10
# Nobody reads so many certificates with one beginning.
MOST_CERTIFICATES = 1_000


def search_people(unit: UnitOfWork, text: str, *, limit: int = SHOWN, reach: Reach = Reach.PART) -> list[FoundPerson]:
    """People whom every typed word finds, those by the beginnings of their names first; at most ``limit``.

    Each kind of find is in Uzbek order. Of more the first by the rarest word are taken: whoever types on will see the
    others. ``reach`` keeps the search from workplaces and parts of names.
    """
    typed = read_typed(text)
    if not typed.prefixes:
        return []
    numbers = certified(unit, typed, limit=limit)
    reached = _reached(unit, typed, set(numbers), limit=limit, reach=reach)
    return sorted(explained(unit, reached, typed, numbers), key=lambda found: _RANK[found.matched_by])


def is_found(
    unit: UnitOfWork,
    text: str,
    person_id: SQLColumnExpression[int] | SQLColumnExpression[int | None],
    *,
    is_one_by_one: bool = False,
) -> ColumnElement[bool]:
    """As the search finds: farther than in the names only where these have too few of everybody.

    ``is_one_by_one`` asks it of each person as they come, without everybody who is found: where few are looked at.
    """
    typed = read_typed(text)
    if not typed.prefixes:
        return true()
    numbers = certified(unit, typed, limit=MOST_CERTIFICATES)
    numbered = [person_id.in_(numbers)] if numbers else []
    if typed.name_pattern is not None:
        surname, pattern = typed.name_pattern
        named = select(Person.id).where(Person.name_key >= surname, func.fits(Person.name_key, pattern))
        return or_(person_id.in_(named), *numbered)
    sought = Sought(unit, typed)
    reach, _some = _looked_for(sought, limit=ENOUGH)
    found = sought.are_found(reach, person_id) if is_one_by_one else person_id.in_(sought.all_ids(reach))
    return or_(found, *numbered)


def some_found(unit: UnitOfWork, text: str, *, limit: int) -> list[int]:
    """The people of ``is_found`` by their ids, in no order; at most ``limit``, and of a text without words nobody."""
    typed = read_typed(text)
    if not typed.prefixes:
        return []
    numbered = certified(unit, typed, limit=MOST_CERTIFICATES)
    if typed.name_pattern is not None:
        found = named_by_initials(unit, typed, limit=limit)
    else:
        _reach, found = _looked_for(Sought(unit, typed), limit=limit)
    return list(dict.fromkeys([*numbered, *found]))[:limit]


def _looked_for(sought: Sought, *, limit: int) -> tuple[Reach, list[int]]:
    """How far one has to look for enough people, and some of these."""
    reach = Reach.SPELLING if sought.reaches(Reach.SPELLING) else Reach.NAME
    found = sought.ids(reach, limit=limit)
    for step in (Reach.WORKPLACE, Reach.PART):
        if len(found) >= ENOUGH:
            break
        if sought.reaches(step):
            reach, found = step, sought.ids(step, limit=limit)
    return reach, found


def explained(
    unit: UnitOfWork, reached: Mapping[int, Reach], typed: Typed, numbers: Mapping[int, str]
) -> list[FoundPerson]:
    """The people in Uzbek order with the reason why each was found: how far one had to look, and for whom a number."""
    finds = [
        _found(line, typed, reached[line.id], former, numbers.get(line.id, ""))
        for line, former in lines_with_former_names(unit, list(reached))
    ]
    if may(unit, Right.SEE_NUMBERS):
        return finds
    return [replace(found, person=with_masked_number(found.person)) for found in finds]


def _reached(unit: UnitOfWork, typed: Typed, numbered: set[int], *, limit: int, reach: Reach) -> dict[int, Reach]:
    """Whom the text finds, and how far one had to look for each."""
    reached = dict.fromkeys(numbered, Reach.NAME)
    reached |= dict.fromkeys(named_by_initials(unit, typed, limit=limit), Reach.NAME)
    if len(reached) > len(numbered):
        return reached
    sought = Sought(unit, typed)
    for step in Reach:
        is_too_few = len(reached) < (limit if step <= Reach.SPELLING else min(ENOUGH, limit))
        if step <= reach and is_too_few and sought.reaches(step):
            for person_id in sought.ids(step, limit=limit):
                if len(reached) < limit:
                    reached.setdefault(person_id, step)
    return reached


def _found(line: PersonLine, typed: Typed, reach: Reach, former: Sequence[str], certificate: str) -> FoundPerson:
    """What told this person from others: a number if one matched, else the farthest place one had to look at."""
    if certificate:
        return FoundPerson(line, MatchedBy.CERTIFICATE, certificate)
    for prefix in typed.prefixes:
        is_number = prefix[0].isdecimal() and prefix not in typed.places
        if is_number and (number := _number_found(line, prefix, typed)) is not None:
            return FoundPerson(line, number)
    if reach is Reach.NAME and not former:
        return FoundPerson(line, MatchedBy.NAME)
    present = _words_of(line.name) + _words_of(line.name_cyrl)
    left = [prefix for prefix in typed.prefixes if not _begins(prefix, present)]
    if not left or typed.name_pattern is not None:
        return FoundPerson(line, MatchedBy.NAME)
    borne = next((name for name in former if all(_begins(prefix, _words(name)) for prefix in left)), "")
    if borne:
        return FoundPerson(line, MatchedBy.FORMER_NAME, borne)
    is_beyond_names = reach >= Reach.WORKPLACE or typed.places
    if is_beyond_names and any(_is_of_place(prefix, line.workplace) for prefix in left):
        return FoundPerson(line, MatchedBy.WORKPLACE, line.workplace)
    spelt = _spelt_otherwise(left, present, former)
    if spelt is not None:
        return FoundPerson(line, MatchedBy.SPELLING, spelt)
    if reach is Reach.WORKPLACE or typed.places:
        # By a name that the workplace bore before.
        return FoundPerson(line, MatchedBy.WORKPLACE, line.workplace)
    return FoundPerson(line, MatchedBy.NAME_PART)


def _spelt_otherwise(left: Sequence[str], present: str, former: Sequence[str]) -> str | None:
    """The former name that the words mean in another spelling; "" is the present one, None neither."""
    sought = list(map(one_spelling, left))
    for name in ("", *former):
        spelt = one_spelling(present + _words(name))
        if all(_begins(prefix, spelt) for prefix in sought):
            return name
    return None


def _words_of(name: PersonName) -> str:
    return _words(name.surname) + _words(name.given_name) + _words(name.patronymic)


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """The folded words, a space before each: of a screenful of people every name is gone through at every key."""
    return "".join(f" {word}" for word in search_key(text).split())


def _begins(prefix: str, words: str) -> bool:
    return f" {prefix}" in words


@lru_cache(maxsize=4096)
def _is_of_place(prefix: str, workplace: str) -> bool:
    words = institution_words(workplace)
    return not kind_words(prefix).isdisjoint(words) or any(word.startswith(prefix) for word in words)


def _number_found(line: PersonLine, prefix: str, typed: Typed) -> MatchedBy | None:
    if (line.jshshir or "").startswith(prefix):
        return MatchedBy.JSHSHIR
    if line.document and document_word(line.document).startswith(prefix):
        return MatchedBy.DOCUMENT
    is_part = prefix in typed.phone_parts
    if any(digits.startswith(prefix) or (is_part and prefix in digits) for digits in _phones(line.phone)):
        return MatchedBy.PHONE
    return None


# Most of the people on the screen are still there after the next key.
_phones = lru_cache(maxsize=4096)(phone_digits)

# A number that fits is what was meant; a name that only contains the text comes last.
_RANK = {matched_by: place for place, matched_by in enumerate(MatchedBy)}
