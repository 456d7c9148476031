"""The board of today in a real database; today is Saturday 21 November 2026."""

from datetime import UTC, date, datetime

import pytest

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import Cohort, CohortState, EnrolmentState
from db.models.returns import ReturnState
from desktop_app import i18n
from desktop_app.centre import Centre
from desktop_app.cohorts.board import BoardKind, BoardLine, today_board
from tests import factories

TODAY = date(2026, 11, 21)


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme()).id


def kept(centre: Centre, programme_id: int, **values: object) -> Cohort:
    return factories.write(centre, factories.cohort(programme_id, **{"order_number": "14-son", **values}))


def enrolled(centre: Centre, cohort_id: int, **values: object) -> int:
    person = factories.write(centre, factories.person())
    return factories.write(centre, factories.enrolment(cohort_id, person.id, **values)).id


def certify(centre: Centre, cohort_id: int, enrolment_id: int) -> None:
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    key = SigningKey(kid=b"1", year=2026, public_key=b"public", private_key=b"private", made_at=made_at)
    series = CertificateSeries(prefix="PM", year=2026, digits=6, next_number=2)
    batch = CertificateBatch(cohort_id=cohort_id, issued_on=TODAY, language="uz_Latn", words={})
    for row in (key, series, batch):
        factories.write(centre, row)
    paper = Certificate(
        enrolment_id=enrolment_id,
        series_id=series.id,
        batch_id=batch.id,
        number=1,
        full_number="PM 000001",
        issued_on=TODAY,
        kid=key.kid,
        code_text="",
        holder="Aliyeva Zilola",
    )
    factories.write(centre, paper)


def lines(centre: Centre, kind: BoardKind) -> list[BoardLine]:
    return [line for line in centre.read(today_board) if line.kind == kind]


def test_an_empty_centre_has_an_empty_board(centre: Centre) -> None:
    assert centre.read(today_board) == []


def test_lessons_of_today_stand_there_until_somebody_is_marked(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id)
    first, _second = [
        factories.write(centre, factories.session(row.id, held_on=TODAY, place_in_day=place)) for place in (1, 2)
    ]
    factories.write(centre, factories.session(row.id, held_on=date(2026, 11, 23)))
    assert [(line.cohort_id, line.count) for line in lines(centre, BoardKind.LESSONS_NOT_MARKED)] == [(row.id, 2)]
    factories.write(centre, factories.mark(first.id, enrolled(centre, row.id)))
    (line,) = lines(centre, BoardKind.LESSONS_NOT_MARKED)
    i18n.set_language("en")
    assert line.text == "MAT-26/11: 1 lesson of today is not marked."


def test_cohorts_that_start_within_a_week_are_told_with_their_people(centre: Centre, programme_id: int) -> None:
    for day, code in ((TODAY, "A"), (date(2026, 11, 28), "B"), (date(2026, 11, 29), "C")):
        kept(centre, programme_id, code=code, starts_on=day, ends_on=date(2026, 12, 26), state=CohortState.PLANNED)
    assert [line.cohort_code for line in lines(centre, BoardKind.COHORT_STARTS)] == ["A", "B"]


def test_an_admission_order_is_told_from_the_start_on_and_is_late_after_three_days(
    centre: Centre, programme_id: int
) -> None:
    for start, code in ((date(2026, 11, 17), "LATE"), (date(2026, 11, 18), "TODAY"), (date(2026, 11, 23), "SOON")):
        kept(centre, programme_id, code=code, starts_on=start, order_number="")
    kept(centre, programme_id, code="ORDERED", starts_on=date(2026, 11, 17))
    found = lines(centre, BoardKind.ORDER_DUE)
    assert [(line.cohort_code, line.is_late) for line in found] == [("LATE", True), ("TODAY", False)]


def test_a_cohort_that_ended_wants_its_completion(centre: Centre, programme_id: int) -> None:
    kept(centre, programme_id, code="OPEN", ends_on=date(2026, 11, 20))
    kept(centre, programme_id, code="LAST-DAY", ends_on=TODAY)
    kept(centre, programme_id, code="DONE", ends_on=date(2026, 11, 20), state=CohortState.COMPLETED)
    assert [line.cohort_code for line in lines(centre, BoardKind.COHORT_ENDED)] == ["OPEN"]


def test_completed_people_without_a_certificate_are_counted(centre: Centre, programme_id: int) -> None:
    row = kept(centre, programme_id, state=CohortState.COMPLETED)
    completed = {"state": EnrolmentState.COMPLETED, "finished_on": date(2026, 11, 20)}
    certified, _ready = [enrolled(centre, row.id, **completed) for _person in range(2)]
    enrolled(centre, row.id, state=EnrolmentState.STATEMENT, finished_on=date(2026, 11, 20))
    enrolled(centre, row.id, state=EnrolmentState.COMPLETED, finished_on=date(2026, 1, 20))
    certify(centre, row.id, certified)
    assert [(line.cohort_id, line.count) for line in lines(centre, BoardKind.CERTIFICATES_READY)] == [(row.id, 1)]


def test_last_months_return_is_told_until_it_is_made(centre: Centre, programme_id: int) -> None:
    kept(centre, programme_id, starts_on=date(2026, 10, 5))
    (line,) = lines(centre, BoardKind.RETURN_DUE)
    assert (line.month, line.day, line.is_late) == (date(2026, 10, 1), date(2026, 11, 5), True)
    factories.write(centre, factories.return_snapshot())
    assert lines(centre, BoardKind.RETURN_DUE) == [line], "a draft has not left the office"
    factories.write(centre, factories.return_snapshot(state=ReturnState.SENT, number=1))
    assert lines(centre, BoardKind.RETURN_DUE) == []
