"""The hours of a cohort by module, and the hours that trainers are paid for."""

from datetime import date

import pytest

from db.models.programmes import Module
from desktop_app.centre import Centre
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import Step, StepState, judge
from desktop_app.errors import Invalid
from desktop_app.reference.service import set_rule
from desktop_app.timetable.assigning import Assignment, assign, substitute
from desktop_app.timetable.ledger import hours_ledger
from desktop_app.timetable.moving import remove_session
from desktop_app.timetable.pay import pay_sheet
from desktop_app.timetable.service import make_sessions
from tests import factories
from tests.timetable.ground import course


def test_the_ledger_tells_what_is_planned_scheduled_held_and_attended(centre: Centre) -> None:
    made = course(centre)
    made.mark(0)
    made.mark(0, surname="Karimova", kind="KELMADI")
    made.mark(1, surname="Olimova")
    ledger = centre.read(hours_ledger, cohort_id=made.cohort_id)
    first, second = ledger.lines
    assert (first.title, first.planned, first.scheduled, first.held, first.difference) == ("1-modul", 4, 4, 4, 0)
    # One of two came to the first lesson, one of one to the second: 1 + 2 of 4 hours.
    assert first.attended == pytest.approx(3.0)
    assert (second.planned, second.held, second.attended) == (8, 0, 0.0)
    assert (ledger.total.planned, ledger.total.scheduled, ledger.course_hours, ledger.is_short) == (12, 12, 12, False)


def test_who_is_left_out_of_a_lesson_takes_nothing_off_the_mean(centre: Centre) -> None:
    made = course(centre)
    centre.write(set_rule, name="excused_counts_as", valid_from=date(2026, 1, 1), value="left_out")
    made.mark(0)
    made.mark(0, surname="Karimova", kind="SABABLI")
    made.mark(1, surname="Olimova", kind="SABABLI")
    first = centre.read(hours_ledger, cohort_id=made.cohort_id).lines[0]
    # Of the first lesson two hours are asked of one person, who came; the second is asked of nobody.
    assert (first.held, first.attended) == (4, 2)


def test_independent_study_is_of_the_course_and_of_no_timetable(centre: Centre) -> None:
    taught = factories.programme(module_hours=(), hours=12)
    taught.modules.append(
        Module(place=1, title="Pedagogika", hours=12, lecture_hours=4, practical_hours=4, independent_hours=4)
    )
    factories.write(centre, taught)
    row = factories.write(centre, factories.cohort(taught.id))
    assert centre.write(make_sessions, cohort_id=row.id).value.hours == 8
    ledger = centre.read(hours_ledger, cohort_id=row.id)
    assert (ledger.total.planned, ledger.independent, ledger.course_hours, ledger.is_short) == (8, 4, 12, False)
    assert judge(Step.TIMETABLE, centre.read(cohort_facts, cohort_id=row.id))[0] is StepState.DONE


def test_electives_are_planned_once_they_stand_in_the_timetable(centre: Centre) -> None:
    taught = factories.programme(module_hours=(4,), hours=8)
    taught.modules += [Module(place=place, title=f"Tanlov {place}", hours=6, is_elective=True) for place in (2, 3)]
    elective = factories.write(centre, taught).modules[2]
    row = factories.write(centre, factories.cohort(taught.id))
    centre.write(make_sessions, cohort_id=row.id)
    assert [(line.title, line.planned) for line in centre.read(hours_ledger, cohort_id=row.id).lines] == [
        ("1-modul", 4),
        ("", 4),
    ]
    centre.write(make_sessions, cohort_id=row.id, electives=[elective.id])
    assert [(line.title, line.planned) for line in centre.read(hours_ledger, cohort_id=row.id).lines] == [
        ("1-modul", 4),
        ("Tanlov 3", 4),
    ]


def test_a_timetable_that_cannot_reach_the_hours_is_short(centre: Centre) -> None:
    made = course(centre)
    lesson = made.lessons[0]
    centre.write(remove_session, session_id=lesson.id, version=lesson.version)
    ledger = centre.read(hours_ledger, cohort_id=made.cohort_id)
    assert ([line.is_short for line in ledger.lines], ledger.total.difference) == ([True, False], -2)


def test_trainers_are_paid_for_what_they_held_themselves(centre: Centre) -> None:
    karimov = factories.write(centre, factories.trainer(rate=50_000))
    olimova = factories.write(centre, factories.trainer(full_name="Olimova Lola"))
    zokirov = factories.write(centre, factories.trainer(full_name="Zokirov Umid", rate=60_000))
    made = course(centre, trainer_id=karimov.id)
    for place, surname in enumerate(("Abdullayeva", "Karimova", "Olimova")):
        made.mark(place, surname=surname)
    for trainer in (olimova, zokirov):
        lesson = made.lessons[0]
        centre.write(
            substitute, session_id=lesson.id, trainer_id=trainer.id, version=lesson.version, reason="Kasallik varaqasi"
        )
    sheet = centre.read(pay_sheet, year=2026, month=11)
    # The lesson went from Karimov to Zokirov in the end: Olimova never held it.
    assert [
        (line.name.split()[0], line.planned, line.given_away, line.taken_over, line.held, line.unmarked, line.pay)
        for line in sheet.lines
    ] == [("Karimov", 12, 2, 0, 4, 6, 200_000), ("Zokirov", 0, 0, 2, 2, 0, 120_000)]
    assert (sheet.held, sheet.pay, sheet.without_rate) == (6, 320_000, 0)
    assert centre.read(pay_sheet, year=2026, month=10).lines == ()


def test_hours_without_a_rate_are_counted_and_not_paid(centre: Centre) -> None:
    trainer = factories.write(centre, factories.trainer())
    made = course(centre)
    centre.write(assign, Assignment(made.cohort_id, trainer_id=trainer.id))
    made.mark(0)
    sheet = centre.read(pay_sheet, year=2026, month=11)
    assert (sheet.held, sheet.pay, sheet.without_rate) == (2, 0, 1)


def test_there_is_no_thirteenth_month(centre: Centre) -> None:
    with pytest.raises(Invalid):
        centre.read(pay_sheet, year=date.max.year, month=13)
