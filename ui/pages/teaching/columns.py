"""The columns of trainers, rooms and hours."""

from collections.abc import Callable, Mapping

from desktop_app.i18n import N_, _
from desktop_app.timetable.pay import TrainerHours
from desktop_app.timetable.records import RoomRecord, TrainerRecord
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

ROOM_COLUMNS = (
    Column[RoomRecord]("name", N_("Room"), lambda room: room.name, width=180),
    Column[RoomRecord]("building", N_("Building"), lambda room: room.building, width=200),
    Column[RoomRecord]("seats", N_("Seats"), lambda room: room.seats, width=90, align=Align.RIGHT),
    Column[RoomRecord]("equipment", N_("Equipment"), lambda room: room.equipment, width=280, is_stretched=True),
    Column[RoomRecord](
        "closed",
        N_("State"),
        lambda room: _("Closed since {day}", day=formats.date_text(room.closed_on)) if room.closed_on else "",
        width=190,
        tone=lambda room: Tone.MUTED if room.closed_on else None,
    ),
)


def trainer_columns(subjects: Mapping[str, str]) -> tuple[Column[TrainerRecord], ...]:
    """``subjects`` are the names by code."""
    return (
        Column[TrainerRecord]("name", N_("Trainer"), lambda each: each.full_name, width=210),
        Column[TrainerRecord]("title", N_("Position"), lambda each: each.title, width=160),
        Column[TrainerRecord]("phone", N_("Phone"), lambda each: each.phone, width=120),
        Column[TrainerRecord](
            "subjects",
            N_("Subjects"),
            lambda each: ", ".join(subjects.get(code, code) for code in each.subjects) or _("any"),
            width=170,
            is_stretched=True,
        ),
        Column[TrainerRecord](
            "load", N_("Most hours\na month"), lambda each: each.load_hours, width=100, align=Align.RIGHT
        ),
        Column[TrainerRecord]("rate", N_("Rate, soums"), lambda each: each.rate, width=110, align=Align.RIGHT),
        Column[TrainerRecord](
            "left",
            N_("State"),
            lambda each: _("Left on {day}", day=formats.date_text(each.left_on)) if each.left_on else "",
            width=130,
            tone=lambda each: Tone.MUTED if each.left_on else None,
        ),
    )


def _hours(
    name: str, title: str, value: Callable[[TrainerHours], int | None], *, hint: str = "", width: int = 116
) -> Column[TrainerHours]:
    return Column[TrainerHours](
        name, title, value, width=width, align=Align.RIGHT, hint=(lambda _line: _(hint)) if hint else None
    )


PAY_COLUMNS = (
    Column[TrainerHours]("name", N_("Trainer"), lambda line: line.name, width=260, is_stretched=True),
    _hours(
        "planned", N_("Planned hours"), lambda line: line.planned, hint=N_("What was theirs before any substitution.")
    ),
    _hours("over", N_("Took over"), lambda line: line.taken_over),
    _hours("away", N_("Gave away"), lambda line: line.given_away),
    _hours("held", N_("Held hours"), lambda line: line.held, hint=N_("Lessons with marks: they are paid for.")),
    Column[TrainerHours](
        "unmarked",
        N_("Not marked"),
        lambda line: line.unmarked or None,
        width=116,
        align=Align.RIGHT,
        tone=lambda line: Tone.WARN if line.unmarked else None,
        hint=lambda _line: _("Held by now and not marked: nothing is paid for them yet."),
    ),
    _hours("rate", N_("Rate, soums"), lambda line: line.rate, width=124),
    _hours("pay", N_("Sum, soums"), lambda line: line.pay, width=130),
)
