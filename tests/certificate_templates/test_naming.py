"""Elements are called by what people see on the paper, never by the names that the program keeps them under."""

import pytest

from desktop_app.certificate_templates.built_in import built_in
from desktop_app.certificate_templates.model import AnyElement, CodeElement, LineElement, Place, TextElement
from desktop_app.certificate_templates.naming import name_of
from desktop_app.i18n import LANGUAGES, use

HERE = Place(10, 10, 50, 10)


def text(uz: str) -> TextElement:
    return TextElement("whatever", HERE, text={"uz_Latn": uz})


@pytest.mark.parametrize(
    ("element", "name"),
    [
        (text("{name|dative}"), "Full name"),
        (text("Qayd raqami: {register_number}"), "Qayd raqami: [Number in the register]"),
        (text("Bilim\n  va hunar"), "Bilim va hunar"),
        (text("soʻz " * 20), "soʻz soʻz soʻz soʻz soʻz soʻz soʻz soʻz…"),
        (text("{nmae} va"), "[{nmae}] va"),
        (text("{name"), "{name"),
        (text(""), "Text"),
        (LineElement("sign_rule", HERE), "Line of the signature"),
        (LineElement("row_4", HERE), "Line between the rows 4"),
        (LineElement("line_2", HERE), "Line 2"),
        (CodeElement("code", HERE), "QR code"),
    ],
)
def test_an_element_is_called_by_what_people_see(element: AnyElement, name: str) -> None:
    with use("en"):
        assert name_of(element) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_element_that_comes_with_the_program_is_called_by_its_id(language: str) -> None:
    with use(language):
        called = {element.id: name_of(element) for template in built_in() for element in template.elements()}
    assert [name for name, title in called.items() if "_" in title or title == name] == []
