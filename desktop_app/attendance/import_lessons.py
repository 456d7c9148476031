"""Which lesson of the timetable the head of a column or a cell of a list means."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple

from db.models.timetable import Session
from desktop_app.attendance.import_marks import day_time
from desktop_app.attendance.import_records import Problem, problem
from desktop_app.language.dates import parse_date, short_date
from desktop_app.spreadsheets.cell_values import cell_text, quoted
from desktop_app.spreadsheets.records import Cell

MOST_LESSONS = 12
# Excel's numbers of the days from 2009 to 2064: what a date is where its cell lost its format.
_SERIALS = range(40_000, 60_000)
_PLACE = r"(?P<place>\d{1,2})\s*\)?\s*(?:[-.]?\s*(?:para|пара|dars|дарс|lesson|урок|занятие)\w*)?"
_DAY_AND_PLACE = (
    re.compile(rf"(?P<day>.*\S)\s+/\s*{_PLACE}"),
    re.compile(rf"(?P<day>\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?)\s*[/,(]\s*{_PLACE}"),
    re.compile(rf"(?P<day>.*\S)\s*[(,;]\s*{_PLACE}"),
    re.compile(rf"(?P<day>\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?)\s+{_PLACE}"),
)
_PLACE_ALONE = re.compile(_PLACE)
_WEEKDAY = re.compile(r"[^\W\d]{2,12}\.?,?\s+(?=\d)")


class Head(NamedTuple):
    """A lesson as it is named: by its day and, where the day has several, by its place or its time."""

    day: date | None = None
    place: int | None = None
    starts_at: time | None = None

    @property
    def text(self) -> str:
        day = short_date(self.day) if self.day else ""
        at = f"{self.starts_at:%H:%M}" if self.starts_at else ""
        return " / ".join(filter(None, (day, str(self.place or at or ""))))


class Timetable:
    """The lessons of one cohort."""

    def __init__(self, lessons: Sequence[Session]) -> None:
        self.lessons = {lesson.id: lesson for lesson in lessons}
        self._by_day: dict[date, list[Session]] = {}
        for lesson in lessons:
            self._by_day.setdefault(lesson.held_on, []).append(lesson)

    def on(self, day: date) -> Sequence[Session]:
        return self._by_day.get(day, ())

    def find(self, head: Head, typed: str) -> Session | Problem:
        """The lesson that is meant, or why none is."""
        if head.day is None:
            return problem("day_missing", value=quoted(typed))
        day, lessons = short_date(head.day), self.on(head.day)
        if not lessons:
            return problem("lesson_unknown", day=day)
        if head.place is not None:
            found = next((lesson for lesson in lessons if lesson.place_in_day == head.place), None)
            return found or problem("lesson_place_unknown", day=day, place=head.place)
        if head.starts_at is not None:
            found = next((lesson for lesson in lessons if lesson.starts_at == head.starts_at), None)
            return found or problem("lesson_place_unknown", day=day, place=f"{head.starts_at:%H:%M}")
        if len(lessons) > 1:
            return problem("lesson_unclear", day=day, count=len(lessons))
        return lessons[0]

    def day_of(self, cell: Cell) -> date | None:
        """The day of a cell; where no year is written, that in which the cohort has lessons."""
        if isinstance(cell, date):
            return cell.date() if isinstance(cell, datetime) else cell
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return parse_date(cell).date if int(cell) in _SERIALS else None
        text = _WEEKDAY.sub("", " ".join(cell.split()), count=1) if isinstance(cell, str) else ""
        if not text or (text.isdecimal() and int(text) not in _SERIALS):
            return None
        found = [day for year in self._years if (day := parse_date(text, default_year=year).date) is not None]
        return next((day for day in found if day in self._by_day), found[0] if found else None)

    def head_of(self, cell: Cell) -> Head | None:
        """What the head of a column says, if it is a day, alone or with the place of the lesson in it."""
        if isinstance(cell, str):
            text = " ".join(cell.split())
            for pattern in _DAY_AND_PLACE:
                found = pattern.fullmatch(text)
                day = self.day_of(found["day"]) if found else None
                if found and day is not None and self._is_near(day):
                    return Head(day, int(found["place"]))
        # A moment at which somebody came is no lesson.
        has_time = ":" in cell if isinstance(cell, str) else isinstance(cell, datetime) and cell.time() != time()
        day = None if has_time else self.day_of(cell)
        return Head(day) if day is not None and self._is_near(day) else None

    def _is_near(self, day: date) -> bool:
        """Whether a lesson of this cohort may be meant, not the day on which somebody was born."""
        return any(abs(day.year - year) <= 1 for year in self._years)

    @cached_property
    def _years(self) -> Sequence[int]:
        return sorted({day.year for day in self._by_day})


def place_head(cell: Cell) -> Head | None:
    """A lesson within its day: 2, “2-para”, 8:30."""
    text = cell_text(cell)
    found = _PLACE_ALONE.fullmatch(text)
    if found is not None and 1 <= int(found["place"]) <= MOST_LESSONS:
        return Head(None, int(found["place"]))
    starts_at = day_time(cell)
    return None if starts_at is None else Head(None, None, starts_at)


def places_told(heads: Iterable[tuple[int, Head]], timetable: Timetable) -> dict[int, Head]:
    """The heads by column; a day that is written once for each of its lessons names them in their order."""
    found = dict(heads)
    by_day: dict[date, list[int]] = {}
    for column, head in found.items():
        if head.day is not None and head.place is None and head.starts_at is None:
            by_day.setdefault(head.day, []).append(column)
    for day, columns in by_day.items():
        lessons = timetable.on(day)
        if len(columns) == len(lessons) > 1:
            for column, lesson in zip(columns, lessons, strict=True):
                found[column] = Head(day, lesson.place_in_day)
    return found
