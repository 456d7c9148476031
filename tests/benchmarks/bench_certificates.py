"""Certificates beside a bare reportlab loop that draws the same ink: time, bytes each, memory, the first preview.

typst is measured too where it is installed.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from time import process_time

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
from tests.benchmarks.figure import Figure, median_seconds

SIZES = (100, 1000, 3000)
MANY = 10_000
FIRST_PREVIEW_MS = 150
BYTES_EACH = 3000
SLOWER_THAN_BARE = 1.2
REPEATS = 5

# The collector rests, as the window keeps it (ui/collector.py).
_FIRST_PREVIEW = """
import gc
from time import process_time
from tests.benchmarks.bench_certificates import sheets
from desktop_app.certificate_templates.document import sheet_picture
from desktop_app.certificate_templates.files import Files
(sheet,) = sheets(1)
gc.disable()
start = process_time()
sheet_picture(sheet, dpi=96, files=Files())
print(1000 * (process_time() - start))
"""
_GROWTH = """
import io, os, resource
from tests.benchmarks.bench_certificates import sheets
from desktop_app.certificate_templates.document import papers_pdf
from desktop_app.certificate_templates.files import Files
with open(os.devnull, "wb") as nowhere:
    papers_pdf(nowhere, sheets(10), title="Warm", files=Files())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    papers_pdf(nowhere, sheets({count}), title="Many", files=Files())
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
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
        seconds, bare_seconds = _best_of_both(lambda: _print(ours, batch), lambda: bare_loop(bare, placed))
        bytes_each, bare_each = (file.stat().st_size / count for file in (ours, bare))
    # A small batch carries the fonts and the ornament on few shoulders; the promise is for a thousand.
    limit = BYTES_EACH if count >= 1000 else None
    yield Figure("certificates, time", count, seconds, "s", bare_seconds, ratio_limit=SLOWER_THAN_BARE)
    yield Figure("certificates, size each", count, bytes_each, "bytes", bare_each, limit=limit)


def _best_of_both(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The least processor time of each, by turns: what else the machine does falls on both alike."""
    turns = [(_cpu_seconds(first), _cpu_seconds(second)) for _turn in range(REPEATS)]
    return min(ours for ours, _bare in turns), min(bare for _ours, bare in turns)


def _cpu_seconds(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return process_time() - start


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
    """A thousand pages with the same words and no code, which flatters the others, in the programs of others."""
    batch = list(sheets(1000))
    ours = _best_of_both(lambda: _print(io.BytesIO(), batch), lambda: None)[0]
    if typst := shutil.which("typst"):
        yield Figure("certificates, typst", 1000, ours, "s", _typst_seconds(typst, batch), ratio_limit=1.0)


def _typst_seconds(typst: str, batch: Sequence[PaperSheet]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "batch.typ")
        pages = ("\n\n".join(f"#text({_quoted(text)})" for text in sheet.words.values()) for sheet in batch)
        source.write_text('#set page("a4", flipped: true)\n' + "\n#pagebreak()\n".join(pages), encoding="utf-8")
        return median_seconds(lambda: subprocess.run([typst, "compile", source], check=True), repeats=3)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
