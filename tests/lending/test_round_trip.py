"""Lent, worked on elsewhere, taken back."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.attendance import Mark
from db.models.cohorts import Cohort, Enrolment
from db.models.journal import JournalEntry
from db.models.people import Person
from db.models.personal_data import Disclosure
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.walk_ins import add_walk_in
from desktop_app.borrowed import borrowed
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError, Conflict, Invalid, Refused
from desktop_app.lending.arriving import look
from desktop_app.lending.deciding import decide, differences
from desktop_app.lending.opening import offer, open_lent
from desktop_app.lending.records import Side, TakenBack
from desktop_app.lending.returning import give_back, written_since
from desktop_app.lending.service import lent_works, write_off
from desktop_app.lending.taking_back import take_back
from desktop_app.marks.records import MarkValue
from desktop_app.paths import CentrePaths
from tests.conftest import NOW
from tests.courses import Course
from tests.lending.conftest import LentOut
from tests.lending.lending_office import PASSWORD, THERE, change, lent_file, other_pc, second_lesson


def marked(centre: Centre, course: Course, surname: str, kind: str) -> None:
    mark = MarkChange(course.enrolment_ids[surname], second_lesson(centre), MarkValue(kind))
    centre.write(set_marks, marks=[mark])


def kind_of(centre: Centre, course: Course, surname: str) -> str:
    key = (second_lesson(centre), course.enrolment_ids[surname])
    return centre.read(lambda unit: unit.session.get_one(Mark, key).kind_code)


def returned(centre: Centre, file: str) -> TakenBack:
    return take_back(centre, file=Path(file))


def everything(centre: Centre) -> list[tuple[object, ...]]:
    """The journal grows with whatever is written."""
    return centre.read(lambda unit: [(row.seq, row.action) for row in unit.session.scalars(select(JournalEntry))])


def test_marks_come_back_under_the_name_and_the_pc_of_who_set_them(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    lesson = second_lesson(centre)
    with lent_out.other_pc(tmp_path / "there") as there:
        marks = [MarkChange(each, lesson, MarkValue("KELDI")) for each in course.enrolment_ids.values()]
        there.write(set_marks, marks=marks)
        given = give_back(there, out=tmp_path)
    assert given.rows == 3
    assert centre.read(look, file=Path(given.file)).added == {"mark": 3}
    assert returned(centre, given.file).is_applied
    found = centre.read(lambda unit: unit.session.scalars(select(Mark).where(Mark.session_id == lesson)).all())
    assert {mark.enrolment_id for mark in found} == set(course.enrolment_ids.values())
    of_lesson = select(JournalEntry).where(
        JournalEntry.entity == "mark", JournalEntry.entity_id.startswith(f"{lesson}/")
    )
    entries = centre.read(lambda unit: unit.session.scalars(of_lesson).all())
    assert {(entry.actor_name, entry.host) for entry in entries} == {("Filialova Feruza", THERE)}
    (row,) = centre.read(lent_works)
    assert (row.where, row.returns, row.conflicts) == ("returned", 1, 0)


def test_the_lending_is_entered_as_a_disclosure_of_the_people(
    centre: Centre, lent_out: LentOut, tmp_path: Path
) -> None:
    row = centre.read(lambda unit: unit.session.scalars(select(Disclosure)).one())
    assert (row.recipient, row.people, row.sha256) == ("Yangiyoʻl filiali", 3, lent_out.lent.digest)


def test_the_package_holds_nobody_outside_the_cohort(centre: Centre, lent_out: LentOut, tmp_path: Path) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        assert len(there.read(lambda unit: unit.session.scalars(select(Person)).all())) == 3
        lent = there.read(borrowed)
        assert lent is not None
        assert (lent.title, lent.centre) == ("MAT-26/11", there.read(borrowed).centre)
    for file in filter(Path.is_file, lent_out.there.rglob("*")):
        assert b"Kanareyka" not in file.read_bytes()
    assert b"Aliyeva" not in Path(lent_out.lent.file).read_bytes()


def test_what_both_changed_waits_side_by_side_and_a_person_decides(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        marked(there, course, "Aliyeva", "KELDI")
        marked(there, course, "Boboyev", "KELDI")
        change(there, Person, 2, phone="+998901112233")
        given = give_back(there, out=tmp_path)
    marked(centre, course, "Aliyeva", "KELMADI")
    change(centre, Person, 2, phone="+998904445566", document="AB1234567")
    result = returned(centre, given.file)
    assert (result.conflicts, result.added) == (2, {"mark": 1})
    phone, mark = centre.read(differences)
    assert (phone.field, phone.ours, phone.theirs) == ("Telefon", "+998904445566", "+998901112233")
    assert "Aliyeva" in mark.title
    assert kind_of(centre, course, "Aliyeva") == "KELMADI"
    centre.write(decide, conflict_id=mark.id, side=Side.THEIRS)
    centre.write(decide, conflict_id=phone.id, side=Side.OURS)
    assert kind_of(centre, course, "Aliyeva") == "KELDI"
    card = centre.read(lambda unit: unit.session.get_one(Person, 2))
    assert (card.phone, card.document) == ("+998904445566", "AB1234567")
    assert centre.read(differences) == []
    with pytest.raises(Refused):
        centre.write(decide, conflict_id=mark.id, side=Side.OURS)


def test_a_name_that_both_changed_is_one_difference_in_both_scripts(
    centre: Centre, lent_out: LentOut, tmp_path: Path
) -> None:
    theirs = {"surname": "Boboyeva", "surname_cyrl": "Бобоева"}
    with lent_out.other_pc(tmp_path / "there") as there:
        change(there, Person, 2, **theirs)
        change(there, Person, 3, surname="Aliyyeva", surname_cyrl="Алиййева")
        given = give_back(there, out=tmp_path)
    change(centre, Person, 2, surname="Bobojonova", surname_cyrl="Бобожонова")
    change(centre, Person, 3, surname="Oliyeva", surname_cyrl="Олиева")
    assert returned(centre, given.file).conflicts == 2
    first, second = sorted(centre.read(differences), key=lambda each: each.ours)
    assert (first.ours, first.theirs) == ("Bobojonova / Бобожонова", "Boboyeva / Бобоева")
    centre.write(decide, conflict_id=first.id, side=Side.THEIRS)
    card = centre.read(lambda unit: unit.session.get_one(Person, 2))
    assert {name: getattr(card, name) for name in theirs} == theirs
    change(centre, Person, 3, surname_cyrl="Олийева")
    with pytest.raises(Conflict):
        centre.write(decide, conflict_id=second.id, side=Side.THEIRS)


def test_theirs_is_not_written_over_what_was_changed_since(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        marked(there, course, "Aliyeva", "KELDI")
        given = give_back(there, out=tmp_path)
    marked(centre, course, "Aliyeva", "KELMADI")
    returned(centre, given.file)
    (mark,) = centre.read(differences)
    marked(centre, course, "Aliyeva", "SABABLI")
    with pytest.raises(Conflict):
        centre.write(decide, conflict_id=mark.id, side=Side.THEIRS)


def test_new_people_come_back_with_their_marks_under_numbers_of_here(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        new = there.write(add_walk_in, cohort_id=course.cohort_id, name="Qoʻqonboyev Sardor").value
        there.write(set_marks, marks=[MarkChange(new, second_lesson(there), MarkValue("KELDI"))])
        given = give_back(there, out=tmp_path)
    # Here somebody else came meanwhile, under the same number as theirs there.
    centre.write(add_walk_in, cohort_id=course.cohort_id, name="Narzullayev Otabek")
    assert returned(centre, given.file).added == {"person": 1, "enrolment": 1, "walk_in": 1, "mark": 1}
    of_course = select(Person.surname, Mark.kind_code).join(Enrolment, Enrolment.person_id == Person.id)
    of_course = of_course.outerjoin(Mark, (Mark.enrolment_id == Enrolment.id) & (Mark.session_id == 3))
    found = dict(centre.read(lambda unit: unit.session.execute(of_course).all()))
    assert (found["Qoʻqonboyev"], found["Narzullayev"]) == ("KELDI", None)


def test_a_return_taken_back_twice_changes_nothing_and_says_so(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        marked(there, course, "Aliyeva", "KELDI")
        given = give_back(there, out=tmp_path)
    returned(centre, given.file)
    before = everything(centre)
    again = returned(centre, given.file)
    assert (again.is_known, again.is_applied) == (True, False)
    assert everything(centre) == before


def test_a_later_return_brings_what_is_new_and_an_older_one_is_refused(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        walk_in = there.write(add_walk_in, cohort_id=course.cohort_id, name="Qoʻqonboyev Sardor").value
        first, second = give_back(there, out=tmp_path), give_back(there, out=tmp_path)
        there.write(set_marks, marks=[MarkChange(walk_in, second_lesson(there), MarkValue("KELDI"))])
        third = give_back(there, out=tmp_path)
    assert (first.return_number, third.return_number) == (1, 3)
    returned(centre, second.file)
    assert returned(centre, third.file).added == {"mark": 1}
    for older in (first, second):
        with pytest.raises(Refused) as refused:
            returned(centre, older.file)
        assert refused.value.code == "older_return"


def test_a_later_return_corrects_what_an_earlier_one_brought(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    centre.write(add_walk_in, cohort_id=course.cohort_id, name="Narzullayev Otabek")
    with lent_out.other_pc(tmp_path / "there") as there:
        walk_in = there.write(add_walk_in, cohort_id=course.cohort_id, name="Qoʻqonboyev Sardor").value
        lesson = second_lesson(there)
        there.write(set_marks, marks=[MarkChange(walk_in, lesson, MarkValue("KELMADI"))])
        first = give_back(there, out=tmp_path)
        there.write(set_marks, marks=[MarkChange(walk_in, lesson, MarkValue("KELDI"))])
        second = give_back(there, out=tmp_path)
    returned(centre, first.file)
    result = returned(centre, second.file)
    assert (result.changed, result.conflicts) == ({"mark": 1}, 0)
    kinds = centre.read(
        lambda unit: unit.session.scalars(select(Mark.kind_code).where(Mark.session_id == lesson)).all()
    )
    assert kinds == ["KELDI"]


def test_work_of_another_centre_and_a_second_opening_are_refused(
    centre: Centre, lent_out: LentOut, tmp_path: Path
) -> None:
    with (
        lent_out.other_pc(tmp_path / "there") as there,
        other_pc(lent_out.lent.file, tmp_path / "elsewhere") as elsewhere,
    ):
        given = give_back(there, out=tmp_path)
        give_back(elsewhere, out=tmp_path / "first.mahorat-parcel")
        other = give_back(elsewhere, out=tmp_path / "second.mahorat-parcel")
        with pytest.raises(Refused) as foreign:
            returned(there, given.file)
    assert foreign.value.code == "foreign_parcel"
    returned(centre, given.file)
    with pytest.raises(Refused) as twice:
        returned(centre, other.file)
    assert twice.value.code == "opened_twice"


def test_no_altered_file_is_opened_or_taken_back(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        marked(there, course, "Aliyeva", "KELDI")
        given = give_back(there, out=tmp_path)
    before, altered = everything(centre), tmp_path / "altered.mahorat-parcel"
    open_it = partial(open_lent, paths=CentrePaths(tmp_path / "none"), password=PASSWORD)
    for number in range(200):
        is_return = number % 2 == 0
        content = bytearray(Path(given.file if is_return else lent_out.lent.file).read_bytes())
        place = number * 7919 % len(content)
        match number % 5:
            case 0:
                del content[place:]
            case 1:
                content += bytes([number])
            case _:
                content[place] ^= 1 << number % 8
        altered.write_bytes(content)
        take = partial(take_back, centre) if is_return else open_it
        with pytest.raises(Invalid):
            take(file=altered)
    assert everything(centre) == before
    assert not (tmp_path / "none").exists()


def test_a_wrong_password_opens_nothing(centre: Centre, lent_out: LentOut, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_lent(Path(lent_out.lent.file), CentrePaths(tmp_path / "none"), password="boshqa-parol")
    assert refused.value.code == "wrong_password"
    assert not (tmp_path / "none").exists()
    assert offer(Path(lent_out.lent.file)).people == 3


def test_what_would_not_come_back_is_refused_on_the_other_pc(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        own = there.read(lambda unit: unit.session.get_one(Cohort, course.cohort_id))
        second = {"programme_id": own.programme_id, "starts_on": own.starts_on, "ends_on": own.ends_on}

        def found_another(unit: object) -> None:
            unit.session.add(Cohort(code="BOSHQA", **second))  # type: ignore[attr-defined]

        with pytest.raises(Refused) as refused:
            there.write(found_another)
        assert refused.value.code == "only_lent"
        with pytest.raises(Refused):
            lent_file(there, course, tmp_path)
        assert there.read(written_since) == {}


def test_what_is_out_is_not_lent_twice_until_it_is_written_off(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        lent_file(centre, course, tmp_path)
    assert refused.value.code == "is_out"
    with pytest.raises(Invalid):
        centre.write(write_off, parcel_id=lent_out.lent.parcel_id, reason=" ")
    centre.write(write_off, parcel_id=lent_out.lent.parcel_id, reason="Fleshka yoʻqoldi")
    assert lent_file(centre, course, tmp_path, due_on=centre.clock.today()).number == 2
    centre.clock = FixedClock(NOW + timedelta(days=3))
    late, written_off = centre.read(lent_works)
    assert (late.where, late.days, written_off.where) == ("late", 3, "written_off")


def test_a_cohort_that_was_closed_here_meanwhile_takes_no_marks(
    centre: Centre, lent_out: LentOut, course: Course, tmp_path: Path
) -> None:
    with lent_out.other_pc(tmp_path / "there") as there:
        marked(there, course, "Aliyeva", "KELDI")
        given = give_back(there, out=tmp_path)
    change(centre, Cohort, course.cohort_id, state="completed")
    with pytest.raises(Refused) as refused:
        returned(centre, given.file)
    assert refused.value.code == "cohort_completed"


def test_a_file_that_cannot_be_written_leaves_nothing_out(centre: Centre, course: Course, tmp_path: Path) -> None:
    with pytest.raises(CentreError):
        lent_file(centre, course, tmp_path / "no" / "such" / "folder.mahorat-parcel")
    assert len(centre.read(lent_works)) == 1
