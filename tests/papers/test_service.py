"""The papers of a cohort: when they are due, what they say, and that they stay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.completion import FinalWork
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.cohorts.admission import admit
from desktop_app.errors import CentreError
from desktop_app.orders.own import cancel_order
from desktop_app.orders.records import Purpose
from desktop_app.orders.service import correct, paper
from desktop_app.papers.records import AnnexMark, Paper, Paragraph, Table
from desktop_app.papers.service import (
    PaperDraft,
    PaperDue,
    cohort_papers,
    issue,
    issue_together,
    issued_paper,
    proposed_number,
    sign,
)
from tests import factories
from tests.papers.listed_people import enrolled

DAY = date(2026, 11, 28)
STUDYING, COMPLETED, STATEMENT = EnrolmentState.STUDYING, EnrolmentState.COMPLETED, EnrolmentState.STATEMENT
ABSENT, EXPELLED = EnrolmentState.ABSENT, EnrolmentState.EXPELLED
APPLIED, CALLED = EnrolmentState.APPLIED, EnrolmentState.CALLED
TODAY = date(2026, 11, 21)


def due(centre: Centre, cohort_id: int) -> dict[Purpose, PaperDue]:
    return {one.purpose: one for one in centre.read(cohort_papers, cohort_id=cohort_id).due}


def draft(purpose: Purpose, cohort_id: int, ids: list[int], number: str = "20-M", **more: str) -> PaperDraft:
    return PaperDraft(purpose, cohort_id, tuple(ids), number, DAY, **{"language": "uz_Latn", **more})


def words(laid: Paper) -> str:
    said = "\n".join(block.text for block in laid.blocks if isinstance(block, Paragraph))
    return said.replace("\u00a0", " ")


def rows(laid: Paper) -> tuple[tuple[str, ...], ...]:
    (table,) = (block for block in laid.blocks if isinstance(block, Table))
    return table.rows


def plan(centre: Centre, cohort_id: int) -> None:
    """The course has not begun."""
    centre.write(lambda unit: setattr(unit.session.get_one(Cohort, cohort_id), "state", CohortState.PLANNED))


def close(centre: Centre, cohort_id: int) -> None:
    def command(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Cohort, cohort_id)
        row.state, row.completion_order_number, row.completion_order_date = CohortState.COMPLETED, "31-M", DAY

    centre.write(command)


def test_each_paper_says_whether_it_can_be_issued_or_why_not_yet(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [STUDYING, EXPELLED, EnrolmentState.APPLIED])
    found = due(centre, cohort_id)
    assert found[Purpose.ADMISSION].enrolment_ids == tuple(ids[:2])
    assert found[Purpose.EXPULSION].enrolment_ids == (ids[1],)
    for purpose in (Purpose.TRANSFER, Purpose.COMPLETION, Purpose.ABSENCE_LETTER, Purpose.COVERING_LETTER):
        assert not found[purpose].is_ready
        assert found[purpose].reason


def test_an_issued_order_stands_in_the_register_and_is_not_due_any_more(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [STUDYING, EXPELLED])
    order_id = centre.write(issue, draft(Purpose.EXPULSION, cohort_id, ids[1:])).value
    record = centre.read(paper, order_id=order_id)
    assert (record.number, record.purpose, record.people, record.is_signed) == ("20-M", Purpose.EXPULSION, 1, True)
    assert Purpose.EXPULSION not in due(centre, cohort_id)
    with pytest.raises(CentreError, match="paper_issued"):
        centre.write(issue, draft(Purpose.EXPULSION, cohort_id, ids[1:], "21-M"))
    centre.write(cancel_order, order_id=order_id, reason="Xato")
    assert due(centre, cohort_id)[Purpose.EXPULSION].is_ready


def test_a_refused_issue_leaves_nothing_behind(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [EXPELLED, EXPELLED])
    centre.write(issue, draft(Purpose.EXPULSION, cohort_id, ids[:1]))
    with pytest.raises(CentreError, match="order_number_taken"):
        centre.write(issue, replace(draft(Purpose.EXPULSION, cohort_id, ids[1:]), dated_on=date(2026, 12, 1)))
    assert due(centre, cohort_id)[Purpose.EXPULSION].enrolment_ids == (ids[1],)


def test_an_issued_paper_is_the_same_for_ever(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [EXPELLED])
    order_id = centre.write(issue, draft(Purpose.EXPULSION, cohort_id, ids)).value
    before = centre.read(issued_paper, order_id=order_id)

    def rename(unit: UnitOfWork) -> None:
        for card in unit.session.query(Person):
            card.surname = "Boshqa"

    centre.write(rename)
    assert centre.read(issued_paper, order_id=order_id) == before
    assert rows(before)[0][1] == "Abdullayeva Zilola Rustam qizi"


def test_only_number_and_day_of_a_signed_paper_follow_the_register(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [EXPELLED])
    order_id = centre.write(issue, draft(Purpose.EXPULSION, cohort_id, ids, "02-M")).value
    before = centre.read(issued_paper, order_id=order_id)
    centre.write(correct, order_id=order_id, number="20-M", dated_on=date(2026, 11, 27))
    after = centre.read(issued_paper, order_id=order_id)
    assert (after.number, after.dated_on) == ("20-M", date(2026, 11, 27))
    assert after.blocks == before.blocks


def test_an_admission_is_signed_when_it_is_first_put_on_paper(centre: Centre, cohort_id: int) -> None:
    enrolled(centre, cohort_id, [EnrolmentState.APPLIED, EnrolmentState.APPLIED])
    centre.write(admit, cohort_id=cohort_id, order_number="14-M", order_date=date(2026, 11, 3))
    (order,) = centre.read(cohort_papers, cohort_id=cohort_id).issued
    assert not order.is_signed
    laid = centre.write(sign, order_id=order.id).value
    assert "2 nafar tinglovchi 2026-yil 2-noyabrdan 2026-yil 28-noyabrgacha" in words(laid)
    assert "Guruh rahbari etib N.R.Saidova tayinlansin." in words(laid)
    assert centre.read(paper, order_id=order.id).is_signed
    assert centre.read(issued_paper, order_id=order.id) == laid


def test_a_completion_order_bears_the_number_that_completed_the_cohort(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [COMPLETED, STATEMENT, COMPLETED])
    close(centre, cohort_id)
    ready = due(centre, cohort_id)[Purpose.COMPLETION]
    assert (ready.number, ready.dated_on) == ("31-M", DAY)
    with pytest.raises(CentreError, match="order_not_quoted"):
        centre.write(issue, draft(Purpose.COMPLETION, cohort_id, ids))
    order_id = centre.write(issue, draft(Purpose.COMPLETION, cohort_id, ids, "31-M")).value
    laid = centre.read(issued_paper, order_id=order_id)
    assert "1. Kursni tamomlagan 2 nafar tinglovchiga belgilangan namunadagi hujjat berilsin (1-ilova)." in words(laid)
    assert "2. 1 nafar tinglovchiga kursda oʻqiganligi toʻgʻrisida maʼlumotnoma berilsin (2-ilova)." in words(laid)
    assert [block.place for block in laid.blocks if isinstance(block, AnnexMark)] == [1, 2]
    assert [len(block.rows) for block in laid.blocks if isinstance(block, Table)] == [2, 1]


def test_where_nobody_gets_a_statement_nothing_is_said_of_them(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [COMPLETED])
    close(centre, cohort_id)
    order_id = centre.write(issue, draft(Purpose.COMPLETION, cohort_id, ids, "31-M")).value
    laid = centre.read(issued_paper, order_id=order_id)
    assert [block.place for block in laid.blocks if isinstance(block, AnnexMark)] == [0]
    said = words(laid)
    assert "maʼlumotnoma" not in said
    assert "berilsin (ilova)." in said
    assert "2. Oʻquv boʻlimi" in said


def test_every_employer_of_those_who_did_not_come_gets_a_letter(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [ABSENT, STUDYING, ABSENT])
    ready = due(centre, cohort_id)[Purpose.ABSENCE_LETTER]
    assert (ready.employer, ready.enrolment_ids) == ("12-sonli maktab", (ids[0], ids[2]))
    number = centre.read(proposed_number, purpose=Purpose.ABSENCE_LETTER, dated_on=DAY)
    letter = draft(Purpose.ABSENCE_LETTER, cohort_id, [ids[0], ids[2]], number, employer=ready.employer)
    order_id = centre.write(issue, letter).value
    record = centre.read(paper, order_id=order_id)
    assert (record.number, record.kind_code) == ("01-1", "XAT")
    assert record.title.endswith("12-sonli maktab")


def test_every_employer_is_asked_to_send_those_who_are_to_come(centre: Centre, cohort_id: int) -> None:
    plan(centre, cohort_id)
    ids = enrolled(centre, cohort_id, [APPLIED, CALLED, APPLIED], ["7-maktab", "12-maktab", "7-maktab"])
    letters = [one for one in centre.read(cohort_papers, cohort_id=cohort_id).due if one.is_ready]
    assert [(one.purpose, one.employer, one.enrolment_ids) for one in letters] == [
        (Purpose.CALL_LETTER, "7-maktab", (ids[0], ids[2])),
        (Purpose.CALL_LETTER, "12-maktab", (ids[1],)),
    ]


def test_letters_are_issued_together_under_numbers_that_follow_each_other(centre: Centre, cohort_id: int) -> None:
    plan(centre, cohort_id)
    ids = enrolled(centre, cohort_id, [APPLIED, CALLED, APPLIED], ["7-maktab", "12-maktab", "7-maktab"])
    drafts = [draft(Purpose.CALL_LETTER, cohort_id, ids[1:2], "01-7", employer="12-maktab")]
    drafts.append(draft(Purpose.CALL_LETTER, cohort_id, [ids[0], ids[2]], "", employer="7-maktab"))
    on_the_day = [replace(one, dated_on=TODAY) for one in drafts]
    issued = [centre.read(paper, order_id=one) for one in centre.write(issue_together, on_the_day).value]
    assert [(one.number, one.people, one.is_signed) for one in issued] == [("01-7", 1, True), ("01-8", 2, True)]
    assert not [one for one in centre.read(cohort_papers, cohort_id=cohort_id).due if one.is_ready]


def test_a_letter_calls_those_who_only_applied_from_its_day_on(centre: Centre, cohort_id: int) -> None:
    ids = enrolled(centre, cohort_id, [APPLIED, CALLED])
    letter = draft(Purpose.CALL_LETTER, cohort_id, ids, "01-1", employer="12-sonli maktab")
    with pytest.raises(CentreError, match="called_on_to_come"):
        centre.write(issue, replace(letter, dated_on=TODAY + timedelta(days=1)))
    order_id = centre.write(issue, replace(letter, dated_on=TODAY)).value
    states = centre.read(lambda unit: [unit.session.get_one(Enrolment, one).state for one in ids])
    assert states == [CALLED, CALLED]
    laid = centre.read(issued_paper, order_id=order_id)
    assert "quyidagi 2 nafar xodimini" in words(laid)
    assert "dastlabki 3 kunda kelmagan xodim kursga qabul qilinmaydi" in words(laid)
    assert rows(laid)[0][1:] == ("Abdullayeva Zilola Rustam qizi", "Oʻqituvchi")


def test_nobody_is_called_to_a_course_that_has_begun(centre: Centre, cohort_id: int) -> None:
    enrolled(centre, cohort_id, [CALLED])
    assert Purpose.CALL_LETTER not in due(centre, cohort_id)


@pytest.mark.parametrize(
    ("language", "name", "ends"),
    [
        ("uz_Latn", "Soy Yelena Rustam qizi", "2026-yil 28-noyabrgacha"),
        ("uz_Cyrl", "Цой Елена Рустам қизи", "2026-йил 28-ноябргача"),
        ("ru", "Цой Елена Рустам қизи", "по 28 ноября 2026 г."),
    ],
)
def test_a_paper_is_all_in_one_script(centre: Centre, cohort_id: int, language: str, name: str, ends: str) -> None:
    ids = enrolled(centre, cohort_id, [COMPLETED] * 3)
    close(centre, cohort_id)
    order_id = centre.write(issue, draft(Purpose.COMPLETION, cohort_id, ids, "31-M", language=language)).value
    laid = centre.read(issued_paper, order_id=order_id)
    assert ends in words(laid)
    assert rows(laid)[2][1] == name


def test_an_order_on_topics_lists_those_who_have_one_and_only_where_the_programme_ends_with_a_work(
    centre: Centre, cohort_id: int
) -> None:
    ids = enrolled(centre, cohort_id, [STUDYING, STUDYING, EXPELLED])
    assert Purpose.TOPICS not in due(centre, cohort_id)

    def ask_for_works(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Cohort, cohort_id)
        unit.session.get_one(Programme, row.programme_id).has_final_work = True

    centre.write(ask_for_works)
    assert due(centre, cohort_id)[Purpose.TOPICS].reason
    for enrolment_id in (ids[1], ids[2]):
        factories.write(
            centre, FinalWork(enrolment_id=enrolment_id, topic="Baholash usullari", supervisor="Karimov A.")
        )
    assert due(centre, cohort_id)[Purpose.TOPICS].enrolment_ids == (ids[1],)
    order_id = centre.write(issue, draft(Purpose.TOPICS, cohort_id, ids[1:2])).value
    laid = centre.read(issued_paper, order_id=order_id)
    assert rows(laid)[0][-2:] == ("Baholash usullari", "A.Karimov")
    assert not due(centre, cohort_id).get(Purpose.TOPICS)
