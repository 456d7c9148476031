"""A saved file is the old one whole or the new one whole, and a failure says what to do."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app import whole_file
from desktop_app.errors import StorageError
from desktop_app.whole_file import replace_whole, require_place, sweep_leftovers, whole_bytes, whole_text

TWO_DAYS_SECONDS = 2 * 24 * 60 * 60
SHARING_VIOLATION = 32

KILLED_WRITER = """
import os, sys
from pathlib import Path
from desktop_app.whole_file import replace_whole
def write(path):
    path.write_bytes(b"half")
    os._exit(9)
replace_whole(Path(sys.argv[1]), write)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "return.xlsx"
    path.write_bytes(b"old")
    return path


def failing_with(code: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(code, os.strerror(code))

    return write


def refusal(target: Path, write: Callable[[Path], None]) -> StorageError:
    with pytest.raises(StorageError) as refused:
        replace_whole(target, write)
    assert target.name in refused.value.text
    return refused.value


def held_by_excel(held: set[Path]) -> Callable[[Path, Path], None]:
    """``os.replace`` as Windows does it while other programs hold files open."""
    really_replace = os.replace

    def replace(source: Path, target: Path) -> None:
        if target in held:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = SHARING_VIOLATION
            raise error
        really_replace(source, target)

    return replace


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "register.txt"
    assert whole_text(target, "Oʻktam\r\n") == target
    assert target.read_bytes() == "Oʻktam\r\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_an_old_file_is_replaced(target: Path) -> None:
    whole_bytes(target, b"new")
    assert target.read_bytes() == b"new"


def test_the_temporary_file_stands_beside_its_target_and_keeps_its_extension(target: Path) -> None:
    seen: list[Path] = []
    replace_whole(target, lambda path: seen.append(path) or (path.write_bytes(b"new") and None))
    assert seen[0].parent == target.parent
    assert seen[0].suffix == ".xlsx"
    assert seen[0].name.startswith(".~return-")


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.ENOSPC, "disk_full"), (errno.EACCES, "folder_read_only"), (errno.EIO, "not_written")],
)
def test_a_failure_leaves_the_old_file_and_nothing_behind(target: Path, code: int, told: str) -> None:
    assert refusal(target, failing_with(code)).code == told
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_does_not_stand_its_check_never_takes_the_place_of_the_old_one(target: Path) -> None:
    def check(path: Path) -> None:
        raise ValueError("not readable")

    with pytest.raises(ValueError, match="not readable"):
        replace_whole(target, lambda path: path.write_bytes(b"new") and None, check)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone" / "a.xlsx", lambda path: None).code == "folder_missing"


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert refusal(tmp_path / "a.xlsx", lambda path: path.write_bytes(b"x") and None).code == "target_is_folder"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert refusal(tmp_path / "a.xlsx", lambda path: None).code == "folder_read_only"
    finally:
        tmp_path.chmod(0o755)


def test_a_killed_program_leaves_the_old_file_whole(target: Path) -> None:
    root = Path(whole_file.__file__).parents[1]
    subprocess.run([sys.executable, "-c", KILLED_WRITER, str(target)], cwd=root, check=False)
    assert target.read_bytes() == b"old"
    (leftover,) = set(target.parent.iterdir()) - {target}
    assert sweep_leftovers(target.parent) == 0
    os.utime(leftover, (leftover.stat().st_mtime - TWO_DAYS_SECONDS,) * 2)
    assert sweep_leftovers(target.parent) == 1
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_a_killed_program_left_is_swept_with_what_is_in_it(target: Path) -> None:
    left = target.with_name(".~return-x1")
    left.mkdir()
    (left / "return.xlsx").write_bytes(b"names")
    os.utime(left, (left.stat().st_mtime - TWO_DAYS_SECONDS,) * 2)
    assert sweep_leftovers(target.parent) == 1
    assert list(target.parent.iterdir()) == [target]


def test_a_place_is_refused_before_any_work_is_done_for_it(target: Path) -> None:
    require_place(target)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
    for place, code in ((target.parent, "target_is_folder"), (target.parent / "none" / "a.pdf", "folder_missing")):
        with pytest.raises(StorageError, match=code):
            require_place(place)


@pytest.mark.skipif(os.name != "posix", reason="only there a device or a pipe has a name in a folder")
def test_nothing_takes_the_place_of_a_device_or_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(pipe, lambda path: path.write_bytes(b"new")).code == "target_is_no_file"
    with pytest.raises(StorageError, match="target_is_no_file"):
        require_place(pipe)
    assert pipe.is_fifo()


def test_the_mark_of_a_file_open_in_libreoffice_is_not_swept_away(target: Path) -> None:
    mark = target.with_name(".~lock.return.xlsx#")
    mark.touch()
    os.utime(mark, (mark.stat().st_mtime - TWO_DAYS_SECONDS,) * 2)
    assert sweep_leftovers(target.parent) == 0
    assert mark.exists()


def test_a_file_open_in_excel_is_saved_under_a_second_name(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "RETRY_PAUSES_SECONDS", (0.0,))
    monkeypatch.setattr(os, "replace", held_by_excel({target}))
    written = whole_bytes(target, b"new")
    assert written.name == "return (2).xlsx"
    assert (target.read_bytes(), written.read_bytes()) == (b"old", b"new")


def test_second_names_end_somewhere(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "RETRY_PAUSES_SECONDS", ())
    monkeypatch.setattr(whole_file, "SECOND_NAMES", range(2, 4))
    held = {target, *(target.with_name(f"return ({number}).xlsx") for number in (2, 3))}
    monkeypatch.setattr(os, "replace", held_by_excel(held))
    assert refusal(target, lambda path: path.write_bytes(b"new") and None).code == "file_in_use"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_colleagues_may_read_what_was_saved(target: Path) -> None:
    mask = os.umask(0o022)
    try:
        whole_bytes(target, b"new")
    finally:
        os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o644


def test_what_a_killed_program_left_of_a_file_goes_when_it_is_written_again(target: Path) -> None:
    left, fresh = (target.with_name(f".~return-{name}.xlsx") for name in ("abcd1234", "efgh5678"))
    # What others mark their own files with, and what is left of another file.
    others = [target.with_name(name) for name in (".~return.xlsx", ".~lock.return.xlsx#", ".~other-abcd1234.xlsx")]
    for path in (left, fresh, *others):
        path.write_bytes(b"half")
        long_ago = path.stat().st_mtime - TWO_DAYS_SECONDS
        if path != fresh:
            os.utime(path, (long_ago, long_ago))
    whole_bytes(target, b"new")
    assert not left.exists()
    assert all(path.exists() for path in (fresh, *others))
