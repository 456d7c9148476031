"""The lists that a new centre begins with, read from resources/reference."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from db.models.attendance import MarkKind, MarkSet
from db.models.reference import CalendarDay, DatedRule, DueRule, ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.language.keys import search_key

_REASON = "lists of a new centre"
# The conditions that a line of the table of turns may leave out.
_ANY_TURN = dict.fromkeys(
    (
        "stage_2024",
        "is_lifetime_category",
        "post_years_min",
        "post_years_max",
        "category_years_left_max",
    )
) | {"staff_groups": [], "position_codes": [], "category_codes": []}


def seed_lists(unit: UnitOfWork) -> None:
    """Fill territories, lists, calendar, rules and the table of turns of an empty database."""
    unit.insert_many(Territory, [_territory(row) for row in _table("territories.csv")], reason=_REASON)
    unit.insert_many(ReferenceItem, list(_items()), reason=_REASON)
    unit.insert_many(CalendarDay, [_calendar_day(row) for row in _table("calendar.csv")], reason=_REASON)
    unit.insert_many(DatedRule, [_rule(entry) for entry in _document("rules.json")], reason=_REASON)
    turns = enumerate(_document("due_rules.json"), start=1)
    unit.insert_many(DueRule, [_turn(place, entry) for place, entry in turns], reason=_REASON)
    _seed_mark_sets(unit)


def _seed_mark_sets(unit: UnitOfWork) -> None:
    for number, entry in enumerate(_document("mark_sets.json")):
        row = MarkSet(name=entry["name"], is_default=number == 0, made_on=unit.today)
        unit.session.add(row)
        unit.session.flush()
        kinds = enumerate(entry["kinds"], start=1)
        unit.insert_many(MarkKind, [_mark_kind(row.id, place, kind) for place, kind in kinds], reason=_REASON)


@lru_cache(maxsize=1)
def first_rows() -> Mapping[str, Mapping[str, Any]]:
    """The row each rule begins with: it holds for a centre that was founded before the rule was known."""
    return MappingProxyType({entry["name"]: _rule(entry) for entry in _document("rules.json")})


@lru_cache(maxsize=1)
def first_rules() -> Mapping[str, str]:
    """The value each rule begins with."""
    return MappingProxyType({name: row["value"] for name, row in first_rows().items()})


def _text(name: str) -> str:
    return (files("resources") / "reference" / name).read_text(encoding="utf-8")


def _table(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(_text(name).splitlines())


def _document(name: str) -> Any:
    return json.loads(_text(name))


def _territory(row: dict[str, str]) -> dict[str, Any]:
    names = ("name_uz", "name_cyrl", "name_ru", "name_en")
    return {
        "code": row["code"],
        "parent_code": row["parent_code"] or None,
        "level": row["level"],
        "report_order": int(row["report_order"]) if row["report_order"] else None,
        "search_key": search_key(row["name_uz"]),
        **{name: row[name] for name in names},
    }


def _items() -> Iterator[dict[str, Any]]:
    for list_name, entries in _document("lists.json").items():
        for place, entry in enumerate(entries, start=1):
            yield {
                "list_name": list_name,
                "code": entry["code"],
                "place": place,
                "name_uz": entry["uz"],
                "name_ru": entry["ru"],
                "name_en": entry["en"],
                "attributes": entry.get("attributes", {}),
            }


def _mark_kind(set_id: int, place: int, entry: dict[str, Any]) -> dict[str, Any]:
    names = {f"name_{language}": entry[language] for language in ("uz", "ru", "en")}
    plain = {name: entry[name] for name in ("code", "letter", "counts")}
    return {"set_id": set_id, "place": place, **plain, **names, "share": entry.get("share", 100)}


def _calendar_day(row: dict[str, str]) -> dict[str, Any]:
    return {
        "day": date.fromisoformat(row["day"]),
        "is_working": row["is_working"] == "1",
        "name": row["name"],
    }


def _rule(entry: dict[str, str]) -> dict[str, Any]:
    return {"note": "", **entry, "valid_from": date.fromisoformat(entry["valid_from"])}


def _turn(place: int, entry: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(entry[name]) for name in ("valid_from", "order_date")}
    return {"place": place, **_ANY_TURN, **entry, **days}
