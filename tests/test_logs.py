"""The log: what happened and where, never whom."""

import faulthandler
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.logs import crashes_told, start_logging, stop_logging

LOGGER = logging.getLogger("mahorat.test")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Gives a function that reads the lines written so far."""
    path = tmp_path / "mahorat.log"
    handler = start_logging(path)
    yield lambda: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stop_logging(handler)


def test_allowed_facts_are_written(log: Callable[[], list[dict[str, Any]]]) -> None:
    LOGGER.warning("told", extra={"facts": {"code": "disk_full", "count": 3}})
    [line] = log()
    assert (line["message"], line["code"], line["count"]) == ("told", "disk_full", 3)


def test_any_other_fact_is_dropped(log: Callable[[], list[dict[str, Any]]]) -> None:
    LOGGER.warning("told", extra={"facts": {"name": "Karimova Dilnoza"}})
    [line] = log()
    assert "Karimova" not in json.dumps(line)


def test_a_crash_is_told_in_a_file_of_its_own_and_only_while_the_centre_is_open(tmp_path: Path) -> None:
    was_listening = faulthandler.is_enabled()
    faulthandler.disable()
    try:
        with crashes_told(tmp_path):
            assert faulthandler.is_enabled()
        assert not faulthandler.is_enabled()
        assert [file.name for file in tmp_path.iterdir()] == ["crashes.txt"]
    finally:
        if was_listening:
            faulthandler.enable()


def test_an_exception_is_told_by_its_kind_and_places_without_its_words(log: Callable[[], list[dict[str, Any]]]) -> None:
    try:
        raise ValueError("31203852310042")
    except ValueError:
        LOGGER.exception("failed")
    [line] = log()
    assert line["error"] == "ValueError"
    assert line["stack"]
    assert "31203852310042" not in json.dumps(line)
