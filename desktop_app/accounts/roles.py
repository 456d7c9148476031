"""The tasks of a centre as roles; what a centre calls them is its own, what they may do is in ``rights``."""

from enum import StrEnum

from desktop_app.i18n import N_


class Role(StrEnum):
    """A person may have several: what one of them allows is allowed."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    METHODIST = "methodist"
    REGISTRAR = "registrar"
    GROUP_LEADER = "group_leader"
    REPORTS_OFFICER = "reports_officer"
    AUDITOR = "auditor"


USUAL_TITLES = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.DIRECTOR: N_("Director"),
    Role.METHODIST: N_("Methodist"),
    Role.REGISTRAR: N_("Registrar"),
    Role.GROUP_LEADER: N_("Cohort leader"),
    Role.REPORTS_OFFICER: N_("Reports officer"),
    Role.AUDITOR: N_("Auditor"),
}
TASKS = {
    Role.ADMINISTRATOR: N_("Accounts, settings, backups and protection; sees no personal data."),
    Role.DIRECTOR: N_("Sees everything, approves, issues, sends and unlocks."),
    Role.METHODIST: N_("People, cohorts, timetable, surveys, import and results."),
    Role.REGISTRAR: N_("Attendance, orders, papers, certificates and blanks."),
    Role.GROUP_LEADER: N_("The register of their own cohorts, and nothing of the others."),
    Role.REPORTS_OFFICER: N_("Plan, returns, figures and events."),
    Role.AUDITOR: N_("Reads everything and changes nothing; journal, duties of the law on personal data, erasure."),
}
