"""The bundled typefaces: registered when first used, measured, and asked which letters they lack."""

from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    """The name of a font file in ``resources/fonts`` and of the font in a PDF."""

    SANS = "NotoSans-Regular"
    SANS_BOLD = "NotoSans-Bold"
    SERIF = "NotoSerif-Regular"
    SERIF_BOLD = "NotoSerif-Bold"
    SERIF_ITALIC = "NotoSerif-Italic"


@lru_cache(maxsize=len(Face))
def font(face: Face) -> TTFont:
    """The font, registered with reportlab on the first call."""
    with (files("resources") / "fonts" / f"{face}.ttf").open("rb") as source:
        loaded = TTFont(str(face), source)
    pdfmetrics.registerFont(loaded)
    return loaded


def register(*faces: Face) -> None:
    """Make the faces (all of them by default) known before a canvas names them."""
    for face in faces or tuple(Face):
        font(face)


def missing_glyphs(text: str, face: Face) -> str:
    """The characters of the text, each once and in order, that would print as an empty box."""
    known = font(face).face.charToGlyph
    return "".join(letter for letter in dict.fromkeys(text) if ord(letter) not in known)


def printable(text: str, face: Face) -> str:
    """The text on one line, with a question mark for each letter that would print as an empty box."""
    return one_line(text).translate(_letters(face))


def text_width(text: str, face: Face, size: float) -> float:
    """The width of one line in points."""
    width: float = font(face).stringWidth(text, size)
    return width


def one_line(text: str) -> str:
    """The text with line breaks and other control characters turned into spaces."""
    return "".join(letter if letter.isprintable() or letter.isspace() else " " for letter in text).translate(_BREAKS)


class _Letters(dict[int, int]):
    """The letters that were asked for so far, each as itself or as the mark that stands in its place."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._known = font(face).face.charToGlyph

    def __missing__(self, letter: int) -> int:
        self[letter] = letter if letter in self._known else ord("?")
        return self[letter]


@lru_cache(maxsize=len(Face))
def _letters(face: Face) -> _Letters:
    return _Letters(face)


_BREAKS = {ord(letter): " " for letter in "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
