"""Absences that were announced or explained; today is 21 November 2026, a Saturday."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from desktop_app.attendance.absence_records import AbsenceDraft, AbsenceView, SavedAbsence
from desktop_app.attendance.absences import (
    absence,
    absence_choices,
    absences,
    marks_that_stay,
    restore_absence,
    return_marks,
    save_absence,
    take_back_absence,
    turn_marks,
)
from desktop_app.attendance.evidence import add_evidence, evidence_content, evidence_of
from desktop_app.attendance.marking import MarkConflict, set_marks
from desktop_app.attendance.records import Expected, MarkChange
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.cohorts.enrolment import enrol, remove
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.marks.records import MarkValue
from tests import factories
from tests.attendance.walk_ins_made import close

SCAN = b"%PDF-1.7 varaqa"
MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
TODAY, COMING = date(2026, 11, 21), date(2026, 11, 23)


@dataclass(frozen=True)
class Group:
    """Two people; two lessons on each of two days long past, of today and of Monday."""

    centre: Centre
    cohort_id: int
    aliyeva: int
    karimova: int
    lessons: dict[tuple[date, int], int]

    def draft(self, **values: Any) -> AbsenceDraft:
        plain = AbsenceDraft(
            self.cohort_id, self.aliyeva, MONDAY, MONDAY, "SABABLI", reason_code="KASAL", document="№ 17 varaqa"
        )
        return replace(plain, **values)

    def save(self, **values: Any) -> SavedAbsence:
        return self.centre.write(save_absence, self.draft(**values)).value

    def mark(self, enrolment_id: int, value: MarkValue, *places: tuple[date, int]) -> None:
        marks = [MarkChange(enrolment_id, self.lessons[place], value) for place in places]
        self.centre.write(set_marks, marks=marks, reason="varaqdan")

    def marks(self) -> dict[tuple[int, date, int], MarkValue]:
        places = {lesson: place for place, lesson in self.lessons.items()}
        found = self.centre.read(grid, cohort_id=self.cohort_id).marks
        return {(enrolment, *places[session]): value for (enrolment, session), value in found.items()}

    def expected(self) -> dict[tuple[int, date, int], Expected]:
        places = {lesson: place for place, lesson in self.lessons.items()}
        found = self.centre.read(grid, cohort_id=self.cohort_id).expected or {}
        return {(enrolment, *places[session]): value for (enrolment, session), value in found.items()}


@pytest.fixture
def group(centre: Centre) -> Group:
    taught = factories.write(centre, factories.programme(module_hours=(16,)))
    row = factories.write(centre, factories.cohort(taught.id))
    people = [factories.write(centre, factories.person(surname=name)).id for name in ("Aliyeva", "Karimova")]
    aliyeva, karimova = (factories.write(centre, factories.enrolment(row.id, person)).id for person in people)
    places = [(day, place) for day in (MONDAY, TUESDAY, TODAY, COMING) for place in (1, 2)]
    lessons = {
        (day, place): factories.write(centre, factories.session(row.id, held_on=day, place_in_day=place)).id
        for day, place in places
    }
    return Group(centre, row.id, aliyeva, karimova, lessons)


def test_an_announced_absence_proposes_its_mark_for_every_lesson_it_covers(group: Group) -> None:
    group.save(starts_on=TODAY, ends_on=COMING, note="onasi bilan")
    proposed = Expected("SABABLI", "Vaqtincha mehnatga qobiliyatsizlik, № 17 varaqa, onasi bilan")
    assert group.expected() == {(group.aliyeva, day, place): proposed for day in (TODAY, COMING) for place in (1, 2)}
    assert group.marks() == {}, "proposed is not marked"


def test_it_may_begin_and_end_within_a_day(group: Group) -> None:
    group.save(starts_on=TODAY, ends_on=COMING, first_place=2, last_place=1)
    assert sorted(group.expected()) == [(group.aliyeva, TODAY, 2), (group.aliyeva, COMING, 1)]


def test_leave_of_the_group_is_everybodys_and_a_persons_own_reason_goes_before_it(group: Group) -> None:
    group.save(starts_on=TODAY, ends_on=TODAY, first_place=1, last_place=1)
    group.save(enrolment_id=None, starts_on=TODAY, ends_on=TODAY, reason_code=None, document="", note="qor")
    reasons = {key: value.reason for key, value in group.expected().items()}
    assert reasons == {
        (group.aliyeva, TODAY, 1): "Vaqtincha mehnatga qobiliyatsizlik, № 17 varaqa",
        (group.aliyeva, TODAY, 2): "qor",
        (group.karimova, TODAY, 1): "qor",
        (group.karimova, TODAY, 2): "qor",
    }


def test_lessons_marked_as_absent_already_are_offered_and_only_they_are_turned(group: Group) -> None:
    group.mark(group.aliyeva, MarkValue("KELMADI", missed_hours=1, note="kech"), (MONDAY, 1))
    group.mark(group.aliyeva, MarkValue("KECH", late_minutes=5), (MONDAY, 2))
    group.mark(group.aliyeva, MarkValue("KELMADI"), (TUESDAY, 1))
    group.mark(group.karimova, MarkValue("KELMADI"), (MONDAY, 1))
    saved = group.save()
    assert [(each.name, each.held_on, each.place_in_day) for each in saved.absent] == [
        ("Aliyeva Zilola Rustam qizi", MONDAY, 1)
    ]
    turned = group.centre.write(turn_marks, absence_id=saved.id).value
    assert group.marks() == {
        (group.aliyeva, MONDAY, 1): MarkValue("SABABLI", missed_hours=1, note="kech"),
        (group.aliyeva, MONDAY, 2): MarkValue("KECH", late_minutes=5),
        (group.aliyeva, TUESDAY, 1): MarkValue("KELMADI"),
        (group.karimova, MONDAY, 1): MarkValue("KELMADI"),
    }
    group.centre.write(return_marks, turned)
    assert group.marks()[group.aliyeva, MONDAY, 1].kind_code == "KELMADI"


def test_a_mark_that_was_changed_since_it_was_turned_is_not_turned_back(group: Group) -> None:
    group.mark(group.aliyeva, MarkValue("KELMADI"), (MONDAY, 1))
    turned = group.centre.write(turn_marks, absence_id=group.save().id).value
    group.mark(group.aliyeva, MarkValue("KECH"), (MONDAY, 1))
    with pytest.raises(MarkConflict):
        group.centre.write(return_marks, turned)
    assert group.marks()[group.aliyeva, MONDAY, 1].kind_code == "KECH"


def test_of_the_group_everybodys_absence_is_turned(group: Group) -> None:
    for person in (group.aliyeva, group.karimova):
        group.mark(person, MarkValue("KELMADI"), (MONDAY, 1), (MONDAY, 2))
    saved = group.save(enrolment_id=None, first_place=2)
    group.centre.write(turn_marks, absence_id=saved.id)
    turned = {key for key, value in group.marks().items() if value.kind_code == "SABABLI"}
    assert turned == {(group.aliyeva, MONDAY, 2), (group.karimova, MONDAY, 2)}


def test_other_absences_of_the_same_days_are_named(group: Group) -> None:
    group.save(starts_on=MONDAY, ends_on=TUESDAY)
    group.save(enrolment_id=group.karimova)
    whole = group.save(enrolment_id=None, starts_on=TUESDAY, ends_on=TODAY)
    assert [other.name for other in whole.overlaps] == ["Aliyeva Zilola Rustam qizi"]
    again = group.save(enrolment_id=group.karimova, starts_on=TODAY, ends_on=TODAY)
    assert [other.name for other in again.overlaps] == [""]


def test_a_changed_absence_keeps_its_number_and_the_newer_change_wins_nothing(group: Group) -> None:
    saved = group.save()
    group.save(id=saved.id, document="№ 18 varaqa")
    found = group.centre.read(absence, absence_id=saved.id)
    assert (found.draft.document, found.kind, found.reason) == (
        "№ 18 varaqa", "Sababli", "Vaqtincha mehnatga qobiliyatsizlik",
    )  # fmt: skip
    with pytest.raises(Conflict):
        group.save(id=saved.id, document="№ 19 varaqa", version=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": date(2026, 11, 8)}, "ends_on"),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 2)}, "starts_on"),
        ({"starts_on": date(1926, 11, 10)}, "starts_on"),
        ({"first_place": 2, "last_place": 1}, "last_place"),
        ({"kind_code": "KELDI"}, "kind_code"),
        ({"kind_code": "YOQ"}, "kind_code"),
        ({"reason_code": "YOQ"}, "reason_code"),
    ],
)
def test_what_cannot_be_is_told_under_its_field(group: Group, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        group.save(**values)
    assert told.value.field == field


def test_a_person_of_another_cohort_has_no_absence_here(group: Group) -> None:
    taught = factories.write(group.centre, factories.programme(code="FIZ-72"))
    other = factories.write(group.centre, factories.cohort(taught.id, code="FIZ-26/1"))
    person = factories.write(group.centre, factories.person(surname="Yusupov")).id
    stranger = factories.write(group.centre, factories.enrolment(other.id, person)).id
    with pytest.raises(NotFound, match="enrolment_unknown"):
        group.save(enrolment_id=stranger)


def test_the_lists_tell_what_comes_what_lacks_a_paper_and_what_was_when(group: Group) -> None:
    past = group.save().id
    coming = group.save(starts_on=TODAY, ends_on=COMING, document="").id
    proven = group.save(enrolment_id=None, starts_on=COMING, ends_on=COMING, document="").id
    group.centre.write(add_evidence, file_name="qor.pdf", content=SCAN, absence_id=proven)

    def ids(**wanted: Any) -> list[int]:
        return [found.id for found in group.centre.read(absences, **wanted)]

    assert ids() == ids(cohort_id=group.cohort_id) == [proven, coming, past]
    assert ids(view=AbsenceView.COMING) == [proven, coming]
    assert ids(view=AbsenceView.UNPROVEN) == [coming]
    assert ids(first=MONDAY, last=TUESDAY) == [past]
    assert ids(cohort_id=group.cohort_id + 1) == []
    assert [found.files for found in group.centre.read(absences)] == [1, 0, 0]


def test_what_can_be_chosen(group: Group) -> None:
    found = group.centre.read(absence_choices, cohort_id=group.cohort_id)
    assert [name for _enrolment, name in found.people] == ["Aliyeva Zilola Rustam qizi", "Karimova Zilola Rustam qizi"]
    assert [kind.code for kind in found.kinds] == ["SABABLI", "KELMADI"]
    assert found.starts_on == date(2026, 11, 2)
    assert "KASAL" in [reason.code for reason in found.reasons]


def test_taking_one_back_says_which_marks_stay_and_can_be_undone_with_its_scan(group: Group) -> None:
    group.mark(group.aliyeva, MarkValue("SABABLI"), (MONDAY, 1))
    group.mark(group.aliyeva, MarkValue("KELDI"), (MONDAY, 2))
    saved = group.save()
    group.centre.write(add_evidence, file_name="varaqa.pdf", content=SCAN, absence_id=saved.id)
    stay = group.centre.read(marks_that_stay, absence_id=saved.id)
    assert [(each.held_on, each.place_in_day) for each in stay] == [(MONDAY, 1)]
    taken = group.centre.write(take_back_absence, absence_id=saved.id).value
    assert taken.stay == stay
    assert group.marks()[group.aliyeva, MONDAY, 1].kind_code == "SABABLI"
    assert (group.centre.read(absences), group.expected()) == ([], {})
    again = group.centre.write(restore_absence, taken).value
    (kept,) = group.centre.read(evidence_of, absence_id=again)
    assert group.centre.read(evidence_content, file_id=kept.id) == ("varaqa.pdf", SCAN)
    with pytest.raises(NotFound, match="absence_gone"):
        group.centre.write(take_back_absence, absence_id=again + 1)


def test_a_closed_cohort_takes_no_absence(group: Group) -> None:
    close(group.centre, group.cohort_id)
    with pytest.raises(Refused, match="cohort_completed"):
        group.save()


def test_a_closed_cohort_gives_none_back(group: Group) -> None:
    """Undoing it would be refused."""
    kept = group.save().id
    close(group.centre, group.cohort_id)
    with pytest.raises(Refused, match="cohort_completed"):
        group.centre.write(take_back_absence, absence_id=kept)


def test_an_enrolment_made_by_mistake_takes_its_absence_along(group: Group) -> None:
    person = factories.write(group.centre, factories.person(surname="Yusupov")).id
    theirs = group.centre.write(enrol, cohort_id=group.cohort_id, person_ids=[person]).value[0]
    group.save(enrolment_id=theirs)
    group.centre.write(remove, enrolment_id=theirs)
    assert group.centre.read(absences) == []
