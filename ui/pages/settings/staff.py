"""The centre's staff: who acts and who leads cohorts; with accounts, who signs in and in which roles."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.accounts.keeping import AccountRecord, RoleName, accounts, close_account, role_titles
from desktop_app.accounts.service import StaffMember, save_staff_member, staff
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from ui import formats, rights
from ui.actions import Action
from ui.entered_checks import check_name
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.settings.account_dialogs import NewAccountDialog, OneTimePasswordDialog, RolesDialog, pass_on
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

NOBODY = StaffMember(0, "", "", "", None, 1)
EDIT = "edit_accounts"


@dataclass(frozen=True)
class StaffLine:
    """A member of the staff, with their account if they have one and whoever looks may see it."""

    member: StaffMember
    account: AccountRecord | None
    roles: str

    @property
    def signs_in(self) -> bool:
        return self.account is not None and self.account.is_active


def _sees_accounts() -> bool:
    return rights.are_held() and rights.may("see_accounts")


def _state(line: StaffLine) -> str:
    if line.member.left_on is not None:
        return _("No longer here")
    if line.account is None:
        return _("No account") if _sees_accounts() else _("Works here")
    if not line.account.is_active:
        return _("Account closed")
    return _("Password to be chosen") if line.account.must_change else _("Signs in")


def _tone(line: StaffLine) -> Tone:
    if line.member.left_on is not None or (_sees_accounts() and not line.signs_in):
        return Tone.MUTED
    return Tone.WARN if line.account is not None and line.account.must_change else Tone.GOOD


COLUMNS: tuple[Column[StaffLine], ...] = (
    Column("name", N_("Surname and name"), lambda line: line.member.full_name, is_stretched=True),
    Column("title", N_("Position"), lambda line: line.member.title, width=170),
    Column("phone", N_("Telephone"), lambda line: line.member.phone, width=130),
    Column("state", N_("State"), _state, width=120, tone=_tone),
    Column("left_on", N_("Left on"), lambda line: line.member.left_on, width=110),
)
ACCOUNT_COLUMNS: tuple[Column[StaffLine], ...] = (
    Column("name", N_("Surname and name"), lambda line: line.member.full_name, is_stretched=True),
    Column("login", N_("Login"), lambda line: line.account.login if line.account else "", width=110),
    Column("roles", N_("Roles"), lambda line: line.roles, width=220, is_told_whole=True),
    Column(
        "last",
        N_("Last sign-in"),
        lambda line: line.account.last_sign_in if line.account else None,
        shown=lambda moment: formats.moment_text(moment) if moment else "",
        width=140,
    ),
    Column("state", N_("State"), _state, width=170, tone=_tone),
)


@dataclass(frozen=True)
class _Shown:
    lines: list[StaffLine]
    names: list[RoleName]


def _look(centre: Centre, *, with_leavers: bool, with_accounts: bool) -> _Shown:
    """Runs in the worker."""
    members = centre.read(staff, with_leavers=with_leavers)
    names = centre.read(role_titles) if with_accounts else []
    held = {account.staff_id: account for account in centre.read(accounts)} if with_accounts else {}
    titles = {name.role: name.text for name in names}

    def line(member: StaffMember) -> StaffLine:
        account = held.get(member.id)
        roles = ", ".join(titles[role] for role in account.roles) if account is not None else ""
        return StaffLine(member, account, roles)

    return _Shown([line(member) for member in members], names)


class StaffSection(Section):
    changes_that_matter = frozenset({"staff", "account", "role_title"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Staff and rights"),
            intro=_("Who works with the program and who leads cohorts. Those who left stay in the journal."),
        )
        self._names: list[RoleName] = []
        self._added = 0
        self._has_accounts = _sees_accounts()
        roles = Action(_("Who may do what"), lambda: workspace.navigate(Target("roles")), icon="grid", key="Ctrl+G")
        self.add_action(roles)
        if self._has_accounts:
            account = Action(_("Account…"), self.open_account, icon="lock", key="Ctrl+E", right=EDIT)
            password = Action(_("New password…"), self.reset, icon="refresh", key="Ctrl+R", right=EDIT)
            self._account_buttons = [self.add_action(password), self.add_action(account)]
        elif not rights.are_held():
            self.add_action(Action(_("Set up accounts…"), self._set_up, icon="lock"))
        new = Action(_("New colleague"), self.add, icon="plus", key="Ctrl+N", right=EDIT)
        self.add_action(new, is_primary=True)
        self.table: RecordTable[StaffLine] = RecordTable(
            workspace,
            "settings.accounts" if self._has_accounts else "settings.staff",
            ACCOUNT_COLUMNS if self._has_accounts else COLUMNS,
            empty=EmptyState(_("Nobody is listed yet.")),
        )
        self.with_leavers = QCheckBox(_("Show those who left"))
        self.with_leavers.toggled.connect(lambda _checked: self.make_stale())
        self.table.tools.addWidget(self.with_leavers)
        self.table.opened.connect(lambda line: self.edit(line.member))
        self.table.selection_changed.connect(self._allow)
        self.table.add_row_action(Action(_("Edit"), self._edit_current, icon="edit", key="F2", right=EDIT))
        leave = Action(_("Has left the centre…"), self.let_go, icon="close", key="Del", right=EDIT)
        self.table.add_row_action(leave)
        self.body.addWidget(self.table, 1)
        self._allow()

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        with_leavers, with_accounts = self.with_leavers.isChecked(), self._has_accounts
        run_query(
            self,
            lambda centre: _look(centre, with_leavers=with_leavers, with_accounts=with_accounts),
            self._show,
            slot="refresh",
        )

    def add(self) -> None:
        saved: StaffMember | None = StaffForm.ask(self, NOBODY)
        if saved is not None:
            # The keys that follow, of the account above all, are meant for whoever was just added.
            self._added = saved.id
            self.make_stale()
            self.workspace.show_notice(_("{name} is added to the staff.", name=saved.full_name))

    def edit(self, member: StaffMember) -> None:
        if rights.may(EDIT):
            self._tell(member, StaffForm.ask(self, member))

    def let_go(self) -> None:
        line = self.table.current()
        if line is None or line.member.left_on is not None:
            return
        after: StaffMember | None = LeavingForm.ask(self, line.member, has_account=line.signs_in)
        if after is not None and line.signs_in:
            self.workspace.show_notice(
                _(
                    "{name} can sign in no more. A new key closes the data and all later backups to what they know; "
                    "earlier backups stay as they are.",
                    name=after.full_name,
                ),
                link=(_("To the keys"), lambda: self.workspace.navigate(Target("settings", "protection"))),
            )
        else:
            self._tell(line.member, after)

    def open_account(self) -> None:
        """Give an account, or change its roles; a closed one is opened by a new password."""
        line = self.table.current()
        if line is None or line.member.left_on is not None:
            return
        if line.account is None:
            password = NewAccountDialog.ask(self, line.member, self._names)
            self.make_stale()
            if password is not None:
                self.refresh_then(line.member.id, password)
        elif RolesDialog.ask(self, line.account, self._names) is not None:
            self.workspace.show_notice(_("{name} is saved.", name=line.member.full_name))

    def refresh_then(self, staff_id: int, password: str) -> None:
        """Show the password for the first sign-in, under the login that was kept."""

        def show(found: list[AccountRecord]) -> None:
            account = next(account for account in found if account.staff_id == staff_id)
            OneTimePasswordDialog.ask(self, account.name, account.login, password)

        run_query(self, lambda centre: centre.read(accounts), show)

    def reset(self) -> None:
        line = self.table.current()
        if line is None or line.account is None:
            return
        question = _("Make a new password for {name}?", name=line.member.full_name)
        details = _("The one they have works no more, nor does their PIN. A closed account is opened again.")
        if confirm(self, question, action=_("Make a new password"), details=details, is_danger=True):
            pass_on(self, line.account, finished=self.make_stale)

    def _show(self, shown: _Shown) -> None:
        self._names = shown.names
        self.table.set_rows_by(shown.lines, lambda line: line.member.id)
        if self.table.select(lambda line: line.member.id == self._added):
            self._added = 0
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()

    def _allow(self) -> None:
        line = self.table.current()
        if self._has_accounts and self._account_buttons:
            password, account = self._account_buttons
            account.setEnabled(line is not None and line.member.left_on is None)
            password.setEnabled(line is not None and line.account is not None)

    def _set_up(self) -> None:
        self.workspace.navigate(Target("accounts"))

    def _edit_current(self) -> None:
        self.table.with_current(lambda line: self.edit(line.member))

    def _tell(self, before: StaffMember, after: StaffMember | None) -> None:
        """Say what was saved, with a way back to what it was."""
        if after is None or after == before:
            return
        back = replace(before, version=before.version + 1)
        self.workspace.show_notice(
            _("{name} is saved.", name=after.full_name),
            undo=lambda: run_command(self, lambda centre: centre.write(save_staff_member, back)),
        )


class _MemberForm(FormDialog):
    """Finishes with the member as saved."""

    def __init__(
        self, owner: QWidget, member: StaffMember, *, title: str, save_text: str = "", intro: str = ""
    ) -> None:
        super().__init__(owner, title=title, save_text=save_text, intro=intro)
        self._member = member

    def submit(self) -> None:
        changed = replace(self._member, **self.values())
        run_command(
            self,
            lambda centre: self.saved(centre, changed),
            lambda saved: self.finish(replace(changed, id=saved.value)),
        )

    def saved(self, centre: Centre, changed: StaffMember) -> Outcome[int]:
        """Runs in the worker."""
        return centre.write(save_staff_member, changed)


class StaffForm(_MemberForm):
    def __init__(self, owner: QWidget, member: StaffMember) -> None:
        super().__init__(owner, member, title=_("Member of the staff") if member.id else _("New colleague"))
        self.add(TextField("full_name", _("Surname and name"), is_required=True, check=check_name))
        self.add_row(TextField("title", _("Position")), TextField("phone", _("Telephone")))
        if member.left_on is not None:
            self.add(DateField("left_on", _("Left on"), hint=_("Empty: works here again.")))
        for name in self.values():
            self.field(name).set_value(getattr(member, name))


class LeavingForm(_MemberForm):
    def __init__(self, owner: QWidget, member: StaffMember, *, has_account: bool = False) -> None:
        super().__init__(
            owner,
            member,
            title=_("{name} leaves the centre", name=member.full_name),
            intro=_("From that day the name is no longer offered; everything done stays under it.")
            if not has_account
            else _("The account is closed at once, and the name is no longer offered; everything done stays under it."),
        )
        self._has_account = has_account
        self.add(DateField("left_on", _("Last day"), is_required=True))
        self.field("left_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def saved(self, centre: Centre, changed: StaffMember) -> Outcome[int]:
        if self._has_account:
            close_account(centre, staff_id=changed.id)
        return super().saved(centre, changed)
