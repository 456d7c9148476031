"""What a clerk would note on paper beside the keyboard: which key sets which mark, in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.attendance.reckoning import Said

MARKS = {
    "+": ("KELDI", None),
    "-": ("KELMADI", None),
    "s": ("SABABLI", None),
    "k": ("KECH", None),
    "1": ("KELMADI", 1),
}
COUNTS = {"KELDI": "present", "KECH": "present", "SABABLI": "excused", "KELMADI": "absent"}
BACK, UNDO, REST = "Backspace", "Ctrl+Z", "*"
Mark = tuple[str, int | None]
"""Kind and hours missed."""


@dataclass
class Page:
    """One lesson on paper; ``row`` is where the pencil stands, ``steps`` what can be taken back."""

    size: int
    marks: dict[int, Mark] = field(default_factory=dict)
    row: int = 0
    steps: list[dict[int, Mark | None]] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.marks) == self.size

    def press(self, key: str) -> None:
        if key == UNDO:
            step = self.steps.pop()
            self._put(step)
            self.row = min(step)
        elif key == BACK:
            self.row -= self.row not in self.marks and self.row > 0
            self._change({self.row: None})
        elif key == REST:
            self._change({row: MARKS["+"] for row in range(self.size) if row not in self.marks})
        else:
            self._change({self.row: MARKS[key]})
            self.row += 1

    def _change(self, wanted: dict[int, Mark | None]) -> None:
        step = {row: self.marks.get(row) for row, mark in wanted.items() if self.marks.get(row) != mark}
        if step:
            self.steps.append(step)
            self._put(wanted)

    def _put(self, wanted: dict[int, Mark | None]) -> None:
        for row, mark in wanted.items():
            if mark is None:
                self.marks.pop(row, None)
            else:
                self.marks[row] = mark


def keys_of_a_lesson(page: Page, dice: Random) -> Iterator[str]:
    """Until everybody is marked; each key is noted on the page as it comes. Now and then a slip is mended."""
    while not page.is_full:
        chance = dice.random()
        if chance < 0.04 and page.steps:
            key = UNDO
        elif chance < 0.08 and page.row > 0:
            key = BACK
        elif chance < 0.1 and page.row > page.size // 2:
            key = REST
        else:
            key = dice.choices(list(MARKS), (80, 8, 5, 4, 3))[0]
        page.press(key)
        yield key


def said(mark: Mark) -> Said:
    kind, missed = mark
    return Said(COUNTS[kind], missed=missed)
