"""Who may do what: rights in rows, roles in columns, to be read and printed; and what the centre calls the roles."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.accounts.document import matrix_pdf
from desktop_app.accounts.keeping import RoleName, role_titles, save_role_titles
from desktop_app.accounts.rights import GROUPS, RIGHTS_OF, Right
from desktop_app.accounts.roles import TASKS, USUAL_TITLES, Role
from desktop_app.centre import Centre
from desktop_app.i18n import LANGUAGES, N_, _, use
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.printing import ask_printer, print_pdf
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role as TextRole
from ui.widgets.text import label
from ui.workspace import Workspace

ROLE_WIDTH = 64
YES = "✓"


@dataclass(frozen=True)
class MatrixLine:
    """A right and its words, or the heading of a group of rights."""

    words: str
    right: Right | None = None


def matrix_lines() -> list[MatrixLine]:
    lines = []
    for group, rights in GROUPS:
        lines.append(MatrixLine(_(group)))
        lines += [MatrixLine(_(words), right) for right, words in rights.items()]
    return lines


def matrix_columns(names: Sequence[RoleName]) -> list[Column[MatrixLine]]:
    """A column for each role, under the centre's own title; long titles take two lines."""

    def mark(role: Role, line: MatrixLine) -> str:
        return YES if line.right in RIGHTS_OF[role] else ""

    def task(role: Role, _line: MatrixLine) -> str:
        return _(TASKS[role])

    return [
        Column(
            "right",
            N_("What"),
            lambda line: line.words,
            is_stretched=True,
            width=240,
            is_told_whole=True,
            is_strong=lambda line: line.right is None,
        ),
        *(
            Column(
                name.role.value,
                name.text.replace(" ", "\n", 1),
                partial(mark, name.role),
                width=ROLE_WIDTH,
                align=Align.CENTRE,
                hint=partial(task, name.role),
            )
            for name in names
        ),
    ]


class RolesPage(Page):
    changes_that_matter = frozenset({"role_title"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Who may do what"))
        self.set_context(
            _("A person may have several roles: what one of them allows is allowed. What is empty is refused.")
        )
        self.set_back(Target("settings", "staff"))
        self._names: list[RoleName] = []
        self.table: RecordTable[MatrixLine] | None = None
        self.set_primary(Action(_("Print"), self.print, icon="print", key="Ctrl+P"))
        rename = Action(_("Titles of the roles…"), self.rename, icon="edit", key="F2", right="edit_accounts")
        self.add_secondary(rename)
        self._card = Card()
        self.body.addWidget(self._card, 1)

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(role_titles), self._show, slot="refresh")

    def first_focus(self) -> QWidget | None:
        return self.table.view if self.table is not None else None

    def rename(self) -> None:
        TitlesDialog.ask(self, self._names)

    def print(self) -> None:
        """The whole table, on sheets across."""
        titles = {name.role: name.text for name in self._names}

        def make(centre: Centre, _progress: Progress) -> bytes:
            pages = io.BytesIO()
            matrix_pdf(pages, titles, centre=centre.read(profile).name)
            return pages.getvalue()

        run_long(self, _("Who may do what"), make, self._send)

    def _send(self, content: bytes) -> None:
        title = _("Who may do what")
        printer = ask_printer(self, title=title, is_landscape=True)
        if printer is not None:
            print_pdf(self, content, printer=printer, title=title)

    def _show(self, names: list[RoleName]) -> None:
        if names == self._names:
            return
        # The titles are those of the columns: another title is another table.
        is_to_be_read = self.isVisible()
        if self.table is not None:
            is_to_be_read = self.table.view.hasFocus()
            self.table.hide()
            self.table.deleteLater()
        self._names = names
        self.table = RecordTable(
            self.workspace,
            "accounts.roles",
            matrix_columns(names),
            rows=matrix_lines(),
            is_sortable=False,
            has_filter=False,
        )
        self._card.body.addWidget(self.table, 1)
        if is_to_be_read:
            # To print stands first in the order of Tab, and who comes here reads.
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


class TitlesDialog(FormDialog):
    """What the centre calls its roles, in each language; empty: as they usually are called.

    One role is shown at a time; what was typed for the others waits for the same "Save".
    """

    def __init__(self, owner: QWidget, names: Sequence[RoleName]) -> None:
        super().__init__(
            owner, title=_("Titles of the roles"), intro=_("What a role may do stays the same, whatever it is called.")
        )
        self._names = {name.role: name for name in names}
        self._typed = {name.role: _every_title(name.titles) for name in names}
        self._shown: Role | None = None
        self._role = self.add(
            ChoiceField(
                "role",
                _("Role"),
                [Choice(name.role, name.text, _(TASKS[name.role])) for name in names],
                is_required=True,
            )
        )
        self._titles = [self.add(TextField(code, language)) for code, language in LANGUAGES.items()]
        self._unsaved = label("", TextRole.MUTED, wrap=True)
        self._unsaved.hide()
        self.body.addWidget(self._unsaved)
        self._role.edited.connect(self._show)
        self._role.set_value(next(iter(self._names)))
        self._show()

    def submit(self) -> None:
        changed = [replace(self._names[role], titles=titles) for role, titles in self._changed().items()]
        run_command(self, lambda centre: centre.write(save_role_titles, names=changed), lambda _done: self.finish(True))

    def is_changed(self) -> bool:
        return bool(self._changed())

    def _changed(self) -> dict[Role, dict[str, str]]:
        if self._shown is not None:
            self._typed[self._shown] = {field.name: str(field.value) for field in self._titles}
        return {role: typed for role, typed in self._typed.items() if typed != _every_title(self._names[role].titles)}

    def _show(self) -> None:
        name = self._names.get(self._role.value)
        # While another role is being looked for, what stands there is of the last one.
        if name is None or name.role is self._shown:
            return
        others = [self._names[role].text for role in self._changed() if role is not name.role]
        self._unsaved.setText(_("Also changed, not saved yet: {roles}", roles=", ".join(others)))
        self._unsaved.setVisible(bool(others))
        self._shown = name.role
        for field in self._titles:
            field.set_value(self._typed[name.role][field.name])
            with use(field.name):
                field.editor.setPlaceholderText(_(USUAL_TITLES[name.role]))


def _every_title(titles: Mapping[str, str]) -> dict[str, str]:
    return {code: titles.get(code, "") for code in LANGUAGES}
