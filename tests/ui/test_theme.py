"""Colours that can be read, icons of one style, fonts that carry every letter."""

from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.theme import DARK, LIGHT, Colours

AA_TEXT, AA_EDGE = 4.5, 3.0
ICONS = Path(__file__).parents[2] / "resources" / "icons"
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "muted", "accent", "good", "warn", "bad") for ground in ("card", "ground")),
    *((ink, "hover") for ink in ("ink", "muted")),
    *((ink, "selection") for ink in ("ink", "muted")),
    *((tone, f"{tone}_soft") for tone in ("accent", "good", "warn", "bad")),
    *(("ink", f"{tone}_soft") for tone in ("accent", "good", "warn", "bad")),
    ("muted", "line"),
    ("muted", "accent_soft"),
    ("ink", "field"),
    ("muted", "field"),
    ("accent_ink", "accent"),
    ("accent_ink", "accent_hover"),
    ("nav_ink", "nav"),
    ("nav_muted", "nav"),
    ("nav_active_ink", "nav_active"),
    ("nav_ink", "nav_hover"),
)


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    tint = QColor(name)
    return 0.2126 * linear(tint.redF()) + 0.7152 * linear(tint.greenF()) + 0.0722 * linear(tint.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(colours: Colours) -> None:
    poor = {
        f"{ink} on {ground}": round(contrast(getattr(colours, ink), getattr(colours, ground)), 2)
        for ink, ground in TEXT_PAIRS
        if contrast(getattr(colours, ink), getattr(colours, ground)) < AA_TEXT
    }
    assert poor == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(colours: Colours) -> None:
    for ground in ("card", "ground"):
        assert contrast(colours.edge, getattr(colours, ground)) >= AA_EDGE


def test_every_colour_is_a_colour() -> None:
    for colours in (LIGHT, DARK):
        assert all(QColor(getattr(colours, field.name)).isValid() for field in fields(colours))


def test_every_icon_is_drawn_on_the_same_grid_with_the_same_pen(qapp: QApplication) -> None:
    drawings = sorted(ICONS.glob("*.svg"))
    assert len(drawings) > 40
    for path in drawings:
        text = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, path.name
        assert 'stroke-width="1.75"' in text, path.name
        assert text.count("stroke=") == 1, path.name
        image = icons.pixmap(path.stem, "ink", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), path.name


def test_an_icon_is_tinted_by_the_theme(qapp: QApplication) -> None:
    picture = icons.pixmap("plus", "bad", 24, 2.0)
    assert picture.devicePixelRatio() == 2.0
    assert picture.width() == 48
    assert picture.toImage().pixelColor(24, 24).name() == LIGHT.bad


def test_the_bundled_font_carries_every_letter_that_is_written(qapp: QApplication) -> None:
    assert QRawFont.fromFont(theme.font()).familyName() == theme.FONT_FAMILY
    metrics = QFontMetrics(theme.font())
    letters = "ʻʼқғҳўәңşçöğ«»№–…\u202f\u00a0"
    assert [letter for letter in letters if not metrics.inFontUcs4(ord(letter))] == []


def test_letters_and_ink_of_everything_are_said_once_and_to_no_widget_by_itself(qapp: QApplication) -> None:
    """A rule for every widget made a page half as slow again: Qt handed it down anew at each step of the building."""
    sheet = (files("resources") / "styles" / "mahorat.qss").read_text(encoding="utf-8")
    assert not [line for line in sheet.splitlines() if line.startswith(("QWidget {", "*"))]
    assert qapp.font().pixelSize() == theme.TEXT_SIZE
    assert qapp.palette().windowText().color() == theme.colour("ink")
