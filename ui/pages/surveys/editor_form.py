"""The ground of the forms at the right of the editor, and those of the questionnaire and of a section."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.editing import Part
from desktop_app.questionnaires.model import Questionnaire, Section, Texts
from ui.pages.surveys.editor_condition import Askable, ConditionField
from ui.pages.surveys.editor_texts import TextsField
from ui.pages.surveys.editor_words import language_name
from ui.theme import GAP_L, GAP_M
from ui.widgets.field import Field
from ui.widgets.fields import TextField
from ui.widgets.text import Role, label, rule

OFFERED_LANGUAGES = ("uz", "uz_Cyrl", "ru", "en")


class PartForm(QWidget):
    """What is written of one part. An editor is found again by its object name when all of them are made anew.

    Like everything in it, it is made inside its parent: a tree of widgets that moves is styled anew, each of them.
    """

    changed = Signal(object, str, bool)
    """The part as it is now, the field that is being typed in ("" for an act of its own), whether other editors are
    needed for it."""

    def __init__(self, parent: QWidget, part: Part, languages: Sequence[str]) -> None:
        super().__init__(parent)
        self.part = part
        self.languages = tuple(languages)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP_M)

    def first(self) -> QWidget | None:
        """What is written first; to be overridden."""
        return None

    def put(self, *, is_made_anew: bool = False, typing_in: str = "", **values: Any) -> None:
        """Other values of the part."""
        self.part = replace(self.part, **values)
        self.changed.emit(self.part, typing_in, is_made_anew)

    def add_texts(
        self, name: str, caption: str, *, lines: int = 1, hint: str = "", names_languages: bool = False
    ) -> TextsField:
        """The editors of a text that the part has under this name."""
        texts: Texts = getattr(self.part, name)
        field = TextsField(
            self, name, caption, texts, self.languages, lines=lines, hint=hint, names_languages=names_languages
        )
        field.edited.connect(lambda written: self.put(typing_in=name, **{name: written}))
        self.body.addWidget(field)
        return field

    def add_condition(self, caption: str, askable: Sequence[Askable]) -> None:
        assert not isinstance(self.part, Questionnaire)
        condition = ConditionField(self, "relevant", caption, self.part.relevant, askable)
        condition.edited.connect(lambda expression: self.put(typing_in="relevant", relevant=expression))
        self.body.addWidget(rule())
        self.body.addWidget(condition)


class WholeForm(PartForm):
    """Title, languages and the words at the beginning."""

    def __init__(self, parent: QWidget, part: Questionnaire) -> None:
        super().__init__(parent, part, part.languages)
        self._title = self.add_texts("title", _("Title"), names_languages=True)
        hint = _("What the answers are for, how long it takes.")
        self.add_texts("note", _("Words at the beginning"), lines=4, hint=hint)
        self.body.addWidget(rule())
        self.body.addWidget(label(_("Languages"), Role.STRONG))
        row = QHBoxLayout()
        row.setSpacing(GAP_L)
        for code in OFFERED_LANGUAGES:
            row.addWidget(self._language_box(code))
        row.addStretch(1)
        self.body.addLayout(row)
        self._further = TextField(
            "languages",
            _("Further languages"),
            hint=_("Their codes, divided by commas: {example}.", example="kaa, kk"),
        )
        self._further.editor.setObjectName("languages.further")
        self._further.set_value(", ".join(code for code in part.languages if code not in OFFERED_LANGUAGES))
        assert isinstance(self._further.editor, QLineEdit)
        self._further.editor.editingFinished.connect(self._take_further)
        self.body.addWidget(self._further)

    def first(self) -> QWidget | None:
        return self._title

    def _language_box(self, code: str) -> QCheckBox:
        box = QCheckBox(language_name(code))
        box.setObjectName(f"languages.{code}")
        box.setChecked(code in self.languages)
        box.clicked.connect(lambda is_wanted: self._take_language(box, code, is_wanted=is_wanted))
        return box

    def _take_language(self, box: QCheckBox, code: str, *, is_wanted: bool) -> None:
        others = [each for each in self.languages if each != code]
        if is_wanted or others:
            self.put(is_made_anew=True, languages=(*others, code) if is_wanted else tuple(others))
        else:
            # Nothing can be written in no language at all.
            box.setChecked(True)

    def _take_further(self) -> None:
        codes = [code.strip() for code in self._further.value.split(",") if code.strip()]
        kept = [code for code in self.languages if code in OFFERED_LANGUAGES]
        wanted = tuple(dict.fromkeys((*kept, *codes)))
        if wanted and wanted != self.languages:
            self.put(is_made_anew=True, languages=wanted)


class SectionForm(PartForm):
    """Title, a word at its beginning, and when all of it is shown."""

    def __init__(self, parent: QWidget, part: Section, languages: Sequence[str], askable: Sequence[Askable]) -> None:
        super().__init__(parent, part, languages)
        self._title = self.add_texts("title", _("Title of the section"), names_languages=True)
        self.add_texts("note", _("Words at its beginning"), lines=3)
        self.add_condition(_("The whole section is shown only if"), askable)

    def first(self) -> QWidget | None:
        return self._title


class BoundField(Field):
    """A number, or None while there is none."""

    def __init__(self, name: str, title: str, value: float | None, *, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(name, title, self._line, hint=hint)
        self._line.setObjectName(name)
        self.set_value(value)
        self._line.textEdited.connect(lambda _text: self._note_edit())

    @property
    def value(self) -> int | float | None:
        try:
            number = float("".join(self._line.text().split()).replace(",", "."))
        except ValueError:
            return None
        return int(number) if number.is_integer() else number

    def problem(self) -> str:
        text = self._line.text().strip()
        return _("“{answer}” is not a number.", answer=text) if text and self.value is None else ""

    def _write(self, value: float | None) -> None:
        self._line.setText("" if value is None else f"{value:g}")
