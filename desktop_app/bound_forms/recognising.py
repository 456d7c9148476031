"""A first proposal for a workbook nobody has bound yet: what its tables count, by the words of rows and headers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.bound_forms.layout import Words, header_words, is_of_words, path_of
from desktop_app.bound_forms.model import (
    CERTAIN,
    Bindings,
    Block,
    BoundCell,
    Line,
    Part,
    Reckoned,
    Reckoning,
)
from desktop_app.bound_forms.texts import pattern_of
from desktop_app.bound_forms.words import (
    MONTH,
    REGION,
    Lexicon,
    Meaning,
    is_director,
    is_plain,
    is_remark,
    is_total,
    month_in,
)
from desktop_app.indicators.model import UNKNOWN, Span
from desktop_app.spreadsheets.grid_records import Grid, GridSheet, Place

SEARCHED_ROWS, SEARCHED_LABELS, SEARCHED_COLUMNS = 2_000, 8, 300
# Rows without a known name between two that have one: a heading, a name spelt in an odd way.
_GAP = 4
_INDICATOR = "indicator"
# Where a label may belong to several lists, the earlier one is meant.
_ORDER = (
    "region", "district", "subject", "channel", "staff_group", "position", "category", "month", "language",
    "institution_type", "institution", "cohort", "programme_kind", "programme", "stage", "event_kind", "series",
    "sex", "age", "rural", "education", "service_years", "mode",
)  # fmt: skip
_DIRECTOR_DOUBT = 0.6
_REACH = 6


def recognise(grid: Grid, lexicon: Lexicon) -> Bindings:
    """What the workbook seems to ask for; hidden sheets are left alone."""
    blocks: list[Block] = []
    cells: list[BoundCell] = []
    for sheet in grid.sheets:
        if sheet.is_hidden or not sheet.cells:
            continue
        found = list(_blocks(sheet, lexicon))
        blocks += found
        cells += _texts(sheet, found)
    return Bindings(tuple(blocks), tuple(cells))


def recognised_line(words: str, block: Block, lexicon: Lexicon, *, is_column: bool) -> Part:
    """What a line of a block says by its words alone; nothing where that is not sure."""
    if is_column:
        has_months = any(MONTH in line.part.filters for line in block.columns)
        meaning = lexicon.header(path_of(words), has_months=has_months)
        return meaning.part if meaning.confidence and not meaning.reckoned else Part()
    dimension = next(iter(Counter(name for row in block.rows for name in row.part.filters)), "")
    return _row_part(words, dimension or _INDICATOR, lexicon)[0]


@dataclass(frozen=True)
class _Body:
    """Rows of one table: their labels, and the dimension that most of them are values of."""

    label: int
    dimension: str
    rows: tuple[tuple[int, str], ...]


def _blocks(sheet: GridSheet, lexicon: Lexicon) -> Iterator[Block]:
    words = Words(sheet)
    taken: set[int] = set()
    while body := _body(sheet, words, lexicon, taken):
        header = words.header_rows(body.rows[0][0], body.label)
        taken.update(range(header[0] if header else body.rows[0][0], body.rows[-1][0] + 1))
        if block := _block(sheet, words, body, lexicon):
            yield block


def _body(sheet: GridSheet, words: Words, lexicon: Lexicon, taken: set[int]) -> _Body | None:
    """The longest run of rows whose labels are values of one dimension, or indicators."""
    best: tuple[float, _Body] | None = None
    last_row = min(sheet.last_row, SEARCHED_ROWS)
    for label in range(min(sheet.last_column, SEARCHED_LABELS) + 1):
        labels = {
            row: text
            for row in range(1, last_row + 1)
            if row not in taken and (text := sheet.text((row, label))) and not words.is_covered((row, label))
        }
        hits: dict[str, list[int]] = defaultdict(list)
        known = {row: _meanings(text, lexicon) for row, text in labels.items()}
        for row in labels:
            for dimension in known[row]:
                hits[dimension].append(row)
        for dimension, rows in hits.items():
            run = _longest_run(rows, labels)
            if _is_list(run, labels):
                continue
            rank = _ORDER.index(dimension) if dimension in _ORDER else len(_ORDER)
            score = len(run) + (0.5 - rank / 100) - label / 1000
            if len(run) > 1 and (best is None or score > best[0]):
                best = score, _Body(label, dimension, _whole(sheet, label, run, labels, known))
    return best[1] if best else None


def _meanings(text: str, lexicon: Lexicon) -> list[str]:
    found = list(lexicon.row_values(text))
    if lexicon.header([text]).is_figure:
        found.append(_INDICATOR)
    return found


def _longest_run(rows: Sequence[int], labels: Mapping[int, str]) -> list[int]:
    runs: list[list[int]] = [[]]
    for row in sorted(rows):
        between = sum(runs[-1][-1] < other < row for other in labels) if runs[-1] else 0
        if runs[-1] and (row - runs[-1][-1] > 2 * _GAP or between > _GAP):
            runs.append([])
        runs[-1].append(row)
    return max(runs, key=len)


def _is_list(run: Sequence[int], labels: Mapping[int, str]) -> bool:
    """Whether the same names come again and again with no headings between, as in a list of people."""
    most = Counter(labels[row] for row in run).most_common(1)[0][1]
    headings = sum(run[0] < row < run[-1] for row in labels) - len(run) + 2
    return most > headings + 2


def _whole(
    sheet: GridSheet, label: int, run: Sequence[int], labels: Mapping[int, str], known: Mapping[int, Sequence[str]]
) -> tuple[tuple[int, str], ...]:
    """All labels from the first known one to the last, totals before and after them, what follows in the table."""
    first, last = run[0], run[-1]
    is_grouped = len({labels[row] for row in run}) < len(run)
    while first - 1 in labels and (is_total(labels[first - 1]) or (is_grouped and known[first - 1])):
        first -= 1
    below = [row for row in sorted(labels) if last < row <= last + 3]
    for row in below:
        if is_total(labels[row]):
            last = row
    while last + 1 in labels and not is_director(labels[last + 1]) and _waits(sheet, (last + 1, label + 1)):
        last += 1
    return tuple((row, text) for row, text in sorted(labels.items()) if first <= row <= last)


def _waits(sheet: GridSheet, place: Place) -> bool:
    """Whether the cell is there and empty: part of the table."""
    return place in sheet.cells and sheet.cells[place].value is None


def _block(sheet: GridSheet, words: Words, body: _Body, lexicon: Lexicon) -> Block | None:
    header = words.header_rows(body.rows[0][0], body.label)
    if header is None or _is_header(sheet, body):
        return None
    rows = _rows(body, lexicon)
    paths = {
        column: path
        for column in range(body.label + 1, min(sheet.last_column, SEARCHED_COLUMNS) + 1)
        if (path := words.path(column, header)) and not is_remark(path[-1]) and not _is_words(sheet, body, column)
    }
    has_months = len({month for path in paths.values() for text in path if (month := month_in(text))}) > 1
    meanings = {column: lexicon.header(path, has_months=has_months) for column, path in paths.items()}
    by_rows = body.dimension == _INDICATOR
    columns = _with_totals(
        [
            Line(column, header_words(paths[column]), *_column_part(column, meanings, paths[column], by_rows))
            for column in paths
        ]
    )
    figures = sum(bool(line.part.indicator) for line in (*rows, *columns))
    return Block(sheet.name, body.label, rows, columns) if figures else None


def _with_totals(columns: Sequence[Line]) -> tuple[Line, ...]:
    """A column that says "total" and no more is the whole of what the columns before it divide."""
    counted = [line.part for line in columns if line.part.indicator]
    is_divided = len(counted) > 1 and all(part.filters for part in counted)
    if not is_divided or len({(part.indicator, part.span) for part in counted}) > 1:
        return tuple(columns)
    whole = Part(indicator=counted[0].indicator, span=counted[0].span)
    return tuple(
        replace(line, part=whole, confidence=CERTAIN)
        if line.part.says_nothing and is_total(path_of(line.words)[-1])
        else line
        for line in columns
    )


def _is_header(sheet: GridSheet, body: _Body) -> bool:
    """Whether words stand where the figures would: headers of two rows name indicators one below the other too."""
    columns = range(body.label + 1, min(sheet.last_column, SEARCHED_COLUMNS) + 1)
    places = [(row, column) for row, _text in body.rows for column in columns]
    return sum(is_of_words(sheet, place) for place in places) * 2 > len(places)


def _is_words(sheet: GridSheet, body: _Body, column: int) -> bool:
    """Whether the column holds words, not figures: remarks, names of orders."""
    texts = sum(bool(sheet.text((row, column))) for row, _label in body.rows)
    return texts * 2 > len(body.rows)


def _rows(body: _Body, lexicon: Lexicon) -> tuple[Line, ...]:
    """The rows with their parts; where names come again and again, the heading above them tells them apart."""
    repeated = Counter(text for _row, text in body.rows if not is_total(text)).most_common(1)
    has_headings = bool(repeated) and repeated[0][1] > 1
    lines: list[Line] = []
    heading = Part()
    for row, text in body.rows:
        part, confidence = _row_part(text, body.dimension, lexicon)
        if has_headings and part.says_nothing:
            heading, confidence = _heading_part(text, lexicon)
            part = heading
        elif has_headings and part.is_total:
            heading = Part()
        elif has_headings and not part.is_total:
            part = heading.joined(part)
        lines.append(Line(row, text, part, confidence))
    return tuple(lines)


def _row_part(text: str, dimension: str, lexicon: Lexicon) -> tuple[Part, float]:
    if dimension == _INDICATOR:
        meaning = lexicon.header([text])
        return (meaning.part, meaning.confidence) if meaning.is_figure else (Part(), 0.0)
    if is_total(text):
        return Part(is_total=True), CERTAIN
    if lexicon.is_unknown(text) and dimension != REGION:
        return Part(filters={dimension: (UNKNOWN,)}), CERTAIN
    if dimension not in (values := lexicon.row_values(text)):
        return Part(), 0.0
    code, confidence = values[dimension]
    return (Part(region=code) if dimension == REGION else Part(filters={dimension: (code,)})), confidence


def _heading_part(text: str, lexicon: Lexicon) -> tuple[Part, float]:
    values = lexicon.row_values(text)
    dimension = next((name for name in _ORDER if name in values and name != REGION), "")
    if not dimension:
        return Part(), 0.0
    return Part(filters={dimension: (values[dimension][0],)}), values[dimension][1]


def _column_part(
    column: int, meanings: Mapping[int, Meaning], path: Sequence[str], by_rows: bool
) -> tuple[Part, float]:
    meaning = meanings[column]
    if meaning.reckoned is not None:
        reckoned = _reckoned(column, meanings, meaning)
        if reckoned is not None:
            return Part(reckoned=reckoned), CERTAIN
        if meaning.reckoned is Reckoning.PERCENT and not by_rows:
            # No two columns to reckon it from: the indicator itself.
            return replace(meaning.part, indicator="fulfilment_percent"), _DIRECTOR_DOUBT
        return Part(), 0.0
    if by_rows:
        # The rows say what is counted; a column says of whom, when, or only that the number stands there.
        tells = not meaning.part.says_nothing and not meaning.is_figure
        is_number = is_plain(path[-1]) or meaning.part.indicator == "completed"
        return (meaning.part, meaning.confidence) if tells else (Part(), CERTAIN if is_number else 0.0)
    return (meaning.part, meaning.confidence) if meaning.is_figure else (Part(), 0.0)


def _reckoned(column: int, meanings: Mapping[int, Meaning], own: Meaning) -> Reckoned | None:
    """The nearest two columns before it that it follows from: actual and plan, or now and earlier."""
    before = [(at, meanings[at].part) for at in sorted(meanings) if at < column and meanings[at].is_figure]
    span = own.part.span
    alike = [(at, part) for at, part in before if span is None or part.span in (None, span)]
    assert own.reckoned is not None
    if own.reckoned is Reckoning.GROWTH:
        for at, part in reversed(alike):
            earlier = [
                other
                for other, earlier_part in alike
                if earlier_part.months_back and replace(earlier_part, months_back=0) == part
            ]
            if earlier:
                return Reckoned(Reckoning.GROWTH, at, earlier[-1])
        return None
    plans = [(at, part) for at, part in alike if part.indicator.startswith("plan_")]
    for plan_at, plan in reversed(plans):
        for at, part in alike:
            if at > plan_at and not part.indicator.startswith("plan_") and _are_of_one_time(plan, part):
                return Reckoned(own.reckoned, at, plan_at)
    return None


def _are_of_one_time(plan: Part, actual: Part) -> bool:
    """The actual of a year is no share of the plan of a month."""
    return actual.span is None or (actual.span is Span.MONTH) == (plan.indicator == "plan_month")


def _texts(sheet: GridSheet, blocks: Sequence[Block]) -> Iterator[BoundCell]:
    """Titles with the month in them, and the place beside "Direktor" for the name."""
    rows = {line.at for block in blocks for line in block.rows}
    of_months = {
        text
        for block in blocks
        if any(MONTH in line.part.filters for line in block.columns)
        for line in block.columns
        for text in path_of(line.words)
    }
    for place in sorted(sheet.cells):
        text = sheet.text(place)
        if not text or place[0] in rows or place[0] > SEARCHED_ROWS or sheet.cells[place].formula_at:
            continue
        if text not in of_months and (found := pattern_of(str(sheet.cells[place].value))):
            yield BoundCell(sheet.name, place, text, text=found[0], language=found[1])
        elif is_director(text) and (empty := _empty_right_of(sheet, place)):
            yield BoundCell(sheet.name, empty, text, text="{director}", confidence=_DIRECTOR_DOUBT)


def _empty_right_of(sheet: GridSheet, place: Place) -> Place | None:
    words = Words(sheet)
    for column in range(place[1] + 1, place[1] + 1 + _REACH):
        beside = (place[0], column)
        if words.is_covered(beside):
            continue
        cell = sheet.cells.get(beside)
        if cell is None or cell.value is not None or cell.formula_at:
            return None
        return beside
    return None
