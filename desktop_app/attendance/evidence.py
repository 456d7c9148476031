"""Scans and photos that prove marks: of a sheet that came back, or of the paper behind an absence."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import undefer

from db.models.attendance import AttendanceFile
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Duplicate, Invalid, NotFound, StorageError
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy

# A photo of a telephone has two to six; every backup carries all of them.
LARGEST_BYTES = 20 * 1024 * 1024
# What a file of each kind begins with: its name alone proves nothing.
_BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class EvidenceFile:
    """A kept file without its bytes."""

    id: int
    file_name: str
    size: int
    added_at: datetime
    added_by: str


def add_evidence(
    unit: UnitOfWork, *, file_name: str, content: bytes, sheet_id: int | None = None, absence_id: int | None = None
) -> int:
    """Keep a file with a sheet or with an absence; returns its id.

    Raises Invalid for a file that is empty, too large, or neither JPEG, PNG nor PDF, Duplicate for the same bytes.
    """
    _check(file_name, content)
    digest = sha256(content).hexdigest()
    kept = select(AttendanceFile.file_name).where(_of(sheet_id, absence_id), AttendanceFile.sha256 == digest)
    same = unit.session.scalar(kept.limit(1))
    if same is not None:
        raise Duplicate("file_kept", N_("The same file is kept already: {name}."), name=same)
    row = AttendanceFile(sheet_id=sheet_id, absence_id=absence_id, file_name=tidy(file_name), sha256=digest)
    row.size, row.content = len(content), content
    row.added_at, row.added_by = unit.now, unit.actor.name
    unit.session.add(row)
    unit.session.flush()
    return row.id


def evidence_of(unit: UnitOfWork, *, sheet_id: int | None = None, absence_id: int | None = None) -> list[EvidenceFile]:
    """The files of a sheet or of an absence, in the order in which they came."""
    about = (
        AttendanceFile.id,
        AttendanceFile.file_name,
        AttendanceFile.size,
        AttendanceFile.added_at,
        AttendanceFile.added_by,
    )
    rows = unit.session.execute(select(*about).where(_of(sheet_id, absence_id)).order_by(AttendanceFile.id))
    return [EvidenceFile(*row) for row in rows]


def evidence_content(unit: UnitOfWork, *, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a kept file. Raises NotFound, StorageError when the bytes are not those taken in."""
    found = unit.session.execute(
        select(AttendanceFile.file_name, AttendanceFile.content, AttendanceFile.sha256).where(
            AttendanceFile.id == file_id
        )
    ).one_or_none()
    if found is None:
        raise NotFound("file_gone", N_("This file is no longer there."))
    name, content, digest = found
    if sha256(content).hexdigest() != digest:
        raise StorageError("file_altered", N_("The file {name} is no longer what was taken in."), name=name)
    return name, content


def remove_evidence(unit: UnitOfWork, *, file_id: int, reason: str) -> tuple[str, bytes]:
    """Take a file off, with the reason in the journal; returns name and bytes, which added again undo it.

    Raises Invalid without a reason, NotFound.
    """
    why = tidy(reason)
    if not why:
        raise Invalid("no_reason", N_("Say why the file is taken off."), field="reason")
    name, content = evidence_content(unit, file_id=file_id)
    # The journal looks at every column of what is deleted: the bytes must be read before the row is gone.
    row = unit.session.get_one(AttendanceFile, file_id, options=[undefer(AttendanceFile.content)])
    unit.session.delete(row)
    unit.note("annul", entity="attendance_file", entity_id=file_id, facts={"file": name, "reason": why})
    return name, content


def evidence_counts(unit: UnitOfWork, *, sheet_ids: list[int]) -> dict[int, int]:
    """How many files are kept with each sheet that has any."""
    counts = select(AttendanceFile.sheet_id, func.count()).where(AttendanceFile.sheet_id.in_(sheet_ids))
    rows = unit.session.execute(counts.group_by(AttendanceFile.sheet_id))
    return {sheet_id: count for sheet_id, count in rows if sheet_id is not None}


def _check(file_name: str, content: bytes) -> None:
    if not content:
        raise Invalid("file_empty", N_("The file {name} is empty."), field="file", name=file_name)
    if len(content) > LARGEST_BYTES:
        message = N_("The file {name} is larger than {most} MB. Scan it in grey with 200 dots an inch.")
        raise Invalid("file_too_large", message, field="file", name=file_name, most=LARGEST_BYTES // 1024**2)
    if not content.startswith(_BEGINNINGS):
        message = N_("The file {name} is neither a JPEG or PNG picture nor a PDF. Scan or photograph the paper anew.")
        raise Invalid("file_no_scan", message, field="file", name=file_name)


def _of(sheet_id: int | None, absence_id: int | None) -> ColumnElement[bool]:
    if sheet_id is not None:
        return AttendanceFile.sheet_id == sheet_id
    return AttendanceFile.absence_id == absence_id
