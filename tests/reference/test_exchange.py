"""Lists and territories out to Excel and back in: nothing changes by itself, nothing is dropped in silence."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from db.models.reference import ReferenceItem, Territory
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, WorkbookRejected
from desktop_app.i18n import LANGUAGES, _, set_language, use
from desktop_app.reference import exchange
from desktop_app.reference.differences import Entry, Fate
from desktop_app.reference.lists import LISTS
from desktop_app.reference.service import list_items, regions, save_list_item
from desktop_app.reference.undoing import undo
from desktop_app.reference.workbook import TERRITORY_FIELDS, item_fields, write_entries


def content(centre: Centre) -> list[tuple[object, ...]]:
    """Everything that the lists and the territories say, but for how often they were saved."""

    def read(unit: UnitOfWork) -> list[tuple[object, ...]]:
        found = []
        for model in (ReferenceItem, Territory):
            columns = [column for column in model.__table__.columns if column.name != "version"]
            found += sorted(map(tuple, unit.session.execute(select(*columns))), key=str)
        return found

    return centre.read(read)


def written(path: Path, name: str, entries: Sequence[Entry]) -> Path:
    """A workbook of entries as a colleague in an office would send it."""
    fields = TERRITORY_FIELDS if name == exchange.TERRITORIES else item_fields(name)
    with use("ru"):
        title = "Territories" if name == exchange.TERRITORIES else _(LISTS[name])
        return write_entries(path, [(title, fields, entries)], creator="")


def seen(centre: Centre, path: Path, name: str) -> exchange.Previews:
    read = exchange.preview_territories if name == exchange.TERRITORIES else exchange.preview_lists
    return read(centre, path)


def known(centre: Centre, tmp_path: Path, name: str) -> list[dict[str, object]]:
    """The entries of a list as the workbook has them."""
    export = exchange.export_territories if name == exchange.TERRITORIES else exchange.export_lists
    path = export(centre, out=tmp_path / f"known-{name}.xlsx")
    (sheet,) = [sheet for sheet in seen(centre, path, name).sheets if sheet.name == name]
    return [dict(each.entry) for each in sheet.differences]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_comes_back_as_it_went_out(centre: Centre, tmp_path: Path, language: str) -> None:
    before = content(centre)
    set_language(language)
    path = exchange.export_lists(centre, out=tmp_path / "lists.xlsx")
    set_language("uz_Latn")
    previews = exchange.preview_lists(centre, path)
    filled = {name for name in LISTS if centre.read(list_items, name)}
    assert {sheet.name for sheet in previews.sheets} >= filled
    assert {each.fate for sheet in previews.sheets for each in sheet.differences} == {Fate.SAME}
    assert not previews.has_changes
    exchange.apply(centre, previews)
    assert content(centre) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_territories_come_back_as_they_went_out(centre: Centre, tmp_path: Path, language: str) -> None:
    before, order = content(centre), centre.read(regions)
    set_language(language)
    path = exchange.export_territories(centre, out=tmp_path / "territories.xlsx")
    set_language("uz_Latn")
    previews = exchange.preview_territories(centre, path)
    assert previews.count(Fate.SAME) == 222
    assert not previews.has_changes
    exchange.apply(centre, previews)
    assert (content(centre), centre.read(regions)) == (before, order)


def test_new_changed_and_missing_are_told_apart_and_undone(centre: Centre, tmp_path: Path) -> None:
    before = content(centre)
    entries = known(centre, tmp_path, "subject")
    entries[0]["ru"] = "Другое название"
    dropped = entries.pop()
    entries.append({"code": "ROBO", "uz": "Robototexnika", "valid_from": date(2026, 9, 1)})
    previews = seen(centre, written(tmp_path / "in.xlsx", "subject", entries), "subject")
    (sheet,) = previews.sheets
    (changed,) = sheet.of(Fate.CHANGED)
    assert [(each.name, each.after) for each in changed.changes] == [("ru", "Другое название")]
    assert [each.code for each in sheet.of(Fate.NEW)] == ["ROBO"]
    assert [each.code for each in sheet.of(Fate.MISSING)] == [dropped["code"]]
    changes = exchange.apply(centre, previews).value
    items = {item.code: item for item in centre.read(list_items, "subject")}
    assert items["ROBO"].valid_from == date(2026, 9, 1)
    assert dropped["code"] in items
    centre.write(undo, changes)
    assert content(centre) == before


def test_a_new_district_and_a_new_order_of_regions_are_taken(centre: Centre, tmp_path: Path) -> None:
    entries = known(centre, tmp_path, exchange.TERRITORIES)
    first, last = entries[0], next(each for each in entries if each["code"] == "1726")
    first["report_order"], last["report_order"] = last["report_order"], first["report_order"]
    district = {"code": "1727998", "parent_code": "1727", "level": "district", "uz": "Yangi Toshkent tumani"}
    inside = {"code": "1727998001", "parent_code": "1727998", "level": "city_district", "uz": "Ichki tuman"}
    city = {"code": "1727401999", "parent_code": "1727401", "level": "city_district", "uz": "Yangi mavze"}
    path = written(tmp_path / "in.xlsx", exchange.TERRITORIES, [*entries, city, inside, district])
    previews = exchange.preview_territories(centre, path)
    (sheet,) = previews.sheets
    # A district holds no districts of a city.
    assert [each.code for each in sheet.of(Fate.WRONG)] == ["1727998001"]
    changes = exchange.apply(centre, previews).value
    assert next(region.code for region in centre.read(regions)) == "1726"
    assert len(changes) == 4
    centre.write(undo, changes)
    assert next(region.code for region in centre.read(regions)) == first["code"]


@pytest.mark.parametrize(
    ("name", "entry", "field"),
    [
        ("subject", {"code": "", "uz": "Robototexnika"}, "code"),
        ("subject", {"code": "MAT", "uz": "Matematika"}, "code"),
        ("subject", {"code": "ROBO", "uz": ""}, "uz"),
        (
            "subject",
            {"code": "ROBO", "uz": "R", "valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
            "valid_to",
        ),
        ("position", {"code": "ROBO", "uz": "Robot", "group": "YOʻQ"}, "group"),
        ("lesson_kind", {"code": "UXLADI", "uz": "Uxladi"}, "code"),
        (exchange.TERRITORIES, {"code": "12", "parent_code": "1727", "level": "district", "uz": "T"}, "code"),
        (exchange.TERRITORIES, {"code": "1799001", "parent_code": "1799", "level": "city", "uz": "T"}, "parent_code"),
        (exchange.TERRITORIES, {"code": "1727999", "parent_code": "1727", "level": "qishloq", "uz": "T"}, "level"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_its_row_is_left_out(
    centre: Centre, tmp_path: Path, name: str, entry: dict[str, object], field: str
) -> None:
    before = content(centre)
    entries = [*known(centre, tmp_path, name), entry]
    previews = seen(centre, written(tmp_path / "in.xlsx", name, entries), name)
    (sheet,) = previews.sheets
    (wrong,) = sheet.of(Fate.WRONG)
    (problem,) = wrong.problems
    assert (problem.field, problem.row) == (field, len(entries) + 1)
    assert sheet.sheet.columns[field].isalpha()
    assert problem.text
    exchange.apply(centre, previews)
    assert content(centre) == before


def test_a_preview_that_is_out_of_date_is_not_applied(centre: Centre, tmp_path: Path) -> None:
    entries = known(centre, tmp_path, "subject")
    entries[0]["ru"] = "Другое название"
    previews = seen(centre, written(tmp_path / "in.xlsx", "subject", entries), "subject")
    item = centre.read(list_items, "subject")[0]
    centre.write(save_list_item, type(item)(**{**vars(item), "valid_to": date(2026, 1, 1)}))
    with pytest.raises(Conflict):
        exchange.apply(centre, previews)


def test_an_import_undone_does_not_undo_what_came_after(centre: Centre, tmp_path: Path) -> None:
    entries = known(centre, tmp_path, "subject")
    entries[0]["ru"] = "Другое название"
    changes = exchange.apply(centre, seen(centre, written(tmp_path / "in.xlsx", "subject", entries), "subject")).value
    item = centre.read(list_items, "subject")[0]
    centre.write(save_list_item, type(item)(**{**vars(item), "valid_to": date(2026, 1, 1)}))
    with pytest.raises(Conflict):
        centre.write(undo, changes)


def test_a_workbook_of_something_else_is_rejected(centre: Centre, tmp_path: Path) -> None:
    path = exchange.export_territories(centre, out=tmp_path / "territories.xlsx")
    with pytest.raises(WorkbookRejected):
        exchange.preview_lists(centre, path)


def test_export_and_import_are_journaled(centre: Centre, tmp_path: Path) -> None:
    path = exchange.export_lists(centre, out=tmp_path / "lists.xlsx")
    exchange.apply(centre, exchange.preview_lists(centre, path))
    actions = centre.read(lambda unit: unit.session.scalars(select(JournalEntry.action)).all())
    assert {"export", "import"} <= set(actions)
