"""Certificates beside a bare reportlab loop that draws the same ink: time, bytes each, growth of memory."""

import resource
import tempfile
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop_app.certificates.document import (
    LEFT_MIDDLE,
    QR_TOP,
    QR_WIDTH,
    RIGHT_MIDDLE,
    Blank,
    CertificateSheet,
    certificate_pdf,
)
from desktop_app.certificates.ornament import draw_ornament
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import SigningKey, new_key, sign
from desktop_app.documents.canvas import A4_SHORT, MM
from desktop_app.documents.fonts import Face, register
from desktop_app.documents.qr import qr_symbol
from tests.benchmarks.figure import Figure, median_seconds

SIZES = (100, 1000, 3000)
MANY = 10_000

BLANK = Blank(
    state="OʻZBEKISTON RESPUBLIKASI",
    kind="Malaka oshirish haqida",
    title="MALAKA SERTIFIKATI",
    opening="Mazkur malaka sertifikati egasi",
    period="2026-yil 5-oktabrdan 20-oktabrgacha",
    centre="Namangan viloyati pedagogik mahorat markazida",
    hours="72 soatlik",
    course="«Raqamli savodxonlik asoslari»",
    closing="boʻyicha malakasini oshirdi.",
    signer_role="Direktor",
    signer_name="A. B. Karimov",
    stamp="M.Oʻ.",
)


def sheets(count: int) -> list[CertificateSheet]:
    """Signed sheets of one batch; the signing is no part of what is measured."""
    key = new_key("NAM", 2026)
    return [_sheet(key, number) for number in range(1, count + 1)]


def figures() -> list[Figure]:
    measured = [figure for count in SIZES for figure in _figures_of(count)]
    growth = Figure("certificates, growth of memory", MANY, memory_growth(MANY), "MB", limit=30)
    return [*measured, growth]


def _figures_of(count: int) -> list[Figure]:
    batch = sheets(count)
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder, "ours.pdf"), Path(folder, "bare.pdf")
        seconds = median_seconds(lambda: certificate_pdf(ours, batch, title="Certificates"), repeats=3)
        bare_seconds = median_seconds(lambda: bare_loop(bare, batch), repeats=3)
        bytes_each, bare_each = (file.stat().st_size / count for file in (ours, bare))
    # A small batch carries the fonts and the ornament on few shoulders; the promise is for a thousand.
    limit = 4000 if count >= 1000 else None
    return [
        Figure("certificates, time", count, seconds, "s", bare_seconds, ratio_limit=1.3),
        Figure("certificates, size each", count, bytes_each, "bytes", bare_each, limit=limit),
    ]


def memory_growth(count: int) -> float:
    """Megabytes by which the peak of this process rises while ``count`` certificates are written."""
    key = new_key("NAM", 2026)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "many.pdf")
        certificate_pdf(target, [_sheet(key, 1)], title="Warm")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        certificate_pdf(target, (_sheet(key, number) for number in range(count)), title="Many")
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def bare_loop(target: Path, batch: list[CertificateSheet]) -> None:
    """The same strings, sizes and modules placed straight on a canvas; the pattern is a form here too."""
    register()
    canvas = Canvas(str(target), pagesize=landscape(A4), pageCompression=1)
    canvas.beginForm("ornament")
    draw_ornament(canvas)
    canvas.endForm()
    for sheet in batch:
        canvas.doForm("ornament")
        for text, x, top, face, size in _placed(sheet):
            canvas.setFont(face, size)
            canvas.drawCentredString(x, A4_SHORT - top * MM, text)
        symbol = qr_symbol(sheet.code)
        module = QR_WIDTH / symbol.size
        path = canvas.beginPath()
        left, upper = LEFT_MIDDLE - QR_WIDTH / 2, A4_SHORT - QR_TOP
        for column, row, length in symbol.runs:
            path.rect(left + column * module, upper - (row + 1) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def _placed(sheet: CertificateSheet) -> list[tuple[str, float, float, Face, float]]:
    blank = sheet.blank
    return [
        (blank.state, LEFT_MIDDLE, 50, Face.SERIF_BOLD, 14),
        (blank.kind, LEFT_MIDDLE, 60, Face.SERIF_ITALIC, 13),
        (blank.title, LEFT_MIDDLE, 82, Face.SERIF_BOLD, 27),
        (sheet.number, LEFT_MIDDLE, 104, Face.SERIF_BOLD, 16),
        (sheet.register_line, LEFT_MIDDLE, 114, Face.SERIF, 11),
        (sheet.issued_line, LEFT_MIDDLE, 121.5, Face.SERIF, 11),
        (sheet.code_caption, LEFT_MIDDLE, 176, Face.SERIF, 9),
        (blank.opening, RIGHT_MIDDLE, 47, Face.SERIF_ITALIC, 12.5),
        (sheet.holder, RIGHT_MIDDLE, 65, Face.SERIF_BOLD, 17.5),
        (blank.period, RIGHT_MIDDLE, 89, Face.SERIF, 12.5),
        (blank.centre, RIGHT_MIDDLE, 99.5, Face.SERIF, 12.5),
        (blank.hours, RIGHT_MIDDLE, 112.5, Face.SERIF, 12.5),
        (blank.course, RIGHT_MIDDLE, 127, Face.SERIF_BOLD, 15),
        (blank.closing, RIGHT_MIDDLE, 145, Face.SERIF_ITALIC, 12.5),
        (blank.signer_role, RIGHT_MIDDLE - 40 * MM, 168, Face.SERIF, 12),
        (blank.signer_name, RIGHT_MIDDLE + 40 * MM, 168, Face.SERIF, 12),
        (blank.stamp, RIGHT_MIDDLE - 40 * MM, 181, Face.SERIF, 10),
    ]


def _sheet(key: SigningKey, number: int) -> CertificateSheet:
    holder = f"Gʻulomova Oʻgʻiloy {('Shuhratjon', 'Anvar', 'Baxtiyor')[number % 3]} qizi"
    claims = CertificateClaims(
        number=f"MO {number:06}",
        name=holder,
        course="Raqamli savodxonlik asoslari",
        hours=72,
        start=date(2026, 10, 5),
        end=date(2026, 10, 20),
        issued=date(2026, 10, 21),
        centre="Namangan viloyati pedagogik mahorat markazi",
    )
    return CertificateSheet(
        blank=BLANK,
        holder=holder,
        number=f"MO № {number:06}",
        register_line=f"Qayd raqami: {number}",
        issued_line="Berilgan sana: 2026-yil 21-oktabr",
        code=sign(claims, key),
        code_caption=f"7F3A-{number:04X}",
    )
