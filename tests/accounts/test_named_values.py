"""Codes and numbers of a journal entry in words: as far as there are words for them, and of people never."""

from typing import Any

import pytest

from desktop_app.accounts.journal import FieldChange, JournalFilter, JournalRecord, journal_page
from desktop_app.accounts.named_values import named_values
from desktop_app.centre import Centre
from desktop_app.i18n import set_language
from tests.conftest import NOW
from tests.factories import cohort, enrolment, institution, person, programme, write


def _entry(entity: str, **after: Any) -> JournalRecord:
    changes = tuple(FieldChange(field, None, value) for field, value in after.items())
    return JournalRecord(1, NOW, "", "", "", "create", entity, "1", changes)


@pytest.mark.parametrize(
    ("language", "subject", "district"),
    [
        ("uz_Latn", "Fizika (va astronomiya)", "Oqqoʻrgʻon tumani"),
        ("ru", "Физика (и астрономия)", "Аккурганский район"),
    ],
)
def test_codes_of_lists_and_districts_are_told_by_their_names(
    centre: Centre, language: str, subject: str, district: str
) -> None:
    set_language(language)
    entry = _entry("person", subject_code="FIZ", district_code="1727206", full_name="FIZ")
    assert centre.read(named_values, record=entry) == {
        "subject_code": {"FIZ": subject},
        "district_code": {"1727206": district},
    }


def test_several_codes_in_one_value_are_told_one_by_one(centre: Centre) -> None:
    set_language("en")
    named = centre.read(named_values, record=_entry("due_rule", staff_groups=["RAHBAR", "NONE_SUCH", "PEDAGOG"]))
    assert named == {"staff_groups": {"RAHBAR": "Leaders", "PEDAGOG": "Teaching staff"}}


def test_numbers_of_cohorts_and_institutions_are_told_and_those_of_people_are_not(centre: Centre) -> None:
    school, who = write(centre, institution()), write(centre, person())
    group = write(centre, cohort(write(centre, programme()).id))
    write(centre, enrolment(group.id, who.id))
    entry = centre.read(journal_page, JournalFilter(entity="enrolment"), offset=0, limit=1)[0]
    assert "person_id" in {change.field for change in entry.changes}
    named = centre.read(named_values, record=entry)
    assert named["cohort_id"] == {str(group.id): group.code}
    assert "person_id" not in named
    there = centre.read(named_values, record=_entry("person", institution_id=school.id))
    assert there == {"institution_id": {str(school.id): school.name}}


@pytest.mark.parametrize("entry", [_entry("no_such_table", a=1), _entry("cohort", programme_id=0, starts_on=True)])
def test_what_has_no_name_is_left_as_it_is(centre: Centre, entry: JournalRecord) -> None:
    assert centre.read(named_values, record=entry) == {}
