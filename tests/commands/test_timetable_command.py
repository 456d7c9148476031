"""A cohort's timetable, without a window."""

from argparse import Namespace

from desktop_app.centre import Centre
from desktop_app.commands.command import Report
from desktop_app.commands.timetable_command import run
from desktop_app.i18n import set_language
from desktop_app.progress import Progress
from tests import factories
from tests.timetable.ground import course


def told(centre: Centre, code: str) -> Report:
    set_language("en")
    return run(centre, Namespace(cohort=code), Progress())


def test_lessons_clashes_and_hours_are_told(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    made = course(centre, room_id=room.id)
    made.mark(0)
    report = told(centre, "mat-26/11")
    assert set(report.facts) == {"cohort", "sessions", "clashes", "hours"}
    assert report.facts["sessions"][0] == {
        "date": "2026-11-02",
        "place": 1,
        "starts_at": "08:30",
        "ends_at": "09:50",
        "hours": 2,
        "kind": None,
        "module": "1-modul",
        "topic": None,
        "room": "204-xona",
        "trainer": None,
        "marks": 1,
    }
    hours = report.facts["hours"]
    assert (hours["course"], hours["planned"], hours["scheduled"], hours["held"], hours["attended"]) == (
        12,
        12,
        12,
        2,
        2,
    )
    assert [module["module"] for module in hours["modules"]] == ["1-modul", "2-modul"]
    assert (report.facts["clashes"], report.is_refusal) == ([], False)
    assert report.lines[-1] == "Hours: 12 planned, 12 in the timetable, 2 held, 2 attended on average."


def test_a_clash_is_for_a_night_job_to_notice(centre: Centre) -> None:
    room = factories.write(centre, factories.room())
    course(centre, room_id=room.id)
    course(centre, code="ING-26/11", room_id=room.id)
    report = told(centre, "ING-26/11")
    assert report.is_refusal
    assert len(report.facts["clashes"]) == 6
    assert report.facts["clashes"][0] == {
        "text": "Room 204-xona is to hold cohorts ING-26/11 and MAT-26/11 at once: 02.11.2026, 08:30–09:50.",
        "is_warning": False,
        "taken": "room",
        "other": "MAT-26/11",
        "date": "2026-11-02",
        "starts_at": "08:30",
        "ends_at": "09:50",
    }


def test_a_room_that_is_too_small_refuses_nothing(centre: Centre) -> None:
    room = factories.write(centre, factories.room(seats=1))
    made = course(centre, room_id=room.id)
    for surname in ("Abdullayeva", "Karimova"):
        made.mark(0, surname=surname)
    report = told(centre, made.code)
    assert [clash["is_warning"] for clash in report.facts["clashes"]] == [True]
    assert not report.is_refusal


def test_a_cohort_without_lessons_is_told_to_have_none(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme(module_hours=(4,)))
    factories.write(centre, factories.cohort(taught.id))
    report = told(centre, "MAT-26/11")
    assert (report.facts["sessions"], report.facts["clashes"]) == ([], [])
    assert (report.facts["hours"]["difference"], report.facts["hours"]["is_short"]) == (-4, True)
