"""XLSForm workbooks are read as people write them; what is wrong or not supported is named by its row."""

import pytest

from desktop_app.questionnaires.model import Item, ItemKind, Source
from desktop_app.questionnaires.xlsform_reading import xlsform_in
from desktop_app.questionnaires.xlsform_records import XlsForm
from desktop_app.spreadsheets.records import CellError, MergedRange, Sheet, SheetRow, UncomputedFormula, Workbook
from tests.questionnaires.form_tables import YES_NO, form_workbook, read_form

SCALE = """
    list_name | name | label
    five | 1 | Yomon
    five | 2 | 2
    five | 3 | Yaxshi
"""


def items(form: XlsForm) -> list[Item]:
    assert form.questionnaire is not None, [(error.row, error.text) for error in form.errors]
    return list(form.questionnaire.items)


def errors(form: XlsForm) -> list[tuple[int, str]]:
    assert form.questionnaire is None
    return [(error.row, error.code) for error in form.errors]


def unsupported(form: XlsForm) -> list[tuple[int, str]]:
    return [(finding.row, finding.code) for finding in form.unsupported]


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


def test_what_is_not_supported_is_named_and_the_rest_stands():
    form = read_form(
        """
        type | name | label | relevant | default | calculation | media::image | trigger | required | mening ustunim
        start | start | | | | | | | |
        today | bugun | | | | | | | |
        geopoint | place | Joy | | | | | | |
        text | a | A ${b} | ${place} != '' | | | | | |
        date | b | B | ${bugun} > '2020-01-01' | today() | | | | |
        text | c | C | pulldata('x', 'y', 'z', 'w') = 1 | | 1 + 1 | a.png | ${a} | ${a} = 1 | izoh
        select_one_from_file a.csv | f | F | | | | | | |
        """
    )
    a, b, c = items(form)
    assert (a.relevant, b.relevant, b.default, c.relevant, c.is_required) == (
        "",
        "today() > '2020-01-01'",
        "",
        "",
        False,
    )
    assert unsupported(form) == [
        (1, "unknown_column"),
        (2, "type_unsupported"),
        (3, "type_unsupported"),
        (4, "type_unsupported"),
        (5, "label_with_answer"),
        (5, "asks_for_left_out"),
        (6, "default_unsupported"),
        (7, "column_unsupported"),
        (7, "column_unsupported"),
        (7, "condition_unsupported"),
        (7, "calculation_unsupported"),
        (7, "expression_unsupported"),
        (8, "type_unsupported"),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("text | | Q", (2, "name_missing")),
        ("text | a b | Q", (2, "bad_name")),
        ("text | 1a | Q", (2, "bad_name")),
        ("text | a |", (2, "label_missing")),
        ("texxt | a | Q", (2, "unknown_type")),
        ("calculate | a |", (2, "calculation_missing")),
        (" | a | Q", (2, "type_missing")),
        ("text | a | Q\n integer | a | Q", (3, "name_twice")),
        ("begin group | g | G\n text | a | Q", (2, "begin_without_end")),
        ("text | a | Q\n end group | |", (3, "end_without_begin")),
        ("begin group | g | G\n text | a | Q\n end repeat | |", (4, "end_without_begin")),
        ("select_one nothing | a | Q", (2, "unknown_list")),
        ("text | a | Q | ${b} = 1", (2, "unknown_reference")),
        ("text | a | Q | 1 +", (2, "expression_unfinished")),
        ("text | a | Q | age > 3", (2, "expression_bare_name")),
        ("text | a | Q | ${b} = 1\n text | b | Q | ${a} = 1", (2, "circular_reference")),
        ("text | a | Q | ${a} = 1", (2, "circular_reference")),
        ("begin group | g | G | ${a} = 1\n text | a | Q\n end group | |", (3, "circular_reference")),
    ],
)
def test_an_error_names_the_row(rows, expected):
    form = read_form(f"type | name | label | relevant\n{rows}", choices=YES_NO)
    assert expected in errors(form)
    assert all(error.text and "{" not in error.text.replace("${name}", "") for error in form.errors)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ("list_name | label\n yn | Ha", (1, "no_column")),
        ("list_name | name | label\n | ha | Ha", (2, "list_name_missing")),
        ("list_name | name | label\n yn | | Ha", (2, "name_missing")),
        ("list_name | name | label\n yn | ha yoq | Ha", (2, "option_with_space")),
        ("list_name | name | label\n yn | ha | Ha\n yn | ha | Yoʻq", (3, "option_twice")),
        ("list_name | name | value | label\n yn | ha | ha | Ha", (1, "column_twice")),
        ("list_name | name | label\n" + "\n".join(f"yn | a{n} | A" for n in range(251)), (2, "too_many_options")),
    ],
)
def test_an_error_in_the_options_names_the_row(choices, expected):
    assert expected in errors(read_form("type | name | label\n select_one yn | q | Q", choices=choices))


def test_an_option_may_stand_twice_where_the_settings_allow_it():
    form = read_form(
        "type | name | label\n select_one yn | q | Q",
        choices="list_name | name | label\n yn | ha | Ha\n yn | ha | Yana",
        settings="form_id | allow_choice_duplicates\n f | Yes",
    )
    assert len(items(form)[0].options) == 1


def test_an_unknown_column_of_the_options_in_a_filter_is_an_error():
    form = read_form("type|name|label|choice_filter\n select_one yn|q|Q|region = 'x'", choices=YES_NO)
    assert errors(form) == [(2, "unknown_option_column")]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"Лист1": "a | b\n 1 | 2"}, "no_survey"),
        ({"survey": "label | hint\n A | B"}, "no_column"),
        ({"survey": "type | name | label"}, "no_items"),
        ({"survey": "type | name | label\n start | start |"}, "no_items"),
        ({"survey": "type|name|label\n" + "begin_group|g|G\n" * 50 + "text|q|Q\n" + "end_group||\n" * 50}, "too_deep"),
        ({"survey": "type|name|label\n" + "text|q|Q\n" * 20_001}, "too_many_rows"),
    ],
)
def test_a_workbook_that_is_no_form_is_told_in_a_sentence(sheets, code):
    form = xlsform_in(form_workbook(**sheets))
    assert code in [error.code for error in form.errors]
    assert form.questionnaire is None


def test_cells_without_a_value_are_named():
    rows = (
        SheetRow(1, ("type", "name", "label")),
        SheetRow(2, ("text", UncomputedFormula(), "Q")),
        SheetRow(3, ("text", "b", CellError("#REF!"))),
    )
    form = xlsform_in(Workbook("f.xlsx", "", "xlsx", (Sheet("Survey", rows),)))
    assert {(2, "formula_without_value"), (3, "cell_error")} <= set(errors(form))


def test_a_list_name_merged_over_its_options_counts_for_all_of_them():
    survey = form_workbook(survey="type | name | label\n select_one yn | q | Q").sheets[0]
    rows = (
        SheetRow(1, ("list_name", "name", "label")),
        SheetRow(2, ("yn", "ha", "Ha")),
        SheetRow(3, (None, "yoq", "Yoʻq")),
    )
    choices = Sheet("choices", rows, merged=(MergedRange(2, 0, 3, 0),))
    form = xlsform_in(Workbook("f.xlsx", "", "xlsx", (survey, choices)))
    assert [option.code for option in items(form)[0].options] == ["ha", "yoq"]


def test_numbers_and_marks_of_excel_are_read_as_they_were_meant():
    rows = (
        SheetRow(1, ("type", "name", "label", "required", "relevant")),
        SheetRow(2, ("integer", "a", 2026.0, True, None)),
        SheetRow(3, ("text", "b", "B", None, "${a} = “ha” or ${a} = ‘x’")),
    )
    form = xlsform_in(Workbook("f.xlsx", "", "xlsx", (Sheet("survey", rows),)))
    a, b = items(form)
    assert (a.text, a.is_required, b.relevant) == ({"uz": "2026"}, True, "${a} = \"ha\" or ${a} = 'x'")


def test_a_source_of_the_centre_needs_no_options():
    form = read_form(
        "type | name | label | mahorat\n select_multiple m | m | M | source=modules", choices="list_name|name\n m|0"
    )
    assert (items(form)[0].source, items(form)[0].options) == (Source.MODULES, ())
