"""What saved filters say of a person in their texts and names, taken out when the person is erased."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from db.models.people import FormerName, Person, SavedFilter
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key
from desktop_app.people.rules import card_name, cyrillic_name, document_word, phone_digits
from desktop_app.people.typed import query_prefixes

# So many letters of a surname, or digits of a number, tell whom someone looked for.
_TELLING_LETTERS, _TELLING_DIGITS = 4, 7
_REASON = "erasure of a person"
# The same in every language of the program: it stands where the name of the filter stood.
_NEUTRAL_NAME = "№ {id}"


@dataclass(frozen=True)
class Identity:
    """The folded words of somebody's names, the surnames apart, and the numbers on the card."""

    surnames: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]

    def is_told_by(self, text: str) -> bool:
        """Whether the text holds a surname or its beginning, two of the other names, or a number of the person."""
        words, digits = {*search_key(text).split(), *query_prefixes(text)}, re.sub(r"\D", "", text)
        is_named = any(_begins(word, self.surnames) for word in words) or len(words & self.names) > 1
        is_part = len(digits) >= _TELLING_DIGITS and any(digits in number for number in self.numbers)
        return is_named or is_part or any(number in digits for number in self.numbers)


@dataclass(frozen=True)
class Identities:
    """Of several people: a word of one name and a word of another tell of neither."""

    each: tuple[Identity, ...]

    def is_told_by(self, text: str) -> bool:
        return bool(text) and any(identity.is_told_by(text) for identity in self.each)


def identity_of(unit: UnitOfWork, cards: Collection[int]) -> Identity:
    """Under which names and numbers one person is, or was, in the file; ``cards`` are those made one."""
    people = unit.session.scalars(select(Person).where(Person.id.in_(cards))).all()
    former = unit.session.scalars(select(FormerName).where(FormerName.person_id.in_(cards))).all()
    borne: list[Person | FormerName] = [*people, *former]
    names = [name for row in borne for name in (card_name(row), cyrillic_name(row))]
    numbers = {
        *(row.jshshir for row in people if row.jshshir),
        *(re.sub(r"\D", "", document_word(row.document)) for row in people if row.document),
        *(digits for row in people for digits in phone_digits(row.phone)),
    }
    return Identity(
        surnames=frozenset(word for name in names for word in search_key(name.surname).split()),
        names=frozenset(
            word for name in names for part in (name.given_name, name.patronymic) for word in search_key(part).split()
        ),
        numbers=frozenset(numbers),
    )


def empty_filters(unit: UnitOfWork, identity: Identities) -> None:
    """Take the text out of the filters that tell of the person; one that asks for nothing else goes with it."""
    for filter_id, name, choices in unit.session.execute(
        select(SavedFilter.id, SavedFilter.name, SavedFilter.choices)
    ).all():
        is_told = identity.is_told_by(choices.get("text", ""))
        rest = {key: value for key, value in choices.items() if not (is_told and key == "text")}
        kept_name = _NEUTRAL_NAME.format(id=filter_id) if identity.is_told_by(name) else name
        of_it = SavedFilter.id == filter_id
        if not rest:
            unit.execute_bulk(delete(SavedFilter).where(of_it), reason=_REASON)
        elif (kept_name, rest) != (name, choices):
            values = {"name": kept_name, "choices": rest, "version": SavedFilter.version + 1}
            unit.execute_bulk(update(SavedFilter).where(of_it).values(**values), reason=_REASON)


def told_texts(values: dict[str, object]) -> Iterator[str]:
    """The texts of a filter in an entry of the journal."""
    choices = values.get("choices")
    for text in (values.get("name"), choices.get("text") if isinstance(choices, dict) else choices):
        if isinstance(text, str):
            yield text


def _begins(word: str, surnames: Collection[str]) -> bool:
    return word in surnames or (len(word) >= _TELLING_LETTERS and any(surname.startswith(word) for surname in surnames))
