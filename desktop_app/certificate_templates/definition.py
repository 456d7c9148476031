"""A template as the JSON document that is kept and given away, and back: nothing in it is taken on trust."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any

from db.models.certificates import PaperKind
from desktop_app.certificate_templates.model import (
    LANGUAGES,
    Align,
    Anchor,
    AnyElement,
    CodeElement,
    Design,
    LineElement,
    OrnamentElement,
    Paper,
    PictureElement,
    Place,
    RectangleElement,
    Side,
    Template,
    TextElement,
    Typeface,
    Upright,
)
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.questionnaires.definition import plain

MOST_ELEMENTS = 400
LONGEST_TEXT = 2_000
LONGEST_CONDITION = 500
LARGEST_SIZE, LEAST_SIZE = 200.0, 3.0
FARTHEST = 1_000.0  # mm from the corner of the page: an element may lie beside it while it is being designed
MOST_LINES = 30

TYPES: Mapping[str, type[AnyElement]] = {
    "text": TextElement,
    "picture": PictureElement,
    "line": LineElement,
    "rectangle": RectangleElement,
    "ornament": OrnamentElement,
    "code": CodeElement,
}
_TYPE_NAMES = {kind: name for name, kind in TYPES.items()}
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_Check = Callable[[Any], Any]


class _Wrong(Exception):
    """A value is not what it should be."""


def to_definition(template: Template) -> dict[str, Any]:
    """Everything that differs from its default, so that a definition is as short as what was designed."""
    definition: dict[str, Any] = plain(template)
    definition["sides"] = [
        {"elements": [{"type": _TYPE_NAMES[type(element)], **plain(element)} for element in side.elements]}
        for side in template.sides
    ]
    return definition


def read_definition(definition: Mapping[str, Any]) -> Template:
    """Raises Invalid for the first thing that is wrong in it."""
    template, errors = checked_definition(definition)
    if template is None:
        raise errors[0]
    return template


def checked_definition(definition: object) -> tuple[Template | None, tuple[Invalid, ...]]:
    """The template, or everything that is wrong with the document; ``field`` is the id of the element to blame."""
    reading = _Reading()
    template = reading.template(definition)
    return (None if reading.errors else template), tuple(reading.errors)


class _Reading:
    def __init__(self) -> None:
        self.errors: list[Invalid] = []
        self._ids: set[str] = set()

    def template(self, document: object) -> Template | None:
        if not isinstance(document, Mapping) or not isinstance(document.get("sides"), list):
            self._tell("template_shape", N_("This is no template: it has no sides."), "")
            return None
        if not 1 <= len(document["sides"]) <= 2:
            self._tell("template_sides", N_("A template has one side or two."), "")
            return None
        sides = tuple(self._side(side) for side in document["sides"])
        parts = self._parts(Template, {**document, "sides": sides}, "", _OF_TEMPLATE)
        return None if parts is None else Template(**parts)

    def _side(self, side: object) -> Side:
        elements = side.get("elements", []) if isinstance(side, Mapping) else None
        if not isinstance(elements, list):
            self._tell("template_shape", N_("This is no template: a side has no elements."), "")
            return Side()
        if len(elements) > MOST_ELEMENTS:
            message = N_("A side has {count} elements; {most} are the most.")
            self._tell("template_too_many", message, "", count=len(elements), most=MOST_ELEMENTS)
            return Side()
        read = (self._element(element, place) for place, element in enumerate(elements, start=1))
        return Side(tuple(element for element in read if element is not None))

    def _element(self, document: object, place: int) -> AnyElement | None:
        name = _named(document) or str(place)
        kind = TYPES.get(str(document.get("type"))) if isinstance(document, Mapping) else None
        if not isinstance(document, Mapping) or kind is None:
            message = N_("{element}: there is no such kind of element: {kind}.")
            written = document.get("type") if isinstance(document, Mapping) else document
            self._tell("template_unknown_element", message, name, kind=_shown(written))
            return None
        own = {key: value for key, value in document.items() if key != "type"}
        parts = self._parts(kind, own, name, _OF_ELEMENT)
        if parts is None:
            return None
        element = kind(**parts)
        if element.id in self._ids:
            self._tell("template_same_id", N_("{element}: two elements have this name."), name)
        self._ids.add(element.id)
        return element

    def _parts(
        self, kind: type, document: Mapping[str, Any], element: str, checks: Mapping[str, _Check]
    ) -> dict[str, Any] | None:
        """The arguments of a record, or None where one of them is wrong or missing."""
        known = {each.name: each for each in fields(kind)}
        before = len(self.errors)
        for key in sorted(map(str, document.keys() - known.keys())):
            message = N_("{element}: nobody knows the property “{name}” here.")
            self._tell("template_unknown_property", message, element, name=_shown(key))
        parts = {}
        for key, each in known.items():
            if key in document:
                try:
                    parts[key] = checks[key](document[key])
                except _Wrong:
                    message = N_("{element}: “{value}” cannot be the value of “{name}”.")
                    self._tell("template_bad_value", message, element, name=key, value=_shown(document[key]))
            elif each.default is MISSING and each.default_factory is MISSING:
                self._tell("template_value_missing", N_("{element}: “{name}” is missing."), element, name=key)
        return None if len(self.errors) > before else parts

    def _tell(self, code: str, message: str, element: str, **facts: object) -> None:
        self.errors.append(Invalid(code, message, field=element, element=element or "–", **facts))


def _named(document: object) -> str:
    written = document.get("id") if isinstance(document, Mapping) else None
    return written if isinstance(written, str) and _ID.fullmatch(written) else ""


def _shown(value: object) -> str:
    """A strange value in a sentence, but never a long one."""
    written = " ".join(str(value)[:200].split())
    return written if len(written) <= 40 else f"{written[:39]}…"


def _pattern(pattern: re.Pattern[str], *, may_be_empty: bool = False) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not (pattern.fullmatch(value) or (may_be_empty and not value)):
            raise _Wrong
        return value

    return check


def _number(least: float, most: float) -> _Check:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise _Wrong  # NaN is in no order with anything
        return float(value)

    return check


def _whole(least: int, most: int) -> _Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _Wrong
        return value

    return check


def _one_of(choices: type[StrEnum]) -> _Check:
    def check(value: Any) -> StrEnum:
        try:
            return choices(value)
        except ValueError as error:
            raise _Wrong from error

    return check


def _words(longest: int) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest:
            raise _Wrong
        return value

    return check


def _named_in(names: tuple[str, ...]) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise _Wrong
        return value

    return check


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _texts(value: Any) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not value.keys() <= set(LANGUAGES):
        raise _Wrong
    return {language: _words(LONGEST_TEXT)(text) for language, text in value.items()}


def _languages(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not value or len(set(map(str, value))) < len(value):
        raise _Wrong
    return tuple(_named_in(LANGUAGES)(each) for each in value)


def _typeface(value: Any) -> str:
    if isinstance(value, str) and value in set(Typeface):
        return Typeface(value)
    return str(_pattern(_SHA256)(value))


def _place(value: Any) -> Place:
    if not isinstance(value, Mapping) or not value.keys() <= _OF_PLACE.keys() or not value.keys() >= _NEEDED:
        raise _Wrong
    return Place(**{key: _OF_PLACE[key](each) for key, each in value.items()})


def _sides(value: Any) -> Any:
    return value


_DISTANCE, _EXTENT = _number(-FARTHEST, FARTHEST), _number(0.0, FARTHEST)
_NEEDED = frozenset({"x", "y", "width", "height"})
_OF_PLACE: Mapping[str, _Check] = {
    "x": _DISTANCE,
    "y": _DISTANCE,
    "width": _EXTENT,
    "height": _EXTENT,
    "anchor": _one_of(Anchor),
}
_OF_TEMPLATE: Mapping[str, _Check] = {
    "code": _pattern(_CODE),
    "edition": _whole(1, 100_000),
    "title": _texts,
    "kind": _one_of(PaperKind),
    "paper": _one_of(Paper),
    "is_landscape": _flag,
    "languages": _languages,
    "sides": _sides,
}
_OF_ELEMENT: Mapping[str, _Check] = {
    "id": _pattern(_ID),
    "place": _place,
    "condition": _words(LONGEST_CONDITION),
    "is_background": _flag,
    "is_locked": _flag,
    "text": _texts,
    "typeface": _typeface,
    "is_bold": _flag,
    "is_italic": _flag,
    "size": _number(LEAST_SIZE, LARGEST_SIZE),
    "least": _number(LEAST_SIZE, LARGEST_SIZE),
    "lines": _whole(1, MOST_LINES),
    "colour": _pattern(_COLOUR),
    "fill": _pattern(_COLOUR, may_be_empty=True),
    "align": _one_of(Align),
    "upright": _one_of(Upright),
    "spacing": _number(0.7, 4.0),
    "file": _pattern(_SHA256, may_be_empty=True),
    "field": _named_in(("", "logo")),
    "keeps_shape": _flag,
    "thickness": _number(0.0, 40.0),
    "is_dashed": _flag,
    "radius": _number(0.0, 200.0),
    "design": _one_of(Design),
}
