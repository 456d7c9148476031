"""A questionnaire as it is written: sections of items with their texts in every language, kept as one JSON document.

Codes are unique in a questionnaire and stay the same from edition to edition: equal codes are equal questions, and
their answers can be put together. The names of the parts are those of XLSForm where it has a name for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.i18n import language
from desktop_app.language.script import catalogue_to_cyrillic

Texts = Mapping[str, str]
"""A text by language: "uz", "uz_Cyrl", "ru", "en", or any other code that a workbook brought."""

IMPORTANCE, LEVEL = "importance", "level"
"""The codes of the two scales that make the rows of a matrix competences with a need gap."""

LIST_PLACES = 10
"""How many options of a list of the centre may be chosen where the questionnaire sets no limit."""


class ItemKind(StrEnum):
    NOTE = "note"
    ONE = "one"
    SEVERAL = "several"
    RATING = "rating"
    MATRIX = "matrix"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    CALCULATED = "calculated"

    @property
    def is_asked(self) -> bool:
        return self not in (ItemKind.NOTE, ItemKind.CALCULATED)

    @property
    def has_options(self) -> bool:
        return self in (ItemKind.ONE, ItemKind.SEVERAL, ItemKind.RANK)


class Source(StrEnum):
    """Where the options of an item come from when the questionnaire does not list them itself.

    All but the first three are names of lists of reference items.
    """

    OWN = ""
    MODULES = "modules"
    DISTRICTS = "districts"
    INSTITUTION_KINDS = "institution_kind"
    SUBJECTS = "subject"
    LANGUAGES = "language"
    POSITIONS = "position"
    CATEGORIES = "category"


@dataclass(frozen=True)
class Option:
    """``facts`` are further columns of an XLSForm's sheet "choices", which ``choice_filter`` may ask for."""

    code: str
    text: Texts
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """Whole numbers from ``low`` to ``high``; ``ends`` are words for numbers of the scale, as a rule the two ends."""

    code: str
    text: Texts
    low: int = 1
    high: int = 5
    ends: Mapping[int, Texts] = field(default_factory=dict)

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class MatrixRow:
    """A reversed row says the opposite of what is measured: its values are flipped when they are counted."""

    code: str
    text: Texts
    is_reversed: bool = False


@dataclass(frozen=True)
class Item:
    """One question. What a kind has no use for is left at its default.

    ``least`` and ``most`` bound the ticks of "several", the places of a "rank" and the value of a number; ``scales``
    are one for a rating and one or more, side by side, for a matrix. ``relevant``, ``constraint``, ``calculation`` and
    ``choice_filter`` are expressions as in XLSForm. ``other`` is the code of the option that asks for words ("boshqa").
    """

    code: str
    kind: ItemKind
    text: Texts
    hint: Texts = field(default_factory=dict)
    is_required: bool = False
    required_message: Texts = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    source: Source = Source.OWN
    choice_filter: str = ""
    other: str = ""
    scales: tuple[Scale, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    has_dont_know: bool = False
    is_reversed: bool = False
    least: float | None = None
    most: float | None = None
    calculation: str = ""
    default: str = ""
    is_long: bool = False

    @property
    def is_competences(self) -> bool:
        """Whether its rows are competences with a need gap: asked for importance and for the present level."""
        codes = [scale.code for scale in self.scales]
        return self.kind is ItemKind.MATRIX and codes == [IMPORTANCE, LEVEL]

    @property
    def places(self) -> int:
        """How many options may be chosen at most; the same whether the options of a list are filled in or not."""
        if self.most is not None:
            return int(self.most)
        return len(self.options) if self.source is Source.OWN else LIST_PLACES


@dataclass(frozen=True)
class Section:
    """Shown together, one screen of the kiosk at a time; all of it only where ``relevant`` says so."""

    code: str
    title: Texts
    items: tuple[Item, ...] = ()
    relevant: str = ""
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """One edition. ``languages`` are those that its texts are written in, the default first."""

    code: str
    edition: int
    title: Texts
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    note: Texts = field(default_factory=dict)

    @property
    def items(self) -> Iterator[Item]:
        return (item for section in self.sections for item in section.items)

    def item(self, code: str) -> Item:
        """Raises KeyError when the questionnaire has no such item."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    @property
    def competences(self) -> tuple[MatrixRow, ...]:
        return tuple(row for item in self.items if item.is_competences for row in item.rows)

    @property
    def modules_item(self) -> Item | None:
        """The item in which modules of the programme are wished for."""
        return next((item for item in self.items if item.source is Source.MODULES), None)


def cell_code(row: str, scale: str) -> str:
    """The name of one cell of a matrix: "B1.importance"."""
    return f"{row}.{scale}"


def text_in(texts: Texts, code: str | None = None) -> str:
    """The text in a language, the one in force when none is given; else in the nearest one that there is.

    Uzbek Cyrillic that is not written is made from the Latin, as everywhere in the program.
    """
    wanted = code or language()
    if texts.get(wanted):
        return texts[wanted]
    if wanted == "uz_Latn" and texts.get("uz"):
        return texts["uz"]
    if wanted == "uz_Cyrl" and texts.get("uz"):
        return catalogue_to_cyrillic(texts["uz"])
    return next((texts[near] for near in ("uz", "ru", "en") if texts.get(near)), next(iter(texts.values()), ""))
