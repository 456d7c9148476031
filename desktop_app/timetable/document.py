"""Timetables on paper: the weeks of a group, a trainer or a room, the door of a room, and the hours of trainers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from desktop_app.cohorts.rules import monday_of
from desktop_app.documents.canvas import MM
from desktop_app.documents.fitting import fitted
from desktop_app.documents.fonts import Face
from desktop_app.documents.page import LEADING, Report
from desktop_app.documents.primitives import Colour
from desktop_app.documents.table import Column, draw_table, table_height
from desktop_app.i18n import N_, _, _n, language
from desktop_app.language.dates import long_date, month_title, period, weekday
from desktop_app.language.numbers import number
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.timetable.pay import PaySheet, TrainerHours
from desktop_app.timetable.week import Lesson

TIME_MM, ROW_MM, WEEK_HEAD_MM = 15.0, 12.0, 14.0
SATURDAY = 5
CODE_SIZE, TOPIC_SIZE, TRAINER_SIZE = 24.0, 17.0, 15.0
DOOR_TITLE_SIZE, DOOR_DAY_SIZE = 54.0, 20.0
DOOR_TIME_MM, DOOR_GAP_MM, BASELINE = 62.0, 8.0, 0.3
SMALLEST = 9.0
DOOR_SCALES = (1.0, 0.85, 0.7, 0.55)


@dataclass(frozen=True)
class TimetablePaper:
    """Weeks of lessons and what stands above them; ``lines`` are what a cell says of a lesson, a line each."""

    heading: str
    facts: Sequence[tuple[str, str]]
    lessons: Sequence[Lesson]
    lines: Callable[[Lesson], Sequence[str]]
    centre: str
    director: str


@dataclass(frozen=True)
class Door:
    """What hangs on the door of a room for a day."""

    room: str
    building: str
    day: date
    lessons: Sequence[Lesson]
    kinds: Mapping[str, str]
    centre: str


@dataclass(frozen=True)
class _Block:
    """A lesson on the door: lines with their face, size and colour, and the gap below them in points."""

    time: str
    lines: Sequence[tuple[str, Face, float, Colour]]
    gap: float

    @property
    def height(self) -> float:
        return sum(size * LEADING for _line, _face, size, _colour in self.lines) + self.gap


def timetable_pdf(target: Path | BinaryIO, paper: TimetablePaper) -> int:
    """Write the weeks in the language in force, a table each; returns the number of pages."""
    title = _("Timetable of lessons")
    report = Report(target, title=title, footer=f"{paper.centre} · {title}", is_landscape=True)
    report.title(paper.heading, below=paper.centre)
    report.facts([fact for fact in paper.facts if fact[1]])
    if not paper.lessons:
        report.paragraph(_("There are no lessons in these days."))
    for monday, of_week in groupby(paper.lessons, key=lambda lesson: monday_of(lesson.held_on)):
        _draw_week(report, monday, list(of_week), paper.lines)
    report.signatures([(_("Director"), paper.director)])
    return report.save()


def door_pdf(target: Path | BinaryIO, door: Door) -> int:
    """Write the day of a room, to be read from across a corridor; returns the number of pages."""
    report = Report(target, title=_("Timetable of a room"), footer=door.centre)
    _large(report, in_script(door.room), Face.SERIF_BOLD, DOOR_TITLE_SIZE)
    if door.building:
        _large(report, in_script(door.building), Face.SANS, DOOR_DAY_SIZE, colour=Colour.MUTED)
    day = f"{long_date(door.day, language())}, {weekday(door.day, language())}"
    _large(report, day, Face.SANS, DOOR_DAY_SIZE)
    report.space(DOOR_GAP_MM)
    if not door.lessons:
        _large(report, _("No lessons are held here on this day."), Face.SANS, TOPIC_SIZE, colour=Colour.MUTED)
    for block in _blocks(report, door):
        _draw_on_door(report, block)
    return report.save()


def pay_pdf(target: Path | BinaryIO, sheet: PaySheet, *, centre: str, director: str, prepared_by: str) -> int:
    """Write the hours of trainers in a month with what they come to; returns the number of pages."""
    title = _("Hours of trainers")
    report = Report(target, title=title, footer=f"{centre} · {title}", is_landscape=True)
    report.title(title, below=f"{centre} · {month_title(sheet.year, sheet.month, language())}")
    rows = [_pay_row(place, line) for place, line in enumerate(sheet.lines, start=1)]
    draw_table(report, _pay_columns(), rows, total=_pay_total(sheet))
    for note in pay_notes(sheet):
        report.paragraph(note, is_small=True)
    report.signatures([(_("Director"), director), (_("Prepared by"), prepared_by)])
    return report.save()


PAY_TITLES = (
    N_("Trainer"),
    N_("Planned hours"),
    N_("Took over"),
    N_("Gave away"),
    N_("Held hours"),
    N_("Not marked"),
    N_("Rate, soums"),
    N_("Sum, soums"),
)


def pay_notes(sheet: PaySheet) -> list[str]:
    """How the sum is reckoned, and who is not in it."""
    notes = [
        _("Held hours are academic hours of lessons whose attendance is marked; the sum is held hours by the rate.")
    ]
    if sheet.without_rate:
        notes.append(
            _n(
                "{n} trainer held lessons and has no rate.",
                "{n} trainers held lessons and have no rate.",
                sheet.without_rate,
            )
        )
    return notes


def _draw_week(
    report: Report, monday: date, lessons: Sequence[Lesson], lines: Callable[[Lesson], Sequence[str]]
) -> None:
    """Times down, days across; Sunday only where it is worked."""
    last = max(SATURDAY, *(lesson.held_on.weekday() for lesson in lessons))
    days = [monday + timedelta(days=place) for place in range(last + 1)]
    times = sorted({(lesson.starts_at, lesson.ends_at) for lesson in lessons})
    columns = [
        Column("", width_mm=TIME_MM),
        *(Column(_day_title(day), width_mm=_day_width(report, days)) for day in days),
    ]
    rows = []
    for starts_at, ends_at in times:
        cells = [
            "\n".join(
                line
                for lesson in lessons
                if (lesson.held_on, lesson.starts_at, lesson.ends_at) == (day, starts_at, ends_at)
                for line in lines(lesson)
            )
            for day in days
        ]
        rows.append([f"{starts_at:%H:%M}\n{ends_at:%H:%M}", *cells])
    # A week is looked at as a whole: it is not torn where a page holds it.
    report.need(min(WEEK_HEAD_MM * MM + table_height(report, columns, rows, row_mm=ROW_MM), report.height))
    report.heading(period(days[0], days[-1], language()))
    draw_table(report, columns, rows, row_mm=ROW_MM)


def _day_title(day: date) -> str:
    return f"{weekday(day, language()).capitalize()}, {day:%d.%m}"


def _day_width(report: Report, days: Sequence[date]) -> float:
    return (report.width / MM - TIME_MM) / len(days)


def _blocks(report: Report, door: Door) -> list[_Block]:
    """The lessons as large as lets the whole day stand on the page, if it can at all."""
    for scale in DOOR_SCALES:
        blocks = [_block(report, lesson, door.kinds, scale) for lesson in door.lessons]
        if sum(block.height for block in blocks) <= report.y:
            break
    return blocks


def _block(report: Report, lesson: Lesson, kinds: Mapping[str, str], scale: float) -> _Block:
    width = report.width - DOOR_TIME_MM * MM
    texts = (
        (lesson.cohort, Face.SANS_BOLD, CODE_SIZE, Colour.INK, 1),
        (_with_kind(lesson, kinds), Face.SANS, TOPIC_SIZE, Colour.INK, 2),
        (in_script(lesson.trainer), Face.SANS, TRAINER_SIZE, Colour.MUTED, 1),
    )
    lines = []
    for text, face, size, colour, most in texts:
        if text:
            placed = fitted(text, width, face, size=size * scale, least=SMALLEST, most_lines=most)
            lines += [(line, face, placed.size, colour) for line in placed.lines]
    return _Block(f"{lesson.starts_at:%H:%M}–{lesson.ends_at:%H:%M}", lines, DOOR_GAP_MM * MM * scale)


def _draw_on_door(report: Report, block: _Block) -> None:
    """The time to the left, who is taught what by whom to the right; never torn."""
    report.need(block.height - block.gap)
    for place, (line, face, size, colour) in enumerate(block.lines):
        base = report.take(size * LEADING) + size * BASELINE
        if place == 0:
            report.string(report.left, base, block.time, face=Face.SANS_BOLD, size=size)
        report.string(report.left + DOOR_TIME_MM * MM, base, line, face=face, size=size, colour=colour)
    report.space(block.gap / MM)


def _with_kind(lesson: Lesson, kinds: Mapping[str, str]) -> str:
    kind = kinds.get(lesson.kind_code, "")
    kind = kind[:1].lower() + kind[1:]
    title = in_script(lesson.title)
    return f"{title} ({kind})" if title and kind else title or kind


def in_script(name: str) -> str:
    """A name of the centre's own data in the script of the paper."""
    return in_script_of(language(), name)


def _large(report: Report, text: str, face: Face, size: float, *, colour: Colour = Colour.INK) -> None:
    set_ = fitted(text, report.width, face, size=size, least=SMALLEST, most_lines=2)
    for line in set_.lines:
        base = report.take(set_.size * LEADING) + set_.size * BASELINE
        report.string(report.left, base, line, face=face, size=set_.size, colour=colour)


def group_lines(kinds: Mapping[str, str]) -> Callable[[Lesson], Sequence[str]]:
    """What a group's own timetable says of a lesson."""
    return lambda lesson: _told(_with_kind(lesson, kinds), _signed(lesson.trainer), in_script(lesson.room))


def trainer_lines(kinds: Mapping[str, str]) -> Callable[[Lesson], Sequence[str]]:
    return lambda lesson: _told(lesson.cohort, _with_kind(lesson, kinds), in_script(lesson.room))


def room_lines(kinds: Mapping[str, str]) -> Callable[[Lesson], Sequence[str]]:
    return lambda lesson: _told(lesson.cohort, _with_kind(lesson, kinds), _signed(lesson.trainer))


def _told(*lines: str) -> list[str]:
    return [line for line in lines if line]


def _signed(name: str) -> str:
    return signature_name(language(), name) if name else ""


def _pay_columns() -> list[Column]:
    trainer, *figures = PAY_TITLES
    return [
        Column(_("No."), is_number=True, width_mm=10),
        Column(_(trainer)),
        *(Column(_(title), is_number=True) for title in figures),
    ]


def _pay_row(place: int, line: TrainerHours) -> list[str]:
    figures = (line.planned, line.taken_over, line.given_away, line.held, line.unmarked, line.rate, line.pay)
    return [
        str(place),
        in_script(line.name),
        *("–" if each is None else number(each, 0, language()) for each in figures),
    ]


def _pay_total(sheet: PaySheet) -> list[str]:
    hours = [number(each, 0, language()) for each in sheet.hours]
    return ["", _("Total"), *hours, "", number(sheet.pay, 0, language())]
