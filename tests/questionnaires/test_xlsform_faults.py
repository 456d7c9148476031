"""What is wrong in an XLSForm workbook, or not supported, is named by its row."""

import pytest

from desktop_app.questionnaires.model import Source
from desktop_app.questionnaires.xlsform_reading import xlsform_in
from desktop_app.spreadsheets.records import CellError, MergedRange, Sheet, SheetRow, UncomputedFormula, Workbook
from tests.questionnaires.form_tables import YES_NO, errors, form_workbook, items, read_form, unsupported

SCALE = """
    list_name | name | label
    five | 1 | Yomon
    five | 2 | 2
    five | 3 | Yaxshi
"""


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


def test_remarks_rows_switched_off_and_settings_of_other_programs_are_named():
    form = read_form(
        """
        type | name | label | disabled
        text | a | A | yes
         | | Savollarning ikkinchi qismi |
        text | b | B | no
        """,
        settings="""
        form_title | style | public_key
        Sinov | pages |
        """,
    )
    assert [item.code for item in items(form)] == ["b"]
    assert unsupported(form) == [(2, "disabled"), (3, "remark"), (2, "setting_unsupported")]


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


def test_what_counts_a_repeat_or_picks_one_of_its_answers_is_left_out_with_it():
    form = read_form(
        """
        type | name | label | calculation
        begin repeat | kids | Bolalar |
        text | n | Ismi |
        end repeat | | |
        calculate | first | | indexed-repeat(${n}, ${kids}, 1)
        calculate | many | | count(${kids})
        select_one ${n} | who | Kim? |
        """
    )
    assert [item.code for item in items(form)] == ["n", "first", "many"]
    assert unsupported(form) == [
        (2, "repeat_unsupported"),
        (5, "asks_for_left_out"),
        (6, "asks_for_left_out"),
        (7, "type_unsupported"),
    ]


def test_pictures_and_sounds_are_named_by_their_own_columns_in_both_sheets():
    form = read_form(
        """
        type | name | label | media::image | media::audio
        select_one yn | a | A | a.png | a.mp3
        """,
        choices="""
        list_name | name | label | media::image
        yn | ha | Ha |
        yn | yoq | Yoʻq | yoq.png
        """,
    )
    assert {(found.sheet, found.row, found.column) for found in form.unsupported} == {
        ("survey", 2, "media::image"),
        ("survey", 2, "media::audio"),
        ("choices", 3, "media::image"),
    }


def test_a_default_that_is_no_answer_is_left_out():
    form = read_form(
        """
        type | name | label | default
        select_one yn | a | A | ha
        select_one yn | b | B | balki
        integer | c | C | besh
        """,
        choices=YES_NO,
    )
    assert [item.default for item in items(form)] == ["ha", "", ""]
    assert unsupported(form) == [(3, "default_no_answer"), (4, "default_no_answer")]
