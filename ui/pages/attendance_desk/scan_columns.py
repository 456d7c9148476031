"""The columns of the station at the door."""

from desktop_app.attendance.scan_records import DoorCohort, DoorReading
from desktop_app.attendance.scan_rules import Direction
from desktop_app.clock import TASHKENT
from desktop_app.i18n import N_, _
from ui.models.table_model import Align, Column
from ui.pages.attendance_desk.scan_words import DIRECTIONS
from ui.theme import Tone

READING_COLUMNS: tuple[Column[DoorReading], ...] = (
    Column(
        "time",
        N_("Time"),
        lambda row: row.at.astimezone(TASHKENT).strftime("%H:%M:%S"),
        width=80,
        sort=lambda row: (row.at, row.scan_id),
    ),
    Column(
        "direction",
        N_("In or out"),
        lambda row: _(DIRECTIONS[row.direction.value]),
        width=110,
        tone=lambda row: Tone.GOOD if row.direction is Direction.IN else Tone.MUTED,
    ),
    Column("name", N_("Full name"), lambda row: row.name, width=200, is_stretched=True),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=110),
)


def _inside(row: DoorCohort) -> str:
    return _("{inside} of {people} in", inside=row.inside, people=row.people)


DOOR_COHORT_COLUMNS: tuple[Column[DoorCohort], ...] = (
    Column("cohort", N_("Cohort"), lambda row: row.code, width=110, hint=lambda row: row.rooms),
    Column(
        "hours",
        N_("Lessons"),
        lambda row: f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}",
        width=110,
        sort=lambda row: row.starts_at,
    ),
    Column(
        "inside",
        N_("Inside"),
        _inside,
        width=130,
        is_stretched=True,
        tone=lambda row: Tone.MUTED if row.is_over else Tone.GOOD if row.inside >= row.people else Tone.ACCENT,
        sort=lambda row: row.inside,
    ),
    Column("came", N_("Came"), lambda row: row.came, width=80, align=Align.RIGHT),
)
