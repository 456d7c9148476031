"""The JSON of a template: back and forth, and everything that may be wrong with one from outside."""

import copy
import json
import math
from typing import Any

import pytest

from desktop_app.certificate_templates.built_in import built_in
from desktop_app.certificate_templates.definition import (
    MOST_ELEMENTS,
    checked_definition,
    read_definition,
    to_definition,
)
from desktop_app.certificate_templates.model import (
    Anchor,
    Design,
    LineElement,
    OrnamentElement,
    PictureElement,
    Place,
    RectangleElement,
)
from desktop_app.errors import Invalid
from tests.certificate_templates.made import CODE, HOLDER, template

EVERY_KIND = template(
    HOLDER,
    CODE,
    LineElement("rule", Place(10, 10, 50, 0, Anchor.TOP_RIGHT), is_dashed=True),
    RectangleElement("frame", Place(10, 10, 50, 20), fill="#FFFFFF", condition="hours > 36"),
    OrnamentElement("waves", Place(10, 10, 50, 20), design=Design.WAVES, is_background=True),
    PictureElement("gerb", Place(10, 10, 20, 20), file="a" * 64),
)


@pytest.mark.parametrize("each", [EVERY_KIND, *built_in()], ids=lambda each: each.code)
def test_a_template_comes_back_from_its_json_as_it_was(each: Any) -> None:
    assert read_definition(json.loads(json.dumps(to_definition(each)))) == each


def errors_of(document: object) -> list[tuple[str, str]]:
    found, errors = checked_definition(document)
    assert found is None or not errors
    assert all(error.text for error in errors)
    return [(error.code, error.field) for error in errors]


def changed(element: int, **parts: object) -> dict[str, Any]:
    document = copy.deepcopy(to_definition(EVERY_KIND))
    document["sides"][0]["elements"][element] |= parts
    return document


@pytest.mark.parametrize(
    ("element", "parts", "code"),
    [
        (0, {"type": "script"}, "template_unknown_element"),
        (0, {"onclick": "x"}, "template_unknown_property"),
        (0, {"size": math.nan}, "template_bad_value"),
        (0, {"size": math.inf}, "template_bad_value"),
        (0, {"size": 1e300}, "template_bad_value"),
        (0, {"size": 10**400}, "template_bad_value"),
        (0, {"size": True}, "template_bad_value"),
        (0, {"size": "12"}, "template_bad_value"),
        (0, {"lines": 10**9}, "template_bad_value"),
        (0, {"lines": 1.5}, "template_bad_value"),
        (0, {"place": {"x": 1, "y": 2, "width": 3}}, "template_bad_value"),
        (0, {"place": {"x": math.nan, "y": 2, "width": 3, "height": 4}}, "template_bad_value"),
        (0, {"place": [1, 2, 3, 4]}, "template_bad_value"),
        (0, {"text": "Ali"}, "template_bad_value"),
        (0, {"text": {"tlh": "nuq"}}, "template_bad_value"),
        (0, {"text": {"uz_Latn": "a" * 100_000}}, "template_bad_value"),
        (0, {"typeface": "../../etc/passwd"}, "template_bad_value"),
        (0, {"typeface": ["serif"]}, "template_bad_value"),
        (0, {"colour": "red"}, "template_bad_value"),
        (0, {"align": "justify"}, "template_bad_value"),
        (2, {"is_dashed": 1}, "template_bad_value"),
        (4, {"design": "swastika"}, "template_bad_value"),
        (5, {"file": "gerb.png"}, "template_bad_value"),
        (5, {"field": "photo"}, "template_bad_value"),
    ],
)
def test_a_strange_element_is_named(element: int, parts: dict[str, object], code: str) -> None:
    name = ("holder", "code", "rule", "frame", "waves", "gerb")[element]
    assert errors_of(changed(element, **parts)) == [(code, name)]


def test_two_elements_cannot_share_a_name() -> None:
    assert errors_of(changed(1, id="holder")) == [("template_same_id", "holder")]


def test_an_element_without_a_usable_name_is_called_by_its_place() -> None:
    assert errors_of(changed(1, id="../x")) == [("template_bad_value", "2")]


@pytest.mark.parametrize(
    "document",
    [None, [], "x", 7, {}, {"sides": {}}, {"sides": []}, {"sides": [[]]}, {"sides": [{}, {}, {}]},
     {"sides": [{"elements": {}}]}],
)  # fmt: skip
def test_what_is_no_template_at_all_is_refused(document: object) -> None:
    assert errors_of(document)


def test_a_million_elements_are_not_even_looked_at() -> None:
    document = to_definition(EVERY_KIND) | {"sides": [{"elements": [{}] * 1_000_000}]}
    assert errors_of(document) == [("template_too_many", "")]
    assert MOST_ELEMENTS < 1_000_000


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "diploma"}, {"paper": "A0"}, {"edition": 0}, {"edition": "1"}, {"code": "../state"}, {"languages": []},
        {"languages": ["ru", "ru"]}, {"languages": "ru"}, {"title": None}, {"sealed": True},
    ],
)  # fmt: skip
def test_a_strange_template_is_refused(parts: dict[str, object]) -> None:
    assert len(errors_of(to_definition(EVERY_KIND) | parts)) == 1


def test_every_error_is_told_at_once() -> None:
    document = changed(0, size=-1, colour="red")
    document["sides"][0]["elements"][2]["thickness"] = "thin"
    assert [field for _code, field in errors_of(document)] == ["holder", "holder", "rule"]


def test_the_first_error_is_raised_for_those_who_want_the_template() -> None:
    with pytest.raises(Invalid, match="template_shape"):
        read_definition({})
