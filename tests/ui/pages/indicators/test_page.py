"""The catalogue of indicators: words changed and withdrawn, a figure tried down to what it is made of."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.i18n import LANGUAGES
from desktop_app.indicators.wordings import wordings
from tests.conftest import NOW
from tests.ui.looks import clipped_words
from ui.pages.indicators.page import IndicatorsPage
from ui.pages.indicators.wording_dialog import WordingDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> IndicatorsPage:
    workspace.centre.clock = FixedClock(NOW)
    made = IndicatorsPage(workspace)
    qtbot.addWidget(made)
    made.resize(1140, 740)
    made.show()
    settle()
    made.table.select(lambda line: line.indicator.code == "completed")
    settle()
    return made


def test_the_chosen_indicator_is_counted_over_each_of_its_spans(page: IndicatorsPage) -> None:
    line = page.table.current()
    assert line is not None
    assert [choice.value for choice in page.trial.spans.choices] == list(line.indicator.spans)
    assert page.trial.table.rows_in_sight()[0].key.indicator == "completed"
    assert clipped_words(page) == []


def test_another_day_is_a_new_edition_and_the_same_day_corrects_it(page: IndicatorsPage, settle: Settle) -> None:
    centre = page.workspace.centre
    for day, title in ((date(2026, 9, 1), "Bir"), (date(2026, 9, 1), "Ikki"), (date(2026, 10, 1), "Uch")):
        line = page.table.current()
        assert line is not None
        dialog = WordingDialog(page, line, line.wording)
        dialog.field("valid_from").set_value(day)
        for code in LANGUAGES:
            dialog.field(f"title_{code}").set_value(title)
        dialog.save()
        settle()
        assert dialog.outcome is True
        page.refresh()
        settle()
    assert [each.titles["uz_Latn"] for each in centre.read(wordings)] == ["Uch", "Ikki"]
    line = page.table.current()
    assert line is not None
    assert (line.title, line.edition) == ("Uch", 3)
