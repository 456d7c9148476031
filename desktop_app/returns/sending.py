"""Sending a return: its file, its letters, and the line of the register that says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, use
from desktop_app.reference.service import profile
from desktop_app.returns.checking import require_unchanged
from desktop_app.returns.covering_letter import covering_letter
from desktop_app.returns.dispatch import Copy, copy_to_drive
from desktop_app.returns.mail import Enclosure, mail_draft
from desktop_app.returns.states import (
    Dispatching,
    DispatchWay,
    KeptReturn,
    kept_return,
    require_allowed,
    require_sendable,
    send,
    upcoming,
)
from desktop_app.whole_file import whole_bytes

# By these a return leaves as files, which need a folder.
WITH_FILES = frozenset({DispatchWay.MAIL, DispatchWay.DRIVE})


@dataclass(frozen=True)
class Sent:
    """``files`` were put into the folder; ``mail`` is the draft among them that a mail program opens."""

    kept: KeptReturn
    files: tuple[Path, ...] = ()
    mail: Path | None = None


@dataclass(frozen=True)
class Errand:
    """Where a return goes: ``folder`` is the place of the mail draft, or of the copy on a drive; else None."""

    way: DispatchWay
    sent_to: str
    note: str = ""
    folder: Path | None = None


def send_return(centre: Centre, *, snapshot_id: int, version: int, errand: Errand) -> Sent:
    """Write what the way needs, then note that the return left: if a file cannot be written, nothing is sent.

    Raises Refused for one that is not approved or whose figures have changed since, Invalid, Conflict, StorageError.
    """
    if not centre.read(require_sendable, snapshot_id=snapshot_id, sent_to=errand.sent_to):
        # Nobody else is asked to sign what could not be sent.
        centre.read(require_unchanged, snapshot_id=snapshot_id)
        centre.read(require_allowed, snapshot_id=snapshot_id, sent_to=errand.sent_to)
    _require_folder(errand)
    files: tuple[Path, ...] = ()
    mail: Path | None = None
    proof: dict[str, object] = {}
    if errand.folder is not None:
        contents = dict(_contents(centre, snapshot_id=snapshot_id, errand=errand))
        moment = centre.clock.now()
        if errand.way is DispatchWay.DRIVE:
            copies = [copy_to_drive(errand.folder, *each, moment=moment) for each in contents.items()]
            files, proof = tuple(copy.file for copy in copies), _proof(copies)
        else:
            files = tuple(whole_bytes(errand.folder / name, content) for name, content in contents.items())
            mail = next((file for file in files if file.suffix == ".eml"), None)
    dispatching = Dispatching(errand.way, errand.sent_to, files[0].name if files else "", errand.note, proof)
    kept = centre.write(send, snapshot_id=snapshot_id, version=version, dispatching=dispatching).value
    return Sent(kept, files, mail)


def _require_folder(errand: Errand) -> None:
    """Noted as sent by mail without its files, a return would never have left."""
    if errand.way not in WITH_FILES:
        return
    if errand.folder is None:
        raise Invalid("folder_missing", N_("Choose a folder for the files."), field="folder")
    if not errand.folder.is_dir():
        message = N_("There is no folder {folder}. Choose another.")
        raise Invalid("no_such_folder", message, folder=str(errand.folder), field="folder")


def enclosure(unit: UnitOfWork, *, snapshot_id: int) -> Enclosure:
    """A return as it is kept, for the letters that carry it. Raises NotFound."""
    kept = kept_return(unit, snapshot_id=snapshot_id)
    figures, workbook = unit.session.execute(
        select(ReturnSnapshot.figures, ReturnSnapshot.workbook).where(ReturnSnapshot.id == snapshot_id)
    ).one()
    return Enclosure(
        file_name=kept.file_name,
        workbook=workbook,
        year=kept.year,
        month=kept.month,
        forms=tuple(dict.fromkeys(line["form"] for line in figures["lines"])),
        errors=kept.errors,
        warnings=kept.warnings,
        digest=kept.digest,
        prepared_by=kept.made_by,
        number=kept.number or upcoming(unit, year=kept.year, month=kept.month).number,
        reason=kept.reason,
    )


def _contents(centre: Centre, *, snapshot_id: int, errand: Errand) -> Iterator[tuple[str, bytes]]:
    """The files by their names, in the language of the centre's documents; the workbook first."""
    enclosed, own = centre.read(enclosure, snapshot_id=snapshot_id), centre.read(profile)
    stem = Path(enclosed.file_name).stem
    with use(own.document_language):
        letter_name = _("{name} covering letter", name=stem) + ".docx"
        letter = covering_letter(enclosed, centre=own, sent_to=errand.sent_to, dated_on=centre.clock.today())
        yield enclosed.file_name, enclosed.workbook
        yield letter_name, letter
        if errand.way is DispatchWay.MAIL:
            with_letter = replace(enclosed, letter=(letter_name, letter))
            yield f"{stem}.eml", mail_draft(with_letter, centre=own, to=errand.sent_to)


def _proof(copies: Sequence[Copy]) -> dict[str, object]:
    return {"files": [copy.proof for copy in copies]}
