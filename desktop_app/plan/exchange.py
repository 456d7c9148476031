"""A plan, or figures of other channels, from Excel and to Excel: seen first, entered whole, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, select

from db.models.orders import Order
from db.models.plan import ChannelFigure, PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Conflict, Refused
from desktop_app.i18n import N_
from desktop_app.language.orders import order_text
from desktop_app.orders.numbers import number_key
from desktop_app.plan.figures import channel_figures, save_channel_figure
from desktop_app.plan.importing import (
    READY,
    PlanDefaults,
    PlanPreview,
    PlanRow,
    Problem,
    ReadLine,
    RowState,
    judge_figures,
    judge_plan,
)
from desktop_app.plan.locks import locked_entries
from desktop_app.plan.reading import read_lines, read_lists, read_tables
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.rules import usual_day
from desktop_app.plan.service import plan_as_of, plan_lines
from desktop_app.plan.words import plan_names
from desktop_app.plan.workbook import write_lines, write_plan_form
from desktop_app.progress import Progress
from desktop_app.reference.month_locks import require_months_open
from desktop_app.reference.service import profile

_REASON = "plan from a workbook"


@dataclass(frozen=True)
class Applied:
    """What an import entered, as it is taken back: the new records, and figures as they were before."""

    added_ids: tuple[int, ...]
    before: tuple[FigureEntry, ...] = ()
    is_of_figures: bool = False

    @property
    def number(self) -> int:
        return len(self.added_ids) + len(self.before)


def preview(
    centre: Centre,
    path: Path,
    *,
    defaults: PlanDefaults,
    sheet: str = "",
    is_of_figures: bool = False,
    progress: Progress | None = None,
) -> PlanPreview:
    """Of the named sheet, or of the one that looks most like a plan. Raises WorkbookRejected."""
    table, *others = read_tables(path, sheet=sheet, progress=progress)
    lists = centre.read(read_lists)
    lines = tuple(read_lines(table, lists, defaults, is_of_figures=is_of_figures))
    rows = tuple(centre.read(_judged, lines, is_of_figures=is_of_figures))
    return PlanPreview(
        file_name=path.name,
        sheet=table.sheet.name,
        header_row=table.header_row,
        columns={name: column.header for name, column in table.columns.items()},
        rows=rows,
        is_of_figures=is_of_figures,
        lines=lines,
        other_sheets=tuple(other.sheet.name for other in others),
        unregistered=centre.read(_unregistered, rows),
    )


def apply(centre: Centre, seen: PlanPreview) -> Outcome[Applied]:
    """Enter the rows that are ready, in one step. Raises Conflict when the plan changed since the preview was made."""
    return centre.write(_apply, seen)


def take_back(unit: UnitOfWork, applied: Applied) -> None:
    """Undo an import. Raises Refused when one of its lines was amended since, Conflict when one is gone."""
    table = ChannelFigure if applied.is_of_figures else PlanLine
    if not applied.is_of_figures:
        amended = select(PlanLine.id).where(
            PlanLine.replaces_id.in_(applied.added_ids), PlanLine.id.not_in(applied.added_ids)
        )
        if unit.session.scalar(amended) is not None:
            raise Refused("line_amended", N_("A later order amends this line. Remove its amendment first."))
    months = select(table.year, table.month).where(table.id.in_(applied.added_ids)).distinct()
    require_months_open(unit, unit.session.execute(months).all())
    removed = unit.execute_bulk(delete(table).where(table.id.in_(applied.added_ids)), reason=_REASON)
    if removed != len(applied.added_ids):
        raise Conflict
    for figure in applied.before:
        save_channel_figure(unit, replace(figure, version=figure.version + 1))


def write_template(centre: Centre, *, out: Path, year: int) -> Path:
    """The form of a plan to hand out. Raises StorageError."""
    return write_plan_form(out, centre.read(plan_names), year=year, creator=centre.read(profile).name)


def export_plan(centre: Centre, *, out: Path, year: int, as_of: date | None = None) -> Path:
    """The lines in force on a day, in the columns of the form. Raises StorageError: then the journal tells nothing."""
    day = as_of or usual_day(year, centre.clock.today())
    lines = [line for line in centre.read(plan_as_of, year=year, day=day) if not line.is_withdrawn]
    own = centre.read(profile)
    written = write_lines(out, lines, centre.read(plan_names), year=year, day=day, creator=own.name)
    facts = {"what": "plan", "rows": len(lines), "file": written.name}
    centre.write(lambda unit: unit.note("export", entity="plan_line", entity_id=year, facts=facts))
    return written


def _judged(unit: UnitOfWork, lines: Sequence[ReadLine], *, is_of_figures: bool) -> list[PlanRow]:
    years = sorted({line.year for line in lines})
    if is_of_figures:
        rows = judge_figures(lines, [each for year in years for each in channel_figures(unit, year=year)])
    else:
        rows = judge_plan(lines, [each for year in years for each in plan_lines(unit, year=year)])
    return _but_locked(unit, rows)


def _but_locked(unit: UnitOfWork, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """The rows with those rejected whose month's return was sent."""
    locked = locked_entries(unit, [row.entry for row in rows if row.state in READY and row.entry is not None])

    def judged(row: PlanRow) -> PlanRow:
        lock = locked.get(row.entry) if row.entry is not None else None
        if lock is None or row.state not in READY:
            return row
        problem = Problem("month_sent", "month", found=lock.title)
        return replace(row, state=RowState.REJECTED, problems=(*row.problems, problem))

    return [judged(row) for row in rows]


def _unregistered(unit: UnitOfWork, rows: Sequence[PlanRow]) -> tuple[str, ...]:
    entries = [row.entry for row in rows if row.state in READY and row.entry is not None and row.entry.order_number]
    days = {entry.order_date for entry in entries if entry.order_date is not None}
    papers = select(Order.number_key, Order.dated_on).where(Order.dated_on.in_(days))
    known = {(key, day) for key, day in unit.session.execute(papers)}
    unknown = (each for each in entries if (number_key(each.order_number), each.order_date) not in known)
    return tuple(dict.fromkeys(order_text(each.order_number, each.order_date) for each in unknown))


def _apply(unit: UnitOfWork, seen: PlanPreview) -> Applied:
    if tuple(_judged(unit, seen.lines, is_of_figures=seen.is_of_figures)) != seen.rows:
        raise Conflict
    table = ChannelFigure if seen.is_of_figures else PlanLine
    last_id = unit.session.scalar(select(func.max(table.id))) or 0
    added = [row for row in seen.ready if not seen.is_of_figures or row.state is RowState.NEW]
    unit.insert_many(table, [_columns(row.entry) for row in added if row.entry is not None], reason=_REASON)
    before = tuple(_change_figure(unit, row) for row in seen.ready if row not in added)
    # Nobody else writes meanwhile: whatever is newer came from this file.
    ids = tuple(unit.session.scalars(select(table.id).where(table.id > last_id)))
    facts = {"file": seen.file_name, "rows": len(seen.rows), **{state.value: seen.count(state) for state in RowState}}
    unit.note("import", entity=table.__tablename__, entity_id="", facts=facts)
    return Applied(ids, before, seen.is_of_figures)


def _columns(entry: PlanEntry | FigureEntry) -> dict[str, object]:
    return {name: value for name, value in vars(entry).items() if name not in ("id", "version")} | {"version": 1}


def _change_figure(unit: UnitOfWork, row: PlanRow) -> FigureEntry:
    entry, amended = row.entry, row.amended
    if not isinstance(entry, FigureEntry) or not isinstance(amended, FigureEntry):
        raise TypeError("only figures are changed by a workbook; lines of a plan are amended")
    save_channel_figure(unit, replace(entry, id=amended.id, version=amended.version))
    return amended
