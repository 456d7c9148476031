"""What is typed on the panel of completion: read, kept one by one, taken back one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.completion.records import CompletionRow, Score, ScoreKind, Work
from desktop_app.completion.sittings import SCORE_MAX, set_scores
from desktop_app.completion.works import set_works
from ui.operations import Owner, run_command

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome

# What the columns of tests show while no sitting is chosen: the score that counts.
WHAT_COUNTS = 0


@dataclass(frozen=True)
class Typing:
    """Which sitting the columns show and what is typed into them makes; ``attempt`` 0 is what counts."""

    attempt: int = WHAT_COUNTS
    form: str = ""
    taken_on: date | None = None

    def shown(self, row: CompletionRow, kind: ScoreKind) -> float | None:
        if self.attempt == WHAT_COUNTS:
            return row.entry_score if kind is ScoreKind.ENTRY else row.final_score
        sitting = row.sitting(kind, self.attempt)
        return sitting.value if sitting is not None else None

    def made(self, row: CompletionRow, kind: ScoreKind, value: float | None) -> Score | None:
        """The sitting that a typed score makes or corrects; None where it could be one of several."""
        sittings = row.of_kind(kind)
        if self.attempt == WHAT_COUNTS and len(sittings) > 1:
            return None
        alone = sittings[0].attempt if sittings else 1
        attempt = alone if self.attempt == WHAT_COUNTS else self.attempt
        stood = row.sitting(kind, attempt)
        return Score(
            row.enrolment_id,
            kind,
            value,
            attempt,
            self.form or (stood.form if stood else ""),
            self.taken_on or (stood.taken_on if stood else None),
        )


def read_score(text: str) -> float | None:
    """The score typed, with a comma or a point; raises ValueError for anything but nothing or 0 to 100."""
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    score = float(typed)
    if not 0 <= score <= SCORE_MAX:
        raise ValueError(text)
    return score


class Keeping(QObject):
    """Writes scores and final works for ``owner``; ``saved`` follows everything that was kept or taken back."""

    saved = Signal()

    def __init__(self, owner: Owner, cohort_id: int) -> None:
        super().__init__()
        self._owner = owner
        self._cohort_id = cohort_id
        self._undone_by: list[Callable[[], None]] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._undone_by)

    def keep_scores(self, scores: Sequence[Score]) -> None:
        self._write(set_scores, {"scores": scores}, self.can_take_back_scores)

    def keep_works(self, works: Sequence[Work]) -> None:
        self._write(set_works, {"works": works}, lambda before: self._can_take_back(set_works, {"works": before}))

    def undo(self) -> None:
        if self._undone_by:
            self._undone_by[-1]()

    def can_take_back_scores(self, before: Sequence[Score]) -> Callable[[], None]:
        """Let scores that were kept be undone; returns what does so, whatever was kept since."""
        return self._can_take_back(set_scores, {"scores": before})

    def _can_take_back(self, write: Callable[..., Any], before: dict[str, object]) -> Callable[[], None]:
        def take_back() -> None:
            if take_back in self._undone_by:
                self._undone_by.remove(take_back)
            self._write(write, before, lambda _again: None)

        self._undone_by.append(take_back)
        return take_back

    def _write(
        self, write: Callable[..., Any], kept: dict[str, object], remember: Callable[[Sequence[Any]], object]
    ) -> None:
        cohort_id = self._cohort_id

        def done(outcome: "Outcome[list[Any]]") -> None:
            remember(outcome.value)
            self.saved.emit()

        def command(centre: "Centre") -> "Outcome[list[Any]]":
            return centre.write(write, cohort_id=cohort_id, **kept)

        run_command(self._owner, command, done)
