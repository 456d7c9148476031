"""Asks for number, day and addressee, and enters the paper, or several letters at once, in the register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import LANGUAGES, _, _n
from desktop_app.orders.records import LETTER, purpose_name
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.service import PaperDue, issue_together, proposed_number
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.papers.rows import draft_of
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class IssueDialog(FormDialog):
    """Finishes with the ids of the papers in the register; ``due`` are of one kind, one letter to each employer."""

    def __init__(
        self, owner: QWidget, due: Sequence[PaperDue], *, cohort_id: int, language: str, today: date, proposed: str
    ) -> None:
        paper = due[0]
        super().__init__(owner, title=purpose_name(paper.purpose), save_text=_("Issue and register"), intro=_intro(due))
        self._due = due
        self._cohort_id = cohort_id
        self.add_row(
            TextField("number", _("Number") if len(due) == 1 else _("Number of the first"), is_required=True),
            DateField("dated_on", _("Day"), is_required=True, default_year=today.year),
        )
        languages = [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES]
        self.add(ChoiceField("language", _("Language of the paper"), languages, is_required=True)).set_value(language)
        if paper.purpose.kind_code == LETTER and len(due) == 1:
            self.add(TextField("employer", _("To whom"))).set_value(paper.employer)
        self.field("dated_on").set_value(paper.dated_on or today, is_guess=paper.dated_on is None)
        if paper.number:
            # The cohort was admitted or completed by this order: it is that one or none.
            self.field("number").set_value(paper.number)
            self.field("number").setEnabled(False)
            self.field("dated_on").setEnabled(False)
        else:
            self.field("number").set_value(proposed, is_guess=True)
            self.field("dated_on").edited.connect(self._propose)

    def submit(self) -> None:
        values = self.values()
        day, language = values["dated_on"], values["language"]
        first, *others = (draft_of(paper, self._cohort_id, day, language) for paper in self._due)
        first = replace(first, number=values["number"], employer=values.get("employer", first.employer))
        run_command(
            self,
            lambda centre: centre.write(issue_together, [first, *others]),
            lambda outcome: self.finish(outcome.value),
        )

    def _propose(self) -> None:
        """The next number of the year of the day, as long as nobody has typed another."""
        day, purpose = self.field("dated_on").value, self._due[0].purpose
        number = self.field("number")
        if day is None or (number.value and not number.is_guess):
            return

        def ask(centre: "Centre") -> str:
            return centre.read(proposed_number, purpose=purpose, dated_on=day)

        run_query(self, ask, lambda found: number.set_value(found, is_guess=True), slot="number")


def _intro(due: Sequence[PaperDue]) -> str:
    if len(due) > 1:
        return _n(
            "{n} letter, one to each employer, under numbers that follow each other. With their texts they enter the "
            "register and then stay as they are.",
            "{n} letters, one to each employer, under numbers that follow each other. With their texts they enter the "
            "register and then stay as they are.",
            len(due),
        )
    return _n(
        "It lists {n} person. With its text it enters the register and then stays as it is.",
        "It lists {n} people. With its text it enters the register and then stays as it is.",
        len(due[0].enrolment_ids),
    )
