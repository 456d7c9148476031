"""The lessons of a cohort as a list: to be filtered, sorted and exported."""

from datetime import date

from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import short_weekday
from desktop_app.timetable.week import Lesson
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone


def _state(lesson: Lesson) -> str:
    return _("Marked") if lesson.is_marked else ""


def _day(day: date) -> str:
    return f"{short_weekday(day, language())} {formats.date_text(day)}"


COLUMNS = (
    Column[Lesson]("day", N_("Day"), lambda lesson: lesson.held_on, shown=_day, width=150),
    Column[Lesson]("place", N_("Lesson"), lambda lesson: lesson.place_in_day, width=74, align=Align.RIGHT),
    Column[Lesson]("time", N_("Begins"), lambda lesson: f"{lesson.starts_at:%H:%M}", width=84),
    Column[Lesson]("hours", N_("Hours"), lambda lesson: lesson.hours, width=70, align=Align.RIGHT),
    Column[Lesson](
        "module",
        N_("Module"),
        lambda lesson: lesson.module or _("Not named"),
        width=250,
        is_stretched=True,
        hint=lambda lesson: lesson.topic,
    ),
    Column[Lesson]("room", N_("Room"), lambda lesson: lesson.room, width=100),
    Column[Lesson]("trainer", N_("Trainer"), lambda lesson: lesson.trainer, width=180),
    Column[Lesson](
        "marks",
        N_("Attendance"),
        _state,
        width=120,
        tone=lambda lesson: Tone.GOOD if lesson.is_marked else None,
    ),
)
