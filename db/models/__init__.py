"""Every table, imported here so that the metadata is whole."""

from db.models import (
    attendance,
    centre,
    certificates,
    cohorts,
    journal,
    people,
    plan,
    programmes,
    reference,
    returns,
    surveys,
    timetable,
)

__all__ = [
    "attendance",
    "centre",
    "certificates",
    "cohorts",
    "journal",
    "people",
    "plan",
    "programmes",
    "reference",
    "returns",
    "surveys",
    "timetable",
]
