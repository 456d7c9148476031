"""Our own line icons, tinted in a colour of the theme and kept for each size and pixel ratio."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ui.theme import colour

SIZES = (16, 20)


def icon(name: str, token: str = "ink", *, checked_token: str = "") -> QIcon:
    """The icon in a colour of the theme; ``checked_token`` is its colour on a checked button."""
    made = QIcon()
    states = [(token, QIcon.State.Off), (checked_token or token, QIcon.State.On)]
    for tint, state in states:
        for size in SIZES:
            for ratio in _pixel_ratios():
                made.addPixmap(pixmap(name, tint, size, ratio), QIcon.Mode.Normal, state)
                made.addPixmap(pixmap(name, "edge", size, ratio), QIcon.Mode.Disabled, state)
    return made


def pixmap(name: str, token: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels."""
    return _tinted(name, colour(token).name(), size, ratio)


def _pixel_ratios() -> set[float]:
    """One for each screen: a picture made for 125 % stays sharp there."""
    return {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}


@lru_cache(maxsize=2048)
def _tinted(name: str, tint: str, size: int, ratio: float) -> QPixmap:
    # Imported at the first icon: the first picture of the program has none.
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", tint).encode()))
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
