"""Purposes and terms, what is past its term, and the register of what was given to whom."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.models.returns import DispatchWay, ReturnDispatch
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid
from desktop_app.given_out import note_given
from desktop_app.i18n import use
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.personal_data.disclosures import (
    DisclosureDraft,
    change_disclosure,
    note_disclosure,
    register_of_disclosures,
)
from desktop_app.personal_data.past_term import limit_of, past_terms, people_past_term
from desktop_app.personal_data.printing import purposes_paper, register_paper
from desktop_app.personal_data.purposes import (
    CATEGORY_NAMES,
    Category,
    Purpose,
    PurposeDraft,
    purposes_on,
    save_purpose,
)
from tests import factories
from tests.conftest import NOW

TODAY = date(2026, 11, 21)


def purpose_of(centre: Centre, category: Category, *, on: date = TODAY) -> Purpose:
    return next(each for each in centre.read(purposes_on, on) if each.category is category)


def draft(**changes: object) -> PurposeDraft:
    facts = {"category": Category.CARD, "valid_from": date(2026, 1, 1), "purpose": "Hisob", "basis": "OʻRQ-547"}
    return PurposeDraft(**{**facts, "term_months": 60, **changes})


def test_every_category_has_a_draft_for_the_lawyer(centre: Centre) -> None:
    found = centre.read(purposes_on, TODAY)
    assert [each.category for each in found] == list(Category) == list(CATEGORY_NAMES)
    assert all(each.is_draft and each.purpose.text and each.basis.text for each in found)


def test_an_order_says_what_holds_from_its_day_on(centre: Centre) -> None:
    centre.write(save_purpose, draft(order_number="14-M", order_date=date(2025, 12, 28)))
    assert purpose_of(centre, Category.CARD, on=date(2025, 12, 31)).is_draft
    found = purpose_of(centre, Category.CARD)
    assert (found.purpose.text, found.term_months, found.order_number) == ("Hisob", 60, "14-M")


def test_a_text_typed_in_one_language_leaves_the_others(centre: Centre) -> None:
    with use("ru"):
        centre.write(save_purpose, draft(purpose="Учёт кадров"))
    names = purpose_of(centre, Category.CARD).purpose
    assert names.ru == "Учёт кадров"
    assert names.uz.startswith("Pedagog kadrlarni")


def test_two_who_change_one_purpose_meet(centre: Centre) -> None:
    centre.write(save_purpose, draft())
    centre.write(save_purpose, draft(term_months=61), version=1)
    with pytest.raises(Conflict):
        centre.write(save_purpose, draft(term_months=62), version=1)


@pytest.mark.parametrize("changes", [{"purpose": " "}, {"basis": ""}, {"term_months": 0}, {"term_months": 1201}])
def test_a_purpose_says_why_on_what_ground_and_for_how_long(centre: Centre, changes: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        centre.write(save_purpose, draft(**changes))


def test_the_term_is_counted_back_in_months(centre: Centre) -> None:
    purpose = purpose_of(centre, Category.ABSENCES)
    assert limit_of(purpose, today=date(2026, 3, 31)) == date(2023, 3, 28)
    assert limit_of(purpose_of(centre, Category.TRAINING), today=TODAY) is None


def test_who_was_not_touched_for_the_whole_term_is_past_it(centre: Centre) -> None:
    old, studied, teaches = (
        factories.write(centre, factories.person(surname=name, created_at=NOW - timedelta(days=365 * 12))).id
        for name in ("Eskiyeva", "Oʻqigan", "Oʻqituvchi")
    )
    factories.write(centre, factories.person(surname="Yangi"))
    cohort = factories.write(centre, factories.cohort(factories.write(centre, factories.programme()).id))
    factories.write(centre, factories.enrolment(cohort.id, studied))
    factories.write(centre, factories.trainer(person_id=teaches))
    found = {each.purpose.category: each for each in centre.read(past_terms)}
    assert found[Category.CARD].people == 1
    assert [line.id for line in centre.read(people_past_term, category=Category.CARD)] == [old]
    assert found[Category.TRAINING].limit is None


def disclosed(**changes: object) -> DisclosureDraft:
    facts = {"given_on": TODAY, "recipient": "Viloyat boshqarmasi", "basis": "Soʻrov № 7", "content": "Roʻyxat"}
    return DisclosureDraft(**{**facts, **changes})


def test_a_disclosure_is_entered_and_corrected(centre: Centre) -> None:
    person_id = centre.write(save_person, PersonDraft(surname="Qodirova", given_name="Zulfiya")).value
    kept = centre.write(note_disclosure, disclosed(person_id=person_id)).value
    centre.write(change_disclosure, disclosed(person_id=person_id, basis="Xat"), disclosure_id=kept, version=1)
    (line,) = centre.read(register_of_disclosures, first=TODAY, last=TODAY)
    assert (line.recipient, line.basis, line.person, line.noted_by) == (
        "Viloyat boshqarmasi", "Xat", "Qodirova Zulfiya", "Saidova Nodira Rustam qizi"
    )  # fmt: skip
    with pytest.raises(Conflict):
        centre.write(change_disclosure, disclosed(), disclosure_id=kept, version=1)
    with pytest.raises(Invalid):
        centre.write(note_disclosure, disclosed(recipient=" "))


def test_files_that_left_stand_in_the_register_until_somebody_says_to_whom(centre: Centre, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"names")
    centre.write(note_given, "export", entity="list", people=[1, 2, 3], content=file)
    (line,) = centre.read(register_of_disclosures, first=TODAY, last=TODAY)
    assert (line.is_noted, line.people, len(line.sha256)) == (False, 3, 64)
    centre.write(note_disclosure, disclosed(people=3, sha256=line.sha256))
    (noted,) = centre.read(register_of_disclosures, first=TODAY, last=TODAY)
    assert noted.is_noted


def test_a_list_that_went_with_a_return_stands_with_its_addressee(centre: Centre) -> None:
    sent = ReturnDispatch(
        way=DispatchWay.MAIL, sent_to="Vazirlik", sent_at=NOW, sent_by="Saidova", file_name="names.xlsx", sha256="ab",
        has_names=True, people=7,
    )  # fmt: skip
    factories.write(centre, sent)
    (line,) = centre.read(register_of_disclosures, first=TODAY, last=TODAY)
    assert (line.recipient, line.people, line.content) == ("Vazirlik", 7, "names.xlsx")


def test_the_papers_can_be_printed(centre: Centre) -> None:
    centre.write(note_disclosure, disclosed())
    assert register_paper(centre, first=date(2026, 1, 1), last=TODAY).startswith(b"%PDF")
    assert purposes_paper(centre).startswith(b"%PDF")
