"""The reportlab canvas as every document of the centre opens it."""

from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.fonts import register
from desktop_app.documents.streamed import StreamedDocument

MM = 72 / 25.4
A4_SHORT, A4_LONG = 210 * MM, 297 * MM

# Binary streams: the seven-bit armour of old mail systems would add a quarter to every file.
rl_config.useA85 = 0
# Nothing here opens addresses; should mark-up ever slip in, it finds no door.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []


def page_size(*, is_landscape: bool) -> tuple[float, float]:
    """Width and height of the sheet in points."""
    return (A4_LONG, A4_SHORT) if is_landscape else (A4_SHORT, A4_LONG)


def new_canvas(target: Path | BinaryIO, *, title: str, is_landscape: bool = False) -> Canvas:
    """An A4 canvas that gives the same bytes for the same ink.

    ``title`` goes into the file's properties, so it must not name a person.
    """
    register()
    page = page_size(is_landscape=is_landscape)
    file = str(target) if isinstance(target, Path) else target
    return _described(Canvas(file, pagesize=page, pageCompression=1, invariant=1), title)


def streamed_canvas(
    target: BinaryIO, *, title: str, is_landscape: bool = False, with_fonts: bool = True, is_packed: bool = True
) -> Canvas:
    """The same for any number of pages: each goes to ``target`` when it is shown, and leaves memory.

    A form must be drawn before the first page that uses it. ``with_fonts`` false spares reading all the faces to a
    paper that measures its words, and so makes known the few that it names. ``is_packed`` false spares packing what
    is only drawn on the screen.
    """
    if with_fonts:
        register()
    return _described(_StreamedCanvas(target, page_size(is_landscape=is_landscape), is_packed=is_packed), title)


def _described(canvas: Canvas, title: str) -> Canvas:
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("Mahorat")
    return canvas


class _StreamedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    def __init__(self, target: BinaryIO, page: tuple[float, float], *, is_packed: bool) -> None:
        super().__init__(target, pagesize=page, pageCompression=int(is_packed), invariant=1)
        self._doc = StreamedDocument(target, is_packed=is_packed)
        # The start of every page names a font by its number in the document.
        self._make_preamble()
