"""A template as a Word file, its fields coloured, to be edited and read back."""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from docx import Document
from docx.shared import Pt, RGBColor

from desktop_app.documents.fonts import one_line
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, use
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.narrative.grammar import REMARK
from desktop_app.narrative.model import Fact, Template
from desktop_app.papers.word import FONT, timeless
from desktop_app.progress import Progress
from desktop_app.spreadsheets.kinds import LINES, WORD
from desktop_app.spreadsheets.reading import read_workbook

_FIELD = re.compile(r"(\{\{.*?\}\})")
_FIELD_COLOUR, _REMARK_COLOUR = RGBColor(0x1F, 0x6A, 0x86), RGBColor(0x5F, 0x6B, 0x76)
_MARKS = {"title": "#", "heading": "##", "item": "-"}
_TEXT_PT, _REMARK_PT = 12, 9


def template_file(template: Template, language: str, titles: Mapping[str, str] | None = None) -> bytes:
    """The lines as they are written, one a paragraph; remarks below tell what may stand between the braces.

    ``titles`` are what the indicators are called by their codes, where a ministry has words of its own for them.
    """
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(_TEXT_PT)
    for line in template.body(language):
        paragraph = document.add_paragraph()
        for part in _FIELD.split(one_line(line)):
            run = paragraph.add_run(part)
            if _FIELD.fullmatch(part):
                run.font.color.rgb = _FIELD_COLOUR
                run.bold = True
    with use(language):
        for remark in _remarks(titles or {}):
            run = document.add_paragraph().add_run(f"{REMARK} {remark}")
            run.font.size, run.font.color.rgb = Pt(_REMARK_PT), _REMARK_COLOUR
    written = io.BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def template_lines(path: Path, *, progress: Progress | None = None) -> list[str]:
    """The lines of an edited template, a Word file or a plain text. Raises WorkbookRejected, Invalid."""
    book = read_workbook(path, progress=progress, takes_documents=True)
    if book.kind not in (WORD.name, LINES.name):
        raise Invalid("not_a_text", N_("{file} is no text: choose a Word document or a plain text."), file=path.name)
    # What Word made an item of a list lost the mark that said so.
    rows = [(str(row.cells[0]), row.cell(1) is True) for row in book.sheets[0].rows]
    lines = [f"- {text}" if is_item and not text.startswith("- ") else text for text, is_item in rows]
    return [line for line in lines if line.strip() and not line.lstrip().startswith(REMARK)]


def _remarks(titles: Mapping[str, str]) -> Iterator[str]:
    yield _("Lines that begin so are left out.")
    yield _("The title begins with {title}, a heading with {heading}, an item of a list with {item}.", **_MARKS)
    yield _("A line that begins with ? is left out where nothing in it has data.")
    yield _("A field stands between double braces: an indicator, its span (month, year or day), its filters.")
    yield _("Filters: {example}", example="staff_group=RAHBAR, channel=OWN, district=1727212")
    yield _("A number without the word for what it counts: {example}", example="completed as=number")
    yield _("A percentage and its base: {example}", example="share completed of plan_year")
    yield _("Whether a plan is met: {example}", example="verdict completed of plan_year")
    yield _("A list and its length: {example}", example="list completed by=programme, count completed by=programme")
    yield _("A table: {example}", example="table by=district | Reja: plan_year | Amalda: actual")
    yield _("Facts: {names}", names=", ".join(Fact))
    for code, indicator in CATALOGUE.items():
        spans = ", ".join(indicator.spans)
        yield f"{code} ({spans}): {titles.get(code) or _(indicator.title)}"
