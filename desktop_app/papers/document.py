"""Papers as PDF, ready to be printed and signed: the same blocks as in the Word file."""

import io
from collections.abc import Sequence

from desktop_app.documents.canvas import MM
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fonts import Face, text_width
from desktop_app.documents.page import LEADING, Report
from desktop_app.documents.primitives import Colour
from desktop_app.documents.table import CELL_SIZE, PADDING_X, draw_table
from desktop_app.documents.table import Column as DrawnColumn
from desktop_app.documents.wrapping import elided, wrapped
from desktop_app.i18n import use
from desktop_app.papers.column_widths import column_widths
from desktop_app.papers.records import (
    Addressee,
    AnnexMark,
    Block,
    Dating,
    Facts,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Resolution,
    Signatures,
    Table,
    Title,
)
from desktop_app.papers.words import annex_mark, day_and_number, unbroken

CENTRE_SIZE, CONTACTS_SIZE, HEADING_SIZE, TEXT_SIZE, SMALL_SIZE = 12.0, 8.5, 15.0, 11.5, 8.5
INDENT = 12.5 * MM
ADDRESSEE_SHARE = 0.5


def pdf_file(papers: Sequence[Paper]) -> bytes:
    """The papers one after another, each beginning on its own page."""
    target = io.BytesIO()
    report = Report(target, title=papers[0].name, footer="", is_numbered=len(papers) == 1)
    for place, paper in enumerate(papers):
        if place:
            report.new_page()
        with use(paper.language):
            for block in paper.blocks:
                _draw(report, paper, block)
    report.save()
    return target.getvalue()


def _draw(report: Report, paper: Paper, block: Block) -> None:
    match block:
        case Letterhead(centre, contacts):
            _letterhead(report, centre, contacts)
        case Dating(heading):
            if heading:
                _lines(report, heading, face=Face.SERIF_BOLD, size=HEADING_SIZE, is_centred=True)
                report.space(2)
            _two_ends(report, *day_and_number(paper))
        case Addressee() | Title() | Paragraph() | Resolution() | Note():
            _draw_text(report, block)
        case AnnexMark(place):
            report.new_page()
            _addressee(report, annex_mark(paper, place))
        case Table():
            _table(report, block)
        case Facts(pairs):
            report.facts(pairs)
        case Signatures(signers):
            report.signatures(signers)


def _draw_text(report: Report, block: Addressee | Title | Paragraph | Resolution | Note) -> None:
    match block:
        case Addressee(text):
            _addressee(report, text)
        case Title(text):
            report.space(3)
            _lines(report, text, face=Face.SERIF_BOLD, is_centred=True)
            report.space(4)
        case Paragraph(text):
            _justified(report, text)
            report.space(1.5)
        case Resolution(text):
            report.space(2)
            # The word of command is never the last thing on a page.
            report.need(4 * TEXT_SIZE * LEADING)
            _lines(report, text, face=Face.SERIF_BOLD, is_centred=True)
            report.space(3)
        case Note(text):
            report.space(6)
            _lines(report, text, size=SMALL_SIZE)


def _letterhead(report: Report, centre: str, contacts: str) -> None:
    _lines(report, centre, face=Face.SERIF_BOLD, size=CENTRE_SIZE, is_centred=True)
    _lines(report, contacts, face=Face.SANS, size=CONTACTS_SIZE, is_centred=True)
    rule = report.take(3 * MM) + MM
    report.canvas.setStrokeColor(PAPER[Colour.INK])
    report.canvas.setLineWidth(1)
    report.canvas.line(report.left, rule, report.left + report.width, rule)
    report.space(5)


def _two_ends(report: Report, left: str, right: str) -> None:
    base = report.take(TEXT_SIZE * LEADING) + TEXT_SIZE * 0.3
    report.string(report.left, base, left, face=Face.SERIF, size=TEXT_SIZE)
    shown = elided(right, report.width - _width(f"{left}  "), _width)
    report.string(report.left + report.width, base, shown, face=Face.SERIF, size=TEXT_SIZE, is_right=True)
    report.space(3)


def _addressee(report: Report, text: str) -> None:
    start = report.width * ADDRESSEE_SHARE
    for line in wrapped(text, report.width - start, _width):
        base = report.take(TEXT_SIZE * LEADING) + TEXT_SIZE * 0.3
        report.string(report.left + start, base, line, face=Face.SERIF, size=TEXT_SIZE)
    report.space(3)


def _lines(
    report: Report, text: str, *, face: Face = Face.SERIF, size: float = TEXT_SIZE, is_centred: bool = False
) -> None:
    for line in wrapped(text, report.width, lambda part: text_width(part, face, size)):
        report.need(size * LEADING)
        base = report.take(size * LEADING) + size * 0.3
        spare = report.width - text_width(line, face, size)
        report.string(report.left + (spare / 2 if is_centred else 0), base, line, face=face, size=size)


def _justified(report: Report, text: str) -> None:
    """A paragraph with an indent, both edges straight but for its last line."""
    lines = _indented(unbroken(text), report.width)
    for place, line in enumerate(lines):
        report.need(TEXT_SIZE * LEADING)
        base = report.take(TEXT_SIZE * LEADING) + TEXT_SIZE * 0.3
        start = report.left + (0 if place else INDENT)
        words = line.split(" ")
        spare = report.left + report.width - start - _width(line)
        gap = spare / (len(words) - 1) if place < len(lines) - 1 and len(words) > 1 else 0.0
        for word in words:
            report.string(start, base, word, face=Face.SERIF, size=TEXT_SIZE)
            start += _width(f"{word} ") + gap


def _indented(text: str, width: float) -> list[str]:
    """The lines of a paragraph whose first line is shorter by the indent."""
    first, *_rest = wrapped(text, width - INDENT, _width)
    left = text[len(first) :].removeprefix(" ")
    return [first, *wrapped(left, width, _width)] if left else [first]


def _table(report: Report, block: Table) -> None:
    def measure(text: str, is_bold: bool) -> float:
        return text_width(text, Face.SANS_BOLD if is_bold else Face.SANS, CELL_SIZE)

    columns = [
        DrawnColumn(column.title, column.is_number, width / MM)
        for column, width in zip(
            block.columns, column_widths(block, report.width, measure, beside=2 * PADDING_X), strict=True
        )
    ]
    report.space(2)
    draw_table(report, columns, block.rows, row_mm=block.row_mm)


def _width(text: str) -> float:
    return text_width(text, Face.SERIF, TEXT_SIZE)
