"""The centre's staff: who acts and who leads cohorts."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.accounts.service import StaffMember, save_staff_member, staff
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from ui.actions import Action
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

NOBODY = StaffMember(0, "", "", "", None, 1)


def _state(member: StaffMember) -> str:
    return _("Works here") if member.left_on is None else _("No longer here")


COLUMNS: tuple[Column[StaffMember], ...] = (
    Column("name", N_("Surname and name"), lambda member: member.full_name, is_stretched=True),
    Column("title", N_("Position"), lambda member: member.title, width=220),
    Column("phone", N_("Telephone"), lambda member: member.phone, width=150),
    Column("state", N_("State"), _state, width=120, tone=lambda member: Tone.MUTED if member.left_on else Tone.GOOD),
    Column("left_on", N_("Left on"), lambda member: member.left_on, width=110),
)


class StaffSection(Section):
    changes_that_matter = frozenset({"staff"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Staff"),
            intro=_("Who works with the program and who leads cohorts. Those who left stay in the journal."),
        )
        self.add_action(Action(_("New colleague"), self.add, icon="plus", key="Ctrl+N"), is_primary=True)
        self.table = RecordTable(workspace, "settings.staff", COLUMNS, empty=EmptyState(_("Nobody is listed yet.")))
        self.with_leavers = QCheckBox(_("Show those who left"))
        self.with_leavers.toggled.connect(lambda _checked: self.make_stale())
        self.table.tools.addWidget(self.with_leavers)
        self.table.opened.connect(self.edit)
        self.table.add_row_action(Action(_("Edit"), self._edit_current, icon="edit", key="F2"))
        self.table.add_row_action(Action(_("Has left the centre…"), self.let_go, icon="close", key="Del"))
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        with_leavers = self.with_leavers.isChecked()
        run_query(
            self, lambda centre: centre.read(staff, with_leavers=with_leavers), self.table.set_rows, slot="refresh"
        )

    def add(self) -> None:
        saved: StaffMember | None = StaffForm.ask(self, NOBODY)
        if saved is not None:
            self.workspace.show_notice(_("{name} is added to the staff.", name=saved.full_name))

    def edit(self, member: StaffMember) -> None:
        self._tell(member, StaffForm.ask(self, member))

    def let_go(self) -> None:
        member = self.table.current()
        if member is not None and member.left_on is None:
            self._tell(member, LeavingForm.ask(self, member))

    def _edit_current(self) -> None:
        member = self.table.current()
        if member is not None:
            self.edit(member)

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

        def save(centre: Centre) -> Outcome[int]:
            return centre.write(save_staff_member, changed)

        run_command(self, save, lambda _saved: self.finish(changed))


class StaffForm(_MemberForm):
    def __init__(self, owner: QWidget, member: StaffMember) -> None:
        super().__init__(owner, member, title=_("Member of the staff") if member.id else _("New colleague"))
        self.add(TextField("full_name", _("Surname and name"), is_required=True))
        self.add_row(TextField("title", _("Position")), TextField("phone", _("Telephone")))
        if member.left_on is not None:
            self.add(DateField("left_on", _("Left on"), hint=_("Empty: works here again.")))
        for name in self.values():
            self.field(name).set_value(getattr(member, name))


class LeavingForm(_MemberForm):
    def __init__(self, owner: QWidget, member: StaffMember) -> None:
        super().__init__(
            owner,
            member,
            title=_("{name} leaves the centre", name=member.full_name),
            intro=_("From that day the name is no longer offered; everything done stays under it."),
        )
        self.add(DateField("left_on", _("Last day"), is_required=True))
        self.field("left_on").set_value(self.workspace.centre.clock.today(), is_guess=True)
