"""The sheet of a week: rows of times, lanes for lessons at once, what lies under a point."""

from datetime import date, time, timedelta

from desktop_app.timetable.records import end_of
from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Day, Lesson, Week
from ui.pages.timetable.sheet import Frame, Spot, WeekSheet

MONDAY = date(2026, 11, 2)
MORNING = tuple(
    DaySlot(place, begins, end_of(begins, 80)) for place, begins in enumerate((time(8, 30), time(10), time(11, 30)), 1)
)
AFTERNOON = (DaySlot(1, time(13), time(14, 20)), DaySlot(2, time(14, 30), time(15, 50)))


def lesson(number: int, begins: time, *, day: date = MONDAY, cohort: int = 1, minutes: int = 80) -> Lesson:
    named = (1, "", 2, "", 3, "Modul", None, "", None, "", None, "", False)
    hours, kind, _two, _none, module, title, topic, topic_title, room, room_name, trainer, name, marked = named
    return Lesson(
        number, 1, cohort, f"G-{cohort}", day, 1, begins, minutes, hours, kind,
        module, title, topic, topic_title, room, room_name, trainer, name, marked, "", "",
    )  # fmt: skip


def sheet(*lessons: Lesson, slots: dict[int, tuple[DaySlot, ...]] | None = None, name: str = "") -> WeekSheet:
    days = tuple(
        Day(day, day.weekday() < 6, name, tuple(each for each in lessons if each.held_on == day))
        for day in (MONDAY + timedelta(days=step) for step in range(7))
    )
    return WeekSheet(Week("204", MONDAY, days, 36, frozenset(), ()), slots or {1: MORNING}, MORNING)


def test_rows_are_the_times_of_every_cohort_and_of_odd_lessons() -> None:
    made = sheet(lesson(1, time(9, 15)), slots={1: MORNING[:2], 2: AFTERNOON})
    assert [slot.starts_at for slot in made.rows] == [time(8, 30), time(9, 15), time(10), time(13), time(14, 30)]
    assert (made.first_minute, made.last_minute) == (510, 950)


def test_lessons_at_once_stand_beside_each_other_and_later_ones_have_the_whole_width() -> None:
    made = sheet(lesson(1, time(8, 30)), lesson(2, time(9), cohort=2), lesson(3, time(10, 30)))
    assert [(each.lesson.id, each.lane, each.lanes) for each in made.placed] == [(1, 0, 2), (2, 1, 2), (3, 0, 1)]
    boxes = [Frame(made, 60, 760, 400).box_of(each) for each in made.placed]
    assert boxes[0].x + boxes[0].width == boxes[1].x
    assert boxes[2].width == boxes[0].width * 2


def test_a_point_finds_the_lesson_there_and_an_empty_cell() -> None:
    made = sheet(lesson(1, time(10), day=MONDAY + timedelta(days=1)))
    frame = Frame(made, 60, 760, 400)
    box = frame.box_of(made.placed[0])
    assert frame.spot_at(box.x + 1, box.y + 1) == Spot(1, 1)
    assert frame.spot_at(61, 1) == Spot(0, 0)
    assert frame.spot_at(10, 10) is None


def test_an_empty_sunday_is_narrow_unless_it_has_a_name() -> None:
    narrow, named = Frame(sheet(), 0, 700, 400), Frame(sheet(name="Bayram"), 0, 700, 400)
    assert narrow.columns[6][1] < narrow.columns[0][1] / 2
    assert named.columns[6][1] == named.columns[0][1]
    assert round(sum(width for _left, width in narrow.columns)) == 700


def test_a_lesson_is_carried_to_the_slot_of_its_own_cohort_that_is_nearest() -> None:
    late = lesson(1, time(13), cohort=2)
    made = sheet(late, slots={1: MORNING, 2: AFTERNOON})
    assert made.slot_at_minute(late, 9 * 60) == AFTERNOON[0]
    assert made.slot_at_minute(late, 16 * 60) == AFTERNOON[1]
