"""Carrying out what a merge has planned: row by row as records, so that the journal tells of each under its writer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import func, select

from db.base import Base
from db.models.centre import Staff
from db.models.people import Person
from db.models.surveys import SurveyResponse
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.borrowed import Kind
from desktop_app.lending.merging import Clash, Delete, Ids, Insert, Plan, Update, by_column, mapped
from desktop_app.lending.rows import Row, key_of, native, plain, record_types, table_of
from desktop_app.lending.shapes import shapes
from desktop_app.people.rules import BothScripts, card_name, cyrillic_name, name_columns
from desktop_app.people.words import keep_words

# By table and key: name, PC and moment of the one who wrote the row there last.
Written = Mapping[str, Mapping[str, Sequence[str]]]
# Numbers that both PCs may have given: theirs gets the number of the parcel behind it.
_NUMBERED = {"attendance_sheet": "number", "module_decision": "number"}

Planned = TypeVar("Planned", Insert, Update, Delete)


class Writer:
    """Writes for the lent work of one parcel; ``ids`` grows by the rows that become ours."""

    def __init__(self, unit: UnitOfWork, kind: Kind, *, number: int, written: Written, ids: Ids) -> None:
        self._unit, self._shapes, self._number = unit, shapes(kind), number
        self._written, self._ids = written, ids
        self._staff = {row.full_name: row.id for row in unit.session.scalars(select(Staff))}
        self._people: set[int] = set()

    def carry_out(self, plan: Plan) -> None:
        for name in reversed(list(self._shapes)):
            self._each(plan.deletes, name, self._delete)
        for name in self._shapes:
            self._each(plan.inserts, name, self.insert)
            self._each(plan.updates, name, self.update)
        self._keep_cards()

    def settle(self, clash: Clash) -> None:
        """Write theirs over ours."""
        if clash.field:
            values = by_column(self._shapes[clash.table], clash.field, clash.theirs)
            self.update(Update(clash.table, clash.key, clash.our_key, values))
        elif clash.theirs is None:
            self._delete(Delete(clash.table, clash.key, clash.our_key))
        elif clash.ours is None:
            self.insert(Insert(clash.table, clash.key, clash.theirs))
        else:
            names = (name for name in clash.theirs if name not in (*self._shapes[clash.table].key, "version"))
            self.update(Update(clash.table, clash.key, clash.our_key, {name: clash.theirs[name] for name in names}))
        self._keep_cards()

    def insert(self, each: Insert) -> None:
        shape = self._shapes[each.table]
        row = self._free(each.table, mapped(shape, each.row, self._ids))
        values = {column: value for column, value in row.items() if column != "version"}
        if shape.has_own_ids:
            del values["id"]
        record = record_types()[each.table](**native(each.table, values))
        self._unit.session.add(record)
        if shape.has_own_ids:
            self._unit.session.flush()
            self._ids.setdefault(each.table, {})[each.key] = key_of(each.table, _columns(record))
        self._meet(record)

    def update(self, each: Update) -> None:
        record = self._record(each.table, each.our_key)
        for column, value in native(each.table, mapped(self._shapes[each.table], each.values, self._ids)).items():
            setattr(record, column, value)
        self._meet(record)

    def _delete(self, each: Delete) -> None:
        self._unit.session.delete(self._record(each.table, each.our_key))

    def _each(self, planned: Sequence[Planned], name: str, carry_out: Callable[[Planned], None]) -> None:
        of_table = self._written.get(name, {})
        rows = (each for each in planned if each.table == name)
        for told, written_alike in groupby(rows, lambda each: of_table.get(each.key) or of_table.get("") or ()):
            with self._under_the_name(*told[:2]):
                for each in written_alike:
                    carry_out(each)

    @contextmanager
    def _under_the_name(self, name: str = "", host: str = "") -> Iterator[None]:
        """The journal says who wrote the rows on the other PC, as of now: here they were not there before."""
        actor = self._unit.actor
        # What was written under another name before is journaled before the name changes.
        self._unit.session.flush()
        if name or host:
            self._unit.actor = Actor(self._staff.get(name), name, host)
        try:
            yield
            self._unit.session.flush()
        finally:
            self._unit.actor = actor

    def _free(self, name: str, row: Row) -> Row:
        """The row with a number that is still free here."""
        column = _NUMBERED.get(name)
        if column is not None:
            own = table_of(name).columns[column]
            if self._unit.session.scalar(select(func.count()).where(own == row[column])):
                row[column] = f"{row[column]}/{self._number}"
        if name == "survey_response":
            of_round = select(SurveyResponse.slip_number).where(SurveyResponse.round_id == row["round_id"])
            taken = set(self._unit.session.scalars(of_round))
            if row["slip_number"] in taken:
                row["slip_number"] = max(taken) + 1
        return row

    def _record(self, name: str, key: str) -> Base:
        table, parts = table_of(name), key.split("/", len(table_of(name).primary_key) - 1)
        values = {
            column.name: int(part) if column.type.python_type is int else part
            for column, part in zip(table.primary_key, parts, strict=True)
        }
        return self._unit.session.get_one(record_types()[name], values)

    def _meet(self, record: Base) -> None:
        if isinstance(record, Person):
            self._people.add(record.id)
        elif isinstance(record, Staff):
            self._staff[record.full_name] = record.id

    def _keep_cards(self) -> None:
        """A card is found by what it says now; one that is only a name on a list is found by nothing, as before."""
        for person_id in sorted(self._people):
            card = self._unit.session.get_one(Person, person_id)
            if card.name_key:
                for column, value in name_columns(BothScripts(card_name(card), cyrillic_name(card))).items():
                    setattr(card, column, value)
                self._unit.session.flush()
                keep_words(self._unit, card)


def _columns(record: Base) -> dict[str, Any]:
    return plain({column.name: getattr(record, column.name) for column in type(record).__table__.columns})
