"""The annual plan by order: its lines, their amendments, and the plan as it was in force on a day."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from db.models.plan import ChannelFigure, PlanLine
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.plan.locks import require_uncounted
from desktop_app.plan.records import LAST_MONTH, CountedLine, FigureEntry, Overlap, PlanEntry
from desktop_app.plan.rules import count_lines, in_force
from desktop_app.reference.service import districts, list_items

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_PEOPLE = 10_000_000
NO_SUCH_LINE = N_("This line of the plan is no longer there.")


def plan_lines(unit: UnitOfWork, *, year: int) -> list[PlanEntry]:
    """Every line of the year with its amendments, by month, channel and staff group."""
    rows = unit.session.execute(
        select(
            PlanLine.year,
            PlanLine.month,
            PlanLine.channel_code,
            PlanLine.staff_group,
            PlanLine.people,
            PlanLine.district_code,
            PlanLine.subject_code,
            PlanLine.order_number,
            PlanLine.order_date,
            PlanLine.id,
            PlanLine.version,
            PlanLine.programme_id,
            PlanLine.replaces_id,
            PlanLine.note,
            PlanLine.is_yearly,
        )
        .where(PlanLine.year == year)
        .order_by(PlanLine.month, PlanLine.channel_code, PlanLine.staff_group, PlanLine.id)
    )
    return [PlanEntry(*row) for row in rows]


def plan_as_of(unit: UnitOfWork, *, year: int, day: date) -> list[PlanEntry]:
    """The plan of a year as it was in force on a day; a line that was withdrawn by then stands in it with nobody."""
    return in_force(plan_lines(unit, year=year), day)


def counted_plan(unit: UnitOfWork, *, year: int, day: date) -> tuple[list[CountedLine], list[Overlap]]:
    """The plan in force on a day, nobody counted twice, and which lines hold the same people."""
    return count_lines(plan_as_of(unit, year=year, day=day))


def history_of(unit: UnitOfWork, *, line_id: int) -> list[PlanEntry]:
    """The line as it was first ordered and every amendment of it, oldest first. Raises NotFound."""
    row = unit.session.get(PlanLine, line_id)
    if row is None:
        raise NotFound("no_such_plan_line", NO_SUCH_LINE)
    by_id = {line.id: line for line in plan_lines(unit, year=row.year)}
    followers = {line.replaces_id: line for line in by_id.values() if line.replaces_id is not None}
    first = by_id[line_id]
    while first.replaces_id is not None:
        first = by_id[first.replaces_id]
    chain = [first]
    while chain[-1].id in followers:
        chain.append(followers[chain[-1].id])
    return chain


def save_plan_line(unit: UnitOfWork, entry: PlanEntry) -> int:
    """Add or correct a line; returns its id.

    Raises Invalid, NotFound, Conflict; Refused where a line of a chain of amendments would no longer fit the others,
    and where a return that was sent counts it.
    """
    _require_codes(unit, entry)
    require_uncounted(unit, entry)
    if entry.id:
        row = _plan_row(unit, entry.id, entry.version)
        require_uncounted(unit, _entry(row))
        _require_fit(unit, entry, row)
    else:
        row = PlanLine(replaces_id=entry.replaces_id)
        if entry.replaces_id is not None:
            _require_amendable(unit, entry)
        unit.session.add(row)
    row.year, row.people, row.is_yearly = entry.year, entry.people, entry.is_yearly
    row.month = LAST_MONTH if entry.is_yearly else entry.month
    row.channel_code, row.staff_group = entry.channel_code, entry.staff_group
    row.district_code, row.subject_code, row.programme_id = entry.district_code, entry.subject_code, entry.programme_id
    row.order_number, row.order_date, row.note = tidy(entry.order_number), entry.order_date, tidy(entry.note)
    unit.session.flush()
    return row.id


def amend(
    unit: UnitOfWork, *, line_id: int, people: int, order_number: str, order_date: date | None, note: str = ""
) -> int:
    """Let an order put another number of people in a line's place from its day on; nobody withdraws the line.

    Returns the id of the amendment. Raises NotFound, Invalid for an order without number or day or of an earlier day
    than the one it amends, Duplicate for a line that is amended already.
    """
    row = unit.session.get(PlanLine, line_id)
    if row is None:
        raise NotFound("no_such_plan_line", NO_SUCH_LINE)
    amended = _entry(row)
    new = replace(
        amended,
        id=0,
        version=1,
        people=people,
        order_number=order_number,
        order_date=order_date,
        replaces_id=line_id,
        note=note,
    )
    return save_plan_line(unit, new)


def remove_plan_line(unit: UnitOfWork, *, line_id: int, version: int) -> None:
    """Take out a line that was entered by mistake; without an amendment what it replaced is in force again.

    Raises NotFound, Conflict, and Refused for a line that was amended since or that a sent return counts.
    """
    row = _plan_row(unit, line_id, version)
    if _follower(unit, line_id) is not None:
        raise Refused("line_amended", N_("A later order amends this line. Remove its amendment first."))
    require_uncounted(unit, _entry(row))
    unit.session.delete(row)


def planned_years(unit: UnitOfWork) -> list[int]:
    """The years that have a plan or figures, and the present one, newest first."""
    plan = unit.session.scalars(select(PlanLine.year).distinct())
    figures = unit.session.scalars(select(ChannelFigure.year).distinct())
    return sorted({unit.today.year, *plan, *figures}, reverse=True)


def require_cells(unit: UnitOfWork, entry: PlanEntry | FigureEntry) -> None:
    """Raises Invalid for a year, month, channel, staff group or number that cannot be."""
    if not FIRST_YEAR <= entry.year <= LAST_YEAR:
        raise Invalid("no_such_year", N_("There is no plan for such a year."), field="year")
    _require_one_of(range(1, 13), entry.month, "month")
    _require_one_of({item.code for item in list_items(unit, "channel")}, entry.channel_code, "channel_code")
    _require_one_of({item.code for item in list_items(unit, "staff_group")}, entry.staff_group, "staff_group")
    if entry.people < 0:
        raise Invalid("people_negative", N_("The number of people cannot be below nought."), field="people")
    if entry.people > MOST_PEOPLE:
        raise Invalid("people_too_many", N_("No plan has so many people."), field="people")


def _require_codes(unit: UnitOfWork, entry: PlanEntry) -> None:
    require_cells(unit, entry)
    known_districts = {district.code for district in districts(unit)}
    _require_one_of(known_districts | {None}, entry.district_code, "district_code")
    known_subjects = {subject.code for subject in list_items(unit, "subject")}
    _require_one_of(known_subjects | {None}, entry.subject_code, "subject_code")
    if entry.programme_id is not None and unit.session.get(Programme, entry.programme_id) is None:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="programme_id")


def _require_one_of(known: Collection[object], value: object, field: str) -> None:
    if value not in known:
        raise Invalid("not_in_list", N_("Choose one from the list."), field=field)


def _require_amendable(unit: UnitOfWork, entry: PlanEntry) -> None:
    """An amendment rests on an order of its own, not older than the one it amends, and is the only one."""
    if entry.replaces_id is None:
        return
    amended = unit.session.get(PlanLine, entry.replaces_id)
    if amended is None:
        raise NotFound("no_such_plan_line", NO_SUCH_LINE)
    if _follower(unit, amended.id) is not None:
        raise Duplicate("line_amended_already", N_("This line is amended already. Amend its amendment."))
    _require_same_place(entry, amended)
    _require_order(entry)
    _require_days_in_order(amended.order_date, entry.order_date)


def _require_fit(unit: UnitOfWork, entry: PlanEntry, row: PlanLine) -> None:
    """A correction leaves a line in the place of the plan that its amendments know, and its day between theirs."""
    follower = _follower(unit, row.id)
    if row.replaces_id is None and follower is None:
        return
    _require_same_place(entry, row)
    if row.replaces_id is not None:
        _require_order(entry)
        _require_days_in_order(unit.session.get_one(PlanLine, row.replaces_id).order_date, entry.order_date)
    if follower is not None:
        _require_days_in_order(entry.order_date, follower.order_date)


def _require_same_place(entry: PlanEntry, row: PlanLine) -> None:
    held = _entry(row)
    mine = (entry.year, entry.stated_month, entry.channel_code, entry.staff_group, entry.cut)
    if mine != (held.year, held.stated_month, held.channel_code, held.staff_group, held.cut):
        message = N_("An amendment changes the number of people only. Withdraw the line and plan a new one.")
        raise Refused("amendment_moves_line", message)


def _require_order(entry: PlanEntry) -> None:
    given = {"order_number": entry.order_number.strip(), "order_date": entry.order_date}
    for name, value in given.items():
        if not value:
            raise Invalid("order_missing", N_("An amendment rests on an order: give its number and date."), field=name)


def _require_days_in_order(earlier: date | None, later: date | None) -> None:
    if earlier is not None and later is not None and later < earlier:
        message = N_("The order is older than the order of {day} that it amends.")
        raise Invalid("order_older", message, field="order_date", day=short_date(earlier))


def _follower(unit: UnitOfWork, line_id: int) -> PlanLine | None:
    return unit.session.scalar(select(PlanLine).where(PlanLine.replaces_id == line_id))


def _plan_row(unit: UnitOfWork, line_id: int, version: int) -> PlanLine:
    row = unit.session.get(PlanLine, line_id)
    if row is None:
        raise NotFound("no_such_plan_line", NO_SUCH_LINE)
    if row.version != version:
        raise Conflict
    return row


def _entry(row: PlanLine) -> PlanEntry:
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
        row.programme_id,
        row.replaces_id,
        row.note,
        row.is_yearly,
    )
