"""Workbooks damaged on their way: a bit turned, a tail cut off, a piece doubled, hostile words put in."""

import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import xlsxwriter

SAMPLES = sorted((Path(__file__).parents[1] / "samples").rglob("*.xlsx"))
HOSTILE = (b"<!DOCTYPE x>", b"&a;", b"\0", b"</row>", b'r="XFD1048576"', b"<c>", b"99999999999", b"\xff\xfe")
DAMAGED_INSIDE = 0.7
# Of a real file most damages hit rows that are like all others, and each costs ten times what a small one does.
OF_A_REAL_FILE = 0.1
# No reader looks at these: what is damaged in them is damaged for nothing.
NEVER_READ = ("xl/theme/", "docProps/")
Damage = Callable[[bytes, Random], bytes]


def mutant(dice: Random) -> bytes:
    sound = _content(dice.choice(SAMPLES)) if dice.random() < OF_A_REAL_FILE else _small()
    damage = dice.choice(DAMAGES)
    if dice.random() < DAMAGED_INSIDE:
        return _in_a_part(sound, damage, dice)
    return damage(sound, dice) or b"PK"


def _flipped(content: bytes, dice: Random) -> bytes:
    """One bit of it is another one."""
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]


def _cut_short(content: bytes, dice: Random) -> bytes:
    return content[: dice.randrange(len(content))]


def _doubled(content: bytes, dice: Random) -> bytes:
    start, end = sorted(dice.randrange(len(content)) for _end in range(2))
    return content[:end] + content[start:]


def _with_hostile_words(content: bytes, dice: Random) -> bytes:
    place = dice.randrange(len(content))
    return content[:place] + dice.choice(HOSTILE) + content[place:]


DAMAGES: tuple[Damage, ...] = (_flipped, _cut_short, _doubled, _with_hostile_words)


def _in_a_part(sound: bytes, damage: Damage, dice: Random) -> bytes:
    """The archive is sound, one of its parts is not. The sound ones are not packed: that would be most of the work."""
    parts = _parts(sound)
    chosen = dice.choice([name for name, content in parts.items() if content])
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as damaged:
        for name, content in parts.items():
            if name == chosen:
                damaged.writestr(name, damage(content, dice), zipfile.ZIP_DEFLATED)
            else:
                damaged.writestr(name, content)
    return made.getvalue()


@cache
def _content(sample: Path) -> bytes:
    return sample.read_bytes()


@cache
def _parts(sound: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.startswith(NEVER_READ)}


@cache
def _small() -> bytes:
    """A little of everything that a reader has a branch for."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Roʻyxat")
        sheet.merge_range("A1:D1", "2026-yil kursi tinglovchilari")
        sheet.write_row("A2", ["F.I.Sh.", "Tugʻilgan sana", "Soat", "Jami"])
        for row, name in enumerate(("Karimova Nodira", "Oʻrinov Shavkat", "Aliyeva Zuhra"), 2):
            sheet.write_row(row, 0, [name, date(1980, 1, row), 36.5 + row])
            sheet.write_formula(row, 3, f"=C{row + 1}*2", value=0 if row == 4 else 73)
        sheet.write_formula("D6", "=1/0", value="#DIV/0!")
        sheet.set_row(5, None, None, {"hidden": True})
        book.add_worksheet("Boʻsh").hide()
    return made.getvalue()
