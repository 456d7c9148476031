"""What a roster adds to the cards: new ones made, known ones filled in where they are empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.models.people import Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.people.history import keep_former_name
from desktop_app.people.institutions import CHUNK, InstitutionKey, institution_key
from desktop_app.people.records import CardChange
from desktop_app.people.rules import document_word, find_words, name_columns, phone_words
from desktop_app.people.words import keep_name_words, keep_words
from desktop_app.rosters.decisions import Entry
from desktop_app.rosters.known import chunks
from desktop_app.rosters.people import NOTES_PARTED_BY, RosterPerson
from desktop_app.rosters.problems import ProblemCode

REASON = "roster"
# Letters by which words are parted to be put in order.
BEGINNING = 3
COPIED = (
    "jshshir", "document", "birth_date", "birth_year", "sex", "phone", "district_code", "locality_code",
    "position_code", "position_text", "staff_group", "subject_code", "subject_text", "category_code",
    "category_given_on", "category_valid_to", "category_is_lifetime", "education_code", "graduated_from",
    "graduation_year", "diploma_specialty", "language_code", "service_since", "notes",
)  # fmt: skip
# What belongs together is taken together: the days of another category would be wrong for the one on the card.
_FOLLOWERS = {
    "category_code": ("category_given_on", "category_valid_to", "category_is_lifetime"),
    "position_code": ("position_text", "staff_group"),
    "position_text": ("position_code",),
    "subject_code": ("subject_text",),
    "subject_text": ("subject_code",),
}
_OUT_OF_ARCHIVE = {"is_archived": False, "archived_on": None, "archive_reason": ""}
_KEPT = ("id", "institution_id", "is_archived", "archived_on", "archive_reason", *COPIED)

Card = Mapping[str, Any]
Workplaces = Mapping[InstitutionKey, int]


@dataclass(frozen=True)
class CardFilling:
    """One known card: ``before`` and ``after`` hold only what changes."""

    person_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def create_cards(unit: UnitOfWork, entries: Sequence[Entry], workplaces: Workplaces) -> dict[int, int]:
    """Cards for the new people; gives their ids by row."""
    first_id = (unit.session.scalar(select(func.max(Person.id))) or 0) + 1
    cards: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for person_id, entry in enumerate(entries, first_id):
        person, names = entry.person, entry.person.names
        card = {name: getattr(person, name) for name in COPIED}
        card |= {"id": person_id, "institution_id": workplace_id(person, workplaces), "created_at": unit.now}
        cards.append(card | name_columns(names))
        found_by = find_words(names, jshshir=person.jshshir, document=person.document, phone=person.phone)
        words += [{"word": word, "person_id": person_id} for word in found_by]
    unit.insert_many(Person, cards, reason=REASON)
    unit.insert_many(PersonWord, _in_order(words), reason=REASON)
    keep_name_words(unit, {row["word"] for row in words})
    return {entry.row.number: person_id for person_id, entry in enumerate(entries, first_id)}


def read_cards(unit: UnitOfWork, entries: Iterable[Entry]) -> dict[int, Card]:
    """The known cards that rows mean, as they stand."""
    ids = sorted({entry.known_id for entry in entries if entry.known_id is not None})
    columns = [getattr(Person, name) for name in _KEPT]
    rows = (
        row for part in chunks(ids, CHUNK) for row in unit.session.execute(select(*columns).where(Person.id.in_(part)))
    )
    return {row[0]: dict(zip(_KEPT, row, strict=True)) for row in rows}


def fill_cards(
    unit: UnitOfWork, entries: Iterable[Entry], cards: Mapping[int, Card], workplaces: Workplaces
) -> list[CardFilling]:
    """Fill in what the cards of known people lack; what they say stays, but a changed name that was confirmed."""
    fillings = []
    for entry in entries:
        if entry.known_id is None:
            continue
        filling = _filling(entry.person, cards[entry.known_id], workplaces)
        if filling.after:
            fillings.append(filling)
    unit.update_many(Person, [{"id": one.person_id, **one.after} for one in fillings], reason=REASON)
    _keep_new_words(unit, fillings)
    return fillings


def rename_cards(unit: UnitOfWork, entries: Iterable[Entry]) -> list[CardFilling]:
    """Names that have changed, as was confirmed: the former one stays on the card and still finds the person."""
    renamings = []
    for entry in entries:
        if entry.known_id is None or ProblemCode.SURNAME_CHANGED not in entry.row.codes:
            continue
        card = unit.session.get_one(Person, entry.known_id)
        after = name_columns(entry.person.names)
        before = {name: getattr(card, name) for name in after}
        keep_former_name(unit, card, CardChange())
        for name, value in after.items():
            setattr(card, name, value)
        unit.session.flush()
        keep_words(unit, card)
        renamings.append(CardFilling(card.id, before, after))
    return renamings


def workplace_id(person: RosterPerson, workplaces: Workplaces) -> int | None:
    if not person.workplace:
        return None
    return workplaces[institution_key(person.workplace), person.district_code]


def _in_order(words: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of the table, which has no row numbers: pages are filled one after the other.

    Beginning by beginning, because one long sorting would keep every other thread waiting.
    """
    by_beginning: dict[str, list[dict[str, Any]]] = {}
    for row in words:
        by_beginning.setdefault(row["word"][:BEGINNING], []).append(row)
    parts = (by_beginning[beginning] for beginning in sorted(by_beginning))
    return [row for part in parts for row in sorted(part, key=lambda row: (row["word"], row["person_id"]))]


def _filling(person: RosterPerson, card: Card, workplaces: Workplaces) -> CardFilling:
    after = {}
    for name in COPIED:
        value = getattr(person, name)
        if value and not card[name] and not _is_about_another(name, person, card):
            after[name] = value
    remark = card["notes"]
    if remark and (new := [piece for piece in person.notes.split(NOTES_PARTED_BY) if piece not in remark]):
        # What has no place on the card is not to be lost because somebody wrote a remark on it before.
        after["notes"] = NOTES_PARTED_BY.join([remark, *new])
    if card["institution_id"] is None and (institution_id := workplace_id(person, workplaces)):
        after["institution_id"] = institution_id
    if card["is_archived"]:
        after |= _OUT_OF_ARCHIVE
    return CardFilling(card["id"], {name: card[name] for name in after}, after)


def _is_about_another(name: str, person: RosterPerson, card: Card) -> bool:
    """Whether the card names another category or post, to which this does not belong."""
    leaders = [leader for leader, followers in _FOLLOWERS.items() if name in followers]
    return any(card[leader] and card[leader] != getattr(person, leader) for leader in leaders)


def _keep_new_words(unit: UnitOfWork, fillings: Iterable[CardFilling]) -> None:
    """What was empty found nobody; now it finds the person."""
    words = {
        (word, filling.person_id)
        for filling in fillings
        for word in (
            filling.after.get("jshshir"),
            document_word(filling.after.get("document", "")),
            *phone_words(filling.after.get("phone", "")),
        )
        if word
    }
    unit.insert_many(PersonWord, [{"word": word, "person_id": of} for word, of in sorted(words)], reason=REASON)
