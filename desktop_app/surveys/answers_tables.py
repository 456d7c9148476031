"""Finding the table of answers in a workbook, and whether it is one of this questionnaire at all."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from desktop_app.errors import NotFound, WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.spreadsheets.cell_values import cell_text, quoted
from desktop_app.spreadsheets.headers import column_letter
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from desktop_app.surveys.answers_heads import Heads
from desktop_app.surveys.answers_records import AnswersTable, HeadColumn, Slot

MARK_SHEET = "mahorat"
MARK = "MAHORAT-ANSWERS-1"
SEARCHED_ROWS = 40
# A second and a third row of heads say the same in other words.
HEAD_ROWS = 3
# A table is of the questionnaire when so much of it is asked, or so much of what it has is an answer.
SHARE_OF_ITEMS, SHARE_OF_COLUMNS = 0.3, 0.5
_SHOWN_HEADS = 5


def marked_edition(workbook: Workbook) -> tuple[str, int] | None:
    """The code and the edition that a workbook of ours was made for."""
    rows = (row for sheet in workbook.sheets if sheet.name == MARK_SHEET for row in sheet.rows[:1])
    row = next(rows, None)
    if row is None or row.cell(0) != MARK:
        return None
    edition = cell_text(row.cell(2))
    return cell_text(row.cell(1)), int(edition) if edition.isdecimal() else 0


def answers_table(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    sheet: str | None = None,
    chosen: Mapping[int, Slot | None] | None = None,
) -> AnswersTable:
    """The table with the most answers in it; ``chosen`` is what a person said of its columns.

    Raises WorkbookRejected where no table has answers to this questionnaire, NotFound for a sheet that is not there.
    """
    heads = Heads(questionnaire)
    shown = [each for each in workbook.sheets if each.rows and each.name != MARK_SHEET and not each.is_hidden]
    if sheet is not None:
        shown = [each for each in shown if each.name == sheet]
        if not shown:
            raise NotFound("no_such_sheet_in_file", N_("The file has no sheet “{sheet}”."), sheet=sheet)
    tables = [table for each in shown if (table := _table(each, heads)) is not None]
    table = max(tables, key=_answers_in, default=None)
    if table is None or not (_is_of(table, questionnaire) or marked_edition(workbook)):
        raise _rejected(workbook, questionnaire, shown)
    columns = tuple(
        column._replace(slot=chosen[column.at]) if chosen and column.at in chosen else column
        for column in table.columns
    )
    others = tuple(each.name for each in shown if each.name != table.sheet)
    return AnswersTable(table.sheet, table.header_row, table.last_header_row, columns, others)


def rows_under(workbook: Workbook, table: AnswersTable) -> list[SheetRow]:
    sheet = next(each for each in workbook.sheets if each.name == table.sheet)
    return [row for row in sheet.rows if row.number > table.last_header_row]


def _table(sheet: Sheet, heads: Heads) -> AnswersTable | None:
    """The table under the row that knows the most answers."""
    read = [heads.slots(_texts(row)) for row in sheet.rows[:SEARCHED_ROWS]]
    known = [_answers(slots) for slots in read]
    if not known or not max(known):
        return None
    at = known.index(max(known))
    more = takewhile(
        lambda place: _is_head(sheet.rows[place], known[place]), range(at + 1, min(at + HEAD_ROWS, len(known)))
    )
    # Codes that nobody sees have the heads that people see under them.
    last = max(more, default=min(at + (sheet.rows[at].number in sheet.hidden_rows), len(sheet.rows) - 1))
    columns = []
    for index in range(sheet.used_columns):
        texts = [cell_text(row.cell(index)) for row in sheet.rows[at : last + 1]]
        slots = [slots[index] for slots in read[at : last + 1] if index < len(slots)]
        header = next((text for text in reversed(texts) if text), "")
        slot = next((slot for slot in slots if slot is not None), None)
        if header or any(row.cell(index) is not None for row in sheet.rows[last + 1 :]):
            columns.append(HeadColumn(index, header or column_letter(index), slot))
    return AnswersTable(sheet.name, sheet.rows[at].number, sheet.rows[last].number, _without_doubles(columns))


def _without_doubles(columns: Sequence[HeadColumn]) -> tuple[HeadColumn, ...]:
    """Two rows of heads may each have told of one and the same answer."""
    met: set[Slot] = set()
    kept = []
    for column in columns:
        is_double = column.slot is not None and column.slot.kind.is_answer and column.slot in met
        kept.append(column._replace(slot=None) if is_double else column)
        if column.slot is not None:
            met.add(column.slot)
    return tuple(kept)


def _is_head(row: SheetRow, answers: int) -> bool:
    filled = sum(cell is not None for cell in row.cells)
    return answers > 1 and answers * 2 >= filled


def _texts(row: SheetRow) -> list[str]:
    return [cell_text(cell) for cell in row.cells]


def _answers(slots: Sequence[Slot | None]) -> int:
    return sum(slot is not None and slot.kind.is_answer for slot in slots)


def _answers_in(table: AnswersTable) -> int:
    return _answers([column.slot for column in table.columns])


def _is_of(table: AnswersTable, questionnaire: Questionnaire) -> bool:
    items = {column.slot.item for column in table.known if column.slot is not None and column.slot.kind.is_answer}
    asked = sum(item.kind.is_asked for item in questionnaire.items)
    about_sheet = sum(column.slot is not None and not column.slot.kind.is_answer for column in table.columns)
    other = len(table.columns) - about_sheet
    return len(items) >= SHARE_OF_ITEMS * asked or _answers_in(table) >= SHARE_OF_COLUMNS * other


def _rejected(workbook: Workbook, questionnaire: Questionnaire, shown: Sequence[Sheet]) -> WorkbookRejected:
    heads = [text for each in shown for row in each.rows[:1] for text in _texts(row) if text]
    message = N_("{file} has no answers to “{questionnaire}”. The heads of its columns: {heads}.")
    return WorkbookRejected(
        "not_this_questionnaire",
        message,
        file=workbook.file_name,
        questionnaire=text_in(questionnaire.title) or questionnaire.code,
        heads=", ".join(quoted(text) for text in heads[:_SHOWN_HEADS]) or "–",
    )
