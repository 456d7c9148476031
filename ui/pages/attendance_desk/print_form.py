"""A form with a look at the paper beside it, which is then printed or written as PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import LANGUAGES, _
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import Owner, run_long, run_query
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_L
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

# A paper that people sign, wear or keep is in a language of the country.
OFFERED = ("uz_Latn", "uz_Cyrl", "ru")


class PrintJob(Protocol):
    """What was chosen in the form: made in the worker once the printer, or the place of the file, is known."""

    @property
    def name(self) -> str: ...

    @property
    def is_landscape(self) -> bool: ...

    def printed(self, centre: "Centre", progress: "Progress") -> Outcome[bytes]: ...

    def written(self, centre: "Centre", progress: "Progress", *, out: Path) -> Outcome[Path]: ...


class PrintForm(FormDialog):
    """Finishes with a PrintJob and whether it is for a file. ``ask`` prints or writes it, and its owner tells so."""

    def __init__(self, owner: QWidget, *, title: str, preview_width: int, preview_height: int) -> None:
        super().__init__(owner, title=title, save_text=_("Print…"))
        self._is_for_file = False
        self.preview = PdfPreview(self.workspace, is_whole=True)
        self.preview.setMinimumSize(preview_width, preview_height)
        self.file_button = make_button(self, Action(_("As PDF…"), self.ask_file, icon="file-pdf", key="Ctrl+S"))
        self.add_button(self.file_button)
        self._let(is_ready=False)

    @classmethod
    def ask(cls, owner: Owner, *args: Any, **kwargs: Any) -> Any:
        chosen = super().ask(owner, *args, **kwargs)
        if chosen is not None:
            job, is_for_file = chosen
            (_write if is_for_file else _print)(owner, job)
        return chosen

    def job(self) -> PrintJob:
        """What the form says now; to be overridden."""
        raise NotImplementedError

    def submit(self) -> None:
        self.finish((self.job(), self._is_for_file))

    def ask_file(self) -> None:
        """The same for a file, with the fields checked as before a print."""
        self._is_for_file = True
        self.save()
        self._is_for_file = False

    def is_changed(self) -> bool:
        """Nothing is lost by leaving: nothing was typed that would have to be typed again."""
        return False

    def lay_out(self, form: QVBoxLayout, *, width: int) -> None:
        """The form at the left, the preview beside it."""
        form.setContentsMargins(0, 0, 0, 0)
        around = QWidget()
        around.setFixedWidth(width)
        around.setLayout(form)
        sides = QHBoxLayout()
        sides.setSpacing(GAP_L)
        sides.addWidget(around)
        sides.addWidget(self.preview, 1)
        self.body.addLayout(sides, 1)

    def show_paper(self, make: "Callable[[Centre], bytes]") -> None:
        """Show the paper as it would be; what bars it is told, and nothing can be printed."""
        run_query(self, make, self._show, self._show_barred, slot="preview")

    def _show(self, content: bytes) -> None:
        self.banner.clear()
        self.preview.show_pdf(content)
        self._let(is_ready=True)

    def _show_barred(self, error: CentreError) -> None:
        self.preview.clear()
        self.banner.show_warning(error.text)
        self._let(is_ready=False)

    def _let(self, *, is_ready: bool) -> None:
        for button in (self.save_button, self.file_button):
            button.setEnabled(is_ready)


def language_field() -> ChoiceField:
    """The language of the paper; empty for that of the centre's documents."""
    languages = [Choice("", _("Language of documents")), *(Choice(code, LANGUAGES[code]) for code in OFFERED)]
    field = ChoiceField("language", _("Language"), languages)
    field.set_value("")
    return field


def _print(owner: Owner, job: PrintJob) -> None:
    printer = ask_printer(owner, title=job.name, is_landscape=job.is_landscape)
    if printer is not None:
        run_long(
            owner,
            job.name,
            job.printed,
            lambda outcome: print_pdf(owner, outcome.value, printer=printer, title=job.name),
            is_aside=True,
        )


def _write(owner: Owner, job: PrintJob) -> None:
    out = choose_target(owner, job.name, name=job.name, kind=PDF)
    if out is not None:
        run_long(
            owner,
            job.name,
            lambda centre, progress: job.written(centre, progress, out=out),
            lambda outcome: show_saved(owner.workspace, outcome.value),
            is_aside=True,
        )
