"""Printing a PDF on the system's printer: the person chooses it, the worker draws page by page."""

import io
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.errors import StorageError
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from ui.operations import Owner, run_long

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def ask_printer(owner: QWidget, *, title: str, is_landscape: bool) -> QPrinter | None:
    """The printer that the person chose, set to whole A4 sheets; None when they left."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_PER_INCH)
    printer.setDocName(title)
    turned = QPageLayout.Orientation.Landscape if is_landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, owner)
    dialog.setWindowTitle(title)
    is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if is_chosen else None


def print_pdf(owner: Owner, content: bytes, *, printer: QPrinter, title: str) -> None:
    """Send the pages to the printer in the worker, with progress; what was sent before a cancel is printed."""

    def work(_centre: "Centre", progress: Progress) -> int:
        return draw_pages(content, printer, progress)

    run_long(owner, title, work)


def draw_pages(content: bytes, printer: QPrinter, progress: Progress) -> int:
    """Draw every page over the whole sheet; returns how many. Raises StorageError when the printer gives up."""
    import pypdfium2

    painter = QPainter()
    if not painter.begin(printer):
        raise StorageError("printer_failed", N_("The printer does not answer. Check that it is switched on."))
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        for place, page in enumerate(document):
            progress.step("", place, len(document))
            if place and not printer.newPage():
                raise StorageError("printer_failed", N_("The printer does not answer. Check that it is switched on."))
            sheet = printer.pageLayout().fullRectPixels(printer.resolution())
            # A page that lies across is turned on upright paper, and the other way round.
            is_turned = (page.get_width() > page.get_height()) != (sheet.width() > sheet.height())
            bitmap = page.render(
                scale=DOTS_PER_INCH / POINTS_PER_INCH,
                rotation=90 if is_turned else 0,
                rev_byteorder=True,
                force_bitmap_format=4,
            )
            kind = QImage.Format.Format_RGBX8888
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
            painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), image)
            bitmap.close()
            page.close()
        return len(document)
    finally:
        painter.end()
        document.close()
