"""The columns of the list of cohorts and of the people in one."""

from collections.abc import Callable

from desktop_app.cohorts.records import CohortRow, CohortState, EnrolledPerson, cohort_state_name, enrolment_state_name
from desktop_app.i18n import N_
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.cohorts.words import cohort_tone, enrolment_tone

_COHORT_COLUMNS = (
    Column[CohortRow]("code", N_("Code"), lambda row: row.code, width=104),
    Column[CohortRow](
        "programme",
        N_("Programme"),
        lambda row: row.programme_title,
        width=280,
        is_stretched=True,
        hint=lambda row: f"{row.programme_title}\n{row.place}".strip(),
    ),
    Column[CohortRow](
        "state",
        N_("State"),
        lambda row: cohort_state_name(row.state),
        width=150,
        # In the order of a cohort's life.
        sort=lambda row: list(CohortState).index(row.state),
        tone=lambda row: cohort_tone(row.state),
    ),
    Column[CohortRow]("starts_on", N_("From"), lambda row: row.starts_on, width=96),
    Column[CohortRow]("ends_on", N_("To"), lambda row: row.ends_on, width=96),
    Column[CohortRow]("hours", N_("Hours"), lambda row: row.hours, width=64, align=Align.RIGHT),
    Column[CohortRow]("people", N_("People"), lambda row: row.people, width=84, align=Align.RIGHT),
    Column[CohortRow]("leader", N_("Group leader"), lambda row: row.leader, width=160, is_told_whole=True),
)


def cohort_columns(details: Callable[[CohortRow], str]) -> tuple[Column[CohortRow], ...]:
    """The columns of the list; ``details`` says in what language and shift a cohort studies, and which part."""
    own = Column[CohortRow](
        "details", N_("Language, shift, part"), details, width=150, hint=lambda row: row.institution
    )
    return (*_COHORT_COLUMNS, own)


def _membership(person: EnrolledPerson) -> str:
    """From the first day to the last, where there is one."""
    last = formats.date_text(person.left_on) if person.left_on else ""
    return f"{formats.date_text(person.enrolled_on)} – {last}"


PEOPLE_COLUMNS = (
    Column[EnrolledPerson](
        "name", N_("Surname, name, patronymic"), lambda row: row.name, width=240, hint=lambda row: row.why
    ),
    Column[EnrolledPerson](
        "state",
        N_("State"),
        lambda row: enrolment_state_name(row.state),
        width=140,
        tone=lambda row: enrolment_tone(row.state),
        hint=lambda row: row.why,
    ),
    Column[EnrolledPerson]("district", N_("District"), lambda row: row.district and row.district.text, width=128),
    Column[EnrolledPerson]("workplace", N_("Workplace"), lambda row: row.workplace, width=180, is_stretched=True),
    Column[EnrolledPerson]("position", N_("Position"), lambda row: row.position, width=120),
    Column[EnrolledPerson]("membership", N_("In the list"), _membership, width=176, sort=lambda row: row.enrolled_on),
    Column[EnrolledPerson]("why", N_("Reason"), lambda row: row.why, width=120, is_told_whole=True),
)
