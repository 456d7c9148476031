"""The bindings of a form put onto a later file of it: every row and column is found again by its words, or let go."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.bound_forms.layout import Words, header_words, path_of
from desktop_app.bound_forms.model import Bindings, Block, BoundCell, Line, Part
from desktop_app.bound_forms.recognising import SEARCHED_ROWS, recognised_line
from desktop_app.bound_forms.records import Move, Unbound, WhyUnbound
from desktop_app.bound_forms.texts import pattern_of
from desktop_app.bound_forms.words import Lexicon, is_remark, is_total, key_of
from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.inspection.model import Finding, warning
from desktop_app.spreadsheets.grid_records import Grid, GridSheet, Place, place_name
from desktop_app.spreadsheets.headers import column_letter

# New rows are looked for so far below the last one known.
_BELOW = 3


@dataclass
class Matched:
    """The bindings where they stand now, and what is to be said of it."""

    blocks: list[Block] = field(default_factory=list)
    cells: list[BoundCell] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    unbound: list[Unbound] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def bindings(self) -> Bindings:
        return Bindings(tuple(self.blocks), tuple(self.cells))


def match(bindings: Bindings, grid: Grid, lexicon: Lexicon) -> Matched:
    """Find everything again in another file; what cannot be told for sure is left unbound and said."""
    matched = Matched()
    by_sheet: dict[str, list[Block]] = defaultdict(list)
    for block in bindings.blocks:
        by_sheet[block.sheet].append(block)
    names = {name: _sheet_of(grid, name, blocks) for name, blocks in by_sheet.items()}
    for name, blocks in by_sheet.items():
        sheet = names[name]
        if sheet is None:
            matched.findings.append(_gone(name, name))
            continue
        if sheet.name != name:
            matched.moved.append(Move(name, name, name, name, sheet.name))
        _match_sheet(matched, sheet, blocks, lexicon)
    for cell in bindings.cells:
        _match_cell(matched, names.get(cell.sheet) or grid.sheet(cell.sheet), cell)
    return matched


def _sheet_of(grid: Grid, name: str, blocks: Sequence[Block]) -> GridSheet | None:
    """The sheet of that name; else the one that most of the labels stand in, if there is one such."""
    if found := grid.sheet(name):
        return found
    wanted = {key_of(line.words) for block in blocks for line in block.rows}
    counts = {
        sheet.name: len(wanted & {key_of(sheet.text(place)) for place in sheet.cells if place[0] <= SEARCHED_ROWS})
        for sheet in grid.sheets
        if not sheet.is_hidden
    }
    best = max(counts.values(), default=0)
    chosen = [name for name, count in counts.items() if count == best]
    return grid.sheet(chosen[0]) if len(chosen) == 1 and best * 2 > len(wanted) else None


def _match_sheet(matched: Matched, sheet: GridSheet, blocks: Sequence[Block], lexicon: Lexicon) -> None:
    words = Words(sheet)
    by_label: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        by_label[block.label].append(block)
    for label, members in by_label.items():
        now = _label_now(sheet, label, members)
        labels = [
            (row, text)
            for row in range(1, min(sheet.last_row, SEARCHED_ROWS) + 1)
            if (text := sheet.text((row, now))) and not words.is_covered((row, now))
        ]
        lines = [line for block in members for line in block.rows]
        found = _found_again(lines, labels)
        taken = {row for row in found.values() if row is not None}
        for block in members:
            _match_block(matched, sheet, words, replace(block, label=now), found, labels, taken, lexicon)


def _label_now(sheet: GridSheet, label: int, blocks: Iterable[Block]) -> int:
    wanted = {key_of(line.words) for block in blocks for line in block.rows}
    counts: Counter[int] = Counter()
    for place in sheet.cells:
        if place[0] <= SEARCHED_ROWS and (text := sheet.text(place)) and key_of(text) in wanted:
            counts[place[1]] += 1
    best = max(counts.values(), default=0)
    return label if counts[label] == best else min(column for column, count in counts.items() if count == best)


def _found_again(lines: Sequence[Line], places: Sequence[tuple[int, str]]) -> dict[int, int | None]:
    """Place bound -> place now, None where the words are gone or stand more or less often than they did."""
    now: dict[str, list[int]] = defaultdict(list)
    before: dict[str, list[int]] = defaultdict(list)
    for place, text in places:
        now[key_of(text)].append(place)
    for line in lines:
        before[key_of(line.words)].append(line.at)
    found: dict[int, int | None] = {}
    for key, at in before.items():
        same = now[key] if len(now[key]) == len(at) else [None] * len(at)
        found |= dict(zip(at, same, strict=True))
    return found


def _match_block(
    matched: Matched,
    sheet: GridSheet,
    words: Words,
    block: Block,
    found: Mapping[int, int | None],
    labels: Sequence[tuple[int, str]],
    taken: set[int],
    lexicon: Lexicon,
) -> None:
    known = sorted(row for line in block.rows if (row := found[line.at]) is not None)
    header = words.header_rows(known[0], block.label) if known else None
    if header is None:
        matched.findings.append(_gone(sheet.name, block.rows[0].words))
        return
    last = max(known[-1], block.rows[-1].at if len(known) < len(block.rows) else 0) + _BELOW
    body = [(row, text) for row, text in labels if known[0] <= row <= last and row not in taken]
    rows = _lines(
        matched,
        _Lines(sheet.name, block.rows, found, body, lambda at: str(at)),
        lambda text: recognised_line(text, block, lexicon, is_column=False),
    )
    paths = [
        (column, header_words(path))
        for column in range(block.label + 1, sheet.last_column + 1)
        if (path := words.path(column, header))
    ]
    again = _found_again(block.columns, paths)
    columns = _lines(
        matched,
        _Lines(sheet.name, block.columns, again, paths, column_letter),
        lambda text: recognised_line(text, block, lexicon, is_column=True),
    )
    now = replace(block, sheet=sheet.name, rows=_follow(rows), columns=_follow(columns))
    matched.blocks.append(
        replace(now, rows=tuple(line for _old, line in rows), columns=now.columns)
        if not any(line.part.reckoned for _old, line in rows)
        else now
    )
    _tell_new(matched, sheet, now, body, paths, known)


@dataclass(frozen=True)
class _Lines:
    """Lines of a block as they were bound, where each was found again, and all the words that stand there now."""

    sheet: str
    bound: Sequence[Line]
    found: Mapping[int, int | None]
    present: Sequence[tuple[int, str]]
    place: Callable[[int], str]


def _lines(matched: Matched, lines: _Lines, part_of: Callable[[str], Part]) -> list[tuple[int, Line]]:
    """The old place and the line of each that is still there; those renamed are known by what they mean."""
    taken = {place for place in lines.found.values() if place is not None}
    free = {place: text for place, text in lines.present if place not in taken}
    texts = dict(lines.present)
    kept: list[tuple[int, Line]] = []
    for line in lines.bound:
        place = lines.found[line.at]
        if place is None:
            alike = [at for at, text in free.items() if _means(line, text, part_of)]
            place = alike[0] if len(alike) == 1 else None
        if place is None:
            matched.findings.append(_gone(lines.sheet, line.words))
            continue
        text = texts.get(place, line.words)
        is_renamed = key_of(text) != key_of(line.words)
        if place != line.at or is_renamed:
            new_words = text if is_renamed else ""
            before, now = lines.place(line.at), lines.place(place)
            matched.moved.append(Move(lines.sheet, before, now, line.words, new_words))
        free.pop(place, None)
        kept.append((line.at, replace(line, at=place, words=text)))
    return kept


def _means(line: Line, text: str, part_of: Callable[[str], Part]) -> bool:
    if line.part.says_nothing or line.part.reckoned:
        return False
    if line.part.is_total:
        return is_total(text)
    indicator = CATALOGUE.get(line.part.indicator)
    return line.part.means_the_same(part_of(text), indicator.spans if indicator else ())


def _follow(lines: Sequence[tuple[int, Line]]) -> tuple[Line, ...]:
    """Lines reckoned from others follow them; where one of those is gone, so is what was reckoned."""
    now = {before: line.at for before, line in lines}
    kept = []
    for _before, line in lines:
        reckoned = line.part.reckoned
        if reckoned is None:
            kept.append(line)
        elif reckoned.of in now and reckoned.to in now:
            moved = replace(reckoned, of=now[reckoned.of], to=now[reckoned.to])
            kept.append(replace(line, part=replace(line.part, reckoned=moved)))
        else:
            kept.append(replace(line, part=Part()))
    return tuple(sorted(kept, key=lambda line: line.at))


def _tell_new(
    matched: Matched,
    sheet: GridSheet,
    block: Block,
    body: Sequence[tuple[int, str]],
    paths: Sequence[tuple[int, str]],
    known: Sequence[int],
) -> None:
    """Rows and columns that stand in the table and were not there: they wait for somebody to bind them."""
    if not block.columns:
        return
    first, last = block.columns[0].at, block.columns[-1].at
    for row, text in body:
        if block.row(row) is None and row <= known[-1] + 1 and not sheet.text((row, first)):
            cells = f"{place_name((row, first))}:{place_name((row, last))}"
            matched.unbound.append(Unbound(sheet.name, (row, first), cells, text, _why(text, block.rows)))
    for column, text in paths:
        if block.column(column) is None and not is_remark(path_of(text)[-1]) and not sheet.text((known[0], column)):
            cells = f"{place_name((known[0], column))}:{place_name((known[-1], column))}"
            matched.unbound.append(Unbound(sheet.name, (known[0], column), cells, text, _why(text, block.columns)))


def _why(text: str, lines: Sequence[Line]) -> WhyUnbound:
    is_double = any(key_of(line.words) == key_of(text) for line in lines)
    return WhyUnbound.AMBIGUOUS if is_double else WhyUnbound.NEW_LINE


def _match_cell(matched: Matched, sheet: GridSheet | None, cell: BoundCell) -> None:
    place = _cell_now(sheet, cell) if sheet else None
    if sheet is None or place is None:
        matched.findings.append(_gone(cell.sheet, cell.words or place_name(cell.place)))
        return
    if place != cell.place:
        matched.moved.append(Move(sheet.name, place_name(cell.place), place_name(place), cell.words))
    matched.cells.append(replace(cell, sheet=sheet.name, place=place))


def _cell_now(sheet: GridSheet, cell: BoundCell) -> Place | None:
    """By the words in it, whatever month they tell; else by those left of it; without words by its place alone."""
    if not cell.words:
        return cell.place
    offset = 0 if cell.text and pattern_of(cell.words) else None
    key = _timeless(cell.words)
    places = [place for place in sheet.cells if (text := sheet.text(place)) and _timeless(text) == key]
    if len(places) != 1:
        return cell.place if cell.place in places else None
    row, column = places[0]
    if offset == 0:
        return row, column
    beside = next((at for at in range(column + 1, column + 8) if not _is_filled_with_words(sheet, (row, at))), None)
    same_row = cell.place[1] if row == cell.place[0] and column < cell.place[1] else beside
    return None if same_row is None else (row, same_row)


def _is_filled_with_words(sheet: GridSheet, place: Place) -> bool:
    return bool(sheet.text(place)) or Words(sheet).is_covered(place)


def _timeless(text: str) -> str:
    found = pattern_of(text)
    return key_of(found[0] if found else text)


def _gone(sheet: str, words: str) -> Finding:
    message = N_("“{said}” of the form is not in this file, or stands there more than once; its cells were not filled.")
    return warning("FORM", sheet, words, "", message)
