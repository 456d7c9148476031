"""Rows of a list that hold nobody: totals, signatures, headers again, numbers of columns, headings."""

from desktop_app.language.keys import search_key
from desktop_app.rosters.lists import RosterLists
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.rosters.rows import NAME_FIELDS, cell_text
from desktop_app.spreadsheets.records import SheetRow

# A row with more filled cells than this is somebody with a missing name, not a signature or a remark.
FEW_CELLS = 3
_LINE_TO_SIGN_ON = "___"

Filled = list[tuple[int, str]]


def not_a_person(row: SheetRow, table: RosterTable, lists: RosterLists) -> RowProblem | None:
    """Why the row is no person, or None where it may be one."""
    filled = [(index, text) for index, cell in enumerate(row.cells) if (text := cell_text(cell))]
    names = {table.columns[field].index for field in NAME_FIELDS if field in table.columns}
    is_nameless = names.isdisjoint(index for index, _ in filled)
    found = (
        _repeated_header(filled, table)
        or _numbers(filled, is_nameless=is_nameless)
        or _total(filled, lists, names=names, is_nameless=is_nameless)
        or _signature(filled, table, lists, names=names, is_nameless=is_nameless)
    )
    if found:
        return problem(found, value=filled[0][1] if filled else "")
    if is_nameless and len(filled) == 1:
        return problem(ProblemCode.HEADING_ROW, value=filled[0][1])
    return None


def _repeated_header(filled: Filled, table: RosterTable) -> ProblemCode | None:
    headers = {column.index: search_key(column.header) for column in table.columns.values() if column.header}
    mapped = [(index, text) for index, text in filled if index in headers]
    same = sum(search_key(text) == headers[index] for index, text in mapped)
    return ProblemCode.REPEATED_HEADER if same >= 2 and 2 * same > len(mapped) else None


def _numbers(filled: Filled, *, is_nameless: bool) -> ProblemCode | None:
    texts = [text.strip(" .") for _, text in filled]
    if len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]:
        return ProblemCode.COLUMN_NUMBERS
    if is_nameless and len(texts) == 1 and texts[0].isdecimal():
        return ProblemCode.EMPTY_NUMBERED_ROW
    return None


def _total(filled: Filled, lists: RosterLists, *, names: set[int], is_nameless: bool) -> ProblemCode | None:
    for index, text in filled:
        words = text.replace(":", " ").split()
        if words and (index in names or is_nameless) and lists.words["total"].has_exactly(words[0]):
            return ProblemCode.TOTAL_ROW
    return None


def _signature(
    filled: Filled, table: RosterTable, lists: RosterLists, *, names: set[int], is_nameless: bool
) -> ProblemCode | None:
    if any(_LINE_TO_SIGN_ON in text for _, text in filled):
        return ProblemCode.SIGNATURE_ROW
    if len(filled) > FEW_CELLS:
        return None
    position = table.columns["position"].index if "position" in table.columns else None
    for index, text in filled:
        before, colon, _ = text.partition(":")
        is_signer = lists.words["signature"].has_exactly(before)
        if is_signer and (colon or is_nameless or index in names) and index != position:
            return ProblemCode.SIGNATURE_ROW
    return None
