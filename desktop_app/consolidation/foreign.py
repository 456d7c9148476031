"""A workbook of another maker read through a saved form: its bound cells backwards, for the country's table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.matching import match
from desktop_app.bound_forms.model import Bindings, Block, Line, Part, Reckoning, surely
from desktop_app.bound_forms.recognising import recognise
from desktop_app.bound_forms.records import Form as BoundForm
from desktop_app.bound_forms.shelf import require_form
from desktop_app.bound_forms.texts import month_forms
from desktop_app.bound_forms.words import Lexicon, lexicon
from desktop_app.consolidation.records import FileState, Finding, ReadFile
from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import Measure
from desktop_app.inspection import model as inspection
from desktop_app.inspection.model import Severity
from desktop_app.inspection.reading import document_of
from desktop_app.inspection.regions import official_order, region_named
from desktop_app.inspection.service import inspect
from desktop_app.returns.records import TOTAL, CellKind, Column, Form, Row
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.grid_records import Grid, Place
from desktop_app.spreadsheets.grid_values import grid_of, has_grid
from desktop_app.spreadsheets.records import Workbook

# A heading says whose return it is and of which month; it stands above the table.
HEADING_ROWS = 12
# Divisions that all regions share; districts and cohorts stay in their region.
SHARED = frozenset({"channel", "staff_group", "category", "sex", "rural"})
_KINDS = {Measure.HOURS: CellKind.AMOUNT, Measure.POINTS: CellKind.MEAN, Measure.PERCENT: CellKind.MEAN}
_PIECES = re.compile(r"[·,;:()«»“”\"_]|\s-\s|\d+")
_YEAR = re.compile(r"\b20\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")

NO_FIGURES = N_("None of the cells that the form “{said}” names is in the file.")
NO_REGION = N_("Neither the heading nor the name of the file says which region it is of.")


@dataclass(frozen=True)
class FormReader:
    """A saved form with the words by which its rows and columns are found again."""

    form: BoundForm
    lexicon: Lexicon
    today: date

    def read(self, path: Path, book: Workbook) -> ReadFile:
        """What the file says in the bound cells, and what does not add up in it. Never raises for what it is."""
        try:
            grid = read_grid_file(path) if has_grid(book) else grid_of(book)
        except WorkbookRejected as error:
            finding = Finding("FILE", Severity.ERROR, path.name, "", "", error.message, error.facts, file=path.name)
            return ReadFile(path, book.sha256, FileState.UNREADABLE, (finding,))
        bindings, found = self._bindings(grid)
        headings = _headings(grid)
        region = _region(headings, path)
        form = _form(self.form.name, grid, bindings, region)
        findings = [_placed(path, finding) for finding in (*found, *inspect(document_of(book), today=self.today))]
        state = FileState.ACCEPTED
        if not form.columns:
            state = FileState.FOREIGN
            findings.append(_error(path, self.form.name, NO_FIGURES))
        elif not region:
            state = FileState.WRONG_REGION
            findings.append(_error(path, "", NO_REGION))
        return ReadFile(
            path,
            book.sha256,
            state,
            tuple(findings),
            forms=(form,) if form.columns else (),
            form_name=self.form.name,
            region_name=region,
            period=_period(headings),
        )

    def _bindings(self, grid: Grid) -> tuple[Bindings, list[inspection.Finding]]:
        if grid.sha256 == self.form.sha256:
            return self.form.bindings, []
        matched = match(self.form.bindings, grid, self.lexicon)
        if matched.blocks or not self.form.bindings.blocks:
            return matched.bindings, list(matched.findings)
        # Each region has districts of its own: then the same figures are looked for by the words over the columns.
        wanted = _indicators(self.form.bindings.blocks)
        seen = surely(recognise(grid, self.lexicon))
        alike = tuple(block for block in seen.blocks if _indicators((block,)) & wanted)
        return (Bindings(alike), []) if alike else (matched.bindings, list(matched.findings))


def _indicators(blocks: Iterable[Block]) -> set[str]:
    parts = (part for block in blocks for part in (block.part, *(line.part for line in (*block.rows, *block.columns))))
    return {part.indicator for part in parts if part.indicator}


def form_reader(unit: UnitOfWork, *, name: str, on: date) -> FormReader:
    """The edition of the form that holds on a day. Raises NotFound."""
    return FormReader(require_form(unit, name=name, on=on), lexicon(unit), unit.today)


def _form(name: str, grid: Grid, bindings: Bindings, region: str) -> Form:
    """What the country adds up: the figures of the whole region, and of divisions that all regions share."""
    columns: dict[str, Column] = {}
    values: dict[str, int | float | None] = {}
    for column, value in _figures(grid, bindings, region):
        if column.code not in columns:
            columns[column.code], values[column.code] = column, value
    known = {code: column for code, column in columns.items() if _has_base(column, columns)}
    return Form(name, name, "", tuple(known.values()), (), Row(TOTAL, "", values, parent=""))


def _has_base(column: Column, columns: dict[str, Column]) -> bool:
    return column.kind is not CellKind.SHARE or {column.numerator, column.denominator} <= set(columns)


def _figures(grid: Grid, bindings: Bindings, region: str) -> Iterator[tuple[Column, int | float | None]]:
    for block in bindings.blocks:
        whole, shared = _rows(block, region)
        for row in (*whole, *shared):
            group = "" if row in whole else row.words
            for column in block.columns:
                if (told := _column(block, row, column, group)) is not None:
                    yield told, _value(grid, block.sheet, (row.at, column.at))
        for column in block.columns if not whole else ():
            if (told := _column(block, None, column, "")) is not None and told.kind.is_added:
                yield told, _sum(_value(grid, block.sheet, (row.at, column.at)) for row in block.rows)
    for cell in bindings.cells:
        if cell.part.indicator in CATALOGUE:
            yield _figure_column(cell.part, cell.words, ""), _value(grid, cell.sheet, cell.place)


def _rows(block: Block, region: str) -> tuple[list[Line], list[Line]]:
    """The row of the whole region, which is its own among all regions or the total; and those that all share."""
    own = [row for row in block.rows if row.part.region and region_named(row.words) == _place(region)]
    totals = [row for row in block.rows if row.part.is_total and not row.part.filters]
    shared = [row for row in block.rows if row.part.filters and set(row.part.filters) <= SHARED]
    return (own or totals)[:1], [] if own else shared


def _column(block: Block, row: Line | None, column: Line, group: str) -> Column | None:
    part = block.part_at(row, column) if row is not None else block.part.joined(column.part)
    title = column.words
    if part.reckoned is None:
        return _figure_column(part, title, group) if part.indicator in CATALOGUE else None
    ends = (block.column(part.reckoned.of), block.column(part.reckoned.to))
    if part.reckoned.how is not Reckoning.PERCENT or None in ends:
        return None
    above, below = (_column(block, row, end, group) for end in ends if end is not None)
    if above is None or below is None:
        return None
    code = f"{above.code}/{below.code}"
    return Column(code, title, "", "", group, CellKind.SHARE, above.code, below.code)


def _figure_column(part: Part, title: str, group: str) -> Column:
    indicator = CATALOGUE[part.indicator]
    key = part.key(indicator.spans)
    filters = ",".join(f"{name}={'+'.join(values)}" for name, values in sorted(key.filters.items()))
    code = ".".join(filter(None, (key.indicator, key.span.value, filters, str(part.months_back or ""))))
    return Column(code, title, "", "", group, _KINDS.get(indicator.unit, CellKind.COUNT))


def _value(grid: Grid, sheet: str, place: Place) -> int | float | None:
    found = grid.sheet(sheet)
    cell = found.cells.get(place) if found is not None else None
    value = cell.value if cell is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() else value


def _sum(numbers: Iterable[int | float | None]) -> int | float | None:
    found = [number for number in numbers if number is not None]
    return sum(found) if found else None


def _headings(grid: Grid) -> list[str]:
    return [
        " ".join(cell.value.split())
        for sheet in grid.sheets
        for (row, _column), cell in sorted(sheet.cells.items())
        if row <= HEADING_ROWS and isinstance(cell.value, str)
    ]


def _region(headings: Sequence[str], path: Path) -> str:
    """The one region that the heading names; else the one in the name of the file."""
    for texts in (headings, [path.stem.replace("-", " ")]):
        pieces = (piece for text in texts for piece in _PIECES.split(text))
        named = {place for piece in pieces if piece.strip() and (place := region_named(piece)) is not None}
        if len(named) == 1:
            return official_order()[named.pop()]
    return ""


def _place(region: str) -> int | None:
    return official_order().index(region) if region in official_order() else None


def _period(headings: Sequence[str]) -> tuple[int, int] | None:
    """The first month that is named beside its year."""
    months = {name.lower(): month for name, month in month_forms()}
    for text in headings:
        years = _YEAR.findall(text)
        found = {months[word] for word in map(str.lower, _WORD.findall(text)) if word in months}
        if len(years) == len(found) == 1:
            return int(years[0]), found.pop()
    return None


def _placed(path: Path, finding: inspection.Finding) -> Finding:
    return Finding.placed(finding, f"{path.name}!{finding.place}", path.name)


def _error(path: Path, said: str, message: str) -> Finding:
    return Finding("FILE", Severity.ERROR, path.name, said, "", message, {"said": said}, file=path.name)
