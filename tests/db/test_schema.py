"""The schema: recognised, refused when foreign, and moved forward whole or not at all."""

import lzma
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text

from db import models, schema
from db.base import Base
from db.engine import open_engine, read_pragma, writing
from db.errors import DatabaseFault, StorageFault
from db.models.reference import ReferenceItem
from db.unit_of_work import UnitOfWork
from desktop_app.bootstrap import create_centre, open_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.errors import NotFound, Refused, StorageError
from desktop_app.instance import InstanceLock
from desktop_app.paths import CentrePaths
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from desktop_app.progress import Progress
from desktop_app.questionnaires.layout import Answers
from desktop_app.safety.backup import backups
from desktop_app.safety.check import check_centre
from desktop_app.safety.snapshot import opened
from desktop_app.surveys.taking import sheet

pytestmark = pytest.mark.of_a_file

RELEASED = Path(__file__).with_name("released")
# Lists and rules that a new version brings along; everything else stays as it was, row for row.
FIRST_PACKED = 5  # the release since which a sheet is one packed value
GROWING = {"reference_item", "dated_rule", "person_word", "questionnaire", "journal"}


def alter(paths: CentrePaths, sql: str) -> bytes:
    """Change the closed file as another program would; returns its bytes."""
    with opened(paths.database, read_only=False) as raw:
        raw.execute(sql)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return paths.database.read_bytes()


def test_the_newest_migration_makes_what_the_models_say(centre: Centre) -> None:
    assert models.__all__
    with centre.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_fingerprint_of_this_version_is_the_recorded_one(centre: Centre) -> None:
    with opened(centre.paths.database) as raw:
        found = schema.fingerprint(raw)
    assert found == schema.FINGERPRINTS[schema.newest_version()], "record this value in db/schema.py"


def test_every_table_takes_the_name_of_its_constraints_from_us() -> None:
    unnamed = [
        f"{table.name}: {constraint!r}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []


def test_a_new_file_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert schema.version_in(tmp_path / "empty.db") is None
    assert schema.version_in(tmp_path / "absent.db") is None


def test_a_newer_file_is_refused_and_not_a_byte_of_it_changes(centre_paths: CentrePaths) -> None:
    content = alter(centre_paths, "PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="newer_version") as told:
        open_centre(centre_paths)
    assert told.value.facts["found"] == 99
    assert centre_paths.database.read_bytes() == content
    assert backups(centre_paths.backups) == []


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER planted AFTER INSERT ON person BEGIN DELETE FROM journal; END",
        "CREATE VIEW planted AS SELECT * FROM person",
        "CREATE TABLE planted (x)",
        "DROP INDEX ix_person_document",
        "ALTER TABLE person ADD COLUMN planted",
    ],
    ids=["trigger", "view", "table", "index", "column"],
)
def test_a_file_whose_structure_was_altered_is_refused(centre_paths: CentrePaths, sql: str) -> None:
    content = alter(centre_paths, sql)
    with pytest.raises(StorageError, match="altered_schema"):
        open_centre(centre_paths)
    assert centre_paths.database.read_bytes() == content


def test_a_database_of_another_program_is_refused(centre_paths: CentrePaths) -> None:
    alter(centre_paths, "PRAGMA application_id = 7")
    with pytest.raises(StorageError, match="not_a_centre"):
        open_centre(centre_paths)


def test_a_file_that_is_no_database_is_refused(centre_paths: CentrePaths) -> None:
    centre_paths.database.write_text("Familiya;Ism")
    with pytest.raises(StorageError, match="not_a_centre"):
        open_centre(centre_paths)


def test_a_file_cut_short_is_refused(centre_paths: CentrePaths) -> None:
    centre_paths.database.write_bytes(centre_paths.database.read_bytes()[:6000])
    with pytest.raises(StorageError, match="corrupt"):
        open_centre(centre_paths)


def test_a_migration_that_is_refused_at_its_end_leaves_nothing(tmp_path: Path) -> None:
    def refuse(connection: Connection) -> None:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0
        raise DatabaseFault(StorageFault.CORRUPT)

    engine = open_engine(tmp_path / "new.db")
    with pytest.raises(DatabaseFault):
        schema.migrate(engine, check=refuse)
    assert schema.version_in(tmp_path / "new.db") is None
    schema.migrate(engine)
    assert schema.version_in(tmp_path / "new.db") == schema.newest_version()
    engine.dispose()


def test_broken_references_stop_a_migration(centre_paths: CentrePaths) -> None:
    engine = open_engine(centre_paths.database)
    with opened(centre_paths.database, read_only=False) as raw:
        raw.execute("INSERT INTO person_word VALUES ('karimova', 777)")
    with pytest.raises(DatabaseFault) as told:
        schema.migrate(engine)
    assert told.value.facts == {"broken_references": 1}
    engine.dispose()


def test_references_are_kept_again_after_a_migration(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "new.db")
    schema.migrate(engine)
    with writing(engine).connect() as connection:
        assert read_pragma(connection.connection.driver_connection, "foreign_keys") == 1
    engine.dispose()


@pytest.fixture(params=sorted(RELEASED.glob("*.db.xz")), ids=lambda file: file.name)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> CentrePaths:
    """A centre of 240 people as an earlier release left it, with cohorts, marks, answers and certificates."""
    paths = CentrePaths(tmp_path / "released")
    paths.folder.mkdir(mode=0o700)
    paths.database.write_bytes(lzma.decompress(request.param.read_bytes()))
    return paths


def codes_in_lists(unit: UnitOfWork) -> set[tuple[str, str]]:
    return {(row.list_name, row.code) for row in unit.session.scalars(select(ReferenceItem))}


def rows_in(paths: CentrePaths) -> dict[str, int]:
    with opened(paths.database) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def test_a_centre_of_every_release_is_backed_up_and_moved_forward_whole(released: CentrePaths) -> None:
    before, version = rows_in(released), schema.version_in(released.database)
    with closing(open_centre(released)) as centre:
        assert [result for result in centre.read(check_centre, progress=Progress()) if not result.ok] == []
        found = {line.id for line in centre.read(people_page, wanted=PeopleFilter(), offset=0, limit=1_000)}
        # Who walked in and is not recognised yet has no card that is listed.
        assert len(found) == before["person"] - before.get("walk_in", 0)
    (record,) = backups(released.backups)
    assert (record.reason, record.schema_version) == (f"before-migration-{version}-{schema.newest_version()}", version)
    assert record.is_before_migration
    assert schema.version_in(released.database) == schema.newest_version()
    after = rows_in(released)
    # The closed answers of a sheet became one packed value.
    grown = {table for table in before if after[table] != before[table]} - {"survey_answer"}
    assert grown <= GROWING
    # The list of marks became a table of its own.
    after["reference_item"] += 0 if "mark_kind" in before else after["mark_kind"]
    assert all(after[table] > before[table] for table in grown - {"reference_item"})
    assert after["reference_item"] >= before["reference_item"]


def answers_before(paths: CentrePaths) -> dict[int, set[tuple[str, object]]]:
    """The answers of every sheet as a release before the fifth kept them: a row each."""
    found: dict[int, set[tuple[str, object]]] = {}
    with opened(paths.database) as raw:
        for response, item, number, text in raw.execute("SELECT response_id, item, number, text FROM survey_answer"):
            found.setdefault(response, set()).add((item, number if text is None else text))
    return found


def as_rows(answers: Answers) -> set[tuple[str, object]]:
    rows: set[tuple[str, object]] = set()
    for code, value in answers.items():
        if isinstance(value, tuple):
            is_rank = code == "C"
            rows |= {(f"{code}.{option}", place if is_rank else 1) for place, option in enumerate(value, start=1)}
        else:
            rows.add((f"{code}.{value}", 1) if code == "D1" else (code, value))
    return rows


def packed_sheets(paths: CentrePaths) -> list[tuple[int, bytes]]:
    with opened(paths.database) as raw:
        return list(raw.execute("SELECT id, packed FROM survey_response ORDER BY id").fetchall())


def test_answers_given_to_every_release_are_the_same_afterwards(released: CentrePaths) -> None:
    if (schema.version_in(released.database) or 0) >= FIRST_PACKED:
        before_packed = packed_sheets(released)
        open_centre(released).close()
        assert before_packed
        assert packed_sheets(released) == before_packed
        return
    before = answers_before(released)
    assert before
    with closing(open_centre(released)) as moved:
        for response, rows in before.items():
            assert as_rows(moved.read(sheet, response_id=response).answers) == rows


def test_a_centre_of_every_release_gets_the_lists_of_a_new_one(released: CentrePaths, centre: Centre) -> None:
    with closing(open_centre(released)) as moved:
        assert moved.read(codes_in_lists) == centre.read(codes_in_lists)


def test_every_release_before_this_one_has_its_file_here() -> None:
    kept = [int(file.name.split(".")[0]) for file in sorted(RELEASED.glob("*.db.xz"))]
    assert kept == sorted(set(schema.FINGERPRINTS) - {schema.newest_version()})


def test_an_empty_folder_holds_no_centre(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no_centre_in_folder"):
        open_centre(CentrePaths(tmp_path))


def test_a_file_that_was_never_founded_holds_no_centre_and_can_be_founded(tmp_path: Path) -> None:
    paths = CentrePaths(tmp_path)
    engine = open_engine(paths.database)
    schema.migrate(engine)
    engine.dispose()
    with pytest.raises(NotFound, match="no_centre_in_folder"):
        open_centre(paths)
    create_centre(paths, DEMONSTRATION).close()
    open_centre(paths).close()


def test_a_centre_is_not_founded_twice(centre_paths: CentrePaths) -> None:
    content = centre_paths.database.read_bytes()
    with pytest.raises(Refused, match="centre_exists"):
        create_centre(centre_paths, DEMONSTRATION)
    assert centre_paths.database.read_bytes() == content


def test_a_folder_that_another_program_is_founding_is_left_alone(tmp_path: Path) -> None:
    paths = CentrePaths(tmp_path)
    engine = open_engine(paths.database)
    schema.migrate(engine)
    engine.dispose()
    lock = InstanceLock(paths.lock)
    with pytest.raises(StorageError, match="in_use"):
        create_centre(paths, DEMONSTRATION)
    lock.release()
    assert schema.version_in(paths.database) == schema.newest_version()


def test_of_programs_that_found_a_centre_at_once_one_succeeds_and_the_others_harm_nothing(tmp_path: Path) -> None:
    paths, together = CentrePaths(tmp_path), Barrier(4)

    def found(_place: int) -> str:
        together.wait()
        try:
            create_centre(paths, DEMONSTRATION).close()
        except (Refused, StorageError) as error:
            return error.code
        return "founded"

    with ThreadPoolExecutor(4) as programs:
        ends = list(programs.map(found, range(4)))
    assert ends.count("founded") == 1
    assert set(ends) <= {"founded", "in_use", "centre_exists"}
    open_centre(paths).close()


def test_the_newest_version_is_that_of_the_last_revision() -> None:
    head = ScriptDirectory.from_config(schema.alembic_config()).get_current_head()
    assert head is not None
    assert int(head) == schema.newest_version()
