"""One paper of the register: its facts, its files, and what rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop_app.i18n import _
from desktop_app.orders.files import LARGEST_BYTES, add_file, file_content, files_of, remove_file
from desktop_app.orders.numbers import with_sign
from desktop_app.orders.quotes import cited
from desktop_app.orders.records import Citation, CitedKind, OrderFileRecord, OrderRecord
from desktop_app.orders.service import paper
from desktop_app.whole_file import read_up_to, whole_bytes
from ui import formats
from ui.actions import Action, make_button
from ui.files import FileKind, choose_target, open_file, show_saved, temporary_copy
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.orders.columns import CITED_COLUMNS, FILE_COLUMNS
from ui.theme import GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

EMPTY_WIDTH = 300
# Where each kind of record is shown; what is not here has no page of its own.
PLACES = {
    CitedKind.PLAN_LINE: lambda place: Target("plan", place),
    CitedKind.CHANNEL_FIGURE: lambda place: Target("plan", place),
    CitedKind.STATED_FIGURE: lambda place: Target("plan", place),
    CitedKind.PROGRAMME: lambda place: Target("programmes", place),
    CitedKind.STAGE: lambda place: Target("programmes", place),
    CitedKind.ADMISSION: lambda place: Target("cohort", (place, "admission")),
    CitedKind.COMPLETION: lambda place: Target("cohort", (place, "completion")),
    CitedKind.RULE: lambda _place: Target("settings", "rules"),
    CitedKind.TURN: lambda _place: Target("settings", "turns"),
    CitedKind.ORGANISATION: lambda place: Target("organisation", place),
}


@dataclass(frozen=True)
class Shown:
    """All that the pane shows."""

    record: OrderRecord
    files: tuple[OrderFileRecord, ...]
    citations: tuple[Citation, ...]


class OrderPane(Card):
    """``look_at`` shows a paper; None clears the pane."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.shown: Shown | None = None
        self._facts = label("", Role.MUTED, wrap=True)
        self.files: RecordTable[OrderFileRecord] = RecordTable(
            workspace,
            "order_files",
            FILE_COLUMNS,
            has_filter=False,
            empty=EmptyState(
                _("No file is kept with it: a scan, a PDF, a Word file."), icon="file-pdf", width=EMPTY_WIDTH
            ),
        )
        self.citations: RecordTable[Citation] = RecordTable(
            workspace,
            "order_citations",
            CITED_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("Nothing rests on it yet."), icon="link", width=EMPTY_WIDTH),
        )
        self.files.opened.connect(lambda _file: self.open_chosen())
        self.citations.opened.connect(self._go)
        self.files.add_row_action(Action(_("Open"), self.open_chosen, icon="file-pdf", key="Ctrl+O"))
        self.files.add_row_action(Action(_("Save as…"), self.save_chosen, icon="save", key="Ctrl+S"))
        self.files.add_row_action(
            Action(_("Remove"), self.remove_chosen, icon="delete", key="Del", right="edit_papers")
        )
        self.add_button = make_button(
            self, Action(_("Add a file…"), self.ask_file, icon="plus", key="Ctrl+Shift+F", right="edit_papers")
        )
        self._lay_out()
        self.look_at(None)

    def look_at(self, order_id: int | None) -> None:
        if order_id is None:
            self._show(None)
        else:
            run_query(self, lambda centre: _shown(centre, order_id), self._show, self._show_gone, slot="pane")

    def ask_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Add a file"), "", _("Scans and documents (*)"))
        if name:
            self.add_file(Path(name))

    def add_file(self, file: Path) -> None:
        """Keep the bytes of a file with the paper shown."""
        if self.shown is not None:
            order_id = self.shown.record.id
            run_command(
                self,
                lambda centre: centre.write(
                    add_file, order_id=order_id, file_name=file.name, content=read_up_to(file, LARGEST_BYTES)
                ),
                lambda _outcome: self.look_at(order_id),
            )

    def open_chosen(self) -> None:
        """Show a copy in the program that this PC has for it."""
        chosen = self.files.current()
        if chosen is not None:
            run_query(self, lambda centre: _copied(centre, chosen.id), open_file)

    def save_chosen(self) -> None:
        chosen = self.files.current()
        if chosen is None:
            return
        name = Path(chosen.file_name)
        kind = FileKind(name.suffix, _("File"))
        out = choose_target(self, _("Save the file"), name=name.stem, kind=kind)
        if out is not None:
            run_query(
                self,
                lambda centre: whole_bytes(out, centre.read(file_content, file_id=chosen.id)[1]),
                lambda written: show_saved(self.workspace, written),
            )

    def remove_chosen(self) -> None:
        """Take the file out; the banner offers to put it back."""
        chosen = self.files.current()
        if chosen is None:
            return

        def removed(outcome) -> None:  # type: ignore[no-untyped-def]
            order_id, name, content = outcome.value
            self.look_at(order_id)
            self.workspace.show_notice(
                _("{file} is removed.", file=name),
                undo=lambda: run_command(
                    self,
                    lambda centre: centre.write(add_file, order_id=order_id, file_name=name, content=content),
                    lambda _outcome: self.look_at(order_id),
                ),
            )

        run_command(self, lambda centre: centre.write(remove_file, file_id=chosen.id), removed)

    def _lay_out(self) -> None:
        self.body.addWidget(self._facts)
        top = QHBoxLayout()
        top.setSpacing(GAP_S)
        top.addWidget(label(_("Files"), Role.STRONG), 1)
        top.addWidget(self.add_button)
        self.body.addLayout(top)
        self.body.addWidget(self.files, 2)
        self.body.addWidget(label(_("What rests on it"), Role.STRONG))
        self.body.addWidget(self.citations, 3)

    def _show(self, shown: Shown | None) -> None:
        self.shown = shown
        self.add_button.setEnabled(shown is not None)
        self.set_title(with_sign(shown.record.number) if shown else _("No paper is chosen"))
        self._facts.setText(_facts(shown.record) if shown else "")
        self.files.set_rows(shown.files if shown else ())
        self.citations.set_rows(shown.citations if shown else ())

    def _show_gone(self, _error: object) -> None:
        self._show(None)

    def _go(self, citation: Citation) -> None:
        self.workspace.navigate(PLACES[citation.kind](citation.place_id))


def _shown(centre: "Centre", order_id: int) -> Shown:
    return Shown(
        centre.read(paper, order_id=order_id),
        tuple(centre.read(files_of, order_id=order_id)),
        tuple(centre.read(cited, order_id=order_id)),
    )


def _copied(centre: "Centre", file_id: int) -> Path:
    return temporary_copy(*centre.read(file_content, file_id=file_id))


def _facts(record: OrderRecord) -> str:
    parts: Sequence[str] = (
        formats.date_text(record.dated_on),
        record.issuer,
        record.title,
        _("Cancelled on {day}: {reason}", day=formats.date_text(record.cancelled_on), reason=record.cancelling_reason)
        if record.cancelled_on
        else "",
        record.note,
    )
    return "\n".join(filter(None, parts))
