"""A questionnaire becomes a document and the same questionnaire again."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.questionnaires.definition import read_definition, to_definition
from desktop_app.questionnaires.model import (
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
)

WORDS = st.text(max_size=3)
TEXTS = st.dictionaries(st.sampled_from(["uz", "uz_Cyrl", "ru"]), WORDS, max_size=2)
LIMITS = st.none() | st.integers(0, 9) | st.floats(0, 9)


def some(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=2).map(tuple)


SCALES = st.builds(
    Scale, WORDS, TEXTS, st.integers(0, 2), st.integers(3, 9), st.dictionaries(st.integers(0, 9), TEXTS, max_size=2)
)
ITEMS = st.builds(
    Item,
    code=WORDS,
    kind=st.sampled_from(ItemKind),
    text=TEXTS,
    hint=TEXTS,
    is_required=st.booleans(),
    relevant=WORDS,
    options=some(st.builds(Option, WORDS, TEXTS, TEXTS)),
    source=st.sampled_from(Source),
    other=WORDS,
    scales=some(SCALES),
    rows=some(st.builds(MatrixRow, WORDS, TEXTS, st.booleans())),
    least=LIMITS,
    most=LIMITS,
    default=WORDS,
)
QUESTIONNAIRES = st.builds(
    Questionnaire,
    code=WORDS,
    edition=st.integers(1, 9),
    title=TEXTS,
    languages=some(WORDS),
    sections=some(st.builds(Section, WORDS, TEXTS, some(ITEMS), WORDS, TEXTS)),
    note=TEXTS,
)


@settings(max_examples=40, deadline=None)
@given(written=QUESTIONNAIRES)
def test_whatever_is_written_comes_back_from_the_document(written: Questionnaire) -> None:
    assert read_definition(json.loads(json.dumps(to_definition(written)))) == written


def test_a_document_says_only_what_differs_from_the_ordinary() -> None:
    scale = Scale("level", {"uz": "Daraja"}, ends={5: {"uz": "yuqori"}})
    item = Item("B", ItemKind.RATING, {"uz": "Qanday?"}, source=Source.OWN, scales=(scale,))
    asked = Questionnaire("asked", 2, {"uz": "Soʻrovnoma"}, ("uz",), (Section("S", {"uz": "Savol"}, (item,)),))
    assert to_definition(asked) == {
        "code": "asked",
        "edition": 2,
        "title": {"uz": "Soʻrovnoma"},
        "languages": ["uz"],
        "sections": [
            {
                "code": "S",
                "title": {"uz": "Savol"},
                "items": [
                    {
                        "code": "B",
                        "kind": "rating",
                        "text": {"uz": "Qanday?"},
                        "scales": [{"code": "level", "text": {"uz": "Daraja"}, "ends": {"5": {"uz": "yuqori"}}}],
                    }
                ],
            }
        ],
    }


def document(**item: Any) -> dict[str, Any]:
    section = {"code": "S", "title": {}, "items": [{"code": "A", "kind": "one", "text": {}} | item]}
    return {"code": "asked", "edition": 1, "title": {}, "languages": ["uz"], "sections": [section]}


def test_a_document_of_the_least_is_read() -> None:
    assert read_definition(document()).item("A") == Item("A", ItemKind.ONE, {})


@pytest.mark.parametrize(
    "broken",
    [
        {"code": "asked"},
        document() | {"unheard": 1},
        document() | {"sections": None},
        document(kind="photograph"),
        document(source="weather"),
        document(colour="red"),
        document(options=[{"code": "1"}]),
        document(scales=[{"code": "level", "text": {}, "ends": {"best": {}}}]),
    ],
)
def test_a_document_of_something_else_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_definition(broken)
