"""What other channels report for a month, each figure with the paper that says so."""

from calendar import monthrange
from datetime import date

from sqlalchemy import select

from db.models.plan import ChannelFigure
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.plan.locks import require_uncounted
from desktop_app.plan.records import FigureEntry
from desktop_app.plan.service import require_cells
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.rows import row_at


def channel_figures(unit: UnitOfWork, *, year: int) -> list[FigureEntry]:
    """By month, channel and staff group."""
    rows = unit.session.scalars(
        select(ChannelFigure)
        .where(ChannelFigure.year == year)
        .order_by(ChannelFigure.month, ChannelFigure.channel_code, ChannelFigure.staff_group)
    )
    return [_entry(row) for row in rows]


def known_figures(unit: UnitOfWork, *, year: int, as_of: date) -> list[FigureEntry]:
    """Those of other channels that a day knows: of months that were over, or on their way if the day is not past."""
    return [each for each in channel_figures(unit, year=year) if _is_known(each, as_of, unit.today)]


def save_channel_figure(unit: UnitOfWork, entry: FigureEntry) -> int:
    """Add or change a figure; returns its id.

    Raises Invalid for the own channel (its figures are counted from persons) and for a figure without a source,
    Duplicate for a month that has its figure already, Refused for one whose return was sent, NotFound, Conflict.
    """
    require_cells(unit, entry)
    require_uncounted(unit, entry)
    if entry.channel_code == OWN_CHANNEL:
        raise Invalid(
            "own_channel_is_counted",
            N_("The figures of the own channel are counted from the register of persons."),
            field="channel_code",
        )
    if not entry.source.strip():
        raise Invalid("source_missing", N_("Name the letter or the report that the figure comes from."), field="source")
    same = select(ChannelFigure.id).filter_by(
        year=entry.year, month=entry.month, channel_code=entry.channel_code, staff_group=entry.staff_group
    )
    if unit.session.scalar(same.where(ChannelFigure.id != entry.id)) is not None:
        raise Duplicate("figure_exists", N_("This month has a figure of that channel and staff group already."))
    if entry.id:
        row = _row(unit, entry.id, entry.version)
        require_uncounted(unit, _entry(row))
    else:
        row = ChannelFigure()
        unit.session.add(row)
    row.year, row.month, row.people = entry.year, entry.month, entry.people
    row.channel_code, row.staff_group, row.source = entry.channel_code, entry.staff_group, tidy(entry.source)
    row.order_number, row.order_date = tidy(entry.order_number), entry.order_date
    unit.session.flush()
    return row.id


def remove_channel_figure(unit: UnitOfWork, *, figure_id: int, version: int) -> None:
    """Raises NotFound, Conflict, Refused for a month whose return was sent."""
    row = _row(unit, figure_id, version)
    require_uncounted(unit, _entry(row))
    unit.session.delete(row)


def _is_known(figure: FigureEntry, as_of: date, today: date) -> bool:
    last_day = date(figure.year, figure.month, monthrange(figure.year, figure.month)[1])
    is_over = last_day <= as_of
    return figure.channel_code != OWN_CHANNEL and (is_over or (as_of >= today and last_day.replace(day=1) <= as_of))


def _row(unit: UnitOfWork, figure_id: int, version: int) -> ChannelFigure:
    return row_at(
        unit, ChannelFigure, figure_id, "no_such_figure", N_("This figure is no longer there."), version=version
    )


def _entry(row: ChannelFigure) -> FigureEntry:
    return FigureEntry(
        row.year,
        row.month,
        row.channel_code,
        row.staff_group,
        row.people,
        row.source,
        row.id,
        row.version,
        row.order_number,
        row.order_date,
    )
