"""The properties of the template itself: what it is called, for which papers it is, and its sheet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.certificate_templates.editing import with_sides
from desktop_app.certificate_templates.model import LANGUAGES, Paper, Template, text_in
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from ui.models.choices_model import Choice
from ui.pages.templates.inputs import CheckInput, ChoiceInput, LineInput
from ui.pages.templates.words import PAPERS, language_name
from ui.theme import GAP_S
from ui.widgets.text import Role, flowing, label

ORIENTATIONS: Mapping[bool, str] = {True: N_("lying"), False: N_("upright")}
SIDES: Mapping[int, str] = {1: N_("one side"), 2: N_("two sides")}


class PageForm(QWidget):
    changed = Signal(object, str)
    """The template as it shall be, and which property is being typed."""

    def __init__(self, parent: QWidget, template: Template, language: str) -> None:
        super().__init__(parent)
        self.template, self.language = template, language
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_S)
        self._rows.addWidget(label(_("The sheet"), Role.STRONG))
        self.inputs: dict[str, Any] = {
            "title": self._field(_("Title, {language}", language=language_name(language)), LineInput(clean=tidy)),
            "kind": self._choice(_("For which papers"), PAPERS),
            "paper": self._field(
                _("Paper size"), ChoiceInput(_("Paper size"), [Choice(paper, paper.value) for paper in Paper])
            ),
            "is_landscape": self._choice(_("The sheet lies"), ORIENTATIONS),
            "sides": self._choice(_("Printed on"), SIDES),
        }
        for name, editor in self.inputs.items():
            editor.setObjectName(name)
            editor.given.connect(lambda value, name=name: self._take(name, value))
        self._rows.addWidget(label(_("Languages"), Role.SMALL))
        self.languages = {code: CheckInput(language_name(code)) for code in LANGUAGES}
        for box in self.languages.values():
            box.given.connect(lambda _is_checked: self._take_languages())
            self._rows.addWidget(box)
        self._rows.addWidget(
            flowing(_("Click an element, or walk them with Tab, to see its properties here."), Role.SMALL)
        )
        self.show_template(template)

    def show_template(self, template: Template) -> None:
        self.template = template
        self.inputs["title"].show_value(template.title.get(self.language, ""))
        self.inputs["title"].setPlaceholderText(text_in(template.title, self.language))
        self.inputs["sides"].show_value(len(template.sides))
        for name in ("kind", "paper", "is_landscape"):
            self.inputs[name].show_value(getattr(template, name))
        for code, box in self.languages.items():
            box.show_value(code in template.languages)

    def set_read_only(self) -> None:
        for editor in (*self.inputs.values(), *self.languages.values()):
            editor.setEnabled(False)

    def _choice(self, caption: str, words: Mapping[Any, str]) -> ChoiceInput:
        choices = [Choice(value, _(text)) for value, text in words.items()]
        made: ChoiceInput = self._field(caption, ChoiceInput(caption, choices))
        return made

    def _field(self, caption: str, editor: Any) -> Any:
        named = label(caption, Role.SMALL)
        named.setBuddy(editor)
        editor.setAccessibleName(caption)
        self._rows.addWidget(named)
        self._rows.addWidget(editor)
        return editor

    def _take(self, name: str, value: Any) -> None:
        match name:
            case "title":
                titles = {**self.template.title, self.language: value}
                written = {code: text for code, text in titles.items() if text}
                # Without any title it could not be kept: the last one stays until another is typed.
                changed = replace(self.template, title=written or self.template.title)
            case "sides":
                changed = with_sides(self.template, value)
            case _:
                changed = replace(self.template, **{name: value})
        if changed != self.template:
            self.changed.emit(changed, name)

    def _take_languages(self) -> None:
        """One at least, in their usual order."""
        wanted = tuple(code for code, box in self.languages.items() if box.isChecked())
        if wanted:
            self.changed.emit(replace(self.template, languages=wanted), "languages")
        else:
            self.show_template(self.template)
