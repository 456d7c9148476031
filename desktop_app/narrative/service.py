"""A report in words as a file: composed, written whole, and noted in the journal."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.narrative.composing import Composed, compose
from desktop_app.narrative.model import Template
from desktop_app.narrative.picture import month_picture
from desktop_app.narrative.templates import template
from desktop_app.papers.document import pdf_file
from desktop_app.papers.records import Paper
from desktop_app.papers.word import word_file
from desktop_app.whole_file import whole_bytes

_KINDS: Mapping[str, Callable[[list[Paper]], bytes]] = {".docx": word_file, ".pdf": pdf_file}


@dataclass(frozen=True)
class WrittenReport:
    file: Path
    sha256: str
    template: Template
    content: Composed


def require_kind(out: Path) -> None:
    """Raises Invalid for a file that is neither Word nor PDF."""
    if out.suffix.lower() not in _KINDS:
        message = N_("The name of the file must end in {endings}: {name}.")
        raise Invalid("not_word_or_pdf", message, endings=", ".join(_KINDS), name=out.name, field="out")


def write_report(
    centre: Centre, *, year: int, month: int | None, out: Path, name: str = "", written_in: str = ""
) -> WrittenReport:
    """The report by the template of that name (without one the usual), whole or not at all.

    Raises Invalid, NotFound, StorageError.
    """
    require_kind(out)

    def read(unit: UnitOfWork) -> tuple[Template, Composed]:
        chosen = template(unit, name=name, is_monthly=month is not None)
        return chosen, compose(unit, template=chosen, year=year, month=month, written_in=written_in)

    chosen, composed = centre.read(read)
    written, sha256 = _keep(centre, out, _KINDS[out.suffix.lower()]([composed.paper]), kind=chosen.name)
    return WrittenReport(written, sha256, chosen, composed)


def write_picture(centre: Centre, *, year: int, month: int, out: Path, written_in: str = "") -> tuple[Path, str]:
    """The picture of the month as a PDF: the file and its digest. Raises Invalid, StorageError."""
    content = centre.read(month_picture, year=year, month=month, written_in=written_in)
    return _keep(centre, out, content, kind="picture")


def _keep(centre: Centre, out: Path, content: bytes, *, kind: str) -> tuple[Path, str]:
    sha256 = hashlib.sha256(content).hexdigest()

    def keep(unit: UnitOfWork) -> Path:
        written = whole_bytes(out, content)
        facts = {"file": written.name, "sha256": sha256, "form": kind}
        unit.note("export", entity="return_form", entity_id=None, facts=facts)
        return written

    return centre.write(keep).value, sha256
