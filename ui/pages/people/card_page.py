"""The card of one person: who it is, where the person works, and every course with what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop_app.accounts.seeing import CARD, NUMBER, note_sight
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.people.archive import return_from_archive
from desktop_app.people.erasure import erasure_of
from desktop_app.people.printing import (
    act_of_erasure,
    consent_form,
    everything_for_programs,
    everything_kept,
    statement_of_training,
)
from desktop_app.people.records import ErasureRecord
from desktop_app.people.service import person_card
from ui.actions import Action, link_button, make_action
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.people.card_facts import (
    Opened,
    education_facts,
    education_names,
    marks,
    who_facts,
    who_names,
    work_facts,
    work_names,
)
from ui.pages.people.card_tabs import CardTabs
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.facts import FactSheet
from ui.pages.people.leaving_dialogs import ArchiveDialog, EraseDialog
from ui.pages.people.lists import read_lists
from ui.pages.people.paper_dialog import Paper, PaperDialog
from ui.pages.people.who_saw_dialog import WhoSawDialog
from ui.pages.people.words import facts_as_text
from ui.theme import GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.growing_area import GrowingArea
from ui.widgets.page import Page
from ui.widgets.side_by_side import SideBySide
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# The tabs with their table keep some lines in sight; in a smaller window the page is scrolled.
LEAST_HISTORY = 240


class PersonPage(Page):
    changes_that_matter = frozenset(
        {
            "person", "enrolment", "cohort", "certificate", "institution", "reference_item", "former_name",
            "former_post", "outside_course", "consent", "dated_rule",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Person"))
        self._person_id = 0
        self._opened: Opened | None = None
        self._is_number_shown = False
        self._seen = 0
        self.who = FactSheet(who_names(), optional=[_("Former name"), _("Reason for the JShShIR")])
        self.work = FactSheet(work_names())
        self.education = FactSheet(education_names())
        self.show_number = link_button(_("Show"), self.toggle_number)
        printing = Action(
            _("Print the form"), self.print_consent, icon="print", key="Ctrl+Shift+F", hint=_("Form of consent")
        )
        self.tabs = CardTabs(self, printing=printing)
        self.training = self.tabs.courses.table
        self.pills: list[PillLabel] = []
        self._marks = QHBoxLayout()
        self._edit = self.set_primary(
            Action(_("Change the card"), self.edit, icon="edit", key="Ctrl+E", right="edit_people")
        )
        words = _("Statement of in-service training")
        self._print = self.add_secondary(
            Action(_("Statement"), self.print_statement, icon="print", key="Ctrl+P", hint=words)
        )
        self._more = self.add_secondary(Action(_("More"), self.open_menu, icon="more", key="Ctrl+M"))
        self._menu = self._more_actions()
        self.set_back(Target("people"))
        make_action(
            self,
            Action(_("Show or hide the JShShIR"), self.toggle_number, key="Ctrl+J", right="see_numbers"),
            group=self.title,
        )
        self._lay_out()

    def open(self, argument: object) -> None:
        """``argument`` is the person's id."""
        assert isinstance(argument, int)
        if argument != self._person_id:
            self._is_number_shown = False
        self._person_id = argument
        self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.training.view if self.training.view.model().rowCount() else self._edit

    def refresh(self) -> None:
        person_id = self._person_id
        run_query(self, lambda centre: _opened(centre, person_id), self._show, self._show_gone, slot="refresh")

    def edit(self) -> None:
        if self._opened is not None:
            PersonDialog.ask(self, self._opened.card.draft)

    def copy(self) -> None:
        """Put the card on the clipboard as text; a masked number stays masked."""
        if self._opened is None:
            return
        facts = who_facts(self._opened, is_number_shown=self._is_number_shown)
        QGuiApplication.clipboard().setText(
            facts_as_text([*facts, *work_facts(self._opened), *education_facts(self._opened)])
        )
        self.banner.show_outcome(_("The card is on the clipboard."))

    def toggle_number(self) -> None:
        self._is_number_shown = not self._is_number_shown
        self._show_facts()
        if self._is_number_shown:
            self._note_sight(NUMBER)

    def print_statement(self) -> None:
        if self._opened is None:
            return
        person_id, name = self._person_id, self._opened.card.line.full_name
        title = _("Statement of in-service training")
        paper = Paper(
            title,
            "statement of training",
            person_id,
            lambda centre, words: statement_of_training(centre, person_id=person_id, in_language=words),
            f"{title} {name}",
        )
        PaperDialog.look(self, self.workspace, paper)

    def print_consent(self) -> None:
        """The form of consent, filled in, to be signed by the person."""
        if self._opened is None or self._opened.card.erased_on is not None:
            return
        person_id, name = self._person_id, self._opened.card.line.full_name
        title = _("Form of consent")
        paper = Paper(
            title,
            "consent form",
            person_id,
            lambda centre, words: consent_form(centre, person_id=person_id, in_language=words),
            f"{title} {name}",
        )
        PaperDialog.look(self, self.workspace, paper)

    def print_kept(self) -> None:
        """All that is kept of the person, for the person who asks to see it."""
        if self._opened is None:
            return
        person_id, name = self._person_id, self._opened.card.line.full_name
        title = _("What is kept about a person")
        paper = Paper(
            title,
            "everything kept of the person",
            person_id,
            lambda centre, words: everything_kept(centre, person_id=person_id, in_language=words),
            f"{title} {name}",
            _(
                "Give it to the person only, after looking at an identity document. That it was made stays in the "
                "journal."
            ),
            lambda centre: everything_for_programs(centre, person_id=person_id),
        )
        PaperDialog.look(self, self.workspace, paper)

    def show_who_saw(self) -> None:
        if self._opened is not None:
            name = self._opened.card.line.full_name
            WhoSawDialog(self, self.workspace, person_id=self._person_id, name=name).exec()

    def archive(self) -> None:
        """Put the person into the archive, or bring them back from it."""
        if self._opened is None:
            return
        person_id, line = self._person_id, self._opened.card.line
        if line.is_archived:
            self._return()
        elif ArchiveDialog.ask(self, line):
            undo = self._return if person_id == self._person_id else None
            self.workspace.show_notice(_("{name} is in the archive.", name=line.full_name), undo=undo)

    def erase(self) -> None:
        if self._opened is None:
            return
        line = self._opened.card.line
        record = EraseDialog.ask(self, line)
        if record is not None:
            self._show_act(record, full_name=line.full_name)

    def show_act(self) -> None:
        """Print the act of an erasure once more; the name is not known any longer."""
        person_id = self._person_id
        run_query(self, lambda centre: centre.read(erasure_of, person_id=person_id), self._show_act)

    def merge(self) -> None:
        """Find the other card of a person who was entered twice, and lay the two side by side."""
        self.workspace.navigate(Target("doubles", self._person_id))

    def open_workplace(self) -> None:
        """The page of the institution where the person works: who else does, and who of them was trained."""
        self.workspace.navigate(Target("institution", ("person", self._person_id)))

    def open_menu(self) -> None:
        menu = QMenu(self)
        menu.addActions([action for action in self._menu.values() if action.isVisible()])
        menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.deleteLater()

    def _more_actions(self) -> dict[str, QAction]:
        offered = {
            "copy": Action(_("Copy the card"), self.copy, icon="copy", key="Ctrl+Shift+C"),
            "workplace": Action(_("Open the workplace"), self.open_workplace, icon="building", key="Ctrl+Shift+W"),
            "merge": Action(
                _("Merge with another card…"), self.merge, icon="link", key="Ctrl+Shift+M", right="merge_people"
            ),
            "kept": Action(
                _("What is kept about the person…"), self.print_kept, icon="list", key="Ctrl+Shift+K", right="extract"
            ),
            "saw": Action(
                _("Who saw and changed…"), self.show_who_saw, icon="clock", key="Ctrl+Shift+J", right="see_journal"
            ),
            "archive": Action(
                _("Put into the archive…"), self.archive, icon="folder", key="Ctrl+Shift+A", right="edit_people"
            ),
            "erase": Action(_("Erase the data…"), self.erase, icon="delete", key="Ctrl+Shift+Del", right="erase"),
            "act": Action(_("Act of the erasure"), self.show_act, icon="file-pdf", key="Ctrl+Shift+P"),
        }
        return {name: make_action(self, action, group=self.title) for name, action in offered.items()}

    def _lay_out(self) -> None:
        self.who.put_beside(_("JShShIR"), self.show_number)
        titled = ((_("Person"), self.who), (_("Work"), self.work), (_("Category and education"), self.education))
        cards = []
        for title, sheet in titled:
            card = Card(title)
            card.body.addWidget(sheet)
            card.body.addStretch(1)
            cards.append(card)
        history = Card()
        history.body.addWidget(self.tabs, 1)
        history.setMinimumHeight(LEAST_HISTORY)
        self._marks.setSpacing(GAP_S)
        self._marks.addStretch(1)
        whole = GrowingArea(self)
        whole.body.setSpacing(GAP_M)
        whole.body.addLayout(self._marks)
        whole.body.addWidget(SideBySide(cards))
        whole.body.addWidget(history, 1)
        self.body.addWidget(whole, 1)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        line, is_erased = opened.card.line, opened.card.erased_on is not None
        self.show_empty(None)
        self.set_title(line.full_name)
        self.set_context(" · ".join(fact for fact in (line.position, line.workplace) if fact))
        self._show_marks(opened)
        self._show_facts()
        self.tabs.show_card(opened)
        for button in (self._edit, self._print):
            button.setEnabled(not is_erased)
        self._more.setEnabled(True)
        if self._seen != self._person_id:
            self._seen = self._person_id
            self._note_sight(CARD)
        archive = _("Return from the archive") if line.is_archived else _("Put into the archive…")
        self._menu["archive"].setText(archive)
        for name, action in self._menu.items():
            is_offered = (name == "act") is is_erased or name in ("copy", "kept", "saw")
            if name == "workplace":
                is_offered = bool(line.workplace)
            action.setVisible(is_offered)
            action.setEnabled(is_offered)

    def _note_sight(self, what: str) -> None:
        """Let the journal tell who looked, behind the back of the window: the card is in sight already."""
        person_id = self._person_id
        run_query(self, lambda centre: note_sight(centre, person_id=person_id, what=what), lambda _done: None)

    def _show_gone(self, error: CentreError) -> None:
        self._opened = None
        for button in self._buttons():
            button.setEnabled(False)
        leave = Action(_("All people"), lambda: self.workspace.navigate(Target("people")), icon="arrow-left")
        self.show_empty(EmptyState(error.text, leave, "person"))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._edit, self._print, self._more

    def _show_marks(self, opened: Opened) -> None:
        for gone in self.pills:
            self._marks.removeWidget(gone)
            gone.deleteLater()
        self.pills = []
        for place, (words, tone, behind) in enumerate(marks(opened)):
            pill = PillLabel(words, tone, self)
            pill.setToolTip(behind)
            self._marks.insertWidget(place, pill)
            self.pills.append(pill)

    def _show_facts(self) -> None:
        if self._opened is None:
            return
        self.who.show_facts(who_facts(self._opened, is_number_shown=self._is_number_shown))
        self.work.show_facts(work_facts(self._opened))
        self.education.show_facts(education_facts(self._opened))
        self.show_number.setText(_("Hide") if self._is_number_shown else _("Show"))
        self.show_number.setVisible(bool(self._opened.card.draft.jshshir))

    def _return(self) -> None:
        person_id = self._person_id
        name = self._opened.card.line.full_name if self._opened is not None else ""
        run_command(
            self,
            lambda centre: centre.write(return_from_archive, person_id=person_id),
            lambda _outcome: self.workspace.show_notice(_("{name} is in the lists again.", name=name)),
        )

    def _show_act(self, record: ErasureRecord, *, full_name: str = "") -> None:
        caution = _("Print the act now: the name stands on it for the last time.") if full_name else ""
        title = _("Act of the erasure")
        paper = Paper(
            title,
            "act of erasure",
            record.person_id,
            lambda centre, words: act_of_erasure(centre, record, full_name=full_name, in_language=words),
            f"{title} {record.number}",
            caution,
        )
        PaperDialog.look(self, self.workspace, paper)


def _opened(centre: "Centre", person_id: int) -> Opened:
    return Opened(centre.read(person_card, person_id=person_id), read_lists(centre))
