"""Columns of who is due, and of their totals."""

from collections.abc import Callable

from desktop_app.due.records import DuePerson, DueTotal, SchoolTotal
from desktop_app.i18n import N_, _
from ui import formats
from ui.models.table_model import Align, Column
from ui.theme import Tone

NO_DATA = "–"


def people_columns(year: Callable[[], int]) -> tuple[Column[DuePerson], ...]:
    """``year`` gives the one asked for: whoever was due before it is overdue."""
    return (
        Column(
            "name",
            N_("Full name"),
            lambda due: due.person.full_name,
            width=196,
            is_told_whole=True,
            is_stretched=True,
        ),
        Column(
            "workplace",
            N_("Workplace"),
            lambda due: due.person.workplace,
            width=140,
            is_told_whole=True,
            is_stretched=True,
        ),
        Column("district", N_("District"), lambda due: due.person.district, width=118, is_told_whole=True),
        Column("subject", N_("Subject"), lambda due: due.person.subject, width=104, is_told_whole=True),
        Column("last", N_("Last course"), lambda due: due.last_course_on, width=92),
        Column(
            "due",
            N_("Due in"),
            lambda due: due.due_year,
            shown=str,
            width=70,
            align=Align.LEFT,
            tone=lambda due: Tone.WARN if due.due_year < year() else None,
        ),
        Column("why", N_("Why"), lambda due: due.why, width=150, is_stretched=True, is_told_whole=True),
        Column(
            "cohort",
            N_("In cohort"),
            lambda due: due.cohort_code,
            width=112,
            tone=lambda due: Tone.ACCENT if due.cohort_code else None,
        ),
    )


def _lacking_tone(total: DueTotal) -> Tone | None:
    return Tone.WARN if total.lacking is not None and total.lacking > 0 else None


def _lacking_hint(_total: DueTotal) -> str:
    return _("Due and trained this year together, less the plan. Below nought: places to spare.")


def _or_dash(figure: int | None) -> str:
    return NO_DATA if figure is None else formats.integer_text(figure)


_FIGURES: tuple[Column[DueTotal], ...] = (
    Column("people", N_("Due"), lambda total: total.people, width=90),
    Column("overdue", N_("Overdue"), lambda total: total.overdue, width=110),
    Column("in_cohort", N_("In a cohort"), lambda total: total.in_cohort, width=110),
    Column("trained", N_("Trained this year"), lambda total: total.trained, width=130),
)
_PLAN: tuple[Column[DueTotal], ...] = (
    Column("planned", N_("Plan"), lambda total: total.planned, shown=_or_dash, width=90, align=Align.RIGHT),
    Column(
        "lacking",
        N_("Places lacking"),
        lambda total: total.lacking,
        shown=_or_dash,
        width=120,
        align=Align.RIGHT,
        tone=_lacking_tone,
        hint=_lacking_hint,
    ),
)

DISTRICT_COLUMNS: tuple[Column[DueTotal], ...] = (
    Column("name", N_("District"), lambda total: total.name, is_stretched=True),
    *_FIGURES,
    *_PLAN,
)
SUBJECT_COLUMNS: tuple[Column[DueTotal], ...] = (
    Column("name", N_("Subject"), lambda total: total.name, is_stretched=True),
    *_FIGURES,
    *_PLAN,
)
SCHOOL_COLUMNS: tuple[Column[SchoolTotal], ...] = (
    Column("district", N_("District"), lambda total: total.district, width=180),
    Column("name", N_("School"), lambda total: total.name, is_stretched=True, is_told_whole=True),
    *_FIGURES,
)
