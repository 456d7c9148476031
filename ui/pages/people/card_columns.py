"""The columns of what belongs to one person: courses, workplaces, former names, consents."""

from desktop_app.cohorts.records import enrolment_state_name
from desktop_app.i18n import N_, _
from desktop_app.people.records import ConsentRecord, FormerNameDraft, PostLine, Training
from ui.models.table_model import Align, Column
from ui.pages.people.words import certificate_text
from ui.theme import Tone


def result_text(course: Training) -> str:
    if course.outside is not None:
        return course.outside.result or _("Finished")
    if course.event_id:
        return _("Led it") if course.is_leader else _("Took part")
    return enrolment_state_name(course.state) if course.state is not None else ""


def _where(course: Training) -> str:
    if course.outside is not None:
        return course.outside.provider or _("Elsewhere")
    return course.place or course.cohort_code


TRAINING_COLUMNS = (
    Column[Training](
        "programme",
        N_("Course"),
        lambda row: row.programme,
        width=240,
        is_told_whole=True,
        is_stretched=True,
    ),
    Column[Training]("cohort", N_("Cohort or provider"), _where, width=150, is_told_whole=True),
    Column[Training]("hours", N_("Hours"), lambda row: row.hours, width=60, align=Align.RIGHT),
    Column[Training]("starts_on", N_("From"), lambda row: row.starts_on, width=92),
    Column[Training]("ends_on", N_("To"), lambda row: row.ends_on, width=92),
    Column[Training](
        "state", N_("Result"), result_text, width=160, tone=lambda row: Tone.GOOD if row.counts else Tone.PLAIN
    ),
    Column[Training]("certificate", N_("Certificate"), certificate_text, width=170, is_told_whole=True),
)

POST_COLUMNS = (
    Column[PostLine]("workplace", N_("Workplace"), lambda row: row.workplace, width=240, is_stretched=True),
    Column[PostLine]("district", N_("District"), lambda row: row.district, width=160),
    Column[PostLine]("position", N_("Position"), lambda row: row.position, width=200, is_told_whole=True),
    Column[PostLine]("subject", N_("Subject"), lambda row: row.subject, width=160, is_told_whole=True),
    Column[PostLine]("starts_on", N_("From"), lambda row: row.starts_on, width=92),
    Column[PostLine]("ends_on", N_("To"), lambda row: row.ends_on, width=92),
    Column[PostLine](
        "state",
        N_("State"),
        lambda row: _("Present") if row.is_present else _("Former"),
        width=120,
        tone=lambda row: Tone.GOOD if row.is_present else Tone.MUTED,
    ),
)

NAME_COLUMNS = (
    Column[FormerNameDraft]("name", N_("Former name"), lambda row: row.full_name, width=300, is_stretched=True),
    Column[FormerNameDraft](
        "cyrillic",
        N_("In Cyrillic"),
        lambda row: " ".join(filter(None, (row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl))),
        width=280,
    ),
    Column[FormerNameDraft]("changed_on", N_("Until"), lambda row: row.changed_on, width=110),
    Column[FormerNameDraft]("reason", N_("Document or reason"), lambda row: row.reason, width=240, is_told_whole=True),
)


def consent_columns(form_name: dict[str, str]) -> tuple[Column[ConsentRecord], ...]:
    """``form_name`` gives the words for the code of a form; it may be filled later."""
    return (
        Column[ConsentRecord]("given_on", N_("Consent given on"), lambda row: row.given_on, width=140),
        Column[ConsentRecord]("form", N_("In which form"), lambda row: form_name.get(row.form, row.form), width=160),
        Column[ConsentRecord](
            "state",
            N_("State"),
            lambda row: _("Holds") if row.holds else _("No longer holds"),
            width=140,
            tone=lambda row: Tone.GOOD if row.holds else Tone.MUTED,
        ),
        Column[ConsentRecord]("withdrawn_on", N_("Consent withdrawn on"), lambda row: row.withdrawn_on, width=120),
        Column[ConsentRecord]("reason", N_("Reason"), lambda row: row.withdrawal_reason, width=300, is_stretched=True),
    )
