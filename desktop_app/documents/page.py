"""A report flowing over A4 pages: title, paragraphs, facts, tables, charts, signatures, "1 / 3" below.

All words are drawn as plain strings. Nothing read from outside is ever taken for mark-up.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.canvas import MM, new_canvas, page_size, streamed_canvas
from desktop_app.documents.canvas_backend import PAPER, draw, paper_text_width
from desktop_app.documents.fonts import Face, printable, text_width
from desktop_app.documents.primitives import Colour, Drawing, TextWidth
from desktop_app.documents.wrapping import elided, wrapped

LEFT_MARGIN = 20 * MM  # a punched sheet must stay legible in its folder
RIGHT_MARGIN = 14 * MM
TOP_MARGIN = 16 * MM
BOTTOM_MARGIN = 20 * MM
FOOTER_BASELINE = 11 * MM

TITLE_SIZE = 16.0
HEADING_SIZE = 11.5
TEXT_SIZE = 10.0
SMALL_SIZE = 8.0
LEADING = 1.35

ChartLayout = Callable[[float, TextWidth], Drawing]


class Report:
    """Pages filled from the top; what does not fit starts the next page. ``save`` must be called once.

    ``title`` goes into the file's properties and must not name a person. ``footer`` stands at the left of
    every page's foot, the page's number at the right unless the pages are papers of their own (``is_numbered``).
    With ``is_streamed`` pages leave memory as they fill, and are numbered without saying how many there are.
    Measures are points; ``y`` is the height that is still free above the lower margin.
    """

    def __init__(
        self,
        target: Path | BinaryIO,
        *,
        title: str,
        footer: str = "",
        is_landscape: bool = False,
        is_numbered: bool = True,
        is_streamed: bool = False,
    ) -> None:
        if is_streamed and not isinstance(target, Path):
            self.canvas = streamed_canvas(target, title=title, is_landscape=is_landscape)
        else:
            self.canvas = new_canvas(target, title=title, is_landscape=is_landscape)
        self._is_streamed = is_streamed
        page_width, page_height = page_size(is_landscape=is_landscape)
        self.left = LEFT_MARGIN
        self.width = page_width - LEFT_MARGIN - RIGHT_MARGIN
        self.height = page_height - TOP_MARGIN - BOTTOM_MARGIN
        self.y = self.height
        self._footer = printable(footer, Face.SANS)
        self._pages = 1
        self._is_numbered = is_numbered
        self._is_fresh = True

    def new_page(self) -> None:
        self._close_page()
        self._pages += 1
        self.y = self.height
        self._is_fresh = True

    def need(self, height: float) -> None:
        """Start a new page if fewer than ``height`` points are left on this one."""
        if self.y < height and not self._is_fresh:
            self.new_page()

    def take(self, height: float) -> float:
        """Use up some height; returns the y of its lower edge on the page."""
        self.y -= height
        self._is_fresh = False
        return BOTTOM_MARGIN + self.y

    def space(self, millimetres: float) -> None:
        if not self._is_fresh:
            self.y = max(self.y - millimetres * MM, 0.0)

    def title(self, text: str, *, below: str = "") -> None:
        """The name of the document, and under it what it is about."""
        self._lines(text, face=Face.SERIF_BOLD, size=TITLE_SIZE)
        if below:
            self._lines(below, face=Face.SANS, size=TEXT_SIZE, colour=Colour.MUTED)
        self.space(5)

    def heading(self, text: str) -> None:
        """A heading that is never the last thing on a page."""
        self.space(4)
        self.need(HEADING_SIZE * LEADING + 30 * MM)
        self._lines(text, face=Face.SANS_BOLD, size=HEADING_SIZE)
        self.space(1.5)

    def paragraph(self, text: str, *, is_small: bool = False) -> None:
        size, colour = (SMALL_SIZE, Colour.MUTED) if is_small else (TEXT_SIZE, Colour.INK)
        self._lines(text, face=Face.SANS, size=size, colour=colour)
        self.space(2)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Lines of label and value, the values in one column."""
        labels = max((text_width(label, Face.SANS, TEXT_SIZE) for label, _value in pairs), default=0.0)
        column = min(labels, self.width * 0.45) + 5 * MM
        for label, value in pairs:
            lines = wrapped(value, self.width - column, _measure(Face.SANS_BOLD, TEXT_SIZE))
            for index, line in enumerate(lines):
                self.need(TEXT_SIZE * LEADING)
                base = self.take(TEXT_SIZE * LEADING) + TEXT_SIZE * 0.3
                if not index:
                    shown = elided(label, column - 2 * MM, _measure(Face.SANS, TEXT_SIZE))
                    self.string(self.left, base, shown, colour=Colour.MUTED)
                self.string(self.left + column, base, line, face=Face.SANS_BOLD)
        self.space(3)

    def chart(self, layout: ChartLayout) -> None:
        """Draw ``layout(width, text_width)``, whole on one page."""
        drawing = layout(self.width, paper_text_width)
        self.need(drawing.height)
        lower = self.take(drawing.height)
        draw(self.canvas, drawing, x=self.left, top=lower + drawing.height)
        self.space(3)

    def signatures(self, signers: Sequence[tuple[str, str]]) -> None:
        """A line to sign on for each role and name; the block is never torn apart."""
        row = 11 * MM
        self.space(6)
        self.need(row * len(signers))
        role_width = self.width * 0.3
        line_width = self.width * 0.28
        for role, name in signers:
            base = self.take(row) + 3 * MM
            measure = _measure(Face.SANS, TEXT_SIZE)
            self.string(self.left, base, elided(role, role_width - 3 * MM, measure))
            start = self.left + role_width
            self.canvas.setStrokeColor(PAPER[Colour.INK])
            self.canvas.setLineWidth(0.5)
            self.canvas.line(start, base - 1.5, start + line_width, base - 1.5)
            room = self.width - role_width - line_width - 4 * MM
            self.string(start + line_width + 4 * MM, base, elided(name, room, measure))

    def string(
        self,
        x: float,
        y: float,
        text: str,
        *,
        face: Face = Face.SANS,
        size: float = TEXT_SIZE,
        colour: Colour = Colour.INK,
        is_right: bool = False,
    ) -> None:
        """One line of plain text at a point of the page; ``x`` is its right end if ``is_right``."""
        self.canvas.setFont(face, size)
        self.canvas.setFillColor(PAPER[colour])
        place = self.canvas.drawRightString if is_right else self.canvas.drawString
        place(x, y, printable(text, face))

    def save(self) -> int:
        """Write the file; returns the number of pages."""
        self._close_page()
        # The forms were named on the pages before anyone knew how many pages there would be.
        for number in range(1, self._pages + 1) if self._is_numbered and not self._is_streamed else ():
            self.canvas.beginForm(_footer_form(number))
            self._page_number(f"{number} / {self._pages}")
            self.canvas.endForm()
        self.canvas.save()
        return self._pages

    def _lines(self, text: str, *, face: Face, size: float, colour: Colour = Colour.INK) -> None:
        for line in wrapped(text, self.width, _measure(face, size)):
            self.need(size * LEADING)
            self.string(
                self.left,
                self.take(size * LEADING) + size * 0.3,
                line,
                face=face,
                size=size,
                colour=colour,
            )

    def _page_number(self, text: str) -> None:
        right = self.left + self.width
        self.string(right, FOOTER_BASELINE, text, size=SMALL_SIZE, colour=Colour.MUTED, is_right=True)

    def _close_page(self) -> None:
        self.canvas.setStrokeColor(PAPER[Colour.GRID])
        self.canvas.setLineWidth(0.5)
        rule = FOOTER_BASELINE + 4 * MM
        self.canvas.line(self.left, rule, self.left + self.width, rule)
        shown = elided(self._footer, self.width * 0.85, _measure(Face.SANS, SMALL_SIZE))
        self.string(self.left, FOOTER_BASELINE, shown, size=SMALL_SIZE, colour=Colour.MUTED)
        if self._is_numbered and self._is_streamed:
            self._page_number(str(self._pages))
        elif self._is_numbered:
            self.canvas.doForm(_footer_form(self._pages))
        self.canvas.showPage()


def _measure(face: Face, size: float) -> Callable[[str], float]:
    return lambda text: text_width(text, face, size)


def _footer_form(page: int) -> str:
    return f"page-number-{page}"
