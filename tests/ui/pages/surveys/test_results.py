"""The results of a survey as people meet them: tabs, few people, break-downs, the decision, the matrix, files."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from db.models.programmes import Module
from db.models.surveys import SurveyPhase
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.cohorts.electives import chosen_modules
from desktop_app.questionnaires.layout import Answers
from desktop_app.surveys.cohort_needs import serving_modules
from tests import factories
from tests.conftest import NOW
from tests.surveys.forms import answered_round
from tests.ui.looks import clipped_words, visible_words, when_asked
from ui.pages.surveys.decision_dialog import DecisionDialog
from ui.pages.surveys.matrix_dialog import MatrixDialog, matrix_ground
from ui.pages.surveys.result_view import ResultView
from ui.pages.surveys.results_panel import ResultsPanel
from ui.workspace import Workspace

Settle = Callable[[], None]
KEY = Qt.Key
SHEET: Answers = {
    "A7": "new",
    "B1.importance": 5,
    "B1.level": 4,
    "B2.importance": 4,
    "B2.level": 2,
    "E": ("time",),
    "F1": "Vaqt yetmaydi",
}
ENOUGH = 6


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    modules = [
        Module(place=1, title="Asosiy", hours=24, competences={"B1": 5}),
        Module(place=2, title="Raqamli", hours=12, is_elective=True),
        Module(place=3, title="Baholash", hours=12, is_elective=True, competences={"B2": 3}),
    ]
    programme = factories.write(centre, factories.programme(modules=modules, hours=36))
    return factories.write(centre, factories.cohort(programme.id)).id


@pytest.fixture
def show(workspace: Workspace, qtbot: QtBot, settle: Settle) -> Callable[[int], ResultView]:
    workspace.centre.clock = FixedClock(NOW)

    def shown(round_id: int) -> ResultView:
        view = ResultView(workspace)
        qtbot.addWidget(view)
        view.resize(1110, 600)
        view.show()
        view.show_round(round_id)
        settle()
        return view

    return shown


def words_in(widget: QWidget) -> list[str]:
    return [text for _widget, text in visible_words(widget)]


def tabs_of(view: ResultView) -> list[str]:
    return [view.tabs.tabText(place) for place in range(view.tabs.count()) if view.tabs.isTabVisible(place)]


def test_the_needs_of_a_cohort_stand_by_their_gap(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, settle: Settle
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    view.tabs.setCurrentWidget(view.competences)
    settle()
    model = view.competences.view.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["Baholash", "Rejalashtirish"]
    assert [model.index(0, column).data() for column in (1, 4, 5)] == ["6", "2.00 ± 0.00", "12.00"]
    assert clipped_words(view) == []


def test_of_few_people_nothing_is_shown_but_why(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, qtbot: QtBot
) -> None:
    view = show(answered_round(centre, *[SHEET] * 4, cohort_id=cohort_id))
    # Qt shows new parts of a window only when it next comes to its layout.
    qtbot.waitUntil(lambda: any("Fewer than 5 people" in words for words in words_in(view)))
    assert not view.tabs.isVisible()


def test_modules_are_chosen_before_the_course_of_a_cohort_only(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int
) -> None:
    before = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    after = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id, phase=SurveyPhase.AFTER))
    of_anybody = show(answered_round(centre, *[SHEET] * ENOUGH))
    assert ["Modules" in tabs_of(view) for view in (before, after, of_anybody)] == [True, False, False]


def test_a_survey_of_anybody_shows_its_own_answers_alone(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int
) -> None:
    answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id)
    view = show(answered_round(centre, *[SHEET] * 9))
    assert view.content is not None
    assert view.content.figures.people == 9


def test_what_people_wrote_and_chose_is_read_under_its_question(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, settle: Settle
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    view.tabs.setCurrentWidget(view.answers)
    settle()
    words = words_in(view)
    assert "— Vaqt yetmaydi" in words
    assert "Toʻsiqlar" in words


def test_gaps_are_broken_down_by_an_item_and_crossed_with_another(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, settle: Settle
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    view.tabs.setCurrentWidget(view.breakdown)
    settle()
    assert view.breakdown.field == "A7"
    assert not view.breakdown.competence.isVisible()
    view.breakdown.across.choose("phase")
    view.breakdown.refresh()
    settle()
    assert view.breakdown.competence.isVisible()


def decide(view: ResultView, settle: Settle, act: Callable[[DecisionDialog], None]) -> None:
    def drive(dialog: DecisionDialog) -> None:
        act(dialog)
        settle()

    when_asked(DecisionDialog, drive)
    view.modules.decide_button.click()
    settle()


def test_the_proposal_is_decided_with_enter(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, qtbot: QtBot, settle: Settle
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    view.tabs.setCurrentWidget(view.modules)
    settle()
    decide(view, settle, lambda dialog: qtbot.keyClick(dialog, KEY.Key_Return))
    titles = {module.id: module.title for module in centre.read(serving_modules, programme_id=1)}
    assert [titles[each] for each in centre.read(chosen_modules, cohort_id=cohort_id)] == ["Baholash"]
    assert {"In force", "2026/1-MT"} <= set(cells(view))
    view.modules.back_action.trigger()
    settle()
    assert centre.read(chosen_modules, cohort_id=cohort_id) == ()


def cells(view: ResultView) -> list[str]:
    model = view.modules.decisions.view.model()
    return [str(model.index(0, column).data()) for column in range(model.columnCount())]


def test_another_choice_asks_for_its_reason(
    show: Callable[[int], ResultView], centre: Centre, cohort_id: int, qtbot: QtBot, settle: Settle
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    view.tabs.setCurrentWidget(view.modules)
    settle()
    seen: list[str] = []

    def choose_another(dialog: DecisionDialog) -> None:
        other = next(module.id for module in view.modules.ground.electives if not module.is_proposed)
        dialog.modules.set_value((other,))
        qtbot.keyClick(dialog, KEY.Key_Return)
        settle()
        seen.extend(words_in(dialog))
        dialog.field("note").set_value("Kompyuter sinfi yangi")
        dialog.save()

    decide(view, settle, choose_another)
    assert "This is not what the answers propose: say why it is chosen." in seen
    assert len(centre.read(chosen_modules, cohort_id=cohort_id)) == 1


def test_the_matrix_is_filled_by_digits(
    workspace: Workspace, centre: Centre, cohort_id: int, qtbot: QtBot, settle: Settle
) -> None:
    answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id)
    view = ResultView(workspace)
    qtbot.addWidget(view)
    dialog = MatrixDialog(view, matrix_ground(centre, cohort_id))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.model.lines[0].code == "B2"
    assert dialog.model.unserved_needs() == []
    dialog.grid.setCurrentIndex(dialog.model.index(0, 3))
    for key in (KEY.Key_0, KEY.Key_9, KEY.Key_4):
        qtbot.keyClick(dialog.grid, key)
    assert dialog.model.unserved_needs() == ["Baholash"]
    assert any("Baholash" in words for words in words_in(dialog))
    qtbot.keyClick(dialog, KEY.Key_Return)
    settle()
    weights = {module.title: module.weights for module in centre.read(serving_modules, programme_id=1)}
    assert weights == {"Asosiy": {"B1": 5}, "Raqamli": {}, "Baholash": {dialog.model.lines[1].code: 4}}


def test_results_are_saved_as_pdf_workbook_and_picture(
    show: Callable[[int], ResultView],
    centre: Centre,
    cohort_id: int,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = show(answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id))
    paths = iter(("report.pdf", "sheet.pdf", "figures.xlsx", "chart.png"))
    chosen = lambda *_args: (str(tmp_path / next(paths)), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    for act in (view.save_report, view.save_trainer_sheet, view.export, view.save_picture):
        act()
        settle()
    sheet = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    text = sheet[0].get_textpage().get_text_bounded()
    pages = len(sheet)
    sheet.close()
    assert (pages, "Vaqt yetmaydi" in text, "Bu guruhga nima muhim" in text) == (1, True, True)
    book = load_workbook(tmp_path / "figures.xlsx", read_only=True)
    values = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    book.close()
    assert {"Baholash", 12.0, 6} <= set(values)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_results_of_a_questionnaire_are_narrowed_by_year_and_phase(
    workspace: Workspace, centre: Centre, cohort_id: int, qtbot: QtBot, settle: Settle
) -> None:
    workspace.centre.clock = FixedClock(NOW)
    answered_round(centre, *[SHEET] * ENOUGH, cohort_id=cohort_id)
    answered_round(centre, *[SHEET] * 7, cohort_id=cohort_id, phase=SurveyPhase.AFTER)
    panel = ResultsPanel(workspace)
    qtbot.addWidget(panel)
    panel.show()
    panel.go_to("small")
    settle()
    people = []
    for phase in (None, SurveyPhase.AFTER):
        panel.phase.choose(phase)
        panel.phase.chosen.emit(phase)
        settle()
        assert panel.results.content is not None
        people.append(panel.results.content.figures.people)
    assert people == [13, 7]
