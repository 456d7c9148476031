"""Workbooks and backups that were damaged on their way: refused with a reason, and the program lives."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import StorageError, WorkbookRejected
from desktop_app.safety.backup import back_up
from desktop_app.safety.restore import preview_restore
from desktop_app.spreadsheets.archive_check import check_archive
from desktop_app.spreadsheets.kinds import kind_of
from desktop_app.spreadsheets.limits import DEFAULT
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from desktop_app.spreadsheets.unreadable import Unreadable
from tests.faults.tries import Tries

SAMPLES = sorted((Path(__file__).parents[1] / "samples").rglob("*.xlsx"))
MUTANTS, MUTANTS_IN_SOAK = 1_000, 100_000
READ_WHOLE, READ_WHOLE_IN_SOAK = 12, 10_000
FLIPS = 400
HOSTILE = (b"<!DOCTYPE x>", b"&a;", b"\0", b"</row>", b'r="XFD1048576"', b"<c>", b"99999999999", b"\xff\xfe")


def flipped(content: bytes) -> bytes:
    """One bit of it is another one."""
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]


def cut_short(content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def doubled(content: bytes) -> bytes:
    start, end = sorted(random.randrange(len(content)) for _end in range(2))
    return content[:end] + content[start:]


def with_hostile_words(content: bytes) -> bytes:
    place = random.randrange(len(content))
    return content[:place] + random.choice(HOSTILE) + content[place:]


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (flipped, cut_short, doubled, with_hostile_words)


def in_a_part(content: bytes, damage: Callable[[bytes], bytes]) -> bytes:
    """The archive is sound, one of its parts is not."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as sound, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as damaged:
        chosen = random.choice([part for part in sound.infolist() if part.file_size])
        for part in sound.infolist():
            read = sound.read(part)
            damaged.writestr(part.filename, damage(read) if part is chosen else read)
    return made.getvalue()


def mutant() -> bytes:
    content, damage = random.choice(SAMPLES).read_bytes(), random.choice(DAMAGES)
    return in_a_part(content, damage) if random.random() < 0.7 else damage(content)


def test_what_is_looked_at_before_parsing_takes_any_bytes(tries: Tries) -> None:
    reasons = set()
    for _time in tries.times(MUTANTS, MUTANTS_IN_SOAK):
        content = mutant() or b"PK"
        try:
            kind = kind_of(content)
            if kind.is_archive and not kind.refused:
                check_archive(content, DEFAULT, tick=lambda: None)
        except Unreadable as refused:
            reasons.add(refused.reason)
    assert reasons
    assert all(reasons)


def test_a_damaged_workbook_is_read_or_refused_and_the_program_lives(tries: Tries, tmp_path: Path) -> None:
    path, sentences = tmp_path / "royxat.xlsx", {"-"}
    for _time in tries.times(READ_WHOLE, READ_WHOLE_IN_SOAK):
        path.write_bytes(mutant())
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
