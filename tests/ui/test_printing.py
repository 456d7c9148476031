"""Pages on their way to the printer."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop_app.print_runs.calibration import MARK, Calibration
from desktop_app.print_runs.document import calibration_page
from desktop_app.progress import Progress
from tests.print_runs.ruler import thick_lines
from ui.printing import FINE_DOTS_PER_INCH, draw_pages, new_printer

LONG, SHORT = 842, 595


def test_a_page_that_lies_across_is_turned_on_upright_paper_and_not_squeezed(qtbot: QtBot, tmp_path: Path) -> None:
    """Its left half, dark here, is the upper one of the paper."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(LONG, SHORT))
    canvas.rect(0, 0, LONG / 2, SHORT, stroke=0, fill=1)
    canvas.save()
    printer = QPrinter()
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "bosma.pdf"))
    assert draw_pages(content.getvalue(), printer, Progress()) == 1
    document = pypdfium2.PdfDocument(tmp_path / "bosma.pdf")
    try:
        picture = document[0].render(scale=0.1, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
    width, height = picture.size
    assert width < height
    seen = [[picture.getpixel((width * x // 4, height * y // 4)) for x in (1, 3)] for y in (1, 3)]
    assert seen == [[0, 0], [255, 255]]


@pytest.mark.parametrize("by", [Calibration(), Calibration(right=2.5, down=-1.5)], ids=["none", "some"])
def test_what_a_printer_is_corrected_by_moves_what_comes_out_of_it(
    qtbot: QtBot, tmp_path: Path, by: Calibration
) -> None:
    """In fine dots, which are drawn in bands."""
    printer = new_printer(title="Sinov", is_landscape=True, dots_per_inch=FINE_DOTS_PER_INCH)
    printer.setOutputFileName(str(tmp_path / "sinov.pdf"))
    content = calibration_page(width=297, height=210, calibration=by)
    assert draw_pages(content, printer, Progress()) == 1
    came_out = thick_lines((tmp_path / "sinov.pdf").read_bytes())
    assert came_out == pytest.approx((MARK + by.right, MARK + by.down), abs=0.15)
