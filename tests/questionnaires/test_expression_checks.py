"""The expressions of a questionnaire that is being written are checked as those of a workbook are."""

from dataclasses import replace

from desktop_app.questionnaires.expression_checks import answer_codes, expression_faults
from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section

NUMBER = Item("n", ItemKind.INTEGER, {"uz": "Son"})
OPTIONS = (Option("a", {"uz": "A"}, {"fan": "1"}), Option("boshqa", {"uz": "Boshqa"}))
CHOICE = Item("c", ItemKind.ONE, {"uz": "Tanlov"}, options=OPTIONS, other="boshqa")
SCALES = (Scale("importance", {}), Scale("level", {}))
MATRIX = Item("m", ItemKind.MATRIX, {"uz": "Jadval"}, scales=SCALES, rows=(MatrixRow("B1", {}),))


def faults(*items: Item, relevant: str = "") -> list[tuple[str, str, str]]:
    section = Section("s", {}, items, relevant=relevant)
    questionnaire = Questionnaire("q", 1, {"uz": "Anketa"}, ("uz",), (section,))
    return [(fault.part.code, fault.field, fault.error.code) for fault in expression_faults(questionnaire)]


def test_expressions_ask_for_cells_of_a_matrix_and_for_the_words_of_boshqa():
    assert list(answer_codes(MATRIX)) == ["B1.importance", "B1.level"]
    assert list(answer_codes(CHOICE)) == ["c", "c.boshqa"]
    asking = replace(NUMBER, relevant="${B1.level} < 3 or ${c.boshqa} != ''")
    assert faults(MATRIX, CHOICE, asking) == []


def test_what_cannot_be_read_or_asked_for_is_named_with_its_field():
    assert faults(replace(NUMBER, constraint=". >")) == [("n", "constraint", "expression_unfinished")]
    assert faults(replace(NUMBER, relevant="${m} = 1"), MATRIX) == [("n", "relevant", "unknown_reference")]
    assert faults(replace(CHOICE, choice_filter="fan = 1 and sinf = 2")) == [
        ("c", "choice_filter", "unknown_option_column")
    ]


def test_an_item_may_be_constrained_by_itself_but_not_shown_by_itself():
    assert faults(replace(NUMBER, constraint="${n} > 3")) == []
    assert faults(replace(NUMBER, relevant="${n} > 3")) == [("n", "relevant", "circular_reference")]
    assert faults(NUMBER, relevant="${n} > 3") == [("n", "relevant", "circular_reference")]


def test_a_circle_through_a_calculation_is_found():
    calculated = Item("k", ItemKind.CALCULATED, {}, calculation="${n} + 1")
    assert faults(replace(NUMBER, relevant="${k} > 3"), calculated) == [("n", "relevant", "circular_reference")]
