"""The annual plan by order, and the figures of other channels with the paper that says so."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models.plan import ChannelFigure, PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, list_items

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class PlanEntry:
    """A line of the plan; ``id`` 0 is a new one. No district or subject means all of them."""

    year: int
    month: int
    channel_code: str
    staff_group: str
    people: int
    district_code: str | None = None
    subject_code: str | None = None
    order_number: str = ""
    order_date: date | None = None
    id: int = 0
    version: int = 1


@dataclass(frozen=True)
class FigureEntry:
    """What another channel reports for a month; ``source`` is the paper. ``id`` 0 is a new one."""

    year: int
    month: int
    channel_code: str
    staff_group: str
    people: int
    source: str
    id: int = 0
    version: int = 1


def plan_lines(unit: UnitOfWork, *, year: int) -> list[PlanEntry]:
    """By month, channel and staff group."""
    rows = unit.session.scalars(
        select(PlanLine)
        .where(PlanLine.year == year)
        .order_by(PlanLine.month, PlanLine.channel_code, PlanLine.staff_group, PlanLine.id)
    )
    return [_plan_entry(row) for row in rows]


def save_plan_line(unit: UnitOfWork, entry: PlanEntry) -> int:
    """Add or change a line; returns its id. Raises Invalid, NotFound, Conflict."""
    _require_codes(unit, entry)
    known_districts = {district.code for district in districts(unit)}
    _require_one_of(known_districts | {None}, entry.district_code, "district_code")
    known_subjects = {subject.code for subject in list_items(unit, "subject")}
    _require_one_of(known_subjects | {None}, entry.subject_code, "subject_code")
    if entry.id:
        row = _plan_row(unit, entry.id, entry.version)
    else:
        row = PlanLine()
        unit.session.add(row)
    row.year, row.month, row.people = entry.year, entry.month, entry.people
    row.channel_code, row.staff_group = entry.channel_code, entry.staff_group
    row.district_code, row.subject_code = entry.district_code, entry.subject_code
    row.order_number, row.order_date = tidy(entry.order_number), entry.order_date
    unit.session.flush()
    return row.id


def remove_plan_line(unit: UnitOfWork, *, line_id: int, version: int) -> None:
    """Raises NotFound, Conflict."""
    unit.session.delete(_plan_row(unit, line_id, version))


def channel_figures(unit: UnitOfWork, *, year: int) -> list[FigureEntry]:
    """By month, channel and staff group."""
    rows = unit.session.scalars(
        select(ChannelFigure)
        .where(ChannelFigure.year == year)
        .order_by(ChannelFigure.month, ChannelFigure.channel_code, ChannelFigure.staff_group)
    )
    return [_figure_entry(row) for row in rows]


def save_channel_figure(unit: UnitOfWork, entry: FigureEntry) -> int:
    """Add or change a figure; returns its id.

    Raises Invalid for the own channel (its figures are counted from persons) and for a figure without a source,
    Duplicate for a month that has its figure already, NotFound, Conflict.
    """
    _require_codes(unit, entry)
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
        row = _figure_row(unit, entry.id, entry.version)
    else:
        row = ChannelFigure()
        unit.session.add(row)
    row.year, row.month, row.people = entry.year, entry.month, entry.people
    row.channel_code, row.staff_group, row.source = entry.channel_code, entry.staff_group, tidy(entry.source)
    unit.session.flush()
    return row.id


def remove_channel_figure(unit: UnitOfWork, *, figure_id: int, version: int) -> None:
    """Raises NotFound, Conflict."""
    unit.session.delete(_figure_row(unit, figure_id, version))


def planned_years(unit: UnitOfWork) -> list[int]:
    """The years that have a plan or figures, and the present one, newest first."""
    plan = unit.session.scalars(select(PlanLine.year).distinct())
    figures = unit.session.scalars(select(ChannelFigure.year).distinct())
    return sorted({unit.today.year, *plan, *figures}, reverse=True)


def _require_codes(unit: UnitOfWork, entry: PlanEntry | FigureEntry) -> None:
    if not FIRST_YEAR <= entry.year <= LAST_YEAR:
        raise Invalid("no_such_year", N_("There is no plan for such a year."), field="year")
    _require_one_of(set(range(1, 13)), entry.month, "month")
    _require_one_of({item.code for item in list_items(unit, "channel")}, entry.channel_code, "channel_code")
    _require_one_of({item.code for item in list_items(unit, "staff_group")}, entry.staff_group, "staff_group")
    if entry.people < 0:
        raise Invalid("people_negative", N_("The number of people cannot be below nought."), field="people")


def _require_one_of(known: set[str] | set[int] | set[str | None], value: str | int | None, field: str) -> None:
    if value not in known:
        raise Invalid("not_in_list", N_("Choose one from the list."), field=field)


def _plan_row(unit: UnitOfWork, line_id: int, version: int) -> PlanLine:
    row = unit.session.get(PlanLine, line_id)
    if row is None:
        raise NotFound("no_such_plan_line", N_("This line of the plan is no longer there."))
    if row.version != version:
        raise Conflict
    return row


def _figure_row(unit: UnitOfWork, figure_id: int, version: int) -> ChannelFigure:
    row = unit.session.get(ChannelFigure, figure_id)
    if row is None:
        raise NotFound("no_such_figure", N_("This figure is no longer there."))
    if row.version != version:
        raise Conflict
    return row


def _plan_entry(row: PlanLine) -> PlanEntry:
    return PlanEntry(
        row.year,
        row.month,
        row.channel_code,
        row.staff_group,
        row.people,
        row.district_code,
        row.subject_code,
        row.order_number,
        row.order_date,
        row.id,
        row.version,
    )


def _figure_entry(row: ChannelFigure) -> FigureEntry:
    return FigureEntry(
        row.year, row.month, row.channel_code, row.staff_group, row.people, row.source, row.id, row.version
    )
