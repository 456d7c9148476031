"""The form of a set of marks, and the question whom a change of what its marks count as is for."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.marks.editing import recount, save_set
from desktop_app.marks.records import MarkKind, MarkSet, Reach, Recount
from ui.actions import Action, make_button, tooltip
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.settings.mark_kind_dialog import NEW, MarkKindDialog, counts_text
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import CheckField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

WIDTH, REACH_WIDTH = 820, 620
KINDS_HEIGHT = 280

KIND_COLUMNS: tuple[Column[MarkKind], ...] = (
    Column("letter", N_("Sign"), lambda kind: kind.letter, width=80, align=Align.CENTRE),
    Column("name", N_("Name"), lambda kind: kind.names.text, is_stretched=True),
    Column("counts", N_("Counts as"), counts_text, width=250),
    Column("keys", N_("Further keys"), lambda kind: " ".join(kind.keys.upper()), width=140),
)


@dataclass(frozen=True)
class SavedSet:
    """The set as it is kept now; ``reach`` is whom it was made anew for, None where it was changed where it stood."""

    mark_set: MarkSet
    reach: Reach | None = None
    recount: Recount | None = None


class MarkSetDialog(FormDialog):
    """Finishes with the SavedSet. A set without an id is new."""

    right = "edit_rules"

    def __init__(self, owner: QWidget, shown: MarkSet) -> None:
        super().__init__(
            owner,
            title=_("Set of marks") if shown.id else _("New set of marks"),
            intro=_(
                "The first mark that counts as present is the plain presence; the register offers them in this order."
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._seen, self.kinds = shown, list(shown.kinds)
        self.add(TextField("name", _("Name of the set"), is_required=True)).set_value(shown.name)
        self.table: RecordTable[MarkKind] = RecordTable(
            self.workspace,
            "settings.mark_set",
            KIND_COLUMNS,
            rows=self.kinds,
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("The set has no marks."), icon="attendance"),
        )
        self.table.setMinimumHeight(KINDS_HEIGHT)
        self.table.opened.connect(lambda _kind: self.edit())
        self.table.select_place(0)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._buttons_of_kinds())

    def add_kind(self) -> None:
        made: MarkKind | None = MarkKindDialog.ask(self, NEW, self.kinds)
        if made is not None:
            self._show([*self.kinds, made], len(self.kinds))

    def edit(self) -> None:
        place = self._place()
        if place is not None:
            others = self.kinds[:place] + self.kinds[place + 1 :]
            changed: MarkKind | None = MarkKindDialog.ask(self, self.kinds[place], others)
            if changed is not None:
                self._show([*self.kinds[:place], changed, *self.kinds[place + 1 :]], place)

    def remove(self) -> None:
        place = self._place()
        if place is not None:
            self._show(self.kinds[:place] + self.kinds[place + 1 :], min(place, len(self.kinds) - 2))

    def move(self, steps: int) -> None:
        place = self._place()
        if place is not None and 0 <= place + steps < len(self.kinds):
            kinds = self.kinds.copy()
            kinds.insert(place + steps, kinds.pop(place))
            self._show(kinds, place + steps)

    def is_changed(self) -> bool:
        return super().is_changed() or tuple(self.kinds) != self._seen.kinds

    def submit(self) -> None:
        """Cohorts that would be counted otherwise are asked about first."""
        draft = self._draft()
        if draft.id:
            run_query(self, lambda centre: centre.read(recount, draft), self._ask_reach)
        else:
            self._save(SavedSet(draft))

    def _ask_reach(self, change: Recount | None) -> None:
        if change is None:
            self._save(SavedSet(self._draft()))
            return
        given: tuple[Reach, str] | None = ReachDialog.ask(self, change)
        if given is not None:
            self._save(SavedSet(self._draft(), given[0], change), given[1])

    def _save(self, wanted: SavedSet, reason: str = "") -> None:
        draft, seen, reach = wanted.mark_set, self._seen, wanted.reach
        run_command(
            self,
            lambda centre: centre.write(save_set, draft, seen=seen, reach=reach, reason=reason),
            lambda done: self.finish(replace(wanted, mark_set=done.value)),
        )

    def _draft(self) -> MarkSet:
        return replace(self._seen, name=self.values()["name"], kinds=tuple(self.kinds))

    def _place(self) -> int | None:
        current = self.table.current()
        return None if current is None else self.kinds.index(current)

    def _show(self, kinds: list[MarkKind], place: int) -> None:
        self.kinds = kinds
        self.table.set_rows(kinds)
        if kinds:
            self.table.select_place(place)
        self.table.view.setFocus()

    def _buttons_of_kinds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(make_button(self, Action(_("New mark"), self.add_kind, icon="plus", key="Ctrl+N")))
        for action in (
            Action(_("Edit"), self.edit, icon="edit", key="F2"),
            Action(_("Remove"), self.remove, icon="delete", key="Del"),
            Action(_("Up"), lambda: self.move(-1), icon="chevron-up", key="Alt+Up"),
            Action(_("Down"), lambda: self.move(1), icon="chevron-down", key="Alt+Down"),
        ):
            self.table.add_row_action(action)
            button = make_button(self, replace(action, key=""))
            button.setToolTip(tooltip(action))
            row.addWidget(button)
        row.addStretch(1)
        return row


class ReachDialog(FormDialog):
    """Finishes with whom the change is for, and why."""

    def __init__(self, owner: QWidget, change: Recount) -> None:
        super().__init__(
            owner,
            title=_("Whom is the change for?"),
            save_text=_("Save"),
            intro=_(
                "What is counted already does not change by itself: another set is made for new cohorts, and those "
                "that have this one keep it. Open cohorts: {open}, closed: {closed}.",
                open=change.open_cohorts,
                closed=change.closed_cohorts,
            ),
        )
        self.setMinimumWidth(REACH_WIDTH)
        self.add(
            CheckField(
                "has_open",
                _("Count the open cohorts anew as well"),
                hint=_n(
                    "The figures of {n} person change. Closed cohorts stay as they are.",
                    "The figures of {n} people change. Closed cohorts stay as they are.",
                    change.people,
                ),
            )
        )
        self.add(TextField("reason", _("Reason"), hint=_("Kept in the journal of changes.")))
        self.field("has_open").setVisible(change.open_cohorts > 0)
        self.field("has_open").edited.connect(self._show_reason)
        self._show_reason()

    def submit(self) -> None:
        values = self.values()
        if values["has_open"] and not values["reason"]:
            self.show_error(Invalid("reason_missing", N_("Give the reason."), field="reason"))
        else:
            self.finish((Reach.OPEN_COHORTS if values["has_open"] else Reach.NEW_COHORTS, values["reason"]))

    def _show_reason(self) -> None:
        self.field("reason").setVisible(self.field("has_open").value)
