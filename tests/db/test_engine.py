"""The settings that every connection has, and what they forbid."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from db import engine as engines
from db.engine import fold_wal, open_engine, read_pragma, writing
from desktop_app.centre import Centre

pytestmark = pytest.mark.of_a_file

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "busy_timeout": 10_000,
}


def pragmas(engine: Any) -> dict[str, Any]:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        return {name: read_pragma(raw, name) for name in EXPECTED}


def test_every_connection_has_the_safe_settings(centre: Centre) -> None:
    assert pragmas(centre.engine) == EXPECTED
    centre.engine.dispose()
    assert pragmas(writing(centre.engine)) == EXPECTED


def test_a_reading_connection_cannot_write(centre: Centre) -> None:
    with centre.engine.connect() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.execute(text("UPDATE staff SET full_name = 'X'"))


def test_a_connection_that_wrote_is_read_only_when_it_is_used_for_reading(centre: Centre) -> None:
    with writing(centre.engine).begin() as connection:
        connection.execute(text("UPDATE staff SET phone = '+998901112233'"))
    with centre.engine.connect() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.execute(text("UPDATE staff SET phone = ''"))


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 52, 0)])
def test_an_sqlite_that_loses_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", version)
    with pytest.raises(RuntimeError, match="not safe"):
        open_engine(tmp_path / "a.db")


def test_a_setting_that_is_not_taken_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_SETTINGS", (("synchronous", "FULL", 3),))
    engine = open_engine(tmp_path / "a.db")
    with pytest.raises(RuntimeError, match="answered 2 to synchronous = FULL"):
        engine.connect()
    engine.dispose()


def test_folding_empties_the_log(centre: Centre) -> None:
    log = centre.paths.database.with_name("mahorat.db-wal")
    with writing(centre.engine).begin() as connection:
        connection.execute(text("UPDATE staff SET phone = '1'"))
    assert log.stat().st_size > 0
    fold_wal(centre.engine)
    assert log.stat().st_size == 0
