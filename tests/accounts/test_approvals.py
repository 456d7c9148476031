"""Two pairs of eyes: one asks, another one allows it, and exactly what was asked for is done once."""

from datetime import timedelta
from pathlib import Path

import pytest

from db.models.cohorts import CohortState, EnrolmentState
from desktop_app.accounts.approvals import (
    State,
    ask_second,
    decide,
    requests,
    second_signs,
    waiting_count,
    who_may_sign,
    withdraw,
)
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange, MarkValue
from desktop_app.centre import Centre
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.service import issue_certificates
from desktop_app.completion.reopening import reopen_cohort
from desktop_app.doubles.choices import Side
from desktop_app.doubles.merging import merge_people
from desktop_app.errors import Conflict, Refused, SecondNeeded
from desktop_app.i18n import use
from desktop_app.people.erasure import erase
from desktop_app.people.printing import act_of_erasure
from desktop_app.protection.keys import WrongPassword
from desktop_app.reference.service import set_rule
from desktop_app.returns.sending import Errand, send_return
from desktop_app.returns.states import DispatchWay
from tests import factories
from tests.accounts.people import PASSWORD, acting, hired, lay
from tests.courses import ORDER_DATE, Course, Taught, closed_course
from tests.people.test_document import text_of
from tests.returns.sent import approved_return, fill_explained_year

GROUND = Ground("ism xato yozilgan", "7-S", ORDER_DATE)


@pytest.fixture
def course(centre: Centre) -> Course:
    """Made before there are accounts."""
    return closed_course(centre, [Taught("Karimova"), Taught("Olimova")])


@pytest.fixture
def office(course: Course, closed: Centre) -> Centre:
    """A director ``dilbar``, a registrar ``rahim``, a methodist ``malika``; the registrar acts."""
    hired(closed, "Dilbar", "dilbar", "director")
    hired(closed, "Malika", "malika", "methodist")
    closed.actor = hired(closed, "Rahim", "rahim", "registrar")
    return closed


def needed(centre: Centre, command, **asked) -> SecondNeeded:
    with pytest.raises(SecondNeeded) as caught:
        centre.write(command, **asked)
    return caught.value


def test_without_accounts_one_person_is_enough(course: Course, centre: Centre):
    assert len(centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued) == 2


def test_another_signs_on_the_spot_and_it_is_done_once(office: Centre, course: Course):
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
    assert "2" in asked.text
    second_signs(office, asked, "dilbar", PASSWORD)
    assert office.actor.name == "Rahim"
    issued = office.write(issue_certificates, cohort_id=course.cohort_id).value.issued
    assert len(issued) == 2
    (record,) = office.read(requests, is_open=False)
    assert (record.asked_by, record.decided_by, record.state) == ("Rahim", "Dilbar", State.DONE)
    first = needed(office, annul, certificate_id=issued[0].id, ground=GROUND)
    second_signs(office, first, "dilbar", PASSWORD)
    needed(office, annul, certificate_id=issued[1].id, ground=GROUND)
    needed(office, annul, certificate_id=issued[0].id, ground=Ground("boshqa sabab", "7-S", ORDER_DATE))
    office.write(annul, certificate_id=issued[0].id, ground=GROUND)


def test_no_file_of_a_return_lies_in_the_folder_before_the_second_has_signed(
    centre: Centre, request: pytest.FixtureRequest, tmp_path: Path
):
    fill_explained_year(centre)
    approved = approved_return(centre)
    approver = centre.actor.name
    office = request.getfixturevalue("closed")
    hired(office, "Botir", "botir", "director")
    office.actor = hired(office, approver, "dilbar", "director")
    folder = tmp_path / "memory"
    folder.mkdir()
    errand = Errand(DispatchWay.MAIL, "vazirlik@example.uz", folder=folder)
    with pytest.raises(SecondNeeded) as asked:
        send_return(office, snapshot_id=approved.id, version=approved.version, errand=errand)
    assert list(folder.iterdir()) == []
    second_signs(office, asked.value, "botir", PASSWORD)
    sent = send_return(office, snapshot_id=approved.id, version=approved.version, errand=errand)
    assert sorted(folder.iterdir()) == sorted(sent.files)


def test_nobody_is_asked_to_sign_a_return_whose_figures_have_changed(
    centre: Centre, request: pytest.FixtureRequest, tmp_path: Path
):
    fill_explained_year(centre)
    approved = approved_return(centre)
    factories.write(centre, factories.person(surname="Vohidov"))
    office = request.getfixturevalue("closed")
    office.actor = hired(office, approved.made_by, "dilbar", "director")
    errand = Errand(DispatchWay.PAPER, "vazirlik@example.uz")
    with pytest.raises(Refused, match="return_outdated"):
        send_return(office, snapshot_id=approved.id, version=approved.version, errand=errand)


def test_the_second_is_another_person_who_may_and_knows_the_password(office: Centre, course: Course):
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
    assert [one.login for one in office.read(who_may_sign)] == ["dilbar"]
    with pytest.raises(WrongPassword):
        second_signs(office, asked, "dilbar", "another one")
    with pytest.raises(Refused, match="own_request"):
        second_signs(office, asked, "rahim", PASSWORD)
    for other in ("malika", "nodira"):
        with pytest.raises(Refused, match="may_not_approve"):
            second_signs(office, asked, other, PASSWORD)
    needed(office, issue_certificates, cohort_id=course.cohort_id)


def test_a_director_who_acts_is_seconded_by_who_may_do_it(office: Centre, course: Course):
    office.actor = hired(office, "Davron", "davron", "director")
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
    with pytest.raises(Refused, match="may_not_approve"):
        second_signs(office, asked, "malika", PASSWORD)
    second_signs(office, asked, "rahim", PASSWORD)
    assert office.write(issue_certificates, cohort_id=course.cohort_id).value.issued


def test_a_request_waits_for_another_and_is_bound_to_what_was_asked(office: Centre, course: Course):
    ids = list(course.enrolment_ids.values())
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id, enrolment_ids=ids[:1])
    number = office.write(ask_second, asked, reason="ertaga topshiriladi").value
    assert office.write(ask_second, asked).value == number
    registrar = office.actor
    with pytest.raises(Refused, match="own_request"):
        office.write(decide, approval_id=number, is_approved=True, version=1)
    with acting(office, hired(office, "Davron", "davron", "director")):
        assert office.read(waiting_count) == 1
        (record,) = office.read(requests)
        office.write(decide, approval_id=number, is_approved=True, version=record.version)
        with pytest.raises(Conflict):
            office.write(decide, approval_id=number, is_approved=False, version=record.version)
        needed(office, issue_certificates, cohort_id=course.cohort_id, enrolment_ids=ids[:1])
    assert office.actor == registrar
    needed(office, issue_certificates, cohort_id=course.cohort_id)
    needed(office, issue_certificates, cohort_id=course.cohort_id, enrolment_ids=ids[1:])
    assert len(office.write(issue_certificates, cohort_id=course.cohort_id, enrolment_ids=ids[:1]).value.issued) == 1
    assert office.read(requests) == []


def test_a_request_is_read_in_the_language_of_who_reads_it(office: Centre, course: Course):
    with use("ru"):
        asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
        office.write(ask_second, asked, form={"order": "7-S"})
        (told,) = office.read(requests)
    assert "Выдать" in told.summary["what"]
    for language, word in (("uz_Latn", "berish"), ("uz_Cyrl", "бериш"), ("en", "Issue 2")):
        with use(language):
            (record,) = office.read(requests)
        assert word in record.summary["what"]
        assert record.summary.keys() == told.summary.keys()
        assert record.form == {"order": "7-S"}


def test_a_request_of_an_older_program_is_read_as_it_was_written(office: Centre, course: Course):
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
    asked.kept = {"what": "Выдать 2 документа"}
    office.write(ask_second, asked)
    (record,) = office.read(requests)
    assert record.summary == {"what": "Выдать 2 документа"}


def test_two_cards_chosen_otherwise_are_another_wish_whichever_stands_first(office: Centre):
    first, second = factories.person(surname="Aliyev"), factories.person(surname="Aliyeva")
    lay(office, first, second)
    chosen = {"name": Side.FIRST}
    with acting(office, hired(office, "Malik", "malik", "methodist")):
        asked = needed(office, merge_people, first_id=first.id, second_id=second.id, chosen=chosen)
        second_signs(office, asked, "dilbar", PASSWORD)
        needed(office, merge_people, first_id=second.id, second_id=first.id, chosen=chosen)
        turned = {"name": Side.SECOND}
        office.write(merge_people, first_id=second.id, second_id=first.id, chosen=turned)


def test_the_act_of_an_erasure_names_who_allowed_it(office: Centre):
    person = factories.person(surname="Aliyev")
    lay(office, person)
    with acting(office, hired(office, "Anvar", "anvar", "auditor")):
        asked = needed(office, erase, person_id=person.id, reason="ariza")
        second_signs(office, asked, "dilbar", PASSWORD)
        record = office.write(erase, person_id=person.id, reason="ariza").value
        assert record.facts["allowed_by"] == "Dilbar"
        paper = " ".join(text_of(act_of_erasure(office, record)))
    assert "Kim ruxsat berdi Dilbar" in paper


def test_an_erasure_takes_the_person_out_of_what_was_asked(office: Centre):
    """Of two cards to be merged the names, of marks to be corrected why and what they say."""
    person, other = factories.person(surname="Aliyev"), factories.person(surname="Vohidov")
    lay(office, person, other)
    programme = factories.programme()
    lay(office, programme)
    cohort = factories.cohort(programme.id, code="TAR-26/1", state=CohortState.COMPLETED)
    lay(office, cohort)
    for each in (person, other):
        enrolled = factories.enrolment(cohort.id, each.id, state=EnrolmentState.COMPLETED)
        lay(office, enrolled)
        asked = SecondNeeded(
            act="unlock", entity="cohort", entity_id=str(cohort.id), fingerprint=str(each.id), summary={"what": "x"}
        )
        why = f"{each.surname} kasal edi"
        mark = {"enrolment_id": enrolled.id, "session_id": 1, "value": {"kind_code": "SABABLI", "note": why}}
        office.write(ask_second, asked, reason=why, form={"marks": [mark]})
    with acting(office, hired(office, "Malik", "malik", "methodist")):
        office.write(ask_second, needed(office, merge_people, first_id=person.id, second_id=other.id))
    with acting(office, hired(office, "Anvar", "anvar", "auditor")):
        second_signs(office, needed(office, erase, person_id=person.id, reason="ariza"), "dilbar", PASSWORD)
        office.write(erase, person_id=person.id, reason="ariza")
    rows = [(each.act, each.summary, each.reason, each.form) for each in office.read(requests, is_open=False)]
    assert [row for row in rows if "Aliyev" in str(row)] == []
    assert [row[2] for row in rows if row[0] == "unlock"] == ["Vohidov kasal edi", ""]


def test_a_request_can_be_refused_withdrawn_and_lapses(office: Centre, course: Course):
    asked = needed(office, issue_certificates, cohort_id=course.cohort_id)
    director = hired(office, "Davron", "davron", "director")
    states = []
    for deed in ("refuse", "withdraw", "wait", "allow"):
        number = office.write(ask_second, asked).value
        version = office.read(requests)[0].version
        if deed == "withdraw":
            office.write(withdraw, approval_id=number, version=version)
        elif deed != "wait":
            with acting(office, director):
                office.write(decide, approval_id=number, is_approved=deed == "allow", version=version)
        office.clock.instant += timedelta(days=15)
        needed(office, issue_certificates, cohort_id=course.cohort_id)
        states.append(office.read(requests, is_open=False)[0].state)
    assert states == [State.REFUSED, State.WITHDRAWN, State.LAPSED, State.LAPSED]


def test_a_rule_of_the_centre_lets_one_person_be_enough(office: Centre, course: Course):
    with acting(office, hired(office, "Davron", "davron", "director")):
        day = office.clock.today()
        office.write(set_rule, name="issuing_needs", valid_from=day, value="one", order_number="3-A", order_date=day)
    assert len(office.write(issue_certificates, cohort_id=course.cohort_id).value.issued) == 2


def test_merging_erasing_and_reopening_ask_too(office: Centre, course: Course):
    first, second = factories.person(surname="Aliyev"), factories.person(surname="Aliyeva")
    lay(office, first, second)
    with acting(office, hired(office, "Malik", "malik", "methodist")):
        needed(office, merge_people, first_id=first.id, second_id=second.id)
    with acting(office, hired(office, "Anvar", "anvar", "auditor")):
        needed(office, erase, person_id=first.id, reason="ariza")
    with acting(office, hired(office, "Davron", "davron", "director")):
        needed(office, reopen_cohort, cohort_id=course.cohort_id, reason="xato")


def test_marks_of_a_locked_lesson_ask_for_a_second(closed: Centre):
    programme, person = factories.programme(), factories.person()
    lay(closed, programme, person)
    cohort = factories.cohort(programme.id, starts_on=ORDER_DATE - timedelta(days=40))
    lay(closed, cohort)
    lesson = factories.session(cohort.id, held_on=cohort.starts_on)
    enrolment = factories.enrolment(cohort.id, person.id)
    lay(closed, lesson, enrolment)
    marks = [MarkChange(enrolment.id, lesson.id, MarkValue("KELDI"))]
    with acting(closed, hired(closed, "Rahim", "rahim", "registrar")):
        with pytest.raises(Refused, match="marks_locked"):
            closed.write(set_marks, marks=marks)
        needed(closed, set_marks, marks=marks, reason="daftardan")
    leader = hired(closed, "Lola", "lola", "group_leader")
    cohort.leader_id = leader.staff_id
    lay(closed, cohort)
    with acting(closed, leader), pytest.raises(Refused, match="no_right"):
        closed.write(set_marks, marks=marks, reason="daftardan")
