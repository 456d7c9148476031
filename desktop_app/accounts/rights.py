"""What may be done in a centre, and which role may do it: the matrix as data, and the questions asked of it."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from db.unit_of_work import UnitOfWork
from desktop_app.accounts.roles import Role
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _


class Right(StrEnum):
    USE = "use"
    SEE_PEOPLE = "see_people"
    EDIT_PEOPLE = "edit_people"
    EDIT_MANY = "edit_many"
    IMPORT_PEOPLE = "import_people"
    MERGE_PEOPLE = "merge_people"
    SEE_NUMBERS = "see_numbers"
    EXTRACT = "extract"
    ERASE = "erase"
    EDIT_INSTITUTIONS = "edit_institutions"
    EDIT_ORGANISATIONS = "edit_organisations"
    SEE_COHORTS = "see_cohorts"
    EDIT_COHORTS = "edit_cohorts"
    EDIT_PROGRAMMES = "edit_programmes"
    SEE_TIMETABLE = "see_timetable"
    EDIT_TIMETABLE = "edit_timetable"
    SEE_ATTENDANCE = "see_attendance"
    MARK_ATTENDANCE = "mark_attendance"
    IMPORT_ATTENDANCE = "import_attendance"
    UNLOCK_ATTENDANCE = "unlock_attendance"
    SEE_SURVEYS = "see_surveys"
    RUN_SURVEYS = "run_surveys"
    SEE_RESULTS = "see_results"
    EDIT_RESULTS = "edit_results"
    REOPEN_COHORTS = "reopen_cohorts"
    SEE_PAPERS = "see_papers"
    EDIT_PAPERS = "edit_papers"
    PREPARE_CERTIFICATES = "prepare_certificates"
    ISSUE_CERTIFICATES = "issue_certificates"
    ANNUL_CERTIFICATES = "annul_certificates"
    EDIT_TEMPLATES = "edit_templates"
    KEEP_BLANKS = "keep_blanks"
    EDIT_KEYS = "edit_keys"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    EDIT_EVENTS = "edit_events"
    SEE_RETURNS = "see_returns"
    PREPARE_RETURNS = "prepare_returns"
    SEND_RETURNS = "send_returns"
    UNLOCK_RETURNS = "unlock_returns"
    APPROVE = "approve"
    EDIT_REFERENCE = "edit_reference"
    EDIT_RULES = "edit_rules"
    LEND = "lend"
    CLOSE_YEAR = "close_year"
    SEE_DUTIES = "see_duties"
    EDIT_DUTIES = "edit_duties"
    SEE_JOURNAL = "see_journal"
    SEE_ACCOUNTS = "see_accounts"
    EDIT_ACCOUNTS = "edit_accounts"
    CHECK_DATA = "check_data"
    BACK_UP = "back_up"
    RESTORE = "restore"
    PROTECT = "protect"


# As the page of the matrix shows them: groups of rights, each with its words.
GROUPS: tuple[tuple[str, dict[Right, str]], ...] = (
    (
        N_("People"),
        {
            Right.SEE_PEOPLE: N_("See cards of people and lists of them"),
            Right.EDIT_PEOPLE: N_("Change cards"),
            Right.EDIT_MANY: N_("Change many cards at once"),
            Right.IMPORT_PEOPLE: N_("Import lists of people"),
            Right.MERGE_PEOPLE: N_("Merge two cards of one person"),
            Right.SEE_NUMBERS: N_("See and export the JShShIR in full"),
            Right.EXTRACT: N_("Give a person what is kept about them"),
            Right.ERASE: N_("Erase a person"),
            Right.EDIT_INSTITUTIONS: N_("Change schools and other workplaces"),
            Right.EDIT_ORGANISATIONS: N_("Change training organisations and their permits"),
        },
    ),
    (
        N_("Cohorts"),
        {
            Right.SEE_COHORTS: N_("See cohorts and programmes"),
            Right.EDIT_COHORTS: N_("Make cohorts, admit, transfer and expel"),
            Right.EDIT_PROGRAMMES: N_("Change programmes"),
            Right.SEE_TIMETABLE: N_("See the timetable"),
            Right.EDIT_TIMETABLE: N_("Change the timetable, trainers and rooms"),
            Right.SEE_ATTENDANCE: N_("See attendance"),
            Right.MARK_ATTENDANCE: N_("Mark attendance"),
            Right.IMPORT_ATTENDANCE: N_("Import attendance"),
            Right.UNLOCK_ATTENDANCE: N_("Change attendance of closed days"),
            Right.SEE_SURVEYS: N_("See answers to surveys"),
            Right.RUN_SURVEYS: N_("Make questionnaires and take in answers"),
            Right.SEE_RESULTS: N_("See results"),
            Right.EDIT_RESULTS: N_("Enter results and complete cohorts"),
            Right.REOPEN_COHORTS: N_("Reopen a completed cohort"),
        },
    ),
    (
        N_("Papers and certificates"),
        {
            Right.SEE_PAPERS: N_("See orders, papers and the register of certificates"),
            Right.EDIT_PAPERS: N_("Register orders and issue papers"),
            Right.PREPARE_CERTIFICATES: N_("Prepare and print certificates"),
            Right.ISSUE_CERTIFICATES: N_("Issue certificates"),
            Right.ANNUL_CERTIFICATES: N_("Annul and replace certificates"),
            Right.EDIT_TEMPLATES: N_("Change templates of papers and certificates"),
            Right.KEEP_BLANKS: N_("Keep the stock of blanks"),
            Right.EDIT_KEYS: N_("Keep signing keys and lists of withdrawn certificates"),
        },
    ),
    (
        N_("Plan and returns"),
        {
            Right.SEE_PLAN: N_("See the plan, its figures and events"),
            Right.EDIT_PLAN: N_("Change the plan"),
            Right.EDIT_EVENTS: N_("Register events and their participants"),
            Right.SEE_RETURNS: N_("See returns and indicators"),
            Right.PREPARE_RETURNS: N_("Prepare returns, reports and forms of others"),
            Right.SEND_RETURNS: N_("Approve and send a return"),
            Right.UNLOCK_RETURNS: N_("Allow corrections in a closed month"),
            Right.APPROVE: N_("Be the second person for what needs two"),
        },
    ),
    (
        N_("Centre"),
        {
            Right.USE: N_("Sign in and use lists of the centre"),
            Right.EDIT_REFERENCE: N_("Change lists, territories and the calendar"),
            Right.EDIT_RULES: N_("Change rules and the centre's profile"),
            Right.LEND: N_("Lend a cohort to another PC and take it back"),
            Right.CLOSE_YEAR: N_("Close a year into an archive"),
            Right.SEE_DUTIES: N_("See purposes, terms and disclosures of personal data"),
            Right.EDIT_DUTIES: N_("Change purposes and terms, note disclosures"),
            Right.SEE_JOURNAL: N_("Read and verify the journal"),
            Right.SEE_ACCOUNTS: N_("See accounts and roles"),
            Right.EDIT_ACCOUNTS: N_("Change accounts and roles"),
            Right.CHECK_DATA: N_("Check the data"),
            Right.BACK_UP: N_("Make a backup"),
            Right.RESTORE: N_("Restore a backup"),
            Right.PROTECT: N_("Turn encryption on and off, move the data"),
        },
    ),
)
TITLES = {right: title for _group, rights in GROUPS for right, title in rights.items()}

_SEE_WORK = {
    Right.USE,
    Right.SEE_PEOPLE,
    Right.SEE_COHORTS,
    Right.SEE_TIMETABLE,
    Right.SEE_ATTENDANCE,
    Right.SEE_SURVEYS,
    Right.SEE_RESULTS,
    Right.SEE_PAPERS,
    Right.SEE_PLAN,
    Right.SEE_RETURNS,
}
RIGHTS_OF: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Right.USE,
            Right.EDIT_REFERENCE,
            Right.EDIT_RULES,
            Right.SEE_JOURNAL,
            Right.SEE_ACCOUNTS,
            Right.EDIT_ACCOUNTS,
            Right.CHECK_DATA,
            Right.BACK_UP,
            Right.RESTORE,
            Right.PROTECT,
        }
    ),
    Role.DIRECTOR: frozenset(
        _SEE_WORK
        | {
            Right.SEE_NUMBERS,
            Right.UNLOCK_ATTENDANCE,
            Right.REOPEN_COHORTS,
            Right.EDIT_PAPERS,
            Right.ISSUE_CERTIFICATES,
            Right.ANNUL_CERTIFICATES,
            Right.EDIT_KEYS,
            Right.EDIT_PLAN,
            Right.SEND_RETURNS,
            Right.UNLOCK_RETURNS,
            Right.APPROVE,
            Right.EDIT_RULES,
            Right.CLOSE_YEAR,
            Right.SEE_DUTIES,
            Right.EDIT_DUTIES,
            Right.SEE_JOURNAL,
            Right.SEE_ACCOUNTS,
            Right.BACK_UP,
        }
    ),
    Role.METHODIST: frozenset(
        _SEE_WORK
        | {
            Right.EDIT_PEOPLE,
            Right.EDIT_MANY,
            Right.IMPORT_PEOPLE,
            Right.MERGE_PEOPLE,
            Right.SEE_NUMBERS,
            Right.EDIT_INSTITUTIONS,
            Right.EDIT_ORGANISATIONS,
            Right.EDIT_COHORTS,
            Right.EDIT_PROGRAMMES,
            Right.EDIT_TIMETABLE,
            Right.MARK_ATTENDANCE,
            Right.IMPORT_ATTENDANCE,
            Right.UNLOCK_ATTENDANCE,
            Right.RUN_SURVEYS,
            Right.EDIT_RESULTS,
            Right.EDIT_PAPERS,
            Right.PREPARE_CERTIFICATES,
            Right.EDIT_PLAN,
            Right.EDIT_EVENTS,
            Right.EDIT_REFERENCE,
            Right.LEND,
            Right.CHECK_DATA,
            Right.BACK_UP,
        }
    ),
    Role.REGISTRAR: frozenset(
        _SEE_WORK
        | {
            Right.SEE_NUMBERS,
            Right.MARK_ATTENDANCE,
            Right.IMPORT_ATTENDANCE,
            Right.UNLOCK_ATTENDANCE,
            Right.EDIT_PAPERS,
            Right.PREPARE_CERTIFICATES,
            Right.ISSUE_CERTIFICATES,
            Right.ANNUL_CERTIFICATES,
            Right.EDIT_TEMPLATES,
            Right.KEEP_BLANKS,
            Right.BACK_UP,
        }
    ),
    # Of their own cohorts alone: ``own_cohorts`` names the functions.
    Role.GROUP_LEADER: frozenset(
        {
            Right.USE,
            Right.SEE_PEOPLE,
            Right.SEE_COHORTS,
            Right.SEE_TIMETABLE,
            Right.SEE_ATTENDANCE,
            Right.MARK_ATTENDANCE,
        }
    ),
    Role.REPORTS_OFFICER: frozenset(
        _SEE_WORK
        | {
            Right.SEE_NUMBERS,
            Right.EDIT_PLAN,
            Right.EDIT_EVENTS,
            Right.PREPARE_RETURNS,
            Right.SEND_RETURNS,
            Right.CHECK_DATA,
            Right.BACK_UP,
        }
    ),
    Role.AUDITOR: frozenset(
        _SEE_WORK
        | {
            Right.EXTRACT,
            Right.ERASE,
            Right.SEE_DUTIES,
            Right.EDIT_DUTIES,
            Right.SEE_JOURNAL,
            Right.SEE_ACCOUNTS,
            Right.CHECK_DATA,
        }
    ),
}


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """What somebody with these roles may do; a role that this program does not know allows nothing."""
    return _together(frozenset(roles))


@cache
def _together(roles: frozenset[str]) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS_OF[role] for role in Role if role in roles))


def may(unit: UnitOfWork, right: Right) -> bool:
    """Whether the one who acts may; in a centre without accounts everybody may do everything."""
    return unit.roles is None or right in rights_of(unit.roles)


def require_right(unit: UnitOfWork, right: Right) -> None:
    """Raises Refused("no_right") with what is missing."""
    if not may(unit, right):
        raise no_right(right)


def no_right(right: Right) -> Refused:
    message = N_("You have no right to this: {right}. The administrator gives rights: Settings, Staff and rights.")
    return Refused("no_right", message, right=_(TITLES[right]))


def own_cohorts_only(unit: UnitOfWork, right: Right = Right.SEE_COHORTS) -> int | None:
    """The one whose own cohorts alone are to be shown, as a leader of cohorts with no wider task; None for all."""
    if unit.roles is None or right in rights_of(unit.roles - {Role.GROUP_LEADER}):
        return None
    return unit.actor.staff_id
