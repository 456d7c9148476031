"""Two cards made one: chosen field by field, everything that hung on both kept, a ledger to part them by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from db.models.duplicates import DuplicatePair, PersonMerge
from db.models.people import FormerName, FormerPost, Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.doubles.belongings import OF_PERSON, fold, hand_over
from desktop_app.doubles.choices import (
    GROUPS,
    Card,
    Side,
    cards_that_stay,
    chosen_cards,
    joined_notes,
    joined_phones,
    pair_id,
    preferred,
    settled,
)
from desktop_app.doubles.folding import fold_enrolments
from desktop_app.doubles.pairs import pair_anew
from desktop_app.doubles.snapshots import columns_of, written, written_rows
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.cards import load_card
from desktop_app.people.history import NAME_COLUMNS
from desktop_app.people.words import keep_words

UNDO_YEARS = 1
_POST_COLUMNS = ("institution_id", "district_code", "position_code", "position_text", "subject_code", "subject_text")


@dataclass(frozen=True)
class Merged:
    merge_id: int
    kept_id: int


def merge_people(
    unit: UnitOfWork,
    *,
    first_id: int,
    second_id: int,
    chosen: Mapping[str, Side] | None = None,
    versions: tuple[int, int] | None = None,
    reason: str = "",
) -> Merged:
    """Make one card of two. ``chosen`` says by group of fields whose value stays; where it is silent the better one.

    The newer id is kept: the number of the last card, once free, would be given to the next person. A name or post
    that was not chosen stays as a former one. Raises Conflict when ``versions`` (of the first and the second) are no
    longer those, NotFound, and Refused when both studied in one cohort and left marks there.
    """
    if first_id == second_id:
        raise Invalid("same_card", N_("These are not two cards but one."))
    first, second = load_card(unit, first_id), load_card(unit, second_id)
    if versions is not None and versions != (first.version, second.version):
        raise Conflict

    def lines() -> dict[str, str]:
        return {"what": _("Merge two cards of one person"), "cards": f"{_named(first)} · {_named(second)}"}

    asked = ({first_id, second_id}, chosen_cards(chosen or {}, first_id, second_id))
    ids = pair_id(first_id, second_id)
    cards = columns_of(first), columns_of(second)
    wish = {"stays": cards_that_stay(chosen or {}, *cards)}
    require_second(unit, Act.MERGE, entity="person", entity_id=ids, lines=lines, asked=asked, wish=wish)
    gone, kept = sorted((first, second), key=lambda row: row.id)
    before = _before(unit, kept, gone)
    before |= fold_enrolments(unit, kept_id=kept.id, gone_id=gone.id)
    before["apart"] = fold(unit, OF_PERSON, kept_id=kept.id, gone_id=gone.id)
    moved = hand_over(unit, OF_PERSON, kept_id=kept.id, gone_id=gone.id)
    unit.session.delete(gone)
    # The number that the kept card takes over has to be free by then.
    unit.session.flush()
    for column, value in _merged(*cards, chosen or {}).items():
        setattr(kept, column, value)
    before["made"] = _keep_former(unit, kept, cards)
    keep_words(unit, kept)
    before["after"] = written(columns_of(kept))
    pair_anew(unit, kept_id=kept.id, gone_id=gone.id, before=before["pairs"])
    row = PersonMerge(
        kept_id=kept.id,
        gone_id=gone.id,
        merged_at=unit.now,
        merged_by=unit.actor.name,
        reason=tidy(reason),
        before=before,
        moved=moved,
        undo_until=_years_after(unit.today, UNDO_YEARS),
    )
    unit.session.add(row)
    unit.session.flush()
    return Merged(row.id, kept.id)


def _named(card: Person) -> str:
    return full_name(PersonName(card.surname, card.given_name, card.patronymic))


def _before(unit: UnitOfWork, kept: Person, gone: Person) -> dict[str, Any]:
    """Both cards, the words they are found by, and the pairs that either stands in."""
    ids = (kept.id, gone.id)
    pairs = select(DuplicatePair).where(or_(DuplicatePair.first_id.in_(ids), DuplicatePair.second_id.in_(ids)))
    words = select(PersonWord.word).where(PersonWord.person_id == gone.id).order_by(PersonWord.word)
    return {
        "kept": written(columns_of(kept)),
        "gone": written(columns_of(gone)),
        "words": list(unit.session.scalars(words)),
        "pairs": written_rows(unit.session.scalars(pairs).all()),
    }


def _merged(first: Card, second: Card, chosen: Mapping[str, Side]) -> dict[str, Any]:
    """The columns of the merged card."""
    merged = settled(first, second)
    for group in GROUPS:
        side = chosen.get(group.name) or preferred(group, first, second)
        taken = first if side is Side.FIRST else second
        merged |= {column: taken[column] for column in group.columns}
    merged["phone"] = joined_phones(first["phone"], second["phone"])
    merged["notes"] = joined_notes(first["notes"], second["notes"])
    return merged


def _keep_former(unit: UnitOfWork, kept: Person, cards: Sequence[Card]) -> dict[str, list[int]]:
    """Keep a name and a workplace that were not chosen as former ones; the ids of the rows made, by table."""
    names, posts = [], []
    for card in cards:
        if any(card[column] != getattr(kept, column) for column in NAME_COLUMNS):
            values = {column: card[column] for column in NAME_COLUMNS}
            names.append(FormerName(person_id=kept.id, **values, reason=_("Two cards were made one")))
        if card["institution_id"] not in (None, kept.institution_id):
            values = {column: card[column] for column in _POST_COLUMNS}
            posts.append(FormerPost(person_id=kept.id, **values, starts_on=card["post_since"]))
    unit.session.add_all([*names, *posts])
    unit.session.flush()
    return {FormerName.__tablename__: [row.id for row in names], FormerPost.__tablename__: [row.id for row in posts]}


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; of 29 February the 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
