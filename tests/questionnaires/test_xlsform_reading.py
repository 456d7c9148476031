"""XLSForm workbooks are read as people write them."""

import pytest

from desktop_app.questionnaires.model import ItemKind
from tests.questionnaires.form_tables import YES_NO, errors, items, read_form, unsupported

SCALE = """
    list_name | name | label
    five | 1 | Yomon
    five | 2 | 2
    five | 3 | Yaxshi
"""


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("integer", ItemKind.INTEGER),
        ("int", ItemKind.INTEGER),
        ("Decimal", ItemKind.DECIMAL),
        ("text", ItemKind.TEXT),
        ("add text prompt", ItemKind.TEXT),
        ("q string", ItemKind.TEXT),
        ("date", ItemKind.DATE),
        ("note", ItemKind.NOTE),
        ("acknowledge", ItemKind.ONE),
        ("select_one yn", ItemKind.ONE),
        ("select one yn", ItemKind.ONE),
        ("select one from yn", ItemKind.ONE),
        ("Select_One yn", ItemKind.ONE),
        ("select1 yn", ItemKind.ONE),
        ("add select one prompt using yn", ItemKind.ONE),
        ("select_multiple yn", ItemKind.SEVERAL),
        ("select all that apply from yn", ItemKind.SEVERAL),
        ("rank yn", ItemKind.RANK),
        ("range", ItemKind.RATING),
    ],
)
def test_every_spelling_of_a_type_is_known(written, kind):
    (item,) = items(read_form(f"type | name | label\n {written} | q | Savol", choices=YES_NO))
    assert item.kind is kind


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("relevance", "relevant"),
        ("Relevant", "relevant"),
        ("bind::relevant", "relevant"),
        ("CONSTRAINT", "constraint"),
        ("bind:constraint", "constraint"),
        ("calculate", "calculation"),
        ("bind::calculate", "calculation"),
    ],
)
def test_every_spelling_of_a_column_is_known(header, field):
    kind = "calculate" if field == "calculation" else "text"
    form = read_form(f"Type | VALUE | caption | {header}\n {kind} | q | Savol | 1 + 1 > 1")
    assert getattr(items(form)[0], field) == "1 + 1 > 1"
    assert not form.unsupported


def test_texts_are_read_in_their_languages():
    form = read_form(
        """
        type | name | label::Oʻzbekcha (uz) | label: Русский | hint::ru | required message::Oʻzbekcha (uz) | required
        text | q | O'qituvchi | Учитель | да | Kerak | Yes
        """,
        settings="form_title | default_language | form_id | version\n Anketa | Русский (ru) | needs | 3",
    )
    (item,) = items(form)
    questionnaire = form.questionnaire
    assert questionnaire is not None
    assert (questionnaire.code, questionnaire.edition, questionnaire.languages) == ("needs", 3, ("ru", "uz"))
    assert questionnaire.title == {"ru": "Anketa"}
    assert item.text == {"ru": "Учитель", "uz": "Oʻqituvchi"}
    assert (item.hint, item.required_message, item.is_required) == ({"ru": "да"}, {"uz": "Kerak"}, True)


@pytest.mark.parametrize(("text", "language"), [("Savol", "uz"), ("Вопрос", "ru"), ("Қайси фан?", "uz_Cyrl")])
def test_a_label_without_a_language_is_told_by_its_letters(text, language):
    assert items(read_form(f"type | name | label\n text | q | {text}"))[0].text == {language: text}


def test_limits_written_as_a_constraint_become_limits():
    form = read_form(
        """
        type | name | label | constraint
        integer | a | A | . >= 0 and .<=100
        decimal | b | B | . >= 0.5 and (. != 7 or ${a} = 1)
        select_multiple yn | c | C | count-selected(.) <= 2
        integer | d | D | . >= 0 and . <= 5 or . = 99
        integer | e | E | . >= 0 and (. < 5) or (. = 99)
        """,
        choices=YES_NO,
    )
    read = [(item.least, item.most, item.constraint) for item in items(form)]
    assert read == [
        (0, 100, ""),
        (0.5, None, ". != 7 or ${a} = 1"),
        (None, 2, ""),
        (None, None, ". >= 0 and . <= 5 or . = 99"),
        (None, None, ". >= 0 and (. < 5) or (. = 99)"),
    ]


def test_a_short_range_is_a_rating_and_a_long_one_a_number():
    form = read_form(
        """
        type | name | label | parameters
        range | a | A |
        range | b | B | Start=1; END=5
        range | c | C | start = 3, end = 14, step = 2
        range | d | D | start=0.5 end=5.0 step=0.5
        """
    )
    a, b, c, d = items(form)
    assert (a.kind, a.scales[0].low, a.scales[0].high) == (ItemKind.RATING, 0, 10)
    assert (b.kind, b.scales[0].low, b.scales[0].high) == (ItemKind.RATING, 1, 5)
    assert (c.kind, c.least, c.most, c.constraint) == (ItemKind.INTEGER, 3, 14, "((. - 3) mod 2 = 0)")
    assert (d.kind, d.least, d.most) == (ItemKind.DECIMAL, 0.5, 5)


@pytest.mark.parametrize("parameters", ["increment=0.5 end=21", "start=0 end=X", "start", "start=5 end=1", "end=inf"])
def test_wrong_parameters_of_a_range_are_an_error(parameters):
    form = read_form(f"type | name | label | parameters\n range | q | Q | {parameters}")
    assert errors(form) == [(2, "bad_range")]


def test_or_other_adds_the_option_and_its_text():
    form = read_form(
        """
        type | name | label | relevant
        select_one yn or_other | q | Q |
        select_multiple yn or specify other | m | M |
        text | why | Nega | ${q_other} != ''
        """,
        choices=YES_NO,
    )
    q, m, why = items(form)
    assert [option.code for option in q.options] == ["ha", "yoq", "other"]
    assert (q.other, m.other, why.relevant) == ("other", "other", "${q.other} != ''")


def test_options_carry_their_further_columns_for_the_filter():
    form = read_form(
        """
        type | name | label | choice_filter
        select_one region | r | R |
        select_one district | d | D | region = ${r}
        """,
        choices="""
        list name | name | label | region
        region | 10 | Toshkent |
        district | 1 | Olmazor | 10
        """,
    )
    assert items(form)[1].choice_filter == "region = ${r}"
    assert items(form)[1].options[0].facts == {"region": "10"}


def test_a_table_of_a_numbered_list_is_a_matrix_and_expressions_follow_its_names():
    form = read_form(
        """
        type | name | label | appearance | required | relevant
        begin_group | t | Jadval | table-list minimal | |
        select_one five | a | Birinchi | | yes |
        select_one five | b | Ikkinchi | | |
        end_group | | | | |
        text | why | Nega | | | ${a} < 3
        """,
        choices=SCALE,
    )
    table, why = items(form)
    assert (table.kind, table.code, table.is_required) == (ItemKind.MATRIX, "t", True)
    assert [row.code for row in table.rows] == ["a", "b"]
    assert table.scales[0].ends == {1: {"uz": "Yomon"}, 3: {"uz": "Yaxshi"}}
    assert why.relevant == "${a.five} < 3"


def test_a_score_of_kobo_is_a_matrix():
    form = read_form(
        """
        type | name | label | kobo--score-choices
        begin_score | t | Jadval | five
        score__row | a | Birinchi |
        score__row | b | Ikkinchi |
        end_score | | |
        """,
        choices=SCALE,
    )
    (table,) = items(form)
    assert (table.kind, [row.code for row in table.rows]) == (ItemKind.MATRIX, ["a", "b"])
    assert not form.unsupported


def test_a_table_that_is_no_matrix_stays_a_section_of_questions():
    form = read_form(
        """
        type | name | label | appearance
        begin_group | t | Jadval | table-list
        select_one yn | a | Birinchi |
        select_one yn | b | Ikkinchi |
        end_group | | |
        """,
        choices=YES_NO,
    )
    assert [item.kind for item in items(form)] == [ItemKind.ONE, ItemKind.ONE]


def test_a_scale_is_a_rating_only_where_it_looks_like_one():
    form = read_form(
        """
        type | name | label | appearance
        select_one five | a | A | likert
        select_one five | b | B |
        """,
        choices=SCALE,
    )
    assert [item.kind for item in items(form)] == [ItemKind.RATING, ItemKind.ONE]


def test_groups_become_sections_one_after_the_other():
    form = read_form(
        """
        type | name | label | relevant
        text | q0 | Q0 |
        begin group | outer | Tashqi | ${q0} != ''
        begin group | inner | Ichki | ${q0} = 'a'
        text | q1 | Q1 |
        end group | | |
        text | q2 | Q2 |
        end group | | |
        begin repeat | again | Yana |
        text | q3 | Q3 |
        end repeat | | |
        """
    )
    assert form.questionnaire is not None
    told = [(s.code, [item.code for item in s.items], s.relevant) for s in form.questionnaire.sections]
    assert told == [
        ("section_1", ["q0"], ""),
        ("inner", ["q1"], "(${q0} != '') and (${q0} = 'a')"),
        ("outer.2", ["q2"], "${q0} != ''"),
        ("again", ["q3"], ""),
    ]
    assert form.questionnaire.sections[1].note == {"uz": "Tashqi"}
    assert unsupported(form) == [(9, "repeat_unsupported")]


def test_a_name_may_stand_in_two_groups_but_not_be_asked_for_then():
    survey = """
        type | name | label | relevant
        begin group | g1 | A |
        text | q | Q |
        end group | | |
        begin group | g2 | B |
        text | q | Q |
        end group | | |
        text | last | Z | {}
    """
    assert [item.code for item in items(read_form(survey.format("")))] == ["q", "g2.q", "last"]
    assert errors(read_form(survey.format("${q} = 1"))) == [(8, "ambiguous_reference")]


def test_calculated_hidden_and_read_only_rows_are_calculated():
    form = read_form(
        """
        type | name | label | calculation | default | read only
        calculate | a | | 1 + 1 | |
        hidden | b | | | it's |
        text | c | C | concat('a', 'b') | | yes
        """
    )
    assert [(item.kind, item.calculation) for item in items(form)] == [
        (ItemKind.CALCULATED, "1 + 1"),
        (ItemKind.CALCULATED, '"it\'s"'),
        (ItemKind.CALCULATED, "concat('a', 'b')"),
    ]
