"""Words as outlines of the very fonts that the paper is printed with, set letter by letter as a PDF sets them."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QFont, QPainterPath, QRawFont, QTransform

from desktop_app.documents.fonts import Face

EM = 1000.0  # the size that outlines are kept in
_BUNDLED = frozenset(Face)
_added: dict[str, bytes] = {}


def add_face(name: str, content: bytes) -> None:
    """Make an added font known by the name that the layout calls it."""
    _added.setdefault(name, content)


@lru_cache(maxsize=2_048)
def outline(text: str, face: str) -> QPainterPath:
    """The words with their foot at the origin, ``EM`` high: no kerning, no ligatures, for a PDF has none."""
    raw = _raw(face)
    path = QPainterPath()
    # Strokes of a letter may overlap: they are no holes.
    path.setFillRule(Qt.FillRule.WindingFill)
    glyphs = raw.glyphIndexesForString(text)
    at = 0.0
    for glyph, advance in zip(glyphs, raw.advancesForGlyphIndexes(glyphs), strict=True):
        path.addPath(QTransform.fromTranslate(at, 0).map(raw.pathForGlyph(glyph)))
        at += advance.x()
    return path


@lru_cache(maxsize=64)
def _raw(face: str) -> QRawFont:
    content = (files("resources") / "fonts" / f"{face}.ttf").read_bytes() if face in _BUNDLED else _added[face]
    return QRawFont(QByteArray(content), EM, QFont.HintingPreference.PreferNoHinting)
