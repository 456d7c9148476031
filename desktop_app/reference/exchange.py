"""Lists and territories out to a workbook and back in: seen as differences first, applied whole, and undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models.reference import ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.progress import Progress
from desktop_app.reference.differences import Difference, Entry, Fate, ReadEntry, compare
from desktop_app.reference.lists import FIXED_LISTS, GROUPED_LISTS, LISTS
from desktop_app.reference.records import Names, TerritoryRecord
from desktop_app.reference.service import list_items, profile, territory_record
from desktop_app.reference.territories import PARENT_LEVELS, add_territory, require_code, save_territory, territories
from desktop_app.reference.undoing import Change, change_of, said
from desktop_app.reference.workbook import (
    LEVELS,
    TERRITORY_FIELDS,
    ReadSheet,
    item_fields,
    read_lists,
    read_territories,
    write_entries,
)

TERRITORIES = "territory"


@dataclass(frozen=True)
class Preview:
    """What applying a sheet would do. ``name`` is the list, or ``TERRITORIES``."""

    name: str
    differences: tuple[Difference, ...]
    sheet: ReadSheet

    def of(self, *fates: Fate) -> list[Difference]:
        return [each for each in self.differences if each.fate in fates]


@dataclass(frozen=True)
class Previews:
    """All sheets of a workbook; ``strangers`` are those in which nothing was recognised."""

    file_name: str
    sheets: tuple[Preview, ...]
    strangers: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        return sum(len(sheet.of(fate)) for sheet in self.sheets)

    @property
    def has_changes(self) -> bool:
        return bool(self.count(Fate.NEW) or self.count(Fate.CHANGED))


def export_territories(centre: Centre, *, out: Path) -> Path:
    """Every territory in the order of the tree. Raises StorageError: then the journal tells of no export."""
    entries = list(centre.read(_known_territories).values())
    return _written(centre, out, [(_("Territories"), TERRITORY_FIELDS, entries)])


def export_lists(centre: Centre, *, out: Path, names: Sequence[str] = tuple(LISTS)) -> Path:
    """A sheet for each list. Raises StorageError: then the journal tells of no export."""
    sheets = [(_(LISTS[name]), item_fields(name), list(centre.read(_known_items, name).values())) for name in names]
    return _written(centre, out, sheets)


def preview_territories(centre: Centre, path: Path, *, progress: Progress | None = None) -> Previews:
    """Raises WorkbookRejected."""
    sheet = read_territories(path, progress=progress)
    return Previews(path.name, (centre.read(_compared, TERRITORIES, sheet),))


def preview_lists(centre: Centre, path: Path, *, progress: Progress | None = None) -> Previews:
    """Raises WorkbookRejected."""
    sheets, strangers = read_lists(path, progress=progress)
    return Previews(path.name, tuple(centre.read(_compared, sheet.name, sheet) for sheet in sheets), tuple(strangers))


def apply(centre: Centre, previews: Previews) -> Outcome[tuple[Change, ...]]:
    """Enter what is new and change what differs, in one step; wrong rows and missing entries are left alone.

    What is given back undoes it. Raises Conflict when the lists changed since the preview was made.
    """
    return centre.write(_applied, previews)


def _written(centre: Centre, out: Path, sheets: Sequence[tuple[str, Any, Sequence[Entry]]]) -> Path:
    written = write_entries(out, sheets, creator=centre.read(profile).name)
    facts = {"what": [title for title, _fields, _entries in sheets], "rows": sum(len(sheet[2]) for sheet in sheets)}
    centre.write(lambda unit: unit.note("export", entity="list", entity_id="", facts=facts))
    return written


def _compared(unit: UnitOfWork, name: str, sheet: ReadSheet) -> Preview:
    if name == TERRITORIES:
        known, check = _known_territories(unit), _territory_check(unit, sheet.entries)
    else:
        known, check = _known_items(unit, name), _item_check(unit, name)
    differences = compare(
        known,
        sheet.entries,
        check=check,
        twice=_("This code stands in the sheet twice."),
        no_code=_("The code is missing."),
    )
    return Preview(name, tuple(differences), sheet)


def _applied(unit: UnitOfWork, previews: Previews) -> tuple[Change, ...]:
    changes: list[Change] = []
    for seen in previews.sheets:
        if _compared(unit, seen.name, seen.sheet).differences != seen.differences:
            raise Conflict
        save = _save_territory if seen.name == TERRITORIES else _item_saver(seen.name)
        # What stands in another new one comes after it: its code is longer.
        for difference in sorted(seen.of(Fate.NEW, Fate.CHANGED), key=lambda each: len(each.code)):
            changes += save(unit, difference)
    facts = {
        "file": previews.file_name,
        "lists": [sheet.name for sheet in previews.sheets],
        **{fate.value: previews.count(fate) for fate in Fate},
    }
    unit.note("import", entity="list", entity_id="", facts=facts)
    return tuple(changes)


def _known_territories(unit: UnitOfWork) -> dict[str, Entry]:
    return {place.code: _territory_entry(place) for place in territories(unit)}


def _territory_entry(place: TerritoryRecord) -> Entry:
    names = place.names
    return {
        "code": place.code,
        "parent_code": place.parent_code,
        "level": place.level,
        "report_order": place.report_order,
        "uz": tidy(names.uz),
        "cyrl": tidy(names.cyrl),
        "ru": tidy(names.ru),
        "en": tidy(names.en),
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
    }


def _known_items(unit: UnitOfWork, list_name: str) -> dict[str, Entry]:
    rows = select(ReferenceItem).where(ReferenceItem.list_name == list_name)
    return {
        row.code: {
            "place": row.place,
            "code": row.code,
            "uz": tidy(row.name_uz),
            "ru": tidy(row.name_ru),
            "en": tidy(row.name_en),
            **({"group": row.attributes.get("group")} if list_name in GROUPED_LISTS else {}),
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        for row in unit.session.scalars(rows.order_by(ReferenceItem.place, ReferenceItem.id))
    }


def _territory_check(unit: UnitOfWork, read: Sequence[ReadEntry]) -> Callable[[Entry], None]:
    known = {place.code: place for place in territories(unit)}
    levels = {str(row.values.get("code")): row.values.get("level") for row in read if not row.wrong}
    levels |= {code: place.level for code, place in known.items()}

    def check(entry: Entry) -> None:
        before, level, parent = known.get(str(entry["code"])), entry.get("level"), entry.get("parent_code")
        _require_name(entry)
        if level not in LEVELS:
            raise Invalid("level_unknown", N_("The kind is missing."), field="level")
        if before is not None and (before.level, before.parent_code) != (level, parent):
            message = N_("What a territory is and belongs to is not changed by a workbook.")
            raise Invalid("level_changed", message, field="level" if before.level != level else "parent_code")
        if before is None and levels.get(str(parent)) != PARENT_LEVELS.get(str(level)):
            raise Invalid("region_unknown", N_("There is no such territory to belong to."), field="parent_code")
        if before is None:
            require_code(str(entry["code"]), level=str(level), parent_code=str(parent))
        if entry.get("report_order") is not None and level != "region":
            raise Invalid("order_of_region", N_("Only regions have an order."), field="report_order")
        _require_order(entry)

    return check


def _item_check(unit: UnitOfWork, list_name: str) -> Callable[[Entry], None]:
    known = {item.code for item in list_items(unit, list_name)}
    groups = {item.code for item in list_items(unit, GROUPED_LISTS.get(list_name, ""))}

    def check(entry: Entry) -> None:
        _require_name(entry)
        if list_name in FIXED_LISTS and entry["code"] not in known:
            message = N_("The program itself works with this list; it takes no new entries.")
            raise Invalid("list_fixed", message, field="code")
        if groups and entry.get("group") not in groups:
            raise Invalid("group_unknown", N_("Give the code of a staff group."), field="group")
        _require_order(entry)

    return check


def _require_name(entry: Entry) -> None:
    if not entry.get("uz"):
        raise Invalid("field_empty", N_("This field must be filled in."), field="uz")


def _require_order(entry: Entry) -> None:
    first, last = entry.get("valid_from"), entry.get("valid_to")
    if first and last and str(last) < str(first):
        raise Invalid("dates_reversed", N_("It ends before it begins."), field="valid_to")


def _save_territory(unit: UnitOfWork, difference: Difference) -> list[Change]:
    entry: Mapping[str, Any] = difference.entry
    names = Names(entry["uz"], entry.get("ru") or "", entry.get("en") or "", entry.get("cyrl") or "")
    days: dict[str, Any] = {name: entry.get(name) for name in ("valid_from", "valid_to")}
    if difference.fate is Fate.NEW:
        place = {"code": entry["code"], "parent_code": entry["parent_code"], "level": entry["level"]}
        return [add_territory(unit, **place, names=names, **days)]
    before = territory_record(unit.session.get_one(Territory, difference.code))
    return [save_territory(unit, replace(before, names=names, report_order=entry["report_order"], **days))]


def _item_saver(list_name: str) -> Callable[[UnitOfWork, Difference], list[Change]]:
    def save(unit: UnitOfWork, difference: Difference) -> list[Change]:
        entry: Mapping[str, Any] = difference.entry
        of_code = select(ReferenceItem).where(
            ReferenceItem.list_name == list_name, ReferenceItem.code == difference.code
        )
        row = unit.session.scalar(of_code)
        before = said(row) if row is not None else None
        if row is None:
            row = ReferenceItem(list_name=list_name, code=difference.code, attributes={})
            row.place = len(list_items(unit, list_name)) + 1
            unit.session.add(row)
        row.name_uz, row.name_ru, row.name_en = (entry.get(name) or entry["uz"] for name in ("uz", "ru", "en"))
        row.place = entry.get("place") or row.place
        row.valid_from, row.valid_to = entry.get("valid_from"), entry.get("valid_to")
        if list_name in GROUPED_LISTS:
            row.attributes = {**row.attributes, "group": entry["group"]}
        unit.session.flush()
        return [change_of(row, before)]

    return save
