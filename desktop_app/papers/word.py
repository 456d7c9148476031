"""Papers as a Word file, which directors edit: real styles, A4, a table whose header returns on every page."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from desktop_app.documents.fonts import Face, one_line, text_width
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
from desktop_app.papers.words import HYPHEN_AT_NUMBER, annex_mark, day_and_number, unbroken

FONT = "Times New Roman"
TEXT_PT, TABLE_PT, TABLE_TITLE_PT, SMALL_PT = 13, 10, 9, 10
WIDTH_MM, HEIGHT_MM = 210, 297
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 30, 15, 20, 20
TEXT_WIDTH_MM = WIDTH_MM - LEFT_MM - RIGHT_MM
INDENT_MM = 12.5
# Against our own serif; the file is shown in whatever a PC without its typeface has in its place.
WIDEST_FONT = 1.1
# What Word leaves beside the text of a cell, at both its edges.
BESIDE_CELL_MM = 4
# The order's styles stand on Word's own, so that a director can change a look in one place.
CENTRE, CONTACTS, HEADING, DATING, ADDRESSEE, COMMAND, CELL, SIGNATURE, NOTE = (
    *("Centre", "Contacts", "Order heading", "Day and number", "Addressee", "Word of command"),
    *("Table text", "Signature line", "Small print"),
)
STYLES = {Addressee: ADDRESSEE, Title: "Title", Paragraph: "Body Text", Resolution: COMMAND, Note: NOTE}
# Letters that the title of a file may have in its properties.
MOST_OF_TITLE = 255
# The files of one paper are alike to the byte: the time in a file is the day of the paper, never the clock's.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def word_file(papers: Sequence[Paper]) -> bytes:
    """The papers one after another, each beginning on its own page."""
    document = Document()
    _page(document)
    _styles(document)
    for place, paper in enumerate(papers):
        if place:
            _page_break(document)
        with use(paper.language):
            for block in paper.blocks:
                _add(document, paper, block)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = one_line(papers[0].name)[:MOST_OF_TITLE], "", ""
    made_on = papers[0].dated_on
    properties.created = properties.modified = datetime(*(made_on.timetuple()[:3] if made_on else NO_TIME[:3]))  # noqa: DTZ001
    written = io.BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def _add(document: WordDocument, paper: Paper, block: Block) -> None:
    match block:
        case Letterhead(centre, contacts):
            _paragraph(document, centre, CENTRE)
            _paragraph(document, contacts, CONTACTS)
        case Dating(heading):
            if heading:
                _paragraph(document, heading, HEADING)
            _paragraph(document, "\t".join(day_and_number(paper)), DATING)
        case Addressee() | Title() | Paragraph() | Resolution() | Note():
            _paragraph(document, block.text, STYLES[type(block)])
        case AnnexMark(place):
            _page_break(document)
            _paragraph(document, annex_mark(paper, place), ADDRESSEE)
        case Table():
            _table(document, block)
        case Facts(pairs):
            _facts(document, pairs)
        case Signatures(signers):
            for role, name in signers:
                _paragraph(document, f"{role}\t____________________\t{name}", SIGNATURE)


def _paragraph(document: WordDocument, text: str, style: str) -> WordParagraph:
    # Tabs are ours; whatever else is no letter would make a file that Word refuses.
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, *(unbroken(one_line(part)) for part in text.split("\t")))
    return paragraph


def _write(paragraph: WordParagraph, *texts: str) -> Run:
    """A run of the texts with tabs between them, in which Word breaks no line at a hyphen beside a number."""
    run = paragraph.add_run()
    for place, text in enumerate(texts):
        if place:
            run.add_tab()
        for part_place, part in enumerate(HYPHEN_AT_NUMBER.split(text)):
            if part_place:
                run._r.append(OxmlElement("w:noBreakHyphen"))
            run.add_text(part)
    return run


def _table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    room, beside = Mm(TEXT_WIDTH_MM).pt, Mm(BESIDE_CELL_MM).pt
    widths = [Pt(width) for width in column_widths(block, room, _text_width, beside=beside)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], [column.title for column in block.columns], widths, is_header=True)
    _mark_row(table.rows[0], "w:tblHeader")
    numbers = [column.is_number for column in block.columns]
    for cells in block.rows:
        row = table.add_row()
        _fill(row, cells, widths, numbers=numbers)
        _mark_row(row, "w:cantSplit")
        if block.row_mm:
            row.height, row.height_rule = Mm(block.row_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
    _paragraph(document, "", CELL)


def _text_width(text: str, is_bold: bool) -> float:
    face, size = (Face.SERIF_BOLD, TABLE_TITLE_PT) if is_bold else (Face.SERIF, TABLE_PT)
    return WIDEST_FONT * text_width(text, face, size)


def _fill(
    row: _Row, texts: Sequence[str], widths: Sequence[Length], *, numbers: Sequence[bool] = (), is_header: bool = False
) -> None:
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = CELL
        run = _write(paragraph, one_line(text))
        if is_header:
            run.bold, run.font.size = True, Pt(TABLE_TITLE_PT)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif numbers and numbers[place]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_row(row: _Row, name: str) -> None:
    """What python-docx has no name for: a header that returns, a row that is not torn."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _facts(document: WordDocument, pairs: Sequence[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    widths = (Mm(TEXT_WIDTH_MM * 0.36), Mm(TEXT_WIDTH_MM * 0.64))
    for label, value in pairs:
        row = table.add_row()
        _fill(row, (label, value), widths)
        row.cells[1].paragraphs[0].runs[0].bold = True
    _paragraph(document, "", CELL)


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(WIDTH_MM), Mm(HEIGHT_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)


def _page_break(document: WordDocument) -> None:
    """A break that begins the next page without an empty line at its top."""
    last = document.paragraphs[-1] if document.paragraphs else document.add_paragraph()
    is_after_table = document.element.body[-2].tag == qn("w:tbl") if len(document.element.body) > 1 else False
    (document.add_paragraph() if is_after_table else last).add_run().add_break(WD_BREAK.PAGE)


def _styles(document: WordDocument) -> None:
    normal = _style(document, "Normal", size=TEXT_PT, after=0)
    normal.paragraph_format.line_spacing = 1.0
    _style(document, "Title", size=TEXT_PT, is_bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=12, after=12)
    _drop_border(document.styles["Title"])
    body = _style(document, "Body Text", size=TEXT_PT, align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=4)
    body.paragraph_format.first_line_indent = Mm(INDENT_MM)
    body.paragraph_format.line_spacing = 1.15
    middle = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, CENTRE, size=TEXT_PT, is_bold=True, align=middle)
    _underlined(_style(document, CONTACTS, size=SMALL_PT, align=middle, after=10))
    _style(document, HEADING, size=16, is_bold=True, align=middle, before=6, after=10)
    dating = _style(document, DATING, size=TEXT_PT, after=6)
    dating.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    addressee = _style(document, ADDRESSEE, size=TEXT_PT, before=6, after=6)
    addressee.paragraph_format.left_indent = Mm(TEXT_WIDTH_MM * 0.5)
    _style(document, COMMAND, size=TEXT_PT, is_bold=True, align=middle, before=8, after=8)
    for name in ("Title", COMMAND):
        # Never the last thing on a page.
        document.styles[name].paragraph_format.keep_with_next = True
    _style(document, CELL, size=TABLE_PT)
    signature = _style(document, SIGNATURE, size=TEXT_PT, before=24)
    signature.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM * 0.35))
    signature.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    _style(document, NOTE, size=SMALL_PT, before=18)


def _style(
    document: WordDocument,
    name: str,
    *,
    size: int,
    is_bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: int = 0,
    after: int = 0,
) -> ParagraphStyle:
    """Word's own style of the name, or a new one, in our typeface."""
    styles = document.styles
    is_known = any(style.name == name for style in styles)
    style = styles[name] if is_known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    style.paragraph_format.alignment = align
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _underlined(style: ParagraphStyle) -> None:
    """A rule under the letterhead."""
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    style.element.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _drop_border(style: object) -> None:
    """Word's own title stands over a blue line."""
    properties = style.element.get_or_add_pPr()  # type: ignore[attr-defined]
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def timeless(content: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(zipfile.ZipInfo(entry.filename, NO_TIME), before.read(entry), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
