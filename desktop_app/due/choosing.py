"""The filter of the list of people, with the year in which their turn for a course comes."""

from array import array
from dataclasses import replace
from typing import Any

from db.unit_of_work import UnitOfWork
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_ids
from desktop_app.people.filters import chosen_ids
from desktop_app.people.records import THIS_YEAR, PeopleFilter

# What both filters know, as it stands where it does not narrow: asked once, where it spares the most.
_KNOWN_TO_BOTH: dict[str, Any] = {
    "text": "",
    **dict.fromkeys(
        ("district_code", "institution_id", "subject_code", "staff_group", "category_code", "language_code")
    ),
}


def wanted_ids(unit: UnitOfWork, wanted: PeopleFilter) -> "array[int]":
    """Everybody whom the filter shows, in Uzbek order. Raises Invalid for a year that no list is kept for."""
    if wanted.due_year is None:
        return chosen_ids(unit, wanted)
    year = unit.today.year if wanted.due_year == THIS_YEAR else wanted.due_year
    due = due_ids(unit, DueFilter(year, **{name: getattr(wanted, name) for name in _KNOWN_TO_BOTH}))
    if replace(wanted, due_year=None, **_KNOWN_TO_BOTH) == PeopleFilter():
        return due
    fitting = set(chosen_ids(unit, replace(wanted, due_year=None)))
    return array("q", filter(fitting.__contains__, due))
