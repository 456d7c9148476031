"""Numbers of certificates that go along with a cohort, and a survey that is lent alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.attendance import Mark
from db.models.certificates import Certificate, NumberBlock, SigningKey
from db.models.cohorts import Enrolment
from db.models.returns import ReturnState
from db.models.surveys import SurveyChannel, SurveyResponse
from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.certificates.series import all_series, missing_numbers
from desktop_app.certificates.service import issue_certificates
from desktop_app.certificates.signature import verify
from desktop_app.errors import Refused
from desktop_app.lending.records import Wish
from desktop_app.lending.returning import give_back
from desktop_app.lending.service import lend
from desktop_app.lending.taking_back import take_back
from desktop_app.people.parcel_traces import erase_parcels
from desktop_app.surveys.rounds import open_round, proposed_round
from desktop_app.verification.keys import trusted_keys
from tests import factories
from tests.conftest import NOW
from tests.courses import Course, Taught, closed_course
from tests.lending.conftest import LentOut
from tests.lending.lending_office import PASSWORD, change, lent_file, other_pc

OTHER = "BOSHQA-26/11"


def test_papers_of_lent_numbers_come_back_signed_and_no_number_is_lost(centre: Centre, tmp_path: Path) -> None:
    course = closed_course(centre, [Taught("Aliyeva"), Taught("Boboyev")], code=OTHER)
    lent = lent_file(centre, course, tmp_path, numbers=5)
    other = closed_course(centre, [Taught("Ergasheva")], code="SHU-YERDA-26")
    (at_home,) = centre.write(issue_certificates, cohort_id=other.cohort_id).value.issued
    with other_pc(lent.file, tmp_path / "there") as there:
        there.write(issue_certificates, cohort_id=course.cohort_id)
        given = give_back(there, out=tmp_path)
    result = take_back(centre, file=Path(given.file))
    assert (result.numbers_used, result.added["certificate"]) == (2, 2)
    papers = centre.read(lambda unit: unit.session.scalars(select(Certificate).order_by(Certificate.number)).all())
    assert [paper.number for paper in papers] == [1, 2, 6]
    assert at_home.full_number == papers[-1].full_number
    keys = centre.read(trusted_keys)
    assert all(verify(paper.code_text, keys).is_valid for paper in papers)
    (series,) = (each for each in centre.read(all_series) if each.kind == "certificate")
    assert centre.read(missing_numbers, series_id=series.id) == 0
    assert centre.read(lambda unit: unit.session.scalars(select(NumberBlock.next_number)).one()) == 3


def test_without_lent_numbers_nothing_is_issued_there_and_the_key_stays_here(centre: Centre, tmp_path: Path) -> None:
    course = closed_course(centre, [Taught("Aliyeva")], code=OTHER)
    with other_pc(lent_file(centre, course, tmp_path).file, tmp_path / "there") as there:
        keys = there.read(lambda unit: unit.session.scalars(select(SigningKey.private_key)).all())
        assert keys in ([], [bytes(32)])
        with pytest.raises(Refused) as refused:
            there.write(issue_certificates, cohort_id=course.cohort_id)
    assert refused.value.code == "no_lent_numbers"


def test_more_papers_than_lent_numbers_are_refused(centre: Centre, tmp_path: Path) -> None:
    course = closed_course(centre, [Taught("Aliyeva"), Taught("Boboyev")], code=OTHER)
    with other_pc(lent_file(centre, course, tmp_path, numbers=1).file, tmp_path / "there") as there:
        with pytest.raises(Refused) as refused:
            there.write(issue_certificates, cohort_id=course.cohort_id)
        assert there.read(lambda unit: unit.session.scalars(select(Certificate)).all()) == []
    assert refused.value.code == "no_lent_numbers"


def sheet_of(round_id: int) -> SurveyResponse:
    return SurveyResponse(
        round_id=round_id, slip_number=1, channel=SurveyChannel.SCREEN, packed=b"\x01", answered_at=NOW
    )


def test_answers_of_both_places_are_all_there(centre: Centre, course: Course, tmp_path: Path) -> None:
    draft = replace(centre.read(proposed_round, cohort_id=course.cohort_id), is_anonymous=True)
    round_id = centre.write(open_round, draft=draft).value
    wish = Wish(Kind.SURVEY, round_id, "Oʻqituvchilar xonasi")
    lent = lend(centre, wish, password=PASSWORD, out=tmp_path)
    with other_pc(lent.file, tmp_path / "there") as there:
        assert there.read(lambda unit: unit.session.scalars(select(Mark)).all()) == []
        factories.write(there, sheet_of(round_id))
        given = give_back(there, out=tmp_path)
    factories.write(centre, sheet_of(round_id))
    take_back(centre, file=Path(given.file))
    slips = centre.read(lambda unit: unit.session.scalars(select(SurveyResponse.slip_number)).all())
    assert sorted(slips) == [1, 2]


def test_a_month_whose_return_was_sent_takes_no_admission_back(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        change(there, Enrolment, course.enrolment_ids["Aliyeva"], left_on=NOW.date(), state="expelled")
        given = give_back(there, out=tmp_path)
    factories.write(centre, factories.return_snapshot(year=NOW.year, month=NOW.month, state=ReturnState.SENT, number=1))
    with pytest.raises(Refused) as refused:
        take_back(centre, file=Path(given.file))
    assert refused.value.code == "month_locked"


def test_after_an_erasure_nothing_of_the_person_is_compared_or_shown(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        given = give_back(there, out=tmp_path)
    centre.write(erase_parcels, cards=[2, 3, 4])
    with pytest.raises(Refused) as refused:
        take_back(centre, file=Path(given.file))
    assert refused.value.code == "parcel_erased"
