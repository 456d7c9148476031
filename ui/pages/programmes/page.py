"""The list of programmes: add, edit, archive."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.programmes.records import ProgrammeRow
from desktop_app.programmes.service import archive_programme, programme, programmes, restore_programme
from desktop_app.reference.service import list_items
from ui import formats
from ui.actions import Action
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.programmes.edit_dialog import ProgrammeDialog
from ui.pages.programmes.edition_dialog import EditionDialog
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class ProgrammeLine:
    """A row with its codes spelt out."""

    row: ProgrammeRow
    kind: str
    staff_group: str

    today: date

    @property
    def is_archived(self) -> bool:
        return self.row.archived_on is not None

    @property
    def state(self) -> tuple[str, Tone]:
        """Whether it is offered for new cohorts, and from or until when."""
        if self.is_archived:
            return _("Archived"), Tone.MUTED
        if self.row.valid_from is not None and self.row.valid_from > self.today:
            return _("from {from_day}", from_day=formats.date_text(self.row.valid_from)), Tone.ACCENT
        if self.row.valid_to is not None:
            tone = Tone.MUTED if self.row.valid_to < self.today else Tone.WARN
            return _("until {to_day}", to_day=formats.date_text(self.row.valid_to)), tone
        return _("In use"), Tone.GOOD


EDITION = 5
# Under this name the page keeps what is shown, while a new language makes it anew.
SEEN = "programmes seen"
COLUMNS = (
    Column[ProgrammeLine]("code", N_("Code"), lambda line: line.row.code, width=100),
    Column[ProgrammeLine]("title", N_("Title"), lambda line: line.row.title, width=300, is_stretched=True),
    Column[ProgrammeLine]("kind", N_("Kind"), lambda line: line.kind, width=156, is_stretched=True, is_told_whole=True),
    Column[ProgrammeLine]("hours", N_("Hours"), lambda line: line.row.hours, width=72, align=Align.RIGHT),
    Column[ProgrammeLine]("group", N_("For whom"), lambda line: line.staff_group, width=138, is_told_whole=True),
    Column[ProgrammeLine]("edition", N_("Edition"), lambda line: line.row.edition, width=72, align=Align.RIGHT),
    Column[ProgrammeLine]("cohorts", N_("Cohorts"), lambda line: line.row.cohorts, width=84, align=Align.RIGHT),
    Column[ProgrammeLine]("state", N_("State"), lambda line: line.state[0], width=130, tone=lambda line: line.state[1]),
)


class ProgrammesPage(Page):
    changes_that_matter = frozenset({"programme", "module", "cohort", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Programmes"))
        self._wanted = 0
        self.set_primary(Action(_("New programme"), self.add, icon="plus", key="Ctrl+N", right="edit_programmes"))
        empty = EmptyState(
            _("There are no programmes yet. A programme is a title, its hours and the modules they are made of."),
            Action(_("New programme"), self.add, icon="plus", right="edit_programmes"),
            "programme",
        )
        self.table: RecordTable[ProgrammeLine] = RecordTable(
            workspace, "programmes", COLUMNS, empty=empty, filter_hint=_("Code or title")
        )
        self._with_archived = QCheckBox(_("Show archived ones"))
        self._with_archived.toggled.connect(lambda _on: self.refresh())
        self.table.tools.insertWidget(1, self._with_archived)
        self.table.opened.connect(self._edit_line)
        self.table.add_row_action(Action(_("Edit"), self.edit, icon="edit", key="Ctrl+E", right="edit_programmes"))
        self.table.add_row_action(
            Action(_("New edition"), self.make_edition, icon="copy", key="Ctrl+D", right="edit_programmes")
        )
        self.table.add_row_action(
            Action(_("Archive, or bring back"), self.archive, icon="folder", key="Ctrl+Delete", right="edit_programmes")
        )
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)
        if SEEN in workspace.drafts:
            with_archived, self._wanted = workspace.drafts[SEEN]
            self._with_archived.setChecked(with_archived)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        line = self.table.current()
        self.workspace.drafts[SEEN] = self._with_archived.isChecked(), line.row.id if line is not None else 0

    def open(self, argument: object) -> None:
        """``argument`` is the id of the programme to be chosen in the list."""
        assert isinstance(argument, int)
        self._wanted = argument
        self._with_archived.setChecked(True)
        self.make_stale()

    def first_focus(self) -> QWidget | None:
        # The list itself is hidden until there is something in it.
        return self.table.view if self.table.current() is not None else self.table.filter_box

    def refresh(self) -> None:
        with_archived = self._with_archived.isChecked()
        run_query(self, lambda centre: _lines(centre, with_archived=with_archived), self._show, slot="refresh")

    def add(self) -> None:
        if ProgrammeDialog.ask(self) is not None:
            self.banner.show_outcome(_("The programme is added."))

    def edit(self) -> None:
        line = self.table.current()
        if line is not None:
            self._edit_line(line)

    def make_edition(self) -> None:
        line = self.table.current()
        if line is not None:
            code = EditionDialog.ask(self, line.row)
            if code is not None:
                self.banner.show_outcome(_("Edition {code} is made.", code=code))

    def archive(self) -> None:
        """Offer the programme no more, or again; the banner takes it back."""
        line = self.table.current()
        if line is not None:
            self._set_archived(line, is_archived=not line.is_archived)

    def _edit_line(self, line: ProgrammeLine) -> None:
        def ask(record: object) -> None:
            if ProgrammeDialog.ask(self, record) is not None:
                self.banner.show_outcome(_("The programme is saved."))

        run_query(self, lambda centre: centre.read(programme, programme_id=line.row.id), ask)

    def _set_archived(self, line: ProgrammeLine, *, is_archived: bool) -> None:
        command = archive_programme if is_archived else restore_programme
        words = _("“{title}” is archived: it is not offered for new cohorts.", title=line.row.title)
        if not is_archived:
            words = _("“{title}” is offered for new cohorts again.", title=line.row.title)
        run_command(
            self,
            lambda centre: centre.write(command, programme_id=line.row.id),
            lambda _outcome: self.banner.show_outcome(
                words, undo=lambda: self._set_archived(line, is_archived=not is_archived)
            ),
        )

    def _show(self, lines: list[ProgrammeLine]) -> None:
        self.table.set_rows(lines)
        # Where every programme is in its first edition, the room is for the words.
        self.table.view.setColumnHidden(EDITION, all(line.row.edition == 1 for line in lines))
        self.set_context(_n("{n} programme", "{n} programmes", len(lines)))
        wanted, self._wanted = self._wanted, 0
        is_chosen = bool(wanted) and self.table.select(lambda line: line.row.id == wanted)
        if not is_chosen and self.table.current() is None:
            self.table.select(lambda _line: True)
        if self.table.filter_box.hasFocus() and not self.table.filter_box.text():
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _lines(centre: "Centre", *, with_archived: bool) -> list[ProgrammeLine]:
    kinds, groups = (
        {item.code: item.names.text for item in centre.read(list_items, name)}
        for name in ("programme_kind", "staff_group")
    )
    return [
        ProgrammeLine(
            row,
            kinds.get(row.kind_code, row.kind_code),
            groups.get(row.staff_group, row.staff_group),
            centre.clock.today(),
        )
        for row in centre.read(programmes, with_archived=with_archived)
    ]
