"""The newest backup tried without touching the data."""

from datetime import timedelta

import pytest

from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Cancelled, NotFound, StorageError
from desktop_app.progress import Progress
from desktop_app.safety.backup import back_up
from desktop_app.safety.rehearsal import DUE_AFTER, rehearsals, rehearse_newest
from tests import factories
from tests.conftest import NOW


def test_without_a_backup_there_is_nothing_to_try(centre: Centre) -> None:
    with pytest.raises(NotFound, match="no_backup"):
        rehearse_newest(centre)
    found = centre.read(rehearsals)
    assert (found.whole_at, found.failed_at, found.is_due) == (None, None, True)


def test_the_newest_backup_is_restored_aside_and_nothing_is_left_of_it(centre: Centre) -> None:
    factories.write(centre, factories.person())
    record = back_up(centre, reason="on-demand")
    before = sorted(centre.paths.folder.rglob("*"))
    assert rehearse_newest(centre).people == 1
    found = centre.read(rehearsals)
    assert (found.whole_at, found.failed_at, found.is_due) == (NOW, None, False)
    assert sorted(centre.paths.folder.rglob("*")) == before
    assert record.path.exists()


def test_a_backup_that_cannot_be_restored_is_told_and_asked_for_until_one_can(centre: Centre) -> None:
    record = back_up(centre, reason="on-demand")
    whole = record.path.read_bytes()
    record.path.write_bytes(whole[:-4096])
    with pytest.raises(StorageError, match="backup_altered"):
        rehearse_newest(centre)
    found = centre.read(rehearsals)
    assert (found.whole_at, found.failed_at, found.failed_file, found.is_due) == (None, NOW, record.path.name, True)
    record.path.write_bytes(whole)
    rehearse_newest(centre)
    found = centre.read(rehearsals)
    assert (found.whole_at, found.failed_at, found.is_due) == (NOW, None, False)


def test_a_trial_grows_old_and_one_of_the_future_proves_nothing(centre: Centre) -> None:
    back_up(centre, reason="on-demand")
    rehearse_newest(centre)
    for days, is_due in ((DUE_AFTER.days, False), (DUE_AFTER.days + 1, True), (-1, True)):
        centre.clock = FixedClock(NOW + timedelta(days=days))
        assert centre.read(rehearsals).is_due is is_due


@pytest.mark.parametrize("step", [0, 1])
def test_a_trial_that_is_stopped_leaves_nothing_and_proves_nothing(centre: Centre, step: int) -> None:
    factories.write(centre, factories.person())
    back_up(centre, reason="on-demand")
    before = sorted(centre.paths.folder.rglob("*"))
    progress = Progress(lambda _what, done, _total: progress.cancel() if done == step else None)
    with pytest.raises(Cancelled):
        rehearse_newest(centre, progress=progress)
    assert centre.read(rehearsals).whole_at is None
    assert sorted(centre.paths.folder.rglob("*")) == before
