"""The annex of a return: that it is the one it was made with, and that the figures count the people on it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop_app.consolidation.cells import RETITLED, altered
from desktop_app.consolidation.records import AnnexCodes, Finding
from desktop_app.i18n import LANGUAGES, N_, _, use
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import short_date
from desktop_app.plan.population import CAME, FINISHED
from desktop_app.plan.records import Standing
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.carrier import Carried, people_digest
from desktop_app.returns.records import DISTRICT_FORM, OTHER_REGION, PLAN_FORM, SUBJECT_FORM, TOTAL, UNKNOWN, Form
from desktop_app.returns.rules import place_of, shown
from desktop_app.returns.trace import Trace, column_marks, differing, row_marks
from desktop_app.returns.workbook import STANDINGS
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.records import Cell, Workbook

# Which people of the annex a column counts, those of the month only or all of the year.
COUNTED: Mapping[str, frozenset[Standing]] = {
    "month_actual": FINISHED,
    "year_actual": FINISHED,
    "called": frozenset(Standing),
    "came": CAME,
    "unmarked": frozenset({Standing.UNMARKED}),
    "studying": frozenset({Standing.STUDYING}),
    "left": frozenset({Standing.LEFT}),
    "absent": frozenset({Standing.ABSENT}),
    "completed": FINISHED,
    "certificate": frozenset({Standing.CERTIFICATE}),
    "statement": frozenset({Standing.STATEMENT}),
}
OF_MONTH = "month_actual"
# Without the running number: those of the digest, in the order of returns.records.AnnexPerson.
_FACTS = 10
CODE, DISTRICT, STAFF_GROUP, SUBJECT, STANDING, FINISHED_ON = 1, 2, 3, 4, 8, 9
# More altered rows than so many are not named one by one.
_MOST_NAMED = 20
_NOTHING: tuple[Cell, ...] = (None,) * (_FACTS + 1)

NO_ANNEX = N_("The annex “{said}” is missing, but the return was made with it.")
OTHER_COUNT = N_("The annex has {said} people, but the return was made with {true}.")
OTHER_ANNEX = N_("The annex was changed after the return was made: its digest is another.")
NOT_ON_LIST = N_("{form}, {row}, {column}: {said} people are stated, but the list has {true}.")
OTHER_CELL = N_("Row {row} of the annex is not as the return was made: “{said}” stands here now.")
TWICE = N_("The person {code} stands in the annex {said} times: rows {rows}.")

# Where, how many times: standing of the person and whether they finished in the month itself.
Counts = Counter[tuple[str, Standing | None, bool]]


@dataclass(frozen=True)
class Annex:
    """The people of an annex, who are numbered: all cells of each, the empty ones too."""

    first_row: int
    rows: tuple[tuple[Cell, ...], ...]


def annex_of(book: Workbook, sheet_name: str) -> Annex | None:
    """None where there is no such sheet."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == sheet_name), None)
    if sheet is None:
        return None
    width = _FACTS + 1
    rows = [row for row in sheet.rows if type(row.cells[0]) is int]
    filled = (row.cells if len(row.cells) == width else (row.cells + _NOTHING)[:width] for row in rows)
    return Annex(rows[0].number if rows else 0, tuple(filled))


def check_annex(file: str, annex: Annex | None, carried: Carried, trace: Trace | None) -> Iterator[Finding]:
    """ALTERED: the annex has the people and the facts that it had when the return was made.

    The cell is named by the marks of its row and of its column; a return of an earlier program has none.
    """
    sheet, true = carried.people.sheet, carried.people.count
    if annex is None:
        yield altered(file, sheet, sheet, "", NO_ANNEX)
    elif len(annex.rows) != true:
        yield altered(file, sheet, shown(len(annex.rows)), shown(true), OTHER_COUNT)
    elif people_digest(cells[1:] for cells in annex.rows) != carried.people.digest:
        facts = [cells[1:] for cells in annex.rows]
        rows = differing(trace.rows, list(row_marks(facts))) if trace is not None else []
        columns = differing(trace.columns, list(column_marks(facts))) if trace is not None and rows else []
        for row in rows[:_MOST_NAMED]:
            # The first column of the sheet is the running number, which is no fact.
            for column in columns if len(rows) == 1 or len(columns) == 1 else [0]:
                place = f"{sheet}!{column_letter(column + 1)}{annex.first_row + row}"
                said = _shown(facts[row][column])
                yield altered(file, place, said, "", OTHER_CELL, row=annex.first_row + row)
        if len(rows) > _MOST_NAMED or not rows:
            yield altered(file, sheet, "", "", OTHER_ANNEX)


def check_headings(file: str, book: Workbook, trace: Trace | None) -> Iterator[Finding]:
    """ALTERED: whose return it is, of which days, and by which orders, as it stands over every table."""
    sheets = {sheet.name: {row.number: row.cells for row in sheet.rows[:_MOST_NAMED]} for sheet in book.sheets}
    for name, lines in (trace.headings if trace is not None else {}).items():
        for number, true in enumerate(lines if name in sheets else (), 1):
            # Over a wide table the heading begins behind the columns that every page repeats.
            cells = sheets[name].get(number, ())
            at, said = next(((at, str(cell)) for at, cell in enumerate(cells) if cell is not None), (0, ""))
            if said.split() != true.split():
                yield altered(file, f"{name}!{column_letter(at)}{number}", said, true, RETITLED)


def _shown(cell: Cell) -> str:
    return short_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def codes_of(annex: Annex) -> AnnexCodes:
    words = _standings()
    return AnnexCodes(
        annex.first_row,
        tuple(str(cells[CODE]) for cells in annex.rows),
        tuple(words.get(str(cells[STANDING])) for cells in annex.rows),
    )


def check_counts(annex: Annex, forms: Mapping[str, Form], month: date) -> Iterator[Finding]:
    """COUNT-LIST: every figure of people is the number of rows that it counts; placed by form, row and column."""
    for code, column, own, other in (
        (PLAN_FORM, STAFF_GROUP, OWN_CHANNEL, UNKNOWN),
        (DISTRICT_FORM, DISTRICT, "", OTHER_REGION),
        (SUBJECT_FORM, SUBJECT, "", UNKNOWN),
    ):
        if code in forms:
            yield from _check_form(forms[code], _counted(annex, column, month), own, other)


def check_twice(file: str, sheet: str, annex: AnnexCodes) -> Iterator[Finding]:
    """DISJOINT: a return has everybody once."""
    found = Counter(annex.codes)
    for code, times in found.items():
        if times > 1 and code:
            rows = [annex.first_row + at for at, each in enumerate(annex.codes) if each == code]
            facts = {"code": code, "said": times, "rows": ", ".join(map(str, rows))}
            place = f"{file}!{sheet}!B{rows[1]}"
            yield Finding("DISJOINT", Severity.ERROR, place, str(times), "1", TWICE, facts, file=file)


def _check_form(form: Form, counts: Counts, own: str, other: str) -> Iterator[Finding]:
    """``own`` is the row whose parts the people are of, ``other`` the row of those of a place that has none."""
    prefix = f"{own}." if own else ""
    rows = {row.code: row for row in form.all_rows}
    by_title = {row.title: row.code for row in form.children(own or form.total.code)}
    placed: Counts = Counter()
    for (title, standing, is_of_month), people in counts.items():
        code = by_title.get(title, f"{prefix}{other if title else UNKNOWN}")
        for row in (code, own or TOTAL):
            placed[row, standing, is_of_month] += people
    for code in dict.fromkeys((*by_title.values(), own or TOTAL)):
        for column in form.columns:
            standings = COUNTED.get(column.code)
            if standings is None or code not in rows:
                continue
            said = rows[code].values[column.code]
            true = sum(
                people
                for (row, standing, is_of_month), people in placed.items()
                if row == code and standing in standings and (is_of_month or column.code != OF_MONTH)
            )
            if (said or 0) != true:
                place = place_of(form.code, code, column.code)
                facts = {"form": form.code, "row": rows[code].title, "column": column.title}
                facts |= {"said": shown(said), "true": shown(true)}
                yield Finding("COUNT-LIST", Severity.ERROR, place, shown(said), shown(true), NOT_ON_LIST, facts)


def _counted(annex: Annex, column: int, month: date) -> Counts:
    words = _standings()
    counts: Counts = Counter()
    raw = Counter((cells[column], cells[STANDING], cells[FINISHED_ON]) for cells in annex.rows)
    for (title, standing_word, finished_on), people in raw.items():
        standing = words.get(str(standing_word))
        is_of_month = (
            standing in FINISHED
            and isinstance(finished_on, date)
            and (finished_on.year, finished_on.month) == (month.year, month.month)
        )
        counts[str(title or ""), standing, is_of_month] += people
    return counts


@cache
def _standings() -> dict[str, Standing]:
    """Every word for where somebody stands, in whichever language the return was written."""
    words: dict[str, Standing] = {}
    for language in LANGUAGES:
        with use(language):
            words |= {_(title): standing for standing, title in STANDINGS.items()}
    return words
