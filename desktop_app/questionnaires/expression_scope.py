"""What an expression is reckoned in: the answers so far, the question at hand, and the time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.questionnaires.expression_values import Value

Answer = int | float | str | tuple[str, ...]


def _no_text(_question: str, _option: str) -> str:
    return ""


@dataclass(frozen=True)
class Scope:
    """``current`` is the answer that ``.`` stands for; ``facts`` are those of the option that a choice_filter looks at.

    ``now`` is the centre's time. Equal ``seed`` gives equal random(), so it names the sheet and the item. ``position``
    is the number of the repeat; ``option_text`` finds the words of an option by the code of its question and its own.
    """

    answers: Mapping[str, Answer]
    now: datetime
    current: Answer = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""
    position: int = 1
    option_text: Callable[[str, str], str] = _no_text

    @property
    def current_value(self) -> Value:
        return _value(self.current)

    def value(self, code: str) -> Value:
        """Empty where nothing was answered."""
        return _value(self.answers.get(code, ""))


def _value(answer: Answer) -> Value:
    return float(answer) if isinstance(answer, int) else answer
