"""The navigation at the left of the window."""

from pytestqt.qtbot import QtBot

from ui.navigation import PAGES
from ui.side_bar import SideBar

LOW_SCREEN_PX, LOWER_STILL_PX = 700, 420
# What a screen of 768 leaves a window under its title and above the taskbar.
USUAL_WINDOW_PX = 728


def _bar(qtbot: QtBot, height: int) -> SideBar:
    bar = SideBar([page for page in PAGES if not page.under])
    qtbot.addWidget(bar)
    bar.set_centre("Toshkent viloyati pedagogik mahorat markazi")
    bar.show_foot("Yusupova Nargiza", "12.10.2026")
    bar.resize(bar.width(), height)
    bar.show()
    return bar


def test_on_a_low_screen_no_page_lies_under_the_foot(qtbot: QtBot) -> None:
    bar = _bar(qtbot, LOW_SCREEN_PX)
    assert bar.height() == LOW_SCREEN_PX
    assert bar._pages.geometry().bottom() < bar._staff.geometry().top()
    assert bar._backup.geometry().bottom() < bar.height()


def test_in_the_usual_window_every_page_is_in_sight(qtbot: QtBot) -> None:
    bar = _bar(qtbot, USUAL_WINDOW_PX)
    for button in bar._buttons.values():
        assert button.visibleRegion().boundingRect() == button.rect(), button.accessibleName()


def test_the_page_in_front_is_scrolled_into_sight(qtbot: QtBot) -> None:
    bar = _bar(qtbot, LOWER_STILL_PX)
    assert bar._buttons["settings"].visibleRegion().isEmpty()
    bar.mark("settings")
    assert not bar._buttons["settings"].visibleRegion().isEmpty()


def test_a_name_that_fits_is_whole_the_first_time_it_is_shown(qtbot: QtBot) -> None:
    bar = SideBar(PAGES)
    qtbot.addWidget(bar)
    bar.show_foot("Abduqodirova Ozoda", "")
    assert bar._staff.text() == "Abduqodirova Ozoda"
