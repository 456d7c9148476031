"""The list of people narrowed, and the filters that are saved for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.models.people import Consent, SavedFilter
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid
from desktop_app.people.filters import (
    chosen_ids,
    delete_filter,
    found_lines,
    is_read_by_index,
    people_milestones,
    people_page,
    rename_filter,
    save_filter,
    saved_filters,
)
from desktop_app.people.records import THIS_YEAR, CategoryState, MatchedBy, PeopleFilter, PersonDraft
from desktop_app.people.rules import category_state
from desktop_app.people.service import save_person
from tests import factories

TODAY = date(2026, 11, 21)


def add(centre: Centre, **facts: Any) -> int:
    draft = PersonDraft(**{"surname": "Karimov", "given_name": "Ali", **facts})
    return centre.write(save_person, draft).value


def chosen(centre: Centre, **choices: Any) -> list[int]:
    return list(centre.read(chosen_ids, PeopleFilter(**choices)))


@pytest.mark.parametrize(
    ("facts", "choices"),
    [
        ({"district_code": "1727206"}, {"district_code": "1727206"}),
        ({"subject_code": "FIZ"}, {"subject_code": "FIZ"}),
        ({"staff_group": "RAHBAR"}, {"staff_group": "RAHBAR"}),
        ({"category_code": "OLIY"}, {"category_code": "OLIY"}),
        ({"language_code": "ru"}, {"language_code": "ru"}),
        ({"locality_code": "rural"}, {"locality_code": "rural"}),
        ({"phone": "901234567"}, {"text": "901234"}),
    ],
)
def test_each_choice_leaves_the_others_out(centre: Centre, facts: dict[str, Any], choices: dict[str, Any]) -> None:
    fitting = add(centre, **facts)
    add(centre, surname="Olimov")
    assert chosen(centre, **choices) == [fitting]


def test_who_lacks_a_number_or_a_consent_is_shown(centre: Centre) -> None:
    with_both = add(centre, jshshir="40711904150273")
    without = add(centre, surname="Olimov")
    for person_id, withdrawn_on in ((with_both, None), (without, TODAY)):
        consent = Consent(person_id=person_id, given_on=date(2026, 1, 1), form="paper", withdrawn_on=withdrawn_on)
        factories.write(centre, consent)
    assert chosen(centre, lacks_jshshir=True) == [without]
    assert chosen(centre, lacks_consent=True) == [without]


CATEGORIES: list[dict[str, Any]] = [
    {},
    {"category_code": "OLIY"},
    {"category_code": "OLIY", "category_given_on": date(2024, 1, 1)},
    {"category_code": "OLIY", "category_is_lifetime": True},
    {"category_code": "OLIY", "category_valid_to": date(2026, 11, 20)},
    {"category_code": "OLIY", "category_valid_to": TODAY},
    {"category_code": "OLIY", "category_valid_to": date(2027, 11, 21)},
    {"category_code": "OLIY", "category_valid_to": date(2027, 11, 22)},
]


@pytest.mark.parametrize("state", CategoryState)
def test_the_validity_of_a_category_is_chosen_by_as_the_card_tells_it(centre: Centre, state: CategoryState) -> None:
    people = [factories.write(centre, factories.person(**facts)).id for facts in CATEGORIES]
    told = [
        category_state(
            facts.get("category_code"),
            given_on=facts.get("category_given_on"),
            valid_to=facts.get("category_valid_to"),
            is_lifetime=facts.get("category_is_lifetime", False),
            on=TODAY,
        )
        for facts in CATEGORIES
    ]
    expected = [person_id for person_id, its in zip(people, told, strict=True) if its is state]
    assert chosen(centre, category_state=state) == expected


def test_a_narrowed_list_finds_by_parts_of_names_as_the_search_does(centre: Centre) -> None:
    found = add(centre, surname="Ergashev", given_name="Ulugʻbek", subject_code="FIZ")
    wanted = PeopleFilter(text="lugbek", subject_code="FIZ")
    assert list(centre.read(chosen_ids, wanted)) == [found]
    (line,) = centre.read(found_lines, person_ids=[found], text="lugbek")
    assert line.matched_by is MatchedBy.NAME_PART


def test_pages_and_ids_tell_the_same_people_in_one_order(centre: Centre) -> None:
    for number in range(7):
        add(centre, surname=f"{'AOUEISh'[number]}limov", subject_code="FIZ" if number % 2 else None)
    for wanted in (PeopleFilter(), PeopleFilter(subject_code="FIZ"), PeopleFilter(lacks_jshshir=True)):
        pages = [
            line.id
            for offset in range(0, 8, 3)
            for line in centre.read(people_page, wanted=wanted, offset=offset, limit=3)
        ]
        assert pages == list(centre.read(chosen_ids, wanted))


@pytest.mark.parametrize("people", [0, 1, 6, 7])
def test_milestones_count_a_list_and_lead_to_every_place_of_it(centre: Centre, people: int) -> None:
    for number in range(people):
        # Namesakes, so that a milestone falls between two of them.
        add(centre, surname="Aliyev" if number < 4 else "Oʻlimov", subject_code="FIZ")
    for wanted in (PeopleFilter(), PeopleFilter(subject_code="FIZ"), PeopleFilter(is_archived=True)):
        everybody = list(centre.read(chosen_ids, wanted))
        milestones = centre.read(people_milestones, wanted=wanted, distance=3)
        assert milestones.total == len(everybody)
        for offset in range(people + 2):
            page = centre.read(people_page, wanted=wanted, offset=offset, limit=2, milestones=milestones)
            assert [line.id for line in page] == everybody[offset : offset + 2]


def test_only_what_an_index_orders_is_read_page_by_page() -> None:
    assert is_read_by_index(PeopleFilter(district_code="1727206", is_archived=True))
    assert not is_read_by_index(PeopleFilter(district_code="1727206", subject_code="FIZ"))
    assert not is_read_by_index(PeopleFilter(lacks_jshshir=True))


def test_a_filter_is_kept_under_its_name_and_replaced_by_another_of_that_name(centre: Centre) -> None:
    wanted = PeopleFilter(subject_code="FIZ", category_state=CategoryState.ENDED, due_year=THIS_YEAR)
    centre.write(save_filter, name=" Muddati kelgan,  fizika ", wanted=wanted)
    centre.write(save_filter, name="Chirchiq", wanted=PeopleFilter(district_code="1727404"))
    first, second = centre.read(saved_filters)
    assert (first.name, first.wanted, second.name) == ("Muddati kelgan, fizika", wanted, "Chirchiq")
    centre.write(save_filter, name="Chirchiq", wanted=wanted)
    assert [saved.wanted for saved in centre.read(saved_filters)] == [wanted, wanted]


def test_a_filter_of_a_newer_program_is_read_as_far_as_it_is_known(centre: Centre) -> None:
    factories.write(centre, SavedFilter(name="Yangi", choices={"subject_code": "FIZ", "shoe_size": 42}))
    assert centre.read(saved_filters)[0].wanted == PeopleFilter(subject_code="FIZ")


def test_a_filter_is_renamed_but_not_to_a_name_that_is_taken(centre: Centre) -> None:
    kept = centre.write(save_filter, name="Fizika", wanted=PeopleFilter(subject_code="FIZ")).value
    centre.write(save_filter, name="Kimyo", wanted=PeopleFilter(subject_code="KIM"))
    for name in ("Kimyo", "  "):
        with pytest.raises(Invalid):
            centre.write(rename_filter, filter_id=kept.id, name=name, version=kept.version)
    with pytest.raises(Conflict):
        centre.write(rename_filter, filter_id=kept.id, name="Fiziklar", version=kept.version + 1)
    centre.write(rename_filter, filter_id=kept.id, name="Fiziklar", version=kept.version)
    assert {saved.name for saved in centre.read(saved_filters)} == {"Fiziklar", "Kimyo"}


def test_a_deleted_filter_comes_back_as_it_was(centre: Centre) -> None:
    wanted = PeopleFilter(locality_code="rural")
    kept = centre.write(save_filter, name="Qishloq", wanted=wanted).value
    gone = centre.write(delete_filter, filter_id=kept.id).value
    assert centre.read(saved_filters) == []
    back = centre.write(save_filter, name=gone.name, wanted=gone.wanted).value
    assert replace(back, id=0, version=1) == replace(kept, id=0, version=1)


def test_those_who_left_have_a_list_of_their_own(centre: Centre) -> None:
    stays, left = add(centre), factories.write(centre, factories.person(is_archived=True)).id
    assert chosen(centre) == [stays]
    assert chosen(centre, is_archived=True) == [left]
