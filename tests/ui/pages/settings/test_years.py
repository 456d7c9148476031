"""Closed years in the settings: what hinders is told before anything is written, and the list shows what was closed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.models.cohorts import Cohort
from tests import factories
from tests.conftest import NOW
from tests.lending.lending_office import change
from ui.pages.settings import years
from ui.pages.settings.years import CloseYearDialog, YearsSection
from ui.workspace import Workspace


def test_a_year_is_closed_once_nothing_hinders_it(
    workspace: Workspace, qtbot: QtBot, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = workspace.centre
    programme = factories.write(centre, factories.programme())
    days = {"starts_on": NOW.date().replace(year=2025, day=1), "ends_on": NOW.date().replace(year=2025)}
    cohort = factories.write(centre, factories.cohort(programme.id, code="OCHIQ-25", **days))
    section = YearsSection(workspace)
    qtbot.addWidget(section)
    section.show()
    settle()
    dialog = CloseYearDialog(section, [2025])
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert "OCHIQ-25" in dialog.hindrances.text()
    assert "1 cohorts" in dialog.contents.text()
    assert "the whole centre" in dialog.contents.text()
    assert not dialog.save_button.isEnabled()
    change(centre, Cohort, cohort.id, state="completed")
    dialog._look()
    settle()
    assert dialog.save_button.isEnabled()
    monkeypatch.setattr(years, "choose_target", lambda *_args, **_kwargs: pytest.fail("asked for a place first"))
    dialog.save()
    assert dialog.field("reason").error
    dialog.field("reason").set_value("Eski dasturda yuborilgan")
    dialog.write_to(tmp_path / "2025.mahorat-year")
    settle()
    assert dialog.outcome.closed.counts["cohorts"] == 1
    section.refresh()
    settle()
    assert [row.file_name for row in section.table.rows_in_sight()] == ["2025.mahorat-year"]
