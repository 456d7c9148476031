"""The parts that pages are made of, by what a person does with them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.documents.primitives import Align, Colour, Drawing, Line, Pattern, Polyline, Rect, Text
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from tests.ui import demo_page
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.theme import LIGHT, Tone
from ui.widgets.card import StatTile
from ui.widgets.chart_view import ChartView, paint_drawing
from ui.widgets.confirm import ConfirmDialog
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.pdf_preview import draw_page
from ui.widgets.record_table import RecordTable
from ui.widgets.step_path import Step, StepPath, StepState
from ui.widgets.tone import PILL_HEIGHT, PillLabel
from ui.workspace import Workspace

TypeText = Callable[[QWidget, str], None]


@pytest.fixture
def table(workspace: Workspace, qtbot: QtBot) -> RecordTable[demo_page.Course]:
    made: RecordTable[demo_page.Course] = RecordTable(workspace, "courses", demo_page.COLUMNS, rows=demo_page.COURSES)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


@pytest.fixture
def place(workspace: Workspace, qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.workspace = workspace
    qtbot.addWidget(made)
    return made


@pytest.fixture
def form(place: QWidget) -> Iterator[FormDialog]:
    made = demo_page.DemoForm(place)
    made.show()
    yield made
    made.hide()


def test_copied_rows_paste_into_excel_under_their_titles(table: RecordTable[demo_page.Course], qtbot: QtBot) -> None:
    table.view.selectRow(1)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Code\tProgramme\tStarts on\tPeople\tState\nRS-26-02\tInklyuziv taʼlim\t04.11.2026\t27\tTayyor\n"
    )


def test_enter_opens_the_record(table: RecordTable[demo_page.Course], qtbot: QtBot) -> None:
    table.select(lambda course: course.code == "RS-26-03")
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert heard.args == [demo_page.COURSES[2]]


def test_a_table_is_dressed_only_when_it_is_about_to_be_seen(workspace: Workspace, qtbot: QtBot) -> None:
    """What is dressed before it stands in its page Qt dresses again at every step on the way there."""
    is_dressed = Qt.WidgetAttribute.WA_WState_Polished
    made: RecordTable[demo_page.Course] = RecordTable(workspace, "late", demo_page.COLUMNS, rows=demo_page.COURSES)
    place = QWidget()
    QVBoxLayout(place).addWidget(made)
    qtbot.addWidget(place)
    assert not made.view.testAttribute(is_dressed)
    place.show()
    assert made.view.testAttribute(is_dressed)
    assert made.view.isVisible()


def test_columns_that_stretch_share_what_is_left_by_their_own_widths(workspace: Workspace, qtbot: QtBot) -> None:
    columns = [replace(column, is_stretched=column.name in ("title", "state")) for column in demo_page.COLUMNS]
    made: RecordTable[demo_page.Course] = RecordTable(workspace, "shared", columns, rows=demo_page.COURSES)
    qtbot.addWidget(made)
    for width in (900, 1500):
        made.resize(width, 400)
        made.show()
        header = made.view.horizontalHeader()
        assert header.length() == made.view.viewport().width()
        title, state = header.sectionSize(1), header.sectionSize(4)
        assert abs(title * columns[4].width - state * columns[1].width) < columns[1].width + columns[4].width


def test_a_chart_takes_the_height_there_is_and_never_less_than_it_needs(qtbot: QtBot) -> None:
    heights: list[int] = []

    def lay_out(width: float, *_style: object) -> Drawing:
        heights.append(chart.height())
        return Drawing(width, 10.0, ())

    chart = ChartView(least_height=120)
    qtbot.addWidget(chart)
    chart.set_layout(lay_out)
    chart.resize(400, 500)
    chart.show()
    assert heights[-1] == 500
    assert chart.minimumHeight() == 120


def test_a_column_that_stretches_takes_what_is_left_and_never_vanishes(table: RecordTable[demo_page.Course]) -> None:
    header, bar = table.view.horizontalHeader(), table.view.horizontalScrollBar()
    assert header.length() == table.view.viewport().width()
    table.resize(1500, 400)
    assert header.length() == table.view.viewport().width()
    header.resizeSection(0, 200)
    assert header.length() == table.view.viewport().width()
    assert bar.maximum() == 0
    table.resize(400, 400)
    assert header.sectionSize(1) == demo_page.COLUMNS[1].width
    assert bar.maximum() > 0


def test_new_rows_keep_the_current_record(table: RecordTable[demo_page.Course]) -> None:
    table.select(lambda course: course.code == "RS-26-03")
    table.set_rows(tuple(reversed(demo_page.COURSES)))
    assert table.current() == demo_page.COURSES[2]


def test_a_filter_that_finds_nothing_says_so_and_offers_the_way_out(
    table: RecordTable[demo_page.Course], qtbot: QtBot
) -> None:
    table.filter_box.setText("no such course")
    qtbot.waitUntil(lambda: not table.view.isVisible(), timeout=2_000)
    table.filter_box.clear()
    qtbot.waitUntil(table.view.isVisible, timeout=2_000)


def test_widths_of_columns_are_remembered(
    table: RecordTable[demo_page.Course], workspace: Workspace, qtbot: QtBot
) -> None:
    table.view.horizontalHeader().resizeSection(0, 222)
    qtbot.waitUntil(lambda: "courses" in workspace.settings.tables, timeout=3_000)
    again: RecordTable[demo_page.Course] = RecordTable(workspace, "courses", demo_page.COLUMNS)
    qtbot.addWidget(again)
    assert again.view.columnWidth(0) == 222


def test_no_header_is_clipped_at_first(table: RecordTable[demo_page.Course]) -> None:
    header = table.view.horizontalHeader()
    assert [
        place
        for place in range(header.count())
        if header.sectionSizeFromContents(place).width() > header.sectionSize(place)
    ] == []


@pytest.mark.parametrize(("typed", "meant"), [("5.3", date(2026, 3, 5)), ("05032026", date(2026, 3, 5))])
def test_dates_are_understood_as_people_type_them(qtbot: QtBot, type_text: TypeText, typed: str, meant: date) -> None:
    field = DateField("day", "Day", default_year=2026)
    qtbot.addWidget(field)
    type_text(field.editor, typed)
    assert field.value == meant
    assert field.problem() == ""


def test_a_date_that_is_none_is_told_in_words(qtbot: QtBot, type_text: TypeText) -> None:
    field = DateField("day", "Day", default_year=2026)
    qtbot.addWidget(field)
    type_text(field.editor, "31.02")
    assert field.value is None
    assert "31.02" in field.problem()


def test_a_number_outside_its_bounds_is_told_in_words(qtbot: QtBot, type_text: TypeText) -> None:
    field = IntegerField("hours", "Hours", lowest=1, highest=1000)
    qtbot.addWidget(field)
    type_text(field.editor, "2 000")
    assert field.value == 2000
    assert field.problem() == "Give a number from 1 to 1\u00a0000."


def test_a_choice_is_found_by_typing_it_in_the_other_script(qtbot: QtBot, type_text: TypeText) -> None:
    field = ChoiceField("place", "Place", [Choice(1, "Oʻrta Chirchiq tumani"), Choice(2, "Qibray tumani")])
    qtbot.addWidget(field)
    type_text(field.editor.lineEdit(), "Қибрай тумани")
    assert field.value == 2
    field.editor.completer().popup().hide()


def test_a_guess_is_marked_until_it_is_edited(qtbot: QtBot, type_text: TypeText) -> None:
    field = TextField("name", "Name")
    qtbot.addWidget(field)
    field.set_value("Markaz", is_guess=True)
    assert field.is_guess
    type_text(field.editor, "i")
    assert not field.is_guess


def test_enter_saves_and_goes_to_the_first_wrong_field(form: FormDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.field("code").error == "This field must be filled in."
    assert form.focusWidget() is form.field("code").editor


def test_a_sound_form_finishes_with_its_values(form: FormDialog, qtbot: QtBot, type_text: TypeText) -> None:
    type_text(form.field("code").editor, "MAT-1")
    type_text(form.field("starts_on").editor, "5.3")
    qtbot.keyClick(form.field("starts_on").editor, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert form.outcome == {"code": "MAT-1", "people": None, "region": None, "starts_on": date(2026, 3, 5)}


def test_escape_leaves_an_untouched_form_without_a_question(form: FormDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_escape_asks_before_something_is_lost_and_enter_stays(
    form: FormDialog, qtbot: QtBot, type_text: TypeText
) -> None:
    type_text(form.field("code").editor, "X")

    def stay(question: ConfirmDialog) -> None:
        qtbot.keyClick(question, Qt.Key.Key_Return)

    when_asked(ConfirmDialog, stay)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()


def test_enter_presses_the_button_that_was_gone_to_and_does_not_save(form: FormDialog, qtbot: QtBot) -> None:
    form.field("code").set_value("MAT-1")
    form._before = form.values()
    form._cancel.setFocus()
    qtbot.keyClick(form._cancel, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert form.outcome is None


def test_enter_presses_a_button_of_a_page_as_space_does(place: QWidget, qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = make_button(place, Action("Open", lambda: pressed.append("open")))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    # With Ctrl it is the key of another action.
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["open"] * 3


def test_the_key_of_a_hidden_button_does_nothing_until_the_button_is_back(place: QWidget, qtbot: QtBot) -> None:
    pressed: list[str] = []
    start = make_button(place, Action("Start", lambda: pressed.append("start"), key="Ctrl+G"))
    close = make_button(place, Action("Close", lambda: pressed.append("close"), key="Ctrl+G"))
    start.hide()
    place.show()
    show_in_front(place)
    qtbot.keyClick(place, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    close.hide()
    start.show()
    qtbot.keyClick(place, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["close", "start"]


def test_a_banner_takes_no_room_from_the_fields_of_a_form(form: FormDialog, qtbot: QtBot) -> None:
    before = form.field("code").height(), form._growing.height()
    form.banner.show_error("The return was sent. " * 20)
    assert form.banner.height() >= form.banner.heightForWidth(form.banner.width())
    assert (form.field("code").height(), form._growing.height()) == before


def test_an_error_that_names_a_field_stands_under_it_and_any_other_on_the_banner(form: FormDialog) -> None:
    form.show_error(Invalid("taken", N_("This code is taken."), field="code"))
    assert form.field("code").error == "This code is taken."
    form.show_error(Refused("closed", N_("Cohort {code} is closed."), code="A"))
    assert form.banner.text == "Cohort A is closed."


def test_no_word_of_a_form_with_errors_is_clipped(form: FormDialog, qtbot: QtBot) -> None:
    form.save()
    qtbot.wait(20)
    assert clipped_words(form) == []


def test_the_destructive_button_is_never_the_default(place: QWidget) -> None:
    dialog = ConfirmDialog(place, "Cancel?", action="Cancel 3 certificates", is_danger=True)
    assert dialog.no_button.isDefault()
    assert not dialog.yes_button.isDefault()
    assert dialog.yes_button.text() == "Cancel 3 certificates"


def test_enter_on_the_destructive_button_is_meant(place: QWidget, qtbot: QtBot) -> None:
    dialog = ConfirmDialog(place, "Cancel?", action="Cancel 3 certificates", is_danger=True)
    show_in_front(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Tab)
    qtbot.waitUntil(dialog.yes_button.hasFocus)
    qtbot.keyClick(dialog.yes_button, Qt.Key.Key_Return)
    assert dialog.result() == ConfirmDialog.DialogCode.Accepted


def test_the_path_is_walked_by_arrow_keys(qtbot: QtBot) -> None:
    path = StepPath()
    qtbot.addWidget(path)
    path.set_steps([Step("plan", "Plan", StepState.DONE), Step("marks", "Marks", StepState.CURRENT)])
    assert path.current.name == "marks"
    with qtbot.waitSignal(path.chosen) as heard:
        qtbot.keyClick(path, Qt.Key.Key_Left)
    assert heard.args == ["plan"]


def test_the_path_keeps_the_chosen_step_when_its_states_change(qtbot: QtBot) -> None:
    path = StepPath()
    qtbot.addWidget(path)
    path.set_steps([Step("plan", "Plan", StepState.DONE), Step("marks", "Marks", StepState.CURRENT)], chosen="plan")
    path.set_steps([Step("plan", "Plan", StepState.DONE), Step("marks", "Marks", StepState.DONE)])
    assert path.current.name == "plan"


def test_a_tile_leads_somewhere_by_key(qtbot: QtBot) -> None:
    gone: list[bool] = []
    tile = StatTile("Cohorts", "18", on_click=lambda: gone.append(True))
    qtbot.addWidget(tile)
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert gone == [True]


def test_a_pill_is_lower_than_its_row_and_wide_enough_for_its_word(qtbot: QtBot) -> None:
    short, long = PillLabel("A", Tone.GOOD), PillLabel("Sertifikat berilgan", Tone.BAD)
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert PILL_HEIGHT < 32
    assert long.sizeHint().width() > short.sizeHint().width()


def test_every_shape_of_a_chart_is_painted(qapp: QApplication) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    shapes = (
        Rect(0, 0, 20, 20, Colour.ACCENT),
        Rect(0, 30, 20, 20, Colour.GROUND, Pattern.DIAGONAL, Colour.BAD, outline=Colour.BAD),
        Line(50, 10, 90, 10, Colour.BAD, 3),
        Text(99, 60, "███", 20, Colour.INK, align=Align.RIGHT),
        Polyline(((50, 80), (90, 80)), Colour.GOOD, 4),
    )
    painter = QPainter(image)
    paint_drawing(painter, Drawing(100, 100, shapes))
    painter.end()
    assert image.pixelColor(10, 10).name() == LIGHT.accent
    assert image.pixelColor(70, 10).name() == LIGHT.bad
    assert image.pixelColor(70, 80).name() == LIGHT.good
    assert any(image.pixelColor(x, 40).name() != "#ffffff" for x in range(20))
    assert image.pixelColor(90, 52).name() != "#ffffff"


def test_a_chart_is_as_high_as_its_width_asks_for(qtbot: QtBot) -> None:
    chart = ChartView(lambda width, _measure, _style: Drawing(width, 4000 / width, ()))
    qtbot.addWidget(chart)
    chart.show()
    chart.resize(401, 10)
    assert chart.height() == 11


def test_a_page_of_a_pdf_is_drawn_in_the_width_asked_for() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content, pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 200, 100, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    drawn = draw_page(content.getvalue(), 0, 400)
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
    assert (drawn.width, drawn.height, drawn.count) == (400, 200, 2)
    assert image.pixelColor(200, 100).name() == "#ff0000"
