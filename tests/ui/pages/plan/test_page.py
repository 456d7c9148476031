"""The annual plan looked at: plan beside actual, and every figure opens down to what it is made of."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.plan.finished import OwnFilter
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.plan.words import plan_names
from tests import factories
from tests.ui.looks import clipped_words, show_in_front, when_asked
from tests.ui.pages.plan import tabs
from ui.pages.plan.behind_dialog import BehindDialog
from ui.pages.plan.page import PlanPage
from ui.pages.plan.people_dialog import FinishedPeopleDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


def rows(page: PlanPage) -> list[tuple[str, int | None, int | None]]:
    model = tabs.fact(page).table.view.model()
    columns = tabs.fact(page).table.columns
    found = [model.index(place, 0).data(Qt.ItemDataRole.UserRole + 2) for place in range(model.rowCount())]
    return [(columns[0].text(row).strip(" \u2002\u2003+–"), row.plan, row.actual) for row in found]


def test_plan_and_actual_stand_side_by_side(page: PlanPage) -> None:
    assert rows(page) == [
        ("Pedagogical skill centre", 120, None),
        ("Teaching staff", 120, None),
        ("Continuing professional education platform", None, 900),
        ("Total", 120, 900),
    ]
    assert clipped_words(page) == []


def test_a_channel_folds_and_opens_by_the_arrow_keys(page: PlanPage, qtbot: QtBot) -> None:
    view = tabs.fact(page).table.view
    tabs.fact(page).table.select_place(0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert [name for name, _plan, _actual in rows(page)][1] == "Continuing professional education platform"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert rows(page)[1] == ("Teaching staff", 120, None)


def test_a_group_opens_down_to_what_it_is_planned_by(
    page: PlanPage, workspace: Workspace, settle: Settle, year: int
) -> None:
    district = next(iter(workspace.centre.read(plan_names).districts))
    workspace.centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 30, district))
    tabs.fact(page).make_stale()
    settle()
    tabs.fact(page).table.select_place(1)
    group = tabs.fact(page).table.current()
    assert group is not None
    tabs.fact(page).go_down(group)
    settle()
    assert [(plan, name) for name, plan, _actual in rows(page)[2:4]] == [
        (30, workspace.centre.read(plan_names).districts[district]),
        (90, "The rest, not divided"),
    ]


def test_behind_an_own_figure_are_its_people(
    page: PlanPage, workspace: Workspace, qtbot: QtBot, settle: Settle, year: int
) -> None:
    centre = workspace.centre
    programme = factories.write(centre, factories.programme())
    ends_on = date(year, 1, 20)
    held = factories.cohort(programme.id, starts_on=date(year, 1, 5), ends_on=ends_on, state=CohortState.COMPLETED)
    cohort = factories.write(centre, held)
    person = factories.write(centre, factories.person())
    done = {"state": EnrolmentState.COMPLETED, "finished_on": ends_on, "staff_group": "PEDAGOG"}
    factories.write(centre, factories.enrolment(cohort.id, person.id, **done))
    dialog = FinishedPeopleDialog(tabs.fact(page), "Pedagog", OwnFilter(year, page.day, "PEDAGOG"))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.model.rowCount() == 1
    assert dialog._count.text() == "1 person"


def behind(page: PlanPage, qtbot: QtBot, settle: Settle, place: int, modifier: Qt.KeyboardModifier) -> tuple[str, str]:
    """The title of what F3 opens on a line, and the sum that stands under it."""
    show_in_front(page)
    tabs.fact(page).table.select_place(place)
    tabs.fact(page).table.view.setFocus()
    seen: list[tuple[str, str]] = []

    def look(dialog: BehindDialog) -> None:
        seen.append((dialog.windowTitle(), dialog.sum.text()))
        dialog.reject()

    when_asked(BehindDialog, look)
    qtbot.keyClick(tabs.fact(page).table.view, Qt.Key.Key_F3, modifier)
    settle()
    qtbot.waitUntil(lambda: bool(seen))
    return seen[0]


def test_every_figure_opens_to_what_it_is_made_of(page: PlanPage, qtbot: QtBot, settle: Settle) -> None:
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    platform = "Continuing professional education platform"
    assert behind(page, qtbot, settle, 2, plain) == (platform, "Together: 900")
    assert behind(page, qtbot, settle, 3, plain) == ("Total", "Together: 900")
    assert behind(page, qtbot, settle, 3, shift) == ("Total", "Together: 120")
    # Where no actual is known there is still the plan.
    assert behind(page, qtbot, settle, 1, plain) == ("Teaching staff", "Together: 120")


def test_behind_what_is_not_divided_are_its_people(
    page: PlanPage, workspace: Workspace, qtbot: QtBot, settle: Settle, year: int
) -> None:
    centre = workspace.centre
    here, there = list(centre.read(plan_names).districts)[:2]
    centre.write(save_plan_line, PlanEntry(year, 3, "PMM", "PEDAGOG", 30, here))
    ends_on = date(year, 1, 20)
    held = factories.cohort(
        factories.write(centre, factories.programme()).id,
        starts_on=date(year, 1, 5),
        ends_on=ends_on,
        state=CohortState.COMPLETED,
    )
    cohort = factories.write(centre, held)
    done = {"state": EnrolmentState.COMPLETED, "finished_on": ends_on, "staff_group": "PEDAGOG"}
    for surname, district in (("Azizova", here), ("Boboyeva", there), ("Sobirova", None)):
        person = factories.write(centre, factories.person(surname=surname))
        factories.write(centre, factories.enrolment(cohort.id, person.id, district_code=district, **done))
    tabs.fact(page).make_stale()
    settle()
    tabs.fact(page).table.select(lambda row: row.level == 1)
    tabs.fact(page).unfold(tabs.fact(page).table.current())  # type: ignore[arg-type]
    settle()
    assert tabs.fact(page).table.select(lambda row: row.name == "The rest, not divided")
    names: list[str] = []

    def look(dialog: FinishedPeopleDialog) -> None:
        model = dialog.model
        names.extend(model.index(place, 0).data() for place in range(model.rowCount()))
        dialog.reject()

    when_asked(FinishedPeopleDialog, look)
    row = tabs.fact(page).table.current()
    assert row is not None
    tabs.fact(page).show_people(row)
    qtbot.waitUntil(lambda: bool(names))
    assert [name.split()[0] for name in names] == ["Boboyeva", "Sobirova"]
    assert row.actual == len(names)


def test_year_day_and_tab_are_come_back_to(page: PlanPage, workspace: Workspace, qtbot: QtBot, year: int) -> None:
    page.open((year - 1, "figures"))
    page.day_box.choose(date(year - 1, 7, 1))
    again = PlanPage(workspace)
    qtbot.addWidget(again)
    again.open(page.here())
    assert again.here() == (year - 1, "figures", date(year - 1, 7, 1))
