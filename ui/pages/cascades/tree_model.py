"""Who trained whom as a tree whose branches are fetched when they are opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_app.cascades.records import Branches, TreeGroup, TreePerson
from desktop_app.cascades.tree import first_people, groups_of, groups_without_leader, people_in
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.icons import icon
from ui.operations import run_query

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 2
TITLES = (N_("Person or group"), N_("Cascade level"), N_("Where"), N_("Day"), N_("Has led"), N_("Trained by them"))
NUMBERS = (4, 5)


@dataclass(frozen=True)
class Apart:
    """The branch of groups that nobody known by name led."""

    total: int


@dataclass(frozen=True)
class More:
    """The rest of a long branch; opening it fetches the next part."""

    left: int


Item = TreePerson | TreeGroup | Apart | More | None


@dataclass(eq=False)
class _Node:
    item: Item
    parent: "_Node | None" = None
    children: "list[_Node]" = field(default_factory=list)
    is_asked: bool = False

    @property
    def place(self) -> int:
        return self.parent.children.index(self) if self.parent is not None else 0


class TreeModel(QAbstractItemModel):
    """``owner`` is the page that asks; ``roles`` are the names of the levels by their places."""

    def __init__(self, owner: Any) -> None:
        super().__init__(owner)
        self._owner = owner
        self._programme_id = 0
        self._roles: Mapping[int, str] = {}
        self._root = _Node(None)

    def show_cascade(self, programme_id: int, roles: Mapping[int, str]) -> None:
        """Begin anew at the first level of a programme."""
        self.beginResetModel()
        self._programme_id, self._roles, self._root = programme_id, roles, _Node(None, is_asked=True)
        self.endResetModel()
        self._ask_for_first()

    def fetch_more(self, index: Index) -> None:
        """Put the next part of the branch in the place of the line that stands for it."""
        node = self._node(index)
        if isinstance(node.item, More) and node.parent is not None and not node.is_asked:
            node.is_asked = True
            branch, already = node.parent, _fetched(node.parent)
            self._ask(branch, lambda centre: self._fetch(centre, branch, already), after=node)

    # What Qt asks of a model.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        branch = self._node(parent)
        if 0 <= row < len(branch.children) and 0 <= column < len(TITLES):
            return self.createIndex(row, column, branch.children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.place, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(TITLES)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return _has_branch(self._node(parent).item) if parent.isValid() else bool(self._root.children)

    def canFetchMore(self, parent: Index) -> bool:
        node = self._node(parent)
        return parent.isValid() and _has_branch(node.item) and not node.is_asked

    def fetchMore(self, parent: Index) -> None:
        branch = self._node(parent)
        if not branch.is_asked:
            branch.is_asked = True
            self._ask(branch, lambda centre: self._fetch(centre, branch, 0))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._node(index).item
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells(item)[index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.DecorationRole:
                return icon(_sign(item), "muted") if index.column() == 0 else None
            case _ if role == ITEM_ROLE:
                return item
            case _:
                return None

    def _node(self, index: Index) -> _Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, _Node) else self._root

    def _index_of(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.place, 0, node)

    def _ask_for_first(self) -> None:
        programme_id, root = self._programme_id, self._root

        def ask(centre: "Centre") -> tuple[Branches, int]:
            apart = centre.read(groups_without_leader, programme_id=programme_id, rows=1)
            return centre.read(first_people, programme_id=programme_id), apart.total

        def show(found: tuple[Branches, int]) -> None:
            if root is self._root:
                branches, apart = found
                self._add(root, [*_items(branches, already=0), *([Apart(apart)] if apart else [])])

        run_query(self._owner, ask, show, slot="tree")

    def _ask(self, branch: _Node, ask: "Callable[[Centre], Branches]", *, after: _Node | None = None) -> None:
        root = self._root

        def show(found: Branches) -> None:
            if root is not self._root:
                return
            already = _fetched(branch)
            at = None if after is None else after.place
            if after is not None and at is not None:
                self.beginRemoveRows(self._index_of(branch), at, at)
                del branch.children[at]
                self.endRemoveRows()
            self._add(branch, _items(found, already=already), at=at)

        run_query(self._owner, ask, show)

    def _fetch(self, centre: "Centre", branch: _Node, first: int) -> Branches:
        programme_id = self._programme_id
        match branch.item:
            case TreePerson() as person:
                return centre.read(groups_of, programme_id=programme_id, person_id=person.line.id, level=person.level)
            case TreeGroup() as group:
                return centre.read(people_in, programme_id=programme_id, group=group, first=first)
            case Apart():
                return centre.read(groups_without_leader, programme_id=programme_id, first=first)
            case _:
                return centre.read(first_people, programme_id=programme_id, first=first)

    def _add(self, branch: _Node, items: Sequence[Item], *, at: int | None = None) -> None:
        place = len(branch.children) if at is None else at
        if items:
            self.beginInsertRows(self._index_of(branch), place, place + len(items) - 1)
            branch.children[place:place] = [_Node(item, branch) for item in items]
            self.endInsertRows()

    def _cells(self, item: Item) -> tuple[str, ...]:
        match item:
            case TreePerson():
                line = item.line
                led = _n("{n} group", "{n} groups", item.groups) if item.groups else ""
                people = formats.integer_text(item.people) if item.groups else ""
                return line.full_name, self._roles.get(item.level, ""), line.workplace or line.district, "", led, people
            case TreeGroup():
                title = (
                    _("{title}, led by {leader}", title=item.title, leader=item.leader) if item.leader else item.title
                )
                day, people = formats.date_text(item.held_on), formats.integer_text(item.people)
                return title, self._roles.get(item.level, ""), item.place, day, "", people
            case Apart():
                groups = _n("{n} group", "{n} groups", item.total)
                return _("Led by nobody known by name"), "", "", "", groups, ""
            case More():
                return _n("{n} more…", "{n} more…", item.left), "", "", "", "", ""
            case _:
                return ("",) * len(TITLES)


def _fetched(branch: _Node) -> int:
    """How many of a branch's own lines are there already."""
    return sum(isinstance(child.item, TreePerson | TreeGroup) for child in branch.children)


def _items(found: Branches, *, already: int) -> list[Item]:
    items: list[Item] = [*found.people, *found.groups]
    left = found.total - already - len(items)
    return [*items, More(left)] if left > 0 and items else items


def _has_branch(item: Item) -> bool:
    match item:
        case TreePerson():
            return item.groups > 0
        case TreeGroup():
            return item.named > 0
        case _:
            return isinstance(item, Apart)


def _sign(item: Item) -> str:
    match item:
        case TreePerson():
            return "person"
        case TreeGroup():
            return "cohort" if item.kind == "cohort" else "calendar"
        case More():
            return "more"
        case _:
            return "people"


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
