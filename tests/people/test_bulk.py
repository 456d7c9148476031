"""One field of many cards: told before, done in one transaction, taken back where nobody changed the card since."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models.people import BulkEdit, FormerPost, Person
from desktop_app.centre import Centre
from desktop_app.doubles.merging import merge_people
from desktop_app.errors import Cancelled, Invalid, NotFound, Refused
from desktop_app.i18n import set_language
from desktop_app.institutions.merging import merge_institutions
from desktop_app.people.bulk import (
    BulkChange,
    BulkField,
    LeftOut,
    apply_bulk,
    bulk_edits,
    preview_bulk,
    undo_bulk,
)
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.progress import Progress
from tests import factories

FIRST_OF_MONTH = date(2026, 11, 1)


def person(centre: Centre, **facts: Any) -> int:
    return factories.write(centre, factories.person(**facts)).id


def said(centre: Centre, person_id: int, *names: str) -> tuple[Any, ...]:
    row = centre.read(lambda unit: unit.session.get_one(Person, person_id))
    return tuple(getattr(row, name) for name in names)


def former_posts(centre: Centre) -> list[FormerPost]:
    return list(centre.read(lambda unit: unit.session.scalars(select(FormerPost)).all()))


def test_a_preview_tells_how_many_change_from_what_and_who_is_left_out(centre: Centre) -> None:
    set_language("en")
    ids = [person(centre, subject_code=code) for code in ("KIM", "KIM", None, "FIZ")]
    ids += [person(centre, erased_on=FIRST_OF_MONTH), 404]
    preview = centre.read(preview_bulk, BulkChange(BulkField.SUBJECT, "FIZ"), person_ids=ids)
    assert (preview.changed, preview.after) == (3, "Physics (and astronomy)")
    assert preview.before == (("Chemistry", 2), ("", 1))
    assert preview.left_out == {LeftOut.ALREADY_SO: 1, LeftOut.ERASED: 1, LeftOut.GONE: 1}
    assert said(centre, ids[0], "subject_code") == ("KIM",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (BulkField.DISTRICT, "1727212"),
        (BulkField.POSITION, "DIR"),
        (BulkField.STAFF_GROUP, "RAHBAR"),
        (BulkField.SUBJECT, "FIZ"),
        (BulkField.CATEGORY, "OLIY"),
        (BulkField.EDUCATION, "OLIY_B"),
        (BulkField.LANGUAGE, "ru"),
        (BulkField.LOCALITY, "rural"),
    ],
)
def test_each_field_is_set_and_taken_back(centre: Centre, field: BulkField, value: str) -> None:
    ids = [person(centre), person(centre, surname="Olimova")]
    before = [said(centre, person_id, field.value) for person_id in ids]
    bulk_id = centre.write(apply_bulk, BulkChange(field, value), person_ids=ids).value
    assert [said(centre, person_id, field.value, "version") for person_id in ids] == [(value, 2), (value, 2)]
    undone = centre.write(undo_bulk, bulk_id=bulk_id).value
    assert (undone.restored, undone.kept) == (2, ())
    assert [said(centre, person_id, field.value) for person_id in ids] == before


def test_a_category_comes_with_its_days_and_goes_with_them(centre: Centre) -> None:
    person_id = person(centre, category_code="I", category_valid_to=date(2025, 1, 1))
    days = {"category_given_on": date(2026, 1, 10), "category_valid_to": date(2031, 1, 10)}
    columns = ("category_code", "category_given_on", "category_valid_to", "category_is_lifetime")
    bulk_id = centre.write(apply_bulk, BulkChange(BulkField.CATEGORY, "OLIY", **days), person_ids=[person_id]).value
    assert said(centre, person_id, *columns) == ("OLIY", date(2026, 1, 10), date(2031, 1, 10), False)
    centre.write(undo_bulk, bulk_id=bulk_id)
    assert said(centre, person_id, *columns) == ("I", None, date(2025, 1, 1), False)
    wrong = BulkChange(BulkField.CATEGORY, "OLIY", date(2026, 1, 10), date(2025, 1, 10))
    with pytest.raises(Invalid):
        centre.write(apply_bulk, wrong, person_ids=[person_id])


def test_people_who_move_keep_their_former_post_until_the_move_is_taken_back(centre: Centre) -> None:
    old = factories.write(centre, factories.institution(name="5-maktab"))
    new = factories.write(centre, factories.institution(name="7-maktab", district_code="1727212"))
    moved = person(centre, institution_id=old.id, post_since=date(2020, 9, 1))
    nowhere = person(centre, institution_id=None)
    later = person(centre, surname="Olimova", institution_id=old.id, post_since=date(2026, 11, 10))
    change = BulkChange(BulkField.WORKPLACE, new.id, is_movement=True, since=FIRST_OF_MONTH)
    ids = [moved, nowhere, later]
    preview = centre.read(preview_bulk, change, person_ids=ids)
    assert (preview.changed, preview.named) == (2, (("Olimova Zilola Rustam qizi", LeftOut.POST_BEGAN_LATER),))
    bulk_id = centre.write(apply_bulk, change, person_ids=ids).value
    columns = ("institution_id", "district_code", "post_since")
    assert said(centre, moved, *columns) == (new.id, "1727212", FIRST_OF_MONTH)
    (post,) = former_posts(centre)
    assert (post.person_id, post.institution_id, post.starts_on, post.ends_on) == (
        moved,
        old.id,
        date(2020, 9, 1),
        FIRST_OF_MONTH,
    )
    centre.write(undo_bulk, bulk_id=bulk_id)
    assert said(centre, moved, *columns) == (old.id, factories.DISTRICT_CODE, date(2020, 9, 1))
    assert former_posts(centre) == []


def test_a_workplace_that_was_wrong_leaves_no_former_post(centre: Centre) -> None:
    new = factories.write(centre, factories.institution(name="7-maktab"))
    centre.write(apply_bulk, BulkChange(BulkField.WORKPLACE, new.id), person_ids=[person(centre)])
    assert former_posts(centre) == []


def test_a_position_brings_its_staff_group_and_replaces_what_was_written_by_hand(centre: Centre) -> None:
    person_id = person(centre, position_text="direktor oʻrinbosari", staff_group="PEDAGOG")
    centre.write(apply_bulk, BulkChange(BulkField.POSITION, "DIR"), person_ids=[person_id])
    assert said(centre, person_id, "position_code", "position_text", "staff_group") == ("DIR", "", "RAHBAR")


def test_cards_changed_since_stay_and_are_named(centre: Centre) -> None:
    ids = [person(centre), person(centre, surname="Olimova")]
    bulk_id = centre.write(apply_bulk, BulkChange(BulkField.SUBJECT, "FIZ"), person_ids=ids).value

    def note(unit: Any) -> None:
        unit.session.get_one(Person, ids[1]).notes = "changed by hand"

    centre.write(note)
    undone = centre.write(undo_bulk, bulk_id=bulk_id).value
    assert (undone.restored, undone.kept) == (1, ("Olimova Zilola Rustam qizi",))
    assert [said(centre, person_id, "subject_code") for person_id in ids] == [(None,), ("FIZ",)]


def test_the_ledger_tells_what_was_set_by_whom_and_what_was_taken_back(centre: Centre) -> None:
    set_language("en")
    bulk_id = centre.write(apply_bulk, BulkChange(BulkField.SUBJECT, "FIZ"), person_ids=[person(centre)]).value
    (record,) = centre.read(bulk_edits)
    assert (record.field, record.value, record.people, record.undone_at) == (
        BulkField.SUBJECT,
        "Physics (and astronomy)",
        1,
        None,
    )
    assert record.done_by == "Saidova Nodira Rustam qizi"
    centre.write(undo_bulk, bulk_id=bulk_id)
    (record,) = centre.read(bulk_edits)
    assert record.undone_by == "Saidova Nodira Rustam qizi"
    with pytest.raises(Refused):
        centre.write(undo_bulk, bulk_id=bulk_id)
    with pytest.raises(NotFound):
        centre.write(undo_bulk, bulk_id=404)


@pytest.mark.parametrize(
    "change",
    [
        BulkChange(BulkField.SUBJECT, "NOSUCH"),
        BulkChange(BulkField.WORKPLACE, 404),
        BulkChange(BulkField.POSITION, "DIR", is_movement=True),
        BulkChange(BulkField.POSITION, "DIR", is_movement=True, since=date(2030, 1, 1)),
    ],
)
def test_a_value_outside_its_list_and_a_day_that_cannot_be_are_refused(centre: Centre, change: BulkChange) -> None:
    with pytest.raises(Invalid):
        centre.write(apply_bulk, change, person_ids=[person(centre)])


def test_nothing_is_written_where_no_card_would_change(centre: Centre) -> None:
    with pytest.raises(Refused):
        centre.write(apply_bulk, BulkChange(BulkField.SUBJECT, None), person_ids=[person(centre)])
    assert centre.read(lambda unit: unit.session.scalars(select(BulkEdit)).all()) == []


def test_a_cancelled_change_leaves_every_card_as_it_was(centre: Centre) -> None:
    person_id = person(centre, subject_code="KIM")
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        centre.write(apply_bulk, BulkChange(BulkField.SUBJECT, "FIZ"), person_ids=[person_id], progress=stopped)
    assert said(centre, person_id, "subject_code", "version") == ("KIM", 1)


def test_a_cancelled_taking_back_leaves_the_change_whole(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.people.bulk.RESTORED_AT_ONCE", 1)
    ids = [factories.write(centre, factories.person(subject_code="KIM")).id for _place in range(3)]
    bulk_id = centre.write(apply_bulk, BulkChange(BulkField.SUBJECT, "FIZ"), person_ids=ids).value

    def stop_at_the_second(_what: str, done: int, _total: int) -> None:
        if done == 1:
            stopping.cancel()

    stopping = Progress(stop_at_the_second)
    with pytest.raises(Cancelled):
        centre.write(undo_bulk, bulk_id=bulk_id, progress=stopping)
    said = centre.read(lambda unit: [*unit.session.scalars(select(Person.subject_code).where(Person.id.in_(ids)))])
    assert said == ["FIZ"] * 3
    assert centre.write(undo_bulk, bulk_id=bulk_id, progress=Progress()).value.restored == 3


def test_a_card_that_was_made_one_with_another_is_named_when_a_change_is_taken_back(centre: Centre) -> None:
    gone, other, kept = (person(centre, surname=name, jshshir=None) for name in ("Karimova", "Olimova", "Karimova"))
    both = centre.write(apply_bulk, BulkChange(BulkField.CATEGORY, "OLIY"), person_ids=[gone, other]).value
    alone = centre.write(apply_bulk, BulkChange(BulkField.LANGUAGE, "ru"), person_ids=[gone]).value
    centre.write(merge_people, first_id=kept, second_id=gone)
    undone = centre.write(undo_bulk, bulk_id=both).value
    assert undone.restored == 1
    (told,) = undone.merged
    assert told.startswith("Karimova")
    with pytest.raises(Refused, match="bulk_merged_since") as refused:
        centre.write(undo_bulk, bulk_id=alone)
    assert "Karimova" in refused.value.text


def test_a_workplace_given_back_is_the_one_it_stands_for_now(centre: Centre) -> None:
    former, kept, new = (
        centre.write(find_or_create_institution, name=name, district_code=None).value
        for name in ("12-sonli maktab", "Ulugʻbek maktabi", "7-maktab")
    )
    person_id = person(centre, institution_id=former)
    bulk_id = centre.write(apply_bulk, BulkChange(BulkField.WORKPLACE, new), person_ids=[person_id]).value
    centre.write(merge_institutions, kept_id=kept, gone_id=former)
    centre.write(undo_bulk, bulk_id=bulk_id)
    assert said(centre, person_id, "institution_id") == (kept,)
