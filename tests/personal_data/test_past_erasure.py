"""What is past its term is taken out together, by two people, and nothing of it is left in the file."""

import io
from datetime import date, timedelta

import pypdfium2
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.attendance import Absence, AttendanceFile
from db.models.cohorts import CohortState, EnrolmentState
from db.models.duplicates import Erasure
from db.models.people import Person
from db.models.surveys import SurveyResponse
from desktop_app.accounts.approvals import second_signs
from desktop_app.accounts.sign_in import keys_in, set_up_accounts
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Cancelled, Conflict, Invalid, NotFound, Refused, SecondNeeded
from desktop_app.journal_check import check_journal
from desktop_app.people.erasure import erase_person
from desktop_app.people.filters import save_filter, saved_filters
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from desktop_app.personal_data.past_erasure import PastErasure, erase_past_term
from desktop_app.personal_data.past_term import past_terms, people_past_term
from desktop_app.personal_data.printing import past_erasure_paper
from desktop_app.personal_data.purposes import Category
from desktop_app.progress import Progress
from desktop_app.protection import slots
from tests import factories
from tests.accounts.people import PASSWORD, hired
from tests.conftest import NOW
from tests.surveys.forms import answered_round

LONG_AGO = NOW - timedelta(days=365 * 12)
OLD_DAY = date(2019, 3, 4)
NAMES = ("Qqarchigʻayeva", "Zzkanareyeva", "Wwbulbulova")


@pytest.fixture
def old(centre: Centre) -> list[int]:
    """Three whom nobody has touched for twelve years, in Uzbek order, and one of now."""
    factories.write(centre, factories.person(surname="Yangi"))
    for name in NAMES:
        factories.write(centre, factories.person(surname=name, given_name="Xxlola", created_at=LONG_AGO))
    return [line.id for line in centre.read(people_past_term, category=Category.CARD)]


def taken_out(centre: Centre, category: Category, people: list[int], **changes: object) -> PastErasure:
    asked = {"reason": "Saqlash muddati oʻtdi", "progress": Progress(), **changes}
    return erase_past_term(centre, category=category, people=people, **asked)


def text_of(paper: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(paper)) as read:
        return "\n".join(page.get_textpage().get_text_range() for page in read)


def test_all_of_them_go_by_one_act_with_its_list(centre: Centre, old: list[int]) -> None:
    act = taken_out(centre, Category.CARD, old)
    assert (act.people, act.number) == (3, "2026/1")
    assert [line.record.number for line in act.cards] == ["2026/1-1", "2026/1-2", "2026/1-3"]
    paper = text_of(past_erasure_paper(centre, act))
    assert all(name in paper.replace("ʻ", "ʻ") for name in NAMES)
    assert centre.read(people_past_term, category=Category.CARD) == []
    assert search_people_of(centre) == []
    assert check_journal(centre).ok
    other = factories.write(centre, factories.person(surname="Yana")).id
    assert erase_person(centre, person_id=other, reason="Ariza").value.number == "2026/2"


def search_people_of(centre: Centre) -> list[int]:
    return [hit.person.id for name in NAMES for hit in centre.read(search_people, name)]


@pytest.mark.of_a_file
def test_no_byte_of_them_is_left_in_the_file(centre: Centre, old: list[int]) -> None:
    centre.write(save_filter, name="Zzkanareyeva", wanted=PeopleFilter(text="zzkanareyeva"))
    centre.write(save_filter, name="Hamma", wanted=PeopleFilter(text="yangi"))
    taken_out(centre, Category.CARD, old)
    held = centre.paths.database.read_bytes().lower()
    for trace in ("qqarchig", "zzkanar", "wwbulbul", "xxlola"):
        assert trace.encode() not in held
    assert [each.wanted.text for each in centre.read(saved_filters)].count("yangi") == 1


def test_others_than_were_counted_do_not_go(centre: Centre, old: list[int]) -> None:
    with pytest.raises(Conflict):
        taken_out(centre, Category.CARD, old[:2])
    with pytest.raises(Invalid, match="reason"):
        taken_out(centre, Category.CARD, old, reason=" ")
    with pytest.raises(NotFound):
        taken_out(centre, Category.TRAINING, old)
    assert len(centre.read(people_past_term, category=Category.CARD)) == 3


def test_who_stops_it_half_way_has_changed_nothing(centre: Centre, old: list[int]) -> None:
    progress = Progress(lambda _what, done, _total: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        taken_out(centre, Category.CARD, old, progress=progress)
    assert len(centre.read(people_past_term, category=Category.CARD)) == 3
    assert check_journal(centre).ok


def test_nobody_goes_while_the_group_of_one_is_on_another_pc(centre: Centre, old: list[int]) -> None:
    then = LONG_AGO.date()
    over = {"starts_on": then, "ends_on": then, "completed_on": then, "state": CohortState.COMPLETED}
    of_old = factories.write(centre, factories.cohort(factories.write(centre, factories.programme()).id, **over))
    factories.write(centre, factories.enrolment(of_old.id, old[1], state=EnrolmentState.COMPLETED))
    factories.write(centre, factories.parcel(of_old.id))
    with pytest.raises(Refused, match="person_lent"):
        taken_out(centre, Category.CARD, old)
    assert len(centre.read(people_past_term, category=Category.CARD)) == 3


@pytest.fixture
def closed(centre: Centre, old: list[int], monkeypatch: pytest.MonkeyPatch) -> Centre:
    """With accounts; an administrator acts."""
    monkeypatch.setattr(slots, "COST", (32, 1, 1))
    keys = keys_in(centre)
    keys.prove_recovery(keys.new_recovery(centre.master))
    staff_id = centre.actor.staff_id
    set_up_accounts(centre, staff_id=staff_id, login="nodira", password=PASSWORD, roles=["administrator"])
    return centre


def test_where_there_are_accounts_two_answer_for_exactly_these(old: list[int], closed: Centre) -> None:
    hired(closed, "Dilbar", "dilbar", "director")
    closed.actor = hired(closed, "Rahim", "rahim", "auditor")
    with pytest.raises(SecondNeeded) as needed:
        taken_out(closed, Category.CARD, old)
    assert not any(name in str(needed.value.summary) for name in NAMES)
    second_signs(closed, needed.value, "dilbar", PASSWORD)
    with pytest.raises(SecondNeeded):
        taken_out(closed, Category.CARD, old, reason="Boshqa sabab")
    assert taken_out(closed, Category.CARD, old).people == 3
    closed.actor = hired(closed, "Malika", "malika", "registrar")
    with pytest.raises(Refused, match="no_right"):
        taken_out(closed, Category.CARD, old)


@pytest.fixture
def studied(centre: Centre) -> int:
    """Somebody who was absent long ago and answered then; the marks and the answers are the centre's."""
    cohort = factories.write(centre, factories.cohort(factories.write(centre, factories.programme()).id))
    person = factories.write(centre, factories.person(surname="Zzkanareyeva"))
    enrolment = factories.write(centre, factories.enrolment(cohort.id, person.id)).id
    noted = {"cohort_id": cohort.id, "enrolment_id": enrolment, "kind_code": "SABABLI", "noted_by": "N"}
    for day in (OLD_DAY, NOW.date()):
        row = Absence(**noted, starts_on=day, ends_on=day, noted_at=NOW, document=f"kkanvaraqa {day}")
        absence = factories.write(centre, row)
        scan = {"file_name": "kkanskan.pdf", "sha256": "x", "size": 9, "added_at": NOW, "added_by": "N"}
        factories.write(centre, AttendanceFile(absence_id=absence.id, content=b"kkanrasm", **scan))
    return enrolment


@pytest.mark.of_a_file
def test_old_explanations_go_with_their_papers_and_the_young_stay(centre: Centre, studied: int) -> None:
    (line,) = centre.read(people_past_term, category=Category.ABSENCES)
    act = taken_out(centre, Category.ABSENCES, [line.id])
    assert (act.records, act.people, act.number) == (1, 1, "")
    with Session(centre.engine) as session:
        assert session.scalars(select(Absence.ends_on)).all() == [NOW.date()]
        assert session.scalar(select(func.count(AttendanceFile.id))) == 1
        assert session.get(Person, line.id).erased_on is None
        assert not session.scalars(select(Erasure.id)).all()
    assert f"kkanvaraqa {OLD_DAY}".encode() not in centre.paths.database.read_bytes()
    assert check_journal(centre).ok
    assert "1" in text_of(past_erasure_paper(centre, act))


def test_old_answers_are_parted_from_the_people_and_stay_as_figures(centre: Centre, studied: int) -> None:
    sheet = {"B": {}}
    answered_round(centre, sheet, enrolment_ids=[studied])
    centre.clock = FixedClock(NOW + timedelta(days=365 * 12))
    people = [line.id for line in centre.read(people_past_term, category=Category.SURVEYS)]
    assert taken_out(centre, Category.SURVEYS, people).records == 1
    with Session(centre.engine) as session:
        assert session.scalars(select(SurveyResponse.enrolment_id)).all() == [None]
    assert {each.purpose.category: each.people for each in centre.read(past_terms)}[Category.SURVEYS] == 0
    assert check_journal(centre).ok
