"""The program's settings on a PC."""

from dataclasses import replace
from pathlib import Path

from desktop_app.settings import Settings, load_settings, save_settings


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    settings = replace(Settings(), theme="dark", language="ru", data_folder="D:/Mahorat").with_table("people", "AAA=")
    save_settings(tmp_path / "new" / "settings.toml", settings)
    assert load_settings(tmp_path / "new" / "settings.toml") == settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_a_broken_file_is_set_aside_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = [broken", encoding="utf-8")
    assert load_settings(path) == Settings()
    assert path.with_suffix(".broken").read_text(encoding="utf-8") == "theme = [broken"


def test_senseless_values_fall_back_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('format = 1\ntheme = "pink"\nlanguage = 5\nstaff_id = 7\nunknown = 1\n', encoding="utf-8")
    assert load_settings(path) == replace(Settings(), staff_id=7)


def test_so_do_senseless_ones_of_the_register(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    lines = ('register_view = "both"', 'register_digits = "days"', "[register_keys]", "rest = 5")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load_settings(path) == Settings()


def test_chosen_keys_are_kept(tmp_path: Path) -> None:
    settings = replace(Settings(), register_keys={"rest": "/"}, register_digits="minutes", register_view="lesson")
    save_settings(tmp_path / "settings.toml", settings)
    assert load_settings(tmp_path / "settings.toml") == settings
