"""The form of a card: one script typed and the other offered, doubts asked about, cards that may be the same told."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.doubles.alike import look_alikes
from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.names import PersonName, full_name, guess_sex
from desktop_app.people.identity import QUESTION_TEXTS, identity_questions, parse_jshshir
from desktop_app.people.records import CardChange, PersonDraft, PersonLine, Sex
from desktop_app.people.rules import card_name, years_before
from desktop_app.people.rules import sex_name as plain_sex
from desktop_app.people.service import person_card, save_person
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.people.lists import PeopleLists, read_lists
from ui.pages.people.look_alikes import LookAlikes
from ui.pages.people.name_parts import LATIN_PARTS, NameParts
from ui.pages.people.patronymic_field import PatronymicField
from ui.pages.people.questions import ChangeDialog, ReasonDialog
from ui.pages.people.since_field import SinceField
from ui.pages.people.words import sex_name
from ui.widgets.confirm import confirm
from ui.widgets.fields import CheckField, ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

WIDTH = 960
FIRST_DIPLOMA = 1940
# VMQ 572 of 2021: a category is attested anew every five years.
CATEGORY_YEARS = 5


@dataclass(frozen=True)
class Answers:
    """What was answered to the questions of this save so far."""

    reason: str = ""
    renamed: CardChange | None = None
    moved: CardChange | None = None


def _jshshir_problem(typed: str) -> str:
    """A wrong check digit is asked about when the card is saved; all else is wrong at once."""
    found = parse_jshshir(typed, is_check_digit_excused=True)
    return found.problem_text


class PersonDialog(FormDialog):
    """Finishes with the id of the person. Without a draft it is a new card.

    What was typed when another card was opened from here stands in it again.
    """

    def __init__(self, owner: QWidget, draft: PersonDraft | None = None) -> None:
        super().__init__(
            owner,
            title=_("New person") if draft is None else _("Card of {name}", name=f"{draft.surname} {draft.given_name}"),
            save_text=_("Add the person") if draft is None else "",
        )
        self._draft = draft or PersonDraft()
        self._kept: PersonDraft | None = self._taken_up()
        self._lists: PeopleLists | None = None
        self._today = self.workspace.centre.clock.today()
        self.setMinimumWidth(WIDTH)
        self.alike = LookAlikes()
        self.alike.chosen.connect(self._open_other)
        self.doubts = label("", wrap=True, tone="warn")
        self.doubts.hide()
        self._add_person_fields()
        self._add_work_fields()
        self._add_category_fields()
        self._fill()
        self._names = NameParts(self._fields, self)
        self._connect()
        run_query(self, read_lists, self._offer)

    def submit(self) -> None:
        self._save(Answers())

    def is_changed(self) -> bool:
        return self._kept is not None or super().is_changed()

    def _save(self, answers: Answers) -> None:
        draft = self._typed()
        run_command(
            self,
            lambda centre: centre.write(
                save_person, draft, confirm=answers.reason, renamed=answers.renamed, moved=answers.moved
            ),
            lambda outcome: self.finish(outcome.value),
            lambda error: self._show_refusal(error, answers),
        )

    def _add_person_fields(self) -> None:
        self.add_row(
            TextField("surname", _("Surname"), is_required=True),
            TextField("given_name", _("Given name"), is_required=True),
            PatronymicField("patronymic", _("Patronymic")),
        )
        self.add_row(
            TextField("surname_cyrl", _("Surname in Cyrillic")),
            TextField("given_name_cyrl", _("Given name in Cyrillic")),
            TextField("patronymic_cyrl", _("Patronymic in Cyrillic")),
        )
        self.body.addWidget(self.alike)
        self.add_row(
            TextField("jshshir", _("JShShIR"), check=_jshshir_problem),
            TextField("document", _("Passport or ID card"), placeholder="AA 1234567"),
            DateField("birth_date", _("Birth date")),
            ChoiceField("sex", _("Sex"), [Choice(sex, sex_name(sex)) for sex in (Sex.FEMALE, Sex.MALE)]),
            TextField("phone", _("Phones"), placeholder="+998 90 123 45 67"),
            shares=(4, 4, 3, 3, 6),
        )

    def _add_work_fields(self) -> None:
        self.body.addWidget(self.doubts)
        self.body.addWidget(label(_("Work"), Role.STRONG))
        self.add_row(
            TextField("workplace", _("Workplace")),
            ChoiceField("district_code", _("District")),
            ChoiceField("locality_code", _("Town or village")),
            ChoiceField("language_code", _("Language of work")),
            shares=(5, 4, 3, 3),
        )
        self.add_row(
            ChoiceField("position_code", _("Position"), hint=self._as_written(self._draft.position_text)),
            ChoiceField("subject_code", _("Subject"), hint=self._as_written(self._draft.subject_text)),
            ChoiceField("staff_group", _("Staff group")),
        )
        self.add_row(
            SinceField("post_since", _("In this post since"), today=self._today),
            SinceField("service_since", _("Teaching since"), today=self._today),
            ChoiceField("stage_2024", _("National stage of 2024")),
        )

    def _add_category_fields(self) -> None:
        self.body.addWidget(label(_("Category and education"), Role.STRONG))
        self.add_row(
            ChoiceField("category_code", _("Category")),
            DateField("category_given_on", _("Given on")),
            DateField("category_valid_to", _("Valid until")),
        )
        self.add(CheckField("category_is_lifetime", _("The category is for life")))
        self.add_row(
            ChoiceField("education_code", _("Education")),
            TextField("graduated_from", _("Graduated from")),
            IntegerField("graduation_year", _("Year of the diploma"), lowest=FIRST_DIPLOMA, highest=self._today.year),
            TextField("diploma_specialty", _("Specialty of the diploma")),
        )
        self.add(TextField("notes", _("Notes"), lines=2))

    def _as_written(self, text: str) -> str:
        return _("As written: {text}", text=text) if text else ""

    def _fill(self) -> None:
        for name in self._fields:
            if hasattr(self._draft, name) and not isinstance(self.field(name), ChoiceField):
                self.field(name).set_value(getattr(self._shown, name))
        self.field("sex").set_value(self._shown.sex)
        self._follow_lifetime()

    def _connect(self) -> None:
        for part in LATIN_PARTS:
            self.field(part).edited.connect(self._look_for_alike)
            self.field(part).edited.connect(self._tell_sex)
        self.field("sex").edited.connect(self._tell_sex)
        self.field("jshshir").edited.connect(self._guess_from_jshshir)
        for name in ("jshshir", "document", "birth_date", "workplace", "phone"):
            self.field(name).edited.connect(self._look_for_alike)
        for name in ("jshshir", "birth_date", "sex"):
            self.field(name).edited.connect(self._show_doubts)
        self.field("category_is_lifetime").edited.connect(self._follow_lifetime)
        self.field("category_given_on").edited.connect(self._guess_validity)
        self._tell_sex()

    def _offer(self, lists: PeopleLists) -> None:
        self._lists = lists
        offered = {
            "district_code": lists.districts,
            "position_code": lists.positions,
            "subject_code": lists.subjects,
            "category_code": lists.categories,
            "staff_group": lists.staff_groups,
            "education_code": lists.educations,
            "language_code": lists.languages,
            "locality_code": lists.localities,
            "stage_2024": lists.stages,
        }
        for name, choices in offered.items():
            field = self.field(name)
            assert isinstance(field, ChoiceField)
            # An empty choice first: what was chosen can be taken back.
            field.set_choices([Choice(None, ""), *choices])
            field.set_value(getattr(self._shown, name))
        self._before = self.values()

    def _tell_sex(self) -> None:
        """The patronymic is offered for a son or a daughter, as far as anything tells."""
        parts = PersonName(*(self.field(part).value for part in LATIN_PARTS))
        patronymic = self.field("patronymic")
        assert isinstance(patronymic, PatronymicField)
        patronymic.set_sex(plain_sex(self.field("sex").value) or guess_sex(parts))

    def _guess_from_jshshir(self) -> None:
        told = parse_jshshir(self.field("jshshir").value)
        if told.problem or told.sex is None:
            return
        guesses: dict[str, object] = {"birth_date": told.birth_date, "sex": Sex(told.sex)}
        for name, guess in guesses.items():
            field = self.field(name)
            if field.value is None or field.is_guess:
                field.set_value(guess, is_guess=True)
        self._tell_sex()

    def _show_doubts(self) -> None:
        """Tell while typing what will be asked when the card is saved."""
        told = parse_jshshir(self.field("jshshir").value, is_check_digit_excused=True)
        questions = identity_questions(
            told,
            sex=plain_sex(self.field("sex").value),
            birth_date=self.field("birth_date").value,
            today=self._today,
        )
        self.doubts.setText("\n".join(_(QUESTION_TEXTS[question]) for question in questions))
        self.doubts.setVisible(bool(questions))

    def _follow_lifetime(self) -> None:
        """A category for life does not end."""
        valid_to = self.field("category_valid_to")
        valid_to.setDisabled(self.field("category_is_lifetime").value)
        if self.field("category_is_lifetime").value:
            valid_to.set_value(None)

    def _guess_validity(self) -> None:
        given, valid_to = self.field("category_given_on").value, self.field("category_valid_to")
        if given is not None and valid_to.isEnabled() and (valid_to.value is None or valid_to.is_guess):
            valid_to.set_value(years_before(-CATEGORY_YEARS, given), is_guess=True)

    def _look_for_alike(self) -> None:
        draft = self._typed()
        run_query(self, lambda centre: centre.read(look_alikes, draft), self.alike.show_alike, slot="alike")

    def _open_other(self, person: PersonLine) -> None:
        """Go to the other card; what is typed here waits for the next opening of this form."""
        question = _("Open the card of {name}?", name=person.full_name)
        details = _("What you have typed is kept: it stands in this form when you open it again.")
        if self.is_changed():
            if not confirm(self, question, action=_("Open the card"), details=details):
                return
            self.workspace.drafts[self._place_of_draft] = self._typed()
        self.done(QDialog.DialogCode.Rejected)
        self.workspace.navigate(Target("person", person.id))

    @property
    def _place_of_draft(self) -> str:
        return f"person form {self._draft.id}"

    @property
    def _shown(self) -> PersonDraft:
        return self._kept or self._draft

    def _taken_up(self) -> PersonDraft | None:
        """What was typed before, unless somebody changed the card since."""
        kept = self.workspace.drafts.pop(self._place_of_draft, None)
        if kept is None or kept.version != self._draft.version:
            return None
        self.banner.show_outcome(_("What you typed before is here again."), link=(_("Start anew"), self._start_anew))
        return kept

    def _start_anew(self) -> None:
        self._kept = None
        self._fill()
        if self._lists is not None:
            self._offer(self._lists)
        self._look_for_alike()

    def _show_refusal(self, error: CentreError, answers: Answers) -> None:
        """A question is asked and answered; anything else is shown at its place."""
        match error.code:
            case "confirm_name":
                before, after = full_name(card_name(self._draft)), full_name(card_name(self._typed()))
                self._go_on(answers, renamed=ChangeDialog.about_name(self, error.text, before=before, after=after))
            case "confirm_post":
                self._go_on(answers, moved=ChangeDialog.about_post(self, error.text))
            case "confirm_phone":
                if confirm(self, error.text, action=_("Yes, save it so")):
                    self.field("phone").set_value(error.facts["number"])
                    self._save(answers)
            case code if code.startswith("confirm_"):
                questions = error.facts["questions"]
                doubts = [_(QUESTION_TEXTS[question]) for question in questions]
                self._go_on(answers, reason=ReasonDialog.ask(self, doubts))
            case "jshshir_taken":
                self.field("jshshir").show_error(error.text)
                self.field("jshshir").setFocus()
            case "changed_by_another":
                self.show_error(error)
                self.banner.show_error(error.text, link=(_("Take in theirs, keep what I typed"), self._take_in_theirs))
            case _:
                self.show_error(error)

    def _take_in_theirs(self) -> None:
        """Go on from the card as somebody else left it, without typing anything anew."""
        person_id = self._draft.id
        run_query(self, lambda centre: centre.read(person_card, person_id=person_id).draft, self._go_on_from)

    def _go_on_from(self, theirs: PersonDraft) -> None:
        """Where both wrote what is typed here stands, and what the other one wrote below it."""
        mine = {name: value for name, value in self.values().items() if self._is_mine(name, value)}
        told = {name: self.field(name).error for name in mine}
        self._draft, self._kept = theirs, replace(theirs, **mine)
        self._fill()
        if self._lists is not None:
            self._offer(self._lists)
        for name, text in told.items():
            if text:
                self.field(name).show_error(text)
        self.banner.show_warning(_("Theirs stand here now, with what you typed. Where both wrote, yours is saved."))
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_mine(self, name: str, value: object) -> bool:
        """Whether it was typed here, now or before the form was left for another card."""
        if not hasattr(self._draft, name) or self.field(name).is_guess:
            return False
        is_from_before = self._kept is not None and getattr(self._kept, name) != getattr(self._draft, name)
        return is_from_before or value != self._before.get(name)

    def _go_on(self, answers: Answers, **answer: str | CardChange | None) -> None:
        """Save once more with the answer; without one the form stays open."""
        if all(answer.values()):
            self._save(replace(answers, **answer))

    def _typed(self) -> PersonDraft:
        values = {name: value for name, value in self.values().items() if hasattr(self._draft, name)}
        return replace(self._draft, **values)
