"""What needs a second person: what colleagues ask for, and what has become of one's own requests."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.accounts.approvals import STATE_WORDS, TITLES, ApprovalRecord, State, decide, requests, withdraw
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from ui import formats
from ui.actions import Action, make_button
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

TONES = {
    State.WAITING: Tone.WARN,
    State.ALLOWED: Tone.ACCENT,
    State.DONE: Tone.GOOD,
    State.REFUSED: Tone.BAD,
    State.WITHDRAWN: Tone.MUTED,
    State.LAPSED: Tone.MUTED,
}
COLUMNS: tuple[Column[ApprovalRecord], ...] = (
    Column("act", N_("What is asked for"), lambda record: _(TITLES[record.act]), width=190),
    Column("what", N_("For whom"), lambda record: record.summary.get("what", ""), is_stretched=True, width=200),
    Column("by", N_("Asked by"), lambda record: record.asked_by, width=190),
    Column("at", N_("Asked on"), lambda record: record.asked_at, shown=formats.moment_text, width=130),
    Column(
        "state",
        N_("State"),
        lambda record: _(STATE_WORDS[record.state]),
        width=180,
        tone=lambda record: TONES[record.state],
    ),
)


def place_of(record: ApprovalRecord) -> Target | None:
    """Where the record that is asked about is shown."""
    match record.entity, record.entity_id:
        case "person", ids:
            first = ids.strip("()[] ").split(",")[0]
            return Target("person", int(first)) if first.isdecimal() else Target("doubles")
        case "cohort", number:
            return Target("cohort", int(number))
        case "data_purpose", _category:
            return Target("settings", "personal_data")
        case "certificate", _number:
            return Target("certificates")
        case "month" | "return_snapshot", _number:
            return Target("returns")
    return None


class RequestsPage(Page):
    changes_that_matter = frozenset({"approval", "account"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Requests"))
        self.set_context(_("What two people must answer for: one asks, another allows."))
        self._look = self.set_primary(Action(_("Look and decide…"), self.look, icon="check", key="Ctrl+N"))
        self._record = self.add_secondary(Action(_("Open the record"), self.open_record, icon="link", key="Ctrl+E"))
        self._hints = (self._look.toolTip(), self._record.toolTip())
        self.with_closed = QCheckBox(_("Show what is over"))
        self.with_closed.toggled.connect(lambda _checked: self.make_stale())
        empty = EmptyState(_("Nothing waits for a second person."), icon="check")
        self.table: RecordTable[ApprovalRecord] = RecordTable(workspace, "requests", COLUMNS, empty=empty)
        self.table.tools.addWidget(self.with_closed)
        self.table.opened.connect(lambda _record: self.look())
        self.table.selection_changed.connect(self._allow)
        card = Card()
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        is_open = not self.with_closed.isChecked()
        run_query(self, lambda centre: centre.read(requests, is_open=is_open), self._show, slot="refresh")

    def look(self) -> None:
        self.table.with_current(lambda record: RequestDialog.ask(self, record))

    def open_record(self) -> None:
        record = self.table.current()
        target = place_of(record) if record is not None else None
        if target is not None:
            self.workspace.navigate(target)

    def _show(self, records: list[ApprovalRecord]) -> None:
        if not self.table.set_rows_by(records, lambda record: record.id):
            self.table.select_place(0)
        self._allow()

    def _allow(self) -> None:
        record = self.table.current()
        reasons = ["", ""]
        if record is None:
            reasons = [_("No request is chosen.")] * 2
        elif place_of(record) is None:
            reasons[1] = _("What this is about has no page of its own.")
        for button, hint, reason in zip((self._look, self._record), self._hints, reasons, strict=True):
            button.setEnabled(not reason)
            button.setToolTip(reason or hint)


class RequestDialog(FormDialog):
    """What exactly is asked for; the answer of the second person, or taking one's own request back."""

    def __init__(self, owner: QWidget, record: ApprovalRecord) -> None:
        intro = _("{name} asks, {when}", name=record.asked_by, when=formats.moment_text(record.asked_at))
        super().__init__(owner, title=_(TITLES[record.act]), save_text=_("Allow"), intro=intro)
        self._record = record
        card = Card()
        for place, line in enumerate(filter(None, record.summary.values())):
            card.body.addWidget(label(line, Role.MUTED if place else Role.STRONG, wrap=True))
        if record.reason:
            card.body.addWidget(label(_("Reason: {reason}", reason=record.reason), wrap=True))
        self.body.addWidget(card)
        self.save_button.setVisible(record.may_decide)
        if record.may_decide:
            self.add(TextField("note", _("A word about the answer"), hint=_("Needed when it is refused."), lines=2))
            self.add_button(make_button(self, Action(_("Refuse"), self.refuse, icon="cross"), is_danger=True))
        else:
            self.body.addWidget(label(_("State: {state}", state=_(STATE_WORDS[record.state])), Role.MUTED))
            if record.decided_by:
                self.body.addWidget(label(f"{record.decided_by}. {record.note}".strip(), Role.MUTED, wrap=True))
        if record.is_mine and record.state in (State.WAITING, State.ALLOWED):
            self.add_button(make_button(self, Action(_("Withdraw"), self.withdraw), is_danger=True))

    def submit(self) -> None:
        self._answer(is_approved=True)

    def refuse(self) -> None:
        if self.field("note").value:
            self._answer(is_approved=False)
        else:
            self.field("note").show_error(_("Write in a few words why not."))

    def withdraw(self) -> None:
        record = self._record
        self._run(lambda centre: centre.write(withdraw, approval_id=record.id, version=record.version))

    def _answer(self, *, is_approved: bool) -> None:
        record, note = self._record, str(self.field("note").value)
        self._run(
            lambda centre: centre.write(
                decide, approval_id=record.id, is_approved=is_approved, note=note, version=record.version
            )
        )

    def _run(self, command: "Callable[[Centre], Outcome[None]]") -> None:
        run_command(self, command, lambda _done: self.finish(True))
