"""Rows of a list that hold nobody: totals, signatures, headers again, numbers of columns, headings."""

from desktop_app.language.keys import search_key
from desktop_app.rosters.cells import cell_text
from desktop_app.rosters.lists import RosterLists
from desktop_app.rosters.problems import ProblemCode, RowProblem, problem
from desktop_app.rosters.reading import RosterTable
from desktop_app.spreadsheets.headers import HEADER_LENGTH, are_column_numbers
from desktop_app.spreadsheets.records import SheetRow

# A row with more filled cells than this is somebody with a missing name, not a signature or a remark.
FEW_CELLS = 3
_LINE_TO_SIGN_ON = "___"

Filled = list[tuple[int, str]]


def not_a_person(row: SheetRow, table: RosterTable, lists: RosterLists) -> RowProblem | None:
    """Why the row is no person, or None where it may be one."""
    filled = [(index, text) for index, cell in enumerate(row.cells) if cell is not None and (text := cell_text(cell))]
    names = table.name_places
    # A number in the column of names is a count, as beside a total.
    is_nameless = names.isdisjoint(index for index, text in filled if any(map(str.isalpha, text)))
    found = (
        _repeated_header(filled, table)
        or _numbers(row, filled, is_nameless=is_nameless)
        or _total(filled, lists, names=names, is_nameless=is_nameless)
        or _signature(filled, table, lists, names=names, is_nameless=is_nameless)
    )
    if found:
        return problem(found, value=filled[0][1] if filled else "")
    if is_nameless and len(filled) == 1:
        return problem(ProblemCode.HEADING_ROW, value=filled[0][1])
    return None


def _repeated_header(filled: Filled, table: RosterTable) -> ProblemCode | None:
    headers = table.folded_headers
    # Headers are short: a longer text is not worth folding.
    mapped = [(index, text) for index, text in filled if index in headers]
    same = sum(len(text) <= HEADER_LENGTH and search_key(text) == headers[index] for index, text in mapped)
    return ProblemCode.REPEATED_HEADER if same >= 2 and 2 * same > len(mapped) else None


def _numbers(row: SheetRow, filled: Filled, *, is_nameless: bool) -> ProblemCode | None:
    if are_column_numbers(row):
        return ProblemCode.COLUMN_NUMBERS
    if is_nameless and len(filled) == 1 and filled[0][1].strip(" .").isdecimal():
        return ProblemCode.EMPTY_NUMBERED_ROW
    return None


def _total(filled: Filled, lists: RosterLists, *, names: frozenset[int], is_nameless: bool) -> ProblemCode | None:
    for index, text in filled:
        if index not in names and not is_nameless:
            continue
        words = text.replace(":", " ").split()
        # "Chirchiq shahri boʻyicha jami": but Jami may be somebody's name.
        told = words[:1] if index in names else words
        if any(map(lists.words["total"].has_exactly, told)):
            return ProblemCode.TOTAL_ROW
    return None


def _signature(
    filled: Filled, table: RosterTable, lists: RosterLists, *, names: frozenset[int], is_nameless: bool
) -> ProblemCode | None:
    # A list that people sign has such a line in every row: only in a row of few cells does it end the list.
    is_short = len(filled) <= FEW_CELLS
    if (is_short or is_nameless) and any(_LINE_TO_SIGN_ON in text for _, text in filled):
        return ProblemCode.SIGNATURE_ROW
    if not is_short:
        return None
    position = table.columns["position"].index if "position" in table.columns else None
    number = table.columns["number"].index if "number" in table.columns else None
    for index, text in filled:
        before, colon, _ = text.partition(":")
        if index == position or not (colon or is_nameless or index in names or index == number):
            continue
        if lists.words["signature"].has_exactly(before):
            return ProblemCode.SIGNATURE_ROW
    return None
