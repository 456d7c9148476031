"""Three-way merge of what came back: what they changed is taken, what we changed stays, what both changed is a clash.

Nothing here touches a database. ``base`` is what was sent (or what the last return said), ``theirs`` what came back,
both with the keys of the other PC; ``ours`` is how it stands here. ``ids`` turns their keys of new rows into ours.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.lending.rows import Row, Rows, TableRows

# A whole row in a clash, in place of a field.
WHOLE = ""
Ids = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Shape:
    """How the rows of a table are told apart and compared.

    ``references`` are the columns that name a row of another table, ``loose`` those that name one (or a list of them)
    without needing it; ``natural`` gives what two new rows share if they mean the same. ``follows`` says who and when:
    it goes with the rest and is no change by itself. Rows of a table that ``is_whole`` make sense only together, and so
    do the columns of each group of ``joined``, such as a name in two scripts: its first column names the group.
    """

    key: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)
    loose: Mapping[str, str] = field(default_factory=dict)
    natural: tuple[Callable[[Row], object], ...] = ()
    follows: frozenset[str] = frozenset()
    is_whole: bool = False
    joined: tuple[tuple[str, ...], ...] = ()

    def group_of(self, column: str) -> tuple[str, ...]:
        """The columns that are decided on together with this one, itself among them."""
        return next((group for group in self.joined if column in group), (column,))

    @property
    def has_own_ids(self) -> bool:
        """Whether new rows of two places may bear the same number without being the same."""
        return self.key == ("id",)


@dataclass(frozen=True)
class Insert:
    """A new row, with their keys."""

    table: str
    key: str
    row: Row


@dataclass(frozen=True)
class Update:
    """``key`` is theirs, ``our_key`` ours; ``values`` are the fields to be set, with their keys."""

    table: str
    key: str
    our_key: str
    values: Row


@dataclass(frozen=True)
class Delete:
    table: str
    key: str
    our_key: str


@dataclass(frozen=True)
class Clash:
    """A value that both changed: a field, or a whole row (None where it is gone).

    Of a group of joined columns ``field`` is the first, and the values are those of the group, by column.
    """

    table: str
    key: str
    our_key: str
    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass
class Plan:
    """What taking the work back would do, those first that others refer to; ``ids`` are the rows found to be ours."""

    inserts: list[Insert] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    deletes: list[Delete] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    ids: Ids = field(default_factory=dict)

    @property
    def changes(self) -> list[Insert | Update | Delete]:
        return [*self.inserts, *self.updates, *self.deletes]


def merged(shapes: Mapping[str, Shape], base: Rows, theirs: Rows, ours: Rows, *, ids: Ids) -> Plan:
    """The plan for the tables of ``shapes``, which stand in the order of their references."""
    work = _Merge(shapes, ours, Plan(ids={name: dict(known) for name, known in ids.items()}))
    for name in shapes:
        before, after = base.get(name, {}), theirs.get(name, {})
        for key in _in_order(before, after):
            if before.get(key) != after.get(key):
                work.add(name, key, before.get(key), after.get(key))
    work.keep_what_is_needed()
    return work.plan


def mapped(shape: Shape, row: Row, ids: Ids) -> Row:
    """The row with our keys wherever it names a new row of theirs that is known here."""
    found = dict(row)
    for column, target in (*shape.references.items(), *shape.loose.items()):
        known, value = ids.get(target, {}), row.get(column)
        if isinstance(value, list):
            found[column] = [int(known.get(str(each), str(each))) for each in value]
        elif str(value) in known:
            found[column] = int(known[str(value)])
    return found


def by_column(shape: Shape, column: str, value: Any) -> Row:
    """What a clash says of a field, as values of columns: of several, where it is the first of a joined group."""
    group = shape.group_of(column)
    is_group = len(group) > 1 and isinstance(value, Mapping)
    return {each: value[each] for each in group} if is_group else {column: value}


def same(shape: Shape, one: Row, other: Row) -> bool:
    return all(one.get(name) == other.get(name) for name in _telling(shape, one))


def _telling(shape: Shape, row: Row) -> list[str]:
    """The columns that say something of their own."""
    return [name for name in row if name not in shape.follows and name not in (*shape.key, "version")]


def _in_order(before: TableRows, after: TableRows) -> Iterator[str]:
    """Rows that stood there first; then the new ones in the order in which they were made."""
    yield from before
    yield from (key for key in after if key not in before)


class _Merge:
    def __init__(self, shapes: Mapping[str, Shape], ours: Rows, plan: Plan) -> None:
        self.shapes, self.ours, self.plan = shapes, ours, plan
        self._coming: set[tuple[str, str]] = set()
        self._refused: set[tuple[str, str]] = set()

    def add(self, name: str, key: str, was: Row | None, now: Row | None) -> None:
        """Plan for one row of theirs that is not as it was."""
        shape = self.shapes[name]
        before, after = was and self._seen(name, was), now and self._seen(name, now)
        if before is not None and after is not None and same(shape, before, after):
            return
        our_key = self._our_key(name, key, after or before or {}, is_new=was is None)
        ours = self.ours.get(name, {}).get(our_key)
        if ours is None:
            self._not_here(name, key, our_key, was, now)
        elif now is None or after is None:
            self._gone_there(name, key, our_key, before or {}, ours)
        elif shape.is_whole:
            self._whole(name, key, our_key, before, now, ours)
        else:
            self._fields(name, key, our_key, before, now, ours)

    def keep_what_is_needed(self) -> None:
        """A row that something of ours still stands on is not deleted: that is for a person to decide."""
        leaving = {(each.table, each.our_key) for each in self.plan.deletes}
        for each in list(reversed(self.plan.deletes)):
            if self._is_needed(each, leaving):
                self.plan.deletes.remove(each)
                leaving.discard((each.table, each.our_key))
                ours = self.ours[each.table][each.our_key]
                self._clash(each.table, each.key, each.our_key, WHOLE, ours, ours, None)

    def _seen(self, name: str, row: Row) -> Row:
        """The row with our keys, and with something unlike any key of ours where it names a row that is coming."""
        shape = self.shapes[name]
        found = mapped(shape, row, self.plan.ids)
        for column, target in shape.references.items():
            if (target, str(row.get(column))) in self._coming:
                found[column] = ("coming", row[column])
        return found

    def _our_key(self, name: str, key: str, seen: Row, *, is_new: bool) -> str:
        """Empty for a row that cannot be here yet."""
        shape, known = self.shapes[name], self.plan.ids.get(name, {}).get(key)
        if not shape.has_own_ids:
            is_coming = any(isinstance(seen[column], tuple) for column in shape.key)
            return "" if is_coming else "/".join(str(seen[column]) for column in shape.key)
        if known is not None or not is_new:
            return known or key
        for natural in shape.natural:
            sought = natural(seen)
            for our_key, ours in self.ours.get(name, {}).items() if sought is not None else ():
                if natural(ours) == sought:
                    self.plan.ids.setdefault(name, {})[key] = our_key
                    return our_key
        return ""

    def _not_here(self, name: str, key: str, our_key: str, was: Row | None, now: Row | None) -> None:
        if now is None:
            return  # Both have deleted it.
        if was is not None or self._stands_on_nothing(name, now):
            self._refused.add((name, key))
            self._clash(name, key, our_key, WHOLE, was, None, now)
            return
        self._coming.add((name, key))
        self.plan.inserts.append(Insert(name, key, now))

    def _stands_on_nothing(self, name: str, row: Row) -> bool:
        """Whether something that the row names is not here (any more)."""
        for column, target in self.shapes[name].references.items():
            named = (target, str(row.get(column)))
            if row.get(column) is None or named in self._coming:
                continue
            our_key = self.plan.ids.get(target, {}).get(named[1], named[1])
            if named in self._refused or our_key not in self.ours.get(target, {}):
                return True
        return False

    def _gone_there(self, name: str, key: str, our_key: str, before: Row, ours: Row) -> None:
        if same(self.shapes[name], before, ours):
            self.plan.deletes.append(Delete(name, key, our_key))
        else:
            self._clash(name, key, our_key, WHOLE, before, ours, None)

    def _whole(self, name: str, key: str, our_key: str, before: Row | None, now: Row, ours: Row) -> None:
        shape, after = self.shapes[name], self._seen(name, now)
        if same(shape, after, ours):
            return
        if before is not None and same(shape, before, ours):
            values = {column: value for column, value in now.items() if column not in (*shape.key, "version")}
            self.plan.updates.append(Update(name, key, our_key, values))
        else:
            self._clash(name, key, our_key, WHOLE, before, ours, after)

    def _fields(self, name: str, key: str, our_key: str, before: Row | None, now: Row, ours: Row) -> None:
        shape, after = self.shapes[name], self._seen(name, now)
        taken: Row = {}
        for group in dict.fromkeys(map(shape.group_of, _telling(shape, now))):
            # Of a row that both made anew, what only one of them filled in is no matter of dispute.
            base = {each: before[each] if before is not None else _nothing(ours[each], after[each]) for each in group}
            here, there = ({each: row[each] for each in group} for row in (ours, after))
            if there in (base, here):
                continue
            if here == base:
                taken |= {each: now[each] for each in group}
            elif len(group) > 1:
                self._clash(name, key, our_key, group[0], base, here, there)
            else:
                self._clash(name, key, our_key, group[0], base[group[0]], here[group[0]], there[group[0]])
        if taken:
            taken |= {column: now[column] for column in shape.follows}
            self.plan.updates.append(Update(name, key, our_key, taken))

    def _clash(self, name: str, key: str, our_key: str, column: str, base: Any, ours: Any, theirs: Any) -> None:
        self.plan.clashes.append(Clash(name, key, our_key, column, base, ours, theirs))

    def _is_needed(self, deleted: Delete, leaving: set[tuple[str, str]]) -> bool:
        for name, shape in self.shapes.items():
            for column in (column for column, target in shape.references.items() if target == deleted.table):
                standing = (
                    key for key, row in self.ours.get(name, {}).items() if str(row.get(column)) == deleted.our_key
                )
                if any((name, key) not in leaving for key in standing):
                    return True
                if any(each.table == name and str(each.row.get(column)) == deleted.key for each in self.plan.inserts):
                    return True
        return False


def _nothing(ours: Any, theirs: Any) -> Any:
    """What both are, or the empty value that one of the two still is; None if neither is."""
    return ours if ours == theirs else next((value for value in (ours, theirs) if value in (None, "")), None)
