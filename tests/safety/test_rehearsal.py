"""The newest backup tried without touching the data."""

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import NotFound, StorageError
from desktop_app.safety.backup import back_up
from desktop_app.safety.rehearsal import last_rehearsal, rehearse_newest
from tests import factories
from tests.conftest import NOW


def test_without_a_backup_there_is_nothing_to_try(centre: Centre) -> None:
    with pytest.raises(NotFound, match="no_backup"):
        rehearse_newest(centre)
    assert centre.read(last_rehearsal) is None


def test_the_newest_backup_is_restored_aside_and_nothing_is_left_of_it(centre: Centre) -> None:
    factories.write(centre, factories.person())
    record = back_up(centre, reason="on-demand")
    before = sorted(centre.paths.folder.rglob("*"))
    assert rehearse_newest(centre).people == 1
    assert centre.read(last_rehearsal) == NOW
    assert sorted(centre.paths.folder.rglob("*")) == before
    assert record.path.exists()


def test_a_backup_that_cannot_be_restored_is_told_and_not_noted(centre: Centre) -> None:
    record = back_up(centre, reason="on-demand")
    record.path.write_bytes(record.path.read_bytes()[:-4096])
    with pytest.raises(StorageError, match="backup_altered"):
        rehearse_newest(centre)
    assert centre.read(last_rehearsal) is None
