"""The fields in which a person says what a row, a column or a cell counts."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.bound_forms.editing import Counted, Offered
from desktop_app.bound_forms.model import Block, Part, Reckoned, Reckoning
from desktop_app.bound_forms.texts import FACTS, unknown_names
from desktop_app.i18n import _
from desktop_app.indicators.model import SPAN_TITLES
from ui.models.choices_model import Choice
from ui.pages.bound_forms.words import EARLIER, RECKONINGS, line_name
from ui.theme import GAP_S
from ui.widgets.fields import ChoiceField, Field, TextField
from ui.widgets.text import Role, flowing

FILTERS = 2


class Scope(StrEnum):
    """What is being bound: the whole column, the whole row, or the one cell."""

    COLUMN = "column"
    ROW = "row"
    CELL = "cell"


class How(StrEnum):
    NOTHING = "nothing"
    COUNTED = "counted"
    TOTAL = "total"
    WORDS = "words"
    PERCENT = "percent"
    DIFFERENCE = "difference"
    GROWTH = "growth"


class PartForm(QWidget):
    """Tells every change at once; ``part`` and ``text`` are what the fields say."""

    changed = Signal()

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self._offered = offered
        self._scope, self._block = Scope.CELL, None  # type: tuple[Scope, Block | None]
        self._kept = Part()
        self._is_filling = False
        # For what the spans, and by their fields the values, are offered.
        self._spans_of: str | None = None
        self._values_of_dimension: dict[str, str | None] = {}
        none = Choice(None, "–")
        self.how = ChoiceField("how", _("What stands here"))
        self.indicator = ChoiceField(
            "indicator",
            _("Indicator"),
            [none, *(Choice(each.code, each.title, each.code) for each in offered.indicators)],
        )
        self.definition = flowing("", Role.SMALL)
        self.span = ChoiceField("span", _("Time"))
        self.earlier = ChoiceField("earlier", _("Of which month"), [Choice(n, _(text)) for n, text in EARLIER.items()])
        self.of = ChoiceField("of", _("This line"))
        self.to = ChoiceField("to", _("Beside this line"))
        self.words = TextField("words", _("Words"), lines=3, hint=_facts_hint(), check=_unknown_fact)
        self.filters = [
            (ChoiceField(f"dimension{place}", _("Only of")), ChoiceField(f"value{place}", ""))
            for place in range(FILTERS)
        ]
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_S)
        pairs = [field for pair in self.filters for field in pair]
        for widget in (
            self.how,
            self.indicator,
            self.definition,
            self.span,
            *pairs,
            self.earlier,
            self.of,
            self.to,
            self.words,
        ):
            rows.addWidget(widget)
        rows.addStretch(1)
        for field in self._fields():
            field.edited.connect(self._edited)

    def show_part(self, part: Part, text: str, *, scope: Scope, block: Block | None) -> None:
        self._scope, self._block, self._kept = scope, block, part
        self._is_filling = True
        self.how.set_choices(self._hows())
        self.how.set_value(_how_of(part, text))
        self.indicator.set_value(part.indicator or None)
        self._offer_spans()
        self.span.set_value(part.span)
        self.earlier.set_value(part.months_back)
        chosen = list(part.filters.items())[:FILTERS]
        for place, (dimension, value) in enumerate(self.filters):
            name, values = chosen[place] if place < len(chosen) else (None, ())
            dimension.set_choices(self._dimensions())
            dimension.set_value(name)
            self._offer_values(value, name)
            value.set_value(values[0] if values else None)
        self._offer_lines()
        self.of.set_value(part.reckoned.of if part.reckoned else None)
        self.to.set_value(part.reckoned.to if part.reckoned else None)
        self.words.set_value(text)
        self._arrange()
        self._is_filling = False

    @property
    def text(self) -> str:
        return self.words.value or "" if self.how.value is How.WORDS else ""

    @property
    def part(self) -> Part:
        how = self.how.value
        match how:
            case How.COUNTED:
                return Part(
                    self.indicator.value or "",
                    self.span.value,
                    self._chosen_filters(),
                    self.earlier.value or 0,
                    self._kept.region,
                )
            case How.TOTAL:
                return Part(is_total=True)
            case How.PERCENT | How.DIFFERENCE | How.GROWTH if None not in (self.of.value, self.to.value):
                return Part(reckoned=Reckoned(Reckoning(how.value), self.of.value, self.to.value))
            case _:
                return Part()

    def _fields(self) -> list[Field]:
        pairs = [field for pair in self.filters for field in pair]
        return [self.how, self.indicator, self.span, *pairs, self.earlier, self.of, self.to, self.words]

    def _edited(self) -> None:
        if self._is_filling:
            return
        self._is_filling = True
        # Offered again for nothing, choices would take away what is being typed to find one of them.
        if self.indicator.value != self._spans_of:
            span = self.span.value
            self._offer_spans()
            self.span.set_value(span)
        for dimension, value in self.filters:
            if dimension.value != self._values_of_dimension.get(value.name):
                before = value.value
                self._offer_values(value, dimension.value)
                value.set_value(before)
        self._arrange()
        self._is_filling = False
        if self._is_whole and not any(field.problem() for field in self._fields() if not field.isHidden()):
            self.changed.emit()

    @property
    def _is_whole(self) -> bool:
        """Whether what is chosen already says something, or that nothing is to be said."""
        is_half = any(dimension.value and not value.value for dimension, value in self.filters)
        if self.how.value is How.COUNTED and is_half:
            # Of what it is to be counted is not said yet: kept now, the choice of the dimension would be lost.
            return False
        return self.how.value is How.NOTHING or bool(self.text) or not self.part.says_nothing

    def _arrange(self) -> None:
        """Only the fields that mean something now."""
        how = self.how.value
        is_counted = how is How.COUNTED
        counted = self._counted()
        self.definition.setText(counted.definition if counted and is_counted else "")
        self.definition.setVisible(bool(is_counted and counted))
        self.indicator.setVisible(is_counted)
        self.span.setVisible(is_counted and (counted is None or len(counted.spans) > 1))
        self.earlier.setVisible(is_counted)
        for place, (dimension, value) in enumerate(self.filters):
            is_wanted = is_counted and (place == 0 or self.filters[place - 1][0].value is not None)
            dimension.setVisible(is_wanted)
            value.setVisible(is_wanted and dimension.value is not None)
        for field in (self.of, self.to):
            field.setVisible(how in (How.PERCENT, How.DIFFERENCE, How.GROWTH))
        self.words.setVisible(how is How.WORDS)

    def _counted(self) -> Counted | None:
        return next((each for each in self._offered.indicators if each.code == self.indicator.value), None)

    def _hows(self) -> list[Choice]:
        words = {How.NOTHING: _("Nothing is said"), How.COUNTED: _("A figure that is counted")}
        if self._scope is Scope.ROW:
            words[How.TOTAL] = _("Total of the lines")
        if self._scope is not Scope.CELL:
            words |= {How(each.value): _(text) for each, text in RECKONINGS.items()}
        else:
            words[How.WORDS] = _("Words that change with the month")
        return [Choice(how, text) for how, text in words.items()]

    def _offer_spans(self) -> None:
        self._spans_of = self.indicator.value
        counted = self._counted()
        spans = counted.spans if counted else tuple(SPAN_TITLES)
        self.span.set_choices([Choice(None, _("As usual")), *(Choice(span, _(SPAN_TITLES[span])) for span in spans)])

    def _dimensions(self) -> list[Choice]:
        return [
            Choice(None, _("Everybody")),
            *(Choice(code, title) for code, title in self._offered.dimensions.items()),
        ]

    def _offer_values(self, field: ChoiceField, dimension: str | None) -> None:
        self._values_of_dimension[field.name] = dimension
        values = self._offered.values.get(dimension or "", {})
        field.set_choices([Choice(code, name, code) for code, name in values.items()])

    def _offer_lines(self) -> None:
        block, is_column = self._block, self._scope is Scope.COLUMN
        lines = (block.columns if is_column else block.rows) if block else ()
        choices = [Choice(line.at, line_name(block, line.at, is_column=is_column)) for line in lines if block]
        for field in (self.of, self.to):
            field.set_choices(choices)

    def _chosen_filters(self) -> dict[str, tuple[str, ...]]:
        kept = dict(list(self._kept.filters.items())[FILTERS:])
        chosen = {
            dimension.value: self._values_of(dimension.value, value.value)
            for dimension, value in self.filters
            if dimension.value is not None and value.value is not None
        }
        return chosen | kept

    def _values_of(self, dimension: str, value: Any) -> tuple[str, ...]:
        """Several values of one dimension stay together while their first one stands in the field."""
        before: Sequence[str] = self._kept.filters.get(dimension, ())
        return tuple(before) if before and before[0] == value else (value,)


def _how_of(part: Part, text: str) -> How:
    if text:
        return How.WORDS
    if part.reckoned:
        return How(part.reckoned.how.value)
    if part.is_total:
        return How.TOTAL
    return How.NOTHING if part.says_nothing else How.COUNTED


def _unknown_fact(pattern: str) -> str:
    names = unknown_names(pattern)
    return _("There is nothing called {name} to write here.", name=f"{{{names[0]}}}") if names else ""


def _facts_hint() -> str:
    return _("In braces: {names}", names=" ".join(f"{{{name}}}" for name in FACTS))
