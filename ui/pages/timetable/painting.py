"""How a week is drawn: days and times, lessons in calm colours, the one in hand, where it would be put."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop_app.i18n import _n, language
from desktop_app.language.dates import short_weekday, weekday
from desktop_app.timetable.slots import DaySlot
from desktop_app.timetable.week import Day, Lesson
from ui.icons import pixmap
from ui.pages.timetable.seen import Kind
from ui.pages.timetable.sheet import Frame, PlacedLesson, Spot, is_narrow
from ui.theme import DARK, GAP_S, GAP_XS, RADIUS, SMALL_SIZE, TEXT_SIZE, Tone, colour, colours, font, tone_colours

HEAD_HEIGHT = 46
TIMES_WIDTH = 58
STRIPE, GUTTER, SIGN = 4.0, 3.0, 14
LINE, SLIM = 17.0, 72.0
# Degrees on the wheel of colours, neighbours far from each other; red is left to clashes.
HUES = (200, 40, 270, 150, 315, 85, 225, 175)


@dataclass(frozen=True)
class Ghost:
    """A lesson that is carried: where it would stand, and what that would mean."""

    lesson: Lesson
    day: int
    slot: DaySlot
    tone: Tone


@dataclass(frozen=True)
class Picture:
    """All that a drawing of the week depends on; ``now`` is the present day and minute, where it is in the week."""

    frame: Frame
    spot: Spot
    is_in_hand: bool
    now: tuple[int, int] | None
    ghost: Ghost | None
    seen_by: Kind
    kinds: Mapping[str, str] = field(default_factory=dict)


def paint_heads(painter: QPainter, picture: Picture) -> None:
    """The days over the sheet, with their hours or what they are called."""
    frame = picture.frame
    painter.fillRect(QRectF(0, 0, frame.width, HEAD_HEIGHT), colour("card"))
    for place, (day, (left, width)) in enumerate(zip(frame.sheet.week.days, frame.columns, strict=True)):
        is_today = picture.now is not None and picture.now[0] == place
        if is_today:
            painter.fillRect(QRectF(left, 0, width, HEAD_HEIGHT), colour("accent_soft"))
            painter.fillRect(QRectF(left, HEAD_HEIGHT - 3, width, 3), colour("accent"))
        room = QRectF(left + GAP_S, 5, width - GAP_S - GAP_XS, 18)
        ink = "accent" if is_today else "ink" if day.is_working else "muted"
        name = short_weekday(day.day, language()) if is_narrow(day) else weekday(day.day, language())
        _write(painter, room, name, font(TEXT_SIZE, is_bold=True), ink)
        _write(painter, room.translated(0, 18), _below(day), font(SMALL_SIZE), "warn" if day.name else "muted")
    painter.setPen(colour("border"))
    painter.drawLine(QPointF(0, HEAD_HEIGHT - 0.5), QPointF(frame.width, HEAD_HEIGHT - 0.5))


def paint_sheet(painter: QPainter, picture: Picture) -> None:
    """Everything below the heads, its upper left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, picture)
    _paint_times(painter, picture.frame)
    for placed in picture.frame.sheet.placed:
        is_lifted = picture.ghost is not None and picture.ghost.lesson.id == placed.lesson.id
        _paint_lesson(painter, picture, placed, is_lifted=is_lifted)
    _paint_now(painter, picture)
    _paint_cursor(painter, picture)
    if picture.ghost is not None:
        _paint_ghost(painter, picture, picture.ghost)


def lesson_lines(lesson: Lesson, kinds: Mapping[str, str], seen_by: Kind | None = None) -> list[str]:
    """What a lesson says of itself, the most important first: without what the whole week is of."""
    kind = kinds.get(lesson.kind_code, "")
    room = lesson.room if seen_by is not Kind.ROOM else ""
    trainer = lesson.trainer if seen_by is not Kind.TRAINER else ""
    names = [lesson.module or lesson.cohort] if seen_by is Kind.COHORT else [lesson.cohort, lesson.module]
    below = (" · ".join(filter(None, (kind, room))), trainer, lesson.topic)
    return [line for line in (*names, *below) if line]


def hue_of(lesson: Lesson, seen_by: Kind) -> int:
    """The same module has the same colour in every week of a cohort, the same cohort in those of rooms and trainers."""
    return HUES[(lesson.module_id or 0 if seen_by is Kind.COHORT else lesson.cohort_id) % len(HUES)]


def _below(day: Day) -> str:
    short = f"{day.day:%d.%m}"
    if day.name:
        return f"{short} · {day.name}"
    hours = _n("{n} hour", "{n} hours", day.hours) if day.lessons else ""
    return " · ".join(filter(None, (short, hours)))


def _paint_ground(painter: QPainter, picture: Picture) -> None:
    frame = picture.frame
    painter.fillRect(QRectF(0, 0, frame.width, frame.height), colour("card"))
    for place, (day, (left, width)) in enumerate(zip(frame.sheet.week.days, frame.columns, strict=True)):
        column = QRectF(left, 0, width, frame.height)
        if not day.is_working:
            painter.fillRect(column, colour("ground"))
        elif picture.now is not None and picture.now[0] == place:
            painter.fillRect(column, _faint(colour("accent_soft"), 0.45))
    painter.setPen(QPen(colour("line"), 1))
    for slot in frame.sheet.rows:
        y = round(frame.y_of(_minutes(slot))) + 0.5
        painter.drawLine(QPointF(0, y), QPointF(frame.width, y))
    painter.setPen(QPen(colour("border"), 1))
    for left, _width in frame.columns:
        painter.drawLine(QPointF(round(left) - 0.5, 0), QPointF(round(left) - 0.5, frame.height))


def _paint_times(painter: QPainter, frame: Frame) -> None:
    last = -LINE
    for slot in frame.sheet.rows:
        y = frame.y_of(_minutes(slot))
        if y - last < LINE:
            continue
        last = y
        room = QRectF(GAP_S, y + 4, frame.left - GAP_S, LINE)
        _write(painter, room, f"{slot.starts_at:%H:%M}", font(SMALL_SIZE, is_bold=True), "ink")
        _write(painter, room.translated(0, LINE - 2), f"{slot.ends_at:%H:%M}", font(SMALL_SIZE), "muted")


def _paint_lesson(painter: QPainter, picture: Picture, placed: PlacedLesson, *, is_lifted: bool) -> None:
    lesson = placed.lesson
    box = _inner(picture, placed)
    ground, stripe = module_colours(hue_of(lesson, picture.seen_by))
    if is_lifted:
        ground, stripe = _faint(ground, 0.4), _faint(stripe, 0.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setBrush(stripe)
    painter.drawRoundedRect(QRectF(box.x(), box.y() + 4, STRIPE, box.height() - 8), 2, 2)
    # Between many lanes only the words have room; what clashes has its red edge still.
    is_slim = box.width() < SLIM
    signs = [] if is_slim else _signs(picture, lesson)
    words = box.adjusted(STRIPE + GAP_XS + 2, 3, -GAP_XS, -2)
    lines = lesson_lines(lesson, picture.kinds, picture.seen_by)
    _paint_words(painter, words, lines, signs=len(signs), is_faint=is_lifted, is_slim=is_slim)
    ratio = painter.device().devicePixelRatioF()
    for place, (name, token) in enumerate(signs):
        corner = QPointF(box.right() - GAP_XS - (place + 1) * (SIGN + 2), box.y() + 4)
        painter.drawPixmap(corner, pixmap(name, token, SIGN, ratio))
    if lesson.id in picture.frame.sheet.week.clashing:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("bad"), 1.5))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)


def _signs(picture: Picture, lesson: Lesson) -> list[tuple[str, str]]:
    signs = []
    if lesson.is_marked:
        signs.append(("check", "good"))
    if lesson.is_substituted:
        signs.append(("person", "accent"))
    if lesson.id in picture.frame.sheet.week.clashing:
        signs.append(("warning", "bad"))
    return signs


def _paint_words(
    painter: QPainter,
    room: QRectF,
    lines: Sequence[str],
    *,
    signs: int = 0,
    is_faint: bool = False,
    is_slim: bool = False,
) -> None:
    """As many lines as there is room for; the first may take two where all others still fit.

    Of a slim lesson's first line, the code of a cohort, the end tells more than the beginning.
    """
    count = max(int(room.height() // LINE), 1)
    bold, plain = font(TEXT_SIZE, is_bold=True), font(SMALL_SIZE)
    first_width = room.width() - signs * (SIGN + 2)
    heads = _wrapped(lines[0], bold, (first_width, room.width()), max(1, min(2, count - len(lines) + 1)))
    y = room.y()
    for place, text in enumerate([*heads, *lines[1:]][:count]):
        is_head = place < len(heads)
        width = first_width if place == 0 else room.width()
        ink = "muted" if is_faint or not is_head else "ink"
        elide = Qt.TextElideMode.ElideLeft if is_head and is_slim else Qt.TextElideMode.ElideRight
        _write(painter, QRectF(room.x(), y, width, LINE), text, bold if is_head else plain, ink, elide)
        y += LINE


def _wrapped(text: str, style: QFont, widths: tuple[float, float], most: int) -> list[str]:
    """The text in one line, or broken between words into two."""
    metrics = QFontMetricsF(style)
    words = text.split()
    if most < 2 or len(words) < 2 or metrics.horizontalAdvance(text) <= widths[0]:
        return [text]
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= widths[0]:
        taken += 1
    return [" ".join(words[:taken]), " ".join(words[taken:])] if taken < len(words) else [text]


def _paint_now(painter: QPainter, picture: Picture) -> None:
    if picture.now is None:
        return
    place, at = picture.now
    y = picture.frame.y_of(at)
    if 0 <= y <= picture.frame.height:
        left, width = picture.frame.columns[place]
        painter.setPen(QPen(colour("accent"), 1.5))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QPointF(left, y), 3, 3)


def _paint_cursor(painter: QPainter, picture: Picture) -> None:
    if picture.ghost is not None:
        return
    box = picture.frame.box_of_spot(picture.spot)
    place = QRectF(box.x, box.y, box.width, box.height).adjusted(GUTTER - 1, 0.5, -GUTTER + 1, -0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("accent" if picture.is_in_hand else "edge"), 2))
    painter.drawRoundedRect(place, RADIUS, RADIUS)


def _paint_ghost(painter: QPainter, picture: Picture, ghost: Ghost) -> None:
    between = picture.frame.box_between(ghost.day, ghost.slot.starts_at, ghost.slot.ends_at)
    box = QRectF(between.x, between.y, between.width, between.height).adjusted(GUTTER, 1, -GUTTER, -1)
    ink, ground = tone_colours(ghost.tone)
    painter.setBrush(_faint(colour(ground), 0.93))
    painter.setPen(QPen(colour(ink), 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    words = box.adjusted(STRIPE + GAP_XS + 2, 3, -GAP_XS, -2)
    _paint_words(painter, words, lesson_lines(ghost.lesson, picture.kinds, picture.seen_by))


def module_colours(hue: int) -> tuple[QColor, QColor]:
    """The ground of a lesson and its stripe: pale on white, deep on dark."""
    if colours() is DARK:
        return QColor.fromHslF(hue / 360, 0.26, 0.20), QColor.fromHslF(hue / 360, 0.42, 0.60)
    return QColor.fromHslF(hue / 360, 0.48, 0.93), QColor.fromHslF(hue / 360, 0.45, 0.46)


def _inner(picture: Picture, placed: PlacedLesson) -> QRectF:
    box = picture.frame.box_of(placed)
    return QRectF(box.x, box.y, box.width, box.height).adjusted(GUTTER, 1, -GUTTER, -1)


def _faint(tint: QColor, share: float) -> QColor:
    made = QColor(tint)
    made.setAlphaF(share)
    return made


def _minutes(slot: DaySlot) -> int:
    return slot.starts_at.hour * 60 + slot.starts_at.minute


def _write(
    painter: QPainter,
    room: QRectF,
    text: str,
    style: QFont,
    ink: str,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(style)
    painter.setPen(colour(ink))
    fitting = QFontMetricsF(style).elidedText(text, elide, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
