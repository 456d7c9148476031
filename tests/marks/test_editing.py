"""Sets of marks: what may be changed under the marks that stand, and what makes another set."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.models.cohorts import CohortState
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.service import attendance_of
from desktop_app.centre import Centre
from desktop_app.cohorts.records import CohortDraft
from desktop_app.cohorts.service import cohort, draft_warnings, save_cohort
from desktop_app.errors import CentreError, Conflict, Duplicate, Invalid, Refused
from desktop_app.marks.editing import bring_back, delete_set, make_default, recount, retire_set, save_set
from desktop_app.marks.kinds import mark_set, mark_sets
from desktop_app.marks.records import Counts, MarkKind, MarkSet, Reach, Recount
from desktop_app.reference.records import Names
from tests import factories

HALF = MarkKind("", "Y", Counts.PRESENT, Names("Yarim", "Половина", "Half"), share=50)


def first_set(centre: Centre) -> MarkSet:
    return next(one for one in centre.read(mark_sets) if one.is_default)


def copy(kept: MarkSet, name: str, *more: MarkKind) -> MarkSet:
    return replace(kept, id=0, name=name, kinds=kept.kinds + more)


def with_kind(kept: MarkSet, code: str, **values: object) -> MarkSet:
    return replace(kept, kinds=tuple(replace(kind, **values) if kind.code == code else kind for kind in kept.kinds))


def without(kept: MarkSet, code: str) -> MarkSet:
    return replace(kept, kinds=tuple(kind for kind in kept.kinds if kind.code != code))


@pytest.fixture
def programme_id(centre: Centre) -> int:
    return factories.write(centre, factories.programme()).id


def marked(centre: Centre, programme_id: int, code: str, *kinds: str, **values: object) -> int:
    """A cohort of the first set in which one person has these marks."""
    chosen = {"mark_set_id": first_set(centre).id, **values}
    cohort_id = factories.write(centre, factories.cohort(programme_id, code=code, **chosen)).id
    person_id = factories.write(centre, factories.person(surname=code)).id
    enrolment_id = factories.write(centre, factories.enrolment(cohort_id, person_id)).id
    for place, kind in enumerate(kinds, start=1):
        session_id = factories.write(centre, factories.session(cohort_id, place_in_day=place)).id
        factories.write(centre, factories.mark(session_id, enrolment_id, kind_code=kind))
    return cohort_id


def attended(centre: Centre, cohort_id: int) -> float:
    (found,) = centre.read(attendance_of, cohort_id=cohort_id).values()
    return found.attended


def set_of(centre: Centre, cohort_id: int) -> int | None:
    return centre.read(cohort, cohort_id=cohort_id).mark_set_id


def test_a_set_is_made_as_a_copy_of_another_one_and_its_new_kinds_get_codes_of_their_own(centre: Centre) -> None:
    first = first_set(centre)
    twin = replace(HALF, names=Names("Kelmadi 2", "", ""), letter="N", counts=Counts.ABSENT)
    made = centre.write(save_set, copy(first, "  Malaka  ", HALF, twin)).value
    assert (made.name, made.is_default, made.cohorts) == ("Malaka", False, 0)
    assert [kind.code for kind in made.kinds] == ["KELDI", "KECH", "SABABLI", "KELMADI", "YARIM", "KELMADI2"]
    assert made.kinds[-1].names == Names("Kelmadi 2", "Kelmadi 2", "Kelmadi 2")
    assert made.kinds[-1].share == 100, "only a present mark has a share"
    assert first_set(centre) == first


def test_a_new_kind_never_gets_a_code_that_another_set_gave_a_meaning_to(centre: Centre) -> None:
    first = first_set(centre)
    kasal = MarkKind("", "B", Counts.EXCUSED, Names("Kasal", "", ""))
    one = centre.write(save_set, copy(first, "Bir", kasal)).value
    other = centre.write(save_set, copy(first, "Ikki", replace(kasal, counts=Counts.ABSENT))).value
    assert [made.kinds[-1].code for made in (one, other)] == ["KASAL", "KASAL2"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"letter": ""}, "mark_letter", "letter"),
        ({"letter": "ABC"}, "mark_letter", "letter"),
        ({"letter": "3"}, "mark_letter", "letter"),
        ({"letter": "*"}, "mark_letter", "letter"),
        ({"letter": "A B"}, "mark_letter", "letter"),
        ({"letter": "s"}, "mark_letter_taken", "letter"),
        ({"letter": "К"}, "mark_letter_taken", "letter"),
        ({"keys": "xс"}, "mark_key_taken", "keys"),
        ({"keys": "1"}, "mark_keys", "keys"),
        ({"keys": "xX"}, "mark_keys", "keys"),
        ({"keys": "k"}, "mark_key_taken", "keys"),
        ({"names": Names("", "", "")}, "field_empty", "uz"),
        ({"names": Names("keldi", "", "")}, "mark_name_taken", "uz"),
        ({"share": 101}, "mark_share", "share"),
    ],
)
def test_a_kind_is_refused_at_the_field_that_is_wrong(
    centre: Centre, change: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(CentreError) as refused:
        centre.write(save_set, copy(first_set(centre), "Yangi", replace(HALF, **change)))
    assert (refused.value.code, getattr(refused.value, "field", "")) == (code, field)


def test_a_letter_that_is_typed_for_another_kind_is_refused(centre: Centre) -> None:
    first = first_set(centre)
    with pytest.raises(Duplicate, match="mark_letter_taken"):
        centre.write(save_set, copy(with_kind(first, "KELDI", keys="y"), "Yangi", HALF))


@pytest.mark.parametrize("code", ["KELDI", "KELMADI"])
def test_a_set_needs_presence_and_absence(centre: Centre, code: str) -> None:
    first = without(first_set(centre), "KECH")
    with pytest.raises(Invalid, match="mark_set_incomplete"):
        centre.write(save_set, copy(without(first, code), "Yangi"))


def test_two_sets_that_are_offered_never_have_one_name(centre: Centre) -> None:
    first = first_set(centre)
    with pytest.raises(Duplicate, match="mark_set_name_taken"):
        centre.write(save_set, copy(first, "ASOSIY"))
    with pytest.raises(Invalid, match="field_empty"):
        centre.write(save_set, copy(first, " "))


def test_letters_names_keys_and_order_change_where_cohorts_stand(centre: Centre, programme_id: int) -> None:
    cohort_id = marked(centre, programme_id, "A-1", "KELDI", "KECH")
    first = first_set(centre)
    changed = with_kind(first, "KECH", letter="L", keys="o", names=Names("Kech qoldi", "Опоздание", "Came late"))
    changed = replace(changed, name="Bosh", kinds=(*changed.kinds[::-1], HALF))
    assert centre.read(recount, changed) is None
    saved = centre.write(save_set, changed, seen=first).value
    assert saved.id == first.id
    assert [kind.letter for kind in saved.kinds] == ["-", "S", "L", "+", "Y"]
    assert (set_of(centre, cohort_id), attended(centre, cohort_id)) == (first.id, 4)


def test_what_kinds_count_as_is_free_while_no_cohort_has_the_set(centre: Centre) -> None:
    first = first_set(centre)
    changed = without(with_kind(first, "KECH", share=50), "SABABLI")
    assert centre.read(recount, changed) is None
    assert centre.write(save_set, changed, seen=first).value.id == first.id
    assert [kind.code for kind in first_set(centre).kinds] == ["KELDI", "KECH", "KELMADI"]


@pytest.mark.parametrize(
    "change",
    [{"share": 50}, {"counts": Counts.ABSENT}, {"counts": Counts.LEFT_OUT}],
)
def test_what_a_kind_counts_as_is_never_changed_silently(
    centre: Centre, programme_id: int, change: dict[str, object]
) -> None:
    cohort_id = marked(centre, programme_id, "A-1", "KECH")
    first = first_set(centre)
    with pytest.raises(Refused, match="marks_counted"):
        centre.write(save_set, with_kind(first, "KECH", **change), seen=first)
    assert attended(centre, cohort_id) == 2


def test_for_new_cohorts_a_new_set_takes_the_place_of_the_one_that_cohorts_keep(
    centre: Centre, programme_id: int
) -> None:
    cohort_id = marked(centre, programme_id, "A-1", "KECH")
    first = first_set(centre)
    made = centre.write(save_set, with_kind(first, "KECH", share=50), seen=first, reach=Reach.NEW_COHORTS).value
    kept = centre.read(mark_set, set_id=first.id)
    assert (made.name, made.is_default, made.cohorts) == ("Asosiy", True, 0)
    assert (kept.is_default, kept.retired_on, kept.cohorts) == (False, date(2026, 11, 21), 1)
    assert attended(centre, cohort_id) == 2
    new = CohortDraft("A-2", programme_id, date(2026, 11, 30), date(2026, 12, 12))
    assert set_of(centre, centre.write(save_cohort, new).value) == made.id


def test_the_open_cohorts_follow_when_it_is_said_with_a_reason_and_closed_ones_never_do(
    centre: Centre, programme_id: int
) -> None:
    opened = marked(centre, programme_id, "A-1", "KECH", "KELDI")
    untouched = marked(centre, programme_id, "A-2", "KELDI")
    closed = marked(centre, programme_id, "A-3", "KECH", state=CohortState.COMPLETED)
    first = first_set(centre)
    changed = with_kind(first, "KECH", share=50)
    assert centre.read(recount, changed) == Recount(open_cohorts=2, closed_cohorts=1, people=1)
    with pytest.raises(Invalid, match="field_empty"):
        centre.write(save_set, changed, seen=first, reach=Reach.OPEN_COHORTS, reason=" ")
    made = centre.write(
        save_set, changed, seen=first, reach=Reach.OPEN_COHORTS, reason="Kengash qarori, 12-bayonnoma"
    ).value
    assert [set_of(centre, cohort_id) for cohort_id in (opened, untouched, closed)] == [made.id, made.id, first.id]
    assert [attended(centre, cohort_id) for cohort_id in (opened, untouched, closed)] == [3, 2, 2]


def test_the_journal_keeps_who_counted_what_otherwise_and_why(centre: Centre, programme_id: int) -> None:
    marked(centre, programme_id, "A-1", "KECH")
    first = first_set(centre)
    made = centre.write(
        save_set, with_kind(first, "KECH", share=50), seen=first, reach=Reach.OPEN_COHORTS, reason="Buyruq 5"
    ).value

    def entries(unit: UnitOfWork) -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
        rows = unit.session.scalars(select(JournalEntry).where(JournalEntry.entity.in_(("mark_set", "cohort"))))
        return [(row.action, row.entity, row.before, row.after) for row in rows]

    told = centre.read(entries)
    facts = {"name": "Asosiy", "reason": "Buyruq 5", "cohorts": 1, "people": 1}
    assert ("recount", "mark_set", {}, facts) in told
    assert ("change", "cohort", {"mark_set_id": first.id}, {"mark_set_id": made.id}) in told


def test_a_kind_that_open_cohorts_are_marked_with_is_not_taken_from_them(centre: Centre, programme_id: int) -> None:
    cohort_id = marked(centre, programme_id, "A-1", "SABABLI")
    first = first_set(centre)
    changed = without(first, "SABABLI")
    with pytest.raises(Refused) as refused:
        centre.write(save_set, changed, seen=first, reach=Reach.OPEN_COHORTS, reason="Ortiqcha")
    assert (refused.value.code, refused.value.facts) == ("mark_kind_used", {"kinds": "Sababli", "cohort": "A-1"})
    centre.write(save_set, changed, seen=first, reach=Reach.NEW_COHORTS)
    assert attended(centre, cohort_id) == 0


def test_a_set_that_somebody_else_changed_meanwhile_is_not_written_over(centre: Centre) -> None:
    seen = first_set(centre)
    centre.write(save_set, with_kind(seen, "KECH", letter="L"), seen=seen)
    with pytest.raises(Conflict):
        centre.write(save_set, with_kind(seen, "KECH", letter="O"), seen=seen)


def test_another_default_changes_no_cohort_that_is_there(centre: Centre, programme_id: int) -> None:
    chosen = marked(centre, programme_id, "A-1", "KECH")
    without_set = marked(centre, programme_id, "A-2", "KECH", mark_set_id=None)
    first = first_set(centre)
    other = centre.write(save_set, copy(with_kind(first, "KECH", share=0), "Qattiq")).value
    centre.write(make_default, set_id=other.id)
    assert first_set(centre).id == other.id
    assert [attended(centre, cohort_id) for cohort_id in (chosen, without_set)] == [2, 2]


def test_a_retired_set_is_given_to_nobody_until_it_is_brought_back(centre: Centre, programme_id: int) -> None:
    first = first_set(centre)
    other = centre.write(save_set, copy(first, "Eski")).value
    centre.write(retire_set, set_id=other.id)
    new = CohortDraft("A-2", programme_id, date(2026, 11, 30), date(2026, 12, 12), mark_set_id=other.id)
    for refused in (lambda: centre.write(make_default, set_id=other.id), lambda: centre.write(save_cohort, new)):
        with pytest.raises(Refused, match="mark_set_retired"):
            refused()
    centre.write(bring_back, set_id=other.id)
    assert set_of(centre, centre.write(save_cohort, new).value) == other.id


def test_a_retired_set_comes_back_only_while_its_name_is_free(centre: Centre) -> None:
    first = first_set(centre)
    other = centre.write(save_set, copy(first, "Eski")).value
    centre.write(retire_set, set_id=other.id)
    centre.write(save_set, copy(first, "Eski"))
    with pytest.raises(Duplicate, match="mark_set_name_taken"):
        centre.write(bring_back, set_id=other.id)


def test_the_set_of_new_cohorts_is_neither_retired_nor_deleted(centre: Centre) -> None:
    first = first_set(centre)
    for act in (retire_set, delete_set):
        with pytest.raises(Refused, match="mark_set_default"):
            centre.write(act, set_id=first.id)


def test_a_set_is_deleted_only_while_no_cohort_has_it(centre: Centre, programme_id: int) -> None:
    first = first_set(centre)
    free, used = (centre.write(save_set, copy(first, name)).value for name in ("Bir", "Ikki"))
    marked(centre, programme_id, "A-1", "KECH", mark_set_id=used.id)
    centre.write(delete_set, set_id=free.id)
    with pytest.raises(Refused, match="mark_set_used"):
        centre.write(delete_set, set_id=used.id)
    assert [one.id for one in centre.read(mark_sets)] == [first.id, used.id]


def test_a_cohort_takes_another_set_while_that_knows_all_its_marks(centre: Centre, programme_id: int) -> None:
    cohort_id = marked(centre, programme_id, "A-1", "KECH")
    first = first_set(centre)
    poor = centre.write(save_set, copy(without(first, "KECH"), "Sodda")).value
    strict = centre.write(save_set, copy(with_kind(first, "KECH", share=50), "Qattiq")).value
    record = centre.read(cohort, cohort_id=cohort_id)
    with pytest.raises(Refused) as refused:
        centre.write(save_cohort, replace(record, mark_set_id=poor.id))
    assert refused.value.code == "mark_kinds_lacking"
    assert "Kechikdi" in refused.value.text
    changed = replace(record, mark_set_id=strict.id)
    assert "MARKS" in {warning.rule for warning in centre.read(draft_warnings, changed)}
    centre.write(save_cohort, changed)
    assert (set_of(centre, cohort_id), attended(centre, cohort_id)) == (strict.id, 1)
