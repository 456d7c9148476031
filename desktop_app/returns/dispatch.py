"""Files of a return on their way out: a copy on a drive with its proof, and the register of what was sent to whom."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from db.models.returns import DispatchWay, ReturnDispatch, ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.clock import TASHKENT
from desktop_app.errors import StorageError
from desktop_app.i18n import N_, _, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_title
from desktop_app.language.keys import search_key
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook
from desktop_app.whole_file import whole_bytes

WAYS = {
    DispatchWay.MAIL: N_("E-mail"),
    DispatchWay.DRIVE: N_("USB drive"),
    DispatchWay.PAPER: N_("On paper"),
    DispatchWay.OTHER: N_("Another way"),
}


@dataclass(frozen=True)
class Dispatch:
    """A line of the register. ``number`` is the return's, 0 for a draft; ``has_names`` marks a list of people."""

    id: int
    year: int
    month: int
    number: int
    way: DispatchWay
    sent_to: str
    sent_at: datetime
    sent_by: str
    file_name: str
    sha256: str
    has_names: bool
    people: int | None
    note: str
    is_proven: bool

    @property
    def month_title(self) -> str:
        return month_title(self.year, self.month, language()) if self.year else ""


@dataclass(frozen=True)
class Copy:
    """A file on a drive, read back after it was flushed: it is what was meant, byte for byte."""

    file: Path
    sha256: str
    size: int
    read_back_at: datetime

    @property
    def proof(self) -> dict[str, object]:
        """As the register keeps it."""
        return {
            "file": str(self.file),
            "sha256": self.sha256,
            "bytes": self.size,
            "read_back_at": self.read_back_at.isoformat(),
        }


def dispatches(unit: UnitOfWork, *, year: int | None = None, text: str = "") -> list[Dispatch]:
    """What was sent, newest first: of a year's returns, with ``text`` in addressee, file, sender or note."""
    query = (
        select(ReturnDispatch, ReturnSnapshot.year, ReturnSnapshot.month, ReturnSnapshot.number)
        .outerjoin(ReturnSnapshot, ReturnSnapshot.id == ReturnDispatch.snapshot_id)
        .order_by(ReturnDispatch.sent_at.desc(), ReturnDispatch.id.desc())
    )
    if year is not None:
        query = query.where(ReturnSnapshot.year == year)
    wanted = search_key(text)
    return [
        Dispatch(
            row.id,
            of_year or 0,
            month or 0,
            number or 0,
            row.way,
            row.sent_to,
            row.sent_at,
            row.sent_by,
            row.file_name,
            row.sha256,
            row.has_names,
            row.people,
            row.note,
            is_proven=bool(row.proof),
        )
        for row, of_year, month, number in unit.session.execute(query)
        if wanted in search_key(f"{row.sent_to} {row.file_name} {row.sent_by} {row.note}")
    ]


def note_named_list(
    unit: UnitOfWork, *, year: int, month: int, sent_to: str, file_name: str, sha256: str, people: int
) -> None:
    """Note in the register that a list of people by name was written for somebody, beside the month's last return."""
    of_month = select(func.max(ReturnSnapshot.id)).where(ReturnSnapshot.year == year, ReturnSnapshot.month == month)
    unit.session.add(
        ReturnDispatch(
            snapshot_id=unit.session.scalar(of_month),
            way=DispatchWay.OTHER,
            sent_to=tidy(sent_to),
            sent_at=unit.now,
            sent_by=unit.actor.name,
            file_name=file_name,
            sha256=sha256,
            has_names=True,
            people=people,
        )
    )


def copy_to_drive(folder: Path, name: str, content: bytes, *, moment: datetime) -> Copy:
    """Write the file, flush it and read it back from the drive. Raises StorageError where it differs or cannot be."""
    written = whole_bytes(folder / name, content)
    try:
        read_back = written.read_bytes()
    except OSError as error:
        raise _not_proven(written) from error
    meant = hashlib.sha256(content).hexdigest()
    if hashlib.sha256(read_back).hexdigest() != meant:
        raise _not_proven(written)
    return Copy(written, meant, len(read_back), moment)


def write_register(path: Path, lines: Sequence[Dispatch], *, creator: str) -> Path:
    """The register as a workbook, in the language in force. Raises StorageError."""
    columns = [
        ColumnPlan(_("Sent at"), Kind.TEXT, 18),
        ColumnPlan(_("Return"), width=24),
        ColumnPlan(_("Number"), Kind.INTEGER, 9),
        ColumnPlan(_("To whom"), width=40),
        ColumnPlan(_("Way"), width=16),
        ColumnPlan(_("Sent by"), width=32),
        ColumnPlan(_("File"), width=36),
        ColumnPlan(_("Names of people"), width=12),
        ColumnPlan(_("People"), Kind.INTEGER, 10),
        ColumnPlan(_("Note"), width=40),
        ColumnPlan("SHA-256", width=66),
    ]
    rows = [
        (
            line.sent_at.astimezone(TASHKENT).strftime("%Y-%m-%d %H:%M"),
            line.month_title,
            line.number or None,
            line.sent_to,
            _(WAYS[line.way]),
            line.sent_by,
            line.file_name,
            _("yes") if line.has_names else "",
            line.people,
            line.note,
            line.sha256,
        )
        for line in lines
    ]
    sheet = SheetPlan(_("Sent"), columns, rows, heading=[_("Register of what was sent"), creator])
    return write_workbook(path, [sheet], creator=creator)


def _not_proven(file: Path) -> StorageError:
    return StorageError(
        "copy_not_proven",
        N_("{name} was written, but what is read back from the drive differs. Use another drive."),
        name=file.name,
    )
