"""Scores as they are typed: read, saved one by one, taken back one by one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.changes import Outcome
from desktop_app.completion.records import Score
from desktop_app.completion.service import SCORE_MAX, set_scores
from ui.operations import Owner, run_command


def read_score(text: str) -> float | None:
    """The score typed, with a comma or a point; raises ValueError for anything but nothing or 0 to 100."""
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    score = float(typed)
    if not 0 <= score <= SCORE_MAX:
        raise ValueError(text)
    return score


class Scoring(QObject):
    """Writes scores for ``owner``; ``saved`` follows every score that was kept or taken back."""

    saved = Signal()

    def __init__(self, owner: Owner, cohort_id: int) -> None:
        super().__init__()
        self._owner = owner
        self._cohort_id = cohort_id
        self._undone_by: list[list[Score]] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._undone_by)

    def keep(self, score: Score) -> None:
        self._save([score], self._undone_by.append)

    def undo(self) -> None:
        if self._undone_by:
            self._save(self._undone_by.pop(), lambda _before: None)

    def _save(self, scores: list[Score], keep: Callable[[list[Score]], object]) -> None:
        cohort_id = self._cohort_id

        def done(outcome: Outcome[list[Score]]) -> None:
            keep(outcome.value)
            self.saved.emit()

        run_command(self._owner, lambda centre: centre.write(set_scores, cohort_id=cohort_id, scores=scores), done)
