"""The people of a cohort as a template would print them, to try it with real names before it is used."""

from dataclasses import dataclass

from db.models.certificates import PaperKind
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.values import Values, shared_values, values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.service import completion_rows
from desktop_app.reference.service import profile


@dataclass(frozen=True)
class TriedPerson:
    """``values`` are those of ``fields.words``, with figures made up where only an issue gives them."""

    holder: str
    values: Values


def people_to_try(unit: UnitOfWork, *, cohort_id: int, kind: str, language: str) -> list[TriedPerson]:
    """In the order of the cohort's list."""
    cohort = load_cohort(unit, cohort_id)
    rows = completion_rows(unit, cohort_id=cohort.id)
    shared = shared_values(unit, cohort=cohort, own=profile(unit), language=language, kind=PaperKind(kind).value)
    made_up: Values = {
        "number": "–",
        "register_number": "–",
        "code_short": "–",
        "issued": unit.today,
        "origin": "sample",
    }
    found = values_by_enrolment(unit, rows=rows, language=language, kind=PaperKind(kind))
    people = (found[row.enrolment_id] for row in rows if row.enrolment_id in found)
    return [TriedPerson(holder, {**shared, **values, **made_up}) for holder, values in people]
