"""A text in every language of the questionnaire, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.language.apostrophes import tidy
from desktop_app.language.script import catalogue_to_cyrillic
from desktop_app.questionnaires.model import Texts
from ui.pages.surveys.editor_words import language_name
from ui.theme import GAP_S, GAP_XL, GAP_XS
from ui.widgets.text import Role, label

UZBEK, CYRILLIC = "uz", "uz_Cyrl"
LEAST_WIDTH = 60
LETTERS_IN_LINE, MOST_LINES = 84, 5


class TextBox(QPlainTextEdit):
    """A few lines of plain text that a Tab leaves."""

    def __init__(self, parent: QWidget, text: str, lines: int) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.ensurePolished()
        self._wanted_height = self.fontMetrics().lineSpacing() * lines + GAP_XL
        self.setFixedHeight(self._wanted_height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The style sheet has set a least height of its own meanwhile.
        self.setMinimumHeight(self._wanted_height)


class TextsRow(QWidget):
    """The editors themselves, one for each language, each called ``name.language``.

    What is not written in Cyrillic is shown as the program will write it.
    """

    edited = Signal()

    def __init__(
        self, parent: QWidget, name: str, caption: str, texts: Texts, languages: Sequence[str], *, lines: int = 1
    ) -> None:
        super().__init__(parent)
        # Texts in languages that the questionnaire no longer has are kept, should they come back.
        self._others = {code: text for code, text in texts.items() if code not in languages}
        self.editors: dict[str, QLineEdit | TextBox] = {}
        if lines > 1:
            # As high as the longest text of them asks for.
            longest = max((len(texts.get(code, "")) for code in languages), default=0)
            lines = max(lines, min(1 + longest * len(languages) // LETTERS_IN_LINE, MOST_LINES))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for code in languages:
            text = texts.get(code, "")
            editor: QLineEdit | TextBox = QLineEdit(text, self) if lines == 1 else TextBox(self, text, lines)
            editor.setObjectName(f"{name}.{code}")
            editor.setAccessibleName(f"{caption} ({language_name(code)})")
            editor.setPlaceholderText(language_name(code) if len(languages) > 1 else "")
            editor.setMinimumWidth(LEAST_WIDTH)
            if isinstance(editor, QLineEdit):
                editor.setCursorPosition(0)
                editor.textEdited.connect(lambda _text: self._note_edit())
            else:
                editor.textChanged.connect(self._note_edit)
            self.editors[code] = editor
            row.addWidget(editor, 1)
        self._propose_cyrillic()

    @property
    def texts(self) -> dict[str, str]:
        typed = {code: _text(editor) for code, editor in self.editors.items()}
        return {code: text for code, text in {**typed, **self._others}.items() if text}

    def _note_edit(self) -> None:
        self._propose_cyrillic()
        self.edited.emit()

    def _propose_cyrillic(self) -> None:
        if UZBEK in self.editors and CYRILLIC in self.editors:
            proposed = catalogue_to_cyrillic(_text(self.editors[UZBEK])) or language_name(CYRILLIC)
            self.editors[CYRILLIC].setPlaceholderText(proposed)


class TextsField(QWidget):
    """The row under its caption, and with ``names_languages`` the name of its language over each editor."""

    edited = Signal(object)
    """The texts by language."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        caption: str,
        texts: Texts,
        languages: Sequence[str],
        *,
        lines: int = 1,
        hint: str = "",
        names_languages: bool = False,
    ) -> None:
        super().__init__(parent)
        self.row = TextsRow(self, name, caption, texts, languages, lines=lines)
        self.row.edited.connect(lambda: self.edited.emit(self.row.texts))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_XS)
        outer.addWidget(label(caption, Role.STRONG if names_languages else Role.MUTED))
        if names_languages and len(languages) > 1:
            outer.addLayout(language_captions(languages))
        outer.addWidget(self.row)
        if hint:
            outer.addWidget(label(hint, Role.SMALL, wrap=True))
        self.setFocusProxy(next(iter(self.row.editors.values()), self.row))


def language_captions(languages: Sequence[str]) -> QHBoxLayout:
    """The name of its language over every column."""
    captions = QHBoxLayout()
    captions.setSpacing(GAP_S)
    for code in languages:
        made = label(language_name(code), Role.SMALL)
        made.setMinimumWidth(LEAST_WIDTH)
        captions.addWidget(made, 1)
    return captions


def _text(editor: QLineEdit | QPlainTextEdit) -> str:
    if isinstance(editor, QLineEdit):
        return tidy(editor.text())
    return "\n".join(tidy(line) for line in editor.toPlainText().strip().split("\n"))
