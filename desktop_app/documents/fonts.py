"""The bundled typefaces and those added: registered when first used, measured, asked which letters they lack."""

import io
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    """The name of a font file in ``resources/fonts`` and of the font in a PDF."""

    SANS = "NotoSans-Regular"
    SANS_BOLD = "NotoSans-Bold"
    SANS_ITALIC = "NotoSans-Italic"
    SANS_BOLD_ITALIC = "NotoSans-BoldItalic"
    SERIF = "NotoSerif-Regular"
    SERIF_BOLD = "NotoSerif-Bold"
    SERIF_ITALIC = "NotoSerif-Italic"
    SERIF_BOLD_ITALIC = "NotoSerif-BoldItalic"


_OF_DOCUMENTS = (Face.SANS, Face.SANS_BOLD, Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC)
_added: dict[str, TTFont] = {}


def font(face: str) -> TTFont:
    """The font, registered with reportlab on the first call; ``face`` is a ``Face`` or the name of an added one."""
    return _added.get(face) or _bundled(Face(face))


def add_font(name: str, content: bytes) -> None:
    """Make a font from a file known by a name; raises reportlab's TTFError, or worse, for what is no font."""
    if name not in _added:
        loaded = TTFont(name, io.BytesIO(content))
        pdfmetrics.registerFont(loaded)
        _added[name] = loaded


@lru_cache(maxsize=len(Face))
def _bundled(face: Face) -> TTFont:
    with (files("resources") / "fonts" / f"{face}.ttf").open("rb") as source:
        loaded = TTFont(str(face), source)
    pdfmetrics.registerFont(loaded)
    return loaded


def register() -> None:
    """Make the faces of the centre's documents known before a canvas names them."""
    for face in _OF_DOCUMENTS:
        font(face)


def missing_glyphs(text: str, face: str) -> str:
    """The characters of the text, each once and in order, that would print as an empty box."""
    known = font(face).face.charToGlyph
    return "".join(letter for letter in dict.fromkeys(text) if ord(letter) not in known)


def printable(text: str, face: str) -> str:
    """The text on one line, with a question mark for each letter that would print as an empty box."""
    return one_line(text).translate(_letters(face))


def text_width(text: str, face: str, size: float) -> float:
    """The width of one line in points."""
    width: float = font(face).stringWidth(text, size)
    return width


def one_line(text: str) -> str:
    """The text with line breaks and other control characters turned into spaces."""
    return "".join(letter if letter.isprintable() or letter.isspace() else " " for letter in text).translate(_BREAKS)


class _Letters(dict[int, int]):
    """The letters that were asked for so far, each as itself or as the mark that stands in its place."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._known = font(face).face.charToGlyph

    def __missing__(self, letter: int) -> int:
        self[letter] = letter if letter in self._known else ord("?")
        return self[letter]


@lru_cache(maxsize=len(Face))
def _letters(face: str) -> _Letters:
    return _Letters(face)


_BREAKS = {ord(letter): " " for letter in "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
