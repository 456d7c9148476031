"""The properties of the chosen element: exact numbers, words, looks, and when it is drawn at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.certificate_templates.definition import (
    FARTHEST,
    LARGEST_SIZE,
    LEAST_SIZE,
    MOST_LINES,
)
from desktop_app.certificate_templates.editing import anchored
from desktop_app.certificate_templates.model import (
    AnyElement,
    LineElement,
    OrnamentElement,
    PictureElement,
    RectangleElement,
    TextElement,
    text_in,
)
from desktop_app.certificate_templates.naming import DESIGNS, name_of
from desktop_app.i18n import N_, _
from ui.models.choices_model import Choice
from ui.pages.templates.inputs import CheckInput, ChoiceInput, ColourInput, LineInput, NumberInput, WordsInput
from ui.pages.templates.words import ALIGNS, ANCHORS, TYPEFACES, UPRIGHTS, language_name
from ui.theme import GAP_S, GAP_XS
from ui.widgets.text import Role, flowing, label

COLUMNS = 4
LINES_OF_TEXT, LINES_OF_ALL_TEXTS = 4, 3
ADD_FONT = "+"
Make = Callable[["ElementForm"], Any]
"""Makes the editor of a property: a widget with ``show_value`` and the signal ``given``."""


@dataclass(frozen=True)
class Property:
    """``name`` is that in the model; ``span`` how many of the four columns its editor takes."""

    name: str
    caption: str
    make: Make
    span: int = 1


def _number(least: float, most: float, step: float, *, is_whole: bool = False) -> Make:
    return lambda _form: NumberInput(least, most, step, is_whole=is_whole)


def _choice(name: str, words: Mapping[Any, str]) -> Make:
    return lambda _form: ChoiceInput(_(name), [Choice(value, _(text)) for value, text in words.items()])


def _check(name: str) -> Make:
    return lambda _form: CheckInput(_(name))


def _colour(name: str, *, may_be_none: bool = False) -> Make:
    return lambda _form: ColourInput(_(name), may_be_none=may_be_none)


def _typeface(form: "ElementForm") -> ChoiceInput:
    known = [Choice(face, name) for face, name in TYPEFACES.items()]
    added = [Choice(face, name) for face, name in form.fonts.items()]
    return ChoiceInput(_("Font"), [*known, *added, Choice(ADD_FONT, _("Add a font…"))])


_POINTS = _number(LEAST_SIZE, LARGEST_SIZE, 0.5)
_THICKNESS = Property("thickness", N_("Thickness, pt"), _number(0, 40, 0.25), 2)
_COLOUR = Property("colour", N_("Colour"), _colour(N_("Colour")), 2)
OWN: Mapping[type[AnyElement], tuple[Property, ...]] = {
    TextElement: (
        Property("typeface", N_("Font"), _typeface, 4),
        Property("is_bold", "", _check(N_("Bold")), 2),
        Property("is_italic", "", _check(N_("Italic")), 2),
        Property("size", N_("Letter size"), _POINTS),
        Property("least", N_("Least"), _POINTS),
        Property("lines", N_("Lines"), _number(1, MOST_LINES, 1, is_whole=True)),
        Property("spacing", N_("Leading"), _number(0.7, 4, 0.05)),
        Property("align", N_("Along the line"), _choice(N_("Along the line"), ALIGNS), 2),
        Property("upright", N_("In height"), _choice(N_("In height"), UPRIGHTS), 2),
        Property("colour", N_("Colour"), _colour(N_("Colour")), 4),
    ),
    PictureElement: (Property("keeps_shape", "", _check(N_("Keep its shape")), 4),),
    LineElement: (_THICKNESS, _COLOUR, Property("is_dashed", "", _check(N_("Dashed")), 4)),
    RectangleElement: (
        _THICKNESS,
        _COLOUR,
        Property("radius", N_("Corners, mm"), _number(0, 200, 1), 2),
        Property("fill", N_("Filled with"), _colour(N_("Filled with"), may_be_none=True), 2),
    ),
    OrnamentElement: (Property("design", N_("Design"), _choice(N_("Design"), DESIGNS), 2), _COLOUR),
}
_FAR, _WIDE = _number(-FARTHEST, FARTHEST, 1), _number(0, FARTHEST, 1)
PLACE: tuple[Property, ...] = (
    Property("x", N_("From the left"), _FAR),
    Property("y", N_("From the top"), _FAR),
    Property("width", N_("Width"), _WIDE),
    Property("height", N_("Height"), _WIDE),
    Property("anchor", N_("Measured at its"), _choice(N_("Measured at its"), ANCHORS), 4),
)
COMMON: tuple[Property, ...] = (
    Property("condition", N_("Only where"), lambda _form: LineInput("hours >= 72"), 4),
    Property("is_background", "", _check(N_("Background: is printed on the blank already")), 4),
    Property("is_locked", "", _check(N_("Locked: the mouse leaves it alone")), 4),
)


class ElementForm(QWidget):
    """Tells the element as it shall be, and which property is being typed."""

    changed = Signal(object, str)
    font_wanted = Signal()
    picture_wanted = Signal()
    field_wanted = Signal(QWidget)
    """The button under which the menu of fields opens."""
    language_wanted = Signal(str)
    """Of the text that somebody comes to write."""

    def __init__(
        self, parent: QWidget, element: AnyElement, language: str, languages: Sequence[str], fonts: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.element, self.language, self.fonts = element, language, fonts
        self.texts: dict[str, WordsInput] = {}
        self.inputs: dict[str, Any] = {}
        self.fault_words = flowing("", Role.ERROR)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_S)
        self._top = QHBoxLayout()
        self.heading = flowing("", Role.STRONG)
        self._top.addWidget(self.heading, 1)
        self._rows.addLayout(self._top)
        self._rows.addWidget(self.fault_words)
        if isinstance(element, TextElement):
            self._add_texts(languages)
        if isinstance(element, PictureElement) and not element.field:
            self._add_button(_("Choose a picture…"), self.picture_wanted.emit)
        self._add(OWN.get(type(element), ()))
        self._add(PLACE)
        self._add(COMMON)
        self.show_element(element)
        self.show_faults(())

    def show_element(self, element: AnyElement) -> None:
        """The same element, with what has changed in it."""
        self.element = element
        self.heading.setText(name_of(element))
        if isinstance(element, TextElement):
            for code, words in self.texts.items():
                words.show_value(element.text.get(code, ""))
                words.setPlaceholderText(text_in(element.text, code))
        for name, editor in self.inputs.items():
            editor.show_value(getattr(element.place if name in _OF_PLACE else element, name))

    @property
    def words(self) -> WordsInput | None:
        """The text in the language that is looked at; None where the element has no words."""
        return self.texts.get(self.language)

    def show_faults(self, texts: Sequence[str]) -> None:
        self.fault_words.setText("\n".join(texts))
        self.fault_words.setVisible(bool(texts))

    def set_read_only(self) -> None:
        for editor in (*self.inputs.values(), *self.texts.values(), *self.findChildren(QPushButton)):
            editor.setEnabled(False)

    def insert(self, slot: str) -> None:
        """Put a field where the words are being written."""
        if self.words is not None:
            self.words.insertPlainText(slot)
            self.words.setFocus()

    def _add_texts(self, languages: Sequence[str]) -> None:
        """The text in every language of the template, two beside each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(GAP_XS)
        for place, code in enumerate(languages):
            words = self.texts[code] = WordsInput(LINES_OF_ALL_TEXTS if len(languages) > 1 else LINES_OF_TEXT)
            words.setObjectName(f"words-{code}")
            words.setAccessibleName(_("Text, {language}", language=language_name(code)))
            words.given.connect(lambda text, code=code: self._write(code, text))
            words.entered.connect(lambda code=code: self.language_wanted.emit(code))
            caption = label(language_name(code), Role.SMALL)
            caption.setBuddy(words)
            row, column = divmod(place, 2)
            grid.addWidget(caption, 2 * row, column)
            grid.addWidget(words, 2 * row + 1, column)
        button = QPushButton(_("Field…"))
        button.setObjectName("field")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.field_wanted.emit(button))
        self._top.addWidget(button)
        self._rows.addLayout(grid)

    def _add_button(self, text: str, run: Callable[[], object]) -> None:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        self._rows.addWidget(button)

    def _add(self, properties: Sequence[Property]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(GAP_S)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        row, column = 0, 0
        for each in properties:
            if column + each.span > COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(self._field(each), row, column, 1, each.span)
            column += each.span
        self._rows.addLayout(grid)

    def _field(self, each: Property) -> QWidget:
        editor = each.make(self)
        editor.setObjectName(each.name)
        editor.given.connect(lambda value: self._take(each.name, value))
        self.inputs[each.name] = editor
        if not each.caption:
            return editor
        editor.setAccessibleName(_(each.caption))
        editor.setMinimumWidth(0)
        around = QWidget()
        box = QVBoxLayout(around)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_XS)
        caption = label(_(each.caption), Role.SMALL)
        caption.setBuddy(editor)
        box.addWidget(caption)
        box.addWidget(editor)
        return around

    def _write(self, language: str, text: str) -> None:
        assert isinstance(self.element, TextElement)
        written = {code: each for code, each in {**self.element.text, language: text}.items() if each}
        self.changed.emit(replace(self.element, text=written), f"words-{language}")

    def _take(self, name: str, value: Any) -> None:
        if value == ADD_FONT and name == "typeface":
            self.font_wanted.emit()
        elif name in _OF_PLACE:
            self.changed.emit(replace(self.element, place=self._placed(name, value)), name)
        else:
            self.changed.emit(replace(self.element, **{name: value}), name)

    def _placed(self, name: str, value: Any) -> Any:
        place = self.element.place
        if name == "anchor":
            return anchored(place, value)
        return replace(place, **{name: value})


_OF_PLACE = frozenset(each.name for each in PLACE)
