"""The search through all cards: what it finds, what it keeps, and that it can be stopped."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.doubles.pairs import pairs, say_different
from desktop_app.doubles.reasons import Reason
from desktop_app.doubles.records import PairFilter, PairState
from desktop_app.doubles.scan import is_out_of_date, scan, scanned_at
from desktop_app.errors import Cancelled
from desktop_app.people.service import person_card, save_person
from desktop_app.progress import Progress
from tests.doubles.conftest import Enter

OPEN, DIFFERENT = PairFilter(), PairFilter(PairState.DIFFERENT)


def test_a_card_entered_twice_is_found_with_its_reasons(centre: Centre, enter: Enter) -> None:
    first, second = enter(), enter(surname="Каримова", given_name="Нодира", patronymic="Ботировна")
    enter(surname="Ergasheva", given_name="Zebo")
    outcome = scan(centre, Progress()).value
    (pair,) = centre.read(pairs, wanted=OPEN)
    assert pair.ids == (first, second)
    assert pair.reasons == (Reason.SAME_NAME, Reason.SAME_BIRTH_DATE)
    assert (outcome.people, outcome.pairs, outcome.new, outcome.gone) == (3, 1, 1, 0)


def test_a_centre_without_doubles_has_an_empty_queue(centre: Centre, enter: Enter) -> None:
    enter()
    enter(birth_date=date(1991, 8, 2))
    scan(centre, Progress())
    assert centre.read(pairs, wanted=OPEN) == []


def test_different_people_are_not_asked_about_again(centre: Centre, enter: Enter) -> None:
    ids = enter(), enter()
    scan(centre, Progress())
    centre.write(say_different, first_id=ids[0], second_id=ids[1], reason="Egizaklar emas, ismdoshlar")
    scan(centre, Progress())
    assert centre.read(pairs, wanted=OPEN) == []
    (pair,) = centre.read(pairs, wanted=DIFFERENT)
    assert pair.decision is not None
    assert pair.decision.reason == "Egizaklar emas, ismdoshlar"


def test_a_pair_that_no_longer_holds_goes(centre: Centre, enter: Enter) -> None:
    enter()
    second = enter()
    scan(centre, Progress())
    card = centre.read(person_card, person_id=second).draft
    centre.write(save_person, replace(card, birth_date=date(1991, 8, 2)))
    outcome = scan(centre, Progress()).value
    assert (outcome.pairs, outcome.new, outcome.gone) == (0, 0, 1)


def test_the_queue_knows_that_cards_were_changed_since(centre: Centre, enter: Enter) -> None:
    assert centre.read(is_out_of_date)
    assert centre.read(scanned_at) is None
    scan(centre, Progress())
    assert not centre.read(is_out_of_date)
    assert centre.read(scanned_at) == centre.clock.now()
    enter()
    assert centre.read(is_out_of_date)


def test_a_scan_that_is_stopped_leaves_the_queue_as_it_was(centre: Centre, enter: Enter) -> None:
    enter()
    enter()
    progress = Progress(lambda what, done, total: progress.cancel())
    with pytest.raises(Cancelled):
        scan(centre, progress)
    assert centre.read(pairs, wanted=OPEN) == []
    assert centre.read(is_out_of_date)
