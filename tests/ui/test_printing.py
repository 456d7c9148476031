"""Pages on their way to the printer."""

import io
from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop_app.progress import Progress
from ui.printing import draw_pages

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
