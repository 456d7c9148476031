"""Scenes of the annual plan for ``tests.screens``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
from PySide6.QtWidgets import QWidget

from desktop_app.plan.exchange import preview
from desktop_app.plan.finished import OwnFilter
from desktop_app.plan.importing import PlanDefaults
from desktop_app.plan.parts import lines_behind
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import history_of, plan_lines
from desktop_app.plan.stated import StatedEntry, What
from desktop_app.plan.words import plan_names
from tests.ui.pages.plan import tabs
from ui.pages.plan.behind_dialog import BehindDialog, shares_of_plan
from ui.pages.plan.dialogs import AmendDialog, FigureDialog, PlanLineDialog
from ui.pages.plan.history_dialog import HistoryDialog
from ui.pages.plan.import_dialog import FileDialog, PreviewDialog
from ui.pages.plan.page import PlanPage
from ui.pages.plan.people_dialog import FinishedPeopleDialog
from ui.pages.plan.stated_panel import StatedDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
YEAR = 2026


def _page(stage: "Stage", tab: str = "") -> PlanPage:
    page = stage.page("plan", (YEAR, tab))
    assert isinstance(page, PlanPage)
    return page


def _tab(tab: str) -> Scene:
    return lambda stage: _page(stage, tab)


def _opened(stage: "Stage") -> QWidget:
    page = _page(stage, "fact")
    table = tabs.fact(page).table
    table.select(lambda row: row.level == 1)
    current = table.current()
    assert current is not None
    tabs.fact(page).go_down(current)
    stage.settle()
    return page


def _amended(stage: "Stage") -> QWidget:
    page = _page(stage, "lines")
    tabs.lines(page).which.choose(True)
    tabs.lines(page).which.chosen.emit(True)
    tabs.lines(page).table.filter_box.setText("246")
    return page


def _line(stage: "Stage") -> QWidget:
    names = stage.workspace.centre.read(plan_names)
    return PlanLineDialog(tabs.lines(_page(stage, "lines")), PlanEntry(YEAR, 11, "PMM", "PEDAGOG", 0), names)


def _amend(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    line = centre.read(plan_lines, year=YEAR)[0]
    return AmendDialog(tabs.lines(_page(stage, "lines")), line, centre.read(plan_names))


def _history(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    line = next(line for line in centre.read(plan_lines, year=YEAR) if line.replaces_id is not None)
    chain = centre.read(history_of, line_id=line.id)
    return HistoryDialog(tabs.lines(_page(stage, "lines")), chain, centre.read(plan_names))


def _figure(stage: "Stage") -> QWidget:
    names = stage.workspace.centre.read(plan_names)
    return FigureDialog(tabs.figures(_page(stage, "figures")), FigureEntry(YEAR, 11, "", "", 0, ""), names)


def _stated(stage: "Stage") -> QWidget:
    names = stage.workspace.centre.read(plan_names)
    return StatedDialog(tabs.stated(_page(stage, "stated")), StatedEntry(What.CHANNEL_TOTAL, "", YEAR, 0, ""), names)


def _people(stage: "Stage") -> QWidget:
    page = _page(stage, "fact")
    dialog = FinishedPeopleDialog(tabs.fact(page), "Pedagog kadrlar", OwnFilter(YEAR, page.day, "PEDAGOG"))
    stage.settle()
    return dialog


def _behind(stage: "Stage") -> QWidget:
    page = _page(stage, "fact")
    centre = stage.workspace.centre
    lines = centre.read(lines_behind, year=YEAR, as_of=page.day, channel="PMM")
    return BehindDialog(tabs.fact(page), "Pedagogik mahorat markazi", shares_of_plan(lines, centre.read(plan_names)))


def _file(stage: "Stage") -> QWidget:
    return FileDialog(tabs.lines(_page(stage, "lines")), is_of_figures=False)


def _import(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    path = Path(centre.paths.folder) / "reja-2026.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Reja")
        rows = [
            ("Oy", "Kanal", "Kadrlar toifasi", "Fan", "Tinglovchilar soni", "Buyruq raqami", "Buyruq sanasi"),
            ("Dekabr", "Pedagogik mahorat markazi", "Pedagog", "Kimyo", 60, "300-sonli", "01.10.2026"),
            ("Noyabr", "Elektron platforma", "Pedagog", "", 20, "300-sonli", "01.10.2026"),
            ("Dekabr", "Elektron platforma", "Kosmonavt", "", 900, "300-sonli", "01.10.2026"),
            ("Jami", "", "", "", 980, "", ""),
        ]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    seen = preview(centre, path, defaults=PlanDefaults(YEAR))
    path.unlink()
    return PreviewDialog(tabs.lines(_page(stage, "lines")), seen, centre.read(plan_names))


SCENES: dict[str, Scene] = {
    "plan-opened": _opened,
    "plan-lines": _tab("lines"),
    "plan-amended": _amended,
    "plan-figures": _tab("figures"),
    "plan-stated": _tab("stated"),
    "plan-line-form": _line,
    "plan-amend-form": _amend,
    "plan-history": _history,
    "plan-figure-form": _figure,
    "plan-stated-form": _stated,
    "plan-people": _people,
    "plan-behind": _behind,
    "plan-file-form": _file,
    "plan-import": _import,
}
