"""How a template is written: lines of text with fields in double braces, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, Span
from desktop_app.inspection.figures import bare, mentions
from desktop_app.narrative.model import (
    Asked,
    BlockLine,
    Expression,
    Fact,
    Field,
    ItemsField,
    LineKind,
    Listing,
    Problem,
    Share,
    TableColumn,
    TableField,
    TemplateLine,
    TextLine,
    Verdict,
)
from desktop_app.reference.records import OWN_CHANNEL

# A line that begins so is for whoever edits the template.
REMARK = "//"
_OPTIONAL = "?"
_KINDS = {"##": LineKind.HEADING, "#": LineKind.TITLE, "-": LineKind.ITEM}
_FIELD = re.compile(r"\{\{(.*?)\}\}")
_BLOCK = re.compile(r"\{\{\s*(table|items)\s(.*)\}\}\s*", re.IGNORECASE)
_OWN, _NUMBER = "OWN", "as=number"
_ORGANISATIONS = "organisations"

Values = Mapping[str, Mapping[str, str]]
"""The names of each dimension's values by code, to know a value that there is not."""


class _Wrong(Exception):
    """What is wrong with a field: a marked message and its facts."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message, self.facts = message, facts


@dataclass
class Parsed:
    lines: list[TemplateLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]


def parse(body: Sequence[str], values: Values) -> Parsed:
    """The lines of a template with all that is wrong in them; a line that is wrong is left out."""
    parsed = Parsed()
    for number, text in enumerate(body, 1):
        if not text.strip() or text.lstrip().startswith(REMARK):
            continue
        try:
            parsed.lines.append(_line(number, text.strip(), values))
        except _Wrong as wrong:
            parsed.problems.append(Problem(number, wrong.message, wrong.facts))
    parsed.problems += [*_unnamed_bases(parsed.lines), *_typed_numbers(parsed.lines)]
    parsed.problems.sort(key=lambda problem: (not problem.is_error, problem.line))
    return parsed


def _line(number: int, text: str, values: Values) -> TemplateLine:
    is_optional = text.startswith(_OPTIONAL)
    text = text.removeprefix(_OPTIONAL).strip()
    if found := _BLOCK.fullmatch(text):
        reader = _FieldReader(values)
        block = reader.table(found[2]) if found[1].lower() == "table" else reader.items(found[2])
        return BlockLine(number, block, is_optional)
    mark = next((mark for mark in _KINDS if text.startswith(f"{mark} ")), "")
    text = text.removeprefix(mark).strip()
    pieces: list[str | Field] = []
    at = 0
    for found in _FIELD.finditer(text):
        pieces += [text[at : found.start()], _FieldReader(values).field(found[1])]
        at = found.end()
    rest = text[at:]
    if "{{" in rest or "}}" in rest:
        message = N_("A field begins with {opening} and ends with {closing}: here one of them is missing.")
        raise _Wrong(message, opening="{{", closing="}}")
    kind = _KINDS.get(mark, LineKind.PARAGRAPH)
    return TextLine(number, kind, tuple(filter(None, (*pieces, rest))), is_optional)


class _FieldReader:
    """Reads what stands between the braces. ``shared`` filters hold for every figure in it."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._shared: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def field(self, text: str) -> Field:
        text = " ".join(text.split())
        return Field(text, self._expression(text))

    def table(self, text: str) -> TableField:
        head, *columns = (part.strip() for part in text.split("|"))
        by, words = self._by(head.split())
        self._shared = self._filters(words)
        if not columns:
            raise _Wrong(N_("A table needs its columns, each after a |."))
        return TableField(by, tuple(self._column(column) for column in columns))

    def items(self, text: str) -> ItemsField:
        by, words = self._by(text.split())
        only = self.field(" ".join(words))
        if not isinstance(only.expression, Asked):
            raise _Wrong(N_("“{text}” is no figure of an indicator."), text=only.text)
        return ItemsField(by, only)

    def _column(self, text: str) -> TableColumn:
        title, mark, told = text.rpartition(":")
        column = self.field(told)
        if not isinstance(column.expression, Asked | Share):
            raise _Wrong(N_("A column of a table holds figures or percentages, not “{text}”."), text=column.text)
        return TableColumn(title.strip() if mark else "", column)

    def _expression(self, text: str) -> Expression:
        words = text.split()
        match [word.lower() for word in words]:
            case []:
                raise _Wrong(N_("An empty field."))
            case [only] if only in [fact.value for fact in Fact]:
                return Fact(only)
            case ["share", *_rest]:
                return Share(*self._pair(words[1:]))
            case ["verdict", *_rest]:
                return Verdict(*self._pair(words[1:]))
            case ["count" | "list" as kind, name] if name == _ORGANISATIONS:
                return Listing(None, "", kind == "count")
            case ["count" | "list" as kind, *_rest]:
                by, rest = self._by(words[1:])
                return Listing(self._asked(rest, also=by), by, kind == "count")
            case _:
                return self._asked(words)

    def _pair(self, words: list[str]) -> tuple[Asked, Asked]:
        folded = [word.lower() for word in words]
        if folded.count("of") != 1:
            raise _Wrong(N_("Name the base of a percentage: {example}."), example="share completed of plan_year")
        at = folded.index("of")
        return self._asked(words[:at]), self._asked(words[at + 1 :])

    def _by(self, words: list[str]) -> tuple[str, list[str]]:
        named = [word for word in words if word.lower().startswith("by=")]
        if len(named) != 1:
            raise _Wrong(N_("Name one division, such as {example}."), example="by=district")
        by = named[0][3:].lower()
        if by not in DIMENSIONS:
            raise _Wrong(N_("There is no division {name}; those that there are: {known}."), name=by, known=_known())
        return by, [word for word in words if word is not named[0]]

    def _asked(self, words: list[str], *, also: str = "") -> Asked:
        code, rest = words[0].lower() if words else "", words[1:]
        indicator = CATALOGUE.get(code)
        if indicator is None:
            raise _Wrong(N_("There is no indicator “{code}”."), code=code)
        is_bare = _NUMBER in rest
        spans = [word for word in rest if word.lower() in [span.value for span in Span]]
        filters = self._filters([word for word in rest if word not in (*spans, _NUMBER)])
        usual = Span.YEAR if Span.YEAR in indicator.spans else indicator.spans[0]
        span = Span(spans[0].lower()) if spans else usual
        if span not in indicator.spans:
            known = ", ".join(indicator.spans)
            message = N_("{code} has no figure over “{span}”; it has one over: {known}.")
            raise _Wrong(message, code=code, span=span, known=known)
        every = tuple(dict([*self._shared, *filters]).items())
        for name in (*(name for name, _codes in every), *filter(None, [also])):
            if name not in indicator.dimensions:
                raise _Wrong(N_("{code} cannot be divided by {name}."), code=code, name=name)
        return Asked(code, span, tuple(sorted(every)), is_bare)

    def _filters(self, words: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        filters = []
        for word in words:
            name, mark, told = word.partition("=")
            name = name.lower()
            if not mark or name not in DIMENSIONS:
                raise _Wrong(N_("“{word}” means nothing here."), word=word)
            codes = tuple(OWN_CHANNEL if name == "channel" and code == _OWN else code for code in told.split(","))
            for code in codes:
                if code not in self._values[name] and code != UNKNOWN:
                    raise _Wrong(N_("{name} has no value “{code}”."), name=name, code=code)
            filters.append((name, codes))
        return tuple(filters)


def _known() -> str:
    return ", ".join(DIMENSIONS)


def _unnamed_bases(lines: Sequence[TemplateLine]) -> Iterator[Problem]:
    """A percentage whose base is nowhere said before it, in the same section or table."""
    named: set[Asked] = set()
    for line in lines:
        if isinstance(line, TextLine) and line.kind is LineKind.HEADING:
            named.clear()
        if isinstance(line, BlockLine) and isinstance(line.block, TableField):
            named |= {_plain(each.expression) for each in line.fields if isinstance(each.expression, Asked)}
        for each in line.fields:
            match each.expression:
                case Asked() as asked:
                    named.add(_plain(asked))
                case Share(_above, below) if _plain(below) not in named:
                    message = N_("“{text}”: its base is not said before it: what is it a percentage of?")
                    yield Problem(line.number, message, {"text": each.text})


def _plain(asked: Asked) -> Asked:
    return Asked(asked.indicator, asked.span, asked.filters)


def _typed_numbers(lines: Sequence[TemplateLine]) -> Iterator[Problem]:
    """Numbers that are typed into the text and bound to nothing: no program can keep them true."""
    for line in lines:
        for piece in line.pieces if isinstance(line, TextLine) else ():
            for mention in mentions(bare(piece)) if isinstance(piece, str) else ():
                message = N_("{number} is typed by hand: no indicator keeps it true.")
                yield Problem(line.number, message, {"number": mention.figure.text}, is_error=False)
