"""Returns that came from the regions, kept byte for byte with their figures; the same file is kept once."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import select

from db.models.returns import ReceivedReturn
from db.unit_of_work import UnitOfWork
from desktop_app.consolidation.records import AnnexCodes, CentreLine, FileState, ReadFile

# What another region's state of affairs says nothing of; a file that was changed on its way is no return.
NOT_KEPT = frozenset({FileState.UNREADABLE, FileState.FOREIGN, FileState.WRONG_EDITION, FileState.ALTERED})

# The figures of a return by form, row and column.
Figures = Mapping[tuple[str, str, str], int | float | None]


def keep(unit: UnitOfWork, lines: Sequence[CentreLine]) -> int:
    """Keep the returns whose region and month are known; returns how many were not kept before."""
    known = set(unit.session.scalars(select(ReceivedReturn.sha256)))
    kept = 0
    for line in lines:
        if line.region is None or line.state in NOT_KEPT or line.read.sha256 in known or line.read.period is None:
            continue
        content = line.read.path.read_bytes()
        # Changed since it was read and checked: what is kept must be what was told of.
        if hashlib.sha256(content).hexdigest() != line.read.sha256:
            continue
        unit.session.add(_row(unit, line.region.code, line.read, content))
        known.add(line.read.sha256)
        kept += 1
    unit.session.flush()
    return kept


def figures_of_month(unit: UnitOfWork, *, year: int, month: int) -> dict[str, Figures]:
    """The figures of each region's kept return of a month: of the highest number, and of those the last received."""
    query = (
        select(ReceivedReturn.region_code, ReceivedReturn.figures)
        .where(ReceivedReturn.year == year, ReceivedReturn.month == month)
        .order_by(ReceivedReturn.number, ReceivedReturn.id)
    )
    return {
        region: {(line["form"], line["row"], line["column"]): line["value"] for line in figures["lines"]}
        for region, figures in unit.session.execute(query)
    }


def kept_digests(unit: UnitOfWork, *, year: int, month: int) -> frozenset[str]:
    """The SHA-256 of each return that is kept of a month."""
    rows = select(ReceivedReturn.sha256).where(ReceivedReturn.year == year, ReceivedReturn.month == month)
    return frozenset(unit.session.scalars(rows))


def lay_out_kept(unit: UnitOfWork, *, year: int, month: int, folder: Path) -> list[Path]:
    """The kept returns of a month as files again, each in a folder of its own under the name that it came with."""
    rows = select(ReceivedReturn.id, ReceivedReturn.file_name, ReceivedReturn.file).where(
        ReceivedReturn.year == year, ReceivedReturn.month == month
    )
    laid = []
    for row_id, name, content in unit.session.execute(rows.order_by(ReceivedReturn.id)):
        own = folder / str(row_id)
        own.mkdir()
        (own / Path(name).name).write_bytes(content)
        laid.append(own / Path(name).name)
    return laid


def _row(unit: UnitOfWork, region: str, read: ReadFile, content: bytes) -> ReceivedReturn:
    assert read.period is not None
    year, month = read.period
    return ReceivedReturn(
        region_code=region,
        centre_code=read.own.centre.code if read.own is not None else "",
        centre_name=read.own.centre.name if read.own is not None else read.region_name,
        year=year,
        month=month,
        number=read.number,
        received_at=unit.now,
        received_by=unit.actor.name,
        form_name=read.form_name,
        file_name=read.name,
        sha256=read.sha256,
        digest=read.digest,
        figures={"lines": _lines(read)},
        file=content,
        people=_packed(read.annex) if read.annex is not None else None,
    )


def _lines(read: ReadFile) -> list[dict[str, object]]:
    return [
        {"form": form.code, "row": row.code, "column": column, "value": value}
        for form in read.forms
        for row in form.all_rows
        for column, value in row.values.items()
    ]


def _packed(annex: AnnexCodes) -> bytes:
    return zlib.compress(json.dumps(asdict(annex), separators=(",", ":")).encode())
