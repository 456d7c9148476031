"""Questions answered on scales: one rating, or a matrix of rows with its scales side by side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.layout import DONT_KNOW, Answers, Value
from desktop_app.questionnaires.model import Item, Scale, cell_code, text_in
from ui.pages.surveys.questions.question import Question, filled
from ui.pages.surveys.questions.scale_bar import ScaleBar
from ui.theme import GAP_L, GAP_XL, GAP_XS
from ui.widgets.card import Card
from ui.widgets.text import Role, dress, flowing, label, rule

RATING_STEP = 76
SIDE_BY_SIDE_MOST = 14
"""So many numbers beside the words of a row leave them room on the smallest screen."""


class ScaleQuestion(Question):
    """What a rating and a matrix share: bars that are known by the code of their answer."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self.bars: dict[str, ScaleBar] = {}

    def answers(self) -> dict[str, Value]:
        return {code: bar.value for code, bar in self.bars.items() if bar.value is not None}

    def show_answers(self, answers: Answers) -> None:
        for code, bar in self.bars.items():
            value = answers.get(code)
            bar.show_value(value if isinstance(value, (int, str)) else None)

    def first(self) -> QWidget | None:
        """The first that waits for an answer."""
        return next((bar for bar in self.bars.values() if bar.value is None), next(iter(self.bars.values()), None))

    def add_bar(self, code: str, bar: ScaleBar) -> ScaleBar:
        bar.chosen.connect(self.answered)
        bar.passed.connect(lambda: self._go_to_next(code))
        self.bars[code] = bar
        return bar

    def _go_to_next(self, code: str) -> None:
        codes = list(self.bars)
        following = codes[codes.index(code) + 1 :]
        if following:
            self.bars[following[0]].setFocus(Qt.FocusReason.TabFocusReason)


class RatingQuestion(ScaleQuestion):
    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        (scale,) = item.scales
        step = RATING_STEP if len(scale.values) <= SIDE_BY_SIDE_MOST // 2 else RATING_STEP - GAP_L
        bar = ScaleBar(scale, text_in(item.text, tongue), has_dont_know=item.has_dont_know, step=step)
        self.body.addSpacing(GAP_L)
        self.body.addWidget(self.add_bar(item.code, bar))
        self.body.addWidget(flowing("\n".join(legend(item, scale, tongue)), Role.AID))


class MatrixQuestion(ScaleQuestion):
    """Up and down lead along one scale; a digit answers and leads to the next cell."""

    def __init__(self, item: Item, tongue: str) -> None:
        super().__init__(item, tongue)
        self._rows: dict[str, QLabel] = {}
        numbers = sum(len(scale.values) + item.has_dont_know for scale in item.scales)
        self._is_beside = numbers <= SIDE_BY_SIDE_MOST
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_XL)
        grid.setVerticalSpacing(GAP_XS)
        grid.setColumnStretch(0 if self._is_beside else len(item.scales) + 1, 1)
        for place, scale in enumerate(item.scales):
            grid.addWidget(self._head(scale), 0, place + self._is_beside)
        for line in range(len(item.rows)):
            self._add_row(grid, line)
        card = Card()
        card.body.addLayout(grid)
        self.body.addWidget(card)

    def show_missing(self, answers: Answers) -> None:
        """Mark the rows in which an answer is missing."""
        for row, words in self._rows.items():
            is_missing = any(cell_code(row, scale.code) not in answers for scale in self.item.scales)
            dress(words, tone="bad" if is_missing else "")

    def show_error(self, text: str) -> None:
        super().show_error(text)
        if text:
            self.show_missing(filled(self.answers()))
        else:
            for words in self._rows.values():
                dress(words, tone="")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -len(self.item.scales), Qt.Key.Key_Down: len(self.item.scales)}
        bars = list(self.bars.values())
        focused = next((place for place, bar in enumerate(bars) if bar is self.focusWidget()), None)
        if event.key() not in steps or focused is None:
            super().keyPressEvent(event)
            return
        there = focused + steps[Qt.Key(event.key())]
        if 0 <= there < len(bars):
            bars[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self, scale: Scale) -> QLabel:
        words = "\n".join([text_in(scale.text, self.tongue).upper(), *legend(self.item, scale, self.tongue)])
        head = label(words, Role.AID, wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        return head

    def _add_row(self, grid: QGridLayout, line: int) -> None:
        row = self.item.rows[line]
        words = text_in(row.text, self.tongue)
        self._rows[row.code] = label(words, Role.ANSWER, wrap=True)
        # A line between the rows, the words, and where they have no room for the bars beside them, the bars below.
        at = 1 + line * 3
        grid.addWidget(rule(), at, 0, 1, -1)
        at += 1
        if self._is_beside:
            grid.addWidget(self._rows[row.code], at, 0)
        else:
            grid.addWidget(self._rows[row.code], at, 0, 1, len(self.item.scales) + 2)
        for place, scale in enumerate(self.item.scales):
            title = f"{words}: {text_in(scale.text, self.tongue)}"
            bar = ScaleBar(scale, title, has_dont_know=self.item.has_dont_know)
            self.add_bar(cell_code(row.code, scale.code), bar)
            grid.addWidget(bar, at + (not self._is_beside), place + self._is_beside)


def legend(item: Item, scale: Scale, tongue: str) -> list[str]:
    """What the numbers of a scale mean, a line for each that has words."""
    meanings: dict[int | str, str] = {value: text_in(texts, tongue) for value, texts in sorted(scale.ends.items())}
    if item.has_dont_know:
        meanings[DONT_KNOW] = _("I do not know")
    return [f"{value} – {meaning}" for value, meaning in meanings.items()]
