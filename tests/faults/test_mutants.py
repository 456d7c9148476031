"""Workbooks and backups that were damaged on their way: refused with a reason, and the program lives."""

import random
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import StorageError, WorkbookRejected
from desktop_app.safety.backup import back_up
from desktop_app.safety.restore import preview_restore
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from desktop_app.spreadsheets.refusals import codes
from tests.faults.mutants import mutant
from tests.faults.parsing_jobs import READ
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

LOT = 1_000
LOTS, LOTS_IN_SOAK = 10, 100
READ_WHOLE, READ_WHOLE_IN_SOAK = 12, 2_000
FLIPS = 400


def test_ten_thousand_damaged_workbooks_are_read_or_refused_with_a_reason(
    children: "Children", tries: Tries, tmp_path: Path
) -> None:
    verdicts: Counter[str] = Counter()
    for _lot in tries.times(LOTS, LOTS_IN_SOAK, each=LOT):
        children.start("judge_mutants", tmp_path / f"{random.getrandbits(32)}-{LOT}")
        *told, (_judged, count) = children.hear_until("judged")
        assert int(count) == LOT
        verdicts.update(verdict for _word, *lot in told for verdict in lot)
    assert verdicts.total() == tries.made
    assert verdicts.keys() <= codes() | {READ}
    assert min(verdicts[READ], verdicts["broken"]) > verdicts.total() // 10


def test_a_damaged_workbook_is_read_or_refused_in_a_child_of_its_own(tries: Tries, tmp_path: Path) -> None:
    path, sentences = tmp_path / "royxat.xlsx", {"-"}
    for _time in tries.times(READ_WHOLE, READ_WHOLE_IN_SOAK):
        path.write_bytes(mutant(Random(random.getrandbits(32))))
        try:
            assert isinstance(read_workbook(path), Workbook)
        except WorkbookRejected as refused:
            sentences.add(refused.text)
    assert all(sentences)


@pytest.mark.of_a_file
def test_every_flipped_bit_of_a_backup_is_noticed(centre: Centre, tries: Tries) -> None:
    record = back_up(centre, reason="on-demand")
    content = bytearray(record.path.read_bytes())
    for _time in tries.times(FLIPS, 10 * FLIPS):
        place, bit = random.randrange(len(content)), 1 << random.randrange(8)
        content[place] ^= bit
        record.path.write_bytes(content)
        with pytest.raises(StorageError):
            preview_restore(centre.paths, record.path)
        content[place] ^= bit
