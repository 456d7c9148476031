"""Filling a form for a month: the figure of every bound cell, sums and shares as formulas, the unbound named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.layout import Words, is_of_words
from desktop_app.bound_forms.model import Bindings, Block, Line, Part, Reckoned, Reckoning
from desktop_app.bound_forms.records import Filled, FilledCell, Unbound, WhyUnbound
from desktop_app.bound_forms.texts import Facts, written
from desktop_app.bound_forms.words import MONTH
from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import Figure, FigureKey, Measure
from desktop_app.indicators.service import figures
from desktop_app.inspection.model import Finding, error, shown, warning
from desktop_app.language.orders import order_text
from desktop_app.plan.population import period_of
from desktop_app.plan.records import Period
from desktop_app.plan.service import plan_as_of
from desktop_app.reference.service import profile, regions
from desktop_app.spreadsheets.grid_filling import Written, filled_in
from desktop_app.spreadsheets.grid_records import Grid, GridSheet, NumberLook, Place, place_name
from desktop_app.spreadsheets.recalculation import FilledGrid, recalculated
from desktop_app.spreadsheets.records import CellError

# What an office writes where nothing is to be written.
_CROSSED_OUT = frozenset("xXхХ")
_NOT_ADDED = frozenset({Measure.PERCENT, Measure.POINTS})
# A share that is shown as 100.0% though something is missing.
_NEARLY_ALL = 0.9995
_SHOWN_CELLS = 8

_Asked = tuple[int, FigureKey]
_At = tuple[str, Place]


def fill(unit: UnitOfWork, *, grid: Grid, bindings: Bindings, year: int, month: int) -> Filled:
    """The workbook with this month's figures; nothing but bound cells and values of formulas differs.

    The bindings are those of this very file (see ``matching.match``). Raises Invalid for a month that has not begun.
    """
    period = period_of(year, month, today=unit.today)
    table = _Table(grid, profile(unit).region_code)
    for block in bindings.blocks:
        sheet = grid.sheet(block.sheet)
        if sheet is not None:
            table.take(sheet, block)
    for cell in bindings.cells:
        if cell.part.indicator:
            table.ask((cell.sheet, cell.place), cell.part, cell.words)
    known = _known(unit, table.asked.values(), period)
    values = {at: None if _is_to_come(*asked, period) else known[asked] for at, asked in table.asked.items()}
    cells = {at: _figure_cell(grid, at, *table.asked[at], value) for at, value in values.items() if at in table.own}
    for block in bindings.blocks:
        cells |= _sums(grid, block, table, values)
    cells |= {at: replace(cell, value=None) for at, cell in table.reckoned.items()}
    cells |= _words(grid, bindings, _facts(unit, period))
    return _written(grid, bindings, table, values, cells)


@dataclass
class _Table:
    """What the cells of all blocks ask for. ``own`` are cells that are ours to write, the others hold formulas."""

    grid: Grid
    region: str
    asked: dict[_At, _Asked] = field(default_factory=dict)
    own: set[_At] = field(default_factory=set)
    reckoned: dict[_At, FilledCell] = field(default_factory=dict)
    unbound: list[Unbound] = field(default_factory=list)

    def take(self, sheet: GridSheet, block: Block) -> None:
        words = Words(sheet)
        by_rows = any(row.part.indicator for row in block.rows)
        waiting: dict[tuple[bool, int], list[Place]] = defaultdict(list)
        for row in block.rows:
            for column in block.columns:
                place = (row.at, column.at)
                if words.is_covered(place) or _is_crossed_out(sheet, place) or is_of_words(sheet, place):
                    continue
                part = block.part_at(row, column)
                if part.region and part.region != self.region:
                    continue
                if _is_of_nobody_known(block, row) and not _has_formula(sheet, place):
                    waiting[False, row.at].append(place)
                    continue
                if self._take_cell(sheet, block, place, part) or _has_formula(sheet, place):
                    continue
                if not _means_nothing(block, row, column):
                    is_column = column.part.says_nothing and not by_rows
                    waiting[is_column, column.at if is_column else row.at].append(place)
        self.unbound += _unbound_lines(block, waiting)

    def _take_cell(self, sheet: GridSheet, block: Block, place: Place, part: Part) -> bool:
        at = (sheet.name, place)
        if part.reckoned:
            if not _has_formula(sheet, place):
                row_reckoned = block.row(place[0]).part.reckoned  # type: ignore[union-attr]
                formula = _formula(self.grid, sheet, place, part.reckoned, across=row_reckoned is None)
                self.reckoned[at] = FilledCell(sheet.name, place, None, formula=formula)
            return True
        if not part.indicator:
            return False
        if part.region and part.is_total:
            return True
        return self.ask(at, part, "")

    def ask(self, at: _At, part: Part, words: str) -> bool:
        """Note what the cell asks for; False where that is not counted so."""
        indicator = CATALOGUE.get(part.indicator)
        if indicator is None or not set(part.filters) <= indicator.dimensions:
            sheet, place = at
            self.unbound.append(Unbound(sheet, place, place_name(place), words, WhyUnbound.NOT_COUNTED_SO))
            return True
        self.asked[at] = part.months_back, part.key(indicator.spans)
        found = self.grid.sheet(at[0])
        if found is not None and not _has_formula(found, at[1]):
            self.own.add(at)
        return True


def _is_crossed_out(sheet: GridSheet, place: Place) -> bool:
    return sheet.text(place) in _CROSSED_OUT and bool(sheet.text(place))


def _has_formula(sheet: GridSheet, place: Place) -> bool:
    return place in sheet.cells and sheet.cells[place].formula_at is not None


def _is_of_nobody_known(block: Block, row: Line) -> bool:
    """Whether the words of a row were not understood among rows that each are of somebody.

    By its columns alone it would ask for everybody: a misspelt district would get the figures of the whole centre.
    """
    is_divided = any(line.part.filters or line.part.region for line in block.rows)
    return is_divided and row.part.says_nothing and bool(row.words.strip())


def _means_nothing(block: Block, row: Line, column: Line) -> bool:
    """Whether the row is a heading that asks for no figure: the columns say what, and it says of nobody."""
    return row.part.says_nothing and any(line.part.indicator for line in block.columns) and not column.part.says_nothing


def _unbound_lines(block: Block, waiting: Mapping[tuple[bool, int], Sequence[Place]]) -> Iterator[Unbound]:
    for (is_column, at), places in sorted(waiting.items()):
        line = block.column(at) if is_column else block.row(at)
        cells = place_name(places[0]) + (f":{place_name(places[-1])}" if len(places) > 1 else "")
        yield Unbound(block.sheet, places[0], cells, line.words if line else "", WhyUnbound.NOT_KNOWN)


def _formula(grid: Grid, sheet: GridSheet, place: Place, reckoned: Reckoned, *, across: bool) -> str:
    """How the cell follows from two others of its row (``across``) or of its column."""
    ends = (reckoned.of, reckoned.to)
    of, to = (place_name((place[0], end) if across else (end, place[1])) for end in ends)
    is_percent = grid.look(grid.style_of(sheet, place)).number is NumberLook.PERCENT
    hundred = "" if is_percent else "*100"
    match reckoned.how:
        case Reckoning.PERCENT:
            # No data are not zero.
            return f'IF(OR({to}=0,{of}=""),"",{of}/{to}{hundred})'
        case Reckoning.GROWTH:
            return f'IF({to}=0,"",({of}-{to})/{to}{hundred})'
        case Reckoning.DIFFERENCE:
            return f"{of}-{to}"


def _known(unit: UnitOfWork, asked: Iterable[_Asked], period: Period) -> "_Figures":
    by_month: dict[int, list[FigureKey]] = defaultdict(list)
    for months_back, key in asked:
        by_month[months_back].append(key)
    known = _Figures()
    for months_back, wanted in by_month.items():
        for key, value in zip(wanted, figures(unit, wanted, _earlier(period, months_back)), strict=True):
            known[months_back, key] = value
    return known


class _Figures:
    """Figures by what was asked; a key holds a mapping and so cannot be looked up by itself."""

    def __init__(self) -> None:
        self._values: dict[object, Figure] = {}

    def __setitem__(self, asked: _Asked, value: Figure) -> None:
        self._values[_hashable(asked)] = value

    def __getitem__(self, asked: _Asked) -> Figure:
        return self._values[_hashable(asked)]


def _hashable(asked: _Asked) -> object:
    months_back, key = asked
    return months_back, key.indicator, key.span, tuple(sorted(key.filters.items()))


def _is_to_come(months_back: int, key: FigureKey, period: Period) -> bool:
    """Whether the cell is of months that the reporting month has not reached."""
    months = key.filters.get(MONTH, ())
    return not months_back and bool(months) and all(month.isdecimal() and int(month) > period.month for month in months)


def _earlier(period: Period, months_back: int) -> Period:
    at = period.year * 12 + period.month - 1 - months_back
    return period_of(at // 12, at % 12 + 1, today=period.last_day) if months_back else period


def _figure_cell(grid: Grid, at: _At, months_back: int, key: FigureKey, value: Figure) -> FilledCell:
    sheet = grid.sheet(at[0])
    is_percent = CATALOGUE[key.indicator].unit is Measure.PERCENT
    if sheet is not None and value is not None and is_percent:
        look = grid.look(grid.style_of(sheet, at[1]))
        value = value / 100 if look.number is NumberLook.PERCENT else value
    return FilledCell(at[0], at[1], value, key, months_back)


def _sums(grid: Grid, block: Block, table: _Table, values: Mapping[_At, Figure]) -> dict[_At, FilledCell]:
    """The totals of a block as sums of its rows, where these make up the total; regions are only added up."""
    deepest = max((len(line.part.filters) for line in block.rows), default=0)
    rows = [line for line in block.rows if not line.part.is_total and len(line.part.filters) == deepest]
    totals = [line.at for line in block.rows if line.part.is_total]
    sums: dict[_At, FilledCell] = {}
    of_regions = any(line.part.region for line in rows)
    sheet = grid.sheet(block.sheet)
    if not rows or sheet is None:
        return sums
    for column in block.columns:
        if not column.part.indicator or column.part.reckoned:
            continue
        formula = f"SUM({_ranges([line.at for line in rows], column.at)})"
        added = sum(values.get((block.sheet, (line.at, column.at))) or 0 for line in rows)
        for row in totals:
            at = (block.sheet, (row, column.at))
            if of_regions and not _has_formula(sheet, at[1]):
                sums[at] = FilledCell(block.sheet, at[1], None, formula=formula)
                table.own.discard(at)
            elif at in table.own and _is_added(table.asked[at][1]) and values[at] is not None and values[at] == added:
                months_back, key = table.asked[at]
                sums[at] = FilledCell(block.sheet, at[1], None, key, months_back, formula)
    return sums


def _is_added(key: FigureKey) -> bool:
    return CATALOGUE[key.indicator].unit not in _NOT_ADDED


def _ranges(rows: Sequence[int], column: int) -> str:
    """D7:D20 and the like, without the rows between that are not meant."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    pieces = [(place_name((run[0], column)), place_name((run[-1], column))) for run in runs]
    return ",".join(first if first == last else f"{first}:{last}" for first, last in pieces)


def _facts(unit: UnitOfWork, period: Period) -> Facts:
    own = profile(unit)
    plan = plan_as_of(unit, year=period.year, day=period.last_day)
    orders = dict.fromkeys(order_text(line.order_number, line.order_date) for line in plan if line.order_number)
    region = next(region.names.text for region in regions(unit) if region.code == own.region_code)
    return Facts(period, own, region, unit.actor.name, "; ".join(orders), unit.today)


def _words(grid: Grid, bindings: Bindings, facts: Facts) -> dict[_At, FilledCell]:
    return {
        (cell.sheet, cell.place): FilledCell(cell.sheet, cell.place, written(cell.text, cell.language, facts))
        for cell in bindings.cells
        if cell.text and (sheet := grid.sheet(cell.sheet)) is not None and not _has_formula(sheet, cell.place)
    }


def _written(
    grid: Grid,
    bindings: Bindings,
    table: _Table,
    values: Mapping[_At, Figure],
    cells: Mapping[_At, FilledCell],
) -> Filled:
    changes: dict[str, dict[Place, Written]] = defaultdict(dict)
    for (sheet, place), cell in cells.items():
        found = grid.sheet(sheet)
        if cell.value is not None or cell.formula or (found is not None and place in found.cells):
            changes[sheet][place] = Written(cell.value, cell.formula)
    again = recalculated(grid, changes)
    for sheet, places in again.values.items():
        changes[sheet] |= places
    formulas = {(sheet, place): new.value for sheet, places in again.values.items() for place, new in places.items()}
    told = [replace(cell, value=again.grid.value(*at)) if cell.formula else cell for at, cell in sorted(cells.items())]
    empty = [at for at, cell in sorted(cells.items()) if cell.value is None and not cell.formula]
    findings = [
        *_against_formulas(table, values, again.grid),
        *_short_sums(bindings, values, cells),
        *_nearly_all(grid, cells, again.grid),
        *_left_to_excel(again.left),
        *_without_data(empty),
    ]
    content = filled_in(grid, changes, recalculate=bool(again.left))
    told = [cell for cell in told if cell.value is not None]
    return Filled(content, told, table.unbound, (), findings, formulas)


def _against_formulas(table: _Table, values: Mapping[_At, Figure], filled: FilledGrid) -> Iterator[Finding]:
    """The form's own formulas beside what is counted."""
    for (sheet, place), value in values.items():
        if (sheet, place) in table.own or value is None:
            continue
        said = filled.value(sheet, place)
        if isinstance(said, CellError) or (
            type(said) in (int, float)
            and CATALOGUE[table.asked[sheet, place][1].indicator].unit not in _NOT_ADDED
            and abs(said - value) > 1e-9  # type: ignore[operator]
        ):
            message = N_("The formula of the form gives {said}; counted are {true}.")
            yield warning("SUM", f"{sheet}!{place_name(place)}", _shown(said), shown(value), message)


def _short_sums(bindings: Bindings, values: Mapping[_At, Figure], cells: Mapping[_At, FilledCell]) -> Iterator[Finding]:
    """Totals that the rows of the form do not make up: somebody is in none of them."""
    for block in bindings.blocks:
        deepest = max((len(line.part.filters) for line in block.rows), default=0)
        rows = [line.at for line in block.rows if not line.part.is_total and len(line.part.filters) == deepest]
        for line in (line for line in block.rows if line.part.is_total):
            for column in block.columns:
                at = (block.sheet, (line.at, column.at))
                cell = cells.get(at)
                if cell is None or cell.formula or cell.key is None or not _is_added(cell.key):
                    continue
                added = sum(values.get((block.sheet, (row, column.at))) or 0 for row in rows)
                total = values[at]
                if rows and total is not None and total != added:
                    message = N_(
                        "{column}: the rows make {said}, the total is {true}. The rest is in none of the rows."
                    )
                    place = f"{block.sheet}!{cell.cell}"
                    yield error("SUM", place, shown(added), shown(total), message, column=column.words)


def _nearly_all(grid: Grid, cells: Mapping[_At, FilledCell], filled: FilledGrid) -> Iterator[Finding]:
    for (sheet, place), cell in cells.items():
        value = filled.value(sheet, place)
        if cell.formula and type(value) is float:
            found = grid.sheet(sheet)
            assert found is not None
            look = grid.look(grid.style_of(found, place))
            share = value if look.number is NumberLook.PERCENT else value / 100
            if "/" in cell.formula and _NEARLY_ALL <= share < 1:
                message = N_("{said} is shown as all, though something is missing.")
                yield warning("ROUND", f"{sheet}!{cell.cell}", f"{share:.4%}", "", message)


def _left_to_excel(left: Sequence[_At]) -> Iterator[Finding]:
    if left:
        places = ", ".join(f"{sheet}!{place_name(place)}" for sheet, place in left[:_SHOWN_CELLS])
        message = N_("Only Excel computes these formulas, when the file is opened ({n}): {said}.")
        yield warning("FORM", f"{left[0][0]}!{place_name(left[0][1])}", places, "", message, n=len(left))


def _without_data(empty: Sequence[_At]) -> Iterator[Finding]:
    if empty:
        places = ", ".join(f"{sheet}!{place_name(place)}" for sheet, place in empty[:_SHOWN_CELLS])
        message = N_("These cells stay empty: there are no data for them ({n}): {said}.")
        yield warning("EMPTY", f"{empty[0][0]}!{place_name(empty[0][1])}", places, "", message, n=len(empty))


def _shown(value: object) -> str:
    match value:
        case CellError(text):
            return text
        case int() | float():
            return shown(value)
        case _:
            return str(value)
