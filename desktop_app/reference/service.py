"""Reading and editing the lists, the territories, the calendar, the dated rules and the profile."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from uuid import uuid4

from sqlalchemy import Row, Select, func, select

from db.models.centre import CentreProfile
from db.models.reference import CalendarDay, DatedRule, FormerTerritoryName, ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import LANGUAGES, N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.reference.records import (
    CalendarRecord,
    ListItem,
    Names,
    NewCentre,
    Profile,
    RuleRecord,
    TerritoryRecord,
)
from desktop_app.reference.return_names import check_pattern
from desktop_app.reference.rules import RULE_NAMES, Rules, WorkingCalendar, build_rules, parse_rule
from desktop_app.reference.seed import first_rows, first_rules, seed_lists
from desktop_app.reference.undoing import Change, change_of, said
from desktop_app.remembered import known_from
from desktop_app.rows import row_at

PROFILE_ID = 1
# More lists than there are, and more days on which something begins than a page shows.
LISTS_KNOWN, DAYS_KNOWN = 100, 100
_PROFILE_FIELDS = [field.name for field in fields(NewCentre) if not field.name.startswith("staff_")]


def found_centre(unit: UnitOfWork, new: NewCentre) -> None:
    """Make the centre in an empty database: its lists and its profile.

    Raises Invalid for an empty name, director or an unknown region.
    """
    seed_lists(unit)
    _require(unit, new)
    unit.session.add(CentreProfile(id=PROFILE_ID, uuid=uuid4().hex, **_profile_values(new)))


@known_from("centre_profile", kept_answers=1)
def profile(unit: UnitOfWork) -> Profile:
    row = row_at(unit, CentreProfile, PROFILE_ID, "no_centre", N_("There is no centre in this folder yet."))
    values = {name: getattr(row, name) for name in _PROFILE_FIELDS} | {"return_forms": tuple(row.return_forms)}
    return Profile(**values, uuid=row.uuid, version=row.version)


def change_profile(unit: UnitOfWork, new: NewCentre, *, version: int) -> None:
    """Raises Conflict when someone saved the profile since ``version`` was read."""
    _require(unit, new)
    row = unit.session.get_one(CentreProfile, PROFILE_ID)
    if row.version != version:
        raise Conflict
    for name, value in _profile_values(new).items():
        setattr(row, name, value)


def regions(unit: UnitOfWork) -> list[TerritoryRecord]:
    """The 14 regions in the ministry's order."""
    return list(_all_regions(unit))


def districts(unit: UnitOfWork, *, region_code: str | None = None) -> list[TerritoryRecord]:
    """Districts and cities of a region (of the whole country without one), by code."""
    return [each for each in _all_districts(unit) if region_code is None or each.parent_code == region_code]


def list_items(unit: UnitOfWork, list_name: str, *, on: date | None = None) -> list[ListItem]:
    """The entries of a list in their order; with ``on`` only those that hold on that day."""
    return [item for item in _items(unit, list_name) if on is None or item.holds_on(on)]


@known_from("reference_item", kept_answers=LISTS_KNOWN)
def _items(unit: UnitOfWork, list_name: str) -> tuple[ListItem, ...]:
    rows = select(ReferenceItem).where(ReferenceItem.list_name == list_name).order_by(ReferenceItem.place)
    return tuple(_item(row) for row in unit.session.scalars(rows))


def save_list_item(unit: UnitOfWork, item: ListItem) -> Change:
    """Add the entry (id 0) or change it; what is given back undoes it.

    Raises Duplicate for a code in use, Conflict, Invalid.
    """
    names = Names(tidy(item.names.uz), tidy(item.names.ru), tidy(item.names.en))
    if not names.uz or not item.code.strip():
        raise Invalid("list_item_empty", N_("An entry needs a code and a name."), field="code")
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        raise Invalid("dates_reversed", N_("It ends before it begins."), field="valid_to")
    same = unit.session.scalar(
        select(ReferenceItem).where(
            ReferenceItem.list_name == item.list_name,
            ReferenceItem.code == item.code,
            ReferenceItem.id != item.id,
        )
    )
    if same is not None:
        raise Duplicate("list_code_taken", N_("The code {code} is used already."), code=item.code)
    row = unit.session.get(ReferenceItem, item.id) if item.id else None
    before = said(row) if row is not None else None
    if row is None:
        row = ReferenceItem(list_name=item.list_name, place=_next_place(unit, item.list_name))
        unit.session.add(row)
    elif row.version != item.version:
        raise Conflict
    row.code, row.name_uz, row.name_ru, row.name_en = item.code.strip(), names.uz, names.ru, names.en
    row.attributes, row.valid_from, row.valid_to = item.attributes, item.valid_from, item.valid_to
    unit.session.flush()
    return change_of(row, before)


@known_from("dated_rule", kept_answers=DAYS_KNOWN)
def rules_on(unit: UnitOfWork, day: date) -> Rules:
    """The rules that hold on a day: for each the newest value not later than it; before the first, the first."""
    return rules_by_day(unit, [day])[day]


def rules_by_day(unit: UnitOfWork, days: Iterable[date]) -> dict[date, Rules]:
    """The rules that hold on each of many days, read once; days of the same rules have the very same ones."""
    rows = _rule_values(unit)
    found: dict[date, Rules] = {}
    built: dict[int, Rules] = {}
    for day in set(days):
        holding = sum(valid_from <= day for valid_from, _name, _value in rows)
        if holding not in built:
            values = {name: value for _valid_from, name, value in reversed(rows[holding:])}
            values |= {name: value for _valid_from, name, value in rows[:holding]}
            built[holding] = build_rules({**first_rules(), **values})
        found[day] = built[holding]
    return found


@known_from("dated_rule", kept_answers=1)
def _rule_values(unit: UnitOfWork) -> Sequence[Row[date, str, str]]:
    """The oldest first."""
    columns = DatedRule.valid_from, DatedRule.name, DatedRule.value
    return unit.session.execute(select(*columns).order_by(DatedRule.valid_from)).all()


def dated_rules(unit: UnitOfWork) -> list[RuleRecord]:
    """Every value of every rule with its date and order, in the rules' own order, oldest first.

    A rule that the centre was founded without stands there with what a new centre has; its id is 0.
    """
    known = select(DatedRule).where(DatedRule.name.in_(RULE_NAMES))
    rows = unit.session.scalars(known.order_by(DatedRule.valid_from))
    records = [
        RuleRecord(
            row.id,
            row.name,
            row.valid_from,
            row.value,
            row.order_number,
            row.order_date,
            row.note,
            row.version,
        )
        for row in rows
    ]
    there = {record.name for record in records}
    records += [
        RuleRecord(0, name, row["valid_from"], row["value"], "", None, row["note"], 1)
        for name, row in first_rows().items()
        if name not in there
    ]
    return sorted(records, key=lambda record: RULE_NAMES.index(record.name))


def set_rule(
    unit: UnitOfWork,
    *,
    name: str,
    valid_from: date,
    value: str,
    order_number: str = "",
    order_date: date | None = None,
    note: str = "",
) -> None:
    """Let a rule have a value from a date on; a value of the same date is replaced."""
    parse_rule(name, value)
    _keep_first(unit, name)
    row = unit.session.scalar(select(DatedRule).where(DatedRule.name == name, DatedRule.valid_from == valid_from))
    if row is None:
        row = DatedRule(name=name, valid_from=valid_from)
        unit.session.add(row)
    row.value, row.note = value.strip(), tidy(note)
    row.order_number, row.order_date = order_number.strip(), order_date


def forget_rule(unit: UnitOfWork, *, name: str, valid_from: date) -> None:
    """Take back the value that begins on a day. Raises NotFound, and Refused for the only value of a rule."""
    _keep_first(unit, name)
    rows = unit.session.scalars(select(DatedRule).where(DatedRule.name == name)).all()
    wanted = next((row for row in rows if row.valid_from == valid_from), None)
    if wanted is None:
        raise NotFound("no_such_rule_value", N_("The rule has no value from {day} on."), day=short_date(valid_from))
    if len(rows) == 1:
        raise Refused("only_rule_value", N_("This is the only value of the rule; give it another one instead."))
    unit.session.delete(wanted)


def _keep_first(unit: UnitOfWork, name: str) -> None:
    """What has held by itself is written down before another value stands beside it."""
    if unit.session.scalar(select(DatedRule.id).where(DatedRule.name == name).limit(1)) is None:
        unit.session.add(DatedRule(**first_rows()[name]))
        unit.session.flush()


@known_from("calendar_day", kept_answers=1)
def calendar(unit: UnitOfWork) -> tuple[CalendarRecord, ...]:
    columns = CalendarDay.day, CalendarDay.is_working, CalendarDay.name, CalendarDay.basis, CalendarDay.version
    return tuple(CalendarRecord(*row) for row in unit.session.execute(select(*columns).order_by(CalendarDay.day)))


def set_calendar_day(unit: UnitOfWork, *, day: date, is_working: bool, name: str, basis: str = "") -> None:
    """Declare a day off or worked."""
    row = unit.session.get(CalendarDay, day)
    if row is None:
        row = CalendarDay(day=day)
        unit.session.add(row)
    row.is_working, row.name, row.basis = is_working, tidy(name), tidy(basis)


def forget_calendar_day(unit: UnitOfWork, *, day: date) -> None:
    """The day follows its weekday again."""
    row = unit.session.get(CalendarDay, day)
    if row is not None:
        unit.session.delete(row)


@known_from("calendar_day", kept_answers=DAYS_KNOWN)
def working_calendar(unit: UnitOfWork, *, days_per_week: int) -> WorkingCalendar:
    return WorkingCalendar(days_per_week, {record.day: record.is_working for record in calendar(unit)})


def _require(unit: UnitOfWork, new: NewCentre) -> None:
    for field in ("name", "director", "address"):
        if not getattr(new, field).strip():
            raise Invalid("field_empty", N_("This field must be filled in."), field=field)
    if new.region_code not in {region.code for region in regions(unit)}:
        raise Invalid("region_unknown", N_("Choose the region."), field="region_code")
    if new.document_language not in LANGUAGES:
        raise Invalid("language_unknown", N_("Choose the language."), field="document_language")
    check_pattern(new.return_file_pattern)


def _profile_values(new: NewCentre) -> dict[str, object]:
    values = {name: getattr(new, name) for name in _PROFILE_FIELDS} | {"return_forms": list(new.return_forms)}
    return {name: tidy(value) if isinstance(value, str) else value for name, value in values.items()}


@known_from("territory", "former_territory_name", kept_answers=1)
def _all_regions(unit: UnitOfWork) -> tuple[TerritoryRecord, ...]:
    rows = select(Territory).where(Territory.level == "region").order_by(Territory.report_order)
    return tuple(_territories(unit, rows))


@known_from("territory", "former_territory_name", kept_answers=1)
def _all_districts(unit: UnitOfWork) -> tuple[TerritoryRecord, ...]:
    """Two hundred records that nearly every page asks for, and some of them several times."""
    rows = select(Territory).where(Territory.level != "region").order_by(Territory.code)
    return tuple(_territories(unit, rows))


def _territories(unit: UnitOfWork, rows: Select[Territory]) -> list[TerritoryRecord]:
    former: dict[str, list[str]] = {}
    for row in unit.session.scalars(select(FormerTerritoryName).order_by(FormerTerritoryName.id)):
        former.setdefault(row.territory_code, []).extend((row.name_uz, row.name_ru))
    return [territory_record(row, former=former.get(row.code, ())) for row in unit.session.scalars(rows)]


def territory_record(row: Territory, *, former: Sequence[str] = ()) -> TerritoryRecord:
    return TerritoryRecord(
        row.code,
        row.parent_code,
        row.level,
        row.report_order,
        Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl),
        row.valid_from,
        row.valid_to,
        row.version,
        tuple(former),
    )


def _item(row: ReferenceItem) -> ListItem:
    return ListItem(
        row.id,
        row.list_name,
        row.code,
        Names(row.name_uz, row.name_ru, row.name_en),
        row.attributes,
        row.valid_from,
        row.valid_to,
        row.version,
    )


def _next_place(unit: UnitOfWork, list_name: str) -> int:
    places = select(func.max(ReferenceItem.place)).where(ReferenceItem.list_name == list_name)
    return (unit.session.scalar(places) or 0) + 1
