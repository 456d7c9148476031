"""Finding the table in a sheet: its header row or rows, and which column holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice, zip_longest

from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from desktop_app.spreadsheets.value_looks import ValueCheck, looks_like_date
from desktop_app.spreadsheets.vocabulary import EXACT, Vocabulary, folded_words

SEARCHED_ROWS = 60
SAMPLED_ROWS = 300
HEADER_LENGTH = 150
# From here a cell counts as a header when the row is looked for.
RECOGNISED = 0.75
# A second header row must bring at least so much more than the first alone.
SECOND_ROW_GAIN = 0.4
VALUE_IN_HEADER_COST = 0.5
# Values that all contradict a header halve its weight; a header alone, nothing to check it by, loses a tenth.
CONTRADICTED = 0.5
UNCHECKED = 0.9
VALUES_ALONE = 0.65
VALUES_ALONE_SHARE = 0.8
ACCEPTED = 0.45
# The header row of a table that has none, and of a person's choice that it has none.
NO_HEADER = 0

_LETTERS_BEFORE_NUMBERS = frozenset("ABАБ")
_FIRST_OF_NUMBERS = _LETTERS_BEFORE_NUMBERS | {"1"}


@dataclass(frozen=True, slots=True)
class Column:
    """``index`` counts from 0; ``confidence`` from 0 to 1."""

    index: int
    header: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TableProposal:
    """A table as it was understood; rows as Excel counts. ``last_header_row`` differs under a header of two rows.

    Where the table begins with its first row both are NO_HEADER, and the letters of the columns stand for headers.
    """

    sheet: Sheet
    header_row: int
    last_header_row: int
    columns: Mapping[str, Column]
    unknown_columns: tuple[Column, ...]
    confidence: float
    has_key_fields: bool

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """The filled rows under the header."""
        return tuple(row for row in self.sheet.rows if row.number > self.last_header_row)


@dataclass(frozen=True, slots=True)
class _Header:
    first_row: int
    last_row: int
    texts: tuple[str, ...]
    score: float


def propose_sheet(
    workbook: Workbook,
    vocabulary: Vocabulary,
    *,
    value_checks: Mapping[str, ValueCheck],
    headerless_checks: Sequence[Mapping[str, ValueCheck]] = (),
) -> tuple[TableProposal, ...]:
    """The tables of all sheets, the likeliest first; hidden sheets and sheets of totals come last."""
    proposals = [
        proposal
        for sheet in workbook.sheets
        if (
            proposal := propose_table(sheet, vocabulary, value_checks=value_checks, headerless_checks=headerless_checks)
        )
    ]
    return tuple(sorted(proposals, key=lambda proposal: _rank(proposal, vocabulary)))


def propose_table(
    sheet: Sheet,
    vocabulary: Vocabulary,
    *,
    value_checks: Mapping[str, ValueCheck],
    headerless_checks: Sequence[Mapping[str, ValueCheck]] = (),
    header_row: int | None = None,
) -> TableProposal | None:
    """The table of the sheet, or None where no row reads as a header.

    ``header_row`` is a person's own choice, as Excel counts: that row is the header whatever it holds. By
    ``headerless_checks``, tried in turn, a table without a header is known: its values name a set of key fields.
    """
    header = _find_header(sheet, vocabulary, value_checks) if header_row is None else _header_at(sheet, header_row)
    if header is None:
        tables = [_headerless(sheet, vocabulary, checks) for checks in headerless_checks]
        chosen: TableProposal | None = tables[0] if tables and header_row == NO_HEADER else None
        return next((table for table in tables if table.has_key_fields), chosen)
    last_row = _past_column_numbers(sheet, header.last_row)
    sample = [row for row in sheet.rows if row.number > last_row][:SAMPLED_ROWS]
    columns = _assigned(header.texts, sample, vocabulary, value_checks)
    taken = {column.index for column in columns.values()}
    unknown = tuple(Column(index, text, 0.0) for index, text in enumerate(header.texts) if text and index not in taken)
    return TableProposal(
        sheet,
        header.first_row,
        last_row,
        columns,
        unknown,
        sum(column.confidence for column in columns.values()) / max(len(columns), 1),
        any(fields <= columns.keys() for fields in vocabulary.key_fields),
    )


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def are_column_numbers(row: SheetRow) -> bool:
    """Whether the row only numbers the columns: 1, 2, 3 …; official forms begin with letters: A, B, 1, 2 …"""
    first = next((str(cell) for cell in row.cells if cell is not None), "")
    if first.strip(" .)") not in _FIRST_OF_NUMBERS:
        return False
    texts = [str(cell).strip(" .)") for cell in row.cells if cell is not None]
    numbers = list(dropwhile(lambda text: text in _LETTERS_BEFORE_NUMBERS, texts))
    return len(texts) > 2 and len(texts) - len(numbers) <= 2 and numbers == list(map(str, range(1, len(numbers) + 1)))


def _rank(proposal: TableProposal, vocabulary: Vocabulary) -> tuple[bool, bool, bool, float, int]:
    is_totals = not vocabulary.last_sheets.isdisjoint(folded_words(proposal.sheet.name))
    return (
        proposal.sheet.is_hidden,
        not proposal.has_key_fields,
        is_totals,
        -round(proposal.confidence, 1),
        -min(len(proposal.rows), SAMPLED_ROWS) // SEARCHED_ROWS,
    )


def _find_header(sheet: Sheet, vocabulary: Vocabulary, value_checks: Mapping[str, ValueCheck]) -> _Header | None:
    best: _Header | None = None
    spread = _spread_merged(sheet)
    rows = sheet.rows[:SEARCHED_ROWS]
    for row, following in zip_longest(rows, rows[1:]):
        header = _single_header(row, vocabulary, value_checks)
        if header is None:
            continue
        if following is not None and following.number == row.number + 1:
            double = _double_header(row, following, spread.get(row.number, {}), vocabulary, value_checks)
            # A title right above the header adds nothing to it, and is no part of it.
            alone = _single_header(following, vocabulary, value_checks)
            best_alone = max(header.score, alone.score if alone else 0.0)
            if double is not None and double.score > best_alone + SECOND_ROW_GAIN:
                header = double
        if header.score > 0 and (best is None or header.score > best.score):
            best = header
    return best


def _header_at(sheet: Sheet, number: int) -> _Header | None:
    row = next((row for row in sheet.rows if row.number == number), None)
    return None if row is None else _Header(number, number, tuple(map(_header_text, row.cells)), 0.0)


def _headerless(sheet: Sheet, vocabulary: Vocabulary, value_checks: Mapping[str, ValueCheck]) -> TableProposal:
    texts = tuple(map(column_letter, range(sheet.used_columns)))
    # Titles stand above the list.
    in_several = dropwhile(lambda row: len(row.cells) - row.cells.count(None) < 2, sheet.rows)
    sample = list(islice(in_several, SAMPLED_ROWS)) or sheet.rows[:SAMPLED_ROWS]
    columns = _assigned(texts, sample, None, value_checks)
    taken = {column.index for column in columns.values()}
    return TableProposal(
        sheet,
        NO_HEADER,
        NO_HEADER,
        columns,
        tuple(Column(index, text, 0.0) for index, text in enumerate(texts) if index not in taken),
        sum(column.confidence for column in columns.values()) / max(len(columns), 1),
        any(fields <= columns.keys() for fields in vocabulary.key_fields),
    )


def _single_header(row: SheetRow, vocabulary: Vocabulary, value_checks: Mapping[str, ValueCheck]) -> _Header | None:
    texts = tuple(map(_header_text, row.cells))
    if not any(texts):
        return None
    telling = [check.looks for check in value_checks.values() if check.is_telling]
    values = sum(
        cell is not None and (not isinstance(cell, str) or any(looks(cell) for looks in telling)) for cell in row.cells
    )
    score = _recognised(texts, vocabulary) - VALUE_IN_HEADER_COST * values
    return _Header(row.number, row.number, texts, score)


def _double_header(
    top: SheetRow,
    bottom: SheetRow,
    spread: Mapping[int, str],
    vocabulary: Vocabulary,
    value_checks: Mapping[str, ValueCheck],
) -> _Header | None:
    telling = [check.looks for check in value_checks.values() if check.is_telling]
    filled = [cell for cell in bottom.cells if cell is not None]
    if any(not isinstance(cell, str) or looks_like_date(cell) or any(t(cell) for t in telling) for cell in filled):
        return None
    width = max(len(top.cells), len(bottom.cells), max(spread, default=-1) + 1)
    texts = []
    for index in range(width):
        above = spread.get(index) or _header_text(top.cell(index))
        below = _header_text(bottom.cell(index))
        texts.append(_of_two_rows(above, below, vocabulary))
    return _Header(top.number, bottom.number, tuple(texts), _recognised(texts, vocabulary))


def _of_two_rows(above: str, below: str, vocabulary: Vocabulary) -> str:
    """The header of a column: what stands above a header that is known by itself only groups it with its neighbours."""
    if not below:
        return above
    texts = (below, f"{above} {below}".strip())
    return max(
        texts if _likeliness(below, vocabulary) >= RECOGNISED else (*texts, above),
        key=lambda text: _likeliness(text, vocabulary),
    )


def _likeliness(text: str, vocabulary: Vocabulary) -> float:
    return max(vocabulary.scores(text).values(), default=0.0)


def _recognised(texts: Sequence[str], vocabulary: Vocabulary) -> float:
    """The sum over the fields of the best header for each; a lone header must be exact to count."""
    best: dict[str, float] = {}
    for text in texts:
        scores = vocabulary.scores(text) if text else {}
        field = max(scores, key=lambda name: scores[name], default="")
        if field and scores[field] >= RECOGNISED:
            best[field] = max(best.get(field, 0.0), scores[field])
    if len(best) == 1 and max(best.values()) < EXACT:
        return 0.0
    return sum(best.values())


def _spread_merged(sheet: Sheet) -> dict[int, dict[int, str]]:
    """The text of horizontally merged header cells at every column they cover, by row."""
    searched = {row.number: row for row in sheet.rows[:SEARCHED_ROWS]}
    spread: dict[int, dict[int, str]] = {}
    for merged in sheet.merged:
        row = searched.get(merged.first_row)
        text = _header_text(row.cell(merged.first_column)) if row else ""
        if text:
            last = min(merged.last_column, sheet.used_columns - 1)
            covered = range(merged.first_column, last + 1)
            spread.setdefault(merged.first_row, {}).update(dict.fromkeys(covered, text))
    return spread


def _header_text(cell: Cell) -> str:
    if not isinstance(cell, str) or len(cell) > HEADER_LENGTH:
        return ""
    return " ".join(cell.split())


def _past_column_numbers(sheet: Sheet, header_row: int) -> int:
    """Official forms number their columns in a row of its own under the header: 1, 2, 3 …"""
    following = next((row for row in sheet.rows if row.number > header_row), None)
    if following is None:
        return header_row
    return following.number if are_column_numbers(following) else header_row


def _assigned(
    texts: Sequence[str],
    sample: Sequence[SheetRow],
    vocabulary: Vocabulary | None,
    value_checks: Mapping[str, ValueCheck],
) -> dict[str, Column]:
    """Each field its best column and each column one field, the surest pairs first; by values alone without words."""
    fields = {phrase.field for phrase in vocabulary.phrases} if vocabulary else value_checks.keys()
    pairs = []
    for index, text in enumerate(texts):
        scores = vocabulary.scores(text) if text and vocabulary else {}
        values = [cell for row in sample if (cell := row.cell(index)) is not None]
        for field in sorted(fields):
            confidence = _confidence(scores.get(field, 0.0), values, value_checks.get(field))
            if confidence >= ACCEPTED:
                pairs.append((-confidence, index, field))
    columns: dict[str, Column] = {}
    taken: set[int] = set()
    for cost, index, field in sorted(pairs):
        if field not in columns and index not in taken:
            columns[field] = Column(index, texts[index], -cost)
            taken.add(index)
    return columns


def _confidence(header: float, values: Sequence[Cell], check: ValueCheck | None) -> float:
    if check is None or not values:
        return header * UNCHECKED
    if header == 0 and not check.is_telling:
        return 0.0
    share = sum(map(check.looks, values)) / len(values)
    if header == 0:
        return VALUES_ALONE * share if share >= VALUES_ALONE_SHARE else 0.0
    return header * (CONTRADICTED + (1 - CONTRADICTED) * share)
