"""From an application to a permit or a refusal, and what an organisation reports for a year."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound, Refused
from desktop_app.organisations.records import (
    OrganisationCard,
    OrganisationDraft,
    PermitPaper,
    PermitStanding,
    YearFigure,
)
from desktop_app.organisations.service import (
    check_requirement,
    grant_permit,
    organisation_card,
    organisations,
    permits_given,
    refuse_permit,
    remove_organisation,
    remove_year_figure,
    reopen_review,
    save_organisation,
    save_year_figure,
    withdraw_permit,
)

DRAFT = OrganisationDraft("“Ilm yoʻli” NTT", "NODAVLAT", applied_on=date(2026, 3, 1), application_number="12")
PERMIT = PermitPaper("R-1", date(2026, 5, 20), date(2031, 5, 20), "88-sonli", date(2026, 5, 18))


@pytest.fixture
def organisation_id(centre: Centre) -> int:
    return centre.write(save_organisation, DRAFT).value


def card(centre: Centre, organisation_id: int) -> OrganisationCard:
    return centre.read(organisation_card, organisation_id=organisation_id)


def review(centre: Centre, organisation_id: int, *, unmet: str = "", left_out: str = "") -> int:
    """Look at every requirement; returns the version afterwards."""
    for each in card(centre, organisation_id).requirements:
        if each.code != left_out:
            found = {"requirement_code": each.code, "is_met": each.code != unmet, "note": "koʻrildi"}
            centre.write(check_requirement, organisation_id=organisation_id, **found)
    return card(centre, organisation_id).draft.version


def test_an_application_is_kept_as_it_was_given(centre: Centre, organisation_id: int) -> None:
    found = card(centre, organisation_id)
    assert replace(found.draft, id=0) == DRAFT
    assert (found.standing, found.permit, len(found.not_looked_at)) == (PermitStanding.APPLIED, None, 5)


def test_the_same_name_written_otherwise_is_in_the_register_already(centre: Centre, organisation_id: int) -> None:
    with pytest.raises(Duplicate):
        centre.write(save_organisation, replace(DRAFT, name="«Илм йўли» НТТ"))
    centre.write(save_organisation, replace(DRAFT, id=organisation_id, phone="71 200-00-00"))


def test_two_organisations_do_not_share_a_tax_number(centre: Centre, organisation_id: int) -> None:
    centre.write(save_organisation, replace(DRAFT, id=organisation_id, tax_number="301 234 567"))
    with pytest.raises(Duplicate):
        centre.write(save_organisation, replace(DRAFT, name="Boshqa", tax_number="301234567"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind_code": "BANK"}, "kind_code"),
        ({"tax_number": "12345678o"}, "tax_number"),
        ({"applied_on": date(2030, 1, 1)}, "applied_on"),
    ],
)
def test_an_application_that_makes_no_sense_names_its_field(
    centre: Centre, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        centre.write(save_organisation, replace(DRAFT, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_list_tells_how_far_a_review_is(centre: Centre, organisation_id: int) -> None:
    review(centre, organisation_id, unmet="KADR", left_out="BINO")
    (line,) = centre.read(organisations)
    assert (line.met, line.checked, line.kind) == (3, 4, "Nodavlat taʼlim tashkiloti")


def test_the_first_look_begins_the_review_and_taking_it_back_ends_it(centre: Centre, organisation_id: int) -> None:
    centre.write(check_requirement, organisation_id=organisation_id, requirement_code="BINO", is_met=False, note="yoʻq")
    found = card(centre, organisation_id)
    assert (found.standing, [each.note for each in found.unmet]) == (PermitStanding.UNDER_REVIEW, ["yoʻq"])
    centre.write(check_requirement, organisation_id=organisation_id, requirement_code="BINO", is_met=None)
    assert card(centre, organisation_id).standing is PermitStanding.APPLIED


def test_a_permit_is_given_when_every_requirement_is_met(centre: Centre, organisation_id: int) -> None:
    version = review(centre, organisation_id)
    centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=PERMIT)
    found = card(centre, organisation_id)
    assert (found.standing, found.permit) == (PermitStanding.PERMITTED, PERMIT)
    assert [centre.read(permits_given, year=year) for year in (2025, 2026)] == [0, 1]


@pytest.mark.parametrize(
    ("found", "code"), [({"unmet": "KADR"}, "requirements_unmet"), ({"left_out": "KADR"}, "review_not_whole")]
)
def test_no_permit_while_a_requirement_is_open_or_not_met(
    centre: Centre, organisation_id: int, found: dict[str, str], code: str
) -> None:
    version = review(centre, organisation_id, **found)
    with pytest.raises(Refused) as refused:
        centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=PERMIT)
    assert refused.value.code == code
    assert refused.value.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"valid_until": date(2026, 5, 1)}, "valid_until"),
        ({"valid_from": date(2026, 2, 1)}, "valid_from"),
    ],
)
def test_a_permit_has_a_number_and_days_in_order(
    centre: Centre, organisation_id: int, wrong: dict[str, object], field: str
) -> None:
    version = review(centre, organisation_id)
    permit = replace(PERMIT, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=permit)
    assert refused.value.field == field


def test_a_refusal_needs_a_whole_review_and_a_reason(centre: Centre, organisation_id: int) -> None:
    version = card(centre, organisation_id).draft.version
    with pytest.raises(Refused):
        centre.write(refuse_permit, organisation_id=organisation_id, version=version, reason="bino yoʻq")
    version = review(centre, organisation_id, unmet="BINO")
    with pytest.raises(Invalid):
        centre.write(refuse_permit, organisation_id=organisation_id, version=version, reason=" ")
    centre.write(refuse_permit, organisation_id=organisation_id, version=version, reason="bino yoʻq")
    found = card(centre, organisation_id)
    assert (found.standing, found.reason) == (PermitStanding.REFUSED, "bino yoʻq")
    with pytest.raises(Refused):
        centre.write(check_requirement, organisation_id=organisation_id, requirement_code="BINO", is_met=True)


def test_a_refusal_is_taken_back_into_review(centre: Centre, organisation_id: int) -> None:
    version = review(centre, organisation_id, unmet="BINO")
    centre.write(refuse_permit, organisation_id=organisation_id, version=version, reason="bino yoʻq")
    version = card(centre, organisation_id).draft.version
    centre.write(reopen_review, organisation_id=organisation_id, version=version)
    found = card(centre, organisation_id)
    assert (found.standing, found.reason, len(found.unmet)) == (PermitStanding.UNDER_REVIEW, "", 1)


def test_a_withdrawn_permit_was_given_all_the_same(centre: Centre, organisation_id: int) -> None:
    version = review(centre, organisation_id)
    centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=PERMIT)
    version = card(centre, organisation_id).draft.version
    withdrawal = {"organisation_id": organisation_id, "version": version, "reason": "talablar buzilgan"}
    with pytest.raises(Invalid):
        centre.write(withdraw_permit, **withdrawal, day=date(2026, 5, 1))
    centre.write(withdraw_permit, **withdrawal, day=date(2026, 10, 1))
    (line,) = centre.read(organisations)
    assert (line.standing, line.ended_on) == (PermitStanding.WITHDRAWN, date(2026, 10, 1))
    assert centre.read(permits_given, year=2026) == 1
    version = card(centre, organisation_id).draft.version
    centre.write(reopen_review, organisation_id=organisation_id, version=version)
    assert card(centre, organisation_id).standing is PermitStanding.PERMITTED


def test_two_people_do_not_decide_at_once(centre: Centre, organisation_id: int) -> None:
    version = review(centre, organisation_id)
    centre.write(save_organisation, replace(DRAFT, id=organisation_id, version=version, note="shoshilinch"))
    with pytest.raises(Conflict):
        centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=PERMIT)


def test_a_year_has_one_figure_with_its_source(centre: Centre, organisation_id: int) -> None:
    figure = YearFigure(2025, 340, "yillik hisobot")
    saved = centre.write(save_year_figure, figure, organisation_id=organisation_id).value
    with pytest.raises(Duplicate):
        centre.write(save_year_figure, figure, organisation_id=organisation_id)
    with pytest.raises(Invalid):
        centre.write(save_year_figure, YearFigure(2024, 1, ""), organisation_id=organisation_id)
    assert [line.people for line in centre.read(organisations, year=2025)] == [340]
    assert [line.people for line in centre.read(organisations, year=2024)] == [None]
    centre.write(remove_year_figure, figure_id=saved, version=1)
    assert card(centre, organisation_id).figures == ()


def test_only_what_is_not_decided_is_taken_out(centre: Centre, organisation_id: int) -> None:
    version = review(centre, organisation_id)
    centre.write(remove_organisation, organisation_id=organisation_id, version=version)
    with pytest.raises(NotFound):
        card(centre, organisation_id)
