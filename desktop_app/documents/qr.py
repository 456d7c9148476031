"""QR codes: made as rectangles for a page, and read back from PDF files and pictures."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from math import isqrt
from operator import itemgetter
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageSequence, UnidentifiedImageError
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.primitives import Colour
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.whole_file import read_up_to

QUIET_MODULES = 4  # ISO/IEC 18004: clear ground on every side

_READ_SCALES = (3.0, 6.0)  # pixels a point: 216 dpi finds a clean print, 432 a small or worn one
_MOST_PIXELS = 60_000_000
_HEAD_OF_PDF = 1024  # bytes: where a reader looks for the mark
_DARK_RUN = re.compile(rb"\x00+")


@dataclass(frozen=True)
class QrSymbol:
    """A code as rows of bytes, 0 dark and 255 light; ``size`` modules each way without the quiet zone."""

    size: int
    rows: tuple[bytes, ...]

    @cached_property
    def runs(self) -> list[tuple[int, int, int]]:
        """Dark stretches as column, row from the top, and length."""
        return [
            (run.start(), row, run.end() - run.start())
            for row, modules in enumerate(self.rows)
            for run in _DARK_RUN.finditer(modules)
        ]

    @property
    def version(self) -> int:
        return (self.size - 17) // 4


@dataclass(frozen=True, slots=True)
class FoundCode:
    """The text of a code and the page of the file it stands on, from 1."""

    page: int
    text: str


def qr_symbol(text: str) -> QrSymbol:
    """The smallest symbol of level M for a text; raises ``ValueError`` if none can hold it."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = barcode.to_image(scale=1, add_quiet_zones=False)
    modules = memoryview(picture).tobytes()  # type: ignore[arg-type]  # a buffer, though its stub is silent
    size = isqrt(len(modules))
    return QrSymbol(size, tuple(modules[start : start + size] for start in range(0, size * size, size)))


def draw_symbol(canvas: Canvas, symbol: QrSymbol, *, x: float, y: float, width: float) -> None:
    """Draw on a white plate that holds the quiet zone; ``x``, ``y``, ``width`` are those of the dark part."""
    module = width / symbol.size
    quiet = QUIET_MODULES * module
    canvas.saveState()
    canvas.setFillColor(PAPER[Colour.GROUND])
    canvas.rect(x - quiet, y - quiet, width + 2 * quiet, width + 2 * quiet, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.transform(module, 0, 0, -module, x, y + width)
    # One path in whole modules: no hair lines between rows, and a third of the bytes of placed rectangles. Those of a
    # length one after another pack best.
    runs = sorted(symbol.runs, key=itemgetter(2))
    path = PDFPathObject(code=[f"{column} {row} {length} 1 re" for column, row, length in runs])
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def read_codes(path: Path, *, progress: Progress | None = None) -> list[FoundCode]:
    """Every QR code of a PDF or a picture, page by page.

    Raises ``Invalid`` if it is neither, ``StorageError`` if it cannot be opened.
    """
    progress = progress or Progress()
    is_pdf = b"%PDF-" in read_up_to(path, _HEAD_OF_PDF)
    return _codes_of_pdf(path, progress) if is_pdf else _codes_of_picture(path, progress)


def _codes_of_pdf(path: Path, progress: Progress) -> list[FoundCode]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path) from error
    found: list[FoundCode] = []
    with closing(document):
        for number in range(len(document)):
            progress.step(N_("Reading codes"), number, len(document))
            found += [FoundCode(number + 1, text) for text in _texts_of_page(document, number)]
        progress.step(N_("Reading codes"), len(document), len(document))
    return found


def _texts_of_page(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    with closing(document[number]) as page:
        width, height = page.get_size()
        for scale in _READ_SCALES:
            if width * height * scale * scale > _MOST_PIXELS:
                break
            with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                texts = (_texts_in if scale == _READ_SCALES[0] else _texts_in_worn)(bitmap.to_pil())
            if texts:
                return texts
    return []


def _codes_of_picture(path: Path, progress: Progress) -> list[FoundCode]:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise _unreadable(path)
            return list(_codes_of_frames(picture, progress))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise _unreadable(path) from error


def _codes_of_frames(picture: Image.Image, progress: Progress) -> Iterator[FoundCode]:
    total = getattr(picture, "n_frames", 1)
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        progress.step(N_("Reading codes"), number, total)
        for text in _texts_in_worn(frame.convert("L")):
            yield FoundCode(number, text)


def _texts_in_worn(picture: Image.Image) -> list[str]:
    """The codes as they stand; where there is none, as they look with the grain smoothed and the edges drawn again.

    Of 25 mm prints scanned at 300 dpi and out of focus the first look reads one in eight, the second nearly all.
    """
    return _texts_in(picture) or _texts_in(_mended(picture))


def _mended(picture: Image.Image) -> Image.Image:
    enlarged = 2 if picture.width * picture.height * 4 <= _MOST_PIXELS else 1
    larger = picture.resize((picture.width * enlarged, picture.height * enlarged), Image.Resampling.BICUBIC)
    soft = larger.filter(ImageFilter.GaussianBlur(enlarged))
    return soft.filter(ImageFilter.UnsharpMask(radius=3 * enlarged, percent=250, threshold=0))


def _texts_in(picture: Image.Image) -> list[str]:
    """Codes in reading order: by line from the top, then from the left."""
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]), text_mode=zxingcpp.TextMode.Plain
    )
    line = max(picture.height // 20, 1)
    corners = [(code.position.top_left, code.text) for code in found]
    return [text for _place, text in sorted(((at.y // line, at.x), text) for at, text in corners)]


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        "no_pdf_or_picture",
        N_("{file} is neither a PDF nor a picture that can be read."),
        field="file",
        file=path.name,
    )
