"""Timetables on paper, the sheet of hours, and the calendar file."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import select, update

from db.models.centre import CentreProfile
from db.models.journal import JournalEntry
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.i18n import LANGUAGES
from desktop_app.timetable.moving import move_session
from desktop_app.timetable.printing import (
    door_paper,
    group_paper,
    pay_paper,
    room_paper,
    trainer_paper,
    write_calendar,
    write_pay,
)
from tests import factories
from tests.timetable.ground import MONDAY, Course, course

SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def taught(centre: Centre) -> Course:
    room = factories.write(centre, factories.room())
    trainer = factories.write(centre, factories.trainer(rate=50_000))
    return course(centre, room_id=room.id, trainer_id=trainer.id)


def in_language(centre: Centre, code: str) -> None:
    statement = update(CentreProfile).values(document_language=code)
    centre.write(lambda unit: unit.execute_bulk(statement, reason="test"))


def text_of(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(paper))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")
    finally:
        document.close()


def pages_of(paper: bytes) -> int:
    document = pypdfium2.PdfDocument(BytesIO(paper))
    try:
        return len(document)
    finally:
        document.close()


def test_a_group_sees_its_weeks_with_modules_trainers_and_rooms(centre: Centre, taught: Course) -> None:
    text = text_of(group_paper(centre, cohort_id=taught.cohort_id))
    for words in ("MAT-26/11 guruhining oʻquv jadvali", "2026-yil 2–7-noyabr kunlari", "Dushanba, 02.11", "08:30"):
        assert words in text
    assert text.count("A.B.Karimov") == 6
    assert text.count("204-xona") == 6
    assert "Yakshanba" not in text


def test_a_week_is_not_torn_between_two_pages(centre: Centre) -> None:
    made = course(centre, module_hours=(72, 72), starts_on=MONDAY, ends_on=date(2026, 12, 31))
    document = pypdfium2.PdfDocument(BytesIO(group_paper(centre, cohort_id=made.cohort_id)))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    assert len(pages) > 1
    # Each page begins the days of as many weeks as it ends.
    assert [page.count("08:30") for page in pages] == [page.count("11:30") for page in pages]
    assert [page.count("Dushanba") for page in pages] == [page.count("08:30") for page in pages]


def test_a_trainer_and_a_room_see_which_group_they_have(centre: Centre, taught: Course) -> None:
    of_trainer = text_of(trainer_paper(centre, trainer_id=taught.trainer_id or 0, first=MONDAY, last=SUNDAY))
    assert (of_trainer.count("MAT-26/11"), of_trainer.count("A.B.Karimov")) == (6, 0)
    of_room = text_of(room_paper(centre, room_id=taught.room_id or 0, first=MONDAY, last=SUNDAY))
    assert (of_room.count("MAT-26/11"), of_room.count("A.B.Karimov")) == (6, 6)
    empty = text_of(room_paper(centre, room_id=taught.room_id or 0, first=date(2027, 1, 1), last=date(2027, 1, 31)))
    assert "Bu kunlarda mashgʻulot yoʻq." in empty.replace("'", "ʻ")


def test_a_full_day_of_a_room_is_one_sheet_on_its_door(centre: Centre, taught: Course) -> None:
    for place, code in enumerate(("ING-26/11", "TAR-26/11"), start=1):
        course(
            centre, code=code, shift_code="2", room_id=taught.room_id, starts_on=MONDAY, ends_on=date(2026, 12, place)
        )
    paper = door_paper(centre, room_id=taught.room_id or 0, day=MONDAY)
    text = text_of(paper)
    assert pages_of(paper) == 1
    assert (text.count("MAT-26/11"), text.count("ING-26/11"), text.count("TAR-26/11")) == (3, 3, 3)
    assert "Karimov Anvar Botirovich" in text
    free = text_of(door_paper(centre, room_id=taught.room_id or 0, day=SUNDAY))
    assert "yakshanba" in free
    assert "MAT-26/11" not in free


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_can_be_had_in_every_language(centre: Centre, taught: Course, language: str) -> None:
    taught.mark(0)
    in_language(centre, language)
    papers: list[Callable[[], bytes]] = [
        lambda: group_paper(centre, cohort_id=taught.cohort_id),
        lambda: trainer_paper(centre, trainer_id=taught.trainer_id or 0, first=MONDAY, last=SUNDAY),
        lambda: room_paper(centre, room_id=taught.room_id or 0, first=MONDAY, last=SUNDAY),
        lambda: door_paper(centre, room_id=taught.room_id or 0, day=MONDAY),
        lambda: pay_paper(centre, year=2026, month=11),
    ]
    texts = [text_of(paper()) for paper in papers]
    words = {"uz_Latn": "noyabr", "uz_Cyrl": "ноябрь", "ru": "ноябр", "en": "November"}[language]
    assert all(words in text for text in texts)
    is_cyrillic = language in ("uz_Cyrl", "ru")
    assert all(("Каримов" in text) is is_cyrillic for text in texts)


def test_what_is_printed_is_noted_in_the_journal(centre: Centre, taught: Course) -> None:
    group_paper(centre, cohort_id=taught.cohort_id)
    noted = centre.read(
        lambda unit: unit.session.scalars(select(JournalEntry).where(JournalEntry.action == "print")).one()
    )
    assert (noted.entity, noted.entity_id, noted.after) == ("cohort", str(taught.cohort_id), {"lessons": 6})


def test_the_sheet_of_hours_adds_up_in_the_workbook(centre: Centre, taught: Course, tmp_path: Path) -> None:
    for place, surname in enumerate(("Abdullayeva", "Karimova")):
        taught.mark(place, surname=surname)
    book = load_workbook(write_pay(centre, year=2026, month=11, out=tmp_path / "soatlar.xlsx"))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    book.close()
    place = next(number for number, row in enumerate(rows, start=1) if row[1] == "Karimov Anvar Botirovich")
    assert rows[place - 1] == [1, "Karimov Anvar Botirovich", 12, 0, 0, 4, 8, 50_000, f"=F{place}*H{place}"]
    assert rows[place][8] == f"=SUM(I{place}:I{place})"
    text = text_of(pay_paper(centre, year=2026, month=11)).replace("\u00a0", " ")
    assert "200 000" in text
    assert "N.R.Saidova" in text


def test_the_calendar_file_is_in_the_time_of_tashkent(centre: Centre, taught: Course, tmp_path: Path) -> None:
    written = write_calendar(centre, out=tmp_path / "guruh.ics", cohort_id=taught.cohort_id)
    calendar = Calendar.from_ical(written.read_bytes())
    events = calendar.walk("VEVENT")
    assert len(events) == 6
    first = events[0]
    assert first["SUMMARY"] == "MAT-26/11 · 1-modul"
    assert first["DTSTART"].dt.isoformat() == "2026-11-02T08:30:00+05:00"
    assert first["DTEND"].dt.isoformat() == "2026-11-02T09:50:00+05:00"
    assert first["LOCATION"].startswith("204-xona, ")


def test_a_moved_lesson_keeps_its_uid_and_counts_on(centre: Centre, taught: Course, tmp_path: Path) -> None:
    def last() -> tuple[str, int, str]:
        written = write_calendar(centre, out=tmp_path / "trener.ics", trainer_id=taught.trainer_id)
        event = Calendar.from_ical(written.read_bytes()).walk("VEVENT")[-1]
        return event["UID"], event["SEQUENCE"], event["DTSTART"].dt.isoformat()

    uid, sequence, _starts = last()
    lesson = taught.lessons[-1]
    where = {"held_on": date(2026, 11, 6), "place_in_day": 1}
    centre.write(move_session, session_id=lesson.id, version=lesson.version, **where)
    assert last() == (uid, sequence + 1, "2026-11-06T08:30:00+05:00")


def test_what_people_typed_cannot_break_a_calendar_file(centre: Centre, tmp_path: Path) -> None:
    room = factories.write(centre, factories.room(name="204;\nEND:VCALENDAR, \\ xona"))
    course(centre, room_id=room.id)
    written = write_calendar(centre, out=tmp_path / "xona.ics", room_id=room.id)
    events = Calendar.from_ical(written.read_bytes()).walk("VEVENT")
    assert len(events) == 6
    assert events[0]["LOCATION"].startswith("204;\nEND:VCALENDAR, \\ xona, ")


def test_only_lessons_since_a_day_are_written(centre: Centre, taught: Course, tmp_path: Path) -> None:
    whose = {"room_id": taught.room_id, "since": date(2026, 11, 3)}
    written = write_calendar(centre, out=tmp_path / "xona.ics", **whose)
    assert len(Calendar.from_ical(written.read_bytes()).walk("VEVENT")) == 3
    with pytest.raises(NotFound):
        write_calendar(centre, out=tmp_path / "yoʻq.ics", room_id=999)


def test_hours_are_printed_though_nobody_has_said_who_is_at_the_pc(centre: Centre, taught: Course) -> None:
    taught.mark(0)
    centre.actor = nobody_chosen()
    assert "Karimov Anvar Botirovich" in text_of(pay_paper(centre, year=2026, month=11))
