"""Conditions put together by people, as expressions and back."""

import pytest

from desktop_app.questionnaires.conditions import (
    Condition,
    Conditions,
    Relation,
    read_conditions,
    relations_of,
    written,
)
from desktop_app.questionnaires.model import Item, ItemKind

IS_YES = Condition("A1", Relation.IS, "yes")


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_is_read_back_as_it_was_written(relation: Relation) -> None:
    conditions = Conditions((Condition("A1", relation, "5" if relation.needs_answer else ""),))
    assert read_conditions(written(conditions)) == conditions


@pytest.mark.parametrize("is_any", [False, True])
def test_several_conditions_are_read_back_with_what_joins_them(is_any: bool) -> None:
    conditions = Conditions((IS_YES, Condition("B1.level", Relation.AT_MOST, "2")), is_any)
    assert read_conditions(written(conditions)) == conditions


def test_words_that_join_conditions_may_stand_in_an_answer() -> None:
    conditions = Conditions((Condition("A1", Relation.IS, "this and that or those"), IS_YES))
    assert read_conditions(written(conditions)) == conditions


def test_an_apostrophe_in_an_answer_survives() -> None:
    conditions = Conditions((Condition("A1", Relation.IS, "Go'zal"),))
    assert read_conditions(written(conditions)) == conditions


def test_no_expression_is_no_condition() -> None:
    assert read_conditions(" ") == Conditions()
    assert written(Conditions()) == ""


@pytest.mark.parametrize(
    "expression",
    [
        "${A1} = ${A2}",
        "${A1} = 'x' and ${A2} = 'y' or ${A3} = 'z'",
        "count-selected(${A1}) > 2",
        "${A1} =",
        "(${A1} = 'x')",
    ],
)
def test_what_is_more_than_conditions_is_left_to_the_expression(expression: str) -> None:
    assert read_conditions(expression) is None


def test_of_several_answers_it_is_asked_what_they_include() -> None:
    assert Relation.INCLUDES in relations_of(Item("A", ItemKind.SEVERAL, {}))
    assert Relation.IS in relations_of(Item("A", ItemKind.ONE, {}))
    assert Relation.AT_LEAST in relations_of(Item("A", ItemKind.INTEGER, {}))
    assert Relation.AT_LEAST not in relations_of(Item("A", ItemKind.TEXT, {}))
