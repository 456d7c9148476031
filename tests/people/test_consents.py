"""Consent is given in a form on a day, holds, and is withdrawn with a reason."""

from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.people.consents import delete_consent, give_consent, keep_consent, restore_consent, withdraw_consent
from desktop_app.people.records import PersonCard
from desktop_app.people.service import person_card
from tests import factories

GIVEN = date(2026, 9, 1)


@pytest.fixture
def person_id(centre: Centre) -> int:
    return factories.write(centre, factories.person()).id


def opened(centre: Centre, person_id: int) -> PersonCard:
    return centre.read(person_card, person_id=person_id)


def test_a_new_person_has_given_none(centre: Centre, person_id: int) -> None:
    assert not opened(centre, person_id).has_consent


def test_a_consent_holds_until_it_is_withdrawn(centre: Centre, person_id: int) -> None:
    consent_id = centre.write(give_consent, person_id=person_id, given_on=GIVEN, form="paper").value
    assert opened(centre, person_id).has_consent
    centre.write(withdraw_consent, consent_id=consent_id, withdrawn_on=date(2026, 10, 1), reason="Ariza")
    card = opened(centre, person_id)
    assert not card.has_consent
    assert (card.consents[0].withdrawn_on, card.consents[0].withdrawal_reason) == (date(2026, 10, 1), "Ariza")


def test_a_withdrawal_noted_by_mistake_is_taken_back(centre: Centre, person_id: int) -> None:
    consent_id = centre.write(give_consent, person_id=person_id, given_on=GIVEN, form="paper").value
    centre.write(withdraw_consent, consent_id=consent_id, withdrawn_on=date(2026, 10, 1))
    centre.write(restore_consent, consent_id=consent_id)
    assert opened(centre, person_id).has_consent
    gone = centre.write(delete_consent, consent_id=consent_id).value
    assert opened(centre, person_id).consents == ()
    centre.write(keep_consent, gone, person_id=person_id)
    assert opened(centre, person_id).has_consent


def test_one_consent_holds_at_a_time(centre: Centre, person_id: int) -> None:
    centre.write(give_consent, person_id=person_id, given_on=GIVEN, form="paper")
    with pytest.raises(Refused, match="consent_holds"):
        centre.write(give_consent, person_id=person_id, given_on=GIVEN, form="electronic")


@pytest.mark.parametrize(("given_on", "form"), [(date(2027, 1, 1), "paper"), (GIVEN, "telepathy")])
def test_a_consent_of_tomorrow_or_of_no_form_is_refused(
    centre: Centre, person_id: int, given_on: date, form: str
) -> None:
    with pytest.raises(Invalid):
        centre.write(give_consent, person_id=person_id, given_on=given_on, form=form)


def test_nobody_withdraws_before_consenting(centre: Centre, person_id: int) -> None:
    consent_id = centre.write(give_consent, person_id=person_id, given_on=GIVEN, form="paper").value
    with pytest.raises(Invalid):
        centre.write(withdraw_consent, consent_id=consent_id, withdrawn_on=date(2026, 8, 31))
