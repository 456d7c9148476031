"""The centre's institutions: the list with the training of their people, entering, changing, closing them."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, update

from db.models.people import FormerInstitutionName, Institution, InstitutionMerge, InstitutionWord, Person
from db.unit_of_work import UnitOfWork
from desktop_app.clock import TASHKENT
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.institutions.records import (
    NOT_STATED,
    Alias,
    InstitutionCard,
    InstitutionDraft,
    InstitutionFilter,
    InstitutionLine,
    SavedInstitution,
    Standing,
)
from desktop_app.institutions.rules import checked_code
from desktop_app.institutions.training import Figures, count_people, count_training, training_of
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import query_key, sort_key
from desktop_app.people.institutions import (
    former_institution_names,
    institution_key,
    institution_kind,
    institution_name,
    keep_institution_words,
    merged_into,
)
from desktop_app.people.rules import checked_past
from desktop_app.reference.service import districts, list_items
from desktop_app.remembered import remembered
from desktop_app.rows import row_at

KINDS, LOCALITIES = "institution_kind", "locality"
# So many at once are far below what SQLite allows in one statement.
AT_ONCE = 5_000
# Columns that are known only once everybody was looked at.
_TRAINED = frozenset({"trained", "coverage"})
_COUNTED = _TRAINED | {"people"}
_AFTER_ANY_LETTER = "\U0010ffff"
_MOVED_REASON = "an institution put into another district"
_FACTS = ("name", "kind_code", "district_code", "code", "locality_code", "closed_on", "closing_reason")


def institution_ids(
    unit: UnitOfWork,
    wanted: InstitutionFilter,
    *,
    column: str = "",
    is_descending: bool = False,
    figures: Figures | None = None,
) -> "array[int]":
    """The institutions that fit, in the order of a column of the list: eight bytes each.

    Without a column by district and name, numbers by their value. ``trained`` and ``coverage`` rest on
    ``count_training``, whose answer may be given; ``people`` are counted without their courses.
    """
    if column not in _COUNTED and not wanted.is_untrained:
        ids = _in_order(unit, wanted, column)
        return ids[::-1] if is_descending else ids
    if figures is None:
        figures = count_training(unit) if needs_training(wanted, column) else count_people(unit)
    found: Iterable[int] = _in_order(unit, wanted, "" if column in _COUNTED else column)
    if wanted.is_untrained:
        found = [each for each in found if (figure := figures.get(each)) and not figure[1]]
    if column in _COUNTED:
        known = figures
        found = sorted(sorted(found), key=lambda each: _figure_key(column, known.get(each, (0, 0))))
    ids = array("q", found)
    return ids[::-1] if is_descending else ids


@remembered
def _in_order(unit: UnitOfWork, wanted: InstitutionFilter, column: str) -> "array[int]":
    """The institutions that fit, whoever works there, in the order of what they say of themselves."""
    query = select(Institution.id, Institution.name, Institution.kind_code, Institution.district_code, Institution.code)
    rows = unit.session.execute(query.where(*_conditions(wanted))).all()
    keys: dict[int, Any]
    match column:
        case "kind":
            names = {item.code: item.names.text for item in list_items(unit, KINDS)}
            keys = {row.id: sort_key(names.get(row.kind_code or "", "")) for row in rows}
        case "code":
            keys = {row.id: row.code for row in rows}
        case "name":
            keys = {row.id: sort_key(row.name) for row in rows}
        case _:
            keys = {row.id: (row.district_code or "~", sort_key(row.name)) for row in rows}
    return array("q", sorted(sorted(keys), key=keys.__getitem__))


def needs_training(wanted: InstitutionFilter, column: str) -> bool:
    """Whether the courses of everybody have to be known for this list."""
    return wanted.is_untrained or column in _TRAINED


def institution_lines(unit: UnitOfWork, ids: Sequence[int]) -> list[InstitutionLine]:
    """The lines of these institutions in the order of the ids; what is gone is left out."""
    rows = {row.id: row for row in unit.session.scalars(select(Institution).where(Institution.id.in_(ids)))}
    # Whoever goes to and fro between the list and its lines finds the list at once.
    figures = _remembered_training(unit, tuple(ids)) if len(ids) > 1 else training_of(unit, ids)
    kinds, places = (
        {item.code: item.names.text for item in list_items(unit, KINDS)},
        {place.code: place.names.text for place in districts(unit)},
    )
    localities = {item.code: item.names.text for item in list_items(unit, LOCALITIES)}
    return [
        InstitutionLine(
            id=row.id,
            name=row.name,
            kind=kinds.get(row.kind_code or "", row.kind_code or ""),
            district=places.get(row.district_code or "", row.district_code or ""),
            code=row.code,
            locality=localities.get(row.locality_code or "", row.locality_code or ""),
            closed_on=row.closed_on,
            people=figures.get(row.id, (0, 0))[0],
            trained=figures.get(row.id, (0, 0))[1],
        )
        for each in ids
        if (row := rows.get(each)) is not None
    ]


@remembered
def _remembered_training(unit: UnitOfWork, ids: tuple[int, ...]) -> Figures:
    return training_of(unit, ids)


def institution_card(unit: UnitOfWork, *, institution_id: int) -> InstitutionCard:
    """Raises NotFound."""
    row = load_institution(unit, institution_id)
    (line,) = institution_lines(unit, [institution_id])
    merges = (
        select(InstitutionMerge, Institution.name)
        .join(Institution, Institution.id == InstitutionMerge.gone_id)
        .where(InstitutionMerge.kept_id == institution_id, InstitutionMerge.undone_at.is_(None))
        .order_by(InstitutionMerge.id)
    )
    aliases = tuple(
        Alias(merge.id, name, merge.merged_at.astimezone(TASHKENT).date(), merge.merged_by)
        for merge, name in unit.session.execute(merges)
    )
    former = tuple(former_institution_names(unit, [institution_id]).get(institution_id, ()))
    return InstitutionCard(line, draft_of(row), aliases, former, merged_into(unit).get(institution_id))


def workplace_of(unit: UnitOfWork, *, person_id: int) -> int | None:
    """The institution on a person's card."""
    return unit.session.scalar(select(Person.institution_id).where(Person.id == person_id))


def save_institution(unit: UnitOfWork, draft: InstitutionDraft, *, is_code_shared: bool = False) -> SavedInstitution:
    """Enter an institution (id 0) or put it right. People follow it into another district; their card says it, too.

    One that is called otherwise from a day on: see ``rename_institution``.
    Raises Invalid with the field to blame, Conflict, Duplicate for a name that the district has already (fact:
    ``institution_id``), and Refused "confirm_code" for a STIR that another one has: ``is_code_shared`` answers it.
    """
    values = _checked(unit, draft)
    row = load_institution(unit, draft.id) if draft.id else Institution()
    if draft.id and row.version != draft.version:
        raise Conflict
    if values["closed_on"] is None:
        require_own_name(unit, draft.id, key=values["search_key"], district_code=values["district_code"])
    if values["code"] and values["code"] != (row.code if draft.id else "") and not is_code_shared:
        _require_own_code(unit, draft.id, values["code"])
    moved: tuple[int, ...] = ()
    if draft.id and row.district_code and values["district_code"] != row.district_code:
        moved = _move(unit, draft.id, before=row.district_code, after=values["district_code"])
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.add(row)
    unit.session.flush()
    keep_institution_words(unit, row)
    return SavedInstitution(row.id, row.version, moved)


def put_back(unit: UnitOfWork, before: InstitutionDraft, saved: SavedInstitution) -> None:
    """Undo a change: the entry as it was, and those people in its district again who had followed it.

    Raises Conflict when the entry was changed since.
    """
    row = load_institution(unit, before.id)
    if row.version != saved.version:
        raise Conflict
    if saved.former_id is not None:
        unit.session.delete(unit.session.get_one(FormerInstitutionName, saved.former_id))
    for begin in range(0, len(saved.moved_ids), AT_ONCE):
        some = Person.id.in_(saved.moved_ids[begin : begin + AT_ONCE])
        rows = update(Person).where(some, Person.district_code == row.district_code)
        unit.execute_bulk(rows.values(district_code=before.district_code), reason=_MOVED_REASON)
    for name in _FACTS:
        setattr(row, name, getattr(before, name))
    row.search_key = institution_key(row.name)
    unit.session.flush()
    keep_institution_words(unit, row)


def set_closed(unit: UnitOfWork, *, institution_id: int, version: int, closed_on: date | None, reason: str = "") -> int:
    """Close an institution on a day, or open it again (None); returns its new version.

    Raises Conflict, Invalid for a day to come, and Refused for a spelling that stands for another institution.
    """
    row = load_institution(unit, institution_id)
    if row.version != version:
        raise Conflict
    if institution_id in merged_into(unit):
        raise Refused("institution_merged", N_("This spelling stands for another institution; part the two instead."))
    row.closed_on = checked_past("closed_on", closed_on, today=unit.today)
    row.closing_reason = tidy(reason) if closed_on else ""
    unit.session.flush()
    return row.version


def load_institution(unit: UnitOfWork, institution_id: int) -> Institution:
    """Raises NotFound."""
    return row_at(unit, Institution, institution_id, "no_institution", N_("This institution is no longer in the list."))


def require_own_name(unit: UnitOfWork, institution_id: int, *, key: str, district_code: str | None) -> None:
    """Raises Duplicate (fact: ``institution_id``) when another open one of the district is called the same."""
    same = select(Institution.id, Institution.name).where(
        Institution.search_key == key,
        Institution.district_code.is_(None) if district_code is None else Institution.district_code == district_code,
        Institution.id != institution_id,
        Institution.closed_on.is_(None),
    )
    other = unit.session.execute(same.limit(1)).first()
    if other is not None:
        raise Duplicate(
            "institution_known",
            N_("{name} is in this district already. If both are one, merge them."),
            name=other.name,
            institution_id=other.id,
        )


def draft_of(row: Institution) -> InstitutionDraft:
    return InstitutionDraft(**{name: getattr(row, name) for name in _FACTS}, id=row.id, version=row.version)


def _conditions(wanted: InstitutionFilter) -> list[Any]:
    found: list[Any] = []
    match wanted.standing:
        case Standing.OPEN:
            found.append(Institution.closed_on.is_(None))
        case Standing.CLOSED:
            found.append(Institution.closed_on.is_not(None))
        case Standing.ALL:
            pass
    for name in ("kind_code", "district_code", "locality_code"):
        code, column = getattr(wanted, name), getattr(Institution, name)
        if code is not None:
            found.append(column.is_(None) if code == NOT_STATED else column == code)
    return [*found, *(Institution.id.in_(_having(word)) for word in query_key(wanted.text).split())]


def _having(word: str) -> Select[int]:
    """The institutions of which some word begins so, or that are of the kind that the word names."""
    begins = InstitutionWord.word.between(word, word + _AFTER_ANY_LETTER)
    kind = institution_kind(word)
    return select(InstitutionWord.institution_id).where(
        or_(begins, InstitutionWord.word == kind.lower()) if kind else begins
    )


def _figure_key(column: str, figure: tuple[int, int]) -> float:
    people, trained = figure
    match column:
        case "people":
            return people
        case "trained":
            return trained
        case _:
            # Where nobody works there is nothing to cover: it comes before all.
            return trained / people if people else -1


def _checked(unit: UnitOfWork, draft: InstitutionDraft) -> dict[str, Any]:
    name = institution_name(draft.name)
    if not name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="name")
    return {
        "name": name,
        "search_key": institution_key(name),
        "kind_code": draft.kind_code or institution_kind(name),
        "district_code": draft.district_code or None,
        "code": checked_code(draft.code),
        "locality_code": draft.locality_code or None,
        "closed_on": checked_past("closed_on", draft.closed_on, today=unit.today),
        "closing_reason": tidy(draft.closing_reason) if draft.closed_on else "",
    }


def _require_own_code(unit: UnitOfWork, institution_id: int, code: str) -> None:
    same = select(Institution.name).where(
        Institution.code == code, Institution.id != institution_id, Institution.closed_on.is_(None)
    )
    name = unit.session.scalar(same.limit(1))
    if name is not None:
        question = N_("The STIR {code} stands on {name} already. Are these two institutions under one STIR?")
        raise Refused("confirm_code", question, code=code, name=name)


def _move(unit: UnitOfWork, institution_id: int, *, before: str, after: str | None) -> tuple[int, ...]:
    """Put the people of the institution who are in its district into the new one; their ids."""
    here = Person.institution_id == institution_id, Person.district_code == before
    ids = tuple(unit.session.scalars(select(Person.id).where(*here).order_by(Person.id)))
    if ids:
        unit.execute_bulk(update(Person).where(*here).values(district_code=after), reason=_MOVED_REASON)
    return ids
