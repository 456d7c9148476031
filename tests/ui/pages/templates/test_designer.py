"""The designer on a real centre: what the hand does is in the template, kept, and can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.certificate_templates.document import PaperSheet, sheet_pictures
from desktop_app.certificate_templates.editing import Along, Kind, box_of, by_id
from desktop_app.certificate_templates.fields import FIELDS, sample_values, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.model import Paper, Template, TextElement
from desktop_app.certificate_templates.shelf import TemplateRow, copy_as, put_in_use, save_draft, shelf, template
from tests.ui.looks import clipped_words, show_in_front, when_asked
from ui.draft_history import History
from ui.navigation import Target
from ui.pages.templates.acts import TitleDialog
from ui.pages.templates.designer import DesignerPage
from ui.pages.templates.form import ElementForm
from ui.pages.templates.page_form import PageForm
from ui.pages.templates.painting import paint
from ui.pages.templates.trial import Trial
from ui.pages.templates.words import SAMPLES, field_groups
from ui.workspace import Workspace

Settle = Callable[[], None]


def built_in(workspace: Workspace, code: str = "state") -> TemplateRow:
    return next(row for row in workspace.centre.read(shelf) if row.template.code == code)


@pytest.fixture
def draft(workspace: Workspace) -> int:
    return workspace.centre.write(copy_as, template_id=built_in(workspace).id, title="Own").value


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace, settle: Settle) -> Callable[[object], DesignerPage]:
    def open_page(argument: object) -> DesignerPage:
        page = DesignerPage(workspace)
        qtbot.addWidget(page)
        page.resize(1166, 768)
        page.open(argument)
        show_in_front(page)
        settle()
        page.desk.canvas.setFocus()
        return page

    return open_page


def press(qtbot: QtBot, page: DesignerPage, key: Qt.Key, modifiers: object = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(page.desk.canvas, key, modifiers)


def drag(qtbot: QtBot, page: DesignerPage, start: QPointF, by: QPointF) -> None:
    canvas = page.desk.canvas
    before, after = canvas.mapFromScene(start), canvas.mapFromScene(start + by)
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=before)
    qtbot.mouseMove(canvas.viewport(), (before + after) / 2)
    qtbot.mouseMove(canvas.viewport(), after)
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=after)


def kept(workspace: Workspace, template_id: int) -> Template:
    return workspace.centre.read(template, template_id=template_id).template


def test_tab_walks_the_elements_arrows_move_and_everything_is_undone(qtbot, opened, draft, settle) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "number"))
    desk = page.desk
    before = desk.template
    x = by_id(before)["number"].place.x
    for _step in range(3):
        press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert by_id(desk.template)["number"].place.x == pytest.approx(x + 3.1)
    names = [element.id for element in before.sides[0].elements]
    press(qtbot, page, Qt.Key.Key_Tab)
    assert desk.history.now.place == (names[names.index("number") + 1],)
    desk.undo()
    assert desk.template == before
    desk.redo()
    assert by_id(desk.template)["number"].place.x == pytest.approx(x + 3.1)


def test_enter_goes_to_the_words_and_what_is_typed_is_kept_by_itself(
    qtbot: QtBot,
    opened: Callable[[object], DesignerPage],
    draft: int,
    settle: Settle,
    workspace: Workspace,
    type_text: Callable[..., None],
) -> None:
    page = opened((draft, "opening"))
    press(qtbot, page, Qt.Key.Key_Return)
    form = page.desk.panel.form
    assert isinstance(form, ElementForm)
    assert form.words is not None
    assert form.words.hasFocus()
    type_text(form.words, "Mazkur hujjat ")
    assert form.words.toPlainText() == "Mazkur hujjat "
    page._pause()
    settle()
    element = by_id(kept(workspace, draft))["opening"]
    assert isinstance(element, TextElement)
    assert element.text["en"] == "Mazkur hujjat"
    assert "saved" in page.context


def test_esc_goes_from_the_words_to_the_page_and_then_to_no_element(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "opening"))
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.keyClick(page.desk.panel.form.words, Qt.Key.Key_Escape)
    assert page.desk.canvas.hasFocus()
    assert page.desk.history.now.place == ("opening",)
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.desk.history.now.place == ()


def test_what_was_changed_is_kept_when_the_page_is_left(opened, draft, settle, workspace) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    page.desk.choose(("holder",))
    page.desk.delete()
    page.hide()
    settle()
    assert "holder" not in by_id(kept(workspace, draft))


def test_a_drag_moves_an_element_and_draws_it_to_the_others(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    desk = page.desk
    before = box_of(by_id(desk.template)["code"])
    middle = QPointF(before.left + before.width / 2, before.top + before.height / 2)
    drag(qtbot, page, middle, QPointF(-20.2, 5))
    assert desk.history.now.place == ("code",)
    after = box_of(by_id(desk.template)["code"])
    assert after.left == pytest.approx(before.left - 20.2, abs=3)
    assert after.left != before.left
    assert (after.width, after.height) == (before.width, before.height)
    desk.undo()
    assert box_of(by_id(desk.template)["code"]) == before


def test_a_handle_sizes_the_chosen_element(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "code"))
    desk = page.desk
    desk.bar.tools["snap"].defaultAction().trigger()
    before = box_of(by_id(desk.template)["code"])
    drag(qtbot, page, QPointF(before.right, before.bottom), QPointF(6, 9))
    after = box_of(by_id(desk.template)["code"])
    assert (after.left, after.top) == (before.left, before.top)
    assert after.right > before.right + 4
    assert after.bottom > before.bottom + 7


def test_a_locked_background_is_not_dragged_but_tab_finds_it(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    before = page.desk.template
    drag(qtbot, page, QPointF(20, 190), QPointF(30, -30))
    assert page.desk.template == before
    press(qtbot, page, Qt.Key.Key_Tab)
    assert page.desk.history.now.place == (before.sides[0].elements[0].id,)
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.desk.template == before


def test_what_is_in_use_is_only_looked_at_until_a_new_edition_is_made(qtbot, opened, workspace, draft, settle) -> None:  # type: ignore[no-untyped-def]
    workspace.centre.write(put_in_use, template_id=draft)
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    page = opened((draft, "number"))
    before = page.desk.template
    press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, Qt.Key.Key_Delete)
    assert page.desk.template == before
    assert not page.desk.panel.form.words.isEnabled()
    page._begin_edition()
    settle()
    made = workspace.centre.read(template, template_id=targets[0].argument)
    assert (made.state, made.template.code, made.template.edition) == ("draft", before.code, 2)


def test_of_a_template_of_the_program_a_copy_with_a_title_of_its_own_is_made(opened, workspace, settle) -> None:  # type: ignore[no-untyped-def]
    targets: list[Target] = []
    workspace.navigation_requested.connect(targets.append)
    page = opened(built_in(workspace).id)
    when_asked(TitleDialog, lambda dialog: dialog.save())
    page._begin_edition()
    settle()
    made = workspace.centre.read(template, template_id=targets[0].argument)
    assert (made.state, made.template.title) == ("draft", {"en": "State layout (copy)"})


def test_an_edition_in_use_that_nothing_was_issued_from_is_not_changed_either(workspace, draft) -> None:  # type: ignore[no-untyped-def]
    workspace.centre.write(put_in_use, template_id=draft)
    row = workspace.centre.read(template, template_id=draft)
    again = workspace.centre.write(
        save_draft, draft=replace(row.template, sides=row.template.sides[:1]), template_id=draft, version=row.version
    ).value
    assert again != draft
    assert workspace.centre.read(template, template_id=again).template.edition == 2


def test_two_are_put_in_line_by_one_act(opened, draft) -> None:  # type: ignore[no-untyped-def]
    desk = opened(draft).desk
    desk.choose(("number", "holder"))
    desk.put_in_line(Along.LEFT)
    places = by_id(desk.template)
    assert places["number"].place.left == places["holder"].place.left
    desk.undo()
    assert not desk.history.can_undo


def test_copies_go_over_the_clipboard_to_another_template(qtbot, opened, draft, workspace) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    page.desk.choose(("number", "holder"))
    page.desk.copy()
    other = workspace.centre.write(copy_as, template_id=built_in(workspace, "statement").id, title="Other").value
    second = opened(other)
    second.desk.paste()
    assert len(second.desk.chosen) == 2
    assert {type(element) for element in second.desk.chosen} == {TextElement}


def test_a_wrong_condition_is_told_at_once_and_the_page_is_still_seen(opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "number"))
    form = page.desk.panel.form
    form.inputs["condition"].given.emit("hours >=")
    page.desk.check()
    assert "condition" in form.fault_words.text()
    assert page.desk.canvas.page.seen("number") is not None


def test_a_name_too_long_is_a_problem_that_leads_to_its_element(opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "holder"))
    form = page.desk.panel.form
    for name, value in (("width", 20.0), ("least", 20.0)):
        form.inputs[name].given.emit(value)
    page.desk.check()
    assert [problem.code for problem in page.desk.problems] == ["words_too_long"]
    page.desk.choose(())
    page.desk.to_next_problem()
    assert page.desk.history.now.place == ("holder",)


def test_a_new_text_is_written_at_once_and_a_field_put_into_it(opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    page.desk.add(Kind.TEXT)
    (made,) = page.desk.chosen
    assert page.desk.panel.form.words.hasFocus()
    page.desk.panel.form.insert("{course|upper}")
    assert by_id(page.desk.template)[made.id].text == {"en": "{course|upper}"}


def test_numbers_are_typed_with_a_comma_and_stepped_by_arrows(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "number"))
    editor = page.desk.panel.form.inputs["x"]
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "12,5")
    assert by_id(page.desk.template)["number"].place.x == 12.5
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert by_id(page.desk.template)["number"].place.x == 13.5
    page.desk.undo()
    page.desk.undo()
    assert by_id(page.desk.template)["number"].place.x == 28.5


def test_the_sheet_becomes_an_upright_a5_with_two_sides(opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    form = page.desk.panel.form
    assert isinstance(form, PageForm)
    form.inputs["paper"].given.emit(Paper.A5)
    form.inputs["is_landscape"].given.emit(False)
    form.inputs["sides"].given.emit(2)
    found = page.desk.template
    assert (found.width, found.height, len(found.sides)) == (148, 210, 2)


def test_the_last_title_cannot_be_taken_away(qtbot, opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened(draft)
    editor = page.desk.panel.form.inputs["title"]
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert page.desk.template.title == {"en": "Own"}
    qtbot.keyClicks(editor, "New")
    assert page.desk.template.title == {"en": "New"}


def test_the_second_side_has_elements_of_its_own(opened, draft) -> None:  # type: ignore[no-untyped-def]
    desk = opened(draft).desk
    desk.panel.form.inputs["sides"].given.emit(2)
    desk.bar.side.choose(1)
    desk.bar.looked.emit()
    desk.add(Kind.CODE)
    assert [element.id for element in desk.template.sides[1].elements] == ["code_2"]
    desk.choose(("number",))
    assert desk.bar.side.value == 0


def test_a_picture_is_looked_into_kept_and_seen(opened, draft, settle, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    picture = tmp_path / "emblem.png"
    dots = QImage(20, 10, QImage.Format.Format_RGB32)
    dots.fill(Qt.GlobalColor.red)
    dots.save(str(picture))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(picture), ""))
    desk = opened(draft).desk
    desk.add(Kind.PICTURE)
    settle()
    (made,) = desk.chosen
    desk.check()
    assert desk.problems == ()
    seen = desk.canvas.page.seen(made.id)
    assert (seen.width, seen.height) == (40, 20)


def test_every_field_is_offered_once() -> None:
    offered = [name for names in field_groups().values() for name in names]
    assert sorted(offered) == sorted(FIELDS)


def test_undo_goes_back_to_the_beginning_and_what_goes_on_is_one_act() -> None:
    first = Template("t", 1, {}, "certificate")
    history = History(first, ())
    for edition in range(2, 500):
        history.do(replace(first, edition=edition), ())
    for edition in range(500, 510):
        history.do(replace(first, edition=edition), (), going_on="x")
    assert history.undo()
    assert history.now.draft.edition == 499
    while history.undo():
        pass
    assert history.now.draft == first


def test_the_page_on_the_desk_is_the_one_that_is_printed(qapp, workspace) -> None:  # type: ignore[no-untyped-def]
    chosen, scale = built_in(workspace).template, 4.0
    values = sample_values(next(iter(SAMPLES)))
    trial = Trial(values, "uz_Latn")
    size = round(chosen.width * scale), round(chosen.height * scale)
    drawn = QImage(*size, QImage.Format.Format_Grayscale8)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.scale(scale, scale)
    for element in chosen.sides[0].elements:
        seen = trial.seen(element)
        if seen is not None and element.id != "code":
            painter.save()
            paint(painter, seen, trial.files)
            painter.restore()
    painter.end()
    sheet = PaperSheet(chosen, words(chosen, values, language="uz_Latn"))
    printed = QImage.fromData(sheet_pictures(sheet, dpi=scale * 25.4, files=Files())[0])
    small = QImage.Format.Format_Grayscale8, (size[0] // 4, size[1] // 4)
    ours, theirs = (
        image.convertToFormat(small[0]).scaled(*small[1], mode=Qt.TransformationMode.SmoothTransformation)
        for image in (drawn, printed)
    )
    off = [
        abs(ours.pixelColor(x, y).lightness() - theirs.pixelColor(x, y).lightness())
        for x in range(0, ours.width(), 2)
        for y in range(0, ours.height(), 2)
    ]
    assert sum(off) / len(off) < 4
    assert sum(each > 90 for each in off) / len(off) < 0.002


def test_nothing_is_clipped(opened, draft) -> None:  # type: ignore[no-untyped-def]
    page = opened((draft, "holder"))
    assert clipped_words(page) == []
    page.desk.choose(())
    assert clipped_words(page) == []


def test_the_texts_of_two_scripts_are_written_beside_each_other_and_the_page_follows(  # type: ignore[no-untyped-def]
    qtbot, opened, draft, type_text
) -> None:
    page = opened((draft, "title"))
    form = page.desk.panel.form
    latin, cyrillic = form.texts["uz_Latn"], form.texts["uz_Cyrl"]
    assert latin.y() == cyrillic.y()
    for code, editor, text in (("uz_Cyrl", cyrillic, "ГУВОҲНОМА"), ("uz_Latn", latin, "GUVOHNOMA")):
        editor.setFocus()
        editor.selectAll()
        type_text(editor, text)
        assert (page.desk.panel.form, page.desk.language, editor.hasFocus()) == (form, code, True)
    title = by_id(page.desk.template)["title"]
    assert (title.text["uz_Cyrl"], title.text["uz_Latn"]) == ("ГУВОҲНОМА", "GUVOHNOMA")
    page.desk.undo()
    assert by_id(page.desk.template)["title"].text["uz_Cyrl"] == "ГУВОҲНОМА"
    assert (latin.toPlainText(), cyrillic.toPlainText()) == ("MALAKA SERTIFIKATI", "ГУВОҲНОМА")
