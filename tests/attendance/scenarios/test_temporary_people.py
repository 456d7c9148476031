"""Temporary people merged later, as in extra_features.feature of Moodle's attendance module; moves as in issue 716."""

from dataclasses import replace

from desktop_app.attendance.dismissing import dismiss_walk_in
from desktop_app.attendance.recognising import recognise, recognition, undo_recognition
from desktop_app.attendance.walk_ins import add_walk_in, change_walk_in, walk_ins
from desktop_app.centre import Centre
from desktop_app.cohorts.leaving import transfer
from desktop_app.doubles.merging import merge_people
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from tests.attendance.scenarios.classes import TODAY, Class, class_of

NAMES = ("Bir", "Ikki", "Uch")


def with_temporary(centre: Centre, *names: str) -> Class:
    course = class_of(centre, *NAMES, hours=[2])
    added = {name: centre.write(add_walk_in, cohort_id=course.cohort_id, name=name).value for name in names}
    return replace(course, people={**course.people, **added})


def person_of(course: Class, name: str) -> int:
    return next(row.person_id for row in course.grid().people if row.enrolment_id == course.people[name])


def test_temporary_people_are_marked_with_the_others_and_one_of_them_is_merged(centre: Centre) -> None:
    """P and L for two on the list, E and A for two temporary ones, the second of whom is merged with the third listed.

    The A moves there, the temporary one is gone, everybody else keeps the mark they had.
    """
    course = with_temporary(centre, "Vaqtincha A", "Vaqtincha B")
    course.set(("Bir", 0, "P"), ("Ikki", 0, "L"), ("Vaqtincha A", 0, "E"), ("Vaqtincha B", 0, "A"))
    person_id = person_of(course, "Uch")
    centre.write(recognise, enrolment_id=course.people["Vaqtincha B"], person_id=person_id)
    assert {name: course.letters_of(name) for name in course.people} == {
        "Bir": "P",
        "Ikki": "L",
        "Uch": "A",
        "Vaqtincha A": "E",
        "Vaqtincha B": ".",
    }
    assert [one.name for one in centre.read(walk_ins)] == ["Vaqtincha A"]
    assert len(course.grid().people) == 4


def test_a_merge_does_not_overwrite_the_mark_of_the_real_person(centre: Centre) -> None:
    """The merge guide's warning made a rule: where both are marked, both marks are named and the person's own stays."""
    course = with_temporary(centre, "Vaqtincha")
    course.set(("Uch", 0, "P"), ("Vaqtincha", 0, "A"))
    who = {"enrolment_id": course.people["Vaqtincha"], "person_id": person_of(course, "Uch")}
    clash = centre.read(recognition, **who).clashes[0]
    assert (clash.kept, clash.other) == ("P", "A")
    centre.write(recognise, **who)
    assert course.letters_of("Uch") == "P"


def test_a_temporary_person_is_renamed_and_keeps_the_marks(centre: Centre) -> None:
    """Two are added, the second is given another name and address: the list shows the new ones."""
    course = with_temporary(centre, "Vaqtincha A", "Vaqtincha B")
    course.set(("Vaqtincha B", 0, "L"))
    centre.write(change_walk_in, enrolment_id=course.people["Vaqtincha B"], name="Vaqtincha V", note="v@example.uz")
    assert [(one.name, one.note) for one in centre.read(walk_ins)] == [
        ("Vaqtincha A", ""),
        ("Vaqtincha V", "v@example.uz"),
    ]
    assert course.letters_of("Vaqtincha B") == "L"


def test_a_deleted_temporary_person_is_gone_and_the_other_stays(centre: Centre) -> None:
    """Two temporary people, one deleted: only the other one is left on the list."""
    course = with_temporary(centre, "Vaqtincha A", "Vaqtincha B")
    centre.write(dismiss_walk_in, enrolment_id=course.people["Vaqtincha A"], reason="Adashib kirgan")
    assert [one.name for one in centre.read(walk_ins)] == ["Vaqtincha B"]


def test_whoever_is_merged_without_being_on_the_list_is_enrolled_with_the_marks(centre: Centre) -> None:
    """A temporary person who turns out to be somebody known, but not of this class, joins it with what was marked."""
    course = with_temporary(centre, "Vaqtincha")
    course.set(("Vaqtincha", 0, "L"))
    person_id = centre.write(save_person, PersonDraft(surname="Toʻrayeva", given_name="Malika")).value
    found = centre.write(recognise, enrolment_id=course.people["Vaqtincha"], person_id=person_id).value
    joined = replace(course, people={**course.people, "Toʻrayeva": found.enrolment_id})
    assert joined.letters_of("Toʻrayeva") == "L"
    assert joined.of("Toʻrayeva").attended == 1


def test_sessions_taken_before_the_day_of_enrolment_are_not_lost_by_a_merge(centre: Centre) -> None:
    """Issue 595: marked as a temporary one in earlier weeks and enrolled today, the log there turned empty."""
    course = class_of(centre, "Bir", hours=[2, 2, 2])
    temporary = centre.write(add_walk_in, cohort_id=course.cohort_id, name="Vaqtincha").value
    marked = replace(course, people={"Vaqtincha": temporary})
    marked.take("Vaqtincha", "PLP")
    person_id = centre.write(save_person, PersonDraft(surname="Toʻrayeva", given_name="Malika")).value
    done = centre.write(recognise, enrolment_id=temporary, person_id=person_id).value
    joined = replace(course, people={"Toʻrayeva": done.enrolment_id})
    assert (joined.letters_of("Toʻrayeva"), joined.of("Toʻrayeva").attended) == ("PLP", 5)


def test_a_merge_is_reversible(centre: Centre) -> None:
    """Issue 595, the answer: there a merge cannot be undone. Here everybody has the marks they had before it."""
    course = with_temporary(centre, "Vaqtincha")
    course.set(("Uch", 0, "A"), ("Vaqtincha", 0, "P"))
    who = {"enrolment_id": course.people["Vaqtincha"], "person_id": person_of(course, "Uch")}
    done = centre.write(recognise, **who, taken=[course.lessons[0]]).value
    assert course.letters_of("Uch") == "P"
    again = centre.write(undo_recognition, done).value
    parted = replace(course, people={**course.people, "Vaqtincha": again})
    assert (parted.letters_of("Uch"), parted.letters_of("Vaqtincha")) == ("A", "P")


def test_of_two_accounts_made_one_the_marks_of_either_stay(centre: Centre) -> None:
    """Issue 213 of Moodle's merging of users: who goes was present, and who stays has 100 % and not nothing."""
    course = class_of(centre, "Bir", "Ikki", hours=[2])
    course.set(("Bir", 0, "P"))
    first_id, second_id = (person_of(course, name) for name in ("Bir", "Ikki"))
    centre.write(merge_people, first_id=first_id, second_id=second_id)
    (left,) = course.grid().people
    assert left.attendance.percent_so_far == 100


def test_moving_somebody_to_another_group_loses_none_of_the_marks_taken_before(centre: Centre) -> None:
    """Issue 716: the sessions of the first group keep their marks, and the hours come along to the second one."""
    first = class_of(centre, "Bir", hours=[2, 2, 2, 2], taken=3)
    second = class_of(centre, "Ikki", hours=[2, 2, 2, 2], taken=3, code="MAT-26/12")
    first.take("Bir", "PL")
    centre.write(
        transfer,
        enrolment_id=first.people["Bir"],
        to_cohort_id=second.cohort_id,
        reason="Smena",
        order_number="31-M",
        order_date=TODAY,
        left_on=TODAY,
    )
    assert first.letters_of("Bir") == "PL.."
    moved = next(row for row in second.grid().people if row.joined_on is not None)
    assert (moved.attendance.attended, moved.attendance.missed) == (3, 1)
