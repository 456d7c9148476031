"""The formulas of a return, computed anew: another one stands in a cell that still shows the figure of the first."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from desktop_app.consolidation.cells import Grid as Cells
from desktop_app.consolidation.cells import altered, place_of_cell
from desktop_app.consolidation.records import Finding
from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import N_
from desktop_app.inspection.model import shown
from desktop_app.progress import Progress
from desktop_app.returns.carrier import CARRIER_SHEET, Carried, CarriedForm
from desktop_app.spreadsheets.formulas import Area, NotComputed, computed
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.grid_records import GridValue
from desktop_app.spreadsheets.kinds import XLSX
from desktop_app.spreadsheets.recalculation import FilledGrid
from desktop_app.spreadsheets.records import CellError, UncomputedFormula, Workbook

# Programs add up in another order, and their sums differ so little.
_TOLERANCE = 1e-9

OTHER_FORMULA = N_(
    "{row}, {column}: the formula gives {said}, but the cell shows {true}, with which the return was made."
)
STRANGE_FORMULA = N_("{row}, {column}: the formula in the cell is not one that the return was made with: {said}.")


def check_formulas(
    path: Path, book: Workbook, carried: Carried, *, without: Collection[str], progress: Progress | None = None
) -> Iterator[Finding]:
    """ALTERED: what Excel would show after computing is what the file shows; sheets ``without`` are left out.

    Only of an .xlsx; whatever else it is was saved by another program, and keeps no formulas of ours.
    """
    sheets = {sheet.name: Cells.of(sheet) for sheet in book.sheets}
    told = [form for form in carried.forms if form.sheet in sheets and form.sheet not in without]
    if book.kind != XLSX.name or not told:
        return
    others = [name for name in sheets if name == CARRIER_SHEET or name not in {form.sheet for form in carried.forms}]
    try:
        grid = read_grid_file(path, without=others, progress=progress)
    except WorkbookRejected:
        return  # read a moment ago: what is wrong with it now is told when it is read again
    if grid.sha256 == book.sha256:
        filled = FilledGrid(grid, {})
        for form in told:
            yield from _check_form(path.name, form, filled, sheets[form.sheet])


def _check_form(file: str, form: CarriedForm, filled: FilledGrid, cells: Cells) -> Iterator[Finding]:
    for line in form.lines:
        place = place_of_cell(line.cell)
        formula, _cell = filled.formulas.get((form.sheet, (place[0], place[1])), ("", None))
        visible = cells.at(*place)
        if not formula or isinstance(visible, UncomputedFormula):
            continue
        facts = {"row": line.title_row, "column": line.title_column}
        try:
            value = computed(formula, _reader(filled, form.sheet))
        except NotComputed:
            yield altered(file, f"{form.sheet}!{line.cell}", f"={formula}", "", STRANGE_FORMULA, **facts)
            continue
        if not _is_same(value, visible):
            said = shown(value) if isinstance(value, int | float) else _text(value)
            true = shown(visible) if isinstance(visible, int | float) else str(visible or "–")
            yield altered(file, f"{form.sheet}!{line.cell}", said, true, OTHER_FORMULA, **facts)


def _reader(filled: FilledGrid, sheet: str) -> Callable[[Area], list[GridValue]]:
    return lambda area: filled.read(sheet, area)


def _is_same(value: GridValue, visible: object) -> bool:
    if isinstance(value, int | float) and isinstance(visible, int | float):
        return abs(value - visible) <= _TOLERANCE * max(1, abs(visible))
    return (value or "") == (visible or "")


def _text(value: GridValue) -> str:
    return value.text if isinstance(value, CellError) else str(value if value is not None else "–")
