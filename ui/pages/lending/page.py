"""What is lent out and what came back; in a borrowed copy, what was done in it and the way back."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop_app.borrowed import Borrowed, Kind, borrowed
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.lending.arriving import look
from desktop_app.lending.choosing import Lendable, lendable
from desktop_app.lending.deciding import decide, differences
from desktop_app.lending.records import Difference, GivenBack, Lent, LentWork, Side, TakenBack, Whereabouts
from desktop_app.lending.returning import give_back, return_name, written_since
from desktop_app.lending.service import lent_works
from ui.actions import Action, make_button
from ui.files import choose_source, choose_target
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.lending.columns import DIFFERENCE_COLUMNS, LENT_COLUMNS, WRITTEN_COLUMNS
from ui.pages.lending.dialogs import PARCEL, LendDialog, TakeBackDialog, WriteOffDialog, taken_words
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

PARTS = [300, 300]


@dataclass(frozen=True)
class Shown:
    """``borrowed`` and ``written`` of a copy; everything else of the centre that lends."""

    borrowed: Borrowed | None
    written: tuple[tuple[str, int], ...] = ()
    lent: tuple[LentWork, ...] = ()
    differences: tuple[Difference, ...] = ()
    lendable: tuple[Lendable, ...] = ()


class LendingPage(Page):
    """``open((kind, id))`` asks at once to whom a cohort or a survey is lent."""

    changes_that_matter = frozenset({"parcel", "parcel_conflict", "cohort", "survey_round"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Lent work"))
        self._shown = Shown(None)
        self._wanted: tuple[Kind, int] | None = None
        self._is_borrowed: bool | None = None
        self.set_back(Target("cohorts"))
        begin = Action(_("Lend…"), self.lend, icon="upload", right="lend")
        nothing = EmptyState(_("Nothing was lent to another PC."), begin, "upload")
        self.lent: RecordTable[LentWork] = RecordTable(workspace, "lending", LENT_COLUMNS, empty=nothing)
        self.lent.add_row_action(Action(_("Write off…"), self.write_off, icon="delete", key="Ctrl+Del"))
        self.differences: RecordTable[Difference] = RecordTable(
            workspace, "lending.differences", DIFFERENCE_COLUMNS, has_filter=False
        )
        ours = Action(_("Keep what is here"), lambda: self.decide(Side.OURS), icon="check", key="Ctrl+Left")
        theirs = Action(
            _("Take what the other PC has"), lambda: self.decide(Side.THEIRS), icon="download", key="Ctrl+Right"
        )
        for action in (ours, theirs):
            self.differences.add_row_action(replace(action, key=""))
        self._decisions = [make_button(self, action) for action in (ours, theirs)]
        self.written: RecordTable[tuple[str, int]] = RecordTable(
            workspace,
            "lending.written",
            WRITTEN_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("Nothing was written here since the work was lent."), icon="clock"),
        )
        self._lay_out()

    def open(self, argument: object) -> None:
        match argument:
            case (Kind() as kind, int() as entity_id):
                self._wanted = kind, entity_id
                self.make_stale()

    def refresh(self) -> None:
        run_query(self, _look, self._show, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.lent.view if not self._is_borrowed else self.written.view

    def lend(self) -> None:
        lent: Lent | None = LendDialog.ask(self, list(self._shown.lendable), chosen=self._wanted)
        self._wanted = None
        if lent is not None:
            words = _("Lent work No. {number} is written: {file}", number=lent.number, file=lent.file)
            self.banner.show_outcome(words)
            self.refresh()

    def ask_for_return(self) -> None:
        file = choose_source(self, _("Take lent work back"), kind=PARCEL)
        if file is not None:
            self.look_at(file)

    def look_at(self, file: Path) -> None:
        """Show what the return brings before anything is taken."""
        run_query(self, lambda centre: centre.read(look, file=file), lambda found: self._offer(file, found))

    def write_off(self) -> None:
        row = self.lent.current()
        if row is None or row.where not in (Whereabouts.OUT, Whereabouts.LATE):
            self.banner.show_warning(_("This work is not out: there is nothing to write off."))
        elif WriteOffDialog.ask(self, row):
            self.refresh()

    def decide(self, side: Side) -> None:
        row = self.differences.current()
        if row is None:
            return

        def decided(_outcome: Outcome[None]) -> None:
            self.banner.show_outcome(_("Decided: {title}", title=row.title))
            self.refresh()

        run_command(self, lambda centre: centre.write(decide, conflict_id=row.id, side=side), decided)

    def ask_where_to_give_back(self) -> None:
        def ask(name: str) -> None:
            target = choose_target(self, _("Give back"), name=name.removesuffix(PARCEL.ending), kind=PARCEL)
            if target is not None:
                self.give_back(target)

        run_query(self, lambda centre: centre.read(return_name), ask)

    def give_back(self, target: Path) -> None:
        def told(given: GivenBack) -> None:
            words = _n(
                "Return {number} is in {file}: {n} row.",
                "Return {number} is in {file}: {n} rows.",
                given.rows,
                number=given.return_number,
                file=given.file,
            )
            self.banner.show_outcome(words)

        run_long(self, _("Giving the work back"), lambda centre, _progress: give_back(centre, out=target), told)

    def _lay_out(self) -> None:
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(GAP_S)
        self._words = label(_("Changed on both sides: choose what holds."), Role.STRONG, wrap=True)
        above = QHBoxLayout()
        above.setSpacing(GAP_S)
        above.addWidget(self._words, 1)
        for button in self._decisions:
            above.addWidget(button)
        self._below = Card()
        self._below.body.addLayout(above)
        self._below.body.addWidget(self.differences, 1)
        self._parts.addWidget(_card_of(self.lent))
        self._parts.addWidget(self._below)
        self._parts.setSizes(PARTS)
        self._own = _card_of(self.written)
        self.body.addWidget(self._parts, 1)
        self.body.addWidget(self._own, 1)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self._offer_actions(is_borrowed=shown.borrowed is not None)
        self.lent.set_rows_by(shown.lent, lambda row: row.id)
        self.differences.set_rows_by(shown.differences, lambda row: row.id)
        self.written.set_rows(shown.written)
        self._parts.setVisible(shown.borrowed is None)
        self._own.setVisible(shown.borrowed is not None)
        self._below.setVisible(bool(shown.differences))
        if shown.borrowed is not None:
            self.set_context(f"{shown.borrowed.title} · {shown.borrowed.centre}")
        if self._wanted is not None and shown.borrowed is None:
            self.lend()

    def _offer_actions(self, *, is_borrowed: bool) -> None:
        if is_borrowed == self._is_borrowed:
            return
        self._is_borrowed = is_borrowed
        if is_borrowed:
            give = Action(_("Give back…"), self.ask_where_to_give_back, icon="upload", key="Ctrl+Return")
            self.set_actions([give])
        else:
            lend = Action(_("Lend…"), self.lend, icon="upload", key="Ctrl+N", right="lend")
            take = Action(_("Take work back…"), self.ask_for_return, icon="download", key="Ctrl+O", right="lend")
            self.set_actions([lend, take])

    def _offer(self, file: Path, found: TakenBack) -> None:
        taken: TakenBack | None = TakeBackDialog.ask(self, file, found)
        if taken is not None:
            if taken.conflicts:
                self.banner.show_warning(taken_words(taken))
            else:
                self.banner.show_outcome(taken_words(taken))
            self.refresh()


def _card_of(table: QWidget) -> Card:
    card = Card()
    card.body.addWidget(table, 1)
    return card


def _look(centre: Centre) -> Shown:
    lent = centre.read(borrowed)
    if lent is not None:
        return Shown(lent, tuple(centre.read(written_since).items()))
    return Shown(
        None,
        lent=tuple(centre.read(lent_works)),
        differences=tuple(centre.read(differences)),
        lendable=tuple(centre.read(lendable)),
    )
