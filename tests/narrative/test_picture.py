"""The picture of the month: one page in every language, every region in its place, nothing told by colour alone."""

import io

import pypdfium2
import pytest

from db.models.returns import ReceivedReturn
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.documents.canvas_backend import paper_text_width
from desktop_app.documents.primitives import Rect, Text
from desktop_app.i18n import LANGUAGES
from desktop_app.narrative.picture import month_picture, month_view
from desktop_app.narrative.tiles import REGION_PLACES, Tile, in_rows, tile_map
from desktop_app.reference.service import regions
from tests.returns.year import fill_year


def receive(unit: UnitOfWork, code: str) -> None:
    figures = {"year_plan": 200, "year_actual": 150}
    lines = [{"form": "1-PMM", "row": "JAMI", "column": column, "value": value} for column, value in figures.items()]
    row = ReceivedReturn(
        region_code=code,
        year=2026,
        month=10,
        received_at=unit.now,
        received_by="Saidova",
        file_name="x.xlsx",
        sha256=code,
        figures={"lines": lines},
        file=b"x",
    )
    unit.session.add(row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_even_with_all_regions(centre: Centre, language: str) -> None:
    fill_year(centre)
    for region in centre.read(regions):
        centre.write(receive, region.code)
    content = centre.read(month_picture, year=2026, month=10, written_in=language)
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    assert text.count("75,0" if language != "en" else "75.0") == len(REGION_PLACES)
    document.close()


def test_what_is_to_come_has_no_actual_and_a_region_without_a_return_no_figure(centre: Centre) -> None:
    fill_year(centre)
    assert centre.read(month_view, year=2026, month=10).regions == {}
    centre.write(receive, "1727")
    view = centre.read(month_view, year=2026, month=10)
    assert [month.actual for month in view.months][8:] == [2, 5, None, None]
    assert (view.regions["1727"].actual, view.regions["1703"].actual) == (150, None)


def test_every_region_has_a_place_of_its_own(centre: Centre) -> None:
    assert set(REGION_PLACES) == {region.code for region in centre.read(regions)}
    assert len(set(REGION_PLACES.values())) == len(REGION_PLACES)


def test_a_tile_says_its_figure_in_numbers_and_its_bar_never_leaves_it() -> None:
    tiles = in_rows([Tile(f"Uzun nomli tuman {at}", "12", "reja 10: 120,0%", 1.2) for at in range(9)])
    drawing = tile_map(tiles, width=480, text_width=paper_text_width)
    assert sum(isinstance(shape, Text) and shape.text == "12" for shape in drawing.shapes) == 9
    for shape in drawing.shapes:
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= drawing.width + 0.01
            assert shape.y + shape.height <= drawing.height + 0.01


def test_no_word_of_a_long_name_is_broken_in_its_tile() -> None:
    names = ["Ахангаранский район", "Уртачирчикский район"]
    tiles = in_rows([Tile(name, "3", "75,0% (4)", 0.75) for name in names * 3])
    drawing = tile_map(tiles, width=480, text_width=paper_text_width)
    written = {shape.text for shape in drawing.shapes if isinstance(shape, Text)}
    assert {word for name in names for word in name.split()} <= written
