"""The recovery sheet on paper: the code in groups and as a QR code, twice, with what it is for."""

import io
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face
from desktop_app.documents.page import LEADING, Report
from desktop_app.documents.qr import draw_symbol, qr_symbol
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.protection.recovery_code import groups_of
from desktop_app.whole_file import replace_whole

COPIES = 2
CODE_SIZE = 20.0
GROUPS_IN_A_ROW = 4
QR_WIDTH = 42 * MM


def save_recovery_sheet(target: Path, code: str, *, centre: str, made_on: date) -> Path:
    """Write both copies, in the language in force. Raises StorageError."""
    return replace_whole(target, lambda file: _write(file, code, centre=centre, made_on=made_on))


def recovery_sheet(code: str, *, centre: str, made_on: date) -> bytes:
    """The same for a printer: it lies in no file."""
    pages = io.BytesIO()
    _draw(pages, code, centre=centre, made_on=made_on)
    return pages.getvalue()


def _write(file: Path, code: str, *, centre: str, made_on: date) -> None:
    file.chmod(0o600)
    _draw(file, code, centre=centre, made_on=made_on)


def _draw(target: Path | BinaryIO, code: str, *, centre: str, made_on: date) -> None:
    # The file's properties must not tell the code; they name the paper alone.
    report = Report(target, title=_("Recovery sheet"), is_numbered=False)
    for copy in range(1, COPIES + 1):
        if copy > 1:
            report.new_page()
        _draw_copy(report, code, centre=centre, made_on=made_on, copy=copy)
    report.save()


def _draw_copy(report: Report, code: str, *, centre: str, made_on: date, copy: int) -> None:
    report.title(_("Recovery sheet"), below=centre)
    report.facts(
        [
            (_("Made on"), short_date(made_on)),
            (_("Copy of the sheet"), _("{copy} of {copies}", copy=copy, copies=COPIES)),
        ]
    )
    report.paragraph(
        _(
            "Whoever has this sheet opens the data of the centre and its backups without any password. It helps when "
            "all passwords are lost, or when a backup is restored on another PC."
        )
    )
    report.heading(_("Code"))
    _draw_code(report, code)
    report.heading(_("How it is used"))
    report.paragraph(_("In the window where one signs in, choose “Recovery sheet” and type the code, or scan it."))
    report.paragraph(
        _(
            "Small and capital letters, spaces and dashes do not matter; {zero} is read as 0, {ones} as 1.",
            zero="O",
            ones="I, L",
        )
    )
    report.heading(_("How it is kept"))
    report.paragraph(_("Keep the two copies in two places, in sealed envelopes, and not beside the PC."))
    report.paragraph(_("Do not photograph or scan the sheet. Once it was seen by a stranger, make a new one at once."))
    report.paragraph(_("A new sheet makes this one worthless, except for backups made before."))
    report.signatures([(_("Kept by"), ""), (_("Received on"), "")])


def _draw_code(report: Report, code: str) -> None:
    groups = groups_of(code)
    rows = [groups[start : start + GROUPS_IN_A_ROW] for start in range(0, len(groups), GROUPS_IN_A_ROW)]
    for row in rows:
        base = report.take(CODE_SIZE * LEADING * 1.2) + CODE_SIZE * 0.3
        for place, group in enumerate(row):
            x = report.left + place * report.width / GROUPS_IN_A_ROW
            report.string(x, base, group, face=Face.SANS_BOLD, size=CODE_SIZE)
    report.space(4)
    lower = report.take(QR_WIDTH + 4 * MM)
    draw_symbol(report.canvas, qr_symbol(code), x=report.left + 4 * MM, y=lower, width=QR_WIDTH)
    report.space(6)
