"""The people behind a figure, and behind the whole return, with the facts of their enrolment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, or_, select

from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, language
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.certified import is_standing
from desktop_app.people.identity import mask_jshshir
from desktop_app.plan.population import FINISHED, counted, period_of
from desktop_app.plan.records import Period, Standing
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.reference.service import districts, list_items, profile
from desktop_app.returns.columns import COUNTINGS
from desktop_app.returns.figures import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM
from desktop_app.returns.records import NOT_SPLIT, OTHER_REGION, TOTAL, UNKNOWN, ListedPerson

# The code of the refusal of a figure that other channels have a part in.
WITH_OTHER_CHANNELS = "figure_with_other_channels"


def people_behind(unit: UnitOfWork, *, year: int, month: int, form: str, row: str, column: str) -> list[ListedPerson]:
    """The people that a cell counts, in Uzbek order; as many as its figure.

    Raises Invalid for a cell that counts no people of our own: a plan, a percentage, another channel
    (``WITH_OTHER_CHANNELS`` where their figures stand in it).
    """
    period = period_of(year, month, today=unit.today)
    people = counted(period)
    counting = COUNTINGS.get(column)
    if counting is not None and form == PLAN_FORM and row.partition(".")[0] != OWN_CHANNEL:
        raise Invalid(WITH_OTHER_CHANNELS, N_("Other channels report figures only: no people stand behind them here."))
    rows = _row_condition(unit, people, form, row)
    if counting is None or rows is None:
        raise Invalid("figure_without_people", N_("There is no list of people behind this figure."))
    conditions = [people.c.standing.in_([standing.value for standing in counting.standings]), rows]
    if counting.only_month:
        conditions.append(people.c.is_of_month == 1)
    return _listed(unit, _query(people).where(*conditions))


def everybody(unit: UnitOfWork, period: Period) -> list[ListedPerson]:
    """All people of the return in Uzbek order: its annex."""
    return _listed(unit, _query(counted(period)))


def _row_condition(unit: UnitOfWork, people: Subquery, form: str, row: str) -> ColumnElement[bool] | None:
    if row == TOTAL and form in (DISTRICT_FORM, SUBJECT_FORM):
        return people.c.person_id.is_not(None)
    match form:
        case _ if form == PLAN_FORM:
            return _group_condition(unit, people, row)
        case _ if form == DISTRICT_FORM:
            return _district_condition(unit, people, row)
        case _ if form == SUBJECT_FORM:
            known = [item.code for item in list_items(unit, "subject")]
            return _known_or_not(people.c.subject_code, known, row)
        case _:
            return None


def _group_condition(unit: UnitOfWork, people: Subquery, row: str) -> ColumnElement[bool] | None:
    group = row.partition(".")[2]
    if not group:
        return people.c.person_id.is_not(None)
    return _known_or_not(people.c.staff_group, [item.code for item in list_items(unit, "staff_group")], group)


def _district_condition(unit: UnitOfWork, people: Subquery, row: str) -> ColumnElement[bool] | None:
    own = [district.code for district in districts(unit, region_code=profile(unit).region_code)]
    code = people.c.district_code
    if row == OTHER_REGION:
        return and_(code.is_not(None), code != "", code.not_in(own))
    if row == UNKNOWN:
        return or_(code.is_(None), code == "")
    return _known_or_not(code, own, row)


def _known_or_not(code: ColumnElement[Any], known: list[str], row: str) -> ColumnElement[bool] | None:
    if row == UNKNOWN:
        return or_(code.is_(None), code.not_in(known))
    if row == NOT_SPLIT or row not in known:
        return None
    return code == row


def _query(people: Subquery) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Person.id,
        Person.surname,
        Person.given_name,
        Person.patronymic,
        Person.surname_cyrl,
        Person.given_name_cyrl,
        Person.patronymic_cyrl,
        Person.jshshir,
        Enrolment.id.label("enrolment_id"),
        Enrolment.cohort_id,
        Enrolment.workplace,
        Enrolment.position,
        Enrolment.staff_group,
        Enrolment.district_code,
        Enrolment.subject_code,
        Enrolment.finished_on,
        people.c.standing,
        Certificate.full_number,
    )
    return (
        select(*columns)
        .select_from(people)
        .join(Person, Person.id == people.c.person_id)
        .join(Enrolment, Enrolment.id == people.c.enrolment_id)
        .outerjoin(Certificate, (Certificate.enrolment_id == Enrolment.id) & is_standing())
        .order_by(Person.sort_key, Person.id)
    )


@dataclass(frozen=True)
class _Named:
    """What the codes of an enrolment stand for, looked up once for a whole list, in the language in force."""

    cohorts: dict[int, tuple[str, date, date]]
    districts: dict[str, str]
    staff_groups: dict[str, str]
    subjects: dict[str, str]
    in_cyrillic: bool

    def person(self, row: Row[Any]) -> ListedPerson:
        if self.in_cyrillic and row.surname_cyrl:
            name = PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl)
        else:
            name = PersonName(row.surname, row.given_name, row.patronymic)
        code, starts_on, ends_on = self.cohorts[row.cohort_id]
        standing = Standing(row.standing)
        return ListedPerson(
            person_id=row.id,
            enrolment_id=row.enrolment_id,
            full_name=full_name(name),
            jshshir=mask_jshshir(row.jshshir) if row.jshshir else "",
            workplace=row.workplace,
            district=self.districts.get(row.district_code, ""),
            position=row.position,
            staff_group=self.staff_groups.get(row.staff_group, ""),
            subject=self.subjects.get(row.subject_code, ""),
            cohort=code,
            starts_on=starts_on,
            ends_on=ends_on,
            standing=standing,
            # A later finish is not yet one on the last day of the month.
            finished_on=row.finished_on if standing in FINISHED else None,
            certificate_number=row.full_number or "",
        )


def _listed(unit: UnitOfWork, query: Select[Any]) -> list[ListedPerson]:
    cohorts = unit.session.execute(select(Cohort.id, Cohort.code, Cohort.starts_on, Cohort.ends_on))
    named = _Named(
        cohorts={cohort_id: (code, starts_on, ends_on) for cohort_id, code, starts_on, ends_on in cohorts},
        districts={place.code: place.names.text for place in districts(unit)},
        staff_groups={item.code: item.names.text for item in list_items(unit, "staff_group")},
        subjects={item.code: item.names.text for item in list_items(unit, "subject")},
        in_cyrillic=language() in ("uz_Cyrl", "ru"),
    )
    return [named.person(row) for row in unit.session.execute(query)]
