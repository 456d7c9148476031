"""What a report in words is made of: lines of text whose every number is a field bound to an indicator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.i18n import _
from desktop_app.indicators.model import FigureKey, Span
from desktop_app.language.script import catalogue_to_cyrillic

# What a template is written in; Uzbek Cyrillic is made from Uzbek Latin.
WRITTEN_IN = ("uz_Latn", "ru", "en")


class Fact(StrEnum):
    """What is no figure and may stand in a text."""

    YEAR = "year"
    MONTH = "month"
    PERIOD = "period"
    AS_OF = "as_of"
    CENTRE = "centre"
    REGION = "region"
    ORDER = "order"


@dataclass(frozen=True)
class Asked:
    """One figure: a FigureKey that can be looked up. ``is_bare`` leaves out the word for what is counted."""

    indicator: str
    span: Span
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_bare: bool = False

    @property
    def key(self) -> FigureKey:
        return FigureKey(self.indicator, self.span, dict(self.filters))


@dataclass(frozen=True)
class Share:
    """The percentage that a figure is of its base."""

    above: Asked
    below: Asked


@dataclass(frozen=True)
class Verdict:
    """Whether what was done reaches the plan, and by how much it misses it."""

    above: Asked
    below: Asked


@dataclass(frozen=True)
class Listing:
    """The names under which a figure is above nought; ``is_count`` says how many they are instead.

    ``asked`` None lists the organisations that were given their permit in the year.
    """

    asked: Asked | None
    by: str
    is_count: bool = False


Expression = Asked | Share | Verdict | Listing | Fact


@dataclass(frozen=True)
class Field:
    """``text`` is how it stands between the braces."""

    text: str
    expression: Expression


@dataclass(frozen=True)
class TableColumn:
    """``title`` is empty where the indicator's own is to stand."""

    title: str
    field: Field


@dataclass(frozen=True)
class TableField:
    """A table with a row for each value of a dimension and a row of totals."""

    by: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True)
class ItemsField:
    """A numbered list, a line for each value of a dimension, and its total."""

    by: str
    field: Field


class LineKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class TextLine:
    """``number`` counts the lines of the template from 1. An optional one is left out where nothing in it has data."""

    number: int
    kind: LineKind
    pieces: tuple[str | Field, ...]
    is_optional: bool = False

    @property
    def fields(self) -> Iterator[Field]:
        return (piece for piece in self.pieces if isinstance(piece, Field))


@dataclass(frozen=True)
class BlockLine:
    number: int
    block: TableField | ItemsField
    is_optional: bool = False

    @property
    def fields(self) -> Iterator[Field]:
        match self.block:
            case TableField(_by, columns):
                yield from (column.field for column in columns)
            case ItemsField(_by, only):
                yield only


TemplateLine = TextLine | BlockLine


@dataclass(frozen=True)
class Problem:
    """Something in a template that a person must mend (``is_error``) or look at. ``message`` is a marked text."""

    line: int
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True

    @property
    def text(self) -> str:
        return _(self.message, **self.facts)


@dataclass(frozen=True)
class Template:
    """``name`` is what it is asked for by; ``titles`` and ``bodies`` are by the languages that it is written in.

    ``edition`` 0 came with the program.
    """

    name: str
    titles: Mapping[str, str]
    bodies: Mapping[str, tuple[str, ...]]
    is_monthly: bool = False
    edition: int = 0

    def title(self, language: str) -> str:
        written = self._written(language, self.titles)
        found = self.titles.get(written) or self.name
        return catalogue_to_cyrillic(found) if language == "uz_Cyrl" else found

    def body(self, language: str) -> tuple[str, ...]:
        """As it is written; for Uzbek Cyrillic still in Latin. The first language where it has none in this one."""
        return self.bodies[self._written(language, self.bodies)]

    def written_in(self, language: str) -> str:
        """In which language the report comes out that is asked for in this one."""
        written = self._written(language, self.bodies)
        return language if language == "uz_Cyrl" and written == "uz_Latn" else written

    @staticmethod
    def _written(language: str, texts: Mapping[str, object]) -> str:
        wanted = "uz_Latn" if language == "uz_Cyrl" else language
        return wanted if wanted in texts else next(iter(texts), wanted)
