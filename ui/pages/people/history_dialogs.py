"""The forms of what belongs to a card: a course taken elsewhere, a former workplace, a former name, a consent."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.people.consents import give_consent, withdraw_consent
from desktop_app.people.courses import LONGEST_HOURS, save_outside_course
from desktop_app.people.history import save_former_name, save_former_post
from desktop_app.people.records import ConsentRecord, FormerNameDraft, FormerPostDraft, OutsideCourseDraft
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.pages.people.lists import PeopleLists
from ui.pages.people.name_parts import NameParts
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog

WIDTH = 640


class OutsideCourseDialog(FormDialog):
    """Finishes with the id of the course."""

    def __init__(self, owner: QWidget, person_id: int, draft: OutsideCourseDraft | None = None) -> None:
        super().__init__(
            owner,
            title=_("Course taken elsewhere"),
            intro=_("As its paper tells. It counts for the five years as much as a course of the centre."),
        )
        self.setMinimumWidth(WIDTH)
        self._person_id, self._draft = person_id, draft or OutsideCourseDraft()
        self.add(TextField("title", _("Course"), is_required=True))
        self.add(TextField("provider", _("Provider"), placeholder=_("Institute, university or platform")))
        self.add_row(
            IntegerField("hours", _("Hours"), lowest=1, highest=LONGEST_HOURS),
            DateField("starts_on", _("First day")),
            DateField("ends_on", _("Last day"), is_required=True),
        )
        self.add_row(
            TextField("result", _("Result"), placeholder=_("such as 86 points")),
            TextField("certificate_number", _("Number of the certificate")),
        )
        self.add(TextField("link", _("Link"), placeholder="https://"))
        for name in self._fields:
            self.field(name).set_value(getattr(self._draft, name))

    def submit(self) -> None:
        draft, person_id = replace(self._draft, **self.values()), self._person_id
        run_command(
            self,
            lambda centre: centre.write(save_outside_course, draft, person_id=person_id),
            lambda outcome: self.finish(outcome.value),
        )


class FormerPostDialog(FormDialog):
    """Finishes with the id of the post."""

    def __init__(
        self, owner: QWidget, person_id: int, lists: PeopleLists, draft: FormerPostDraft | None = None
    ) -> None:
        super().__init__(owner, title=_("Former workplace"))
        self.setMinimumWidth(WIDTH)
        self._person_id, self._draft = person_id, draft or FormerPostDraft()
        nothing = Choice(None, "")
        written = self._draft.position_text
        hint = _("As written: {text}", text=written) if written else ""
        self.add(TextField("workplace", _("Workplace")))
        self.add_row(
            ChoiceField("district_code", _("District"), [nothing, *lists.districts]),
            ChoiceField("position_code", _("Position"), [nothing, *lists.positions], hint=hint),
        )
        self.add(ChoiceField("subject_code", _("Subject"), [nothing, *lists.subjects]))
        self.add_row(DateField("starts_on", _("From")), DateField("ends_on", _("To")))
        for name in self._fields:
            self.field(name).set_value(getattr(self._draft, name))

    def submit(self) -> None:
        draft, person_id = replace(self._draft, **self.values()), self._person_id
        run_command(
            self,
            lambda centre: centre.write(save_former_post, draft, person_id=person_id),
            lambda outcome: self.finish(outcome.value),
        )


class FormerNameDialog(FormDialog):
    """Finishes with the id of the name."""

    def __init__(self, owner: QWidget, person_id: int, draft: FormerNameDraft | None = None) -> None:
        super().__init__(
            owner, title=_("Former name"), intro=_("The person is found by it, and earlier certificates stand in it.")
        )
        self.setMinimumWidth(WIDTH)
        self._person_id, self._draft = person_id, draft or FormerNameDraft("", "")
        self.add_row(
            TextField("surname", _("Surname"), is_required=True),
            TextField("given_name", _("Given name"), is_required=True),
            TextField("patronymic", _("Patronymic")),
        )
        self.add_row(
            TextField("surname_cyrl", _("Surname in Cyrillic")),
            TextField("given_name_cyrl", _("Given name in Cyrillic")),
            TextField("patronymic_cyrl", _("Patronymic in Cyrillic")),
        )
        self.add_row(DateField("changed_on", _("Borne until")), TextField("reason", _("Document or reason")))
        for name in self._fields:
            self.field(name).set_value(getattr(self._draft, name))
        self._names = NameParts(self._fields, self)

    def submit(self) -> None:
        draft, person_id = replace(self._draft, **self.values()), self._person_id
        run_command(
            self,
            lambda centre: centre.write(save_former_name, draft, person_id=person_id),
            lambda outcome: self.finish(outcome.value),
        )


class ConsentDialog(FormDialog):
    """Finishes with the id of the consent."""

    def __init__(self, owner: QWidget, person_id: int, lists: PeopleLists) -> None:
        super().__init__(
            owner,
            title=_("Consent to the keeping of personal data"),
            save_text=_("Note the consent"),
            intro=_("The person agrees that the centre keeps the data of this card for training and for its returns."),
        )
        self._person_id = person_id
        self.add_row(
            DateField("given_on", _("Consent given on"), is_required=True),
            ChoiceField("form", _("In which form"), lists.consent_forms, is_required=True),
        )
        self.field("given_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        values, person_id = self.values(), self._person_id
        run_command(
            self,
            lambda centre: centre.write(give_consent, person_id=person_id, **values),
            lambda outcome: self.finish(outcome.value),
        )


class WithdrawalDialog(FormDialog):
    """Finishes with the id of the consent that holds no longer."""

    def __init__(self, owner: QWidget, consent: ConsentRecord) -> None:
        super().__init__(
            owner,
            title=_("Withdraw the consent?"),
            save_text=_("Note the withdrawal"),
            intro=_("The consent stays on the card with the day of its withdrawal. To erase the data, see More."),
        )
        self._consent_id = consent.id
        self.add(DateField("withdrawn_on", _("Consent withdrawn on"), is_required=True))
        self.add(TextField("reason", _("Reason")))
        self.field("withdrawn_on").set_value(self.workspace.centre.clock.today(), is_guess=True)

    def submit(self) -> None:
        values, consent_id = self.values(), self._consent_id
        run_command(
            self,
            lambda centre: centre.write(withdraw_consent, consent_id=consent_id, **values),
            lambda _outcome: self.finish(consent_id),
        )
