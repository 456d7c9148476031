"""The program's settings on this PC: one frozen record in a TOML file, saved whole."""

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES
from desktop_app.whole_file import whole_text

FORMAT = 1
THEMES = ("system", "light", "dark")
# What a digit typed in the register of attendance means.
DIGITS = ("hours", "minutes")
REGISTER_VIEWS = ("course", "lesson")


@dataclass(frozen=True)
class Settings:
    """What this PC remembers. ``data_folder`` empty means that no centre was chosen yet."""

    language: str = DEFAULT_LANGUAGE
    theme: str = "system"
    data_folder: str = ""
    staff_id: int = 0
    # Who signs in here, by login, and what the centre is called: it cannot be asked before somebody has signed in.
    centre_name: str = ""
    staff_names: dict[str, str] = field(default_factory=dict)
    last_login: str = ""
    # The day, as text, on which accounts were last put off.
    accounts_put_off: str = ""
    is_navigation_collapsed: bool = False
    window: str = ""
    # Widths and order of a table's columns by the table's name, as Qt packs them, in base64.
    tables: dict[str, str] = field(default_factory=dict)
    register_view: str = REGISTER_VIEWS[0]
    register_digits: str = DIGITS[0]
    # Keys of the register that were chosen in place of the usual ones, by what they do.
    register_keys: dict[str, str] = field(default_factory=dict)
    # What stands on an attendance sheet beside number and name, and how many rows are left free on it.
    sheet_columns: list[str] = field(default_factory=list)
    sheet_blank_rows: int = 3
    # The station at the door: of which room (0: the whole centre), and whether a refused badge is heard.
    door_room: int = 0
    has_door_sounds: bool = False
    # What each printer needs to hit a blank, by printer, tray and paper: mm to the right and down, and the scale.
    calibrations: dict[str, list[float]] = field(default_factory=dict)

    def with_table(self, name: str, state: str) -> "Settings":
        return replace(self, tables={**self.tables, name: state})


# Each upgrade turns the plain values of format N into those of format N + 1.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def load_settings(path: Path) -> Settings:
    """The saved settings; defaults where there are none. A broken file is set aside, never lost."""
    if not path.exists():
        return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        path.replace(path.with_suffix(".broken"))
        return Settings()
    for number in range(int(values.pop("format", FORMAT)), FORMAT):
        values = UPGRADES[number](values)
    return _sound(values)


def save_settings(path: Path, settings: Settings) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = tomli_w.dumps({"format": FORMAT, **asdict(settings)})
    whole_text(path, text)


def _sound(values: dict[str, Any]) -> Settings:
    """Settings from outside: what is unknown or of the wrong type falls back to its default."""
    defaults = Settings()
    known = {
        item.name: values[item.name]
        for item in fields(Settings)
        if item.name in values and isinstance(values[item.name], type(getattr(defaults, item.name)))
    }
    settings = replace(defaults, **known)
    if settings.language not in LANGUAGES:
        settings = replace(settings, language=DEFAULT_LANGUAGE)
    if settings.theme not in THEMES:
        settings = replace(settings, theme="system")
    if settings.register_digits not in DIGITS:
        settings = replace(settings, register_digits=DIGITS[0])
    if settings.register_view not in REGISTER_VIEWS:
        settings = replace(settings, register_view=REGISTER_VIEWS[0])
    if not all(isinstance(name, str) for name in settings.staff_names.values()):
        settings = replace(settings, staff_names={})
    if not all(isinstance(key, str) for key in settings.register_keys.values()):
        settings = replace(settings, register_keys={})
    if not all(map(_is_calibration, settings.calibrations.values())):
        settings = replace(settings, calibrations={})
    return settings


def _is_calibration(value: object) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(each, int | float) for each in value)
