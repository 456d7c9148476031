"""What is being written is kept as a draft, one write after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import questionnaire, save_draft
from ui.operations import Owner, run_command

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class DraftKeeping:
    """``row`` is the edition that is written to: another one once something was changed in one that is in use."""

    def __init__(
        self,
        owner: Owner,
        row: QuestionnaireRow,
        *,
        on_kept: Callable[[], object],
        on_new_edition: Callable[[], object],
        on_failed: Callable[[CentreError], object],
    ) -> None:
        self.row = row
        self._owner = owner
        self._on_kept, self._on_new_edition, self._on_failed = on_kept, on_new_edition, on_failed
        self._kept = self._wanted = row.questionnaire
        self._is_writing = False
        self._then: Callable[[], object] | None = None

    def is_kept(self, draft: Questionnaire) -> bool:
        return self.row.state is QuestionnaireState.DRAFT and draft == self._kept

    def is_at_rest(self, draft: Questionnaire) -> bool:
        """Whether nothing of it would be lost if it were read anew."""
        return not self._is_writing and draft == self._kept

    def keep(self, draft: Questionnaire, then: Callable[[], object] | None = None) -> None:
        """Keep it unless it is kept already; ``then`` is called when all is."""
        self._wanted, self._then = draft, then or self._then
        if not self._is_writing:
            self._go_on()

    def _go_on(self) -> None:
        draft, row = self._wanted, self.row
        if draft == self._kept:
            then, self._then = self._then, None
            if then is not None:
                then()
            return
        self._is_writing = True
        # What is in use stays as it is: of it a new edition is begun.
        known = row.id if row.state is QuestionnaireState.DRAFT else None

        def save(centre: "Centre") -> Outcome[QuestionnaireRow]:
            kept = centre.write(save_draft, draft=draft, questionnaire_id=known, version=row.version)
            return Outcome(centre.read(questionnaire, questionnaire_id=kept.value), kept.changes)

        run_command(self._owner, save, lambda outcome: self._take(outcome.value, draft), self._fail)

    def _take(self, row: QuestionnaireRow, draft: Questionnaire) -> None:
        is_new = row.id != self.row.id
        self.row, self._kept, self._is_writing = row, draft, False
        if is_new:
            self._on_new_edition()
        self._on_kept()
        self._go_on()

    def _fail(self, error: CentreError) -> None:
        self._is_writing = False
        self._then = None
        self._on_failed(error)
