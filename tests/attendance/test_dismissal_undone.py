"""Somebody sent away by mistake stands in the register again as if nothing had been."""

import pytest
from sqlalchemy import delete

from db.models.timetable import Session
from desktop_app.attendance.dismissing import dismiss_walk_in, undo_dismissal
from desktop_app.attendance.evidence import add_evidence, evidence_of
from desktop_app.attendance.walk_in_records import Dismissed
from desktop_app.centre import Centre
from desktop_app.errors import NotFound, Refused
from tests.attendance.walk_ins_made import Attended, attended_in_full, close, standing


@pytest.fixture
def lesson(centre: Centre) -> Attended:
    return attended_in_full(centre)


def sent_away(lesson: Attended) -> Dismissed:
    return lesson.centre.write(dismiss_walk_in, enrolment_id=lesson.stranger, reason="Adashib").value


def test_marks_badges_absences_and_rows_of_sheets_are_there_again(lesson: Attended) -> None:
    before = standing(lesson)
    done = sent_away(lesson)
    assert standing(lesson) != before
    lesson.centre.write(undo_dismissal, done)
    assert standing(lesson) == before


def test_the_scan_of_an_absence_comes_back_with_it(lesson: Attended) -> None:
    paper = {"file_name": "spravka.pdf", "content": b"%PDF-1.4"}
    lesson.centre.write(add_evidence, absence_id=1, **paper)
    lesson.centre.write(undo_dismissal, sent_away(lesson))
    assert [file.file_name for file in lesson.centre.read(evidence_of, absence_id=1)] == ["spravka.pdf"]


def test_a_cohort_closed_since_stays_closed(lesson: Attended) -> None:
    done = sent_away(lesson)
    close(lesson.centre, lesson.cohort.id)
    with pytest.raises(Refused, match="cohort_completed"):
        lesson.centre.write(undo_dismissal, done)


def test_a_lesson_taken_out_since_has_no_place_for_its_mark(lesson: Attended) -> None:
    lesson.mark(lesson.listed, "KELDI")
    done = sent_away(lesson)
    last = delete(Session).where(Session.id == lesson.lessons[-1])
    lesson.centre.write(lambda unit: unit.execute_bulk(last, reason="jadvaldan olindi"))
    before = standing(lesson)
    with pytest.raises(NotFound, match="lesson_gone"):
        lesson.centre.write(undo_dismissal, done)
    assert standing(lesson) == before
