"""Expressions come to the values that the specification of XForms says, and refuse what they must."""

from datetime import datetime
from time import process_time

import pytest

from desktop_app.questionnaires.expression_grammar import ExpressionError, UnsupportedExpression
from desktop_app.questionnaires.expression_scope import Scope
from desktop_app.questionnaires.expressions import compile_expression, find_circle, references, with_references

SCOPE = Scope(
    answers={"age": 42, "rate": 2.5, "one": "x", "many": ("red", "blue"), "born": "1990-05-01", "B1.level": 3},
    now=datetime(2026, 11, 22, 14, 30),  # noqa: DTZ001
    current=7,
    facts={"region": "x"},
    option_text=lambda question, option: f"{question}:{option}",
)


def answer(written: str) -> str:
    return compile_expression(written).answer(SCOPE)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 + 1", "2"),
        ("7 div 2", "3.5"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", ""),
        ("2 + 3 * 4 - 1", "13"),
        ("(2 + 3) * 4", "20"),
        ("10 - 4 - 3", "3"),
        ("- -2", "2"),
        (".5 + 1.", "1.5"),
        ("${age}-1", "41"),
        ("${age} -1", "41"),
        ("${rate} * 2", "5"),
        ("${B1.level} + 1", "4"),
        ("${nothing} + 1", ""),
    ],
)
def test_arithmetic_is_that_of_xpath(written, expected):
    assert answer(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("${age} = '42'", "true"),
        ("${one} = 'x'", "true"),
        ("${one} != 'x' or false()", "false"),
        ("${nothing} = ''", "true"),
        ("${nothing} > 3", "false"),
        ("${nothing} <= 3", "false"),
        ("${nothing} != 3", "true"),
        ("'10' > '9'", "true"),
        ("true() = 'anything'", "true"),
        ("1 = 1 and 2 > 1 and not(3 < 2)", "true"),
        ("false() or false() or 1", "true"),
        ("true() or false() and false()", "true"),
        ("1 < 2 = true()", "true"),
        (". > 5 and .<= 7", "true"),
        ("'2020-01-31' < '2020-02-01'", "true"),
        ("${born} < today()", "true"),
        ("${born} >= date('1990-05-01')", "true"),
    ],
)
def test_comparisons_cast_as_xpath_does_and_days_compare_as_days(written, expected):
    assert answer(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("selected(${many}, 'red')", "true"),
        ("selected(${many}, 're')", "false"),
        ("selected('a b', 'b')", "true"),
        ("count-selected(${many})", "2"),
        ("count-selected('')", "0"),
        ("selected-at(${many}, 1)", "blue"),
        ("selected-at(${many}, 5)", ""),
        ("if(${age} > 18, 'katta', 'kichik')", "katta"),
        ("coalesce(${nothing}, ${one})", "x"),
        ("once(5)", "7"),
        ("jr:choice-name(${one}, '${one}')", "one:x"),
        ("position(..)", "1"),
        ("indexed-repeat(${many}, ${group}, 2)", "blue"),
        ("number('4.50')", "4.5"),
        ("number('x')", ""),
        ("string(1 = 1)", "true"),
        ("boolean('false')", "true"),
        ("boolean(0)", "false"),
        ("int(-2.7)", "-2"),
        ("int('x')", ""),
        ("floor(-2.5)", "-3"),
        ("ceiling(2.1)", "3"),
        ("abs(-3)", "3"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1.2345, 2)", "1.23"),
        ("pow(2, 10)", "1024"),
        ("pow(10, 999)", "Infinity"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("max(3, '')", ""),
        ("sum(1, 2, 3)", "6"),
        ("count(${many})", "2"),
        ("count-non-empty('', 'a')", "1"),
    ],
)
def test_functions_of_choices_and_numbers(written, expected):
    assert answer(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("concat('a', 1, 1.5)", "a11.5"),
        ("join(', ', ${many})", "red, blue"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3)", "llo"),
        ("substring-before('a-b-c', '-')", "a"),
        ("substring-before('abc', '-')", ""),
        ("substring-after('a-b-c', '-')", "b-c"),
        ("contains('Toshkent', 'kent')", "true"),
        ("starts-with('Toshkent', 'kent')", "false"),
        ("ends-with('Toshkent', 'kent')", "true"),
        ("string-length('oʻrta')", "5"),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ('"it\'s"', "it's"),
        ("regex('998901234567', '998[0-9]{9}')", "true"),
        ("regex('x998901234567', '998[0-9]{9}')", "false"),
    ],
)
def test_functions_of_texts(written, expected):
    assert answer(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("today()", "2026-11-22"),
        ("now()", "2026-11-22T14:30:00.000"),
        ("date(today() + 7)", "2026-11-29"),
        ("date('2020-02-30')", ""),
        ("date('kecha')", ""),
        ("date-time('2020-01-31T10:00:00')", "2020-01-31T10:00:00.000"),
        ("decimal-date-time('1970-01-02T12:00:00')", "1.5"),
        ("int((today() - ${born}) div 365.25)", "36"),
        ("format-date('2020-01-05', '%d.%m.%Y')", "05.01.2020"),
        ("format-date('2020-01-05', '%e-%n %y%%')", "5-1 20%"),
        ("format-date('', '%Y')", ""),
        ("date(999999999999)", ""),
    ],
)
def test_functions_of_days(written, expected):
    assert answer(written) == expected


def test_chance_is_the_same_for_the_same_sheet_and_another_for_the_next():
    expression = compile_expression("concat(random(), uuid())")
    first, again, other = (expression.answer(Scope({}, SCOPE.now, seed=seed)) for seed in ("1", "1", "2"))
    assert first == again != other


def test_a_choice_filter_alone_names_columns_without_a_sign():
    assert compile_expression("region = ${one}", may_name_columns=True).holds(SCOPE)
    assert compile_expression("region = 'y'", may_name_columns=True).columns == {"region"}
    with pytest.raises(ExpressionError) as refused:
        compile_expression("age > 18")
    assert refused.value.code == "expression_bare_name"


@pytest.mark.parametrize(
    ("written", "code", "column"),
    [
        ("", "expression_unfinished", 0),
        ("1 +", "expression_unfinished", 3),
        ("(1 + 2", "expression_unfinished", 6),
        ("1 2", "expression_misplaced", 3),
        ("1 = = 2", "expression_misplaced", 5),
        ("(1))", "expression_misplaced", 4),
        ("'abc", "expression_quote_open", 1),
        ("${a", "expression_bad_reference", 1),
        ("1 + ${a b}", "expression_bad_reference", 5),
        ("1 + salom()", "expression_unknown_function", 5),
        ("if(1, 2)", "expression_arguments", 1),
        ("today(1)", "expression_arguments", 1),
        ("jr:choice-name('a', 'b')", "expression_needs_question", 1),
    ],
)
def test_an_error_names_its_place(written, code, column):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(written)
    assert (refused.value.code, refused.value.column) == (code, column)
    assert not isinstance(refused.value, UnsupportedExpression)
    assert "{" not in refused.value.text.replace("${name}", "")


@pytest.mark.parametrize(
    "written",
    ["/data/age", "../age", "..", "${a}[1]", "pulldata('f', 'a', 'b', 'c')", "instance('x')", "${last-saved#age}"],
)
def test_what_is_right_elsewhere_is_told_from_what_is_wrong(written):
    with pytest.raises(UnsupportedExpression):
        compile_expression(written)


@pytest.mark.parametrize(
    "written",
    ["-" * 5_000 + "1", "abs(" * 2_000 + "1" + ")" * 2_000, "1 + " * 3_000 + "1", "not(" * 300 + "1" + ")" * 300],
)
def test_a_hostile_depth_or_length_is_refused(written):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(written)
    assert refused.value.code in ("expression_too_deep", "expression_too_long")


def test_a_long_sum_and_many_parentheses_are_no_depth():
    assert answer("1" + " + 1" * 999) == "1000"
    assert answer("(" * 2_000 + "1" + ")" * 2_000) == "1"


def test_a_hostile_expression_ends_soon():
    started = process_time()
    compile_expression(" or ".join(["regex(., '(a+)+$')"] * 300)).holds(Scope({}, SCOPE.now, current="a" * 40 + "b"))
    assert process_time() - started < 2


def test_references_are_found_also_between_quotation_marks():
    assert references("${a} > 1 and jr:choice-name( ${b}, '${ c.d }')") == {"a", "b", "c.d"}


def test_references_are_replaced_whole():
    written = with_references("${a} + ${ab} + '${a}'", {"a": "${a.level}", "x": "1"})
    assert written == "${a.level} + ${ab} + '${a.level}'"


def test_a_circle_is_found_and_a_crossroads_is_none():
    assert find_circle({"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset("x")}) == ()
    assert find_circle({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b")}) == ("b", "c")
    assert find_circle({"a": frozenset("a")}) == ("a",)
    assert find_circle({str(n): frozenset([str(n + 1)]) for n in range(5_000)}) == ()
