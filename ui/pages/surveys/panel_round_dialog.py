"""Beginning a cohort's survey, or changing one: which questionnaire, when, anonymous or by name."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.records import QuestionnaireRow, RoundDraft, RoundRow, SurveyPhase
from desktop_app.surveys.rounds import change_round, open_round, remove_round
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.form_dialog import FormDialog


class RoundDialog(FormDialog):
    """``ask`` returns the id of the round. ``suited_id`` is the questionnaire that fits the cohort's people."""

    def __init__(
        self,
        owner: QWidget,
        *,
        cohort_id: int,
        questionnaires: Sequence[QuestionnaireRow],
        suited_id: int,
        phase: SurveyPhase,
        kept: RoundRow | None = None,
    ) -> None:
        title = _("Begin a survey") if kept is None else _("Settings of the survey")
        super().__init__(owner, title=title, save_text=_("Begin") if kept is None else "")
        self._cohort_id = cohort_id
        self._kept = kept
        choices = [_choice(each, suited_id) for each in questionnaires]
        if kept is not None and all(each.id != kept.questionnaire_id for each in questionnaires):
            # An edition that is no longer given out is still asked where it was begun.
            choices.append(Choice(kept.questionnaire_id, kept.questionnaire_title))
        self.add(ChoiceField("questionnaire_id", _("Questionnaire"), choices, is_required=True))
        self.add_row(
            ChoiceField(
                "phase",
                _("When it is asked"),
                [
                    Choice(SurveyPhase.BEFORE, _("before the course")),
                    Choice(SurveyPhase.AFTER, _("after the course")),
                ],
                is_required=True,
            ),
            ChoiceField(
                "is_anonymous",
                _("Names"),
                [Choice(True, _("anonymous")), Choice(False, _("by name"))],
                is_required=True,
            ),
        )
        self.add_row(
            DateField("opens_on", _("Open from"), hint=_("Empty: from today on")),
            DateField("closes_on", _("Until and including"), hint=_("Empty: without an end")),
        )
        self.field("questionnaire_id").set_value(kept.questionnaire_id if kept else suited_id)
        self.field("phase").set_value(kept.phase if kept else phase)
        self.field("phase").setEnabled(kept is None)
        self.field("is_anonymous").set_value(kept.is_anonymous if kept else True)
        if kept is not None:
            self.field("opens_on").set_value(kept.opens_on)
            self.field("closes_on").set_value(kept.closes_on)
            self._offer_removal(kept)

    def submit(self) -> None:
        kept, draft = self._kept, self.draft(self.values())
        if kept is None:
            run_command(self, lambda centre: centre.write(open_round, draft=draft), self._begun)
        else:
            round_id, version = kept.id, kept.version
            run_command(
                self,
                lambda centre: centre.write(change_round, round_id=round_id, draft=draft, version=version),
                lambda _outcome: self.finish(round_id),
            )

    def draft(self, values: dict[str, Any]) -> RoundDraft:
        return RoundDraft(cohort_id=self._cohort_id, **values)

    def _offer_removal(self, kept: RoundRow) -> None:
        """A survey that nobody has answered can be taken back."""
        if not kept.answered and not kept.begun:
            remove = Action(_("Remove the survey"), lambda: self._remove(kept.id), icon="delete")
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
