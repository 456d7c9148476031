"""Small templates for tests, and the files that they may name."""

import io
from importlib.resources import files

from PIL import Image

from desktop_app.certificate_templates.files import CheckedFile, checked_file
from desktop_app.certificate_templates.model import AnyElement, CodeElement, Place, Side, Template, TextElement

HOLDER = TextElement("holder", Place(20, 60, 170, 20), text={"uz_Latn": "{name}"}, size=24.0, least=10.0, lines=2)
COURSE = TextElement("course", Place(20, 90, 170, 20), text={"uz_Latn": "{hours} soatlik {course|quoted}"}, lines=4)
CODE = CodeElement("code", Place(220, 140, 36, 36))


def template(*elements: AnyElement, **parts: object) -> Template:
    """A4 landscape with a holder, a course and a code unless other elements are given."""
    known = {"code": "sinov", "edition": 1, "title": {"uz_Latn": "Sinov"}, "kind": "certificate"}
    return Template(**{**known, "sides": (Side(elements or (COURSE, HOLDER, CODE)),), **parts})  # type: ignore[arg-type]


def text(words: str, *, name: str = "words", **parts: object) -> TextElement:
    place = parts.pop("place", Place(20, 20, 120, 20))
    return TextElement(name, place, text={"uz_Latn": words}, **parts)  # type: ignore[arg-type]


def picture(side: int = 40) -> CheckedFile:
    content = io.BytesIO()
    Image.new("RGB", (side, side // 2), "#1F6A86").save(content, "PNG")
    return checked_file("gerb.png", content.getvalue())


def font() -> CheckedFile:
    return checked_file("Yozuv.ttf", (files("resources") / "fonts" / "NotoSans-Italic.ttf").read_bytes())
