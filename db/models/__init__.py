"""Every table, imported here so that the metadata is whole."""

from db.models import (
    attendance,
    centre,
    certificates,
    cohorts,
    duplicates,
    journal,
    people,
    plan,
    programmes,
    reference,
    returns,
    rosters,
    surveys,
    timetable,
)

__all__ = [
    "attendance",
    "centre",
    "certificates",
    "cohorts",
    "duplicates",
    "journal",
    "people",
    "plan",
    "programmes",
    "reference",
    "returns",
    "rosters",
    "surveys",
    "timetable",
]
