"""The two sheets of setting up: who administers and with which password; the recovery sheet and its proof."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.accounts.passwords import password_problem
from desktop_app.accounts.roles import Role as Task
from desktop_app.accounts.service import StaffMember
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.keys import bare_letters
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.own_password import new_password_fields
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.fields import CheckField, ChoiceField, TextField
from ui.widgets.text import Role, flowing

# Who looks after the program in a small centre does the work of the centre as well.
ALL_TASKS = (Task.ADMINISTRATOR, Task.DIRECTOR, Task.METHODIST, Task.REGISTRAR)


@dataclass(frozen=True)
class Plan:
    """What was chosen; nothing of it is done yet."""

    staff_id: int
    login: str
    password: str = field(repr=False)
    roles: tuple[str, ...]
    is_encrypted: bool


class _Sheet(Card):
    """Fields under each other; what is wrong is said under the first wrong one."""

    def __init__(self, title: str, intro: str, fields: Sequence[Field | tuple[Field, ...]]) -> None:
        super().__init__(title)
        self.body.setSpacing(GAP_M)
        self.body.addWidget(flowing(intro, Role.MUTED))
        rows = [row if isinstance(row, tuple) else (row,) for row in fields]
        self.fields = {each.name: each for row in rows for each in row}
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(GAP_M)
            for each in row:
                line.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)

    def is_sound(self) -> bool:
        problems = {name: each.problem() for name, each in self.fields.items()}
        for name, problem in problems.items():
            self.fields[name].show_error(problem)
        wrong = next((name for name, problem in problems.items() if problem), None)
        if wrong is not None:
            self.fields[wrong].setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def show_error(self, error: CentreError, places: dict[str, str]) -> bool:
        """Under the field that the error speaks of, if one does; ``places`` tells for which code which field."""
        wrong = self.fields.get(places.get(error.code, getattr(error, "field", "")))
        if wrong is not None:
            wrong.show_error(error.text)
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is not None

    def _add_buttons(self, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(buttons[0])
        row.addStretch(1)
        for button in buttons[1:]:
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addStretch(1)


class AdministratorForm(_Sheet):
    def __init__(self, *, later: Callable[[], object], go_on: Callable[[], object]) -> None:
        self._members: dict[int, StaffMember] = {}
        self._who = ChoiceField("staff_id", _("Administrator"), is_required=True)
        self._login = TextField("login", _("Login"), is_required=True)
        self._new, self._again = new_password_fields(check=self._problem)
        self._does_all = CheckField(
            "does_all",
            _("Does the work of the centre as well"),
            hint=_("Otherwise the administrator keeps accounts, settings and backups, and sees no personal data."),
        )
        self._does_all.set_value(True)
        self._encrypt = CheckField(
            "encrypt",
            _("Encrypt the data"),
            hint=_(
                "A stolen PC, disk or backup then gives nothing away. Without a password or the recovery sheet nobody "
                "opens the data, not even the makers of the program."
            ),
        )
        self._encrypt.set_value(True)
        super().__init__(
            _("Who looks after the program"),
            _(
                "From then on everybody signs in with a password of their own, and sees and does what their task "
                "needs. Accounts for the others are given afterwards: Settings, Staff and rights."
            ),
            [(self._who, self._login), (self._new, self._again), self._does_all, self._encrypt],
        )
        self._who.edited.connect(self._guess_login)
        self._again.editor.returnPressed.connect(go_on)
        self._add_buttons(
            make_button(self, Action(_("Later"), later, key="Esc", hint=_("You are reminded once a week."))),
            make_button(self, Action(_("Next"), go_on, icon="arrow-right", key="Ctrl+Return"), is_primary=True),
        )
        self.setFocusProxy(self._new)

    def show_staff(self, members: Sequence[StaffMember], *, acting: int | None) -> None:
        self._members = {member.id: member for member in members}
        self._who.set_choices([Choice(member.id, member.full_name, member.title) for member in members])
        if self._who.value is None and members:
            self._who.set_value(acting if acting in self._members else members[0].id)
            self._guess_login()

    @property
    def plan(self) -> Plan:
        return Plan(
            int(self._who.value),
            str(self._login.value),
            self._new.value,
            tuple(ALL_TASKS if self._does_all.value else (Task.ADMINISTRATOR,)),
            self._encrypt.value,
        )

    def _guess_login(self) -> None:
        member = self._members.get(self._who.value)
        if member is not None and (not self._login.value or self._login.is_guess):
            self._login.set_value(bare_letters(member.full_name.split()[0]), is_guess=True)

    def _problem(self, password: str) -> str:
        member = self._members.get(self._who.value)
        return password_problem(password, about=[str(self._login.value), member.full_name if member else ""])


class SheetForm(_Sheet):
    """The code is typed from the paper: a sheet that nobody can read saves nobody."""

    def __init__(
        self,
        *,
        back: Callable[[], object],
        print_sheet: Callable[[], object],
        save_sheet: Callable[[], object],
        finish: Callable[[], object],
    ) -> None:
        self._code = TextField("code", _("The code, as it stands on the printed sheet"), is_required=True)
        super().__init__(
            _("The recovery sheet"),
            _(
                "It opens the data when all passwords are forgotten. Print it: two copies come out. One goes into the "
                "safe, the other into another building. Do not keep it on this PC."
            ),
            [],
        )
        papers = QHBoxLayout()
        papers.setSpacing(GAP_S)
        self.print_button = make_button(self, Action(_("Print the sheet"), print_sheet, icon="print", key="Ctrl+P"))
        papers.addWidget(self.print_button)
        papers.addWidget(make_button(self, Action(_("Save as PDF"), save_sheet, icon="file-pdf", key="Ctrl+S")))
        papers.addStretch(1)
        self.body.addLayout(papers)
        self.fields = {"code": self._code}
        self.body.addWidget(self._code)
        self._code.editor.returnPressed.connect(finish)
        self._add_buttons(
            make_button(self, Action(_("Back"), back, key="Esc")),
            make_button(self, Action(_("Finish"), finish, icon="check", key="Ctrl+Return"), is_primary=True),
        )
        self.setFocusProxy(self.print_button)

    @property
    def code(self) -> str:
        return str(self._code.value)
