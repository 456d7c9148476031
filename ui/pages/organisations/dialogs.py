"""The forms of an organisation: its application, a requirement, the permit, refusal, withdrawal and a year's figure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import _
from desktop_app.organisations.records import OrganisationCard, OrganisationDraft, PermitPaper, Requirement, YearFigure
from desktop_app.organisations.service import (
    check_requirement,
    grant_permit,
    refuse_permit,
    save_organisation,
    save_year_figure,
    withdraw_permit,
)
from desktop_app.reference.records import ListItem
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.reference_choices import item_choices
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page

MOST_PEOPLE = 1_000_000


class OrganisationDialog(FormDialog):
    """Finishes with the organisation's id."""

    def __init__(self, owner: Page, kinds: Sequence[ListItem], draft: OrganisationDraft | None = None) -> None:
        today = _today(owner)
        draft = draft or OrganisationDraft("", kinds[0].code if kinds else "", applied_on=today)
        super().__init__(owner, title=draft.name or _("New application"))
        self._draft = draft
        self.add(TextField("name", _("Name"), is_required=True))
        self.add(ChoiceField("kind_code", _("Kind"), item_choices(kinds, today), is_required=True))
        self.add_row(
            DateField("applied_on", _("Applied on"), default_year=today.year),
            TextField("application_number", _("Number of the application")),
        )
        self.add(TextField("address", _("Address")))
        self.add_row(
            TextField("phone", _("Phone")),
            TextField("tax_number", _("Taxpayer number"), placeholder="123456789"),
        )
        self.add(TextField("note", _("Note")))
        for name in self.values():
            self.field(name).set_value(getattr(draft, name))

    def submit(self) -> None:
        draft = replace(self._draft, **self.values())
        _run(self, lambda centre: centre.write(save_organisation, draft))


class RequirementDialog(FormDialog):
    """How a requirement was found; finishes with True."""

    def __init__(self, owner: Page, organisation_id: int, requirement: Requirement) -> None:
        super().__init__(owner, title=requirement.title)
        self._organisation_id, self._code = organisation_id, requirement.code
        found = [Choice(True, _("Met")), Choice(False, _("Not met")), Choice(None, _("Not looked at"))]
        self.add(ChoiceField("is_met", _("Found"), found))
        self.add(TextField("note", _("Note"), hint=_("What was seen, or what is missing.")))
        self.field("is_met").set_value(requirement.is_met)
        self.field("note").set_value(requirement.note)

    def submit(self) -> None:
        facts = {"organisation_id": self._organisation_id, "requirement_code": self._code, **self.values()}
        run_command(self, lambda centre: centre.write(check_requirement, **facts), lambda _done: self.finish(True))


class PermitDialog(FormDialog):
    """Finishes with True when the permit is given."""

    def __init__(self, owner: Page, card: OrganisationCard) -> None:
        super().__init__(owner, title=_("Give the permit"), save_text=_("Give the permit"), intro=card.draft.name)
        self._draft = card.draft
        today = _today(owner)
        self.add(TextField("number", _("Number of the permit"), is_required=True))
        self.add_row(
            DateField("valid_from", _("Permit from"), default_year=today.year, is_required=True),
            DateField("valid_until", _("Permit until"), default_year=today.year),
        )
        self.add_row(
            TextField("order_number", _("Order number")),
            DateField("order_date", _("Order date"), default_year=today.year),
        )
        self.field("valid_from").set_value(today)

    def submit(self) -> None:
        permit = PermitPaper(**self.values())
        which = {"organisation_id": self._draft.id, "version": self._draft.version}
        run_command(
            self, lambda centre: centre.write(grant_permit, **which, permit=permit), lambda _done: self.finish(True)
        )


class RefusalDialog(FormDialog):
    """Finishes with True when the permit is refused."""

    def __init__(self, owner: Page, card: OrganisationCard) -> None:
        super().__init__(owner, title=_("Refuse the permit"), save_text=_("Refuse the permit"), intro=card.draft.name)
        self._draft = card.draft
        self.add(TextField("reason", _("Reason"), is_required=True, lines=3))
        self.add_row(
            TextField("order_number", _("Order number")),
            DateField("order_date", _("Order date"), default_year=_today(owner).year),
        )
        self.field("reason").set_value("; ".join(each.title for each in card.unmet), is_guess=bool(card.unmet))

    def submit(self) -> None:
        facts = {"organisation_id": self._draft.id, "version": self._draft.version, **self.values()}
        run_command(self, lambda centre: centre.write(refuse_permit, **facts), lambda _done: self.finish(True))


class WithdrawalDialog(FormDialog):
    """Finishes with True when the permit is withdrawn."""

    def __init__(self, owner: Page, card: OrganisationCard) -> None:
        super().__init__(
            owner, title=_("Withdraw the permit"), save_text=_("Withdraw the permit"), intro=card.draft.name
        )
        self._draft = card.draft
        self.add(DateField("day", _("Withdrawn on"), is_required=True))
        self.add(TextField("reason", _("Reason"), is_required=True))
        self.field("day").set_value(_today(owner))

    def submit(self) -> None:
        facts = {"organisation_id": self._draft.id, "version": self._draft.version, **self.values()}
        run_command(self, lambda centre: centre.write(withdraw_permit, **facts), lambda _done: self.finish(True))


class YearFigureDialog(FormDialog):
    """Finishes with the id of the figure."""

    def __init__(self, owner: Page, organisation_id: int, figure: YearFigure) -> None:
        super().__init__(owner, title=_("Figure of a year"), intro=_("What the organisation itself reports."))
        self._organisation_id, self._figure = organisation_id, figure
        self.add_row(
            IntegerField("year", _("Year"), lowest=2000, highest=2100, is_required=True),
            IntegerField("people", _("People"), lowest=0, highest=MOST_PEOPLE, is_required=True),
        )
        self.add(TextField("source", _("Source"), is_required=True, hint=_("The letter or the report.")))
        self.field("year").set_value(figure.year, is_guess=not figure.id)
        if figure.id:
            self.field("people").set_value(figure.people)
            self.field("source").set_value(figure.source)

    def submit(self) -> None:
        figure = replace(self._figure, **self.values())
        _run(self, lambda centre: centre.write(save_year_figure, figure, organisation_id=self._organisation_id))


def _run(form: FormDialog, save: Callable[[Centre], Outcome[int]]) -> None:
    run_command(form, save, lambda done: form.finish(done.value))


def _today(owner: Page) -> date:
    return owner.workspace.centre.clock.today()
