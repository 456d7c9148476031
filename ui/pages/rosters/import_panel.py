"""A file that was taken in, with what can be done about it: undone, printed, sent back."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.calm import collector_at_rest, made_to_stay
from desktop_app.errors import Refused
from desktop_app.i18n import _, _n
from desktop_app.reference.service import profile
from desktop_app.rosters.document import left_out_pdf
from desktop_app.rosters.imports import ImportRecord, import_record
from desktop_app.rosters.undo import UndoneImport, undo_import, undo_obstacles
from ui.actions import Action, make_button
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.rosters.import_view import ImportView
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_M, GAP_S
from ui.widgets.confirm import confirm
from ui.widgets.page import Page, Panel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome


@dataclass(frozen=True)
class Looked:
    """``obstacles`` are the reasons why the import cannot be undone, as sentences; ``centre`` names who prints."""

    record: ImportRecord
    obstacles: tuple[str, ...]
    centre: str


class ImportPanel(Panel):
    changes_that_matter = frozenset({"roster_import", "person", "enrolment", "mark", "certificate"})
    undone = Signal(int)
    """The id of an import that was taken back."""
    shown = Signal()

    def __init__(self, workspace: Workspace, page: Page) -> None:
        super().__init__(workspace)
        self.banner = page.banner
        self._page = page
        self.import_id = 0
        self._looked: Looked | None = None
        self.view = ImportView(workspace)
        self.view.person_opened.connect(lambda person_id: workspace.navigate(Target("person", person_id)))
        self.undo_button = make_button(
            self,
            Action(_("Undo this import"), self.ask_undo, icon="undo", key="Ctrl+U", right="import_people"),
            is_danger=True,
        )
        self.print_button = make_button(
            self,
            Action(
                _("Print what was left out"),
                self.print_left_out,
                "print",
                "Ctrl+P",
            ),
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addStretch(1)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.undo_button)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(GAP_M)
        place.addWidget(self.view, 1)
        place.addLayout(buttons)

    @property
    def record(self) -> ImportRecord | None:
        return self._looked.record if self._looked is not None else None

    def open(self, import_id: int) -> None:
        if import_id != self.import_id:
            self._looked = None
            self.setEnabled(False)
        self.import_id = import_id
        self.make_stale()

    def refresh(self) -> None:
        import_id = self.import_id
        if import_id:
            run_query(
                self, lambda centre: _looked(centre, import_id), self._show, self._page.show_error, slot="refresh"
            )

    def ask_undo(self) -> None:
        """Take the import back after asking; what it made goes, what it filled returns."""
        if self.record is None or not self.undo_button.isEnabled():
            return
        line = self.record.line
        question = _("Undo the import of {file}?", file=line.file_name)
        details = []
        if line.created:
            details.append(_n("{n} card made by it goes.", "{n} cards made by it go.", line.created))
        if line.matched:
            details.append(
                _n("{n} known person stays as before it.", "{n} known people stay as before it.", line.matched)
            )
        action = _("Undo this import")
        if confirm(self, question, action=action, details=" ".join(details), is_danger=True):
            self.undo(line.id)

    def undo(self, import_id: int) -> None:
        def write(centre: "Centre") -> "Outcome[UndoneImport]":
            with collector_at_rest():
                return centre.write(undo_import, import_id=import_id)

        run_command(self, write, lambda outcome: self._tell_undone(import_id, outcome.value), self._page.show_error)

    def print_left_out(self) -> None:
        """Print the rows that were left out, for the office that sent them."""
        looked = self._looked
        if looked is None:
            return
        title = _("Rows that were not taken")
        printer = ask_printer(self, title=title, is_landscape=False)
        if printer is not None:
            run_query(
                self,
                lambda _centre: paper_of(looked),
                lambda content: print_pdf(self, content, printer=printer, title=title),
            )

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self.setEnabled(True)
        self.view.show_record(looked.record, looked.obstacles)
        self.undo_button.setVisible(not looked.record.line.is_undone)
        self.undo_button.setEnabled(not looked.obstacles)
        self.print_button.setVisible(looked.record.line.left_out > 0)
        self.shown.emit()

    def _tell_undone(self, import_id: int, done: UndoneImport) -> None:
        words = [_("The import was undone.")]
        if done.people:
            words.append(_n("{n} card went.", "{n} cards went.", done.people))
        if done.fields:
            words.append(_n("{n} card is as before.", "{n} cards are as before.", done.fields))
        self.banner.show_outcome(" ".join(words))
        self.undone.emit(import_id)


def paper_of(looked: Looked) -> bytes:
    """The rows left out, as PDF."""
    paper = io.BytesIO()
    left_out_pdf(paper, looked.record, centre=looked.centre)
    return paper.getvalue()


def _looked(centre: "Centre", import_id: int) -> Looked:
    with made_to_stay():
        record = centre.read(import_record, import_id=import_id)
    name = centre.read(profile).name
    if record.line.is_undone:
        return Looked(record, (), name)
    try:
        with collector_at_rest():
            obstacles = tuple(one.text for one in centre.read(undo_obstacles, import_id=import_id))
    except Refused as too_old:
        obstacles = (too_old.text,)
    return Looked(record, obstacles, name)
