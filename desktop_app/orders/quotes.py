"""What rests on papers: the records that quote their number and day, found, counted and corrected together."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.base import Base
from db.models.cohorts import Cohort
from db.models.orders import Order
from db.models.organisations import TrainingOrganisation
from db.models.plan import ChannelFigure, PlanLine, StatedFigure
from db.models.programmes import Programme, ProgrammeStage
from db.models.reference import DatedRule, DueRule
from db.unit_of_work import UnitOfWork
from desktop_app.orders.citing import Words
from desktop_app.orders.numbers import number_key
from desktop_app.orders.own import load_order
from desktop_app.orders.records import Citation, CitedKind, Quoted
from desktop_app.remembered import remembered


@dataclass(frozen=True)
class Source:
    """A table that quotes papers: the columns of number and day, and the one that says what to open."""

    kind: CitedKind
    table: type[Base]
    number: str
    dated_on: str
    place_id: str

    def column(self, name: str) -> InstrumentedAttribute[Any]:
        found: InstrumentedAttribute[Any] = getattr(self.table, name)
        return found

    @property
    def is_own(self) -> bool:
        """Whether only the centre's own orders are quoted here."""
        return self.kind in (CitedKind.ADMISSION, CitedKind.COMPLETION)

    @property
    def owners(self) -> tuple[bool, ...]:
        """Whose papers may be meant: own ones (True), those of others (False)."""
        return (True,) if self.is_own else (True, False)


class _Group(NamedTuple):
    """How many records of a table quote a number and a day."""

    number: str
    dated_on: date | None
    records: int


def _source(kind: CitedKind, table: type[Base], place_id: str = "id", prefix: str = "") -> Source:
    return Source(kind, table, f"{prefix}order_number", f"{prefix}order_date", place_id)


SOURCES = (
    _source(CitedKind.PLAN_LINE, PlanLine, "year"),
    _source(CitedKind.CHANNEL_FIGURE, ChannelFigure, "year"),
    _source(CitedKind.STATED_FIGURE, StatedFigure, "year"),
    _source(CitedKind.PROGRAMME, Programme),
    _source(CitedKind.STAGE, ProgrammeStage, "programme_id"),
    _source(CitedKind.ADMISSION, Cohort),
    _source(CitedKind.COMPLETION, Cohort, prefix="completion_"),
    _source(CitedKind.RULE, DatedRule),
    _source(CitedKind.TURN, DueRule),
    _source(CitedKind.ORGANISATION, TrainingOrganisation),
)


def cited(unit: UnitOfWork, *, order_id: int) -> list[Citation]:
    """Every record that rests on the paper, in the order of SOURCES."""
    row = load_order(unit, order_id)
    words = Words(unit)
    return [
        Citation(source.kind, getattr(record, source.place_id), words.of(source.kind, record))
        for source, record in _quoting(unit, key=row.number_key, dated_on=row.dated_on, is_own=row.is_own)
    ]


def resting_counts(unit: UnitOfWork, papers: Collection[tuple[str, date, bool]]) -> Counter[tuple[str, date, bool]]:
    """How many records rest on each of the papers, which are given by key, day and whether they are own."""
    days = {dated_on for _key, dated_on, _is_own in papers}
    counts: Counter[tuple[str, date, bool]] = Counter()
    for source in SOURCES if papers else ():
        for group in _grouped(unit, source, source.column(source.dated_on).in_(days)):
            if group.dated_on is not None:
                key = number_key(group.number)
                for is_own in source.owners:
                    counts[key, group.dated_on, is_own] += group.records
    return counts


@remembered
def quoted_unregistered(unit: UnitOfWork) -> list[Quoted]:
    """What records quote and the register does not know, newest first; a quote without a day is never known."""
    # Nearly all stand there as they are quoted: only the rest is compared as number_key does.
    left = [(source, group) for source in SOURCES for group in _grouped(unit, source, ~_is_registered(source))]
    known = _known_on(unit, {group.dated_on for _source, group in left if group.dated_on is not None})
    missing: dict[tuple[str, date | None, CitedKind | None], list[tuple[Source, _Group]]] = defaultdict(list)
    for source, group in left:
        key = number_key(group.number)
        if not any((key, group.dated_on, is_own) in known for is_own in source.owners):
            # An admission and a completion are two orders, even where they are quoted by one number.
            kind = source.kind if source.is_own else None
            missing[key, group.dated_on, kind].append((source, group))
    found = [_quoted(places) for places in missing.values()]
    return sorted(found, key=lambda quoted: (quoted.dated_on or date.min, quoted.number), reverse=True)


def requote(unit: UnitOfWork, quoted: tuple[str, date | None], *, number: str, dated_on: date, is_own: bool) -> int:
    """Let whatever quotes the first number and day quote the other; returns how many records were changed."""
    key, day = number_key(quoted[0]), quoted[1]
    changed = 0
    for source, record in _quoting(unit, key=key, dated_on=day, is_own=is_own):
        if (getattr(record, source.number), getattr(record, source.dated_on)) != (number, dated_on):
            setattr(record, source.number, number)
            setattr(record, source.dated_on, dated_on)
            changed += 1
    return changed


def _quoting(unit: UnitOfWork, *, key: str, dated_on: date | None, is_own: bool) -> Iterator[tuple[Source, Any]]:
    for source in SOURCES:
        if source.is_own and not is_own:
            continue
        number = source.column(source.number)
        query = select(source.table).where(source.column(source.dated_on) == dated_on, number != "")
        for record in unit.session.scalars(query.order_by(source.column("id"))):
            if number_key(getattr(record, source.number)) == key:
                yield source, record


def _grouped(unit: UnitOfWork, source: Source, *conditions: ColumnElement[bool]) -> list[_Group]:
    """Number, day and count of the records of a table that quote papers."""
    number, dated_on = source.column(source.number), source.column(source.dated_on)
    query = select(number, dated_on, func.count()).where(number != "", *conditions).group_by(number, dated_on)
    return [_Group(*row) for row in unit.session.execute(query)]


def _is_registered(source: Source) -> ColumnElement[bool]:
    """Whether the register has the number as the record quotes it, but for capitals: what an index can tell."""
    return exists().where(
        Order.is_own.in_(source.owners),
        Order.dated_on == source.column(source.dated_on),
        Order.number_key == func.lower(source.column(source.number)),
    )


def _known_on(unit: UnitOfWork, days: Collection[date]) -> set[tuple[str, date | None, bool]]:
    """The papers of these days, as they are compared."""
    keys = select(Order.number_key, Order.dated_on, Order.is_own).where(Order.dated_on.in_(days))
    return {(key, dated_on, is_own) for key, dated_on, is_own in unit.session.execute(keys)}


def _quoted(places: list[tuple[Source, _Group]]) -> Quoted:
    _source, first = places[0]
    return Quoted(
        number=first.number,
        dated_on=first.dated_on,
        places=sum(group.records for _source, group in places),
        kinds=tuple(dict.fromkeys(source.kind for source, _group in places)),
    )
