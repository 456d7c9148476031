"""The gap plot and the heat map: inside their frame, readable without colours, hidden cells hatched."""

import pytest

from desktop_app.documents.canvas_backend import paper_text_width
from desktop_app.documents.dot_charts import Cell, Dots, gap_plot, heat_map
from desktop_app.documents.primitives import Drawing, Pattern, Rect, Text

LABELS = ["Baholash", "Sunʼiy intellektdan taʼlim jarayonida xavfsiz va odob bilan foydalanish", "Инклюзив таълим"]
ROWS = [Dots(label, 4.5, 2.5, "4,5", "2,5", "n = 34") for label in LABELS]
HIDDEN = "Chiziqlangan katak: 5 nafardan kam"


def plot(width: float = 480) -> Drawing:
    return gap_plot(ROWS, names=("Muhimligi", "Daraja"), low=1, high=5, width=width, text_width=paper_text_width)


def heat(*cells: Cell | None, width: float = 480) -> Drawing:
    rows = [(label, cells) for label in LABELS]
    columns = [f"B{place}" for place in range(len(cells))]
    return heat_map(rows, columns=columns, hidden=HIDDEN, width=width, text_width=paper_text_width)


@pytest.mark.parametrize("width", [240, 480, 1200])
def test_nothing_leaves_the_frame(width: float) -> None:
    for drawing in (plot(width), heat(Cell(0.0, "4,1", "12"), Cell(1.0, "12,9", "7"), None, width=width)):
        for shape in drawing.shapes:
            if isinstance(shape, Rect):
                assert 0 <= shape.x <= shape.x + shape.width <= drawing.width
                assert 0 <= shape.y <= shape.y + shape.height <= drawing.height
            if isinstance(shape, Text):
                assert 0 < shape.y <= drawing.height


def test_the_dots_stand_where_the_scale_says() -> None:
    drawing = plot()
    ticks = {shape.text: shape.x for shape in drawing.shapes if isinstance(shape, Text) and shape.text in "12345"}
    dots = [shape for shape in drawing.shapes if isinstance(shape, Rect)][2:4]
    centres = [dot.x + dot.width / 2 for dot in dots]
    assert centres == pytest.approx([(ticks["4"] + ticks["5"]) / 2, (ticks["2"] + ticks["3"]) / 2])
    assert dots[0].pattern is Pattern.PLAIN
    assert dots[1].pattern is not Pattern.PLAIN


def test_stronger_cells_are_fuller() -> None:
    drawing = heat(*(Cell(strength / 10, "1") for strength in (0, 3, 5, 7, 10)))
    filled = [shape.height for shape in drawing.shapes if isinstance(shape, Rect) and shape.outline is None][:5]
    assert filled == sorted(filled)
    assert len(set(filled)) == 5


def test_hidden_cells_are_hatched_and_the_reason_stands_beneath() -> None:
    drawing = heat(Cell(None, ""), Cell(0.5, "8,0", "6"))
    hatched = [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.pattern is Pattern.DIAGONAL]
    assert len(hatched) == len(LABELS)
    assert any(isinstance(shape, Text) and shape.text == HIDDEN for shape in drawing.shapes)
    assert all(getattr(shape, "text", "") != HIDDEN for shape in heat(Cell(0.5, "8,0", "6"), None).shapes)


def test_nothing_to_show_is_no_error() -> None:
    assert heat_map([], columns=[], hidden="", width=300, text_width=paper_text_width).shapes == ()
    gap_plot([], names=("a", "b"), low=1, high=5, width=300, text_width=paper_text_width)
