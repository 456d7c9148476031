"""The words that people are found by: kept in step with what their cards say."""

from collections.abc import Collection

from sqlalchemy import delete, select

from db.models.people import FormerName, NameWord, Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.people.institutions import CHUNK
from desktop_app.people.rules import BothScripts, card_name, cyrillic_name, find_words

_REASON = "words a person is found by"


def keep_words(unit: UnitOfWork, row: Person) -> None:
    """Let the person be found by what the card says now, and by the names borne before."""
    names = BothScripts(card_name(row), cyrillic_name(row))
    former = [
        BothScripts(card_name(name), cyrillic_name(name))
        for name in unit.session.scalars(select(FormerName).where(FormerName.person_id == row.id))
    ]
    words = find_words(names, jshshir=row.jshshir, document=row.document, phone=row.phone, former=former)
    kept = set(unit.session.scalars(select(PersonWord.word).where(PersonWord.person_id == row.id)))
    gone, new = kept - words, words - kept
    if gone:
        rows = delete(PersonWord).where(PersonWord.person_id == row.id, PersonWord.word.in_(gone))
        unit.execute_bulk(rows, reason=_REASON)
    unit.insert_many(PersonWord, [{"word": word, "person_id": row.id} for word in sorted(new)], reason=_REASON)
    keep_name_words(unit, new)


def keep_name_words(unit: UnitOfWork, words: Collection[str]) -> None:
    """Let a part from the middle of these words be looked for; numbers are left out. Takes any number of words."""
    wanted = sorted(word for word in set(words) if not any(letter.isdecimal() for letter in word))
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        known = set(unit.session.scalars(select(NameWord.word).where(NameWord.word.in_(part))))
        unit.session.add_all(NameWord(word=word) for word in part if word not in known)
    unit.session.flush()


def forget_name_words(unit: UnitOfWork, words: Collection[str]) -> None:
    """Take out those of the words that nobody bears any longer."""
    for word in words:
        if unit.session.scalar(select(PersonWord.person_id).where(PersonWord.word == word).limit(1)) is None:
            row = unit.session.get(NameWord, word)
            if row is not None:
                unit.session.delete(row)
    unit.session.flush()
