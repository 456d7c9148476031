"""Certificates beside a bare reportlab loop that draws the same ink: time, bytes each, memory, the first preview.

typst and PHP's TCPDF are measured too where they are installed.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop_app.certificate_templates.built_in import state_layout
from desktop_app.certificate_templates.document import PaperSheet, papers_pdf
from desktop_app.certificate_templates.fields import Sample, sample_values, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import PlacedCode, PlacedText, laid_out
from desktop_app.certificate_templates.model import LineElement, OrnamentElement
from desktop_app.certificate_templates.ornaments import Box, draw_ornament
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import SigningKey, new_key, sign
from desktop_app.documents.canvas import A4_SHORT, MM
from desktop_app.documents.fonts import register
from desktop_app.documents.qr import qr_symbol
from tests.benchmarks.figure import Figure, cpu_seconds, seconds

SIZES = (100, 1000, 3000)
MANY = 10_000
FIRST_PREVIEW_MS = 150
BYTES_EACH = 3000
SLOWER_THAN_BARE = 1.2
NOT_SLOWER, THREE_TIMES_AS_FAST = 1, 0.333
REPEATS = 5
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

# The collector rests, as the window keeps it (ui/collector.py).
_FIRST_PREVIEW = """
import gc
from time import process_time
from tests.benchmarks.bench_certificates import sheets
from desktop_app.certificate_templates.document import sheet_pictures
from desktop_app.certificate_templates.files import Files
(sheet,) = sheets(1)
gc.disable()
start = process_time()
sheet_pictures(sheet, dpi=96, files=Files())
print(1000 * (process_time() - start))
"""
# The peak is asked of the kernel's own account of this program: ru_maxrss begins with what the parent had.
_GROWTH = """
import os
from pathlib import Path
from tests.benchmarks.bench_certificates import sheets
from desktop_app.certificate_templates.document import papers_pdf
from desktop_app.certificate_templates.files import Files
def peak_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
with open(os.devnull, "wb") as nowhere:
    papers_pdf(nowhere, sheets(10), title="Warm", files=Files())
    before = peak_kib()
    papers_pdf(nowhere, sheets({count}), title="Many", files=Files())
print((peak_kib() - before) / 1024)
"""
_TYPST = """
#set page("a4", flipped: true, margin: 0pt)
#set text(top-edge: "baseline", bottom-edge: "baseline")
#for (number, sheet) in json("sheets.json").enumerate() {
  if number > 0 { pagebreak() }
  place(image("pattern.pdf", width: 100%, height: 100%))
  for line in sheet {
    let said = text(font: line.font, weight: line.weight, style: line.style, size: line.size * 1pt, line.text)
    place(dx: line.x * 1pt, dy: line.y * 1pt, box(width: 1000pt, said))
  }
}
"""
_HAS_TCPDF = "exit((int) !@include 'tcpdf/tcpdf.php');"
# As Moodle makes its certificates: every text at its place, the code by the library's own barcode.
_TCPDF = """<?php
require 'tcpdf/tcpdf.php';
[, $source, $target] = $argv;
$pdf = new TCPDF('L', 'mm', 'A4');
$pdf->setPrintHeader(false);
$pdf->setPrintFooter(false);
$pdf->setAutoPageBreak(false);
foreach (json_decode(file_get_contents($source)) as [$texts, $code]) {
    $pdf->AddPage();
    foreach ($texts as $place => $text) {
        $pdf->setFont('dejavusans', '', 12);
        $pdf->Text(20, 10 + 9 * $place, $text);
    }
    $pdf->write2DBarcode($code, 'QRCODE,M', 240, 150, 35, 35);
}
$pdf->Output($target, 'F');
"""


def figures() -> Iterator[Figure]:
    for count in SIZES:
        yield from _figures_of(count)
    yield Figure("certificates, growth of memory", MANY, memory_growth(MANY), "MB", limit=30)
    yield Figure("certificates, first preview", 1, _first_preview_ms(), "ms", limit=FIRST_PREVIEW_MS)
    yield from _others()


def _figures_of(count: int) -> Iterator[Figure]:
    batch = list(sheets(count))
    placed = [_bare(sheet) for sheet in batch]
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder, "ours.pdf"), Path(folder, "bare.pdf")
        spent, bare_spent = _best_of_both(lambda: _print(ours, batch), lambda: bare_loop(bare, placed))
        bytes_each, bare_each = (file.stat().st_size / count for file in (ours, bare))
    # A small batch carries the fonts and the ornament on few shoulders; the promise is for a thousand.
    limit = BYTES_EACH if count >= 1000 else None
    yield Figure("certificates, time", count, spent, "s", bare_spent, ratio_limit=SLOWER_THAN_BARE)
    yield Figure("certificates, size each", count, bytes_each, "bytes", bare_each, limit=limit)


def _best_of_both(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    timed: Callable[[Callable[[], object]], float] = cpu_seconds,
) -> tuple[float, float]:
    """The least time of each, by turns: what else the machine does falls on both alike."""
    turns = [(timed(first), timed(second)) for _turn in range(REPEATS)]
    return min(ours for ours, _theirs in turns), min(theirs for _ours, theirs in turns)


def _print(target: Path | io.BytesIO, batch: Sequence[PaperSheet]) -> int:
    return papers_pdf(target, batch, title="Certificates", files=Files())


def memory_growth(count: int) -> float:
    """Megabytes by which the peak of a fresh process rises while ``count`` certificates are written."""
    return _told_by(_GROWTH.format(count=count))


def _first_preview_ms() -> float:
    """In a program that has drawn nothing yet: fonts, ornament, PDF and picture of one paper."""
    return min(_told_by(_FIRST_PREVIEW) for _turn in range(REPEATS))


def _told_by(program: str) -> float:
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)


Words = list[tuple[str, float, float, str, float]]


def _bare(sheet: PaperSheet) -> tuple[Words, str, PlacedCode]:
    """Every line of a paper with its left end, foot, font and size in points; the text of the code and its place."""
    (side,) = laid_out(sheet.template, sheet.words, code=sheet.code, files=Files()).sides
    lines = [
        (line.text, line.x * MM, A4_SHORT - line.y * MM, placed.face, placed.size)
        for placed in side
        if isinstance(placed, PlacedText)
        for line in placed.lines
    ]
    (code,) = (placed for placed in side if isinstance(placed, PlacedCode))
    return lines, sheet.code, code


def bare_loop(target: Path, batch: list[tuple[Words, str, PlacedCode]]) -> None:
    """The same strings, sizes and modules placed straight on a canvas; the pattern is a form here too."""
    register()
    canvas = Canvas(str(target), pagesize=landscape(A4), pageCompression=1)
    canvas.beginForm("ornament")
    _draw_pattern(canvas)
    canvas.endForm()
    for lines, text, place in batch:
        canvas.doForm("ornament")
        for words_of, x, y, face, size in lines:
            canvas.setFont(face, size)
            canvas.drawString(x, y, words_of)
        symbol = qr_symbol(text)
        module = place.width * MM / symbol.size
        path = canvas.beginPath()
        left, upper = place.x * MM, A4_SHORT - place.y * MM
        for column, row, length in symbol.runs:
            path.rect(left + column * module, upper - (row + 1) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def _draw_pattern(canvas: Canvas) -> None:
    for element in state_layout().elements():
        place = element.place
        box = Box(place.left * MM, A4_SHORT - (place.top + place.height) * MM, place.width * MM, place.height * MM)
        if isinstance(element, OrnamentElement):
            draw_ornament(canvas, element.design, box, element.colour)
        elif isinstance(element, LineElement):
            canvas.line(box.x, box.y + box.height, box.x + box.width, box.y)


def sheets(count: int) -> Iterator[PaperSheet]:
    """Signed papers of one batch; in the figures of time the signing is no part of what is measured."""
    key, template, shared = new_key("NAM", 2026), state_layout(), sample_values(Sample.SHORT)
    for number in range(1, count + 1):
        holder = f"Gʻulomova Oʻgʻiloy {('Shuhratjon', 'Anvar', 'Baxtiyor')[number % 3]} qizi"
        own = {"name": holder, "number": f"PM-2026-{number:06}", "register_number": number}
        yield PaperSheet(template, words(template, {**shared, **own}, language="uz_Latn"), _code(key, holder, number))


def _code(key: SigningKey, holder: str, number: int) -> str:
    claims = CertificateClaims(
        number=f"PM-2026-{number:06}",
        name=holder,
        course="Raqamli savodxonlik asoslari",
        hours=72,
        start=date(2026, 10, 5),
        end=date(2026, 10, 20),
        issued=date(2026, 10, 21),
        centre="Namangan viloyati pedagogik mahorat markazi",
    )
    return sign(claims, key)


def _others() -> Iterator[Figure]:
    """A thousand pages of the same ink in the programs of others, by the clock: typst works in several threads."""
    batch = list(sheets(1000))
    with tempfile.TemporaryDirectory() as folder:
        for other, limit, drawn, command in (
            # It knows no codes of its own: neither draws any.
            ("typst", NOT_SLOWER, [replace(sheet, code="") for sheet in batch], _typst(Path(folder), batch)),
            ("TCPDF", THREE_TIMES_AS_FAST, batch, _tcpdf(Path(folder), batch)),
        ):
            if not command:
                print(f"{other} is not installed here", file=sys.stderr)
                continue
            ours, theirs = partial(_print, io.BytesIO(), drawn), partial(subprocess.run, command, check=True)
            spent, by_other = _best_of_both(ours, theirs, timed=seconds)
            yield Figure(f"certificates, beside {other}", len(drawn), spent, "s", by_other, ratio_limit=limit)


def _typst(folder: Path, batch: Sequence[PaperSheet]) -> list[str]:
    """The command that draws the pages without their codes; nothing where it is not installed."""
    typst = shutil.which("typst")
    if typst is None:
        return []
    pattern = Canvas(str(folder / "pattern.pdf"), pagesize=landscape(A4))
    _draw_pattern(pattern)
    pattern.save()
    pages = [_in_typst(_bare(sheet)[0]) for sheet in batch]
    (folder / "sheets.json").write_text(json.dumps(pages), encoding="utf-8")
    (folder / "batch.typ").write_text(_TYPST, encoding="utf-8")
    paths = ("--font-path", str(FONTS), str(folder / "batch.typ"), str(folder / "typst.pdf"))
    return [typst, "compile", "--ignore-system-fonts", *paths]


def _in_typst(lines: Words) -> list[dict[str, object]]:
    """Every line by its left end and its foot, from the upper left corner in points."""
    return [
        {
            "text": text,
            "x": x,
            "y": A4_SHORT - y,
            "font": "Noto Serif" if "Serif" in face else "Noto Sans",
            "weight": "bold" if "Bold" in face else "regular",
            "style": "italic" if "Italic" in face else "normal",
            "size": size,
        }
        for text, x, y, face, size in lines
    ]


def _tcpdf(folder: Path, batch: Sequence[PaperSheet]) -> list[str]:
    """The command; nothing where PHP or the library is missing."""
    php = shutil.which("php")
    if php is None or subprocess.run([php, "-r", _HAS_TCPDF], check=False).returncode:
        return []
    program, source = folder / "batch.php", folder / "batch.json"
    program.write_text(_TCPDF, encoding="utf-8")
    pages = [(list(sheet.words.values()), sheet.code) for sheet in batch]
    source.write_text(json.dumps(pages), encoding="utf-8")
    return [php, str(program), str(source), str(folder / "batch.pdf")]
