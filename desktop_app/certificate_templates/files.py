"""Pictures and fonts that templates use: checked before they are kept, known by the SHA-256 of what is in them."""

import hashlib
import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFError

from desktop_app.certificate_templates.model import TextElement, Typeface
from desktop_app.documents.fonts import Face, add_font, font
from desktop_app.errors import Invalid
from desktop_app.i18n import N_

LARGEST_FILE = 4 * 1024 * 1024
MOST_PIXELS = 24_000_000  # A4 at 400 dots an inch, with a little to spare

_PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg"}
FONT = "font/ttf"  # how a kept file tells that it is one
_FONT_STARTS = (b"\x00\x01\x00\x00", b"true")
_OUTLINES_OF_POSTSCRIPT = b"OTTO"
# OpenType, table OS/2.
_TERMS_OFFSET, _LICENCE, _RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 8, 0x000F, 0x0002, 0x0100, 0x0200
# All that a damaged file makes reportlab's reader stumble over.
_NO_FONT = (PDFError, struct.error, LookupError, ValueError, TypeError, ArithmeticError, AttributeError, RecursionError)

_FACES = {
    (Typeface.SERIF, False, False): Face.SERIF,
    (Typeface.SERIF, True, False): Face.SERIF_BOLD,
    (Typeface.SERIF, False, True): Face.SERIF_ITALIC,
    (Typeface.SERIF, True, True): Face.SERIF_BOLD_ITALIC,
    (Typeface.SANS, False, False): Face.SANS,
    (Typeface.SANS, True, False): Face.SANS_BOLD,
    (Typeface.SANS, False, True): Face.SANS_ITALIC,
    (Typeface.SANS, True, True): Face.SANS_BOLD_ITALIC,
}
_FAMILIES = frozenset(Typeface)


@dataclass(frozen=True)
class CheckedFile:
    """A picture or a font that was looked into and can be used."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_font(self) -> bool:
        return self.media_type == FONT


@dataclass(frozen=True, eq=False)
class Files:
    """The contents that a paper asks for, by SHA-256."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    _pictures: dict[str, ImageReader] = field(default_factory=dict, repr=False)

    def face(self, element: TextElement) -> str:
        """The name of the font, ready to be measured and drawn; an added one has no bold or italic of its own.

        A font that is not there gives way to the serif; ``has`` tells so before anything is printed.
        """
        if element.typeface in _FAMILIES:
            return _FACES[Typeface(element.typeface), element.is_bold, element.is_italic]
        content = self.contents.get(element.typeface)
        if content is None:
            return Face.SERIF
        name = font_name(element.typeface)
        add_font(name, content)
        return name

    def has(self, sha256: str) -> bool:
        """Whether there is this file, or this family among the bundled ones."""
        return sha256 in _FAMILIES or sha256 in self.contents

    def picture(self, sha256: str) -> ImageReader:
        """Read once for a whole file of papers."""
        if sha256 not in self._pictures:
            self._pictures[sha256] = ImageReader(io.BytesIO(self.contents[sha256]))
        return self._pictures[sha256]


def font_name(sha256: str) -> str:
    """How an added font is called in a PDF."""
    return f"Added-{sha256[:16]}"


def checked_file(name: str, content: bytes) -> CheckedFile:
    """What a file is, by what is in it and not by its name. Raises Invalid for anything but PNG, JPEG and TrueType."""
    if content[:4] in _FONT_STARTS:
        return _checked_font(name, content)
    if content[:4] == _OUTLINES_OF_POSTSCRIPT:
        message = N_("The font {file} has PostScript outlines. Take its TrueType edition (.ttf).")
        raise Invalid("font_postscript", message, field="file", file=name)
    return _checked_picture(name, content)


def _checked_font(name: str, content: bytes) -> CheckedFile:
    if len(content) > LARGEST_FILE:
        message = N_("The font {file} is larger than {most} kB.")
        raise Invalid("font_too_large", message, field="file", file=name, most=LARGEST_FILE // 1024)
    checked = CheckedFile(name, FONT, content)
    try:
        add_font(font_name(checked.sha256), content)
        _try_outlines(font_name(checked.sha256))
        is_allowed = _may_be_embedded(font_name(checked.sha256))
    except _NO_FONT as error:
        message = N_("{file} is no font that can be used: it is damaged, or has no letters.")
        raise Invalid("not_a_font", message, field="file", file=name) from error
    if not is_allowed:
        message = N_("The maker of the font {file} does not allow it to stand in documents. Take another font.")
        raise Invalid("font_not_embeddable", message, field="file", file=name)
    return checked


def _may_be_embedded(name: str) -> bool:
    """What ``fsType`` in the table OS/2 says: not under a restricted licence, letters may be taken out of it."""
    described = font(name).face
    if "OS/2" not in described.table:
        return True
    terms = struct.unpack_from(">H", described.get_table("OS/2"), _TERMS_OFFSET)[0]
    return terms & _LICENCE != _RESTRICTED and not terms & (_NO_SUBSETS | _BITMAPS_ONLY)


def _try_outlines(name: str) -> None:
    """Take a few letters out of the font as a PDF will: what is damaged inside shows itself now."""
    added = font(name).face
    letters = [ord(letter) for letter in "AOʻgʼqАЎғҳ1№" if ord(letter) in added.charToGlyph]
    if not letters:
        raise ValueError("none of the letters that papers are written in")
    added.makeSubset(letters)


def _checked_picture(name: str, content: bytes) -> CheckedFile:
    if len(content) > LARGEST_FILE:
        message = N_("The picture {file} is larger than {most} kB. Save it smaller.")
        raise Invalid("picture_too_large", message, field="file", file=name, most=LARGEST_FILE // 1024)
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_dots(name)
            picture.load()
            media_type = _PICTURES[str(picture.format)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_dots(name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        message = N_("{file} is neither a picture (PNG, JPEG) nor a TrueType font. Drawings as SVG are not taken.")
        raise Invalid("not_a_picture_or_font", message, field="file", file=name) from error
    return CheckedFile(name, media_type, content)


def _too_many_dots(name: str) -> Invalid:
    message = N_("The picture {file} has more dots than any printer needs. Save it smaller.")
    return Invalid("picture_too_many_dots", message, field="file", file=name)
