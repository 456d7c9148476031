"""A paper about a person, looked at before it is printed or saved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.people.printing import note_paper, save_paper
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, open_file
from ui.notices import Banner
from ui.operations import run_long, run_query
from ui.printing import ask_printer, draw_pages
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.growing_area import room_for_height
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

WIDTH, HEIGHT = 720, 860


@dataclass(frozen=True)
class Paper:
    """What is looked at: its words, its name in the journal, how it is made, and words of caution if any."""

    title: str
    name: str
    person_id: int
    make: "Callable[[Centre], bytes]"
    file_name: str
    caution: str = ""


class PaperDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, paper: Paper) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self._paper = paper
        self._content = b""
        self.setWindowTitle(paper.title)
        self.banner = Banner(self)
        self.preview = PdfPreview(workspace, is_whole=True)
        self.print_button = make_button(
            self, Action(_("Print"), self._print, icon="print", key="Ctrl+P"), is_primary=True
        )
        self.save_button = make_button(self, Action(_("Save as PDF"), self._save, icon="file-pdf", key="Ctrl+S"))
        close = make_button(self, Action(_("Close"), self.accept))
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addStretch(1)
        for button in (close, self.save_button, self.print_button):
            buttons.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(paper.title, Role.HEADING))
        if paper.caution:
            outer.addWidget(label(paper.caution, Role.MUTED, wrap=True))
        outer.addWidget(self.banner)
        outer.addWidget(self.preview, 1)
        outer.addLayout(buttons)
        self.resize(WIDTH, min(HEIGHT, room_for_height(self)))
        self._let(is_ready=False)
        run_query(self, paper.make, self._show)

    @classmethod
    def look(cls, owner: QWidget, workspace: Workspace, paper: Paper) -> None:
        dialog = cls(owner, workspace, paper)
        dialog.exec()
        dialog.deleteLater()

    def _show(self, content: bytes) -> None:
        self._content = content
        self.preview.show_pdf(content)
        self._let(is_ready=True)
        self.print_button.setFocus()

    def _let(self, *, is_ready: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(is_ready)

    def _save(self) -> None:
        out = choose_target(self, self._paper.title, name=self._paper.file_name, kind=PDF)
        if out is None:
            return
        content, paper = self._content, self._paper
        run_query(
            self,
            lambda centre: save_paper(centre, content, out=out, person_id=paper.person_id, paper=paper.name),
            lambda file: self.banner.show_outcome(
                _("Saved: {file}", file=file), link=(_("Open the file"), lambda: open_file(file))
            ),
        )

    def _print(self) -> None:
        printer = ask_printer(self, title=self._paper.title, is_landscape=False)
        if printer is None:
            return
        content, paper = self._content, self._paper

        def work(centre: "Centre", progress: "Progress") -> int:
            pages = draw_pages(content, printer, progress)
            note_paper(centre, person_id=paper.person_id, paper=paper.name)
            return pages

        run_long(self, paper.title, work, lambda _pages: self.accept())
