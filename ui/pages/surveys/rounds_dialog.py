"""Beginning a survey of a cohort or of anybody, and changing one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.cohorts.records import CohortRow
from desktop_app.i18n import _
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.records import QuestionnaireRow, RoundDraft, RoundRow, SurveyPhase
from desktop_app.surveys.rounds import change_round, open_round
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.surveys.sheets_columns import PHASES
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog


class SurveyDialog(FormDialog):
    """``ask`` returns the id of the round. ``asked_id`` is the questionnaire that a kept one is asked with."""

    def __init__(
        self,
        owner: QWidget,
        *,
        questionnaires: Sequence[QuestionnaireRow],
        cohorts: Sequence[CohortRow],
        kept: RoundRow | None = None,
        asked_id: int | None = None,
    ) -> None:
        title = _("New survey") if kept is None else _("Settings of the survey")
        super().__init__(owner, title=title, save_text=_("Begin") if kept is None else "")
        self._kept = kept
        self.add(ChoiceField("questionnaire_id", _("Questionnaire"), _choices(questionnaires), is_required=True))
        self._add_whom(cohorts)
        phases = [Choice(phase, _(words)) for phase, words in PHASES.items()]
        names = [Choice(True, _("anonymous")), Choice(False, _("by name"))]
        self.add_row(
            ChoiceField("phase", _("When it is asked"), phases, is_required=True),
            ChoiceField("is_anonymous", _("Names"), names, is_required=True),
        )
        self.add_row(
            DateField("opens_on", _("Open from"), hint=_("Empty: from today on")),
            DateField("closes_on", _("Until and including"), hint=_("Empty: without an end")),
        )
        self._fill(asked_id)

    def submit(self) -> None:
        kept, draft = self._kept, RoundDraft(**self.values())
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

    def _add_whom(self, cohorts: Sequence[CohortRow]) -> None:
        whom = [Choice(None, _("Anybody")), *(Choice(row.id, row.code, also=row.programme_title) for row in cohorts)]
        self.add_row(
            ChoiceField("cohort_id", _("Cohort"), whom, hint=_("“Anybody”: without a list of names")),
            TextField("title", _("Title"), hint=_("For a survey of a cohort it may be empty")),
        )
        self.field("cohort_id").edited.connect(self._fit_names)

    def _fill(self, asked_id: int | None) -> None:
        kept = self._kept
        self.field("phase").set_value(SurveyPhase.BEFORE)
        self.field("is_anonymous").set_value(True)
        self.field("cohort_id").set_value(None)
        if kept is None:
            self._fit_names()
            return
        values: dict[str, Any] = {
            "questionnaire_id": asked_id,
            "cohort_id": kept.cohort_id,
            "title": kept.title,
            "phase": kept.phase,
            "is_anonymous": kept.is_anonymous,
            "opens_on": kept.opens_on,
            "closes_on": kept.closes_on,
        }
        for name, value in values.items():
            self.field(name).set_value(value)
        # Who is asked, and when in the course, is what makes it this survey.
        self.field("cohort_id").setEnabled(False)
        self.field("phase").setEnabled(False)
        self.field("is_anonymous").setEnabled(kept.cohort_id is not None)

    def _fit_names(self) -> None:
        """Names are those of a cohort: without one nobody can be told apart."""
        has_names = self.field("cohort_id").value is not None
        if not has_names:
            self.field("is_anonymous").set_value(True)
        self.field("is_anonymous").setEnabled(has_names)
        self.field("phase").setEnabled(has_names)

    def _begun(self, outcome: Outcome[int]) -> None:
        self.finish(outcome.value)


def _choices(questionnaires: Sequence[QuestionnaireRow]) -> list[Choice]:
    return [
        Choice(
            row.id,
            _("{title} (edition {edition})", title=text_in(row.questionnaire.title), edition=row.questionnaire.edition),
            also=row.questionnaire.code,
        )
        for row in questionnaires
    ]
