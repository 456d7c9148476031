"""Asks for number, day and addressee, and enters the paper in the register."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import LANGUAGES, _, _n
from desktop_app.orders.records import LETTER, purpose_name
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.service import PaperDraft, PaperDue, issue, proposed_number
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class IssueDialog(FormDialog):
    """Finishes with the id of the paper in the register."""

    def __init__(
        self, owner: QWidget, paper: PaperDue, *, cohort_id: int, language: str, today: date, proposed: str
    ) -> None:
        super().__init__(
            owner,
            title=purpose_name(paper.purpose),
            save_text=_("Issue and register"),
            intro=_n(
                "It lists {n} person. With its text it enters the register and then stays as it is.",
                "It lists {n} people. With its text it enters the register and then stays as it is.",
                len(paper.enrolment_ids),
            ),
        )
        self._paper = paper
        self._cohort_id = cohort_id
        self.add_row(
            TextField("number", _("Number"), is_required=True),
            DateField("dated_on", _("Day"), is_required=True, default_year=today.year),
        )
        languages = [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES]
        self.add(ChoiceField("language", _("Language of the paper"), languages, is_required=True)).set_value(language)
        if paper.purpose.kind_code == LETTER:
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
        draft = PaperDraft(
            self._paper.purpose,
            self._cohort_id,
            self._paper.enrolment_ids,
            values["number"],
            values["dated_on"],
            values["language"],
            values.get("employer", ""),
        )
        run_command(self, lambda centre: centre.write(issue, draft), lambda outcome: self.finish(outcome.value))

    def _propose(self) -> None:
        """The next number of the year of the day, as long as nobody has typed another."""
        day, purpose = self.field("dated_on").value, self._paper.purpose
        number = self.field("number")
        if day is None or (number.value and not number.is_guess):
            return

        def ask(centre: "Centre") -> str:
            return centre.read(proposed_number, purpose=purpose, dated_on=day)

        run_query(self, ask, lambda found: number.set_value(found, is_guess=True), slot="number")
