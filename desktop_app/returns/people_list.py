"""The people behind a figure, and behind the whole return, with the facts of their enrolment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from db.among import among
from db.models.centre import CentreProfile
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, language
from desktop_app.indicators.model import FigureKey, Measure, RowKind
from desktop_app.indicators.of_people import OF_MOVEMENT, OF_PEOPLE
from desktop_app.indicators.service import behind, indicator
from desktop_app.language.dates import short_date
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.certified import is_standing
from desktop_app.people.identity import mask_jshshir
from desktop_app.plan.population import FINISHED, counted, standing_of
from desktop_app.plan.records import Period, Standing
from desktop_app.reference.service import districts, list_items
from desktop_app.returns.person_code import Identity, code_key, person_codes
from desktop_app.returns.records import ListedPerson

# Figures that count enrolments even where they count none.
_OF_ENROLMENTS = frozenset(each.code for each in (*OF_PEOPLE, *OF_MOVEMENT))
_RECKONED_FROM = {
    "age": (Person.birth_date, N_("Born on {day}.")),
    "service_years": (Person.service_since, N_("Works since {day}.")),
}
# The code of the refusal of a figure that other channels have a part in.
WITH_OTHER_CHANNELS = "figure_with_other_channels"


def people_of(unit: UnitOfWork, key: FigureKey, period: Period, *, limit: int | None = None) -> list[ListedPerson]:
    """The people that a figure counts, in Uzbek order; as many as it says, or the first ``limit`` of them.

    Raises Invalid for a figure that counts no people in cohorts (``WITH_OTHER_CHANNELS`` where what others report
    stands in it).
    """
    asked, page = indicator(key.indicator), behind(unit, key, period, limit=limit)
    found = page.rows
    # What others report stands after the people: where rows are left out, the last of all tells of it.
    left_out = behind(unit, key, period, offset=page.total - 1, limit=1).rows if len(found) < page.total else ()
    # Behind a mean stand points, which the list of people has no place for.
    if asked.unit is Measure.POINTS or not (found or asked.code in _OF_ENROLMENTS):
        raise without_people()
    if any(row.kind is RowKind.CHANNEL_FIGURE for row in (*found, *left_out)):
        raise Invalid(WITH_OTHER_CHANNELS, N_("Other channels report figures only: no people stand behind them here."))
    ids = [row.enrolment_id for row in found if row.kind is RowKind.PERSON and row.enrolment_id is not None]
    if len(ids) < len(found):
        raise without_people()
    listed = [each for wanted in among(unit.session, [Enrolment.id], ids) for each in _listed(unit, period, wanted)]
    told = {row.enrolment_id: row.reason for row in found}
    facts = _facts(unit, ids, key.filters)
    people = {person.enrolment_id: person for person in listed}
    return [
        replace(people[enrolment_id], reason=" ".join(filter(None, (facts.get(enrolment_id), told[enrolment_id]))))
        for enrolment_id in ids
    ]


def without_people() -> Invalid:
    return Invalid("figure_without_people", N_("There is no list of people behind this figure."))


def _facts(unit: UnitOfWork, ids: list[int], narrowed_by: Collection[str]) -> dict[int, str]:
    """What the card says of those that a figure counts by years: the day that these are reckoned from."""
    facts: dict[int, list[str]] = {}
    for dimension, (since, sentence) in _RECKONED_FROM.items():
        if dimension in narrowed_by:
            for wanted in among(unit.session, [Enrolment.id], ids):
                query = select(Enrolment.id, since).join(Person, Person.id == Enrolment.person_id).where(wanted)
                for enrolment_id, day in unit.session.execute(query):
                    if day is not None:
                        facts.setdefault(enrolment_id, []).append(_(sentence, day=short_date(day)))
    return {enrolment_id: " ".join(sentences) for enrolment_id, sentences in facts.items()}


def everybody(unit: UnitOfWork, period: Period) -> list[ListedPerson]:
    """All people of the return by name, in Uzbek order."""
    people = counted(period)
    return _listed(unit, period, Enrolment.id.in_(select(people.c.enrolment_id)))


def _query(period: Period) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Person.id,
        Person.surname,
        Person.given_name,
        Person.patronymic,
        Person.surname_cyrl,
        Person.given_name_cyrl,
        Person.patronymic_cyrl,
        Person.jshshir,
        Person.name_key,
        Person.birth_date,
        Enrolment.id.label("enrolment_id"),
        Enrolment.cohort_id,
        Enrolment.workplace,
        Enrolment.position,
        Enrolment.staff_group,
        Enrolment.district_code,
        Enrolment.subject_code,
        Enrolment.finished_on,
        standing_of(period).label("standing"),
        Certificate.full_number,
    )
    return (
        select(*columns)
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Certificate, (Certificate.enrolment_id == Enrolment.id) & is_standing())
        .order_by(Person.sort_key, Person.id)
    )


@dataclass(frozen=True)
class Named:
    """What the codes of an enrolment stand for, looked up once for a whole list, in the language in force."""

    cohorts: dict[int, tuple[str, date, date]]
    districts: dict[str, str]
    staff_groups: dict[str, str]
    subjects: dict[str, str]
    in_cyrillic: bool
    centre: str
    key: bytes

    @classmethod
    def of(cls, unit: UnitOfWork) -> "Named":
        own = unit.session.get_one(CentreProfile, 1)
        cohorts = unit.session.execute(select(Cohort.id, Cohort.code, Cohort.starts_on, Cohort.ends_on))
        return cls(
            cohorts={cohort_id: (code, starts_on, ends_on) for cohort_id, code, starts_on, ends_on in cohorts},
            districts={place.code: place.names.text for place in districts(unit)},
            staff_groups={item.code: item.names.text for item in list_items(unit, "staff_group")},
            subjects={item.code: item.names.text for item in list_items(unit, "subject")},
            in_cyrillic=language() in ("uz_Cyrl", "ru"),
            centre=own.uuid,
            key=code_key(own.return_phrase),
        )

    def card(self, person_id: int) -> str:
        """What names a card among those of all centres."""
        return f"{self.centre}:{person_id}"

    def codes(self, people: Iterable[tuple[int, str | None, str, date | None]]) -> list[str]:
        """By which the annex names the people of a list: of each the card, JShShIR, name key and birth date."""
        told = [
            Identity(self.card(person_id), jshshir, name_key, birth_date)
            for person_id, jshshir, name_key, birth_date in people
        ]
        return person_codes(self.key, told)

    def person(self, row: Row[Any], code: str) -> ListedPerson:
        if self.in_cyrillic and row.surname_cyrl:
            name = PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl)
        else:
            name = PersonName(row.surname, row.given_name, row.patronymic)
        cohort, starts_on, ends_on = self.cohorts[row.cohort_id]
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
            cohort=cohort,
            starts_on=starts_on,
            ends_on=ends_on,
            standing=standing,
            # A later finish is not yet one on the last day of the month.
            finished_on=row.finished_on if standing in FINISHED else None,
            certificate_number=row.full_number or "",
            code=code,
        )


def _listed(unit: UnitOfWork, period: Period, wanted: ColumnElement[bool]) -> list[ListedPerson]:
    named = Named.of(unit)
    rows = unit.session.execute(_query(period).where(wanted)).all()
    codes = named.codes((row.id, row.jshshir, row.name_key, row.birth_date) for row in rows)
    return [named.person(row, code) for row, code in zip(rows, codes, strict=True)]
