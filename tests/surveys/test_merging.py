"""Editions of a questionnaire as one."""

from dataclasses import replace

from desktop_app.questionnaires.layout import layout_of
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Scale
from desktop_app.surveys.merging import counted_cells, merged, unequal_items
from tests.surveys.forms import COMPETENCES, USELESS, WISHES, YEARS, form, with_option


def test_the_newest_edition_leads_and_what_only_older_ones_had_follows() -> None:
    newer = replace(COMPETENCES, rows=(MatrixRow("B9", {"uz": "Yangi"}), *COMPETENCES.rows[:1]))
    whole = merged([form(COMPETENCES, YEARS, WISHES), form(newer, with_option(YEARS, "retired"), edition=2)])
    assert [item.code for item in whole.items] == ["B", "A7", "C"]
    assert [row.code for row in whole.item("B").rows] == ["B9", "B1", "B2", "B3"]
    assert [option.code for option in whole.item("A7").options] == ["new", "old", "retired"]


def test_texts_are_those_of_the_newest_edition() -> None:
    reworded = replace(YEARS, text={"uz": "Necha yil?"}, options=(Option("new", {"uz": "Yangi"}),))
    item = merged([form(YEARS), form(reworded)]).item("A7")
    assert (item.text["uz"], item.options[0].text["uz"], item.options[1].code) == ("Necha yil?", "Yangi", "old")


def test_an_item_that_was_asked_otherwise_is_set_aside() -> None:
    older = form(
        replace(USELESS, scales=(Scale("agree", {}, 1, 7),)), Item("A7", ItemKind.RATING, {}, scales=(Scale("x", {}),))
    )
    whole = merged([older, form(USELESS, YEARS, edition=2)])
    assert unequal_items(older, whole) == {"G1", "A7"}
    assert unequal_items(form(USELESS, YEARS), whole) == frozenset()


def test_cells_that_are_not_counted_keep_their_room() -> None:
    layout = layout_of(form(YEARS, WISHES))
    kept = counted_cells(layout, ["C"])
    assert (kept.width, [cell.at for cell in kept.cells]) == (layout.width, [1, 5, 9])
