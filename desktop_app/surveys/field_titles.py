"""What the fields are called by which results are broken down."""

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.model import Questionnaire, text_in
from desktop_app.surveys.breakdown import fields_of

_TITLES = {
    "cohort": N_("Cohort"),
    "programme": N_("Programme"),
    "staff_group": N_("For whom"),
    "phase": N_("Before or after the course"),
    "month": N_("Month"),
    "channel": N_("How it came in"),
    "trainer": N_("Trainer"),
    "enrolment.district": N_("District of the person"),
    "enrolment.subject": N_("Subject of the person"),
    "enrolment.category": N_("Category of the person"),
    "enrolment.staff_group": N_("Staff group of the person"),
}


def field_title(questionnaire: Questionnaire, name: str) -> str:
    """In the language in force; for an item its question."""
    if name in _TITLES:
        return _(_TITLES[name])
    return next((text_in(item.text) for item in questionnaire.items if item.code == name), name)


def field_titles(questionnaire: Questionnaire) -> dict[str, str]:
    """Every field that may be chosen, by name, the questions of the sheet first."""
    return {name: field_title(questionnaire, name) for name in fields_of(questionnaire)}
