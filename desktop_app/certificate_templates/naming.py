"""What people call an element: its own words, the field that it shows, or what it is drawn for."""

import re
from collections.abc import Mapping

from desktop_app.certificate_templates.editing import Kind
from desktop_app.certificate_templates.fields import FIELDS
from desktop_app.certificate_templates.grammar import Slot, TextFault, pieces
from desktop_app.certificate_templates.model import (
    AnyElement,
    CodeElement,
    Design,
    LineElement,
    OrnamentElement,
    PictureElement,
    RectangleElement,
    TextElement,
    text_in,
)
from desktop_app.i18n import N_, _, language

KINDS: Mapping[Kind, str] = {
    Kind.TEXT: N_("Text"),
    Kind.PICTURE: N_("Picture"),
    Kind.LOGO: N_("Logo of the centre"),
    Kind.LINE: N_("Line"),
    Kind.RECTANGLE: N_("Rectangle"),
    Kind.ORNAMENT: N_("Ornament"),
    Kind.CODE: N_("QR code"),
}
DESIGNS: Mapping[Design, str] = {
    Design.FRAME: N_("Frame"),
    Design.WAVES: N_("Waves"),
    Design.RIBBON: N_("Ribbon"),
    Design.ROSETTE: N_("Rosette"),
}
# Those of the built-in templates that have no words of their own.
_BY_ID: Mapping[str, str] = {
    "sign_rule": N_("Line of the signature"),
    "holder_rule": N_("Line under the name"),
    "title_rule": N_("Line under the title"),
    "head_rule": N_("Line under the centre"),
    "head_line": N_("Line under the centre"),
    "fold": N_("Line of the fold"),
    "row": N_("Line between the rows"),
    "frame": N_("Frame"),
    "frame_line": N_("Frame"),
    "bar": N_("Bar of colour"),
}
_NUMBERED = re.compile(r"(?P<stem>.+?)(?:_(?P<number>\d+))?")
_LONGEST = 40


def kind_of(element: AnyElement) -> Kind:
    match element:
        case TextElement():
            return Kind.TEXT
        case PictureElement():
            return Kind.LOGO if element.field else Kind.PICTURE
        case LineElement():
            return Kind.LINE
        case RectangleElement():
            return Kind.RECTANGLE
        case OrnamentElement():
            return Kind.ORNAMENT
        case CodeElement():
            return Kind.CODE


def title_of(element: AnyElement, text_language: str) -> str:
    """Its words in a language of the template with the fields by their captions, or what it is, and which one."""
    if isinstance(element, TextElement):
        return _told(" ".join(text_in(element.text, text_language).split())) or _(KINDS[Kind.TEXT])
    if isinstance(element, OrnamentElement):
        return _(DESIGNS[element.design])
    numbered = _NUMBERED.fullmatch(element.id)
    stem, number = numbered.groups() if numbered is not None else (element.id, None)
    what = _(_BY_ID.get(stem) or KINDS[kind_of(element)])
    return f"{what} {number}" if number else what


def name_of(element: AnyElement) -> str:
    """The title in the language in force, short enough to begin a sentence with."""
    title = title_of(element, language())
    return title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + "…"


def _told(text: str) -> str:
    """A field that stands alone is told by its caption, one among words by its caption in brackets."""
    try:
        parts = pieces(text)
    except TextFault:
        return text
    if len(parts) == 1 and isinstance(parts[0], Slot):
        return _caption(parts[0])
    return "".join(part if isinstance(part, str) else f"[{_caption(part)}]" for part in parts)


def _caption(slot: Slot) -> str:
    field = FIELDS.get(slot.field)
    return f"{{{slot.field}}}" if field is None else _(field.caption)
