"""The form of one question: its kind, its words, its answers, when it is shown and which answers are right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.defaults import FILLED_IN, default_of
from desktop_app.questionnaires.editing import as_kind, blank_options, free_option, free_rows
from desktop_app.questionnaires.expression_checks import option_columns
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Source, text_in
from ui.actions import link_button
from ui.models.choices_model import Choice
from ui.pages.surveys.editor_condition import Askable, ExpressionLine
from ui.pages.surveys.editor_form import BoundField, PartForm
from ui.pages.surveys.editor_lines import Line, LinesField
from ui.pages.surveys.editor_scales import ScalesField
from ui.pages.surveys.editor_words import KINDS, SOURCES
from ui.theme import GAP_M, GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.text import Role, dress, label, rule

CODE_WIDTH, BOUND_WIDTH = 110, 130
NUMBERS = (ItemKind.INTEGER, ItemKind.DECIMAL)
NOT_CHECKED = (ItemKind.NOTE, ItemKind.CALCULATED, ItemKind.MATRIX)
"""Kinds without one answer that a condition could be set for."""


class ItemForm(PartForm):
    part: Item

    def __init__(self, parent: QWidget, part: Item, questionnaire: Questionnaire, askable: Sequence[Askable]) -> None:
        super().__init__(parent, part, questionnaire.languages)
        # The page keeps it what it is now: codes must be free in it.
        self.questionnaire = questionnaire
        self._columns = option_columns(part.choice_filter)
        self.body.addLayout(self._head())
        self._words = None if part.kind is ItemKind.CALCULATED else self._add_words()
        self._add_answers()
        self.add_condition(_("Shown only if"), askable)
        if part.kind not in NOT_CHECKED:
            self._add_check()
        if part.is_required:
            self.add_texts("required_message", _("What is said when it is not answered"))
        if part.kind in FILLED_IN:
            self._add_more()

    def first(self) -> QWidget | None:
        return self._words or self.findChild(QWidget, "calculation")

    def _head(self) -> QHBoxLayout:
        kind = Chooser(_("Kind of question"), [Choice(each, _(words)) for each, words in KINDS.items()])
        kind.setObjectName("kind")
        kind.choose(self.part.kind)
        kind.chosen.connect(self._take_kind)
        self._code = QLineEdit(self.part.code)
        self._code.setObjectName("code")
        self._code.setAccessibleName(_("Code"))
        self._code.setToolTip(_("Its name in expressions and in tables. Questions with equal codes are put together."))
        self._code.setFixedWidth(CODE_WIDTH)
        self._code.editingFinished.connect(self._take_code)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(kind)
        if self.part.kind.is_asked:
            row.addWidget(self._tick("is_required", _("Must be answered"), is_made_anew=True))
        row.addStretch(1)
        row.addWidget(label(_("Code"), Role.MUTED))
        row.addWidget(self._code)
        return row

    def _add_words(self) -> QWidget:
        is_note = self.part.kind is ItemKind.NOTE
        caption = _("Words") if is_note else _("Question")
        words = self.add_texts("text", caption, lines=3 if is_note else 2, names_languages=True)
        if not is_note:
            self.add_texts("hint", _("Hint below it"))
        return words

    def _add_answers(self) -> None:
        item = self.part
        match item.kind:
            case ItemKind.ONE | ItemKind.SEVERAL | ItemKind.RANK:
                self._add_options()
            case ItemKind.RATING:
                self._add_scales()
                self._add_ticks(("has_dont_know", _("May be answered “I do not know”")), self._reversed_tick())
            case ItemKind.MATRIX:
                self._add_rows()
                self._add_scales()
                self._add_ticks(("has_dont_know", _("May be answered “I do not know”")))
            case ItemKind.TEXT:
                self._add_ticks(("is_long", _("Several lines")))
            case ItemKind.CALCULATED:
                self._add_expression("calculation", _("How it is calculated"))
        if item.kind in NUMBERS:
            self._add_bounds(_("Least"), _("Greatest"))

    def _reversed_tick(self) -> tuple[str, str]:
        return "is_reversed", _("Says the opposite: counted from the other end")

    def _add_options(self) -> None:
        item = self.part
        source = Chooser(_("Answers"), [Choice(each, _(words)) for each, words in SOURCES.items()])
        source.setObjectName("source")
        source.choose(item.source)
        source.chosen.connect(self._take_source)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(label(_("Answers"), Role.STRONG))
        row.addWidget(source)
        row.addStretch(1)
        self.body.addLayout(row)
        if item.source is Source.OWN:
            lines = [Line(each.code, each.text, each.code == item.other, each.facts) for each in item.options]
            options = LinesField(
                self,
                "options",
                "",
                lines,
                self.languages,
                free_code=free_option,
                add_text=_("Add an answer"),
                mark="" if item.kind is ItemKind.RANK else _("“Other”"),
                is_mark_single=True,
                columns=self._columns,
            )
            options.edited.connect(self._take_options)
            self.body.addWidget(options)
            if item.kind is not ItemKind.RANK:
                self.body.addWidget(label(_("Who chooses “Other” is asked for words."), Role.SMALL))
        if item.kind is ItemKind.RANK:
            self._add_bounds(_("Fewest places"), _("Places"))
        elif item.kind is ItemKind.SEVERAL:
            self._add_bounds(_("Choose at least"), _("Choose at most"))

    def _add_rows(self) -> None:
        lines = [Line(row.code, row.text, row.is_reversed) for row in self.part.rows]
        rows = LinesField(
            self,
            "rows",
            _("Rows"),
            lines,
            self.languages,
            free_code=self._free_row,
            add_text=_("Add a row"),
            mark=_("Opposite"),
        )
        rows.edited.connect(self._take_rows)
        self.body.addWidget(rows)
        self.body.addWidget(label(_("A row marked “Opposite” is counted from the other end."), Role.SMALL))

    def _add_scales(self) -> None:
        is_of_table = self.part.kind is ItemKind.MATRIX
        scales = ScalesField(self, self.part.scales, self.languages, is_of_table=is_of_table)
        scales.edited.connect(
            lambda written, typing_in, is_made_anew: self.put(
                typing_in=typing_in, is_made_anew=is_made_anew, scales=written
            )
        )
        self.body.addWidget(scales)

    def _add_bounds(self, least: str, most: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for name, title, value in (("least", least, self.part.least), ("most", most, self.part.most)):
            field = BoundField(name, title, value, hint=_("Empty: any"))
            field.setFixedWidth(BOUND_WIDTH)
            field.edited.connect(lambda field=field: self._take_bound(field))
            row.addWidget(field)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_ticks(self, *ticks: tuple[str, str]) -> None:
        for name, words in ticks:
            self.body.addWidget(self._tick(name, words))

    def _tick(self, name: str, words: str, *, is_made_anew: bool = False) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setChecked(getattr(self.part, name))
        box.clicked.connect(lambda is_on: self.put(is_made_anew=is_made_anew, **{name: is_on}))
        return box

    def _add_check(self) -> None:
        self.body.addWidget(rule())
        hint = _("The full stop is the answer itself: {example}", example=". >= 18 and . < 70")
        self._add_expression("constraint", _("An answer is right only if"), hint=hint)
        self.add_texts("constraint_message", _("What is said when it is not"))

    def _add_expression(self, name: str, caption: str, *, hint: str = "") -> None:
        self.body.addWidget(label(caption, Role.STRONG))
        is_filter = name == "choice_filter"
        line = ExpressionLine(self, name, caption, getattr(self.part, name), hint=hint, may_name_columns=is_filter)
        line.edited.connect(lambda expression: self.put(typing_in=name, **{name: expression}))
        if is_filter:
            line.line.editingFinished.connect(self._fit_columns)
        self.body.addWidget(line)

    def _add_more(self) -> None:
        """What few questions need stands there where it is used, and elsewhere when it is asked for."""
        more = link_button(_("More settings"), lambda: self._show_more(more))
        self.body.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)
        if self.part.default or self.part.choice_filter:
            self._show_more(more)

    def _show_more(self, link: QPushButton) -> None:
        link.hide()
        self.body.addWidget(rule())
        self._add_default()
        if self.part.kind.has_options and self.part.source is Source.OWN:
            hint = _("A column that is named here is filled in beside the answers: {example}", example="region = ${A1}")
            self._add_expression("choice_filter", _("Only answers for which"), hint=hint)

    def _add_default(self) -> None:
        item, caption = self.part, _("Filled in beforehand on the screen")
        self.body.addWidget(label(caption, Role.STRONG))
        if item.kind is ItemKind.ONE and item.source is Source.OWN:
            options = [Choice(each.code, text_in(each.text) or each.code) for each in item.options]
            chooser = Chooser(caption, [Choice("", _("nothing")), *options])
            chooser.setObjectName("default")
            chooser.choose(item.default)
            chooser.chosen.connect(lambda code: self.put(default=code))
            self.body.addWidget(chooser)
            return
        line = QLineEdit(item.default, self)
        line.setObjectName("default")
        line.setAccessibleName(caption)
        wrong = label("", Role.ERROR, wrap=True)
        line.textEdited.connect(lambda text: self._take_default(text.strip(), line, wrong))
        self.body.addWidget(line)
        self.body.addWidget(wrong)
        self._tell_default(line, wrong)

    def _take_kind(self, kind: ItemKind) -> None:
        self.part = as_kind(self.part, kind, self.questionnaire)
        self.changed.emit(self.part, "", True)

    def _take_code(self) -> None:
        """Only whole and free ones: halves of a code could be the codes of other questions."""
        code = self._code.text().strip()
        is_free = bool(code) and all(item.code != code for item in self.questionnaire.items)
        if code == self.part.code or is_free:
            dress(self._code, is_wrong=False)
            if is_free:
                self.put(code=code)
            return
        dress(self._code, is_wrong=True)

    def _take_default(self, written: str, line: QLineEdit, wrong: QLabel) -> None:
        self.put(typing_in="default", default=written)
        self._tell_default(line, wrong)

    def _tell_default(self, line: QLineEdit, wrong: QLabel) -> None:
        is_wrong = bool(self.part.default) and default_of(self.part) is None
        words = _("“{answer}” cannot be an answer to this question.", answer=self.part.default) if is_wrong else ""
        wrong.setText(words)
        wrong.setVisible(is_wrong)
        dress(line, is_wrong=is_wrong)

    def _fit_columns(self) -> None:
        """The answers have a column for each that the filter names."""
        if option_columns(self.part.choice_filter) != self._columns:
            self.put(is_made_anew=True)

    def _take_source(self, source: Source) -> None:
        options = blank_options() if source is Source.OWN else ()
        self.put(is_made_anew=True, source=source, options=options, other="")

    def _take_options(self, lines: Sequence[Line], is_text_only: bool) -> None:
        options = tuple(Option(line.code, line.text, line.facts) for line in lines)
        other = next((line.code for line in lines if line.is_marked), "")
        self.put(typing_in="options" if is_text_only else "", options=options, other=other)

    def _take_rows(self, lines: Sequence[Line], is_text_only: bool) -> None:
        rows = tuple(MatrixRow(line.code, line.text, line.is_marked) for line in lines)
        self.put(typing_in="rows" if is_text_only else "", rows=rows)

    def _take_bound(self, field: BoundField) -> None:
        problem = field.problem()
        field.show_error(problem)
        if not problem:
            self.put(typing_in=field.name, **{field.name: field.value})

    @property
    def _free_row(self) -> Callable[[Sequence[str]], str]:
        """Codes for new rows that no other table has."""

        def free(codes: Sequence[str]) -> str:
            there = Item(self.part.code, ItemKind.MATRIX, {}, rows=tuple(MatrixRow(code, {}) for code in codes))
            return free_rows(self.questionnaire, there, 1)[0]

        return free
