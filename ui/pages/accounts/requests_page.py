"""What needs a second person: what colleagues ask for, and what has become of one's own requests."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.accounts.approvals import (
    STATE_WORDS,
    TITLES,
    Act,
    ApprovalRecord,
    State,
    decide,
    requests,
    withdraw,
)
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from ui import formats, rights
from ui.actions import Action, make_button
from ui.asked_form import REGISTER, form_of
from ui.asked_records import AskedRecords
from ui.models.table_model import Column
from ui.navigation import PAGES, Target, is_open_to_me
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

OPEN = "open"
# What a request has become by an answer given here.
ANSWERED = {
    State.ALLOWED: N_("Allowed: {what}. {name} can do it now."),
    State.REFUSED: N_("Refused: {what}. {name} sees why."),
    State.WITHDRAWN: N_("Withdrawn: {what}."),
}
TONES = {
    State.WAITING: Tone.WARN,
    State.ALLOWED: Tone.ACCENT,
    State.DONE: Tone.GOOD,
    State.REFUSED: Tone.BAD,
    State.WITHDRAWN: Tone.MUTED,
    State.LAPSED: Tone.MUTED,
}
COLUMNS: tuple[Column[ApprovalRecord], ...] = (
    Column("act", N_("What is asked for"), lambda record: _(TITLES[record.act]), width=170),
    Column(
        "what",
        N_("What exactly"),
        lambda record: _in_one_line(record),
        is_stretched=True,
        width=200,
        is_told_whole=True,
    ),
    Column("by", N_("Asked by"), lambda record: record.asked_by, width=160),
    Column("at", N_("Asked on"), lambda record: record.asked_at, shown=formats.moment_text, width=130),
    Column(
        "state",
        N_("State"),
        lambda record: _(STATE_WORDS[record.state]),
        width=235,
        tone=lambda record: TONES[record.state],
    ),
)


def _in_one_line(record: ApprovalRecord) -> str:
    return " · ".join(filter(None, record.summary.values()))


def place_of(record: ApprovalRecord) -> Target | None:
    """Where the record that is asked about is shown."""
    match record.entity, record.entity_id:
        case "person", ids:
            cards = [int(each) for each in ids.split("-") if each.isdecimal()]
            return Target("person", cards[0]) if len(cards) == 1 else Target("doubles", tuple(cards) or None)
        case "cohort", number:
            step = "attendance" if form_of(record) == REGISTER else "certificates" if record.act is Act.ISSUE else ""
            return Target("cohort", (int(number), step))
        case "roster_import", number:
            return Target("roster", ("import", int(number)))
        case "data_purpose", _category:
            return Target("settings", "personal_data")
        case "certificate", _number:
            return Target("certificates")
        case "month", month:
            year, _dash, number = month.partition("-")
            return Target("return", (int(year), int(number)))
        case "return_snapshot", _number:
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
        self._wanted: int | None = None
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

    def open(self, argument: object) -> None:
        """The number of a request that is to be the chosen one."""
        self._wanted = argument if isinstance(argument, int) else None
        self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        is_open = not self.with_closed.isChecked()
        run_query(self, lambda centre: centre.read(requests, is_open=is_open), self._show, slot="refresh")

    def look(self) -> None:
        record = self.table.current()
        outcome = RequestDialog.ask(self, record) if record is not None else None
        if outcome == OPEN:
            self.open_record()
        elif record is not None and outcome in ANSWERED:
            self.banner.show_outcome(
                _(ANSWERED[outcome], what=record.summary.get("what") or _(TITLES[record.act]), name=record.asked_by)
            )

    def open_record(self) -> None:
        record = self.table.current()
        if record is not None and place_of(record) is not None:
            run_query(self, lambda centre: _exact_place(centre, record), self._go)

    def _go(self, target: Target | None) -> None:
        if target is not None:
            self.workspace.navigate(target)

    def _show(self, records: list[ApprovalRecord]) -> None:
        is_kept = self.table.set_rows_by(records, lambda record: record.id)
        wanted, self._wanted = self._wanted, None
        if not self.table.select(lambda record: record.id == wanted) and not is_kept:
            self.table.select_place(0)
        self._allow()

    def _allow(self) -> None:
        record = self.table.current()
        reasons = ["", ""]
        if record is None:
            reasons = [_("No request is chosen.")] * 2
        else:
            reasons[1] = _why_not_open(place_of(record))
        for button, hint, reason in zip((self._look, self._record), self._hints, reasons, strict=True):
            button.setEnabled(not reason)
            button.setToolTip(reason or hint)


def _why_not_open(place: Target | None) -> str:
    """Empty where whoever looks may see the page; to allow a merging one need not be one who merges."""
    spec = next((spec for spec in PAGES if place is not None and spec.name == place.page), None)
    if spec is None:
        return _("What this is about has no page of its own.")
    return "" if is_open_to_me(spec) else rights.reason(spec.right)


def _exact_place(centre: "Centre", record: ApprovalRecord) -> Target | None:
    """As ``place_of``, with the cohort of a paper and the month of a return; runs in the worker."""
    match record.entity:
        case "certificate":
            from desktop_app.certificates.register import paper_of

            paper = centre.read(paper_of, certificate_id=int(record.entity_id))
            return Target("cohort", (paper.cohort_id, "certificates"))
        case "return_snapshot":
            from desktop_app.returns.states import kept_return

            kept = centre.read(kept_return, snapshot_id=int(record.entity_id))
            return Target("return", (kept.year, kept.month))
    return place_of(record)


class RequestDialog(FormDialog):
    """What exactly is asked for; the answer of the second person, or taking one's own request back.

    Finishes with the State that the request has now, or with OPEN where whoever asked goes on to do what was allowed.
    """

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
        self.records = AskedRecords(self, self.workspace, record.entity_id, record.wish)
        is_to_be_done = record.is_mine and record.state is State.ALLOWED and place_of(record) is not None
        self.save_button.setVisible(record.may_decide or is_to_be_done)
        if record.may_decide:
            self.add(TextField("note", _("A word about the answer"), hint=_("Needed when it is refused."), lines=2))
            self.add_button(make_button(self, Action(_("Refuse"), self.refuse, icon="cross"), is_danger=True))
        else:
            self.body.addWidget(label(_("State: {state}", state=_(STATE_WORDS[record.state])), Role.MUTED))
            if record.decided_at is not None:
                when = formats.moment_text(record.decided_at)
                answer = _("Answered by {name}, {when}.", name=record.decided_by, when=when)
                self.body.addWidget(label(f"{answer} {record.note}".strip(), Role.MUTED, wrap=True))
        if is_to_be_done:
            self.save_button.setText(_("Go and do it"))
            words = _("It is not done by itself: begin it again at its place, with what you asked for.")
            self.body.addWidget(label(words, wrap=True))
        if record.is_mine and record.state in (State.WAITING, State.ALLOWED):
            self.add_button(make_button(self, Action(_("Withdraw"), self.withdraw), is_danger=True))

    def submit(self) -> None:
        if self._record.may_decide:
            self._answer(State.ALLOWED)
        else:
            self.finish(OPEN)

    def refuse(self) -> None:
        if self.field("note").value:
            self._answer(State.REFUSED)
        else:
            self.field("note").show_error(_("Write in a few words why not."))

    def withdraw(self) -> None:
        record = self._record
        command = partial(withdraw, approval_id=record.id, version=record.version)
        self._run(lambda centre: centre.write(command), State.WITHDRAWN)

    def _answer(self, state: State) -> None:
        record, note = self._record, str(self.field("note").value)
        is_approved = state is State.ALLOWED
        command = partial(decide, approval_id=record.id, is_approved=is_approved, note=note, version=record.version)
        self._run(lambda centre: centre.write(command), state)

    def _run(self, command: "Callable[[Centre], Outcome[None]]", state: State) -> None:
        run_command(self, command, lambda _done: self.finish(state))
