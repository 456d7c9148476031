"""A questionnaire written as an XLSForm reads back as the same questionnaire, and holds what ODK and Kobo want."""

from dataclasses import replace

import pytest

from desktop_app.errors import WorkbookRejected
from desktop_app.questionnaires.model import (
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
    Texts,
)
from desktop_app.questionnaires.xlsform_reading import read_xlsform, xlsform_in
from desktop_app.questionnaires.xlsform_records import XlsForm
from desktop_app.questionnaires.xlsform_writing import write_xlsform, xlsform_sheets
from desktop_app.spreadsheets.records import Sheet, SheetRow, Workbook
from desktop_app.spreadsheets.writing import SheetPlan


def both(text: str) -> Texts:
    return {"uz": text, "ru": f"{text} (ru)"}


A, B, OTHER = Option("a", both("Bir")), Option("b", both("Ikki")), Option("boshqa", both("Boshqa (yozing)"))
IMPORTANCE = Scale("importance", both("Muhimligi"))
LEVEL = Scale("level", both("Hozirgi darajam"), ends={1: both("past"), 5: both("yuqori")})
ROWS = (MatrixRow("B1", both("Darsni rejalashtirish")), MatrixRow("B2", both("Baholash"), is_reversed=True))

ITEMS = [
    Item("q", ItemKind.NOTE, both("Salom")),
    Item("q", ItemKind.ONE, both("Toifa"), both("bittasi"), True, both("Kerak"), options=(A, B), default="a"),
    Item("q", ItemKind.ONE, both("Tuman"), options=(replace(A, facts={"viloyat": "x"}), B), choice_filter="viloyat=1"),
    Item("q", ItemKind.ONE, both("Fan"), options=(A, OTHER), other="boshqa"),
    Item("q", ItemKind.SEVERAL, both("Fanlar"), options=(A, B, OTHER), other="boshqa", least=1, most=2),
    Item("q", ItemKind.SEVERAL, both("Fanlar"), options=(A, B), most=1, constraint="not(selected(., 'a'))"),
    Item("q", ItemKind.SEVERAL, both("Modullar"), source=Source.MODULES, most=3),
    Item("q", ItemKind.RANK, both("Tartiblang"), options=(A, B, OTHER), most=2),
    Item("q", ItemKind.RATING, both("Baho"), scales=(Scale("baho", {}, ends={5: both("aʼlo")}),), is_reversed=True),
    Item("q", ItemKind.RATING, both("Baho"), scales=(Scale("tavsiya", {}, 0, 10),), has_dont_know=True),
    Item("q", ItemKind.INTEGER, both("Yosh"), least=18, most=80, constraint_message=both("Yosh notoʻgʻri")),
    Item("q", ItemKind.DECIMAL, both("Stavka"), least=0.25, constraint=". != 1 or . = 2"),
    Item("q", ItemKind.TEXT, both("Fikringiz"), is_long=True, relevant="1 = 1"),
    Item("q", ItemKind.DATE, both("Sana"), constraint=". <= today()"),
    Item("q", ItemKind.CALCULATED, {}, calculation="1 + 1"),
    Item("q", ItemKind.MATRIX, both("Kompetensiyalar"), scales=(IMPORTANCE, LEVEL), rows=ROWS, has_dont_know=True),
    Item("q", ItemKind.MATRIX, both("Jadval"), both("har qator"), True, both("!"), scales=(LEVEL,), rows=ROWS),
    Item("q", ItemKind.MATRIX, both("Jadval"), scales=(replace(LEVEL, text={}),), rows=ROWS, relevant="1 = 1"),
]


def questionnaire(*items: Item, **changes: object) -> Questionnaire:
    section = Section("s", both("Boʻlim"), items, note=both("Boʻlim haqida"))
    return replace(Questionnaire("needs", 2, both("Anketa"), ("uz", "ru"), (section,)), **changes)


def read_back(written: Questionnaire) -> XlsForm:
    sheets = tuple(Sheet(plan.title, _rows(plan)) for plan in xlsform_sheets(written))
    return xlsform_in(Workbook("sinov.xlsx", "", "xlsx", sheets))


def _rows(plan: SheetPlan) -> tuple[SheetRow, ...]:
    headers = tuple(column.header for column in plan.columns)
    return tuple(SheetRow(number, tuple(row)) for number, row in enumerate([headers, *plan.rows], 1))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.text.get("uz", item.kind))
def test_every_kind_of_item_reads_back_as_it_was(item):
    form = read_back(questionnaire(item))
    assert [finding.text for finding in (*form.errors, *form.unsupported)] == []
    assert form.questionnaire == questionnaire(item)


def test_a_whole_questionnaire_survives_the_file(tmp_path):
    items = [replace(item, code=f"q{place}") for place, item in enumerate(ITEMS)]
    last = replace(items.pop(), rows=(MatrixRow("C1", both("Zal")),))
    items[-1] = replace(items[-1], scales=(replace(LEVEL, ends={}),), rows=(MatrixRow("D1", both("Taom")),))
    written = questionnaire(
        *items,
        note=both("Anonim"),
        sections=(Section("s1", {}, tuple(items)), Section("s2", both("Oxiri"), (last,), relevant="${q10} > 20")),
    )
    form = read_xlsform(write_xlsform(tmp_path / "anketa.xlsx", written))
    assert [finding.text for finding in (*form.errors, *form.unsupported)] == []
    assert form.questionnaire == written


def test_options_of_a_list_of_the_centre_are_filled_in_for_others_and_passed_over_when_they_come_back():
    item = Item("m", ItemKind.SEVERAL, both("Modullar"), source=Source.MODULES)
    filled = questionnaire(replace(item, options=(Option("17", both("Raqamli taʼlim")),)))
    choices = xlsform_sheets(filled)[1]
    assert list(choices.rows[0]) == ["m", "17", "Raqamli taʼlim", "Raqamli taʼlim (ru)"]
    assert read_back(filled).questionnaire == questionnaire(item)


def test_scales_that_only_share_a_code_get_lists_of_their_own():
    first = Item("a", ItemKind.RATING, both("A"), scales=(Scale("five", {}),))
    second = Item("b", ItemKind.RATING, both("B"), scales=(Scale("five", {}, ends={1: both("yomon")}),))
    assert {row[0] for row in xlsform_sheets(questionnaire(first, second))[1].rows} == {"five", "b.five"}
    assert read_back(questionnaire(first, second)).questionnaire == questionnaire(first, second)


def test_the_sheets_speak_the_words_of_xlsform():
    survey, choices, settings = xlsform_sheets(questionnaire(ITEMS[8]))
    assert [column.header for column in survey.columns][:4] == [
        "type",
        "name",
        "label::Oʻzbekcha (uz)",
        "label::Русский (ru)",
    ]
    assert [row[0] for row in survey.rows] == ["begin_group", "note", "select_one baho", "end_group"]
    assert [row[1] for row in choices.rows] == ["1", "2", "3", "4", "5"]
    told = dict(zip([column.header for column in settings.columns], settings.rows[0], strict=True))
    assert told == {
        "form_title": "Anketa",
        "form_title (ru)": "Anketa (ru)",
        "form_id": "needs",
        "version": "2",
        "default_language": "Oʻzbekcha (uz)",
    }


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "anketa.xlsx"
    path.write_bytes(b"%PDF-1.4 anketa")
    with pytest.raises(WorkbookRejected):
        read_xlsform(path)
