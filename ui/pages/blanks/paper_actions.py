"""A paper laid out by a query: seen, printed, saved as PDF or for Word."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.papers.printing import PaperFormat, note_paper, rendered
from desktop_app.papers.records import Paper
from desktop_app.whole_file import whole_bytes
from ui.actions import Action
from ui.files import PDF, WORD, choose_target, show_saved
from ui.operations import run_query
from ui.printing import ask_printer, print_pdf
from ui.widgets.pdf_preview import PdfPreview
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

MakePaper = Callable[["Centre"], Paper]


class PaperActions(QWidget):
    """A preview of a paper, and what can be done with it; ``entity`` is what the journal says was printed."""

    def __init__(self, workspace: Workspace, *, name: str, entity: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.preview = PdfPreview(workspace)
        self._name = name
        self._entity = entity
        self._make: MakePaper | None = None
        self._of = 0

    def show_paper(self, make: MakePaper, *, entity_id: int = 0) -> None:
        """``entity_id`` is what the paper is of, for the journal."""
        self._make, self._of = make, entity_id
        run_query(self, lambda centre: rendered([make(centre)], PaperFormat.PDF), self.preview.show_pdf, slot="preview")

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(_("Print"), self.print, icon="print", key="Ctrl+P"),
            Action(_("Save as PDF"), lambda: self._save(PaperFormat.PDF), icon="file-pdf", key="Ctrl+S"),
            Action(_("Save for Word"), lambda: self._save(PaperFormat.WORD), icon="file-word", key="Ctrl+Shift+S"),
        )

    def print(self) -> None:
        printer = ask_printer(self, title=self._name, is_landscape=False) if self._make is not None else None
        if printer is not None:
            run_query(
                self,
                lambda centre: self._rendered(centre, PaperFormat.PDF),
                lambda content: print_pdf(self, content, printer=printer, title=self._name),
            )

    def _save(self, form: PaperFormat) -> None:
        if self._make is None:
            return
        out = choose_target(self, _("Save the paper"), name=self._name, kind=PDF if form is PaperFormat.PDF else WORD)
        if out is None:
            return

        def work(centre: "Centre") -> Path:
            return whole_bytes(out, self._rendered(centre, form))

        run_query(self, work, lambda file: show_saved(self.workspace, file))

    def _rendered(self, centre: "Centre", form: PaperFormat) -> bytes:
        assert self._make is not None
        paper = self._make(centre)
        note_paper(centre, paper, entity=self._entity, entity_id=self._of)
        return rendered([paper], form)
