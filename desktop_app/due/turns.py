"""The table of turns: its lines in order, adding, changing, moving and removing them, and how many each one takes."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import func, select

from db.models.reference import DueRule
from db.unit_of_work import UnitOfWork
from desktop_app.due.population import standing
from desktop_app.due.records import Turn
from desktop_app.due.rules import LAST_YEAR, TurnNames, check_turn
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.service import list_items, rules_on

# Of these the list in the database is a list, and a line holds a tuple.
_CODES = {"staff_groups": "staff_group", "position_codes": "position", "category_codes": "category"}
_CONDITIONS = (
    "due_year",
    "stage_2024",
    "is_lifetime_category",
    "post_years_min",
    "post_years_max",
    "category_years_left_max",
    "valid_from",
    "order_date",
)


def turns(unit: UnitOfWork, *, until: date | None = None) -> list[Turn]:
    """The lines in their order; with ``until`` only those in force by that day."""
    rows = unit.session.scalars(select(DueRule).order_by(DueRule.place, DueRule.id))
    return [_turn(row) for row in rows if until is None or row.valid_from <= until]


def turn_names(unit: UnitOfWork) -> TurnNames:
    """The words of the codes in the table, in the language in force; a category without what it is also called."""
    groups, positions, categories = (
        {item.code: item.names.text for item in list_items(unit, name)} for name in _CODES.values()
    )
    return TurnNames(groups, positions, {code: name.partition(" (")[0] for code, name in categories.items()})


def save_turn(unit: UnitOfWork, turn: Turn) -> Turn:
    """Change a line, or put a new one at its place (0: at the end); gives it back as it was saved.

    Raises Invalid naming the field, NotFound, Conflict.
    """
    check_turn(turn)
    _require_codes(unit, turn)
    rows = _rows(unit)
    if turn.id:
        row = _row(rows, turn.id, turn.version)
    else:
        row = DueRule()
        place = turn.place if 0 < turn.place <= len(rows) else len(rows) + 1
        rows.insert(place - 1, row)
    for name in _CONDITIONS:
        setattr(row, name, getattr(turn, name))
    for name in _CODES:
        setattr(row, name, list(getattr(turn, name)))
    row.order_number, row.note = tidy(turn.order_number), tidy(turn.note)
    _renumber(rows)
    unit.session.add(row)
    unit.session.flush()
    return _turn(row)


def move_turn(unit: UnitOfWork, *, turn_id: int, by: int) -> None:
    """Move a line up (-1) or down (1); at either end it stays. Raises NotFound."""
    rows = _rows(unit)
    row = _row(rows, turn_id)
    before = rows.index(row)
    after = min(max(before + by, 0), len(rows) - 1)
    rows.insert(after, rows.pop(before))
    _renumber(rows)


def remove_turn(unit: UnitOfWork, *, turn_id: int, version: int) -> None:
    """Raises NotFound, Conflict."""
    rows = _rows(unit)
    row = _row(rows, turn_id, version)
    unit.session.delete(row)
    _renumber([other for other in rows if other is not row])


def people_by_turn(unit: UnitOfWork) -> dict[int, int]:
    """How many people each line decides for, by its id: those who took no course since it came into force."""
    lines = turns(unit)
    people = standing(LAST_YEAR, lines, rules_on(unit, unit.today))
    counted = select(people.c.turn_id, func.count()).where(people.c.turn_id.is_not(None)).group_by(people.c.turn_id)
    found = {row.turn_id: int(row[1]) for row in unit.session.execute(counted)}
    return {line.id: found.get(line.id, 0) for line in lines}


def _rows(unit: UnitOfWork) -> list[DueRule]:
    return list(unit.session.scalars(select(DueRule).order_by(DueRule.place, DueRule.id)))


def _row(rows: Sequence[DueRule], turn_id: int, version: int | None = None) -> DueRule:
    row = next((row for row in rows if row.id == turn_id), None)
    if row is None:
        raise NotFound("no_such_turn", N_("This line of the table of turns is no longer there."))
    if version is not None and row.version != version:
        raise Conflict
    return row


def _renumber(rows: Sequence[DueRule]) -> None:
    for place, row in enumerate(rows, start=1):
        row.place = place


def _require_codes(unit: UnitOfWork, turn: Turn) -> None:
    for name, list_name in _CODES.items():
        known = {item.code for item in list_items(unit, list_name)}
        if not known.issuperset(getattr(turn, name)):
            raise Invalid("not_in_list", N_("Choose one from the list."), field=name)


def _turn(row: DueRule) -> Turn:
    values = {field.name: getattr(row, field.name) for field in fields(Turn)}
    return Turn(**values | {name: tuple(values[name]) for name in _CODES})
