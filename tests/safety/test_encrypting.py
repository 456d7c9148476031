"""Encryption turned on and off, and keys changed: the data stay whole, and closed to whoever has no key."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from db import schema
from db.models.journal import JournalEntry
from desktop_app.bootstrap import holds_centre, open_centre, restore_centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Cancelled, SignInNeeded, StorageError
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.progress import Progress
from desktop_app.protection import slots
from desktop_app.protection.keys import keys_of, keys_of_backup
from desktop_app.protection.locked_files import key_for
from desktop_app.protection.master import MasterKey
from desktop_app.safety import encrypting
from desktop_app.safety.backup import back_up, backups
from desktop_app.safety.encrypting import decrypt, encrypt, protection_state, rotate
from desktop_app.safety.restore import preview_restore
from desktop_app.safety.rewriting import rewrite
from desktop_app.safety.second_medium import choose_second_medium, copy_to_second_medium
from desktop_app.safety.snapshot import opened
from tests import factories

CLOCK = FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
SURNAME = "Qanoatova"


class Killed(BaseException):
    """What no handler of the program catches."""


@dataclass(frozen=True)
class Made:
    """Folders of one closed centre before and after its encryption; what opens it."""

    plain: Path
    encrypted: Path
    master: MasterKey
    recovery: str


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture(scope="module")
def made(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A centre with one person, one plain backup, one account and a recovery sheet."""
    paths = CentrePaths(tmp_path_factory.mktemp("protected") / "plain")
    shutil.copytree(template_database.parent, paths.folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "COST", (32, 1, 1))
        centre = open_centre(paths, clock=CLOCK)
        factories.write(centre, factories.person(surname=SURNAME))
        back_up(centre, reason="on-demand")
        keys = keys_of(paths)
        assert keys is not None
        assert centre.master is not None
        keys.add_slot(centre.master, "nodira", "oq terak")
        recovery = keys.new_recovery(centre.master)
        master = keys.close_keys(centre.master)
        centre.close()
    encrypted = CentrePaths(paths.folder.with_name("encrypted"))
    shutil.copytree(paths.folder, encrypted.folder)
    encrypt(encrypted, master, clock=CLOCK, progress=Progress())
    return Made(paths.folder, encrypted.folder, master, recovery)


@pytest.fixture
def centre_paths(tmp_path: Path) -> CentrePaths:
    return CentrePaths(tmp_path / "centre")


@pytest.fixture
def master(centre_paths: CentrePaths, made: Made) -> MasterKey:
    """The centre lies in its folder and is not encrypted."""
    shutil.copytree(made.plain, centre_paths.folder)
    return made.master


@pytest.fixture
def encrypted(centre_paths: CentrePaths, made: Made) -> MasterKey:
    shutil.copytree(made.encrypted, centre_paths.folder)
    return made.master


def contents(database: Path, master: MasterKey) -> dict[str, list[Any]]:
    with opened(database, key=key_for(database, master)) as raw:
        return {
            table: raw.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("person", "journal", "staff", "mark_kind", "state_mark")
        }


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_encrypting_leaves_every_row_and_no_readable_byte(centre_paths: CentrePaths, master: MasterKey) -> None:
    before = contents(centre_paths.database, master)
    assert SURNAME.encode() in bytes_of(centre_paths.folder)
    encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    assert contents(centre_paths.database, master) == before
    assert SURNAME.encode() not in bytes_of(centre_paths.folder)
    assert (protection_state(centre_paths).is_encrypted, protection_state(centre_paths).plain_backups) == (True, 0)


def test_the_old_bytes_are_overwritten_and_not_only_let_go(
    centre_paths: CentrePaths, master: MasterKey, tmp_path: Path
) -> None:
    same_bytes = tmp_path / "the same blocks of the disk"
    same_bytes.hardlink_to(centre_paths.database)
    encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    assert set(same_bytes.read_bytes()) == {0}


def test_an_encrypted_centre_opens_for_its_master_and_for_nobody_else(
    centre_paths: CentrePaths, encrypted: MasterKey
) -> None:
    assert holds_centre(centre_paths)
    for stranger in (None, MasterKey.new()):
        with pytest.raises(SignInNeeded):
            open_centre(centre_paths, master=stranger)
    keys = keys_of(centre_paths)
    assert keys is not None
    centre = open_centre(centre_paths, clock=CLOCK, master=keys.unlock("nodira", "oq terak", clock=CLOCK))
    factories.write(centre, factories.person(surname="Ikkinchi"))
    centre.close()
    assert b"Ikkinchi" not in bytes_of(centre_paths.folder)


def test_nothing_is_encrypted_while_the_centre_is_open(centre_paths: CentrePaths, encrypted: MasterKey) -> None:
    centre = open_centre(centre_paths, master=encrypted)
    with pytest.raises(StorageError, match="in_use"):
        decrypt(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    centre.close()


def test_decrypting_gives_every_row_back(centre_paths: CentrePaths, encrypted: MasterKey) -> None:
    before = contents(centre_paths.database, encrypted)
    decrypt(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    assert schema.is_plain(centre_paths.database)
    assert contents(centre_paths.database, encrypted) == before
    open_centre(centre_paths, clock=CLOCK, master=encrypted).close()


def test_stopping_leaves_the_data_as_they_were(centre_paths: CentrePaths, master: MasterKey) -> None:
    progress = Progress()
    progress.cancel()
    content = contents(centre_paths.database, master)
    with pytest.raises(Cancelled):
        encrypt(centre_paths, master, clock=CLOCK, progress=progress)
    assert schema.is_plain(centre_paths.database)
    assert contents(centre_paths.database, master) == content


def test_after_a_rotation_who_left_opens_nothing_new(
    centre_paths: CentrePaths, encrypted: MasterKey, made: Made
) -> None:
    keys = keys_of(centre_paths)
    assert keys is not None
    keys.add_slot(encrypted, "karim", "baland togʻ")
    keys.remove_slot(encrypted, "karim")
    new = rotate(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    with pytest.raises(SignInNeeded):
        key_for(centre_paths.database, encrypted)
    assert key_for(centre_paths.database, new) == new.database()
    assert keys.recover(made.recovery) == keys.unlock("nodira", "oq terak", clock=CLOCK) == new


def test_backups_of_before_a_rotation_come_back_under_the_present_key(
    centre_paths: CentrePaths, encrypted: MasterKey
) -> None:
    new = rotate(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    older = backups(centre_paths.backups)[1].path
    centre, preview = restore_centre(centre_paths, older, clock=CLOCK, master=new)
    centre.close()
    assert preview.people == 1
    assert key_for(centre_paths.database, new) == new.database()


def test_a_backup_and_the_recovery_sheet_are_enough_on_a_clean_pc(
    centre_paths: CentrePaths, encrypted: MasterKey, made: Made, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    centre_paths.backups.rename(stick)
    record = backups(stick)[-1]
    keys, paths = keys_of_backup(record.path), CentrePaths(tmp_path / "new PC")
    assert keys is not None
    with pytest.raises(SignInNeeded):
        preview_restore(paths, record.path)
    centre, _preview = restore_centre(paths, record.path, clock=CLOCK, master=keys.recover(made.recovery))
    centre.close()
    assert not schema.is_plain(paths.database)
    there = keys_of(paths)
    assert there is not None
    assert there.unlock("nodira", "oq terak", clock=CLOCK) == encrypted


def test_a_plain_backup_brought_back_is_encrypted_like_the_data_it_replaces(
    centre_paths: CentrePaths, master: MasterKey, tmp_path: Path
) -> None:
    plain = tmp_path / "stick" / backups(centre_paths.backups)[0].path.name
    plain.parent.mkdir()
    plain.write_bytes(backups(centre_paths.backups)[0].path.read_bytes())
    encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    with pytest.raises(SignInNeeded):
        restore_centre(centre_paths, plain, clock=CLOCK)
    restore_centre(centre_paths, plain, clock=CLOCK, master=master)[0].close()
    assert not schema.is_plain(centre_paths.database)


def test_a_data_file_without_its_keys_is_told_and_left_alone(centre_paths: CentrePaths, encrypted: MasterKey) -> None:
    centre_paths.keys.unlink()
    content = centre_paths.database.read_bytes()
    with pytest.raises(StorageError, match="keys_unreadable"):
        open_centre(centre_paths, master=encrypted)
    assert centre_paths.database.read_bytes() == content


def test_every_one_of_four_hundred_flipped_bits_in_a_backup_is_found(
    centre_paths: CentrePaths, encrypted: MasterKey
) -> None:
    file = backups(centre_paths.backups)[0].path
    for altered, flips in ((file, 350), (keys_beside(file), 50)):
        content = bytearray(altered.read_bytes())
        for place in range(flips):
            at = len(content) * place // flips
            content[at] ^= 1 << place % 8
            altered.write_bytes(content)
            with pytest.raises(StorageError, match="backup_altered"):
                preview_restore(centre_paths, file, master=encrypted)
            content[at] ^= 1 << place % 8
        altered.write_bytes(content)
    assert preview_restore(centre_paths, file, master=encrypted).has_manifest


def test_when_all_passwords_are_lost_the_sheet_and_a_backup_of_before_a_rotation_bring_the_centre_back(
    centre_paths: CentrePaths, encrypted: MasterKey, made: Made
) -> None:
    file = backups(centre_paths.backups)[1].path
    keys = keys_of(centre_paths)
    assert keys is not None
    new = rotate(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    keys.new_recovery(new)
    of_backup = keys_of_backup(file)
    assert of_backup is not None
    centre, preview = restore_centre(centre_paths, file, clock=CLOCK, master=of_backup.recover(made.recovery))
    centre.close()
    assert (preview.people, preview.now) == (1, None)
    (replaced,) = centre_paths.replaced.glob("*.db")
    assert key_for(replaced, new) == new.database()


def test_accounts_without_their_keys_do_not_become_a_centre_that_anybody_opens(
    centre_paths: CentrePaths, master: MasterKey
) -> None:
    with opened(centre_paths.database, read_only=False) as raw:
        raw.execute(
            "INSERT INTO account (staff_id, login, roles, is_active, must_change, created_at, created_by, version) "
            "SELECT id, 'nodira', '[]', 1, 0, '2026-11-22 09:00:00', '', 1 FROM staff LIMIT 1"
        )
    centre_paths.keys.unlink()
    with pytest.raises(StorageError, match="keys_unreadable"):
        open_centre(centre_paths)
    assert not centre_paths.keys.exists()


def test_no_key_is_told_by_logs_errors_or_anything_that_is_printed(
    centre_paths: CentrePaths, encrypted: MasterKey, capfd: pytest.CaptureFixture[str]
) -> None:
    centre = open_centre(centre_paths, clock=CLOCK, master=encrypted)
    with centre.engine.connect() as connection, pytest.raises(DBAPIError) as told:
        connection.exec_driver_sql("SELECT * FROM no_such_table")
    shown = f"{centre.engine!r} {centre.engine.url!r} {centre.engine.pool!r} {centre!r} {told.value!r} {told.value}"
    centre.close()
    content = bytearray(centre_paths.database.read_bytes())
    content[200] ^= 1
    centre_paths.database.write_bytes(content)
    with pytest.raises(StorageError, match="corrupt") as damaged:
        open_centre(centre_paths, clock=CLOCK, master=encrypted)
    output = capfd.readouterr()
    shown += f"{damaged.value!r} {damaged.value.__cause__!r} {output.out} {output.err} {centre_paths.log.read_text()}"
    for secret in (encrypted.database(), encrypted.raw.hex(), encrypted.journal().hex()):
        assert secret not in shown
    assert output.err == ""


def test_plain_copies_leave_the_second_medium_once_the_centre_is_encrypted(
    centre_paths: CentrePaths, master: MasterKey, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(open_centre(centre_paths, clock=CLOCK, master=master)) as centre:
        centre.write(choose_second_medium, folder=str(stick))
        copy_to_second_medium(centre)
    assert SURNAME.encode() in bytes_of(stick)
    encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    with closing(open_centre(centre_paths, clock=CLOCK, master=master)) as centre:
        record = copy_to_second_medium(centre)
    assert SURNAME.encode() not in bytes_of(stick)
    assert backups(record.path.parent) == [record]


def test_no_key_of_a_backup_is_one_that_lies_open(centre_paths: CentrePaths, encrypted: MasterKey) -> None:
    for record in backups(centre_paths.backups):
        assert b'"open"' not in keys_beside(record.path).read_bytes()
        preview_restore(centre_paths, record.path, master=encrypted)


def test_one_hundred_and_twenty_flipped_bits_are_all_found(centre_paths: CentrePaths, encrypted: MasterKey) -> None:
    content = bytearray(centre_paths.database.read_bytes())
    key, missed = encrypted.database(), []
    for place in range(120):
        at = len(content) * place // 120 + place % 97
        content[at] ^= 1 << place % 8
        centre_paths.database.write_bytes(content)
        if not is_broken(centre_paths.database, key, page=at // 4096 + 1):
            missed.append(at)
        content[at] ^= 1 << place % 8
    assert missed == []


def is_broken(database: Path, key: str, *, page: int) -> bool:
    """Whether the check of the seals names the page, or the file does not open at all."""
    with opened(database, key=key) as raw:
        found = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check").fetchall()]
    return any(f"page {page}" in each for each in found)


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["write_manifest", "whole_bytes"])
def test_a_backup_is_vouched_for_wherever_its_encryption_was_killed(
    centre_paths: CentrePaths, master: MasterKey, monkeypatch: pytest.MonkeyPatch, step: str, is_after: bool
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(encrypting, step, killing(getattr(encrypting, step), is_after=is_after))
        with pytest.raises(Killed):
            encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    first = backups(centre_paths.backups)[0].path
    preview_restore(centre_paths, first, master=master)
    encrypt(centre_paths, master, clock=CLOCK, progress=Progress())
    assert preview_restore(centre_paths, first, master=master).has_manifest
    assert protection_state(centre_paths).plain_backups == 0


def test_a_rotation_killed_before_the_data_leaves_them_open_to_everybody_who_stays(
    centre_paths: CentrePaths, encrypted: MasterKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(encrypting, "rewrite", killing(rewrite, is_after=False))
        with pytest.raises(Killed):
            rotate(centre_paths, encrypted, clock=CLOCK, progress=Progress())
    new = present(centre_paths)
    assert key_for(centre_paths.database, new) == encrypted.database()
    with closing(open_centre(centre_paths, clock=CLOCK, master=new)) as centre:
        told = centre.read(lambda unit: unit.session.scalars(select(JournalEntry.action)).all())
    assert "rotate" in told, "the next start ends it and says so"
    assert key_for(centre_paths.database, new) == new.database() != encrypted.database()


def present(paths: CentrePaths) -> MasterKey:
    keys = keys_of(paths)
    assert keys is not None
    return keys.unlock("nodira", "oq terak", clock=CLOCK)


def killing(step: Callable[..., object], *, is_after: bool) -> Callable[..., object]:
    def killed(*given: object, **how: object) -> object:
        if is_after:
            step(*given, **how)
        raise Killed

    return killed
