"""A cascade of training: the chain of its levels, who trained whom, and where it is thin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTreeView, QVBoxLayout, QWidget

from desktop_app.cascades.records import Cascade, CascadeName, GroupKind, LevelFact, ThinLevel, TreeGroup, TreePerson
from desktop_app.cascades.service import cascade, cascades, thin_places
from desktop_app.i18n import _
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.cascades.chain_view import ChainView
from ui.pages.cascades.thin_panel import ThinPanel
from ui.pages.cascades.tree_model import ITEM_ROLE, More, TreeModel
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

TREE, THIN = "tree", "thin"
COLUMN_WIDTHS = (320, 160, 220, 96, 100, 130)


@dataclass(frozen=True)
class Opened:
    """What the page shows first; the tree is fetched by branches, and where it is thin after it."""

    names: Sequence[CascadeName]
    cascade: Cascade | None


class CascadesPage(Page):
    """``open`` takes the id of a programme."""

    changes_that_matter = frozenset(
        {
            *("programme", "cascade_level", "cohort", "enrolment", "training_event", "event_participant"),
            *("stated_figure", "person", "institution"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Cascades"))
        self._opened: Opened | None = None
        self._thin: Sequence[ThinLevel] = ()
        self._wanted: int | None = None
        self.programme_box = Chooser(_("Programme"))
        self.programme_box.chosen.connect(self._choose)
        self.chain = ChainView()
        self.chain.chosen.connect(lambda _place: self._show_level())
        self.stated = label("", Role.MUTED, wrap=True)
        self.tree_model = TreeModel(self)
        self.tree = QTreeView()
        self.tabs: LateTabs[QWidget] = LateTabs()
        self.tabs.add(TREE, _("Who trained whom"), self._tree_place)
        self.tabs.add(THIN, _("Where it is thin"), lambda: ThinPanel(workspace))
        self.tabs.made.connect(lambda name: self._ask_where_thin() if name == THIN else None)
        self.add_secondary(Action(_("Events of the level"), self.open_events, icon="calendar", key="Ctrl+L"))
        self._lay_out()

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._wanted = argument
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.chain

    def refresh(self) -> None:
        wanted = self._wanted
        run_query(self, lambda centre: _opened(centre, wanted), self._show, slot="refresh")

    def open_events(self) -> None:
        """The register of events, narrowed to the chosen level."""
        level, opened = self.chain.current, self._opened
        if level is not None and opened is not None and opened.cascade is not None:
            self.workspace.navigate(Target("events", (opened.cascade.programme_id, level.place)))

    def open_item(self, index: QModelIndex) -> None:
        """Enter on a line: the card of a person, the cohort, the event, or the rest of a long branch."""
        match index.data(ITEM_ROLE):
            case TreePerson() as person:
                self.workspace.navigate(Target("person", person.line.id))
            case TreeGroup(kind=GroupKind.COHORT) as group:
                self.workspace.navigate(Target("cohort", (group.id, "completion")))
            case TreeGroup() as group:
                self.workspace.navigate(Target("events", group.id))
            case More():
                self.tree_model.fetch_more(index)

    def _tree_place(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, GAP_S, 0, 0)
        self.tree.setModel(self.tree_model)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setAccessibleName(_("Who trained whom"))
        self.tree.activated.connect(self.open_item)
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column_place, width in enumerate(COLUMN_WIDTHS):
            header.resizeSection(column_place, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self.tree)
        return place

    def _lay_out(self) -> None:
        top = Card()
        top.body.addWidget(self.programme_box)
        top.body.addWidget(self.chain)
        top.body.addWidget(self.stated)
        below = Card()
        below.body.addWidget(self.tabs, 1)
        self.body.addWidget(top)
        self.body.addWidget(below, 1)

    def _choose(self, programme_id: int) -> None:
        self._wanted, self._thin = programme_id, ()
        self.refresh()

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        if opened.cascade is None:
            programmes = Action(_("Programmes"), lambda: self.workspace.navigate(Target("programmes")), "programme")
            words = _("No programme has levels yet. Give a programme its levels: who trains whom, from the first on.")
            self.show_empty(EmptyState(words, programmes, "cascade"))
            return
        self.show_empty(None)
        self.programme_box.set_choices(
            [Choice(each.programme_id, f"{each.code} · {each.title}") for each in opened.names]
        )
        self.programme_box.choose(opened.cascade.programme_id)
        self.programme_box.setVisible(len(opened.names) > 1)
        self.set_context(f"{opened.cascade.code} · {opened.cascade.title}")
        self.chain.set_levels(opened.cascade.levels)
        roles = {level.place: level.role for level in opened.cascade.levels}
        self.tree_model.show_cascade(opened.cascade.programme_id, roles)
        self._show_level()
        self._ask_where_thin()

    def _ask_where_thin(self) -> None:
        """Once somebody looks there: it is the most that is asked of a cascade."""
        if THIN in self.tabs.contents and self._opened is not None and self._opened.cascade is not None:
            programme_id = self._opened.cascade.programme_id
            run_query(
                self, lambda centre: centre.read(thin_places, programme_id=programme_id), self._show_thin, slot="thin"
            )

    def _show_thin(self, thin: Sequence[ThinLevel]) -> None:
        self._thin = thin
        self._show_level()

    def _show_level(self) -> None:
        level, opened = self.chain.current, self._opened
        if level is None or opened is None:
            return
        self.stated.setText(level_text(level))
        thin = self.tabs.contents.get(THIN)
        if isinstance(thin, ThinPanel):
            thin.show_level(next((each for each in self._thin if each.place == level.place), None))


def level_text(level: LevelFact) -> str:
    """What else is to be said of a level: its groups, who still studies, what papers state."""
    sentences = [
        _(
            "{role}: cohorts – {cohorts}, events – {events}.",
            role=level.role,
            cohorts=formats.integer_text(level.cohorts),
            events=formats.integer_text(level.events),
        )
    ]
    if level.studying:
        sentences.append(_("{people} more are studying now.", people=formats.integer_text(level.studying)))
    for stated in level.stated:
        beyond = level.beyond(stated)
        facts = {
            "source": stated.source,
            "stated": formats.integer_text(stated.count),
            "difference": formats.integer_text(abs(beyond)),
        }
        if beyond > 0:
            sentences.append(_("{source} states {stated}: {difference} more than is proven.", **facts))
        elif beyond < 0:
            sentences.append(_("{source} states {stated}: {difference} fewer than is proven.", **facts))
        else:
            sentences.append(_("{source} states as many.", source=stated.source))
    return " ".join(sentences)


def _opened(centre: "Centre", wanted: int | None) -> Opened:
    names = centre.read(cascades)
    chosen = wanted if wanted is not None else next((each.programme_id for each in names), None)
    if chosen is None:
        return Opened((), None)
    return Opened(names, centre.read(cascade, programme_id=chosen))
