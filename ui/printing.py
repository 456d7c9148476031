"""Printing a PDF on the system's printer: the person chooses it, the worker draws page by page."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

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
# Of certificates: their fine lines and codes.
FINE_DOTS_PER_INCH = 600
POINTS_PER_INCH = 72
# A whole sheet of fine dots would take 140 MB: it is drawn in bands of so many rows.
_BAND_ROWS = 512
_SILENT = N_("The printer does not answer. Check that it is switched on.")


def new_printer(*, title: str, is_landscape: bool, paper: str = "A4", dots_per_inch: int = DOTS_PER_INCH) -> QPrinter:
    """The usual printer of this PC, set to whole sheets."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(dots_per_inch)
    printer.setDocName(title)
    turned = QPageLayout.Orientation.Landscape if is_landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId[paper]), turned, QMarginsF()))
    printer.setFullPage(True)
    return printer


def choose_printer(owner: QWidget, printer: QPrinter, *, title: str) -> bool:
    """Let the person set the printer; False when they left."""
    dialog = QPrintDialog(printer, owner)
    dialog.setWindowTitle(title)
    is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_chosen


def ask_printer(owner: QWidget, *, title: str, is_landscape: bool) -> QPrinter | None:
    """The printer that the person chose, set to whole A4 sheets; None when they left."""
    printer = new_printer(title=title, is_landscape=is_landscape)
    return printer if choose_printer(owner, printer, title=title) else None


def print_pdf(owner: Owner, content: bytes, *, printer: QPrinter, title: str) -> None:
    """Send the pages to the printer in the worker, with progress; what was sent before a cancel is printed."""

    def work(_centre: "Centre", progress: Progress) -> int:
        return draw_pages(content, printer, progress)

    run_long(owner, title, work)


def draw_pages(content: bytes, printer: QPrinter, progress: Progress) -> int:
    """Draw every page over the whole sheet; returns how many. Raises StorageError when the printer gives up."""
    with press(printer) as at_work:
        return at_work.print_pages(content, progress)


@contextmanager
def press(printer: QPrinter) -> Iterator["PaperPress"]:
    """A printer at work: all that is printed inside is one job. Raises StorageError when it does not answer."""
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageError("printer_failed", _SILENT)
    try:
        yield PaperPress(printer, painter)
    finally:
        painter.end()


@dataclass
class PaperPress:
    """Prints pages one after another, whichever PDF they are from."""

    printer: QPrinter
    painter: QPainter
    printed: int = 0

    def print_pages(self, content: bytes, progress: Progress | None = None) -> int:
        """Every page over the whole sheet; returns how many. Raises StorageError when the printer gives up."""
        import pypdfium2

        with closing(pypdfium2.PdfDocument(io.BytesIO(content))) as document:
            for place in range(len(document)):
                if progress is not None:
                    progress.step("", place, len(document))
                if self.printed and not self.printer.newPage():
                    raise StorageError("printer_failed", _SILENT)
                with closing(document[place]) as page:
                    self._draw(page)
                self.printed += 1
            return len(document)

    def _draw(self, page: Any) -> None:
        sheet = self.printer.pageLayout().fullRectPixels(self.printer.resolution())
        scale = self.printer.resolution() / POINTS_PER_INCH
        # A page that lies across is turned on upright paper, and the other way round.
        is_turned = (page.get_width() > page.get_height()) != (sheet.width() > sheet.height())
        rows = ceil((page.get_width() if is_turned else page.get_height()) * scale)
        for top in range(0, rows, _BAND_ROWS):
            foot = min(top + _BAND_ROWS, rows)
            # Half a row less, so that rounding up gives these very rows.
            cut = [max(0.0, (each - 0.5) / scale) for each in (rows - foot, top)]
            with closing(
                page.render(
                    scale=scale,
                    rotation=90 if is_turned else 0,
                    crop=(0, cut[0], 0, cut[1]),
                    rev_byteorder=True,
                    force_bitmap_format=4,
                )
            ) as bitmap:
                kind = QImage.Format.Format_RGBX8888
                image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind)
            upper, lower = (round(each * sheet.height() / rows) for each in (top, foot))
            self.painter.drawImage(QRect(0, upper, sheet.width(), lower - upper), image)
