"""The card of one person: who it is, where the person works, and every course with what came of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.names import full_name
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import PersonCard, Training
from desktop_app.people.service import person_card
from ui.actions import Action, link_button, make_action
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.people.columns import TRAINING_COLUMNS
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.facts import FactSheet
from ui.pages.people.lists import PeopleLists, read_lists, text_of
from ui.pages.people.words import Fact, birth_text, facts_as_text, sex_name
from ui.theme import GAP_M
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Opened:
    """All that the page shows."""

    card: PersonCard
    lists: PeopleLists


class PersonPage(Page):
    changes_that_matter = frozenset({"person", "enrolment", "cohort", "certificate", "institution", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Person"))
        self._person_id = 0
        self._opened: Opened | None = None
        self._is_number_shown = False
        self.who = FactSheet(_who_names())
        self.work = FactSheet(_work_names())
        self.show_number = link_button(_("Show"), self.toggle_number)
        self.training: RecordTable[Training] = RecordTable(
            workspace,
            "person training",
            TRAINING_COLUMNS,
            has_filter=False,
            empty=EmptyState(
                _("No course yet. A person studies in a cohort from its admission on."), None, "programme"
            ),
        )
        self._edit = self.set_primary(Action(_("Change the card"), self.edit, icon="edit", key="Ctrl+E"))
        self._copy = self.add_secondary(Action(_("Copy"), self.copy, icon="copy", key="Ctrl+Shift+C"))
        self.set_back(Target("people"))
        make_action(self, Action(_("Show or hide the JShShIR"), self.toggle_number, key="Ctrl+J"), group=self.title)
        self._lay_out()
        self.training.opened.connect(self._open_cohort)

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
        facts = [*self._who_facts(self._opened), *_work_facts(self._opened)]
        QGuiApplication.clipboard().setText(facts_as_text(facts))
        self.banner.show_outcome(_("The card is on the clipboard."))

    def toggle_number(self) -> None:
        self._is_number_shown = not self._is_number_shown
        self._show_facts()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        self.who.put_beside(_("JShShIR"), self.show_number)
        for title, sheet in ((_("Person"), self.who), (_("Work"), self.work)):
            card = Card(title)
            card.body.addWidget(sheet)
            card.body.addStretch(1)
            top.addWidget(card, 1)
        history = Card(_("Courses"))
        history.body.addWidget(self.training, 1)
        self.body.addLayout(top)
        self.body.addWidget(history, 1)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        card = opened.card
        self.show_empty(None)
        self.set_title(card.line.full_name)
        self.set_context(" · ".join(fact for fact in (card.line.position, card.line.workplace) if fact))
        self._show_facts()
        self.training.set_rows(card.training)
        for button in (self._edit, self._copy):
            button.setEnabled(True)

    def _show_gone(self, error: CentreError) -> None:
        self._opened = None
        for button in (self._edit, self._copy):
            button.setEnabled(False)
        leave = Action(_("All people"), lambda: self.workspace.navigate(Target("people")), icon="arrow-left")
        self.show_empty(EmptyState(error.text, leave, "person"))

    def _show_facts(self) -> None:
        if self._opened is None:
            return
        who = self._who_facts(self._opened)
        self.who.show_facts(who)
        self.work.show_facts(_work_facts(self._opened))
        self.show_number.setText(_("Hide") if self._is_number_shown else _("Show"))
        self.show_number.setVisible(bool(self._opened.card.draft.jshshir))

    def _who_facts(self, opened: Opened) -> list[Fact]:
        line, draft = opened.card.line, opened.card.draft
        return [
            (_("Latin"), line.full_name),
            (_("Cyrillic"), full_name(line.name_cyrl)),
            (_("JShShIR"), draft.jshshir if self._is_number_shown else mask_jshshir(draft.jshshir)),
            (_("Document"), draft.document),
            (_("Birth date"), birth_text(line)),
            (_("Sex"), sex_name(draft.sex)),
            (_("Phones"), draft.phone),
        ]

    def _open_cohort(self, course: Training) -> None:
        self.workspace.navigate(Target("cohort", course.cohort_id))


def _opened(centre: "Centre", person_id: int) -> Opened:
    return Opened(centre.read(person_card, person_id=person_id), read_lists(centre))


def _work_facts(opened: Opened) -> list[Fact]:
    line, draft, lists = opened.card.line, opened.card.draft, opened.lists
    return [
        (_("Workplace"), line.workplace),
        (_("District"), line.district),
        (_("Position"), line.position),
        (_("Staff group"), text_of(lists.staff_groups, line.staff_group)),
        (_("Subject"), line.subject),
        (_("Category"), text_of(lists.categories, draft.category_code)),
        (_("Education"), text_of(lists.educations, draft.education_code)),
        (_("Language of work"), text_of(lists.languages, draft.language_code)),
        (_("Notes"), draft.notes),
    ]


def _who_names() -> list[str]:
    return [_("Latin"), _("Cyrillic"), _("JShShIR"), _("Document"), _("Birth date"), _("Sex"), _("Phones")]


def _work_names() -> list[str]:
    named = [_("Workplace"), _("District"), _("Position"), _("Staff group"), _("Subject"), _("Category")]
    return [*named, _("Education"), _("Language of work"), _("Notes")]
