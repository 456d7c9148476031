"""The look: named colours for light and dark, a few spacings, the bundled fonts, one style sheet made of them."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.resources import files
from string import Template

from PySide6.QtCore import QDir, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16, 24
RADIUS = 6
ROW_HEIGHT = 32
TEXT_SIZE = 13
SMALL_SIZE = 12
HEADING_SIZE = 15
QUESTION_SIZE = 17
TITLE_SIZE = 21
FIGURE_SIZE = 26
DISPLAY_SIZE = 34
# What people read who answer a questionnaire standing, once in a year.
ASKED_SIZE = 29
ANSWER_SIZE = 24
AID_SIZE = 18
# What an empty field says of itself must not be taken for what stands in it.
HINT_ALPHA = 0.5
FONT_FAMILY = "Noto Sans"
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")

# Icons that the style sheet itself needs as files, each with the colour it is drawn in.
STYLE_ICONS = {
    **dict.fromkeys(("chevron-down", "chevron-up", "chevron-right"), "muted"),
    **dict.fromkeys(("check", "more"), "accent_ink"),
}


class Tone(StrEnum):
    """What a figure, a pill or a line wants to say; always beside words or a shape, never alone."""

    PLAIN = "plain"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True)
class Colours:
    """One theme. ``*_ink`` is written on the colour of the same name, ``*_soft`` is the ground of a pill."""

    ground: str
    card: str
    field: str
    border: str
    edge: str
    line: str
    hover: str
    selection: str
    ink: str
    muted: str
    accent: str
    accent_hover: str
    accent_ink: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    nav: str
    nav_ink: str
    nav_muted: str
    nav_hover: str
    nav_active: str
    nav_active_ink: str


LIGHT = Colours(
    ground="#f3f5f7",
    card="#ffffff",
    field="#ffffff",
    border="#e0e5ea",
    edge="#7f8c98",
    line="#ebeef1",
    hover="#f3f6f8",
    selection="#dceef4",
    ink="#1a2530",
    muted="#556371",
    accent="#1b6680",
    accent_hover="#155469",
    accent_ink="#ffffff",
    accent_soft="#e3f0f4",
    good="#1d7145",
    good_soft="#e3f3ea",
    warn="#855200",
    warn_soft="#fcf1dc",
    bad="#b0342c",
    bad_soft="#fbe9e7",
    nav="#12303d",
    nav_ink="#d7e4e9",
    nav_muted="#9db5bf",
    nav_hover="#1b3d4c",
    nav_active="#285060",
    nav_active_ink="#ffffff",
)
DARK = Colours(
    ground="#12181d",
    card="#1a2229",
    field="#141b21",
    border="#2c3842",
    edge="#6d7c89",
    line="#26313a",
    hover="#212b33",
    selection="#21404d",
    ink="#e6ecf0",
    muted="#a4b1bb",
    accent="#64b5cf",
    accent_hover="#82c6dc",
    accent_ink="#05222d",
    accent_soft="#1d3944",
    good="#6fca97",
    good_soft="#1a3527",
    warn="#e2b55f",
    warn_soft="#382d17",
    bad="#f2958b",
    bad_soft="#3e2421",
    nav="#0c1216",
    nav_ink="#c9d6dc",
    nav_muted="#8b9ca6",
    nav_hover="#172127",
    nav_active="#1f3742",
    nav_active_ink="#ffffff",
)

_current = LIGHT
_style_files: QTemporaryDir | None = None


def colours() -> Colours:
    """The colours of the theme in force."""
    return _current


def colour(name: str) -> QColor:
    """A colour of the theme in force by its name, or by a ``#rrggbb`` value."""
    return QColor(name if name.startswith("#") else getattr(_current, name))


def tone_colours(tone: Tone) -> tuple[str, str]:
    """Ink and ground of a tone."""
    match tone:
        case Tone.PLAIN:
            return _current.ink, _current.line
        case Tone.MUTED:
            return _current.muted, _current.line
        case Tone.ACCENT | Tone.GOOD | Tone.WARN | Tone.BAD:
            return getattr(_current, tone.value), getattr(_current, f"{tone.value}_soft")


def is_dark_wanted(app: QApplication, choice: str) -> bool:
    """``choice`` is system, light or dark; "system" asks the desktop, and is light where it does not say."""
    if choice == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return choice == "dark"


def apply_theme(app: QApplication, choice: str) -> None:
    """Dress the whole program; widgets that hold tinted icons are built again by the window."""
    global _current
    _current = DARK if is_dark_wanted(app, choice) else LIGHT
    app.setStyle("Fusion")
    # Here, not in the style sheet: from there Qt would give them to every widget by itself, each time anew.
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())


def load_fonts(app: QApplication) -> None:
    """Use the bundled letters, so that no PC lacks ʻ or қ."""
    folder = files("resources") / "fonts"
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(folder.joinpath(name))) < 0:
            raise FileNotFoundError(name)


def font(size: int = TEXT_SIZE, *, is_bold: bool = False) -> QFont:
    made = QFont(FONT_FAMILY)
    made.setPixelSize(size)
    made.setBold(is_bold)
    return made


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for place, name in {
        role.Window: "ground",
        role.WindowText: "ink",
        role.Base: "card",
        role.AlternateBase: "hover",
        role.Text: "ink",
        role.Button: "card",
        role.ButtonText: "ink",
        role.ToolTipBase: "ink",
        role.ToolTipText: "card",
        role.Highlight: "selection",
        role.HighlightedText: "ink",
        role.Link: "accent",
        role.Mid: "border",
    }.items():
        palette.setColor(place, colour(name))
    hint = colour("ink")
    hint.setAlphaF(HINT_ALPHA)
    palette.setColor(role.PlaceholderText, hint)
    return palette


def _style_sheet() -> str:
    sizes = {
        "text": TEXT_SIZE,
        "radius": RADIUS,
        "small": SMALL_SIZE,
        "heading": HEADING_SIZE,
        "question": QUESTION_SIZE,
        "title": TITLE_SIZE,
        "figure": FIGURE_SIZE,
        "display": DISPLAY_SIZE,
        "asked": ASKED_SIZE,
        "answer": ANSWER_SIZE,
        "aid": AID_SIZE,
    }
    sheet = Template((files("resources") / "styles" / "mahorat.qss").read_text(encoding="utf-8"))
    _lay_out_style_icons()
    return sheet.substitute(asdict(_current), **{name: str(size) for name, size in sizes.items()})


def _lay_out_style_icons() -> None:
    """A style sheet takes pictures only from files, so the few it needs are tinted into a folder of our own."""
    global _style_files
    _style_files = QTemporaryDir()
    for name, token in STYLE_ICONS.items():
        drawing = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        tinted = drawing.replace("currentColor", getattr(_current, token))
        with open(_style_files.filePath(f"{name}.svg"), "w", encoding="utf-8") as target:
            target.write(tinted)
    QDir.setSearchPaths("style", [_style_files.path()])
