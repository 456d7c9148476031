"""The register of papers: entered, found, corrected wherever they are quoted."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from db.models.organisations import TrainingOrganisation
from db.models.plan import PlanLine
from db.models.programmes import Programme
from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort as cohort_record
from desktop_app.errors import CentreError
from desktop_app.orders.quotes import cited, quoted_unregistered
from desktop_app.orders.records import CitedKind, OrderDraft, Purpose, Quoted
from desktop_app.orders.service import (
    RegisterFilter,
    correct,
    paper,
    papers,
    papers_count,
    papers_of_cohort,
    register_paper,
    register_quoted,
    register_quoted_own,
    register_years,
    remove_paper,
)
from desktop_app.reference.service import set_rule
from tests.factories import channel_figure, cohort, enrolment, order, person, plan_line, programme, write

DAY = date(2025, 12, 28)
DRAFT = OrderDraft("BUYRUQ", "577-sonli", DAY, "2026-yilgi oʻquv rejasi toʻgʻrisida", "Vazirlik")


def numbers(centre: Centre, **wanted: object) -> list[str]:
    return [found.number for found in centre.read(papers, RegisterFilter(**wanted))]


def unregistered(centre: Centre) -> list[Quoted]:
    """Without the resolutions that the turns and the rules of every new centre rest on."""
    quoted = centre.read(quoted_unregistered)
    return [one for one in quoted if one.kinds not in ((CitedKind.TURN,), (CitedKind.RULE,))]


@pytest.fixture
def quoted_everywhere(centre: Centre) -> int:
    """The order 577-sonli, and one record of every kind that rests on it; returns its id."""
    said = {"order_number": "577-sonli", "order_date": DAY}
    taught = write(centre, programme(order_number="577", order_date=DAY))
    write(centre, plan_line(**said))
    write(centre, plan_line(month=11, order_number="577", order_date=date(2024, 12, 28)))
    write(centre, channel_figure(**said))
    write(
        centre,
        TrainingOrganisation(
            name="Ziyo", search_key="ziyo", kind_code="NODAVLAT", order_number="№ 577", order_date=DAY
        ),
    )
    centre.write(set_rule, name="week_hours", valid_from=date(2026, 1, 1), value="30", **said)
    write(centre, cohort(taught.id, order_number="577-sonli", order_date=DAY))
    return write(centre, order()).id


def test_a_paper_says_everything_that_rests_on_it(centre: Centre, quoted_everywhere: int) -> None:
    kinds = [citation.kind for citation in centre.read(cited, order_id=quoted_everywhere)]
    assert kinds == [
        CitedKind.PLAN_LINE,
        CitedKind.CHANNEL_FIGURE,
        CitedKind.PROGRAMME,
        CitedKind.RULE,
        CitedKind.ORGANISATION,
    ]
    assert centre.read(paper, order_id=quoted_everywhere).resting == len(kinds)


def test_only_an_own_order_admits(centre: Centre, quoted_everywhere: int) -> None:
    own = write(centre, order(is_own=True, purpose="admission"))
    kinds = {citation.kind for citation in centre.read(cited, order_id=own.id)}
    assert CitedKind.ADMISSION in kinds


def test_a_correction_reaches_every_record_that_quotes_the_paper(centre: Centre, quoted_everywhere: int) -> None:
    before = centre.read(cited, order_id=quoted_everywhere)
    changed = centre.write(correct, order_id=quoted_everywhere, number="578-sonli", dated_on=date(2025, 12, 29)).value
    assert changed == len(before)
    assert centre.read(cited, order_id=quoted_everywhere) == before

    def said(unit):  # type: ignore[no-untyped-def]
        rows = [*unit.session.query(PlanLine), *unit.session.query(Programme)]
        return sorted((row.order_number, row.order_date) for row in rows)

    assert centre.read(said) == [
        ("577", date(2024, 12, 28)),
        ("578-sonli", date(2025, 12, 29)),
        ("578-sonli", date(2025, 12, 29)),
    ]


def test_a_correction_that_meets_another_paper_changes_nothing(centre: Centre, quoted_everywhere: int) -> None:
    write(centre, order(number="580", title="Boshqa buyruq"))
    with pytest.raises(CentreError, match="order_registered"):
        centre.write(correct, order_id=quoted_everywhere, number="580-son", dated_on=DAY)
    assert len(centre.read(cited, order_id=quoted_everywhere)) == 5


def test_the_same_paper_is_not_entered_twice(centre: Centre) -> None:
    centre.write(register_paper, DRAFT)
    with pytest.raises(CentreError, match="order_registered"):
        centre.write(register_paper, replace(DRAFT, number="№ 577"))
    centre.write(register_paper, replace(DRAFT, dated_on=date(2024, 12, 28)))


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"number": " № "}, "order_number_missing"), ({"title": ""}, "field_empty"), ({"kind_code": "X"}, "kind_unknown")],
)
def test_a_paper_needs_number_title_and_kind(centre: Centre, changed: dict[str, str], code: str) -> None:
    with pytest.raises(CentreError, match=code):
        centre.write(register_paper, replace(DRAFT, **changed))


def test_papers_are_found_by_number_and_words_in_either_script(centre: Centre) -> None:
    for draft in (
        DRAFT,
        OrderDraft("XAT", "03-33-3532-son", date(2026, 2, 3), "Тренерлар рўйхати ҳақида", "Институт"),
        OrderDraft("BUYRUQ", "14-son", date(2024, 1, 10), "BAA bilan hamkorlikdagi kurs", "Vazirlik"),
    ):
        centre.write(register_paper, draft)
    assert numbers(centre, text="3532") == ["03-33-3532-son"]
    assert numbers(centre, text="reja") == ["577-sonli"]
    assert numbers(centre, text="trenerlar royxati") == []
    assert numbers(centre, text="trenerlar roʻyxati") == ["03-33-3532-son"]
    assert numbers(centre, text="577 сонли") == ["577-sonli"]
    assert numbers(centre, year=2024) == ["14-son"]
    assert numbers(centre, kind_code="XAT") == ["03-33-3532-son"]
    assert numbers(centre, is_own=True) == []
    assert centre.read(papers_count, RegisterFilter(text="vazirlik")) == 2
    assert centre.read(register_years, is_own=False) == [2026, 2025, 2024]


def test_what_is_quoted_and_not_registered_is_told_and_added(centre: Centre) -> None:
    write(centre, plan_line(order_number="577", order_date=DAY))
    write(centre, plan_line(month=11, order_number="577-sonli", order_date=None))
    undated, dated = sorted(unregistered(centre), key=lambda quoted: quoted.dated_on is not None)
    assert (dated.number, dated.places, undated.dated_on) == ("577", 1, None)
    order_id = centre.write(register_paper, DRAFT, quoted=undated).value
    assert unregistered(centre) == []
    assert len(centre.read(cited, order_id=order_id)) == 2


def test_orders_that_cohorts_quote_are_registered_with_their_people(centre: Centre) -> None:
    taught = write(centre, programme())
    closed = write(
        centre,
        cohort(
            taught.id,
            state=CohortState.COMPLETED,
            order_number="3-T/Q",
            order_date=date(2026, 11, 2),
            completion_order_number="3-T/T",
            completion_order_date=date(2026, 11, 28),
        ),
    )
    states = (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT, EnrolmentState.EXPELLED, EnrolmentState.ABSENT)
    for place, state in enumerate(states):
        write(centre, enrolment(closed.id, write(centre, person(surname=f"Aliyeva{place}")).id, state=state))
    assert centre.write(register_quoted_own).value == (2, 0)
    found = centre.read(papers_of_cohort, cohort_id=closed.id)
    assert [(one.purpose, one.people) for one in found] == [(Purpose.ADMISSION, 3), (Purpose.COMPLETION, 2)]
    assert unregistered(centre) == []


def test_one_order_may_admit_two_cohorts(centre: Centre) -> None:
    taught = write(centre, programme())
    for code in ("MAT-1", "MAT-2"):
        made = write(centre, cohort(taught.id, code=code, order_number="14-M", order_date=date(2026, 11, 2)))
        write(centre, enrolment(made.id, write(centre, person(surname=f"{code}ova")).id))
    (quoted,) = unregistered(centre)
    order_id = centre.write(register_quoted, quoted).value
    assert centre.read(paper, order_id=order_id).people == 2
    assert centre.read(papers_of_cohort, cohort_id=made.id)[0].id == order_id


def test_a_correction_of_an_own_order_reaches_its_cohort(centre: Centre) -> None:
    made = write(centre, cohort(write(centre, programme()).id, order_number="14-M", order_date=date(2026, 11, 2)))
    (quoted,) = unregistered(centre)
    order_id = centre.write(register_quoted, quoted).value
    centre.write(correct, order_id=order_id, number="41-M", dated_on=date(2026, 11, 3))
    record = centre.read(cohort_record, cohort_id=made.id)
    assert (record.order_number, record.order_date) == ("41-M", date(2026, 11, 3))


def test_a_paper_that_nothing_rests_on_is_taken_out_and_put_back(centre: Centre, quoted_everywhere: int) -> None:
    with pytest.raises(CentreError, match="order_quoted"):
        centre.write(remove_paper, order_id=quoted_everywhere)
    alone = centre.write(register_paper, replace(DRAFT, number="9")).value
    draft = centre.write(remove_paper, order_id=alone).value
    assert numbers(centre, text="9") == []
    centre.write(register_paper, draft)
    assert numbers(centre, text="9") == ["9"]


def test_an_own_order_is_never_taken_out(centre: Centre) -> None:
    own = write(centre, order(is_own=True))
    with pytest.raises(CentreError, match="order_own"):
        centre.write(remove_paper, order_id=own.id)
