"""Scenes of accounts and protection for ``tests.screens``: none of them gives the demonstration accounts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.approvals import Act, ApprovalRecord, State
from desktop_app.accounts.keeping import AccountRecord, RoleName, role_titles
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import staff
from desktop_app.attendance.service import grid
from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.errors import SecondNeeded
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from ui.lock_dialog import LockDialog
from ui.own_password import FirstPasswordDialog, OwnPasswordDialog, PinDialog
from ui.pages.accounts.requests_page import RequestDialog
from ui.pages.accounts.set_up_page import SetUpPage
from ui.pages.settings.account_dialogs import NewAccountDialog, OneTimePasswordDialog, RolesDialog
from ui.recovery_dialog import RecoveryDialog
from ui.second_dialog import SecondDialog
from ui.sign_in import KnownLogin
from ui.sign_in_page import SignInPage

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget | None]
KNOWN = [
    KnownLogin("karimova", "Karimova Dilnoza Shavkatovna"),
    KnownLogin("toraev", "Toʻrayev Gʻayrat Ikromovich"),
    KnownLogin("yoldosheva", "Yoʻldosheva Nargiza"),
]
ASKED = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
SUMMARY = {"what": "24 ta sertifikat va maʼlumotnoma berish", "cohort": "RS-26-04 guruhi, 05.11.2026"}
ACCOUNT = AccountRecord(
    1, "toraev", KNOWN[1].name, "Uslubchi", (Role.METHODIST, Role.REGISTRAR), True, False, True, ASKED, 1
)
REQUEST = ApprovalRecord(
    id=1,
    act=Act.ISSUE,
    entity="cohort",
    entity_id="1",
    summary=SUMMARY,
    reason="Kurs tugadi, baholar tekshirildi.",
    asked_by=KNOWN[1].name,
    asked_at=ASKED,
    decided_by="",
    decided_at=None,
    note="",
    state=State.WAITING,
    may_decide=True,
    is_mine=False,
    version=1,
)


def _sign_in(stage: "Stage") -> None:
    page = lambda: SignInPage(  # noqa: E731
        stage.workspace, KNOWN, centre_name="Toshkent viloyati pedagogik mahorat markazi", chosen="toraev"
    )
    stage.window.show_front(page)


def _set_up_sheet(stage: "Stage") -> QWidget:
    page = stage.page("accounts")
    assert isinstance(page, SetUpPage)
    page._show_step(page.recovery)
    return page


def _lock(stage: "Stage") -> QWidget:
    return LockDialog(stage.page("settings"), stage.workspace, KNOWN[1], forms=0)


def _lock_others(stage: "Stage") -> QWidget:
    dialog = LockDialog(stage.page("settings"), stage.workspace, KNOWN[1], forms=2)
    dialog.show_colleagues(KNOWN)
    return dialog


def _second(stage: "Stage") -> QWidget:
    needed = SecondNeeded(act="issue", entity="cohort", entity_id="1", fingerprint="", summary=SUMMARY)
    return SecondDialog(stage.page("settings"), needed)


def _names(stage: "Stage") -> list[RoleName]:
    return stage.workspace.centre.read(role_titles)


def _new_account(stage: "Stage") -> QWidget:
    return NewAccountDialog(stage.page("settings", "staff"), stage.workspace.centre.read(staff)[0], _names(stage))


def _merging(stage: "Stage") -> QWidget:
    """Of two cards of the demonstration, whoever they are."""
    lines = stage.workspace.centre.read(people_page, wanted=PeopleFilter(), offset=0, limit=2)
    first, second = (line.id for line in lines)
    record = replace(
        REQUEST,
        act=Act.MERGE,
        entity="person",
        entity_id=f"{min(first, second)}-{max(first, second)}",
        summary={"what": "Bir odamning ikki kartasini birlashtirish"},
        wish={"stays": {}},
    )
    return RequestDialog(stage.page("requests"), record)


def _marks(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    cohort_id = centre.read(cohorts, states=[CohortState.STUDYING]).rows[0].id
    shown = centre.read(grid, cohort_id=cohort_id)
    before, after = ["KELMADI", None, None, ""], ["SABABLI", None, None, "maʼlumotnoma 12-son"]
    lesson_id = shown.sessions[0].id
    marks = [
        [lesson_id, each.enrolment_id, None if place % 3 else before, after]
        for place, each in enumerate(shown.people[:12])
    ]
    record = replace(
        REQUEST,
        act=Act.UNLOCK,
        summary={"what": "Qulflangan mashgʻulotlarning 12 ta belgisini tuzatish"},
        wish={"marks": marks},
    )
    return RequestDialog(stage.page("requests"), record)


SCENES: dict[str, Scene] = {
    "sign-in": _sign_in,
    "lock": _lock,
    "lock-others": _lock_others,
    "accounts-recovery": lambda stage: RecoveryDialog(stage.page("settings"), Path(), KNOWN),
    "accounts-password": lambda stage: OwnPasswordDialog(stage.page("settings")),
    "accounts-first-password": lambda stage: FirstPasswordDialog(stage.page("settings")),
    "accounts-pin": lambda stage: PinDialog(stage.page("settings")),
    "accounts-set-up-sheet": _set_up_sheet,
    "accounts-second": _second,
    "accounts-new": _new_account,
    "accounts-roles": lambda stage: RolesDialog(stage.page("settings", "staff"), ACCOUNT, _names(stage)),
    "accounts-once": lambda stage: OneTimePasswordDialog(
        stage.page("settings", "staff"), ACCOUNT.name, ACCOUNT.login, "k7mr-x2pd-n9vq"
    ),
    "requests-answer": lambda stage: RequestDialog(stage.page("requests"), REQUEST),
    "requests-marks": _marks,
    "requests-merging": _merging,
}
