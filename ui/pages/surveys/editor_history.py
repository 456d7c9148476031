"""What was done to a questionnaire while it was written, back to the beginning and forth again."""

from dataclasses import dataclass

from desktop_app.questionnaires.editing import Place
from desktop_app.questionnaires.model import Questionnaire


@dataclass(frozen=True)
class Moment:
    """The questionnaire as it was, and the part that was being looked at."""

    questionnaire: Questionnaire
    place: Place


class History:
    """Letters typed into one field without a pause are one act."""

    def __init__(self, questionnaire: Questionnaire, place: Place) -> None:
        self.now = Moment(questionnaire, place)
        self._before: list[Moment] = []
        self._after: list[Moment] = []
        self._typing_in = ""

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def look_at(self, place: Place) -> None:
        """No act: it is not undone by itself."""
        self.now = Moment(self.now.questionnaire, place)
        self.pause()

    def do(self, questionnaire: Questionnaire, place: Place, *, typing_in: str = "") -> None:
        """``typing_in`` names the field that letters go into; empty for an act of its own."""
        if questionnaire == self.now.questionnaire:
            return
        if not typing_in or typing_in != self._typing_in:
            self._before.append(self.now)
        self._typing_in = typing_in
        self._after.clear()
        self.now = Moment(questionnaire, place)

    def pause(self) -> None:
        """What is typed next is an act of its own."""
        self._typing_in = ""

    def undo(self) -> bool:
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        return self._step(self._after, self._before)

    def _step(self, taken_from: list[Moment], kept_in: list[Moment]) -> bool:
        if not taken_from:
            return False
        kept_in.append(self.now)
        self.now = taken_from.pop()
        self.pause()
        return True
