"""Printing survey sheets: how many, in which language; into a file or straight to the printer."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.surveys.paper_printing import (
    MOST_COPIES,
    PrintWish,
    copies_for,
    paper_languages,
    paper_to_print,
    write_paper,
)
from desktop_app.surveys.records import SurveyForm
from ui.files import PDF, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.operations import run_long
from ui.printing import ask_printer, print_pdf
from ui.widgets.fields import ChoiceField, IntegerField
from ui.widgets.form_dialog import FormDialog


class PaperPrintDialog(FormDialog):
    """``ask`` returns what is to be printed, and whether it goes to the printer."""

    def __init__(self, owner: QWidget, form: SurveyForm, *, waiting: int) -> None:
        intro = _("Every sheet has its own number and a square code, by which it is typed in later.")
        super().__init__(owner, title=_("Print the sheets"), save_text=_("Save as PDF"), intro=intro)
        self._form = form
        languages = paper_languages(form.questionnaire)
        choices = [Choice(code, name) for code, name in languages.items()]
        self.add_row(
            IntegerField("copies", _("How many sheets"), lowest=1, highest=MOST_COPIES, is_required=True),
            ChoiceField("language", _("Language of the sheets"), choices, is_required=True),
        )
        self.field("copies").set_value(copies_for(waiting))
        own = self.workspace.settings.language
        self.field("language").set_value(own if own in languages else next(iter(languages)))
        to_printer = QPushButton(_("Print…"), self)
        to_printer.setAutoDefault(False)
        to_printer.clicked.connect(lambda: self._print())
        self.add_button(to_printer)
        self._is_for_printer = False

    def submit(self) -> None:
        self.finish((self.wish(self.values()), self._is_for_printer))

    def wish(self, values: dict[str, Any]) -> PrintWish:
        return PrintWish(self._form.round_id, values["copies"], values["language"])

    def _print(self) -> None:
        self._is_for_printer = True
        self.save()
        self._is_for_printer = False


def print_sheets(owner: QWidget, form: SurveyForm, *, waiting: int) -> None:
    """Ask, then write the sheets where the person wants them."""
    asked = PaperPrintDialog.ask(owner, form, waiting=waiting)
    if asked is None:
        return
    wish, is_for_printer = asked
    title = _("Survey sheets {code}", code=form.title)
    if is_for_printer:
        _to_printer(owner, wish, title)
        return
    out = choose_target(owner, _("Save the sheets"), name=title, kind=PDF)
    if out is not None:
        _to_file(owner, wish, out)


def _to_file(owner: Any, wish: PrintWish, out: Path) -> None:
    def written(outcome: Outcome[Path]) -> None:
        show_saved(owner.workspace, outcome.value)

    run_long(
        owner,
        _("Survey sheets"),
        lambda centre, progress: write_paper(centre, wish, out=out, progress=progress),
        written,
    )


def _to_printer(owner: Any, wish: PrintWish, title: str) -> None:
    printer = ask_printer(owner, title=title, is_landscape=False)
    if printer is None:
        return

    def made(outcome: Outcome[bytes]) -> None:
        print_pdf(owner, outcome.value, printer=printer, title=title)

    run_long(owner, title, lambda centre, progress: paper_to_print(centre, wish, progress=progress), made)
