"""The strip of a long work speaks the language of the window."""

from pytestqt.qtbot import QtBot

from desktop_app.i18n import set_language
from tests.ui.looks import visible_words
from ui.progress_strip import ProgressStrip
from ui.workspace import Workspace


def test_what_a_long_work_does_is_told_in_the_language_of_the_window(workspace: Workspace, qtbot: QtBot) -> None:
    set_language("ru")
    strip = ProgressStrip(workspace)
    qtbot.addWidget(strip)
    progress = workspace.start_progress("Rewriting")
    for total in (0, 7):
        progress.step("The data are written anew", 0, total)
        told = {text for _widget, text in visible_words(strip)}
        assert any("Данные" in text for text in told)
        assert not any("data" in text for text in told)
    progress.step("Рўйхат {1}.xlsx", 0, 0)
    assert "Рўйхат {1}.xlsx" in {text for _widget, text in visible_words(strip)}
    workspace.long_work_ended.emit(progress)
    assert strip.isHidden()
