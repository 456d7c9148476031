"""Beginning a survey of a cohort or of anybody, and changing one: which questionnaire, when, anonymous or by name."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.cohorts.records import CohortRow
from desktop_app.i18n import _
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.records import QuestionnaireRow, RoundDraft, RoundRow
from desktop_app.surveys.rounds import change_round, open_round, remove_round
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.surveys.sheets_columns import PHASES
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog


class RoundDialog(FormDialog):
    """``ask`` returns the id of the round, or None when it was left or the round removed.

    With a ``cohort_id`` it is that cohort which is asked; without one the form asks who. ``proposed`` is what a new
    round of the cohort begins with.
    """

    def __init__(
        self,
        owner: QWidget,
        *,
        questionnaires: Sequence[QuestionnaireRow],
        cohort_id: int | None = None,
        cohorts: Sequence[CohortRow] = (),
        proposed: RoundDraft | None = None,
        kept: RoundRow | None = None,
    ) -> None:
        title = _("New survey") if kept is None else _("Settings of the survey")
        super().__init__(owner, title=title, save_text=_("Begin") if kept is None else "")
        self._cohort_id, self._kept = cohort_id, kept
        proposed = proposed or RoundDraft(0, cohort_id)
        choices = [_choice(each, proposed.questionnaire_id) for each in questionnaires]
        if kept is not None and all(each.id != kept.questionnaire_id for each in questionnaires):
            # An edition that is no longer given out is still asked where it was begun.
            choices.append(Choice(kept.questionnaire_id, kept.questionnaire_title))
        self.add(ChoiceField("questionnaire_id", _("Questionnaire"), choices, is_required=True))
        if cohort_id is None:
            self._add_whom(cohorts)
        phases = [Choice(each, _(words)) for each, words in PHASES.items()]
        names = [Choice(True, _("anonymous")), Choice(False, _("by name"))]
        self.add_row(
            ChoiceField("phase", _("When it is asked"), phases, is_required=True),
            ChoiceField("is_anonymous", _("Names"), names, is_required=True),
        )
        self.add_row(
            DateField("opens_on", _("Open from"), hint=_("Empty: from today on")),
            DateField("closes_on", _("Until and including"), hint=_("Empty: without an end")),
        )
        self._fill(proposed if kept is None else draft_of(kept))
        if kept is not None:
            self._offer_removal(kept)

    def submit(self) -> None:
        kept, draft = self._kept, self._draft()
        if draft.cohort_id is None and not draft.title.strip():
            self.field("title").show_error(_("Choose a cohort, or give the survey a title."))
            self.field("title").setFocus()
        elif kept is None:
            run_command(self, lambda centre: centre.write(open_round, draft=draft), self._begun)
        else:
            round_id, version = kept.id, kept.version
            run_command(
                self,
                lambda centre: centre.write(change_round, round_id=round_id, draft=draft, version=version),
                lambda _outcome: self.finish(round_id),
            )

    def _draft(self) -> RoundDraft:
        """What the form does not ask for stays as it is."""
        title = "" if self._kept is None else self._kept.title
        return RoundDraft(**{"cohort_id": self._cohort_id, "title": title, **self.values()})

    def _add_whom(self, cohorts: Sequence[CohortRow]) -> None:
        whom = [Choice(None, _("Anybody")), *(Choice(row.id, row.code, also=row.programme_title) for row in cohorts)]
        self.add_row(
            ChoiceField("cohort_id", _("Cohort"), whom, hint=_("“Anybody”: without a list of names")),
            TextField("title", _("Title"), hint=_("For a survey of a cohort it may be empty")),
        )
        self.field("cohort_id").edited.connect(self._fit_names)

    def _fill(self, draft: RoundDraft) -> None:
        for name in self.values():
            self.field(name).set_value(getattr(draft, name))
        if self._cohort_id is None:
            self._fit_names()
        if self._kept is not None:
            # Who is asked, and when in the course, is what makes it this survey.
            self.field("phase").setEnabled(False)
            if self._cohort_id is None:
                self.field("cohort_id").setEnabled(False)

    def _fit_names(self) -> None:
        """Names are those of a cohort: without one nobody can be told apart."""
        has_names = self.field("cohort_id").value is not None
        if not has_names:
            self.field("is_anonymous").set_value(True)
        self.field("is_anonymous").setEnabled(has_names)
        self.field("phase").setEnabled(has_names)

    def _offer_removal(self, kept: RoundRow) -> None:
        """A survey that nobody has answered can be taken back."""
        if not kept.sheets and not kept.begun:
            remove = Action(_("Remove the survey"), lambda: self._remove(kept.id), icon="delete", right="run_surveys")
            self.add_button(make_button(self, remove, is_danger=True))

    def _remove(self, round_id: int) -> None:
        run_command(
            self, lambda centre: centre.write(remove_round, round_id=round_id), lambda _outcome: self.finish(None)
        )

    def _begun(self, outcome: Outcome[int]) -> None:
        self.finish(outcome.value)


def _choice(row: QuestionnaireRow, suited_id: int) -> Choice:
    asked = row.questionnaire
    text = _("{title} (edition {edition})", title=text_in(asked.title), edition=asked.edition)
    return Choice(row.id, text, _("fits this cohort") if row.id == suited_id else "", also=asked.code)


def draft_of(row: RoundRow) -> RoundDraft:
    """What it takes to begin the survey again."""
    values: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(RoundDraft)}
    return RoundDraft(**values)
