"""The journal of a group cover to cover: people, attendance by weeks, topics held, results, hours, remarks."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from desktop_app.attendance.journal_content import Journal, JournalResult
from desktop_app.attendance.records import hours_text
from desktop_app.attendance.sheet_content import SheetLesson
from desktop_app.attendance.sheet_document import CODE_SIDE, draw_code, footer_of
from desktop_app.attendance.sheet_grid import Frame, Grid, grid_pages
from desktop_app.attendance.sheet_records import SheetColumn
from desktop_app.attendance.sheet_table import HEADING_HEIGHT, PaperTable, TableColumn, draw_heading, table_pages
from desktop_app.cohorts.rules import monday_of
from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face
from desktop_app.documents.pen import LEFT, SMALL, TEXT, TOP, Book, BookPage, Pen
from desktop_app.documents.primitives import Align, Colour
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import long_date, period, short_date
from desktop_app.language.numbers import number, percent
from desktop_app.language.paper_names import in_script_of
from desktop_app.orders.numbers import with_sign

ROW = 7 * MM
TOPIC_ROW, TOPIC_LINES = 8 * MM, 6
REMARK_ROW, REMARKS = 17 * MM, 14
LEGEND_HEIGHT = 6 * MM
SIGNERS_HEIGHT = 26 * MM
COVER_TITLE, COVER_NAME = 34.0, 15.0


def journal_book(journal: Journal) -> Book:
    """The pages of a journal in the language in force."""
    pages = [
        BookPage(lambda pen: _draw_cover(pen, journal)),
        *table_pages(_people(journal)),
        *_weeks(journal),
        *table_pages(_topics(journal)),
        *table_pages(_results(journal)),
        *table_pages(_hours(journal)),
        *table_pages(_remarks(journal)),
    ]
    return Book(f"{journal.paper.cohort} {journal.paper.number}", footer_of(journal.paper), pages)


def _draw_cover(pen: Pen, journal: Journal) -> None:
    paper, middle = journal.paper, LEFT + pen.width / 2
    code_left = draw_code(pen, paper.number)
    x = LEFT + pen.logo(LEFT, TOP, CODE_SIDE)
    pen.in_box(x, TOP, code_left - x, CODE_SIDE, paper.centre, size=COVER_NAME, face=Face.SERIF_BOLD, most_lines=3)
    y = TOP + 78 * MM
    pen.text(middle, y, _("GROUP JOURNAL"), size=COVER_TITLE, face=Face.SERIF_BOLD, align=Align.CENTRE)
    if paper.is_copy:
        pen.text(middle, y + 13 * MM, _("COPY"), size=COVER_NAME, face=Face.SANS_BOLD, align=Align.CENTRE)
    pen.rule(middle - 25 * MM, y + 20 * MM, 50 * MM, weight=1, colour=Colour.ACCENT)
    y += 32 * MM
    pen.text(middle, y, paper.cohort, size=COVER_NAME + 5, face=Face.SANS_BOLD, align=Align.CENTRE)
    box = (LEFT, y + 6 * MM, pen.width, 20 * MM)
    pen.in_box(*box, paper.programme, size=COVER_NAME, face=Face.SERIF, align=Align.CENTRE, most_lines=3)
    y += 38 * MM
    for label, value in _cover_facts(journal):
        pen.text(LEFT + 12 * MM, y, label, size=TEXT + 1.5, colour=Colour.MUTED)
        pen.rule(LEFT + 62 * MM, y + 3 * MM, pen.width - 74 * MM, colour=Colour.GRID)
        pen.in_box(LEFT + 62 * MM, y - 4 * MM, pen.width - 74 * MM, 8 * MM, value, size=TEXT + 1.5, face=Face.SANS_BOLD)
        y += 9.5 * MM


def _cover_facts(journal: Journal) -> list[tuple[str, str]]:
    """What is known stands there; the rest is a line to write on."""
    record = journal.cohort
    order = ""
    if record.order_number and record.order_date:
        order = f"{with_sign(record.order_number)}, {short_date(record.order_date)}"
    known = dict(journal.paper.facts)
    return [
        (_("Course"), period(record.starts_on, record.ends_on, language())),
        (_("Academic hours"), str(record.hours)),
        (_("Form of study"), journal.mode),
        (_("Order of admission"), order),
        (_("People"), _n("{n} person", "{n} people", len(journal.people)) if journal.people else ""),
        (_("Group leader"), in_script_of(language(), record.leader)),
        (_("Held at"), known.get(_("Held at"), "")),
        (_("Journal begun"), long_date(record.starts_on, language()) if journal.is_filled else ""),
        (
            _("Journal closed"),
            long_date(record.completed_on, language()) if journal.is_filled and record.completed_on else "",
        ),
    ]


def _people(journal: Journal) -> PaperTable:
    columns = [
        TableColumn(_("No."), 7, Align.RIGHT),
        TableColumn(_("Full name"), 52),
        TableColumn(_("Workplace"), 50),
        TableColumn(_("Position"), 34),
        TableColumn(_("District or city"), 28),
        TableColumn(_("Telephone"), 27),
    ]
    kept = (SheetColumn.WORKPLACE, SheetColumn.POSITION, SheetColumn.DISTRICT, SheetColumn.PHONE)
    rows = [
        [str(place), person.name, *(person.cells.get(column, "") for column in kept)]
        for place, person in enumerate(journal.people, start=1)
    ]
    rows += [[str(len(rows) + place + 1), *[""] * 5] for place in range(journal.paper.blank_rows)]
    return _table(journal, _("List of trainees"), columns, rows, ROW)


def _weeks(journal: Journal) -> Iterator[BookPage]:
    """A grid for each week of the course."""
    for _monday, held in groupby(journal.lessons, key=lambda lesson: monday_of(lesson.held_on)):
        lessons = list(held)
        heading = _("Attendance: {days}", days=period(lessons[0].held_on, lessons[-1].held_on, language()))
        frame = Frame(
            is_landscape=False,
            head=lambda pen, heading=heading: draw_heading(pen, heading, journal.paper.cohort),  # type: ignore[misc]
            head_height=TOP + HEADING_HEIGHT,
            tail=lambda pen, y: pen.text(
                LEFT, y + LEGEND_HEIGHT / 2, journal.paper.legend, size=SMALL, colour=Colour.MUTED, width=pen.width
            ),
            tail_height=LEGEND_HEIGHT,
        )
        grid = Grid(lessons, journal.people, (), journal.paper.blank_rows, journal.marks)
        yield from grid_pages(grid, frame)


def _topics(journal: Journal) -> PaperTable:
    columns = [
        TableColumn(_("Day"), 19),
        TableColumn(_("Lesson"), 12, Align.CENTRE),
        TableColumn(_("Hours"), 11, Align.CENTRE),
        TableColumn(_("Module, topic"), 86),
        TableColumn(_("Trainer"), 32),
        TableColumn(_("Signature"), 24),
    ]
    rows = [_topic(lesson) if lesson.id in journal.held else [""] * 6 for lesson in journal.lessons]
    return replace(_table(journal, _("Topics held"), columns, rows, TOPIC_ROW), most_lines=TOPIC_LINES)


def _topic(lesson: SheetLesson) -> list[str]:
    about = "\n".join(filter(None, (lesson.module, lesson.topic)))
    return [short_date(lesson.held_on), str(lesson.place_in_day), str(lesson.hours), about, lesson.trainer, ""]


def _results(journal: Journal) -> PaperTable:
    columns = [
        TableColumn(_("No."), 7, Align.RIGHT),
        TableColumn(_("Full name"), 56),
        TableColumn(_("Hours attended"), 18, Align.RIGHT),
        TableColumn(_("Hours missed"), 18, Align.RIGHT),
        TableColumn(_("Share"), 17, Align.RIGHT),
        TableColumn(_("Entry test"), 15, Align.RIGHT),
        TableColumn(_("Final test"), 15, Align.RIGHT),
        TableColumn(_("Result"), 38),
    ]
    rows = [
        [str(place), person.name, *_result(journal.results.get(person.enrolment_id))]
        for place, person in enumerate(journal.people, start=1)
    ]
    table = _table(journal, _("Results"), columns, rows, ROW)
    return replace(table, tail=lambda pen, y: _draw_signers(pen, journal, y), tail_height=SIGNERS_HEIGHT)


def _result(result: JournalResult | None) -> list[str]:
    if result is None:
        return [""] * 6
    reckoned = result.attendance
    share = percent(round(reckoned.attended * 100), round(reckoned.planned * 100), language()) or ""
    scores = ("" if score is None else _score(score) for score in (result.entry_score, result.final_score))
    return [hours_text(reckoned.attended), hours_text(reckoned.missed), share, *scores, result.state]


def _score(score: float) -> str:
    return number(score, 0 if float(score).is_integer() else 1, language())


def _hours(journal: Journal) -> PaperTable:
    columns = [
        TableColumn(_("No."), 7, Align.RIGHT),
        TableColumn(_("Module"), 90),
        TableColumn(_("Planned hours"), 24, Align.RIGHT),
        TableColumn(_("In the timetable"), 24, Align.RIGHT),
        TableColumn(_("Held hours"), 24, Align.RIGHT),
    ]
    ledger = journal.hours
    named = [(in_script_of(language(), line.title) or _("Without a module"), line) for line in ledger.lines]
    rows = [
        [
            str(place) if line is not ledger.total else "",
            title,
            str(line.planned),
            str(line.scheduled),
            _held(journal, line.held),
        ]
        for place, (title, line) in enumerate([*named, (_("Total"), ledger.total)], start=1)
    ]
    if ledger.independent:
        rows.append(["", _("Independent study"), str(ledger.independent), "", ""])
    table = _table(journal, _("Summary of hours"), columns, rows, ROW)
    return replace(table, tail=lambda pen, y: _draw_signers(pen, journal, y), tail_height=SIGNERS_HEIGHT)


def _held(journal: Journal, hours: int) -> str:
    return str(hours) if journal.is_filled else ""


def _remarks(journal: Journal) -> PaperTable:
    columns = [
        TableColumn(_("Day"), 20),
        TableColumn(_("Who checked, position"), 48),
        TableColumn(_("Remark"), 92),
        TableColumn(_("Signature"), 26),
    ]
    return _table(journal, _("Remarks of inspectors"), columns, [[""] * 4 for _place in range(REMARKS)], REMARK_ROW)


def _table(
    journal: Journal, heading: str, columns: list[TableColumn], rows: list[list[str]], row_height: float
) -> PaperTable:
    return PaperTable(heading, journal.paper.cohort, columns, rows, row_height)


def _draw_signers(pen: Pen, journal: Journal, y: float) -> None:
    """The rule by which the hours are judged, and who answers for the page."""
    pen.in_box(LEFT, y + 1 * MM, pen.width, 8 * MM, journal.rule_text, size=SMALL, colour=Colour.MUTED)
    signers = ((_("Group leader"), journal.paper.leader), (_("Director"), journal.director))
    for place, (role, name) in enumerate(signers):
        pen.signature(LEFT, y + 14 * MM + place * 8 * MM, pen.width * 0.7, role, name)
