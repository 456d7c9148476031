"""One institution: who works there and was trained when, who never, who came and went; changing, closing, merging."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.institutions.coverage import InstitutionPage as Opened
from desktop_app.institutions.coverage import institution_page
from desktop_app.institutions.merging import part_institutions
from desktop_app.institutions.printing import coverage_paper, write_coverage
from desktop_app.institutions.records import (
    Coverage,
    CoveredPerson,
    InstitutionCard,
    Merged,
    Movement,
    SavedInstitution,
)
from desktop_app.institutions.renaming import undo_renaming
from desktop_app.institutions.service import put_back, set_closed, workplace_of
from desktop_app.people.institutions import FormerName
from ui import formats
from ui.actions import Action, make_button
from ui.files import WORKBOOK, choose_target, show_saved
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.pages.institutions.columns import COVERAGE_COLUMNS, FORMER_NAME_COLUMNS, MOVEMENT_COLUMNS, share_text
from ui.pages.institutions.edit_dialog import ClosingDialog, InstitutionDialog
from ui.pages.institutions.merge_dialog import MergeDialog, merged_text
from ui.printing import ask_printer, draw_pages
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.changes import Outcome
    from desktop_app.progress import Progress


class InstitutionPage(Page):
    changes_that_matter = frozenset(
        {
            "institution",
            "former_institution_name",
            "person",
            "former_post",
            "enrolment",
            "outside_course",
            "certificate",
            "due_rule",
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Institution"))
        self._wanted: object = 0
        self._opened: Opened | None = None
        self.set_back(Target("institutions"))
        self.set_primary(Action(_("Change"), self.edit, icon="edit", key="Ctrl+E", right="edit_institutions"))
        self.merge_button, self.part_button, self.close_button = (
            make_button(self, action, group=self.title)
            for action in (
                Action(_("Another spelling"), self.merge_or_part, icon="copy", key="Ctrl+M", right="edit_institutions"),
                Action(_("Part again"), self.part, icon="undo", key="Ctrl+Shift+M", right="edit_institutions"),
                Action(_("Close"), self.close_or_open, icon="lock", key="Ctrl+L", right="edit_institutions"),
            )
        )
        self.trained_tile, self.expired_tile, self.never_tile, self.people_tile = (
            StatTile(_("Trained")),
            StatTile(_("Too long ago")),
            StatTile(_("Never trained")),
            StatTile(_("Work here now")),
        )
        self.people: RecordTable[CoveredPerson] = RecordTable(
            workspace,
            "institution.people",
            COVERAGE_COLUMNS,
            empty=EmptyState(_("Nobody works here now. A card says where a person works."), icon="people"),
        )
        self.moved: RecordTable[Movement] = RecordTable(
            workspace,
            "institution.movement",
            MOVEMENT_COLUMNS,
            empty=EmptyState(_("Nobody came or left yet, as far as the cards say."), icon="people"),
        )
        self.former: RecordTable[FormerName] = RecordTable(
            workspace,
            "institution.names",
            FORMER_NAME_COLUMNS,
            empty=EmptyState(
                _("It has had no other name. A new one is entered with the day it holds from."), icon="building"
            ),
            has_filter=False,
        )
        self.back_button = make_button(
            self, Action(_("Give the name back"), self.give_back, icon="undo", key="Ctrl+R", right="edit_institutions")
        )
        self.former.tools.addWidget(self.back_button)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.people, _("People and training"))
        self.tabs.addTab(self.moved, _("Who came and who left"))
        self.tabs.addTab(self.former, _("Its former names"))
        self.tabs.setCornerWidget(self._corner())
        self._lay_out()
        for table in (self.people, self.moved):
            table.opened.connect(lambda row: self.workspace.navigate(Target("person", row.person.id)))

    def open(self, argument: object) -> None:
        """``argument`` is the institution's id, or ("person", id) for the workplace of a person."""
        self._wanted = argument
        self.make_stale()

    def first_focus(self) -> QWidget | None:
        table = self.tabs.currentWidget()
        return table.view if isinstance(table, RecordTable) else None

    def refresh(self) -> None:
        wanted = self._wanted
        run_query(self, lambda centre: _opened(centre, wanted), self._show, self._show_gone, slot="refresh")

    def edit(self) -> None:
        if self._opened is None:
            return
        before = self._opened.card.draft
        saved: SavedInstitution | None = InstitutionDialog.ask(self, before)
        if saved is not None:
            text = _("{name} is saved.", name=before.name)
            if saved.moved_ids:
                text = _n(
                    "{name} is saved; {n} person went with it into the other district.",
                    "{name} is saved; {n} people went with it into the other district.",
                    len(saved.moved_ids),
                    name=before.name,
                )
            self._tell(text, lambda centre: centre.write(put_back, before, saved))

    def close_or_open(self) -> None:
        if self._opened is None:
            return
        before = self._opened.card.draft
        facts = {"institution_id": before.id, "closed_on": before.closed_on, "reason": before.closing_reason}
        if before.closed_on is None:
            version: int | None = ClosingDialog.ask(self, before)
            if version is not None:
                text = _("{name} is closed.", name=before.name)
                self._tell(text, lambda centre: centre.write(set_closed, version=version, **facts))
            return
        run_command(
            self,
            lambda centre: centre.write(set_closed, institution_id=before.id, version=before.version, closed_on=None),
            lambda done: self._tell(
                _("{name} is open again.", name=before.name),
                lambda centre: centre.write(set_closed, version=done.value, **facts),
            ),
        )

    def merge_or_part(self) -> None:
        """Choose another spelling; on a spelling that stands for another institution, go to that one."""
        if self._opened is None:
            return
        card = self._opened.card
        if card.merged_into is not None:
            self.workspace.navigate(Target("institution", card.merged_into))
            return
        merged: Merged | None = MergeDialog.ask(self, card.draft)
        if merged is not None:
            self._tell(
                merged_text(card.draft.name, merged),
                lambda centre: centre.write(part_institutions, merge_id=merged.merge_id),
            )

    def part(self) -> None:
        """Take the spelling that was added last off again, with the people who came with it."""
        if self._opened is not None and self._opened.card.aliases:
            alias = self._opened.card.aliases[-1]
            run_command(
                self,
                lambda centre: centre.write(part_institutions, merge_id=alias.merge_id),
                lambda _done: self.workspace.show_notice(_("{name} is an institution of its own.", name=alias.name)),
            )

    def give_back(self) -> None:
        """Undo the latest renaming, which was a mistake."""
        if self._opened is not None and self._opened.card.former_names:
            latest = self._opened.card.former_names[0]
            run_command(
                self,
                lambda centre: centre.write(undo_renaming, former_id=latest.id),
                lambda done: self.workspace.show_notice(_("The institution is called {name} again.", name=done.value)),
            )

    def export(self) -> None:
        if self._opened is None:
            return
        draft = self._opened.card.draft
        out = choose_target(self, _("Export to Excel"), name=draft.name, kind=WORKBOOK)
        if out is not None:
            run_long(
                self,
                _("Exporting to Excel"),
                lambda centre, _progress: write_coverage(centre, institution_id=draft.id, out=out),
                lambda written: show_saved(self.workspace, written),
            )

    def print(self) -> None:
        if self._opened is None:
            return
        title, institution_id = _("In-service training of the staff"), self._opened.card.draft.id
        printer = ask_printer(self, title=title, is_landscape=True)
        if printer is not None:

            def work(centre: "Centre", progress: "Progress") -> int:
                return draw_pages(coverage_paper(centre, institution_id=institution_id), printer, progress)

            run_long(self, title, work)

    def _corner(self) -> QWidget:
        """What is done with the institution less often, beside the tabs: the title above has a long name to hold."""
        corner = QWidget()
        row = QHBoxLayout(corner)
        # As high as the tabs beside it: more would be cut off.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        papers = (
            Action(_("Both lists to Excel"), self.export, icon="file-excel", key="Ctrl+S"),
            Action(_("Print"), self.print, icon="print", key="Ctrl+P"),
        )
        made = [make_button(self, action, group=self.title) for action in papers]
        for button in (self.merge_button, self.part_button, self.close_button, *made):
            row.addWidget(button)
        return corner

    def _lay_out(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        for tile in (self.people_tile, self.trained_tile, self.expired_tile, self.never_tile):
            tiles.addWidget(tile, 1)
        card = Card()
        card.body.addWidget(self.tabs, 1)
        self.body.addLayout(tiles)
        self.body.addWidget(card, 1)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        card, found = opened.card, opened.coverage
        self.show_empty(None)
        self.set_title(card.draft.name)
        self.set_context(" · ".join(_facts(card)))
        self.close_button.setText(_("Close") if card.draft.closed_on is None else _("Open again"))
        self.close_button.setEnabled(card.merged_into is None)
        is_merged = card.merged_into is not None
        self.part_button.setVisible(bool(card.aliases))
        self.merge_button.setText(_("To the kept spelling") if is_merged else _("Another spelling"))
        self._show_figures(found, opened.movements)
        self.people.set_rows(found.people)
        self.moved.set_rows(opened.movements)
        self.former.set_rows(card.former_names)
        self.back_button.setVisible(bool(card.former_names))
        for table in (self.people, self.moved, self.former):
            if table.current() is None:
                table.select(lambda _row: True)

    def _show_figures(self, found: Coverage, moved: list[Movement]) -> None:
        number = formats.integer_text
        tone = Tone.GOOD if found.people and not found.never else Tone.WARN
        left = sum(not each.is_present for each in moved)
        self.people_tile.set_figure(number(len(found.people)), _n("and {n} who left", "and {n} who left", left))
        self.trained_tile.set_figure(
            number(found.trained),
            _("{percent} of {people}", percent=share_text(found.share), people=number(len(found.people))),
            Tone.GOOD,
        )
        self.expired_tile.set_figure(
            number(found.expired), _n("Over {n} year", "Over {n} years", found.cycle_years), Tone.WARN
        )
        self.never_tile.set_figure(number(found.never), _("No course is known"), tone)

    def _show_gone(self, error: CentreError) -> None:
        self._opened = None
        leave = Action(_("All institutions"), lambda: self.workspace.navigate(Target("institutions")), "arrow-left")
        self.show_empty(EmptyState(error.text, leave, "building"))

    def _tell(self, text: str, back: "Callable[[Centre], Outcome[Any]]") -> None:
        self.workspace.show_notice(text, undo=lambda: run_command(self, back))


def _opened(centre: "Centre", wanted: object) -> Opened:
    """Raises NotFound."""
    match wanted:
        case ("person", int(person_id)):
            institution_id = centre.read(workplace_of, person_id=person_id) or 0
        case int(institution_id):
            pass
        case _:
            raise TypeError(f"no institution is meant by {wanted!r}")
    return centre.read(institution_page, institution_id=institution_id)


def _facts(card: InstitutionCard) -> list[str]:
    line, draft = card.line, card.draft
    told = [line.kind, line.district, line.locality]
    if line.code:
        told.append(_("STIR {code}", code=line.code))
    if draft.closed_on is not None:
        closed = _("closed on {day}", day=formats.date_text(draft.closed_on))
        told.append(f"{closed}: {draft.closing_reason}" if draft.closing_reason else closed)
    if card.aliases:
        told.append(_("also written: {names}", names=", ".join(alias.name for alias in card.aliases)))
    for former in card.former_names[:1]:
        told.append(_("until {day} called {name}", day=formats.date_text(former.ends_on), name=former.name))
    return [fact for fact in told if fact]
