"""A paper about a person, looked at before it is printed or saved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import LANGUAGES, _
from desktop_app.people.printing import note_paper, save_paper
from desktop_app.reference.service import profile
from ui.actions import Action, make_button
from ui.files import JSON, PDF, choose_target, open_file
from ui.models.choices_model import Choice
from ui.notices import Banner
from ui.operations import run_long, run_query
from ui.printing import ask_printer, draw_pages
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.growing_area import room_for_height
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

WIDTH, HEIGHT = 720, 860


# A paper that people sign or keep is in a language of the country.
OFFERED = ("uz_Latn", "uz_Cyrl", "ru")


@dataclass(frozen=True)
class Paper:
    """What is looked at: its words, its name in the journal, how it is made, and words of caution if any.

    ``make`` is told the language; None is that of the centre's documents. ``make_for_programs`` makes the same for
    programs, as JSON.
    """

    title: str
    name: str
    person_id: int
    make: "Callable[[Centre, str | None], bytes]"
    file_name: str
    caution: str = ""
    make_for_programs: "Callable[[Centre], bytes] | None" = None


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
        self.language = Chooser(_("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in OFFERED])
        self.language.chosen.connect(self._make)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addWidget(self.language)
        buttons.addStretch(1)
        buttons.addWidget(close)
        if paper.make_for_programs is not None:
            hint = _("The same as a JSON file, to be read by another program")
            for_programs = Action(_("Save as JSON"), self._save_for_programs, icon="download", key="Ctrl+J", hint=hint)
            buttons.addWidget(make_button(self, for_programs))
        for button in (self.save_button, self.print_button):
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
        run_query(self, _language_of_documents, self.language.choose)
        self._make(None)

    @classmethod
    def look(cls, owner: QWidget, workspace: Workspace, paper: Paper) -> None:
        dialog = cls(owner, workspace, paper)
        dialog.exec()
        dialog.deleteLater()

    def _make(self, in_language: str | None) -> None:
        self._let(is_ready=False)
        make = self._paper.make
        run_query(self, lambda centre: make(centre, in_language), self._show, slot="paper")

    def _show(self, content: bytes) -> None:
        self._content = content
        self.preview.show_pdf(content)
        self._let(is_ready=True)
        if not self.language.hasFocus():
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
            self._say_saved,
        )

    def _save_for_programs(self) -> None:
        paper, make = self._paper, self._paper.make_for_programs
        out = choose_target(self, paper.title, name=paper.file_name, kind=JSON)
        if out is None or make is None:
            return
        run_query(
            self,
            lambda centre: save_paper(centre, make(centre), out=out, person_id=paper.person_id, paper=paper.name),
            self._say_saved,
        )

    def _say_saved(self, file: Path) -> None:
        self.banner.show_outcome(_("Saved: {file}", file=file), link=(_("Open the file"), lambda: open_file(file)))

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


def _language_of_documents(centre: "Centre") -> str:
    return centre.read(profile).document_language
