"""One field set to one value on many cards at once: told before it is done, kept in a ledger, taken back later."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Update, delete, func, select, update

from db.models.people import BulkEdit, FormerPost, Institution, Person
from db.models.reference import ReferenceItem
from db.portable import listed_numbers
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.people.institutions import CHUNK, merged_into
from desktop_app.people.lines import person_lines
from desktop_app.people.merged import merged_cards
from desktop_app.people.rules import checked_order, checked_past
from desktop_app.progress import Progress
from desktop_app.reference.service import districts, list_items
from desktop_app.rows import row_at

# So many of those who are left out are named; of more only their number is told.
NAMED_AT_MOST = 100
# A cancel is heard between two such portions.
CHANGED_AT_ONCE = 50_000
# Taken back card by card, which is slower: so many between two looks at a cancel take a fifth of a second.
RESTORED_AT_ONCE = 5_000
_REASON = "one field of many cards"
_POST = ("institution_id", "district_code", "position_code", "position_text", "subject_code", "subject_text")


class BulkField(StrEnum):
    """What can be set on many cards, by its column."""

    DISTRICT = "district_code"
    WORKPLACE = "institution_id"
    POSITION = "position_code"
    STAFF_GROUP = "staff_group"
    SUBJECT = "subject_code"
    CATEGORY = "category_code"
    EDUCATION = "education_code"
    LANGUAGE = "language_code"
    LOCALITY = "locality_code"

    @property
    def is_post(self) -> bool:
        """Whether another value may mean that the person moved, and then the former post is kept."""
        return self in (BulkField.WORKPLACE, BulkField.POSITION)


class LeftOut(StrEnum):
    """Why a card is not changed."""

    ALREADY_SO = "already_so"
    ERASED = "erased"
    GONE = "gone"
    POST_BEGAN_LATER = "post_began_later"


_LISTS = {
    BulkField.POSITION: "position",
    BulkField.STAFF_GROUP: "staff_group",
    BulkField.SUBJECT: "subject",
    BulkField.CATEGORY: "category",
    BulkField.EDUCATION: "education",
    BulkField.LANGUAGE: "language",
    BulkField.LOCALITY: "locality",
}


@dataclass(frozen=True)
class BulkChange:
    """The field and its new value: a code, an institution's id, or None to leave it empty.

    The days belong to a category. ``is_movement``: the people moved ``since`` a day, and their former posts are kept;
    otherwise the cards were wrong.
    """

    field: BulkField
    value: str | int | None
    category_given_on: date | None = None
    category_valid_to: date | None = None
    category_is_lifetime: bool = False
    is_movement: bool = False
    since: date | None = None


@dataclass(frozen=True)
class BulkPreview:
    """What a change would do. ``before`` counts the present values by name, the most frequent first.

    ``left_out`` counts cards that stay as they are; ``named`` are the first of those who are left out for a reason
    that somebody may want to look at.
    """

    changed: int
    after: str
    before: tuple[tuple[str, int], ...]
    left_out: Mapping[LeftOut, int]
    named: tuple[tuple[str, LeftOut], ...]


@dataclass(frozen=True)
class BulkRecord:
    """A line of the ledger."""

    id: int
    done_at: datetime
    done_by: str
    field: BulkField
    value: str
    people: int
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class BulkUndone:
    """How many cards are as they were; ``kept`` names those that were changed since and stay.

    ``merged`` are those that were made one with others since: a sentence for each, in the language in force.
    """

    restored: int
    kept: tuple[str, ...]
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Plan:
    """The cards to change with what they say now, and why the others are left out."""

    columns: tuple[str, ...]
    values: tuple[Any, ...]
    rows: list[tuple[Any, ...]]
    left_out: dict[int, LeftOut]


def preview_bulk(unit: UnitOfWork, change: BulkChange, *, person_ids: Sequence[int]) -> BulkPreview:
    """Raises Invalid for a value that is not in its list and for days that cannot be."""
    plan = _plan(unit, change, person_ids)
    names = _names_of(unit, change.field)
    place = 2 + plan.columns.index(change.field.value)
    counted = Counter(row[place] for row in plan.rows)
    reasons = Counter(plan.left_out.values())
    doubtful = [person_id for person_id, why in plan.left_out.items() if why is LeftOut.POST_BEGAN_LATER]
    named = person_lines(unit, doubtful[:NAMED_AT_MOST])
    return BulkPreview(
        changed=len(plan.rows),
        after=names.get(change.value, ""),
        before=tuple((names.get(value, ""), count) for value, count in counted.most_common()),
        left_out=dict(reasons),
        named=tuple((line.full_name, plan.left_out[line.id]) for line in named),
    )


def apply_bulk(
    unit: UnitOfWork, change: BulkChange, *, person_ids: Sequence[int], progress: Progress | None = None
) -> int:
    """Change the cards, all or none; returns the id in the ledger.

    Raises Invalid, Refused with nobody to change, and Cancelled, after which nothing is changed.
    """
    progress = progress or Progress()
    progress.step(_("Reading"), 0, len(person_ids))
    plan = _plan(unit, change, person_ids)
    if not plan.rows:
        raise Refused("nobody_to_change", N_("None of these cards would change."))
    new = dict(zip(plan.columns, plan.values, strict=True))
    former = _keep_former_posts(unit, change, plan) if change.is_movement else {}
    ids = [row[0] for row in plan.rows]
    for start in range(0, len(ids), CHANGED_AT_ONCE):
        progress.step(_("Writing"), start, len(ids))
        unit.execute_bulk(_update(ids[start : start + CHANGED_AT_ONCE], new), reason=_REASON)
    kinds: dict[tuple[Any, ...], int] = {}
    cards = {str(row[0]): [row[1] + 1, kinds.setdefault(row[2:], len(kinds))] for row in plan.rows}
    record = BulkEdit(
        done_at=unit.now,
        done_by=unit.actor.name,
        field=change.field.value,
        value="" if change.value is None else str(change.value),
        before={
            "people": len(cards),
            "columns": plan.columns,
            "kinds": [[_as_text(value) for value in kind] for kind in kinds],
            # By person: the version that the change made, the place of what the card said, the former post made.
            "cards": {person_id: [*facts, former.get(int(person_id))] for person_id, facts in cards.items()},
        },
    )
    unit.session.add(record)
    unit.session.flush()
    return record.id


def undo_bulk(unit: UnitOfWork, *, bulk_id: int, progress: Progress | None = None) -> BulkUndone:
    """Give the cards back what they said, all that nobody changed since.

    Raises NotFound, Refused for none, and Cancelled, after which nothing is taken back.
    """
    progress = progress or Progress()
    record = row_at(unit, BulkEdit, bulk_id, "no_bulk_edit", N_("This change is no longer in the list."))
    if record.undone_at is not None:
        raise Refused("bulk_undone", N_("This change was taken back already."))
    kinds = [_from_text(record.before["columns"], kind) for kind in record.before["kinds"]]
    cards = {int(person_id): facts for person_id, facts in record.before["cards"].items()}
    versions = {person_id: version for chunk in _chunks(list(cards)) for person_id, version in _versions(unit, chunk)}
    untouched = [person_id for person_id, (version, *_rest) in cards.items() if versions.get(person_id) == version]
    merged = tuple(one.text for one in merged_cards(unit, cards.keys() - versions.keys()))
    if not untouched and merged:
        reasons = " ".join(merged[:NAMED_AT_MOST])
        raise Refused("bulk_merged_since", N_("None of these cards can be taken back. {reasons}"), reasons=reasons)
    if not untouched:
        raise Refused("bulk_changed_since", N_("All these cards were changed since; none can be taken back."))
    _follow_merged_institutions(unit, kinds)
    for start in range(0, len(untouched), RESTORED_AT_ONCE):
        progress.step(_("Writing"), start, len(untouched))
        portion = untouched[start : start + RESTORED_AT_ONCE]
        unit.update_many(Person, [{"id": each, **kinds[cards[each][1]]} for each in portion], reason=_REASON)
    for chunk in _chunks([cards[each][2] for each in untouched if cards[each][2] is not None]):
        unit.execute_bulk(delete(FormerPost).where(FormerPost.id.in_(chunk)), reason=_REASON)
    record.undone_at, record.undone_by = unit.now, unit.actor.name
    touched = [person_id for person_id in cards if person_id in versions and versions[person_id] != cards[person_id][0]]
    return BulkUndone(len(untouched), tuple(line.full_name for line in person_lines(unit, touched)), merged)


def bulk_edits(unit: UnitOfWork, *, rows: int = 200) -> list[BulkRecord]:
    """The ledger, the newest first."""
    people = BulkEdit.before["people"].as_integer()
    columns = (BulkEdit.id, BulkEdit.done_at, BulkEdit.done_by, BulkEdit.field, BulkEdit.value)
    found = unit.session.execute(
        select(*columns, people, BulkEdit.undone_at, BulkEdit.undone_by).order_by(BulkEdit.id.desc()).limit(rows)
    )
    names: dict[BulkField, dict[Any, str]] = {}
    records = []
    for bulk_id, done_at, done_by, name, kept, count, undone_at, undone_by in found:
        field = BulkField(name)
        words = names.setdefault(field, _names_of(unit, field))
        value: str | int | None = int(kept) if field is BulkField.WORKPLACE and kept else kept or None
        records.append(BulkRecord(bulk_id, done_at, done_by, field, words.get(value, ""), count, undone_at, undone_by))
    return records


def _follow_merged_institutions(unit: UnitOfWork, kinds: Sequence[dict[str, Any]]) -> None:
    """A spelling that was made one with another meanwhile stands for that one."""
    kept = merged_into(unit)
    for kind in kinds:
        if kind.get("institution_id") in kept:
            kind["institution_id"] = kept[kind["institution_id"]]


def _plan(unit: UnitOfWork, change: BulkChange, person_ids: Sequence[int]) -> _Plan:
    new = _new_values(unit, change)
    columns, values = tuple(new), tuple(new.values())
    rows: list[tuple[Any, ...]] = []
    left_out: dict[int, LeftOut] = {}
    asked = (Person.erased_on, *([Person.post_since] if change.is_movement else []))
    read = (Person.id, Person.version, *(getattr(Person, name) for name in columns), *asked)
    for chunk in _chunks(person_ids):
        found = {row[0]: tuple(row) for row in unit.session.execute(select(*read).where(Person.id.in_(chunk)))}
        for person_id in chunk:
            row = found.get(person_id)
            why = _why_left_out(row, values, since=change.since if change.is_movement else None)
            if row is None or why is not None:
                left_out[person_id] = why or LeftOut.GONE
            else:
                rows.append(row[: 2 + len(columns)])
    return _Plan(columns, values, rows, left_out)


def _why_left_out(row: tuple[Any, ...] | None, values: tuple[Any, ...], *, since: date | None) -> LeftOut | None:
    if row is None:
        return LeftOut.GONE
    before, erased_on = row[2 : 2 + len(values)], row[2 + len(values)]
    if erased_on is not None:
        return LeftOut.ERASED
    # What a movement changes is the post; its first day is no change by itself.
    if before[0] == values[0] and (since is not None or before == values):
        return LeftOut.ALREADY_SO
    began = row[-1] if since is not None else None
    return LeftOut.POST_BEGAN_LATER if began is not None and since is not None and began > since else None


def _new_values(unit: UnitOfWork, change: BulkChange) -> dict[str, Any]:
    """The columns that the change sets, the chosen one first. Raises Invalid."""
    if change.value is not None and change.value not in _names_of(unit, change.field):
        raise Invalid("bulk_value_unknown", N_("Choose one from the list."), field="value")
    if change.is_movement and change.since is None:
        raise Invalid("since_missing", N_("Give the day of the change."), field="since")
    checked_past("since", change.since, today=unit.today)
    values: dict[str, Any] = {change.field.value: change.value}
    match change.field:
        case BulkField.WORKPLACE:
            place = unit.session.get(Institution, change.value) if change.value is not None else None
            values |= {"district_code": place.district_code} if place and place.district_code else {}
        case BulkField.POSITION:
            values |= {"position_text": "", **_group_of(unit, change.value)}
        case BulkField.SUBJECT:
            values |= {"subject_text": ""}
        case BulkField.CATEGORY:
            values |= _category_days(unit, change)
        case _:
            pass
    return values | ({"post_since": change.since} if change.is_movement and change.field.is_post else {})


def _update(person_ids: Sequence[int], new: Mapping[str, Any]) -> Update:
    """One statement for any number of cards that are to say the same."""
    listed = select(listed_numbers(json.dumps(person_ids)))
    statement = update(Person).where(Person.id.in_(listed)).values(**new, version=Person.version + 1)
    return statement.execution_options(synchronize_session=False)


def _category_days(unit: UnitOfWork, change: BulkChange) -> dict[str, Any]:
    checked_past("category_given_on", change.category_given_on, today=unit.today)
    checked_order("category_valid_to", before=change.category_given_on, after=change.category_valid_to)
    has_category = change.value is not None
    is_lifetime = has_category and change.category_is_lifetime
    return {
        "category_given_on": change.category_given_on if has_category else None,
        "category_valid_to": change.category_valid_to if has_category and not is_lifetime else None,
        "category_is_lifetime": is_lifetime,
    }


def _group_of(unit: UnitOfWork, position_code: str | int | None) -> dict[str, Any]:
    """The staff group that the list of positions gives to a position."""
    attributes = unit.session.scalar(
        select(ReferenceItem.attributes).where(
            ReferenceItem.list_name == "position", ReferenceItem.code == position_code
        )
    )
    group = (attributes or {}).get("group")
    return {"staff_group": group} if group else {}


def _keep_former_posts(unit: UnitOfWork, change: BulkChange, plan: _Plan) -> dict[int, int]:
    """Keep the post that each card says until now; gives the ids by person. Where there was none, nothing is kept."""
    next_id = (unit.session.scalar(select(func.max(FormerPost.id))) or 0) + 1
    columns = (Person.id, Person.post_since, *(getattr(Person, name) for name in _POST))
    made: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    for chunk in _chunks([row[0] for row in plan.rows]):
        for person_id, starts_on, *post in unit.session.execute(select(*columns).where(Person.id.in_(chunk))):
            kept = dict(zip(_POST, post, strict=True))
            if kept["institution_id"] or kept["position_code"] or kept["position_text"]:
                made[person_id] = next_id + len(rows)
                days = {"starts_on": starts_on, "ends_on": change.since}
                rows.append({"id": made[person_id], "person_id": person_id, **kept, **days, "version": 1})
    unit.insert_many(FormerPost, rows, reason=_REASON)
    return made


def _names_of(unit: UnitOfWork, field: BulkField) -> dict[Any, str]:
    """What the values of a field are called."""
    match field:
        case BulkField.DISTRICT:
            return {place.code: place.names.text for place in districts(unit)}
        case BulkField.WORKPLACE:
            rows = unit.session.execute(select(Institution.id, Institution.name))
            return {row.id: row.name for row in rows}
        case _:
            return {item.code: item.names.text for item in list_items(unit, _LISTS[field])}


def _versions(unit: UnitOfWork, person_ids: Sequence[int]) -> list[tuple[int, int]]:
    query = select(Person.id, Person.version).where(Person.id.in_(person_ids), Person.erased_on.is_(None))
    return [(person_id, version) for person_id, version in unit.session.execute(query)]


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_text(columns: Sequence[str], kind: Sequence[Any]) -> dict[str, Any]:
    days = {"category_given_on", "category_valid_to", "post_since"}
    return {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in zip(columns, kind, strict=True)
    }
