"""Which right each function of the program needs: by package, by module, by name; what is named nowhere is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from desktop_app.accounts.rights import Right

# Asked of nobody: what runs before anybody has signed in, and what asks for itself.
FREE: Final = None
Need = Right | None


def _only_read(right: Right) -> tuple[Right, Right]:
    """Prints and exports what may be seen: all that is written is the journal's note of it."""
    return right, right


# (to read, to write); the longest name that fits counts.
REQUIRED: dict[str, tuple[Need, Need]] = {
    "bootstrap": (FREE, FREE),
    "questionnaires.shelving": (FREE, FREE),
    "certificate_templates.shelving": (FREE, FREE),
    "remembered": _only_read(Right.USE),
    "borrowed": (FREE, FREE),
    "rows": (FREE, FREE),
    "accounts.conflicts": (FREE, FREE),
    "accounts.guard": (FREE, FREE),
    "accounts.own_cohorts": (FREE, FREE),
    "accounts.rights": (FREE, FREE),
    "accounts.sign_in": (FREE, FREE),
    # The code itself is what is asked for; only a new sheet asks who wishes it.
    "accounts.recovery._note_proof": (FREE, FREE),
    "accounts.recovery": _only_read(Right.PROTECT),
    "accounts.approvals": _only_read(Right.USE),
    "given_out": _only_read(Right.USE),
    "accounts.keeping.me": (FREE, FREE),
    "accounts.keeping.colleagues": _only_read(Right.USE),
    "accounts.keeping.role_titles": _only_read(Right.USE),
    "accounts.keeping": (Right.SEE_ACCOUNTS, Right.EDIT_ACCOUNTS),
    "accounts.service": (Right.USE, Right.EDIT_ACCOUNTS),
    "accounts.journal": _only_read(Right.SEE_JOURNAL),
    "accounts.named_values": _only_read(Right.SEE_JOURNAL),
    "accounts.seeing": _only_read(Right.USE),
    "accounts.chain._is_sealed": (FREE, FREE),
    "accounts.chain": _only_read(Right.SEE_JOURNAL),
    "journal_check": _only_read(Right.SEE_JOURNAL),
    "personal_data": (Right.SEE_DUTIES, Right.EDIT_DUTIES),
    "personal_data.past_erasure": (Right.SEE_DUTIES, Right.ERASE),
    "protection": _only_read(Right.PROTECT),
    "server": _only_read(Right.PROTECT),
    "server.watching": _only_read(Right.USE),
    "accounts.database_logins": (Right.SEE_ACCOUNTS, Right.EDIT_ACCOUNTS),
    "safety": _only_read(Right.BACK_UP),
    # At closing the program copies by itself, and whoever works here sees how old the copy is.
    "safety.second_medium": (FREE, FREE),
    "safety.second_medium.choose_second_medium": _only_read(Right.PROTECT),
    "safety.backup.months_kept": (FREE, FREE),
    "safety.rehearsal.rehearsals": _only_read(Right.USE),
    "safety.check": _only_read(Right.CHECK_DATA),
    "safety.erased_bytes": _only_read(Right.PROTECT),
    "lending": _only_read(Right.LEND),
    "archive": _only_read(Right.CLOSE_YEAR),
    "demo": _only_read(Right.PROTECT),
    # Reference
    "reference": (Right.USE, Right.EDIT_REFERENCE),
    "reference.logo": (Right.USE, Right.EDIT_RULES),
    "reference.service.change_profile": (Right.USE, Right.EDIT_RULES),
    "reference.service.set_rule": (Right.USE, Right.EDIT_RULES),
    "reference.service.forget_rule": (Right.USE, Right.EDIT_RULES),
    "reference.exchange._written": _only_read(Right.USE),
    "marks": (Right.USE, Right.EDIT_RULES),
    # People
    "people": (Right.SEE_PEOPLE, Right.EDIT_PEOPLE),
    "people.exporting": _only_read(Right.SEE_PEOPLE),
    "people.filters": _only_read(Right.SEE_PEOPLE),
    "people.bulk": (Right.SEE_PEOPLE, Right.EDIT_MANY),
    "people.who_saw": _only_read(Right.SEE_JOURNAL),
    "people.kept": _only_read(Right.EXTRACT),
    "people.erasure": (Right.SEE_PEOPLE, Right.ERASE),
    "doubles": _only_read(Right.MERGE_PEOPLE),
    # Whoever allows a merging need not be one who merges.
    "doubles.asked": _only_read(Right.SEE_PEOPLE),
    "rosters": _only_read(Right.IMPORT_PEOPLE),
    "institutions": (Right.SEE_PEOPLE, Right.EDIT_INSTITUTIONS),
    "organisations": (Right.SEE_PLAN, Right.EDIT_ORGANISATIONS),
    # Cohorts
    "programmes": (Right.SEE_COHORTS, Right.EDIT_PROGRAMMES),
    "cohorts": (Right.SEE_COHORTS, Right.EDIT_COHORTS),
    "cohorts.today.first_steps": _only_read(Right.USE),
    "cohorts.today.today_figures": _only_read(Right.USE),
    "forming": (Right.SEE_COHORTS, Right.EDIT_COHORTS),
    "timetable": (Right.SEE_TIMETABLE, Right.EDIT_TIMETABLE),
    "timetable.printing": _only_read(Right.SEE_TIMETABLE),
    "attendance": (Right.SEE_ATTENDANCE, Right.MARK_ATTENDANCE),
    "attendance.exporting": _only_read(Right.SEE_ATTENDANCE),
    "attendance.importing": (Right.SEE_ATTENDANCE, Right.IMPORT_ATTENDANCE),
    "surveys": (Right.SEE_SURVEYS, Right.RUN_SURVEYS),
    "surveys.printing": _only_read(Right.SEE_SURVEYS),
    "surveys.board_document": _only_read(Right.SEE_SURVEYS),
    "surveys.themes_workbook": _only_read(Right.SEE_SURVEYS),
    "surveys.trends_workbook": _only_read(Right.SEE_SURVEYS),
    "commands.questionnaire_command": (Right.SEE_SURVEYS, Right.RUN_SURVEYS),
    "completion": (Right.SEE_RESULTS, Right.EDIT_RESULTS),
    "completion.reopening": (Right.SEE_RESULTS, Right.REOPEN_COHORTS),
    # Papers and certificates
    "orders": (Right.SEE_PAPERS, Right.EDIT_PAPERS),
    "papers": (Right.SEE_PAPERS, Right.EDIT_PAPERS),
    "certificate_templates": (Right.SEE_PAPERS, Right.EDIT_TEMPLATES),
    "commands.template_command": (Right.SEE_PAPERS, Right.EDIT_TEMPLATES),
    "certificates": (Right.SEE_PAPERS, Right.PREPARE_CERTIFICATES),
    "certificates.printing": _only_read(Right.SEE_PAPERS),
    "certificates.service": (Right.SEE_PAPERS, Right.ISSUE_CERTIFICATES),
    "certificates.later": (Right.SEE_PAPERS, Right.ANNUL_CERTIFICATES),
    "print_runs": (Right.SEE_PAPERS, Right.PREPARE_CERTIFICATES),
    "blanks": (Right.SEE_PAPERS, Right.KEEP_BLANKS),
    "verification": (Right.SEE_PAPERS, Right.EDIT_KEYS),
    # Plan and returns
    "plan": (Right.SEE_PLAN, Right.EDIT_PLAN),
    "plan.exchange.export_plan": _only_read(Right.SEE_PLAN),
    "due": (Right.SEE_PLAN, Right.EDIT_PLAN),
    "cascades": (Right.SEE_PLAN, Right.EDIT_EVENTS),
    "cascades.exchange": _only_read(Right.SEE_PLAN),
    "indicators": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
    "returns": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
    "returns.named_list": _only_read(Right.PREPARE_RETURNS),
    "returns.states.approve": (Right.SEE_RETURNS, Right.APPROVE),
    "returns.states.send": (Right.SEE_RETURNS, Right.SEND_RETURNS),
    "returns.states.take_back": (Right.SEE_RETURNS, Right.SEND_RETURNS),
    "returns.locking": (Right.SEE_RETURNS, Right.UNLOCK_RETURNS),
    "commands.figure_command": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
    "bound_forms": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
    "narrative": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
    "consolidation": (Right.SEE_RETURNS, Right.PREPARE_RETURNS),
}


class NotNamed(Exception):
    """A function that no line of REQUIRED speaks of: a mistake of the program, and refused as one."""


def name_of(function: Callable[..., Any]) -> str:
    """The dotted name under ``desktop_app``; what is made inside a function goes by that function's name."""
    while isinstance(function, partial):
        function = function.func
    outermost = function.__qualname__.split(".<locals>")[0]
    return f"{function.__module__}.{outermost}".removeprefix("desktop_app.")


def needed(name: str, *, is_write: bool) -> Need:
    """The right that a function needs. Raises NotNamed."""
    found = name
    while found not in REQUIRED:
        found, _point, last = found.rpartition(".")
        if not last or not found:
            raise NotNamed(name)
    return REQUIRED[found][is_write]
