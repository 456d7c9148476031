"""The columns of the duty officer's count."""

from collections.abc import Callable

from desktop_app.attendance.head_counts import HeadLine
from desktop_app.i18n import N_, _
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

# Where the numbers are typed.
HEADS_COLUMN = 5


def heads_columns(typed: Callable[[HeadLine, str], bool]) -> tuple[Column[HeadLine], ...]:
    """``typed`` is told a number typed for a lesson and says whether it took it."""
    return (
        Column("time", N_("Begins"), lambda line: f"{line.starts_at:%H:%M}", width=84),
        Column("lesson", N_("Lesson"), lambda line: line.place_in_day, width=76, align=Align.CENTRE),
        Column("cohort", N_("Cohort"), lambda line: line.cohort_code, width=112),
        Column(
            "title",
            N_("Module"),
            lambda line: line.title,
            width=240,
            is_stretched=True,
            is_told_whole=True,
        ),
        Column("room", N_("Room"), lambda line: line.room, width=120, is_told_whole=True),
        Column(
            "heads",
            N_("Heads\ncounted"),
            lambda line: line.heads,
            shown=lambda heads: "" if heads is None else str(heads),
            width=110,
            align=Align.RIGHT,
            sort=lambda line: -1 if line.heads is None else line.heads,
            is_strong=lambda _line: True,
            edit=typed,
        ),
        Column(
            "present",
            N_("Marked\npresent"),
            lambda line: line.present if line.marked else None,
            shown=lambda present: _("not marked") if present is None else str(present),
            width=110,
            align=Align.RIGHT,
            sort=lambda line: line.present if line.marked else -1,
        ),
        Column(
            "difference",
            N_("Difference"),
            _difference,
            width=120,
            align=Align.RIGHT,
            sort=lambda line: abs(line.difference or 0),
            tone=lambda line: Tone.WARN if line.difference else None,
            hint=lambda _line: _("Heads counted less those who are marked present."),
        ),
    )


def _difference(line: HeadLine) -> str:
    """With its sign; a lesson that agrees says so."""
    match line.difference:
        case None:
            return ""
        case 0:
            return _("agrees")
        case difference if difference > 0:
            return f"+{formats.integer_text(difference)}"
        case difference:
            return f"−{formats.integer_text(-difference)}"
