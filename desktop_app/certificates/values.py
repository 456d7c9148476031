"""What the fields of a template hold for a cohort and for one person, in the script of the paper."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from db.models.centre import CentreProfile
from db.models.certificates import PaperKind
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.programmes import Module, Programme
from db.models.reference import Territory
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.hours import course_hours
from desktop_app.completion.records import CompletionRow
from desktop_app.completion.rules import Outcome
from desktop_app.i18n import use
from desktop_app.language.dates import short_date
from desktop_app.language.endings import dative
from desktop_app.language.names import PersonName, full_name
from desktop_app.language.paper_names import IN_CYRILLIC, in_script_of, signature_name
from desktop_app.people.rules import written_name
from desktop_app.reference.positions import positions_on_paper
from desktop_app.reference.records import Profile
from desktop_app.reference.service import list_items, territory_record

Values = dict[str, object]


def shared_values(unit: UnitOfWork, *, cohort: Cohort, own: Profile, language: str, kind: str) -> Values:
    """What all papers of one issue to a cohort have in common."""
    programme = unit.session.get_one(Programme, cohort.programme_id)
    region = unit.session.scalar(
        select(Territory).join(CentreProfile, CentreProfile.region_code == Territory.code).limit(1)
    )
    modules = unit.session.scalars(
        select(Module.title).where(Module.programme_id == programme.id).order_by(Module.place)
    )
    return {
        "course": in_script_of(language, programme.title),
        "hours": course_hours(unit, cohort),
        "starts": cohort.starts_on,
        "ends": cohort.ends_on,
        "centre": in_script_of(language, own.name),
        "region": "" if region is None else _name_of(region, language),
        "director": in_script_of(language, own.director),
        "director_short": signature_name(language, own.director),
        "cohort": cohort.code,
        "cohort_order": _order_text(cohort.order_number, cohort.order_date),
        "completion_order": _order_text(cohort.completion_order_number, cohort.completion_order_date),
        "modules": [in_script_of(language, title) for title in modules],
        "kind": kind,
    }


def values_by_enrolment(
    unit: UnitOfWork, *, rows: Iterable[CompletionRow], language: str, kind: PaperKind
) -> Mapping[int, tuple[str, Values]]:
    """The holder's name and the values that are each person's own, read at once for a whole cohort."""
    told = {row.enrolment_id: row for row in rows}
    with use(language):
        subjects = {item.code: item.names.text for item in list_items(unit, "subject")}
    position_of = positions_on_paper(unit, language)
    query = (
        select(Enrolment, Person, Territory)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Territory, Territory.code == Enrolment.district_code)
        .where(Enrolment.id.in_(told))
    )
    found = {}
    for enrolment, person, district in unit.session.execute(query):
        row, name = told[enrolment.id], name_parts(person, language)
        holder = holder_name(person, language)
        found[enrolment.id] = (
            holder,
            {
                **person_values(holder, name),
                "district": "" if district is None else _name_of(district, language),
                "workplace": in_script_of(language, enrolment.workplace),
                "position": position_of(enrolment.position),
                "subject": subjects.get(enrolment.subject_code or "", ""),
                "attended": _whole(row.attended_hours),
                "score": "" if row.final_score is None else _whole(row.final_score),
                "reason": _reason(row, kind, language),
            },
        )
    return found


def person_values(holder: str, name: PersonName) -> Values:
    return {
        "name": holder,
        "name_dative": dative(holder),
        "surname": name.surname,
        "given_name": name.given_name,
        "patronymic": name.patronymic,
    }


def name_parts(person: Person, language: str) -> PersonName:
    """The name in the script of the paper, as far as the card has it."""
    if language in IN_CYRILLIC and person.surname_cyrl:
        return PersonName(person.surname_cyrl, person.given_name_cyrl, person.patronymic_cyrl)
    return PersonName(person.surname, person.given_name, person.patronymic)


def holder_name(person: Person, language: str) -> str:
    if language in IN_CYRILLIC and person.surname_cyrl:
        return full_name(name_parts(person, language))
    return written_name(person)


def _reason(row: CompletionRow, kind: PaperKind, language: str) -> str:
    """Why a statement stands for a certificate, in the language of the paper; empty where nothing was missed.

    Where it was decided against the rule, the reason of that alone: who entered it concerns no reader of the paper.
    """
    if kind is not PaperKind.STATEMENT or row.outcome is not Outcome.STATEMENT:
        return ""
    if row.override is not None:
        return in_script_of(language, row.override.reason)
    with use(language):
        return row.decision.text


def _order_text(number: str, day: date | None) -> str:
    if not number:
        return ""
    return f"{number}, {short_date(day)}" if day is not None else number


def _name_of(territory: Territory, language: str) -> str:
    with use(language):
        return territory_record(territory).names.text


def _whole(value: float) -> float:
    """An int where it is one, so that it is written without a comma."""
    return int(value) if value == int(value) else value
