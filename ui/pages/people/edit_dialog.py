"""The form of a card: Latin typed, Cyrillic offered, doubts asked about, cards that may be the same told."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.language.names import proper_case
from desktop_app.language.script import to_cyrillic
from desktop_app.people.identity import parse_jshshir
from desktop_app.people.records import FoundPerson, MatchedBy, PersonDraft, Sex
from desktop_app.people.search import search_people
from desktop_app.people.service import save_person
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.people.lists import PeopleLists, read_lists
from ui.pages.people.words import birth_text, sex_name
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

WIDTH = 900
NAME_PARTS = ("surname", "given_name", "patronymic")
SHOWN_ALIKE = 3


def _jshshir_problem(typed: str) -> str:
    return parse_jshshir(typed).problem_text


def _alike(centre: "Centre", texts: list[str], own_id: int) -> list[FoundPerson]:
    """Other cards that the texts find, each once."""
    found: dict[int, FoundPerson] = {}
    for text in texts:
        for hit in centre.read(search_people, text, limit=SHOWN_ALIKE + 1):
            found.setdefault(hit.person.id, hit)
    return [hit for person_id, hit in found.items() if person_id != own_id]


def _told_apart(hit: FoundPerson) -> str:
    facts = (hit.person.full_name, birth_text(hit.person), hit.person.workplace)
    return ", ".join(fact for fact in facts if fact)


class PersonDialog(FormDialog):
    """Finishes with the id of the person. Without a draft it is a new card."""

    def __init__(self, owner: QWidget, draft: PersonDraft | None = None) -> None:
        super().__init__(
            owner,
            title=_("New person") if draft is None else _("Card of {name}", name=f"{draft.surname} {draft.given_name}"),
            save_text=_("Add the person") if draft is None else "",
        )
        self._draft = draft or PersonDraft()
        # What Cyrillic was made from the Latin last: as long as it stands there unchanged, it may be made anew.
        self._guessed: dict[str, str] = {}
        self.setMinimumWidth(WIDTH)
        self.alike = label("", wrap=True, tone="warn")
        self.alike.hide()
        self._add_fields()
        self.body.addWidget(self.alike)
        self._fill()
        self._connect()
        run_query(self, read_lists, self._offer)

    def submit(self) -> None:
        self._save(reason="")

    def _save(self, *, reason: str) -> None:
        draft = self._typed()
        run_command(
            self,
            lambda centre: centre.write(save_person, draft, confirm=reason),
            lambda outcome: self.finish(outcome.value),
            self._show_refusal,
        )

    def _add_fields(self) -> None:
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
        self.add_row(
            TextField("jshshir", _("JShShIR"), check=_jshshir_problem),
            TextField("document", _("Passport or ID card"), placeholder="AA 1234567"),
            DateField("birth_date", _("Birth date")),
            ChoiceField("sex", _("Sex"), [Choice(sex, sex_name(sex)) for sex in (Sex.FEMALE, Sex.MALE)]),
        )
        self.add_row(
            TextField("workplace", _("Workplace")),
            ChoiceField("district_code", _("District")),
            TextField("phone", _("Phones"), placeholder="+998 90 123 45 67"),
        )
        self.add_row(
            ChoiceField("position_code", _("Position"), hint=self._as_written(self._draft.position_text)),
            ChoiceField("subject_code", _("Subject"), hint=self._as_written(self._draft.subject_text)),
            ChoiceField("category_code", _("Category")),
        )
        self.add_row(
            ChoiceField("staff_group", _("Staff group")),
            ChoiceField("education_code", _("Education")),
            ChoiceField("language_code", _("Language of work")),
        )
        self.add(TextField("notes", _("Notes"), lines=2))

    def _as_written(self, text: str) -> str:
        return _("As written: {text}", text=text) if text else ""

    def _fill(self) -> None:
        for name in self._fields:
            if hasattr(self._draft, name) and not isinstance(self.field(name), ChoiceField):
                self.field(name).set_value(getattr(self._draft, name))
        self.field("sex").set_value(self._draft.sex)
        for part in NAME_PARTS:
            self._guessed[part] = to_cyrillic(getattr(self._draft, part))

    def _connect(self) -> None:
        for part in NAME_PARTS:
            self.field(part).edited.connect(lambda part=part: self._guess_cyrillic(part))
            self.field(part).edited.connect(self._look_for_alike)
        self.field("jshshir").edited.connect(self._guess_from_jshshir)
        self.field("jshshir").edited.connect(self._look_for_alike)

    def _offer(self, lists: PeopleLists) -> None:
        offered = {
            "district_code": lists.districts,
            "position_code": lists.positions,
            "subject_code": lists.subjects,
            "category_code": lists.categories,
            "staff_group": lists.staff_groups,
            "education_code": lists.educations,
            "language_code": lists.languages,
        }
        for name, choices in offered.items():
            field = self.field(name)
            assert isinstance(field, ChoiceField)
            # An empty choice first: what was chosen can be taken back.
            field.set_choices([Choice(None, ""), *choices])
            field.set_value(getattr(self._draft, name))
        self._before = self.values()

    def _guess_cyrillic(self, part: str) -> None:
        """Offer the Cyrillic form; one that a person has typed is never overwritten."""
        field = self.field(f"{part}_cyrl")
        if field.value and field.value != self._guessed.get(part):
            return
        self._guessed[part] = to_cyrillic(proper_case(self.field(part).value))
        field.set_value(self._guessed[part], is_guess=bool(self._guessed[part]))

    def _guess_from_jshshir(self) -> None:
        told = parse_jshshir(self.field("jshshir").value)
        if told.problem or told.sex is None:
            return
        guesses: dict[str, object] = {"birth_date": told.birth_date, "sex": Sex(told.sex)}
        for name, guess in guesses.items():
            field = self.field(name)
            if field.value is None or field.is_guess:
                field.set_value(guess, is_guess=True)

    def _look_for_alike(self) -> None:
        texts, own_id = self._texts_of_alike(), self._draft.id
        run_query(self, lambda centre: _alike(centre, texts, own_id), self._show_alike, slot="alike")

    def _texts_of_alike(self) -> list[str]:
        """What other cards are looked for by: the name once it has two parts, and a whole JShShIR."""
        surname, given_name, jshshir = (self.field(name).value for name in ("surname", "given_name", "jshshir"))
        told = parse_jshshir(jshshir)
        texts = [told.digits] if told.problem is None else []
        return [*texts, f"{surname} {given_name}"] if surname and given_name else texts

    def _show_alike(self, found: list[FoundPerson]) -> None:
        same_number = next((hit for hit in found if hit.matched_by is MatchedBy.JSHSHIR), None)
        lines = []
        if same_number is not None:
            lines.append(_("This JShShIR stands on the card of {name} already.", name=same_number.person.full_name))
        names = [_told_apart(hit) for hit in found if hit is not same_number][:SHOWN_ALIKE]
        if names:
            lines.append(_("Already in the list: {people}. Is it the same person?", people="; ".join(names)))
        self.alike.setText("\n".join(lines))
        self.alike.setVisible(bool(lines))

    def _show_refusal(self, error: CentreError) -> None:
        """What does not fit together is asked about; a reason lets it pass."""
        if error.code.startswith("confirm_"):
            reason = ReasonDialog.ask(self, error.text)
            if reason:
                self._save(reason=reason)
        elif error.code == "jshshir_taken":
            self.field("jshshir").show_error(error.text)
            self.field("jshshir").setFocus()
        else:
            self.show_error(error)

    def _typed(self) -> PersonDraft:
        values = {name: value for name, value in self.values().items() if hasattr(self._draft, name)}
        return replace(self._draft, **values)


class ReasonDialog(FormDialog):
    """Asks why what does not fit together is right all the same; finishes with the reason."""

    def __init__(self, owner: QWidget, doubt: str) -> None:
        super().__init__(owner, title=_("Save all the same?"), save_text=_("Save all the same"), intro=doubt)
        self.add(TextField("reason", _("Reason"), is_required=True, hint=_("Kept in the journal of changes.")))

    def submit(self) -> None:
        self.finish(self.field("reason").value)
