"""Editing the territories: adding, renaming from a day on, closing, another code, the ministry's order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import JSON, String, cast, func, select, update

from db.base import Base
from db.models.journal import JournalEntry
from db.models.reference import FormerTerritoryName, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key
from desktop_app.language.script import to_cyrillic
from desktop_app.reference.records import Names, TerritoryRecord
from desktop_app.reference.service import territory_record
from desktop_app.reference.undoing import Change, change_of, removal_of, said
from desktop_app.reference.uses import is_territory_used, territory_columns

# What each level stands in.
PARENT_LEVELS = {"district": "region", "city": "region", "city_district": "city"}
# MHOBT codes: 17, two digits of the region, three of the district or city, three more of a district inside a city.
_DIGITS = {"region": 4, "district": 7, "city": 7, "city_district": 10}
# The centre's own code for a place whose code the ministry has not told yet.
_PROVISIONAL = re.compile(r"\d{4}(?:\d{3})?X\d{1,2}")
_REASON = "a territory gets another code"


@dataclass(frozen=True)
class FormerName:
    names: Names
    ends_on: date


def territories(unit: UnitOfWork) -> list[TerritoryRecord]:
    """All of them as a tree is read: each region in the ministry's order, then what stands in it by code."""
    rows = [territory_record(row) for row in unit.session.scalars(select(Territory).order_by(Territory.code))]
    by_parent: dict[str | None, list[TerritoryRecord]] = {}
    for row in rows:
        by_parent.setdefault(row.parent_code, []).append(row)
    top = sorted(by_parent.get(None, []), key=lambda row: (row.report_order is None, row.report_order, row.code))
    return [found for region in top for found in _branch(region, by_parent)]


def former_territory_names(unit: UnitOfWork, code: str) -> list[FormerName]:
    """What the territory was called before, the latest first."""
    rows = select(FormerTerritoryName).where(FormerTerritoryName.territory_code == code)
    return [
        FormerName(Names(row.name_uz, row.name_ru, row.name_en, row.name_cyrl), row.ends_on)
        for row in unit.session.scalars(rows.order_by(FormerTerritoryName.ends_on.desc()))
    ]


def is_provisional(code: str) -> bool:
    return _PROVISIONAL.fullmatch(code) is not None


def require_code(code: str, *, level: str, parent_code: str | None) -> None:
    """Raises Invalid for a code that a territory of this level inside this parent cannot have."""
    digits = _DIGITS[level]
    if is_provisional(code) and parent_code and code.startswith(parent_code):
        return
    if not (code.isascii() and code.isdecimal() and len(code) == digits and code.startswith(parent_code or "17")):
        raise Invalid(
            "territory_code",
            N_("The MHOBT code has {digits} digits and begins with those of the region: {region}."),
            field="code",
            digits=digits,
            region=parent_code or "17",
        )


def add_territory(
    unit: UnitOfWork,
    *,
    parent_code: str,
    level: str,
    names: Names,
    code: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Change:
    """A district or city that the list does not know yet; without a code it gets one of the centre's own.

    Raises Duplicate for a code in use, and Invalid.
    """
    names = _checked_names(names)
    parent = unit.session.get(Territory, parent_code)
    if parent is None or parent.level != PARENT_LEVELS.get(level):
        raise Invalid("region_unknown", N_("Choose the region."), field="parent_code")
    code = code.strip().upper() or _own_code(unit, parent_code)
    require_code(code, level=level, parent_code=parent_code)
    if unit.session.get(Territory, code) is not None:
        raise Duplicate("territory_code_taken", N_("The code {code} is used already."), code=code)
    _require_order(valid_from, valid_to)
    row = Territory(code=code, parent_code=parent_code, level=level, valid_from=valid_from, valid_to=valid_to)
    _name(row, names)
    unit.session.add(row)
    unit.session.flush()
    return change_of(row, None)


def save_territory(unit: UnitOfWork, record: TerritoryRecord) -> Change:
    """Put names, validity and the ministry's order right: the code, the level and the parent stay.

    For a place that is called otherwise from a day on, see ``rename_territory``. Raises NotFound, Conflict, Invalid.
    """
    row = _load(unit, record.code, record.version)
    before = said(row)
    _require_order(record.valid_from, record.valid_to)
    _name(row, _checked_names(record.names))
    row.valid_from, row.valid_to = record.valid_from, record.valid_to
    if row.level == "region":
        row.report_order = record.report_order
    unit.session.flush()
    return change_of(row, before)


def rename_territory(unit: UnitOfWork, record: TerritoryRecord, *, since: date) -> tuple[Change, ...]:
    """Let the place bear the record's names from a day on; those before are kept, and still found in rosters.

    Papers made before say what they said. Raises NotFound, Conflict, and Invalid for a day to come.
    """
    if since > unit.today:
        raise Invalid("renamed_later", N_("A new name is entered once it holds."), field="since")
    row = _load(unit, record.code, record.version)
    kept = FormerTerritoryName(territory_code=row.code, ends_on=since - timedelta(days=1))
    for column in ("name_uz", "name_cyrl", "name_ru", "name_en"):
        setattr(kept, column, getattr(row, column))
    unit.session.add(kept)
    unit.session.flush()
    return change_of(kept, None), save_territory(unit, record)


def replace_code(unit: UnitOfWork, *, code: str, new_code: str) -> int:
    """Give a territory another code and lead everything that names it there; returns how many records that were.

    Doing it once more the other way round undoes it. Raises NotFound, Invalid, Duplicate, and Refused for a region.
    """
    row, new_code = _load(unit, code), new_code.strip().upper()
    if row.level == "region":
        raise Refused("region_code", N_("The codes of regions are fixed."))
    require_code(new_code, level=row.level, parent_code=row.parent_code)
    if unit.session.get(Territory, new_code) is not None:
        raise Duplicate("territory_code_taken", N_("The code {code} is used already."), code=new_code)
    unit.session.add(Territory(**{**said(row), "code": new_code}))
    unit.session.flush()
    changed = unit.execute_bulk(
        update(Territory).where(Territory.parent_code == code).values(parent_code=new_code), reason=_REASON
    )
    for table, column in territory_columns():
        statement = update(table).where(column == code).values({column: new_code})
        changed += unit.execute_bulk(statement, reason=_REASON)
    _rewrite_ledgers(unit, code, new_code)
    unit.session.delete(row)
    unit.session.flush()
    return changed


def delete_territory(unit: UnitOfWork, *, code: str) -> Change:
    """Take out a place that was entered by mistake; what is given back undoes it.

    Raises NotFound, and Refused when anything names it.
    """
    row = _load(unit, code)
    inside = unit.session.scalar(select(Territory.code).where(Territory.parent_code == code).limit(1))
    if row.level == "region" or inside is not None or is_territory_used(unit, code):
        raise Refused("entry_used", N_("The entry is in use already. Close it with a date instead."))
    change = removal_of(row)
    unit.session.delete(row)
    return change


def order_regions(unit: UnitOfWork, *, codes: Sequence[str]) -> tuple[Change, ...]:
    """Put the regions in the order of the ministry's returns."""
    changes = []
    for place, code in enumerate(codes, start=1):
        row = _load(unit, code)
        if row.report_order != place:
            before = said(row)
            row.report_order = place
            unit.session.flush()
            changes.append(change_of(row, before))
    return tuple(changes)


def _branch(place: TerritoryRecord, by_parent: dict[str | None, list[TerritoryRecord]]) -> list[TerritoryRecord]:
    return [place, *(found for child in by_parent.get(place.code, []) for found in _branch(child, by_parent))]


def _load(unit: UnitOfWork, code: str, version: int | None = None) -> Territory:
    row = unit.session.get(Territory, code)
    if row is None:
        raise NotFound("no_territory", N_("There is no territory with the code {code}."), code=code)
    if version is not None and row.version != version:
        raise Conflict
    return row


def _checked_names(names: Names) -> Names:
    uz = tidy(names.uz)
    if not uz:
        raise Invalid("field_empty", N_("This field must be filled in."), field="uz")
    return Names(uz, tidy(names.ru) or uz, tidy(names.en) or uz, tidy(names.cyrl) or to_cyrillic(uz))


def _name(row: Territory, names: Names) -> None:
    row.name_uz, row.name_cyrl, row.name_ru, row.name_en = names.uz, names.cyrl, names.ru, names.en
    row.search_key = search_key(names.uz)


def _require_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise Invalid("dates_reversed", N_("It ends before it begins."), field="valid_to")


def _own_code(unit: UnitOfWork, parent_code: str) -> str:
    begun = select(Territory.code).where(Territory.code.startswith(f"{parent_code}X"))
    taken = set(unit.session.scalars(begun))
    return next(code for number in range(1, 100) if (code := f"{parent_code}X{number}") not in taken)


def _rewrite_ledgers(unit: UnitOfWork, code: str, new_code: str) -> None:
    """Ledgers of what can be undone, and remembered answers, keep codes as JSON: they are led to the new one, too."""
    quoted, newly = f'"{code}"', f'"{new_code}"'
    for table in Base.metadata.sorted_tables:
        if table.name == JournalEntry.__tablename__:
            continue
        for column in table.columns:
            if isinstance(column.type, JSON):
                text = cast(column, String)
                statement = (
                    update(table).where(text.contains(quoted)).values({column: func.replace(text, quoted, newly)})
                )
                unit.execute_bulk(statement, reason=_REASON)
