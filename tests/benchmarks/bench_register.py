"""The register of attendance under the hands: from a key to its echo and to the disk, from opening to the picture."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from db import engine as engines
from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.people import Person
from db.models.programmes import Module, Programme
from db.models.timetable import Session
from desktop_app.centre import Centre
from tests.benchmarks.figure import Figure, median_seconds
from tests.benchmarks.keyboard import MILLISECONDS, NOW, live_until, new_workspace, press, typed
from ui.pages.attendance.panel import AttendancePanel
from ui.widgets.page import Page
from ui.workspace import Workspace

SMALL, LARGE = (30, 72), (40, 216)
OPENS_WITHIN_MS = {SMALL: 100, LARGE: 200}
REPAINTS_WITHIN_MS = 30
LESSONS_A_DAY = 3
# All but the last lessons are marked: these are typed.
LEFT_TO_TYPE = 6
KEYS = "+++-++s+k+"
KEYS_A_SECOND = 30
SCREEN = (1920, 1080)


def figures() -> Iterator[Figure]:
    with new_workspace() as workspace:
        for place, size in enumerate((SMALL, LARGE), start=1):
            _fill(workspace.centre, place, *size)
            yield from _of_grid(workspace, place, size)
        yield from _of_keys(workspace, 1)


def _of_grid(workspace: Workspace, cohort_id: int, size: tuple[int, int]) -> Iterator[Figure]:
    name = f"{size[0]} by {size[1]}"

    def open_and_paint() -> None:
        page, _panel = _opened(workspace, cohort_id)
        page.hide()
        page.deleteLater()

    cells = size[0] * size[1]
    opened = median_seconds(open_and_paint) * MILLISECONDS
    yield Figure(f"register {name}, opened", cells, opened, "ms", limit=OPENS_WITHIN_MS[size])
    page, panel = _opened(workspace, cohort_id)
    view = panel.register.marks.viewport()
    painted = median_seconds(view.repaint) * MILLISECONDS
    yield Figure(f"register {name}, painted anew", cells, painted, "ms", limit=REPAINTS_WITHIN_MS)
    page.hide()
    page.deleteLater()


def _of_keys(workspace: Workspace, cohort_id: int) -> Iterator[Figure]:
    """Keys at thirty a second."""
    page, panel = _opened(workspace, cohort_id)
    marks = panel.register.marks
    yield from typed(
        "register",
        lambda number: press(marks, KEYS[number % len(KEYS)]),
        painted=[marks.viewport()],
        kept=panel.marking.saved,
        keys_a_second=KEYS_A_SECOND,
    )
    page.hide()
    page.deleteLater()


def _opened(workspace: Workspace, cohort_id: int) -> tuple[Page, AttendancePanel]:
    page = Page(workspace, title="PMM-26-001")
    panel = AttendancePanel(workspace, cohort_id)
    page.body.addWidget(panel)
    page.resize(*SCREEN)
    page.show()
    live_until(lambda: workspace.worker.is_idle() and panel.model.grid is not None)
    # What was read last is painted now.
    QApplication.processEvents()
    return page, panel


def _fill(centre: Centre, cohort_id: int, people: int, lessons: int) -> None:
    """A cohort with all its lessons held and nearly all of them marked."""
    starts_on = NOW.date() - timedelta(days=-(-lessons // LESSONS_A_DAY))
    first = cohort_id * 1_000
    numbers, places = range(first, first + people), range(first, first + lessons)
    with engines.writing(centre.engine).begin() as connection:
        taught = {"id": cohort_id, "code": f"P{cohort_id}", "title": "P", "hours": lessons * 2}
        connection.execute(insert(Programme), [taught | {"staff_group": "PEDAGOG", "mode_code": "AJR"}])
        module = {"id": cohort_id, "programme_id": cohort_id, "place": 1, "title": "M", "hours": lessons * 2}
        connection.execute(insert(Module), [module])
        studied = {"id": cohort_id, "code": f"PMM-26-{cohort_id:03}", "programme_id": cohort_id}
        days = {"starts_on": starts_on, "ends_on": NOW.date(), "state": CohortState.STUDYING}
        connection.execute(insert(Cohort), [studied | days])
        connection.execute(insert(Person), [_person(number) for number in numbers])
        connection.execute(insert(Enrolment), [_enrolment(number, cohort_id, starts_on) for number in numbers])
        connection.execute(insert(Session), [_session(place, first, cohort_id, starts_on) for place in places])
        marked = places[:-LEFT_TO_TYPE]
        connection.execute(insert(Mark), [_mark(place, number) for place in marked for number in numbers])


def _person(number: int) -> dict[str, object]:
    name = f"Abduqodirova{number}"
    keys = {"sort_key": name, "name_key": name, "created_at": NOW}
    return {"id": number, "surname": name, "given_name": "Malohat", "patronymic": "Oʻktam qizi"} | keys


def _enrolment(number: int, cohort_id: int, day: date) -> dict[str, object]:
    state = {"state": EnrolmentState.STUDYING, "enrolled_on": day, "district_code": "1727401"}
    return {"id": number, "cohort_id": cohort_id, "person_id": number} | state


def _session(place: int, first: int, cohort_id: int, starts_on: date) -> dict[str, object]:
    day, of_day = divmod(place - first, LESSONS_A_DAY)
    when = {"held_on": starts_on + timedelta(days=day), "place_in_day": of_day + 1, "starts_at": time(9 + 2 * of_day)}
    return {"id": place, "cohort_id": cohort_id, "module_id": cohort_id, "hours": 2} | when


def _mark(place: int, number: int) -> dict[str, object]:
    kind = "KELMADI" if (place + number) % 17 == 0 else "KELDI"
    return {"session_id": place, "enrolment_id": number, "kind_code": kind, "marked_at": NOW}
