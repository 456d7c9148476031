"""The sets of marks: which kinds a cohort is marked with, which set new cohorts get, and what each kind counts as."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n
from desktop_app.marks.editing import bring_back, delete_set, make_default, retire_set, save_set
from desktop_app.marks.kinds import mark_sets
from desktop_app.marks.records import MarkKind, MarkSet, Reach
from ui.actions import Action
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.mark_set_dialog import KIND_COLUMNS, MarkSetDialog, SavedSet
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SETS_HEIGHT = 210
Command = Callable[[Centre], Outcome[Any]]


def state_text(found: MarkSet) -> str:
    if found.is_default:
        return _("New cohorts get it")
    return _("In use") if found.retired_on is None else _("Retired")


def _tone(found: MarkSet) -> Tone:
    if found.is_default:
        return Tone.GOOD
    return Tone.PLAIN if found.retired_on is None else Tone.MUTED


def made_anew(saved: SavedSet) -> str:
    """What became of a set whose marks count as something else now, and of the cohorts that have it."""
    assert saved.recount is not None
    name, opened, closed = saved.mark_set.name, saved.recount.open_cohorts, saved.recount.closed_cohorts
    if saved.reach is Reach.OPEN_COHORTS:
        return _n(
            "The set {name} is made anew; {n} open cohort is counted by it.",
            "The set {name} is made anew; {n} open cohorts are counted by it.",
            opened,
            name=name,
        )
    return _n(
        "The set {name} is made anew for new cohorts; {n} cohort keeps the one before.",
        "The set {name} is made anew for new cohorts; {n} cohorts keep the one before.",
        opened + closed,
        name=name,
    )


SET_COLUMNS: tuple[Column[MarkSet], ...] = (
    Column("name", N_("Name"), lambda found: found.name, is_stretched=True),
    Column("letters", N_("Signs"), lambda found: "  ".join(kind.letter for kind in found.kinds), width=110),
    Column("cohorts", N_("Cohorts"), lambda found: found.cohorts, width=90),
    Column("made", N_("Made on"), lambda found: found.made_on, width=110),
    Column("retired", N_("Retired on"), lambda found: found.retired_on, width=120),
    Column("state", N_("State"), state_text, width=190, tone=_tone),
)


class MarkSetsSection(Section):
    changes_that_matter = frozenset({"mark_set", "mark_kind", "cohort"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Marks of attendance"),
            intro=_(
                "A cohort keeps the set of marks that it was given. Signs, names and keys may change at any time; "
                "what a mark counts as makes another set, so that nobody's attendance changes unawares."
            ),
        )
        self._sets: list[MarkSet] = []
        self._wanted_id: int | None = None
        self.add_action(Action(_("New set"), self.add, icon="plus", key="Ctrl+N", right="edit_rules"), is_primary=True)
        self.table: RecordTable[MarkSet] = RecordTable(
            workspace,
            "settings.mark_sets",
            SET_COLUMNS,
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("The centre has no kinds of mark."), icon="attendance"),
        )
        self.table.setFixedHeight(SETS_HEIGHT)
        self.table.opened.connect(self.edit)
        self.table.selection_changed.connect(self._show_kinds)
        for action in (
            Action(_("Edit"), self._on_current(self.edit), icon="edit", key="F2", right="edit_rules"),
            Action(
                _("Give it to new cohorts"),
                self._on_current(self.make_default),
                icon="check",
                key="Ctrl+D",
                right="edit_rules",
            ),
            Action(
                _("Retire or bring back"),
                self._on_current(self.retire_or_bring_back),
                icon="lock",
                key="Del",
                right="edit_rules",
            ),
            Action(_("Delete"), self._on_current(self.delete), icon="delete", key="Shift+Del", right="edit_rules"),
        ):
            self.table.add_row_action(action)
        self._name = label("", Role.STRONG)
        self.kinds: RecordTable[MarkKind] = RecordTable(
            workspace, "settings.mark_kinds", KIND_COLUMNS, has_filter=False, is_sortable=False
        )
        self.kinds.opened.connect(lambda _kind: self._on_current(self.edit)())
        self.body.addWidget(self.table)
        self.body.addWidget(self._name)
        self.body.addWidget(self.kinds, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(mark_sets), self._show, slot="refresh")

    def add(self) -> None:
        """A copy of the set that is chosen, to be changed before it is kept."""
        current = self.table.current()
        if current is None:
            return
        saved: SavedSet | None = MarkSetDialog.ask(self, replace(current, id=0, name="", cohorts=0))
        if saved is not None:
            made = saved.mark_set
            self._choose(made.id)
            self._tell(
                _("The set {name} is added.", name=made.name), lambda centre: centre.write(delete_set, set_id=made.id)
            )

    def edit(self, found: MarkSet) -> None:
        saved: SavedSet | None = MarkSetDialog.ask(self, found)
        if saved is None or saved.mark_set == found:
            return
        kept = saved.mark_set
        self._choose(kept.id)
        if saved.reach is None:
            self._tell(
                _("The set {name} is saved.", name=kept.name),
                lambda centre: centre.write(save_set, replace(found, version=kept.version), seen=kept),
            )
        else:
            self.workspace.show_notice(made_anew(saved))

    def make_default(self, found: MarkSet) -> None:
        before = next(one for one in self._sets if one.is_default)
        self._write(
            lambda centre: centre.write(make_default, set_id=found.id),
            _("New cohorts get the set {name}. Those that are there keep theirs.", name=found.name),
            lambda centre: centre.write(make_default, set_id=before.id),
        )

    def retire_or_bring_back(self, found: MarkSet) -> None:
        acts = (retire_set, bring_back) if found.retired_on is None else (bring_back, retire_set)
        words = N_("The set {name} is retired.") if acts[0] is retire_set else N_("The set {name} is offered again.")
        self._write(
            lambda centre: centre.write(acts[0], set_id=found.id),
            _(words, name=found.name),
            lambda centre: centre.write(acts[1], set_id=found.id),
        )

    def delete(self, found: MarkSet) -> None:
        self._write(
            lambda centre: centre.write(delete_set, set_id=found.id),
            _("The set {name} is deleted.", name=found.name),
            lambda centre: centre.write(save_set, replace(found, id=0)),
        )

    def _write(self, act: Command, words: str, back: Command) -> None:
        run_command(self, act, lambda _done: self._tell(words, back))

    def _tell(self, words: str, back: Command) -> None:
        self.workspace.show_notice(words, undo=lambda: run_command(self, back))

    def _choose(self, set_id: int) -> None:
        self._wanted_id = set_id
        self.refresh()

    def _show(self, found: list[MarkSet]) -> None:
        current = self.table.current()
        wanted = self._wanted_id or (current.id if current is not None else None)
        self._sets, self._wanted_id = found, None
        self.table.set_rows(found)
        if not self.table.select(lambda one: one.id == wanted):
            self.table.select_place(0)
        self._show_kinds()

    def _show_kinds(self) -> None:
        current = self.table.current()
        self._name.setText(_("Marks of the set {name}", name=current.name) if current is not None else "")
        self.kinds.set_rows(current.kinds if current is not None else ())

    def _on_current(self, act: Callable[[MarkSet], object]) -> Callable[[], object]:
        def run() -> None:
            found = self.table.current()
            if found is not None:
                act(found)

        return run
