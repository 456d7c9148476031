"""The makers' script: what it says where something is missing, and what its tour visits."""

import string

import pytest

import dev

COHORTS = [
    {"code": "A-1", "state": "running", "to": "2024-12-20"},
    {"code": "A-2", "state": "completed", "to": "2024-11-29"},
    {"code": "A-3", "state": "planned", "to": "2025-02-14"},
]


def test_a_python_without_wheels_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(dev.CannotGoOn, match=r"needs Python 3\.11 to 3\.14; this is 3\.10\."):
        dev.check_python()


def test_this_python_is_good_enough() -> None:
    dev.check_python()


def test_a_system_that_is_not_debian_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    with pytest.raises(dev.CannotGoOn, match="libfontconfig1"):
        dev.ensure_libraries({"libnosuch.so.9": "libfontconfig1"})


@pytest.mark.skipif(dev.ON_WINDOWS, reason="there are no Debian packages on Windows")
def test_who_is_not_root_is_given_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(dev.CannotGoOn, match=r"sudo apt-get install .* libegl1"):
        dev.ensure_libraries({"libnosuch.so.9": "libegl1"})


def test_a_screen_is_known_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ON_LINUX", True)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_screen()


def test_the_tour_visits_a_cohort_that_waits_and_one_that_is_over() -> None:
    stops = dev.tour_stops(COHORTS)
    assert (stops["awaiting"], stops["finished"], stops["month"]) == ("A-3", "A-2", "2024-11")


def test_a_centre_without_a_finished_cohort_ends_the_tour_in_a_sentence() -> None:
    with pytest.raises(dev.CannotGoOn, match="closed or completed"):
        dev.tour_stops(COHORTS[2:])


def test_every_place_that_a_step_names_is_a_stop_of_the_tour() -> None:
    written = [words for step in dev.TOUR_STEPS for words in (step.title, *step.arguments)]
    named = {name for words in written for _text, name, *_rest in string.Formatter().parse(words) if name}
    assert named <= set(dev.tour_stops(COHORTS))
