"""A day at the door: a cohort with two lessons before a long break and one after it, and a clock that is set."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select

from db.models.attendance import BadgeScan
from desktop_app.attendance.badge_codes import badge_code
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.scan_closing import close_day, mark_who_is_inside
from desktop_app.attendance.scan_records import ClosedCohort, ScanResult
from desktop_app.attendance.scans import record_scan
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.clock import TASHKENT, FixedClock
from desktop_app.marks.records import MarkValue
from desktop_app.reference.service import profile
from tests.factories import cohort, enrolment, person, programme, session, write

TODAY = date(2026, 11, 21)
STARTS = (time(8, 30), time(10), time(14))


def moment(written: str) -> datetime:
    """A time of the day in Uzbekistan, such as 08:27 or 08:27:30."""
    return datetime.combine(TODAY, time.fromisoformat(written), TASHKENT)


@dataclass(frozen=True)
class DoorDay:
    centre: Centre
    cohort_id: int
    code: str
    lessons: tuple[int, ...]
    people: tuple[int, ...]

    def set_clock(self, written: str) -> None:
        clock = self.centre.clock
        assert isinstance(clock, FixedClock)
        clock.instant = moment(written)

    def badge_of(self, place: int) -> str:
        return badge_code(self.people[place], centre_uuid=self.centre.read(profile).uuid)

    def read(self, text: str, at: str, *, room_id: int | None = None) -> ScanResult:
        """The scanner types something at a time of the day."""
        self.set_clock(at)
        return self.centre.write(record_scan, text=text, room_id=room_id).value

    def come(self, *times: str, place: int = 0) -> ScanResult:
        """Somebody reads the badge at each of the times; returns what the last reading came to."""
        return [self.read(self.badge_of(place), at) for at in times][-1]

    def pass_to(self, at: str) -> int:
        self.set_clock(at)
        return self.centre.write(mark_who_is_inside).value

    def close(self, at: str) -> list[ClosedCohort]:
        self.set_clock(at)
        return self.centre.write(close_day).value

    def type_mark(self, lesson: int, code: str, place: int = 0) -> None:
        change = MarkChange(self.people[place], self.lessons[lesson], MarkValue(code))
        self.centre.write(set_marks, marks=[change])

    def marks(self, place: int = 0) -> list[str]:
        """The marks of a person as "KELDI", "KECH 12", "KELMADI 1h" or "", lesson by lesson."""
        return self.marks_of(self.people[place])

    def marks_of(self, enrolment_id: int) -> list[str]:
        found = self.centre.read(grid, cohort_id=self.cohort_id).marks
        return [_written(found.get((enrolment_id, lesson))) for lesson in self.lessons]


def door_day(centre: Centre, *, code: str = "MAT-26/11", people: int = 3, day: date = TODAY) -> DoorDay:
    taught = write(centre, programme(code=f"P-{code}"))
    row = write(centre, cohort(taught.id, code=code, starts_on=TODAY, ends_on=date(2026, 11, 28)))
    lessons = tuple(
        write(centre, session(row.id, held_on=day, place_in_day=place, starts_at=starts_at)).id
        for place, starts_at in enumerate(STARTS, start=1)
    )
    enrolled = tuple(
        write(
            centre,
            enrolment(row.id, write(centre, person(surname=f"{'ABDEFG'[place]}zimova")).id, enrolled_on=TODAY),
        ).id
        for place in range(people)
    )
    return DoorDay(centre, row.id, code, lessons, enrolled)


def scans_kept(centre: Centre) -> int:
    return centre.read(lambda unit: unit.session.scalar(select(func.count()).select_from(BadgeScan)) or 0)


def _written(value: MarkValue | None) -> str:
    if value is None:
        return ""
    parts = [value.kind_code]
    if value.late_minutes is not None:
        parts.append(str(value.late_minutes))
    if value.missed_hours is not None:
        parts.append(f"{value.missed_hours}h")
    return " ".join(parts)
