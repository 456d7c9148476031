"""When a question is shown: "question / is / answer" for everybody, the expression itself for those who know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.conditions import (
    Condition,
    Conditions,
    read_conditions,
    relations_of,
    written,
)
from desktop_app.questionnaires.expression_grammar import ExpressionError
from desktop_app.questionnaires.expressions import compile_expression
from desktop_app.questionnaires.model import Item, ItemKind, Source, text_in
from ui.actions import Action, link_button, make_button
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.pages.surveys.editor_words import RELATIONS
from ui.theme import GAP_S, GAP_XS
from ui.widgets.chooser import Chooser
from ui.widgets.text import Role, dress, label

QUESTION_WIDTH, RELATION_WIDTH, ANSWER_WIDTH = 120, 175, 110


@dataclass(frozen=True)
class Askable:
    """An answer that a condition may ask for: of an item, or of a cell of a matrix."""

    code: str
    item: Item
    words: str


class ExpressionLine(QWidget):
    """An expression as it is written; what cannot be read of it is said below."""

    edited = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        name: str,
        caption: str,
        expression: str,
        *,
        hint: str = "",
        may_name_columns: bool = False,
    ) -> None:
        super().__init__(parent)
        self._may_name_columns = may_name_columns
        self.line = QLineEdit(expression)
        self.line.setObjectName(name)
        self.line.setAccessibleName(caption)
        self.line.setCursorPosition(0)
        self.line.textEdited.connect(self._take)
        self.wrong = label("", Role.ERROR, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_XS)
        column.addWidget(self.line)
        column.addWidget(self.wrong)
        if hint:
            column.addWidget(label(hint, Role.SMALL, wrap=True))
        self.setFocusProxy(self.line)
        self._check(expression)

    def _take(self, text: str) -> None:
        self._check(text.strip())
        self.edited.emit(text.strip())

    def _check(self, expression: str) -> None:
        text = ""
        try:
            if expression:
                compile_expression(expression, may_name_columns=self._may_name_columns)
        except ExpressionError as error:
            text = error.text
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        dress(self.line, is_wrong=bool(text))


class ConditionField(QWidget):
    edited = Signal(str)
    """The expression."""

    def __init__(self, parent: QWidget, name: str, caption: str, expression: str, askable: Sequence[Askable]) -> None:
        super().__init__(parent)
        self.expression = expression
        self.conditions = read_conditions(expression)
        self._name, self._askable = name, {each.code: each for each in askable}
        self._is_as_expression = not self._can_be_built()
        self._place = QWidget(self)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(GAP_XS)
        self._outer.addWidget(label(caption, Role.STRONG))
        self._outer.addWidget(self._place)
        self._build()

    def _can_be_built(self) -> bool:
        return self.conditions is not None and all(part.question in self._askable for part in self.conditions.parts)

    def _build(self) -> None:
        old, self._place = self._place, QWidget(self)
        column = QVBoxLayout(self._place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_XS)
        if self._is_as_expression:
            self._add_expression(column)
        else:
            self._add_conditions(column)
        self._outer.replaceWidget(old, self._place)
        if self.isVisible():
            self._place.show()
        # Hidden now, deleted later: a button of it may be what is being pressed.
        old.hide()
        old.deleteLater()

    def _add_expression(self, column: QVBoxLayout) -> None:
        line = ExpressionLine(self._place, f"{self._name}.expression", _("Expression"), self.expression)
        line.edited.connect(self._write)
        column.addWidget(line)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        if self._can_be_built():
            foot.addWidget(link_button(_("Put it together from questions"), self._turn))
        else:
            foot.addWidget(label(_("It says more than can be put together from questions."), Role.SMALL))
        foot.addStretch(1)
        column.addLayout(foot)

    def _add_conditions(self, column: QVBoxLayout) -> None:
        assert self.conditions is not None
        for place, condition in enumerate(self.conditions.parts):
            column.addLayout(self._condition_row(place, condition))
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        if self._askable:
            foot.addWidget(make_button(self._place, Action(_("Add a condition"), self._add, icon="plus")))
        elif not self.conditions.parts:
            foot.addWidget(label(_("Always: no question comes before it."), Role.SMALL))
        if len(self.conditions.parts) > 1:
            foot.addWidget(self._joint(self.conditions))
        foot.addStretch(1)
        foot.addWidget(link_button(_("As an expression"), self._turn))
        column.addLayout(foot)

    def _condition_row(self, place: int, condition: Condition) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        asked = self._askable[condition.question]
        question = self._chooser(
            f"{place}.question",
            _("Question"),
            [Choice(each.code, f"{each.code} · {each.words}") for each in self._askable.values()],
            condition.question,
            QUESTION_WIDTH,
        )
        question.chosen.connect(lambda code: self._set(place, self._about(code)))
        relations = dict.fromkeys((*relations_of(asked.item), condition.relation))
        relation = self._chooser(
            f"{place}.relation",
            _("Relation"),
            [Choice(each, _(RELATIONS[each])) for each in relations],
            condition.relation,
            RELATION_WIDTH,
        )
        relation.chosen.connect(lambda chosen: self._set(place, replace(self._part(place), relation=chosen)))
        row.addWidget(question, 3)
        row.addWidget(relation, 1)
        row.addWidget(self._answer(place, condition, asked.item), 2)
        row.addWidget(self._remover(place))
        return row

    def _answer(self, place: int, condition: Condition, item: Item) -> QWidget:
        if not condition.relation.needs_answer:
            return QWidget()
        name = f"{place}.answer"
        if item.kind.has_options and item.source is Source.OWN:
            choices = [Choice(option.code, text_in(option.text) or option.code) for option in item.options]
            if condition.answer not in {option.code for option in item.options}:
                choices.append(Choice(condition.answer, condition.answer))
            chooser = self._chooser(name, _("Answer"), choices, condition.answer, ANSWER_WIDTH)
            chooser.chosen.connect(lambda code: self._set(place, replace(self._part(place), answer=code)))
            return chooser
        line = QLineEdit(condition.answer)
        line.setObjectName(f"{self._name}.{name}")
        line.setAccessibleName(_("Answer"))
        line.setMinimumWidth(ANSWER_WIDTH)
        line.textEdited.connect(lambda text: self._type_answer(place, text.strip().replace(",", ".")))
        return line

    def _chooser(self, name: str, words: str, choices: Sequence[Choice], value: object, width: int) -> Chooser:
        chooser = Chooser(words, choices)
        chooser.setObjectName(f"{self._name}.{name}")
        chooser.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.setMinimumWidth(width)
        chooser.choose(value)
        return chooser

    def _remover(self, place: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("delete", "muted"))
        button.setToolTip(_("Take it out"))
        button.setAccessibleName(_("Take it out"))
        button.clicked.connect(lambda _checked=False: self._remove(place))
        return button

    def _joint(self, conditions: Conditions) -> Chooser:
        choices = [Choice(False, _("all of them hold")), Choice(True, _("one of them is enough"))]
        joint = Chooser(_("How they go together"), choices)
        joint.setObjectName(f"{self._name}.joint")
        joint.choose(conditions.is_any)
        joint.chosen.connect(lambda is_any: self._put(replace(conditions, is_any=is_any)))
        return joint

    def _about(self, code: str) -> Condition:
        """A condition on another question, with its first answer."""
        item = self._askable[code].item
        relation = relations_of(item)[0]
        answer = item.options[0].code if item.kind.has_options and item.options else "1"
        return Condition(code, relation, answer if relation.needs_answer else "")

    def _add(self) -> None:
        assert self.conditions is not None
        self._put(replace(self.conditions, parts=(*self.conditions.parts, self._about(list(self._askable)[-1]))))

    def _remove(self, place: int) -> None:
        assert self.conditions is not None
        parts = self.conditions.parts
        self._put(replace(self.conditions, parts=(*parts[:place], *parts[place + 1 :])))

    def _part(self, place: int) -> Condition:
        """As it is now: an answer may have been typed since the row was built."""
        assert self.conditions is not None
        return self.conditions.parts[place]

    def _set(self, place: int, condition: Condition) -> None:
        assert self.conditions is not None
        parts = self.conditions.parts
        if condition.relation.needs_answer and not condition.answer:
            condition = replace(condition, answer=self._about(condition.question).answer or "1")
        self._put(replace(self.conditions, parts=(*parts[:place], condition, *parts[place + 1 :])))

    def _type_answer(self, place: int, answer: str) -> None:
        """Without building the row anew under the fingers; an answer of no letters is none yet."""
        assert self.conditions is not None
        if answer:
            parts, changed = self.conditions.parts, replace(self._part(place), answer=answer)
            self.conditions = replace(self.conditions, parts=(*parts[:place], changed, *parts[place + 1 :]))
            self._write(written(self.conditions))

    def _put(self, conditions: Conditions) -> None:
        self.conditions = conditions
        focus = self.window().focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self._build()
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()
        self._write(written(conditions))

    def _write(self, expression: str) -> None:
        self.expression = expression
        self.edited.emit(expression)

    def _turn(self) -> None:
        self.conditions = read_conditions(self.expression)
        self._is_as_expression = not self._is_as_expression
        self._build()


def askable_before(items: Mapping[str, Item]) -> list[Askable]:
    """What conditions may ask for, given the items that come before, by the codes of their answers.

    What somebody wrote to "other" can be asked for in an expression only.
    """
    found = []
    for code, item in items.items():
        if item.other and code != item.code:
            continue
        words = text_in(item.text)
        if item.kind is ItemKind.MATRIX:
            row, _dot, scale = code.rpartition(".")
            text = next((each.text for each in item.rows if each.code == row), {})
            named = next((each.text for each in item.scales if each.code == scale), {})
            words = " – ".join(filter(None, (text_in(text), text_in(named))))
        found.append(Askable(code, item, words))
    return found
