"""Drawing forms that are filled by hand: everything is measured in points from the upper left corner of the page."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.canvas import MM, page_size, streamed_canvas
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fitting import fitted
from desktop_app.documents.fonts import Face, one_line, printable, text_width
from desktop_app.documents.primitives import Align, Colour
from desktop_app.documents.qr import QrSymbol, draw_symbol
from desktop_app.documents.wrapping import elided

LEFT, RIGHT, TOP, BOTTOM = 15 * MM, 9 * MM, 9 * MM, 9 * MM  # the left one for the holes of a folder
TEXT, SMALL, TINY, LEAST = 8.5, 7.0, 6.0, 5.0
LINE = 1.2
BASELINE = 0.34  # how far below the middle of a line its letters stand
HAIR, STRONG = 0.4, 0.9
PADDING = 0.8 * MM


@dataclass(frozen=True)
class BookPage:
    """A page to be painted."""

    paint: "Callable[[Pen], None]"
    is_landscape: bool = False


@dataclass(frozen=True)
class Book:
    """Pages that belong together: their own count stands below, ``title`` is their bookmark."""

    title: str
    footer: str
    pages: Sequence[BookPage]


def write_books(target: BinaryIO, books: Iterable[Book], *, title: str, logo: bytes | None = None) -> int:
    """Write the books one after another, each page as soon as it is painted; returns the number of pages.

    ``title`` goes into the file's properties and must not name a person.
    """
    canvas = streamed_canvas(target, title=title)
    picture = ImageReader(io.BytesIO(logo)) if logo else None
    pages = 0
    for place, book in enumerate(books):
        for number, page in enumerate(book.pages, start=1):
            canvas.setPageSize(page_size(is_landscape=page.is_landscape))
            if number == 1:
                canvas.bookmarkPage(f"book-{place}")
                canvas.addOutlineEntry(one_line(book.title), f"book-{place}", level=0)
            pen = Pen(canvas, page_size(is_landscape=page.is_landscape), logo=picture)
            page.paint(pen)
            pen.foot(book.footer, f"{number} / {len(book.pages)}")
            canvas.showPage()
            pages += 1
    canvas.save()
    return pages


def room_on(*, is_landscape: bool) -> tuple[float, float]:
    """The width between the margins, and how far down the foot of the page begins."""
    return _room(page_size(is_landscape=is_landscape))


class Pen:
    """Draws on one page of the size given."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], *, logo: ImageReader | None = None) -> None:
        self.canvas = canvas
        self._page_width, self._page_height = size
        self.width, self.bottom = _room(size)
        self._logo = logo

    @property
    def right(self) -> float:
        return self._page_width - RIGHT

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = TEXT,
        face: Face = Face.SANS,
        colour: Colour = Colour.INK,
        align: Align = Align.LEFT,
        width: float = 0,
    ) -> None:
        """One line with its middle at ``y``, shortened to ``width`` where one is given."""
        shown = printable(words, face)
        if width:
            shown = elided(shown, width, lambda part: text_width(part, face, size))
        self.canvas.setFont(face, size)
        self.canvas.setFillColor(PAPER[colour])
        base = self._page_height - y - size * BASELINE
        match align:
            case Align.LEFT:
                self.canvas.drawString(x, base, shown)
            case Align.CENTRE:
                self.canvas.drawCentredString(x, base, shown)
            case Align.RIGHT:
                self.canvas.drawRightString(x, base, shown)

    def in_box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        words: str,
        *,
        size: float = TEXT,
        face: Face = Face.SANS,
        align: Align = Align.LEFT,
        most_lines: int = 2,
        colour: Colour = Colour.INK,
    ) -> None:
        """Words as large as lets them stand in the box, on as many lines as it takes, in its middle."""
        if not words:
            return
        free = height - PADDING
        lines = max(1, min(most_lines, int(free / (LEAST * LINE))))
        placed = fitted(printable(words, face), width - 2 * PADDING, face, size=size, least=LEAST, most_lines=lines)
        # Broken at a size that fits the width; the height may ask for less.
        smaller = min(placed.size, free / (len(placed.lines) * LINE))
        leading = smaller * LINE
        middle = y + height / 2 - leading * (len(placed.lines) - 1) / 2
        at = {Align.LEFT: x + PADDING, Align.CENTRE: x + width / 2, Align.RIGHT: x + width - PADDING}[align]
        for place, line in enumerate(placed.lines):
            self.text(at, middle + place * leading, line, size=smaller, face=face, align=align, colour=colour)

    def turned(self, x: float, y: float, width: float, height: float, words: str, *, size: float = TINY) -> None:
        """Words that read from below upwards in a narrow box."""
        if not words:
            return
        self.canvas.saveState()
        self.canvas.translate(x, self._page_height - y - height)
        self.canvas.rotate(90)
        # After the turn the box lies on its side below the line on which everything is measured.
        Pen(self.canvas, (0, 0)).in_box(0, 0, height, width, words, size=size)
        self.canvas.restoreState()

    def boxes(self, x: float, y: float, widths: Sequence[float], height: float, *, weight: float = HAIR) -> None:
        """Empty boxes side by side."""
        self.canvas.setStrokeColor(PAPER[Colour.INK])
        self.canvas.setLineWidth(weight)
        path = self.canvas.beginPath()
        lower = self._page_height - y - height
        for width in widths:
            path.rect(x, lower, width, height)
            x += width
        self.canvas.drawPath(path, stroke=1, fill=0)

    def shade(self, x: float, y: float, width: float, height: float, colour: Colour = Colour.ACCENT_SOFT) -> None:
        self.canvas.setFillColor(PAPER[colour])
        self.canvas.rect(x, self._page_height - y - height, width, height, stroke=0, fill=1)

    def rule(self, x: float, y: float, width: float, *, weight: float = HAIR, colour: Colour = Colour.INK) -> None:
        self.canvas.setStrokeColor(PAPER[colour])
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, self._page_height - y, x + width, self._page_height - y)

    def upright(self, x: float, y: float, height: float, *, weight: float = HAIR, colour: Colour = Colour.INK) -> None:
        self.canvas.setStrokeColor(PAPER[colour])
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, self._page_height - y, x, self._page_height - y - height)

    def symbol(self, symbol: QrSymbol, x: float, y: float, width: float) -> None:
        """A square code, its dark part with the upper left corner at the point."""
        draw_symbol(self.canvas, symbol, x=x, y=self._page_height - y - width, width=width)

    def logo(self, x: float, y: float, side: float) -> float:
        """The centre's logo in a square; returns the width that it takes with the gap beside it, 0 without a logo."""
        if self._logo is None:
            return 0
        width, height = self._logo.getSize()
        scale = side / max(width, height)
        lower = self._page_height - y - side / 2 - height * scale / 2
        self.canvas.drawImage(self._logo, x, lower, width * scale, height * scale, mask="auto")
        return float(width * scale + 3 * MM)

    def signature(self, x: float, y: float, width: float, role: str, name: str = "") -> None:
        """A role, a line to sign on, and a name where it is known."""
        taken = text_width(role, Face.SANS, SMALL) + 2 * MM
        known = text_width(name, Face.SANS, SMALL) + 2 * MM if name else 0
        self.text(x, y, role, size=SMALL)
        self.rule(x + taken, y + SMALL * BASELINE + 1, max(width - taken - known, 10 * MM))
        self.text(x + width, y, name, size=SMALL, align=Align.RIGHT)

    def foot(self, words: str, count: str) -> None:
        y = self._page_height - BOTTOM - SMALL / 2 + 1
        self.text(LEFT, y, words, size=TINY, colour=Colour.MUTED, width=self.width * 0.8)
        self.text(self.right, y, count, size=SMALL, colour=Colour.MUTED, align=Align.RIGHT)


def _room(size: tuple[float, float]) -> tuple[float, float]:
    width, height = size
    return width - LEFT - RIGHT, height - BOTTOM - SMALL
