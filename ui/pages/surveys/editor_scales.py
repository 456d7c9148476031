"""The scales of a mark or of a table: their numbers, and words for some of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.editing import competence_scales, free_scale
from desktop_app.questionnaires.model import Scale
from ui.actions import Action, link_button, make_button
from ui.pages.surveys.editor_form import BoundField
from ui.pages.surveys.editor_lines import Line, LinesField
from ui.pages.surveys.editor_texts import TextsField
from ui.theme import GAP_M, GAP_S
from ui.widgets.text import Role, label

SHORT = 7
"""So many numbers can each have a word; of a longer scale the two ends have one."""
NUMBER_WIDTH = 90


class ScalesField(QWidget):
    edited = Signal(object, str, bool)
    """The scales, the field that is being typed in, whether there are more or fewer of them or of their numbers."""

    def __init__(
        self, parent: QWidget, scales: Sequence[Scale], languages: Sequence[str], *, is_of_table: bool
    ) -> None:
        super().__init__(parent)
        self.scales = list(scales)
        self._languages = languages
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_M)
        for place, scale in enumerate(self.scales):
            self._add(outer, place, scale, is_of_table=is_of_table)
        if is_of_table:
            outer.addLayout(self._foot())

    def _add(self, outer: QVBoxLayout, place: int, scale: Scale, *, is_of_table: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_S)
        head.addWidget(label(_("Scale {number}", number=place + 1) if is_of_table else _("Scale"), Role.STRONG), 1)
        if len(self.scales) > 1:
            head.addWidget(link_button(_("Take it out"), lambda: self._remove(place)))
        outer.addLayout(head)
        if is_of_table:
            name = TextsField(self, f"scales.{place}.text", _("Name of the scale"), scale.text, self._languages)
            name.edited.connect(lambda texts: self._put(place, f"scales.{place}.text", text=texts))
            outer.addWidget(name)
        outer.addLayout(self._bounds(place, scale))
        shown = scale.values if len(scale.values) <= SHORT else sorted({scale.low, scale.high, *scale.ends})
        lines = [Line(str(value), scale.ends.get(value, {})) for value in shown]
        words = LinesField(self, f"scales.{place}.ends", _("Words for the numbers"), lines, self._languages)
        words.edited.connect(lambda written, _is_text: self._take_words(place, written))
        outer.addWidget(words)

    def _bounds(self, place: int, scale: Scale) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for name, title, value in (("low", _("Lowest"), scale.low), ("high", _("Highest"), scale.high)):
            field = BoundField(f"scales.{place}.{name}", title, value)
            field.setFixedWidth(NUMBER_WIDTH)
            field.edited.connect(lambda field=field, name=name: self._take_bound(place, name, field))
            row.addWidget(field)
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(make_button(self, Action(_("Add a scale"), self._add_scale, icon="plus")))
        if tuple(self.scales) != competence_scales():
            words = _("Importance and level, as for competences")
            row.addWidget(link_button(words, lambda: self._take_all(competence_scales())))
        row.addStretch(1)
        return row

    def _take_bound(self, place: int, name: str, field: BoundField) -> None:
        field.show_error(field.problem())
        if isinstance(field.value, int):
            self._put(place, "", is_made_anew=True, **{name: field.value})

    def _take_words(self, place: int, lines: Sequence[Line]) -> None:
        ends = {int(line.code): line.text for line in lines if line.text}
        self._put(place, f"scales.{place}.ends", ends=ends)

    def _put(self, place: int, typing_in: str, *, is_made_anew: bool = False, **values: Any) -> None:
        self.scales[place] = replace(self.scales[place], **values)
        self.edited.emit(tuple(self.scales), typing_in, is_made_anew)

    def _add_scale(self) -> None:
        self._take_all((*self.scales, free_scale(self.scales)))

    def _remove(self, place: int) -> None:
        self._take_all((*self.scales[:place], *self.scales[place + 1 :]))

    def _take_all(self, scales: Sequence[Scale]) -> None:
        self.scales = list(scales)
        self.edited.emit(tuple(scales), "", True)
