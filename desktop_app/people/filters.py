"""The list of people narrowed: its count, its pages, everybody in it, and filters saved under a name."""

from array import array
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, tuple_

from db.models.people import Consent, Institution, Person, SavedFilter
from db.plain_query import PlainQuery, plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key
from desktop_app.people.lines import person_lines
from desktop_app.people.matching import Reach, certified
from desktop_app.people.milestones import BEFORE_ALL, DISTANCE, Milestones
from desktop_app.people.nameless import name_only_ids
from desktop_app.people.records import CategoryState, FoundPerson, NamedFilter, PeopleFilter, PersonLine
from desktop_app.people.rules import SOON_DAYS
from desktop_app.people.search import MOST_CERTIFICATES, explained, is_found
from desktop_app.people.typed import read_typed
from desktop_app.rows import row_at

_ORDER = (Person.sort_key, Person.id)
_INDEXED = ("district_code", "subject_code", "staff_group")
_EQUAL = (*_INDEXED, "institution_id", "category_code", "language_code", "locality_code")


def is_read_by_index(wanted: PeopleFilter) -> bool:
    """Whether any page of the list is at hand in the database; of all others the ids are better kept."""
    chosen = [name for name in _INDEXED if getattr(wanted, name) is not None]
    plain = {name: getattr(wanted, name) for name in chosen[:1]}
    return wanted == PeopleFilter(is_archived=wanted.is_archived, **plain)


def people_page(
    unit: UnitOfWork, *, wanted: PeopleFilter, offset: int, limit: int, milestones: Milestones | None = None
) -> list[PersonLine]:
    """A stretch of the list in Uzbek order; the ``milestones`` of that list keep every place of it near."""
    ids = _wanted_ids(unit, wanted).order_by(*_ORDER)
    if milestones is not None:
        key, offset = milestones.before(offset)
        ids = ids.where(_follows(*key))
    return person_lines(unit, unit.session.scalars(ids.offset(offset).limit(limit)).all())


def people_milestones(unit: UnitOfWork, *, wanted: PeopleFilter, distance: int = DISTANCE) -> Milestones:
    """How long a list that ``is_read_by_index`` is, and keys along it; takes little more than counting it."""
    following = PlainQuery(
        _wanted_ids(unit, wanted)
        .with_only_columns(*_ORDER)
        .where(_follows(bindparam("sort_key"), bindparam("id")))
        .order_by(*_ORDER)
        .offset(distance - 1)
        .limit(1)
    )
    keys = [BEFORE_ALL]
    while found := following.rows(unit, {"sort_key": keys[-1][0], "id": keys[-1][1]}):
        keys.append((found[0][0], found[0][1]))
    left = select(func.count()).select_from(_wanted_ids(unit, wanted).where(_follows(*keys[-1])).subquery())
    return Milestones(tuple(keys), distance, (len(keys) - 1) * distance + (unit.session.scalar(left) or 0))


def chosen_ids(unit: UnitOfWork, wanted: PeopleFilter) -> "array[int]":
    """Everybody whom the filter shows, in Uzbek order: eight bytes a person. The due year is another service's."""
    query = _wanted_ids(unit, wanted).order_by(*_ORDER)
    return array("q", (row[0] for row in plain_rows(unit, query)))


def found_lines(unit: UnitOfWork, *, person_ids: Sequence[int], text: str) -> list[FoundPerson]:
    """These people in Uzbek order, each with the reason why the text finds it."""
    typed = read_typed(text)
    numbers = certified(unit, typed, limit=MOST_CERTIFICATES)
    return explained(unit, dict.fromkeys(person_ids, Reach.PART), typed, numbers)


def workplaces(unit: UnitOfWork, *, district_code: str) -> dict[int, str]:
    """The names of a district's institutions by id; numbered ones in the order of their numbers."""
    rows = unit.session.execute(
        select(Institution.id, Institution.name).where(Institution.district_code == district_code)
    )
    return {row.id: row.name for row in sorted(rows, key=lambda row: sort_key(row.name))}


def workplace_name(unit: UnitOfWork, *, institution_id: int) -> str:
    """Empty where the institution is gone."""
    return unit.session.scalar(select(Institution.name).where(Institution.id == institution_id)) or ""


def saved_filters(unit: UnitOfWork) -> list[NamedFilter]:
    """In the order of the Uzbek alphabet."""
    rows = unit.session.scalars(select(SavedFilter)).all()
    return sorted(map(_named_filter, rows), key=lambda saved: sort_key(saved.name))


def save_filter(unit: UnitOfWork, *, name: str, wanted: PeopleFilter) -> NamedFilter:
    """Keep the filter under a name; one of that name is replaced. Raises Invalid without a name."""
    kept_name = _checked_filter_name(name)
    row = unit.session.scalar(select(SavedFilter).where(SavedFilter.name == kept_name)) or SavedFilter(name=kept_name)
    row.choices = _choices(wanted)
    unit.session.add(row)
    unit.session.flush()
    return _named_filter(row)


def rename_filter(unit: UnitOfWork, *, filter_id: int, name: str, version: int) -> None:
    """Raises Invalid for a name that is empty or taken, NotFound, Conflict."""
    kept_name = _checked_filter_name(name)
    row = _filter_row(unit, filter_id)
    if row.version != version:
        raise Conflict
    if unit.session.scalar(select(SavedFilter.id).where(SavedFilter.name == kept_name, SavedFilter.id != filter_id)):
        raise Invalid("filter_name_taken", N_("There is a filter of this name already."), field="name")
    row.name = kept_name


def delete_filter(unit: UnitOfWork, *, filter_id: int) -> NamedFilter:
    """What is given back, saved once more, brings it back. Raises NotFound."""
    row = _filter_row(unit, filter_id)
    unit.session.delete(row)
    return _named_filter(row)


def _wanted_ids(unit: UnitOfWork, wanted: PeopleFilter) -> Select[int]:
    query = select(Person.id).where(_is_where_wanted(wanted))
    for column in _EQUAL:
        value = getattr(wanted, column)
        if value is not None:
            query = query.where(getattr(Person, column) == value)
    if wanted.category_state is not None:
        query = query.where(_category_stands(wanted.category_state, unit.today))
    if wanted.lacks_jshshir:
        query = query.where(Person.jshshir.is_(None))
    if wanted.lacks_consent:
        standing = select(Consent.person_id).where(Consent.withdrawn_on.is_(None))
        query = query.where(Person.id.not_in(standing))
    if wanted.is_archived:
        query = query.where(Person.id.not_in(name_only_ids()))
    return query.where(is_found(unit, wanted.text, Person.id))


def _follows(sort_key: object, person_id: object) -> ColumnElement[bool]:
    return tuple_(*_ORDER) > tuple_(sort_key, person_id)


def _is_where_wanted(wanted: PeopleFilter) -> ColumnElement[bool]:
    """In the archive or not; where no index leads to few, said so that none is taken.

    The cards of everybody have to be looked at then, and in the table's own order that is done ten times sooner.
    """
    leads = (*_INDEXED, "institution_id")
    is_led = bool(wanted.text) or wanted.lacks_jshshir or any(getattr(wanted, name) is not None for name in leads)
    looks_at_cards = wanted.category_state or wanted.category_code or wanted.language_code or wanted.locality_code
    if looks_at_cards and not is_led:
        return case((Person.is_archived, 1), else_=0) == int(wanted.is_archived)
    return Person.is_archived == wanted.is_archived


def _category_stands(state: CategoryState, on: date) -> ColumnElement[bool]:
    """The same as ``rules.category_state``, said to the database."""
    has_end = and_(
        Person.category_code.is_not(None), ~Person.category_is_lifetime, Person.category_valid_to.is_not(None)
    )
    soon = on + timedelta(days=SOON_DAYS)
    match state:
        case CategoryState.NONE:
            return Person.category_code.is_(None)
        case CategoryState.LIFETIME:
            return and_(Person.category_code.is_not(None), Person.category_is_lifetime)
        case CategoryState.ENDED:
            return and_(has_end, Person.category_valid_to < on)
        case CategoryState.ENDS_SOON:
            return and_(has_end, Person.category_valid_to.between(on, soon))
        case CategoryState.VALID:
            is_begun = and_(~has_end, ~Person.category_is_lifetime, Person.category_given_on.is_not(None))
            return and_(
                Person.category_code.is_not(None), or_(and_(has_end, Person.category_valid_to > soon), is_begun)
            )
        case CategoryState.UNDATED:
            no_days = and_(Person.category_valid_to.is_(None), Person.category_given_on.is_(None))
            return and_(Person.category_code.is_not(None), ~Person.category_is_lifetime, no_days)


def _choices(wanted: PeopleFilter) -> dict[str, Any]:
    """Only what narrows: a filter saved today means the same when the program knows more to narrow by."""
    plain = asdict(PeopleFilter())
    return {name: value for name, value in asdict(wanted).items() if value != plain[name]}


def _named_filter(row: SavedFilter) -> NamedFilter:
    known = {field.name for field in fields(PeopleFilter)}
    choices = {name: value for name, value in row.choices.items() if name in known}
    if choices.get("category_state"):
        choices["category_state"] = CategoryState(choices["category_state"])
    return NamedFilter(row.id, row.name, PeopleFilter(**choices), row.version)


def _filter_row(unit: UnitOfWork, filter_id: int) -> SavedFilter:
    return row_at(unit, SavedFilter, filter_id, "no_filter", N_("This filter is no longer in the list."))


def _checked_filter_name(name: str) -> str:
    if not tidy(name):
        raise Invalid("filter_name_empty", N_("Give the filter a name."), field="name")
    return tidy(name)
