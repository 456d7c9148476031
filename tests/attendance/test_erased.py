"""Erasing a person takes what attendance tells of them in words, and leaves the figures of the centre."""

from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from db.models.attendance import Absence, AttendanceFile, BadgeScan, Mark
from db.models.cohorts import Enrolment, EnrolmentState
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.absence_records import AbsenceDraft
from desktop_app.attendance.absences import save_absence, take_back_absence
from desktop_app.attendance.dismissing import dismiss_walk_in, undo_dismissal
from desktop_app.attendance.evidence import add_evidence
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.recognising import recognise
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.centre import Centre
from desktop_app.marks.records import MarkValue
from desktop_app.people.erasure import erase_person
from desktop_app.people.kept import kept_of
from tests import factories
from tests.attendance.walk_ins_made import Attended, attended

TRACES = ("zzkanareyeva", "kkanvaraqa", "kkaneslatma", "kkanbelgi", "kkansabab", "kkanskan", "kkannishon", "kkanmaktab")
DAY = date(2026, 11, 19)


def traces_in(folder: Path) -> list[str]:
    texts = (file.read_bytes().decode(errors="ignore").lower() for file in folder.rglob("*") if file.is_file())
    return sorted({trace for text in texts for trace in TRACES if trace in text})


def leave_traces(lesson: Attended) -> int:
    """Somebody came unknown, was recognised, was marked with words, and explained absences with scans."""
    centre, cohort_id = lesson.centre, lesson.cohort.id
    card = lesson.card(surname="Zzkanareyeva")
    unknown = {"name": "Zzkanareyeva", "note": "kkanmaktab", "code": "kkannishon"}
    came = centre.write(add_walk_in, cohort_id=cohort_id, **unknown).value
    mine = centre.write(recognise, enrolment_id=came, person_id=card).value.enrolment_id
    value = MarkValue("KELMADI", note="kkanbelgi")
    centre.write(set_marks, marks=[MarkChange(mine, lesson.lessons[0], value)])
    words = {"document": "kkanvaraqa", "note": "kkaneslatma", "reason_code": "KASAL"}
    for is_taken_back in (True, False):
        draft = AbsenceDraft(cohort_id, mine, DAY, DAY, "SABABLI", **words)
        absence_id = centre.write(save_absence, draft).value.id
        scan = {"file_name": "kkanskan.pdf", "content": b"%PDF-1.7 kkanskan"}
        centre.write(add_evidence, **scan, absence_id=absence_id)
        if is_taken_back:
            centre.write(take_back_absence, absence_id=absence_id)
    now = centre.clock.now()
    scan = BadgeScan(scanned_at=now, code="kkannishon", cohort_id=cohort_id, enrolment_id=mine, scanned_by="N")
    factories.write(centre, scan)
    centre.write(lambda unit: finish(unit, mine))
    return card


def finish(unit: UnitOfWork, enrolment_id: int) -> None:
    enrolment = unit.session.get_one(Enrolment, enrolment_id)
    enrolment.state, enrolment.finished_on = EnrolmentState.COMPLETED, unit.today
    for mark in unit.session.scalars(select(Mark).where(Mark.enrolment_id == enrolment_id)):
        mark.reason = "kkansabab"


def test_no_word_of_the_absences_is_left_in_any_file_and_the_marks_stay(centre: Centre) -> None:
    lesson = attended(centre)
    card = leave_traces(lesson)
    assert traces_in(centre.paths.folder) == sorted(TRACES)
    erase_person(centre, person_id=card, reason="Shaxsning arizasi")
    assert traces_in(centre.paths.folder) == []
    for table in (Absence, AttendanceFile, BadgeScan):
        assert centre.read(lambda unit, of=table: unit.session.scalar(select(func.count()).select_from(of))) == 0
    kinds = centre.read(lambda unit: unit.session.scalars(select(Mark.kind_code)).all())
    assert kinds == ["KELMADI"]


def test_who_was_sent_away_by_mistake_is_not_forgotten_when_erased(centre: Centre) -> None:
    lesson = attended(centre)
    card = lesson.card()
    came = centre.write(add_walk_in, cohort_id=lesson.cohort.id, name="Zzkanareyeva", note="kkanmaktab").value
    done = centre.write(dismiss_walk_in, enrolment_id=came, reason="kkansabab").value
    again = centre.write(undo_dismissal, done).value
    mine = centre.write(recognise, enrolment_id=again, person_id=card).value.enrolment_id
    centre.write(lambda unit: finish(unit, mine))
    assert len(traces_in(centre.paths.folder)) == 3
    erase_person(centre, person_id=card, reason="Shaxsning arizasi")
    assert traces_in(centre.paths.folder) == []


def test_who_asks_is_told_of_absences_scans_and_badges(centre: Centre) -> None:
    card = leave_traces(attended(centre))
    kept = centre.read(kept_of, person_id=card)
    sections = [kept.section(table) for table in ("absence", "attendance_file", "badge_scan")]
    told = {fact.shown for section in sections if section for row in section.rows for fact in row}
    assert {"kkanvaraqa", "kkanskan.pdf", "kkannishon"} <= told


def test_what_is_told_of_others_stays(centre: Centre) -> None:
    lesson = attended(centre)
    draft = AbsenceDraft(lesson.cohort.id, lesson.listed, DAY, DAY, "SABABLI", document="boshqa varaqa")
    centre.write(save_absence, draft)
    card = leave_traces(lesson)
    erase_person(centre, person_id=card, reason="Shaxsning arizasi")
    assert centre.read(lambda unit: unit.session.scalars(select(Absence.document)).all()) == ["boshqa varaqa"]
    entries = select(JournalEntry.after).where(JournalEntry.entity == "walk_in").order_by(JournalEntry.seq)
    told = centre.read(lambda unit: unit.session.scalars(entries).all())
    assert told[0]["note"] == "12-maktabdan", "of who is not recognised yet"
