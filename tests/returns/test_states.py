"""The way of a return: what each step asks for, and what stays as it was sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models.cohorts import EnrolmentState
from db.models.returns import ReturnDispatch, ReturnSnapshot
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.returns.checking import approve_return, check_return
from desktop_app.returns.service import snapshot_bytes
from desktop_app.returns.states import ReturnState, kept_return, send, take_back, upcoming, way_of
from tests.returns.sent import BY_MAIL, another_finishes, as_sent, explain_all, fill_explained_year, sent
from tests.returns.year import OCTOBER, enrol, fill_year


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_explained_year(centre)
    return centre


def test_a_warning_without_its_sentence_holds_the_return_back(centre: Centre) -> None:
    fill_year(centre)
    with pytest.raises(Refused) as refused:
        check_return(centre, **OCTOBER)
    assert refused.value.code == "warnings_unexplained"
    assert centre.read(way_of, **OCTOBER).kept == ()


def test_an_error_holds_it_back_whatever_is_explained(year: Centre) -> None:
    enrol(year, 2, state=EnrolmentState.COMPLETED, finished_on=None)
    explain_all(year)
    with pytest.raises(Refused) as refused:
        check_return(year, **OCTOBER)
    assert refused.value.code == "return_has_errors"


def test_the_steps_are_taken_in_order_and_each_is_remembered(year: Centre) -> None:
    done = sent(year)
    assert (done.state, done.number, done.reason) == (ReturnState.SENT, 1, "")
    assert [step.state for step in done.steps] == [ReturnState.CHECKED, ReturnState.APPROVED, ReturnState.SENT]
    assert {step.by for step in done.steps} == {"Saidova Nodira Rustam qizi"}
    assert done.file_name == "TV-2026-10-1.xlsx"
    assert list(year.paths.folder.glob(".~return-*")) == []


def test_nothing_is_approved_unchecked_nor_sent_unapproved(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    with pytest.raises(Refused, match="return_not_so_far"):
        year.write(send, snapshot_id=checked.id, version=checked.version, dispatching=BY_MAIL)
    draft = year.write(take_back, snapshot_id=checked.id, version=checked.version, reason="Yangi guruh bor").value
    with pytest.raises(Refused, match="return_not_so_far"):
        approve_return(year, snapshot_id=draft.id, version=draft.version)
    with pytest.raises(Refused, match="return_cannot_go_back"):
        year.write(take_back, snapshot_id=draft.id, version=draft.version, reason="Yana")


def test_a_step_back_wants_a_reason_and_the_newest_version(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    with pytest.raises(Invalid, match="reason_missing"):
        year.write(take_back, snapshot_id=checked.id, version=checked.version, reason=" ")
    with pytest.raises(Conflict):
        year.write(take_back, snapshot_id=checked.id, version=checked.version + 1, reason="Sabab")
    with pytest.raises(NotFound):
        year.read(kept_return, snapshot_id=checked.id + 1)


def test_figures_that_changed_since_the_check_are_not_approved(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    another_finishes(year)
    with pytest.raises(Refused, match="return_outdated"):
        approve_return(year, snapshot_id=checked.id, version=checked.version)


def test_checking_again_takes_the_checked_one_back(year: Centre) -> None:
    first = check_return(year, **OCTOBER)
    second = check_return(year, **OCTOBER)
    assert year.read(kept_return, snapshot_id=first.id).state is ReturnState.DRAFT
    current = year.read(way_of, **OCTOBER).current
    assert current is not None
    assert current.id == second.id


def test_an_approved_return_is_not_passed_over_by_a_new_check(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    approve_return(year, snapshot_id=checked.id, version=checked.version)
    with pytest.raises(Refused, match="return_approved"):
        check_return(year, **OCTOBER)


def test_what_was_sent_stays_byte_for_byte_when_a_correction_takes_its_place(year: Centre) -> None:
    first = sent(year)
    before = year.read(snapshot_bytes, snapshot_id=first.id)
    with pytest.raises(Refused, match="nothing_to_correct"):
        check_return(year, **OCTOBER, reason="Shunchaki")
    another_finishes(year)
    explain_all(year)
    with pytest.raises(Invalid, match="reason_missing"):
        check_return(year, **OCTOBER)
    assert year.read(upcoming, **OCTOBER).number == 2
    second = sent(year, "Bir nafar tinglovchi qoʻshildi")
    assert (second.number, second.reason) == (2, "Bir nafar tinglovchi qoʻshildi")
    old = year.read(kept_return, snapshot_id=first.id)
    assert (old.state, old.number) == (ReturnState.CORRECTED, 1)
    assert year.read(snapshot_bytes, snapshot_id=first.id) == before
    replaced = select(ReturnSnapshot.replaces_id).where(ReturnSnapshot.id == second.id)
    assert year.read(lambda unit: unit.session.scalar(replaced)) == first.id


def test_what_was_sent_can_be_sent_to_others_and_changes_nothing(year: Centre) -> None:
    first = sent(year)
    again = replace(BY_MAIL, sent_to="boshqarma@example.uz")
    after = year.write(send, snapshot_id=first.id, version=first.version, dispatching=again).value
    assert after == first
    to = year.read(lambda unit: unit.session.scalars(select(ReturnDispatch.sent_to)).all())
    assert to == ["hisobot@example.uz", "boshqarma@example.uz"]


def test_a_return_goes_to_somebody(year: Centre) -> None:
    first = sent(year)
    nobody = replace(BY_MAIL, sent_to="  ")
    with pytest.raises(Invalid, match="field_empty"):
        year.write(send, snapshot_id=first.id, version=first.version, dispatching=nobody)


def test_a_month_without_a_return_has_no_way_yet(centre: Centre) -> None:
    way = centre.read(way_of, **OCTOBER)
    assert (way.current, way.sent, way.kept) == (None, None, ())
    assert centre.read(upcoming, **OCTOBER).number == 1


def test_a_sentence_written_after_the_file_was_made_is_told(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    assert not year.read(way_of, **OCTOBER).is_older_than_words
    year.clock = FixedClock(checked.made_at + timedelta(minutes=1))
    explain_all(year)
    assert year.read(way_of, **OCTOBER).is_older_than_words
    year.clock = FixedClock(checked.made_at + timedelta(minutes=2))
    check_return(year, **OCTOBER)
    assert not year.read(way_of, **OCTOBER).is_older_than_words


def test_an_earlier_month_is_told_to_be_counted_in_what_was_sent(year: Centre) -> None:
    as_sent(year)
    counted = {month: year.read(way_of, year=2026, month=month).counted_in for month in (9, 10, 11)}
    assert counted == {9: (10,), 10: (), 11: ()}
    assert year.read(way_of, year=2025, month=9).counted_in == ()
