"""Scenes of one person's card and its forms for ``tests.screens``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.given_out import note_given
from desktop_app.i18n import _
from desktop_app.people.courses import save_outside_course
from desktop_app.people.filters import people_page
from desktop_app.people.history import save_former_name
from desktop_app.people.identity import QUESTION_TEXTS
from desktop_app.people.printing import (
    consent_form,
    everything_for_programs,
    everything_kept,
    statement_of_training,
)
from desktop_app.people.records import (
    CardChange,
    FormerNameDraft,
    OutsideCourseDraft,
    PeopleFilter,
    PersonCard,
    Sex,
)
from desktop_app.people.service import person_card, save_person
from ui.pages.people.card_page import PersonPage
from ui.pages.people.edit_dialog import PersonDialog
from ui.pages.people.history_dialogs import ConsentDialog, FormerPostDialog, OutsideCourseDialog
from ui.pages.people.leaving_dialogs import ArchiveDialog, EraseDialog
from ui.pages.people.lists import read_lists
from ui.pages.people.paper_dialog import Paper, PaperDialog
from ui.pages.people.questions import ChangeDialog, ReasonDialog
from ui.pages.people.who_saw_dialog import WhoSawDialog

if TYPE_CHECKING:
    from tests.screens import Stage


def card(stage: "Stage") -> QWidget:
    return stage.page("person", _someone(stage))


def who_saw(stage: "Stage") -> QWidget:
    """Who entered the card, looked at it, and took a list with it away."""
    page, person_id = card(stage), _someone(stage)
    people = range(person_id, person_id + 40)
    stage.workspace.centre.write(note_given, "export", entity="list", people=people, facts={"what": _("People")})
    return WhoSawDialog(page, stage.workspace, person_id=person_id, name=_card(stage).line.full_name)


def form(stage: "Stage") -> PersonDialog:
    return PersonDialog(card(stage), _card(stage).draft)


def full_card(stage: "Stage") -> PersonPage:
    """A card on which everything stands, at its list of workplaces."""
    page = stage.page("person", _made_full(stage))
    assert isinstance(page, PersonPage)
    page.tabs.setCurrentIndex(1)
    return page


def full_form(stage: "Stage") -> QWidget:
    _made_full(stage)
    return form(stage)


def alike(stage: "Stage") -> QWidget:
    """A new card that the list may have already."""
    known = _card(stage).draft
    dialog = PersonDialog(stage.page("people"))
    for name in ("surname", "given_name", "patronymic"):
        dialog.field(name).set_value(getattr(known, name))
    dialog.field("surname").edited.emit()
    stage.settle()
    return dialog


def open_choices(stage: "Stage") -> QWidget:
    """The list under a box with long choices."""
    dialog = form(stage)
    dialog.show()
    stage.settle()
    box = dialog.field("position_code").editor
    box.showPopup()
    return box.view().window()


def outside_course(stage: "Stage") -> QWidget:
    return OutsideCourseDialog(card(stage), _someone(stage))


def former_post(stage: "Stage") -> QWidget:
    return FormerPostDialog(card(stage), _someone(stage), read_lists(stage.workspace.centre))


def consent(stage: "Stage") -> QWidget:
    return ConsentDialog(card(stage), _someone(stage), read_lists(stage.workspace.centre))


def another_name(stage: "Stage") -> QWidget:
    return ChangeDialog(
        card(stage),
        title=_("Another name"),
        question=_(
            "The card said {name}. Was it misspelt, or has the name changed?", name="Karimova Dilnoza Rustam qizi"
        ),
        changed=_("The name has changed; the former one stays on the card"),
        corrected=_("It was misspelt; the former spelling is not kept"),
        paper=_("Document (such as a marriage certificate)"),
    )


def doubt(stage: "Stage") -> QWidget:
    return ReasonDialog(card(stage), [_(text) for text in QUESTION_TEXTS.values()])


def archive(stage: "Stage") -> QWidget:
    return ArchiveDialog(card(stage), _card(stage).line)


def erase(stage: "Stage") -> QWidget:
    return EraseDialog(card(stage), _card(stage).line)


def statement(stage: "Stage") -> QWidget:
    return _paper(stage, _("Statement of in-service training"), statement_of_training)


def consent_paper(stage: "Stage") -> QWidget:
    return _paper(stage, _("Form of consent"), consent_form)


def everything(stage: "Stage") -> QWidget:
    return _paper(stage, _("What is kept about a person"), everything_kept)


def consents(stage: "Stage") -> QWidget:
    page = full_card(stage)
    page.tabs.setCurrentIndex(3)
    return page


def _paper(stage: "Stage", title: str, make: Callable[..., bytes]) -> QWidget:
    person_id = _made_full(stage)

    def made(centre: Centre, words: str | None) -> bytes:
        return make(centre, person_id=person_id, in_language=words)

    for_programs = partial(everything_for_programs, person_id=person_id) if make is everything_kept else None
    paper = Paper(title, "", person_id, made, "", make_for_programs=for_programs)
    return PaperDialog(card(stage), stage.workspace, paper)


def _someone(stage: "Stage") -> int:
    return stage.workspace.centre.read(people_page, wanted=PeopleFilter(), offset=3, limit=1)[0].id


def _card(stage: "Stage") -> PersonCard:
    return stage.workspace.centre.read(person_card, person_id=_someone(stage))


def _made_full(stage: "Stage") -> int:
    """Fill the card of someone with everything that it may hold, once."""
    centre, before = stage.workspace.centre, _card(stage)
    person_id = before.line.id
    if before.identity_note:
        return person_id
    draft = replace(
        before.draft,
        jshshir="40711904150274",
        birth_date=date(1990, 11, 7),
        sex=Sex.FEMALE,
        document="AA 1234567",
        phone="901234567, 935557788",
        workplace="15-sonli davlat ixtisoslashtirilgan umumiy oʻrta taʼlim maktabi",
        position_code="DIR_MM",
        category_code="I",
        category_given_on=date(2022, 3, 12),
        category_valid_to=date(2027, 3, 12),
        category_is_lifetime=False,
        service_since=date(2012, 9, 1),
        post_since=date(2026, 9, 1),
        locality_code="rural",
        language_code="uz",
        education_code="OLIY_B",
        graduated_from="Nizomiy nomidagi Toshkent davlat pedagogika universiteti",
        graduation_year=2012,
        diploma_specialty="Boshlangʻich taʼlim va tarbiyaviy ish",
        stage_2024="online",
        notes="Telefon orqali ogohlantirish kerak",
    )
    moved = CardChange(since=date(2026, 9, 1))
    centre.write(save_person, draft, confirm="ID-kartada shunday yozilgan", moved=moved)
    former = FormerNameDraft("Abdurahmonova", draft.given_name, draft.patronymic, changed_on=date(2015, 6, 1))
    centre.write(save_former_name, former, person_id=person_id)
    course = OutsideCourseDraft(
        "Raqamli kompetensiyalarni rivojlantirish",
        provider="“Uzluksiz kasbiy taʼlim” platformasi",
        hours=36,
        ends_on=date(2024, 4, 1),
        result="86 ball",
        certificate_number="UKT 24-0012345",
        link="https://onlinedu.uz/c/12345",
    )
    centre.write(save_outside_course, course, person_id=person_id)
    return person_id


SCENES = {
    "person-card": card,
    "person-full-card": full_card,
    "person-who-saw": who_saw,
    "person-form": form,
    "person-full-form": full_form,
    "person-alike": alike,
    "person-choices": open_choices,
    "person-outside-course": outside_course,
    "person-former-post": former_post,
    "person-consent": consent,
    "person-another-name": another_name,
    "person-doubt": doubt,
    "person-archive": archive,
    "person-erase": erase,
    "person-statement": statement,
    "person-consents": consents,
    "person-consent-form": consent_paper,
    "person-everything-kept": everything,
}
