"""The grid of people by lessons on paper: over as many pages as it takes, the header again on each of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil

from desktop_app.attendance.sheet_content import SheetLesson, SheetPerson
from desktop_app.attendance.sheet_records import COLUMN_NAMES, SheetColumn
from desktop_app.documents.canvas import MM
from desktop_app.documents.fonts import Face
from desktop_app.documents.pen import LEFT, SMALL, STRONG, TEXT, TINY, BookPage, Pen, room_on
from desktop_app.documents.primitives import Align, Colour
from desktop_app.i18n import _, language
from desktop_app.language.dates import short_weekday

NUMBER_WIDTH = 7 * MM
NAME_WIDTHS = (44 * MM, 62 * MM)
# The least width that a pen finds enough, and the one that is comfortable.
COLUMN_WIDTHS = {
    SheetColumn.WORKPLACE: (30 * MM, 48 * MM),
    SheetColumn.POSITION: (24 * MM, 36 * MM),
    SheetColumn.DISTRICT: (22 * MM, 30 * MM),
    SheetColumn.PHONE: (22 * MM, 27 * MM),
    SheetColumn.SIGNATURE: (20 * MM, 26 * MM),
}
LESSON_WIDTHS = (5.8 * MM, 30 * MM)
# Below this the module is written upwards, and a day needs its weekday on a line of its own no more.
WIDE_LESSON, WEEKDAY_FROM = 15 * MM, 11 * MM
DATE_HEIGHT, FIGURE_HEIGHT = 4.8 * MM, 3.8 * MM
MODULE_HEIGHT, TURNED_HEIGHT = 9 * MM, 20 * MM
ROW_HEIGHTS = (5.6 * MM, 8.5 * MM)
COUNT_HEIGHT, SIGNATURE_HEIGHT = 6.5 * MM, 9 * MM

Marks = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Grid:
    """What the grid is made of; ``marks`` are letters by enrolment and lesson, none of them on a sheet for the pen."""

    lessons: Sequence[SheetLesson]
    people: Sequence[SheetPerson]
    columns: Sequence[SheetColumn] = ()
    blank_rows: int = 0
    marks: Marks = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """What stands above and below the grid on every page, and the heights that it takes there."""

    is_landscape: bool
    head: Callable[[Pen], None]
    head_height: float
    tail: Callable[[Pen, float], None]
    tail_height: float


@dataclass(frozen=True)
class _Block:
    """Lessons that stand side by side on a page, what is said of people beside them, and the widths of all columns."""

    lessons: Sequence[SheetLesson]
    columns: Sequence[SheetColumn]
    texts: Sequence[float]
    lesson: float

    @property
    def text_width(self) -> float:
        return NUMBER_WIDTH + sum(self.texts)

    @property
    def widths(self) -> list[float]:
        return [NUMBER_WIDTH, *self.texts, *[self.lesson] * len(self.lessons)]

    @property
    def module_height(self) -> float:
        return MODULE_HEIGHT if self.lesson >= WIDE_LESSON else TURNED_HEIGHT

    @property
    def header_height(self) -> float:
        return DATE_HEIGHT + 2 * FIGURE_HEIGHT + self.module_height


@dataclass(frozen=True)
class _Rows:
    """The rows of a page; a blank one has nobody. The last ones are followed by the counts and signatures."""

    first: int
    people: Sequence[SheetPerson | None]
    height: float
    is_last: bool


def grid_pages(grid: Grid, frame: Frame) -> list[BookPage]:
    """The pages of the grid: first all rows of the first lessons, then those of the next."""
    width, bottom = room_on(is_landscape=frame.is_landscape)
    pages = []
    for block in _blocks(grid, width):
        top = frame.head_height + block.header_height
        free = bottom - top - frame.tail_height - COUNT_HEIGHT - SIGNATURE_HEIGHT
        for rows in _parted([*grid.people, *[None] * grid.blank_rows], free):
            pages.append(BookPage(_painter(grid, frame, block, rows), frame.is_landscape))
    return pages


def is_one_block(grid: Grid, *, is_landscape: bool) -> bool:
    """Whether all lessons stand side by side on such a page."""
    return len(_blocks(grid, room_on(is_landscape=is_landscape)[0])) == 1


def _painter(grid: Grid, frame: Frame, block: _Block, rows: _Rows) -> Callable[[Pen], None]:
    def paint(pen: Pen) -> None:
        frame.head(pen)
        y = frame.head_height
        _draw_header(pen, block, y)
        y += block.header_height
        for place, person in enumerate(rows.people):
            _draw_row(pen, grid, block, y, rows.height, rows.first + place + 1, person)
            y += rows.height
        if rows.is_last:
            y = _draw_counts(pen, block, y)
        _draw_days(pen, block, frame.head_height, y)
        frame.tail(pen, pen.bottom - frame.tail_height)

    return paint


def _blocks(grid: Grid, width: float) -> list[_Block]:
    """As few blocks as the least widths allow; what is said of people stands beside the first, then the names alone."""
    most = _most_lessons(grid.columns, width)
    first = grid.lessons
    if grid.columns and len(first) > most:
        first = first[: _end_of_day(first, most)]
    parts = [*_shared(first, most), *_shared(grid.lessons[len(first) :], _most_lessons((), width))]
    return [_block(part, () if place else grid.columns, width) for place, part in enumerate(parts)]


def _most_lessons(columns: Sequence[SheetColumn], width: float) -> int:
    taken = NUMBER_WIDTH + sum(least for least, _wanted in _text_widths(columns))
    return max(1, int((width - taken) / LESSON_WIDTHS[0]))


def _shared(lessons: Sequence[SheetLesson], most: int) -> list[Sequence[SheetLesson]]:
    """The lessons over as few parts as can be, about equally many in each; a day is parted only to save a part."""
    if not lessons:
        return []
    count = ceil(len(lessons) / most)
    each = ceil(len(lessons) / count)
    whole, rest = [], lessons
    while len(rest) > most:
        end = _end_of_day(rest, each)
        whole.append(rest[:end])
        rest = rest[end:]
    if len(whole) < count:
        return [*whole, rest]
    return [lessons[begin : begin + each] for begin in range(0, len(lessons), each)]


def _end_of_day(lessons: Sequence[SheetLesson], most: int) -> int:
    """How many of the first lessons make up whole days, at the most so many; where one day is more, a part of it."""
    ends = (end for end in range(most, 0, -1) if lessons[end - 1].held_on != lessons[end].held_on)
    return next(ends, most)


def _text_widths(columns: Sequence[SheetColumn]) -> list[tuple[float, float]]:
    return [NAME_WIDTHS, *(COLUMN_WIDTHS[column] for column in columns)]


def _block(lessons: Sequence[SheetLesson], columns: Sequence[SheetColumn], width: float) -> _Block:
    texts = _text_widths(columns)
    free = width - NUMBER_WIDTH
    least, wanted = (sum(widths) for widths in zip(*texts, strict=True))
    lesson = min(LESSON_WIDTHS[1], max(LESSON_WIDTHS[0], (free - wanted) / len(lessons)))
    room = free - lesson * len(lessons)
    if room >= wanted:
        return _Block(lessons, columns, [comfortable * room / wanted for _least, comfortable in texts], lesson)
    share = (room - least) / (wanted - least)
    return _Block(lessons, columns, [low + (comfortable - low) * share for low, comfortable in texts], lesson)


def _parted(people: Sequence[SheetPerson | None], free: float) -> list[_Rows]:
    """The rows evenly over as few pages as their least height allows."""
    most = max(1, int(free / ROW_HEIGHTS[0]))
    pages = max(1, ceil(len(people) / most))
    each = max(1, ceil(len(people) / pages))
    height = min(ROW_HEIGHTS[1], free / each)
    begins = range(0, max(len(people), 1), each)
    return [_Rows(begin, people[begin : begin + each], height, begin == begins[-1]) for begin in begins]


def _draw_header(pen: Pen, block: _Block, y: float) -> None:
    height = block.header_height
    pen.shade(LEFT, y, sum(block.widths), height)
    pen.boxes(LEFT, y, [NUMBER_WIDTH, *block.texts], height)
    titles = [_("No."), _("Full name"), *(_(COLUMN_NAMES[column]) for column in block.columns)]
    x = LEFT
    for title, width in zip(titles, [NUMBER_WIDTH, *block.texts], strict=True):
        box = (x, y + height - 2 * DATE_HEIGHT, width, 2 * DATE_HEIGHT)
        pen.in_box(*box, title, size=SMALL, face=Face.SANS_BOLD)
        x += width
    _draw_labels(pen, block, y)
    for day, lessons in groupby(block.lessons, key=lambda lesson: lesson.held_on):
        width = block.lesson * len(list(lessons))
        pen.boxes(x, y, [width], DATE_HEIGHT)
        words = f"{day:%d.%m} {short_weekday(day, language())}" if width >= WEEKDAY_FROM else f"{day:%d.%m}"
        pen.in_box(x, y, width, DATE_HEIGHT, words, size=SMALL, face=Face.SANS_BOLD, align=Align.CENTRE, most_lines=1)
        x += width
    for place, lesson in enumerate(block.lessons):
        _draw_lesson(pen, block, lesson, LEFT + block.text_width + place * block.lesson, y + DATE_HEIGHT)


def _draw_labels(pen: Pen, block: _Block, y: float) -> None:
    """What the lines of the header say, small beside them."""
    heights = (DATE_HEIGHT, FIGURE_HEIGHT, FIGURE_HEIGHT, FIGURE_HEIGHT)
    for height, words in zip(heights, (_("Day"), _("Lesson"), _("Hours"), _("Module")), strict=True):
        x = LEFT + block.text_width - 1 * MM
        pen.text(x, y + height / 2, words, size=TINY, colour=Colour.MUTED, align=Align.RIGHT)
        y += height


def _draw_lesson(pen: Pen, block: _Block, lesson: SheetLesson, x: float, y: float) -> None:
    for words in (str(lesson.place_in_day), str(lesson.hours)):
        pen.boxes(x, y, [block.lesson], FIGURE_HEIGHT)
        pen.text(x + block.lesson / 2, y + FIGURE_HEIGHT / 2, words, size=TINY, align=Align.CENTRE)
        y += FIGURE_HEIGHT
    pen.boxes(x, y, [block.lesson], block.module_height)
    module = lesson.module or lesson.topic
    if block.lesson >= WIDE_LESSON:
        box = (x, y, block.lesson, block.module_height)
        pen.in_box(*box, module, size=TINY, align=Align.CENTRE, most_lines=4)
    else:
        pen.turned(x, y, block.lesson, block.module_height, module)


def _draw_row(
    pen: Pen, grid: Grid, block: _Block, y: float, height: float, number: int, person: SheetPerson | None
) -> None:
    if person is not None:
        for place, lesson in enumerate(block.lessons):
            if lesson.id in person.shut:
                x = LEFT + block.text_width + place * block.lesson
                pen.shade(x, y, block.lesson, height, Colour.GRID)
    pen.boxes(LEFT, y, block.widths, height)
    pen.in_box(LEFT, y, NUMBER_WIDTH, height, str(number), size=SMALL, align=Align.RIGHT)
    if person is None:
        return
    x = LEFT + NUMBER_WIDTH
    words = [person.name, *(person.cells.get(column, "") for column in block.columns)]
    for place, (text, width) in enumerate(zip(words, block.texts, strict=True)):
        pen.in_box(x, y, width, height, text, size=SMALL if place else TEXT, most_lines=3)
        x += width
    for lesson in block.lessons:
        letter = grid.marks.get((person.enrolment_id, lesson.id), "")
        pen.in_box(x, y, block.lesson, height, letter, size=TEXT, align=Align.CENTRE, most_lines=1)
        x += block.lesson


def _draw_counts(pen: Pen, block: _Block, y: float) -> float:
    """A box for the head count of each lesson and one for its trainer's signature; returns where they end."""
    rows = ((COUNT_HEIGHT, _("Counted by the duty officer, people")), (SIGNATURE_HEIGHT, _("Signature of the trainer")))
    for height, words in rows:
        pen.shade(LEFT, y, block.text_width, height)
        pen.boxes(LEFT, y, [block.text_width, *[block.lesson] * len(block.lessons)], height)
        pen.in_box(LEFT, y, block.text_width, height, words, size=SMALL, align=Align.RIGHT, most_lines=1)
        y += height
    return y


def _draw_days(pen: Pen, block: _Block, top: float, bottom: float) -> None:
    """Stronger lines around each day, which a pen goes down along."""
    x = LEFT + block.text_width
    for _day, lessons in groupby(block.lessons, key=lambda lesson: lesson.held_on):
        width = block.lesson * len(list(lessons))
        pen.boxes(x, top, [width], bottom - top, weight=STRONG)
        x += width
