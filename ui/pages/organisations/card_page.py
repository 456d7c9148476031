"""One organisation: its application, the review requirement by requirement, the decision, and what it reports."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from desktop_app.language.orders import order_text
from desktop_app.organisations.records import OrganisationCard, PermitStanding, Requirement, YearFigure
from desktop_app.organisations.rules import OPEN
from desktop_app.organisations.service import (
    KINDS,
    check_requirement,
    organisation_card,
    remove_organisation,
    remove_year_figure,
    reopen_review,
    save_year_figure,
)
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from ui import formats
from ui.actions import Action, make_button
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.organisations.dialogs import (
    OrganisationDialog,
    PermitDialog,
    RefusalDialog,
    RequirementDialog,
    WithdrawalDialog,
    YearFigureDialog,
)
from ui.pages.organisations.words import standing_text, standing_tone
from ui.theme import GAP_M, GAP_S, Tone
from ui.widgets.card import Card
from ui.widgets.confirm import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.widgets.tone import PillLabel
from ui.workspace import Workspace


@dataclass(frozen=True)
class Opened:
    card: OrganisationCard
    kinds: list[ListItem]


class OrganisationPage(Page):
    changes_that_matter = frozenset({"training_organisation", "permit_check", "organisation_figure", "reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Organisation"))
        self._wanted = 0
        self._opened: Opened | None = None
        self.set_back(Target("organisations"))
        self.set_primary(
            Action(_("Give the permit"), self.permit, icon="check", key="Ctrl+Return", right="edit_organisations")
        )
        self.refuse_button = self.add_secondary(
            Action(_("Refuse the permit"), self.refuse, icon="close", key="Ctrl+R", right="edit_organisations")
        )
        self.withdraw_button = self.add_secondary(
            Action(_("Withdraw the permit"), self.withdraw, icon="lock", key="Ctrl+W", right="edit_organisations")
        )
        self.reopen_button = self.add_secondary(
            Action(_("Take the decision back"), self.reopen, icon="undo", key="Ctrl+Z", right="edit_organisations")
        )
        # What can be done is known once the organisation has been read.
        assert self._primary is not None
        for button in (self._primary, self.refuse_button, self.withdraw_button, self.reopen_button):
            button.setVisible(False)
        self.pill = PillLabel("", Tone.MUTED)
        self.facts = label("", Role.BODY, wrap=True)
        self.state = label("", Role.MUTED, wrap=True)
        self.review: RecordTable[Requirement] = RecordTable(
            workspace,
            "organisation.review",
            _review_columns(),
            has_filter=False,
            empty=EmptyState(_("The list of requirements is empty: Settings, Lists."), icon="list"),
        )
        self.figures: RecordTable[YearFigure] = RecordTable(
            workspace,
            "organisation.figures",
            _figure_columns(),
            has_filter=False,
            empty=EmptyState(_("It has reported no year yet."), icon="chart"),
        )
        self.review.opened.connect(self.look_at)
        for action in (
            Action(_("Met"), partial(self._mark, True), icon="check", key="+", right="edit_organisations"),
            Action(_("Not met"), partial(self._mark, False), icon="cross", key="-", right="edit_organisations"),
            Action(_("Not looked at"), partial(self._mark, None), icon="undo", key="Del", right="edit_organisations"),
        ):
            self.review.add_row_action(action)
        self.figures.opened.connect(self.edit_figure)
        self.figures.add_row_action(
            Action(_("Remove"), self.remove_figure, icon="delete", key="Del", right="edit_organisations")
        )
        self._lay_out()

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._wanted = argument
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.review.view

    def refresh(self) -> None:
        wanted = self._wanted

        def look(centre: Centre) -> Opened:
            return Opened(
                centre.read(organisation_card, organisation_id=wanted),
                centre.read(list_items, KINDS),
            )

        run_query(self, look, self._show, self._show_gone, slot="refresh")

    def edit(self) -> None:
        if self._opened is not None:
            OrganisationDialog.ask(self, self._opened.kinds, self._opened.card.draft)

    def remove(self) -> None:
        if self._opened is None:
            return
        draft = self._opened.card.draft
        question = _("Take {name} out of the register?", name=draft.name)
        if confirm(self, question, action=_("Take it out"), is_danger=True):
            run_command(
                self,
                lambda centre: centre.write(remove_organisation, organisation_id=draft.id, version=draft.version),
                lambda _done: self.workspace.navigate(Target("organisations")),
            )

    def look_at(self, requirement: Requirement) -> None:
        if self._is_open:
            RequirementDialog.ask(self, self._wanted, requirement)

    def permit(self) -> None:
        self._decide(PermitDialog, _("The permit is given."))

    def refuse(self) -> None:
        self._decide(RefusalDialog, _("The permit is refused."))

    def withdraw(self) -> None:
        self._decide(WithdrawalDialog, _("The permit is withdrawn."))

    def reopen(self) -> None:
        if self._opened is not None:
            run_command(self, self._reopening())

    def add_figure(self) -> None:
        last_year = self.workspace.centre.clock.today().year - 1
        YearFigureDialog.ask(self, self._wanted, YearFigure(last_year, 0, ""))

    def edit_figure(self, figure: YearFigure) -> None:
        YearFigureDialog.ask(self, self._wanted, figure)

    def remove_figure(self) -> None:
        figure, organisation_id = self.figures.current(), self._wanted
        if figure is None:
            return
        back = YearFigure(figure.year, figure.people, figure.source)

        def undo() -> None:
            run_command(self, lambda centre: centre.write(save_year_figure, back, organisation_id=organisation_id))

        run_command(
            self,
            lambda centre: centre.write(remove_year_figure, figure_id=figure.id, version=figure.version),
            lambda _done: self.workspace.show_notice(_("The figure is removed."), undo=undo),
        )

    @property
    def _is_open(self) -> bool:
        return self._opened is not None and self._opened.card.standing in OPEN

    def _mark(self, is_met: bool | None) -> None:
        """By one key, and on to the next requirement; a word about it is added with Enter."""
        requirement, place = self.review.current(), self.review.view.currentIndex().row()
        if requirement is None or not self._is_open:
            return
        facts = {"organisation_id": self._wanted, "requirement_code": requirement.code, "note": requirement.note}
        self._next = place + 1
        run_command(self, lambda centre: centre.write(check_requirement, **facts, is_met=is_met))

    _next = 0

    def _decide(self, dialog: type[PermitDialog | RefusalDialog | WithdrawalDialog], said: str) -> None:
        if self._opened is not None and dialog.ask(self, self._opened.card):
            self.workspace.show_notice(said, undo=lambda: run_command(self, self._reopening()))

    def _reopening(self) -> Callable[[Centre], Outcome[Any]]:
        organisation_id = self._wanted

        def reopen(centre: Centre) -> Outcome[Any]:
            version = centre.read(organisation_card, organisation_id=organisation_id).draft.version
            return centre.write(reopen_review, organisation_id=organisation_id, version=version)

        return reopen

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        card = opened.card
        self.show_empty(None)
        self.set_title(card.draft.name)
        self.set_context(card.kind)
        self.pill.show_state(standing_text(card.standing), standing_tone(card.standing))
        self.facts.setText("\n".join(_facts(card)))
        self.state.setText(_state(card))
        self.review.set_rows(card.requirements)
        self.review.select_place(min(self._next, max(len(card.requirements) - 1, 0)))
        self.figures.set_rows(card.figures)
        self._show_what_can_be_done(card)

    def _show_what_can_be_done(self, card: OrganisationCard) -> None:
        is_open = card.standing in OPEN
        assert self._primary is not None
        self._primary.setVisible(is_open)
        self._primary.setEnabled(not card.unmet and not card.not_looked_at)
        self.refuse_button.setVisible(is_open)
        self.refuse_button.setEnabled(not card.not_looked_at)
        self.withdraw_button.setVisible(card.standing is PermitStanding.PERMITTED)
        self.reopen_button.setVisible(not is_open)
        self.remove_button.setVisible(is_open)

    def _show_gone(self, error: CentreError) -> None:
        self._opened = None
        leave = Action(_("All organisations"), lambda: self.workspace.navigate(Target("organisations")), "arrow-left")
        self.show_empty(EmptyState(error.text, leave, "building"))

    def _lay_out(self) -> None:
        application = Card(_("Application and decision"))
        self.edit_button = application.add_action(
            Action(_("Change"), self.edit, icon="edit", key="Ctrl+E", right="edit_organisations")
        )
        self.remove_button: QPushButton = make_button(
            self,
            Action(_("Take out"), self.remove, icon="delete", key="Ctrl+Del", right="edit_organisations"),
            group=self.title,
        )
        application.body.addWidget(self.pill)
        application.body.addWidget(self.facts)
        application.body.addWidget(self.state)
        application.body.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.remove_button)
        below.addStretch(1)
        application.body.addLayout(below)
        figures = Card(_("People trained, as it reports"))
        figures.add_action(
            Action(_("New figure"), self.add_figure, icon="plus", key="Ctrl+N", right="edit_organisations")
        )
        figures.body.addWidget(self.figures, 1)
        review = Card(_("Review against the requirements"))
        review.body.addWidget(self.review, 1)
        review.body.addWidget(label(_("“+” means met and “-” not met; Enter adds a note."), Role.SMALL))
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        top.addWidget(application, 2)
        top.addWidget(figures, 3)
        self.body.setSpacing(GAP_S)
        self.body.addLayout(top, 2)
        self.body.addWidget(review, 3)


def _facts(card: OrganisationCard) -> list[str]:
    draft = card.draft
    told = [
        _("Applied on {day}", day=formats.date_text(draft.applied_on)) if draft.applied_on else "",
        _("application {number}", number=draft.application_number) if draft.application_number else "",
        _("taxpayer number {number}", number=draft.tax_number) if draft.tax_number else "",
        draft.address,
        draft.phone,
        draft.note,
    ]
    return [", ".join(fact for fact in part if fact) for part in (told[:3], told[3:5], told[5:]) if any(part)]


def _state(card: OrganisationCard) -> str:
    """What was decided and why, or what stands in the way of a decision."""
    permit = card.permit
    if card.standing is PermitStanding.PERMITTED and permit is not None:
        until = formats.date_text(permit.valid_until) if permit.valid_until else _("without end")
        told = _(
            "Permit {number}: {first} – {last}.",
            number=permit.number,
            first=formats.date_text(permit.valid_from),
            last=until,
        )
        return " ".join(filter(None, (told, order_text(permit.order_number, permit.order_date))))
    if card.standing in OPEN:
        if card.not_looked_at:
            n = len(card.not_looked_at)
            return _n("{n} requirement has not been looked at.", "{n} requirements have not been looked at.", n)
        n = len(card.unmet)
        return (
            _n("{n} requirement is not met.", "{n} requirements are not met.", n)
            if n
            else _("Everything is met: the permit can be given.")
        )
    day = formats.date_text(card.ended_on)
    return _("{day}: {reason}", day=day, reason=card.reason)


def _review_columns() -> tuple[Column[Requirement], ...]:
    found = {True: (N_("Met"), Tone.GOOD), False: (N_("Not met"), Tone.BAD), None: (N_("Not looked at"), Tone.MUTED)}
    return (
        Column("title", N_("Requirement"), lambda each: each.title, width=320, is_stretched=True),
        Column(
            "found", N_("Found"), lambda each: _(found[each.is_met][0]), width=150, tone=lambda e: found[e.is_met][1]
        ),
        Column("note", N_("Note"), lambda each: each.note, width=300),
        Column("checked", N_("Looked at on"), lambda each: each.checked_on, width=120),
    )


def _figure_columns() -> tuple[Column[YearFigure], ...]:
    return (
        Column("year", N_("Year"), lambda each: each.year, shown=str, width=70, align=Align.LEFT),
        Column("people", N_("People"), lambda each: each.people, width=100, align=Align.RIGHT),
        Column("source", N_("Source"), lambda each: each.source, width=220, is_stretched=True),
    )
