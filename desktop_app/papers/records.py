"""A paper as it is laid out: blocks of plain words that Word and PDF draw alike, and their form in the register."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Letterhead:
    """The centre above everything, with its address under it."""

    centre: str
    contacts: str


@dataclass(frozen=True)
class Dating:
    """The kind of paper, and under it day and number in one line, which the register knows."""

    heading: str = ""


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is to, at the right."""

    text: str


@dataclass(frozen=True)
class Title:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Resolution:
    """The word of command between the ground and the points of an order."""

    text: str


@dataclass(frozen=True)
class AnnexMark:
    """Begins a new page and says what it is annexed to; ``place`` counts from 1 where there are several."""

    place: int = 0


@dataclass(frozen=True)
class Column:
    """``share`` is the part of the width that it takes beside the others."""

    title: str
    share: int
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Its header stands again on every page. ``row_mm`` is the least height of a row, for a pen."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_mm: float = 0


@dataclass(frozen=True)
class Facts:
    """Lines of label and value."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on: role and name."""

    signers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Note:
    """Small print: who prepared the paper."""

    text: str


Block = Letterhead | Dating | Addressee | Title | Paragraph | Resolution | AnnexMark | Table | Facts | Signatures | Note
_BLOCKS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Letterhead, Dating, Addressee, Title, Paragraph, Resolution, AnnexMark, Table, Facts, Signatures, Note)
}


@dataclass(frozen=True)
class Paper:
    """One paper. ``number`` is empty and ``dated_on`` None where it is not registered; ``name`` tells its file."""

    name: str
    language: str
    blocks: tuple[Block, ...]
    number: str = ""
    dated_on: date | None = None
    is_letter: bool = False


def as_signed(paper: Paper) -> str:
    """All that is printed but for number and day, which are the register's, as the register keeps it."""
    blocks = [{"block": type(block).__name__, **asdict(block)} for block in paper.blocks]
    said = {"name": paper.name, "is_letter": paper.is_letter, "blocks": blocks}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def from_signed(text: str, *, language: str, number: str, dated_on: date) -> Paper:
    said = json.loads(text)
    blocks = tuple(_block(dict(block)) for block in said["blocks"])
    return Paper(said["name"], language, blocks, number, dated_on, said["is_letter"])


def _block(said: dict[str, Any]) -> Block:
    kind = _BLOCKS[said.pop("block")]
    if kind is Table:
        columns = tuple(Column(**column) for column in said["columns"])
        return Table(columns, tuple(map(tuple, said["rows"])), said["row_mm"])
    found: Block = kind(**{name: _frozen(value) for name, value in said.items()})
    return found


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
