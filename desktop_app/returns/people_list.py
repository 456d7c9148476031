"""The people behind a figure, and behind the whole return, with the facts of their enrolment."""

from collections.abc import Iterable
from dataclasses import dataclass
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
from desktop_app.i18n import N_, language
from desktop_app.indicators.model import FigureKey, RowKind
from desktop_app.indicators.service import behind
from desktop_app.language.names import PersonName, full_name
from desktop_app.people.certified import is_standing
from desktop_app.people.identity import mask_jshshir
from desktop_app.plan.population import FINISHED, counted, standing_of
from desktop_app.plan.records import Period, Standing
from desktop_app.reference.service import districts, list_items
from desktop_app.returns.person_code import Identity, code_key, person_codes
from desktop_app.returns.records import ListedPerson

# The code of the refusal of a figure that other channels have a part in.
WITH_OTHER_CHANNELS = "figure_with_other_channels"


def people_of(unit: UnitOfWork, key: FigureKey, period: Period) -> list[ListedPerson]:
    """The people that a figure counts, in Uzbek order; as many as it says.

    Raises Invalid for a figure that counts no people in cohorts (``WITH_OTHER_CHANNELS`` where what others report
    stands in it).
    """
    found = behind(unit, key, period).rows
    if any(row.kind is RowKind.CHANNEL_FIGURE for row in found):
        raise Invalid(WITH_OTHER_CHANNELS, N_("Other channels report figures only: no people stand behind them here."))
    ids = [row.enrolment_id for row in found if row.kind is RowKind.PERSON and row.enrolment_id is not None]
    if len(ids) < len(found):
        raise Invalid("figure_without_people", N_("There is no list of people behind this figure."))
    listed = [each for wanted in among(unit.session, [Enrolment.id], ids) for each in _listed(unit, period, wanted)]
    places = {enrolment_id: place for place, enrolment_id in enumerate(ids)}
    return sorted(listed, key=lambda person: places[person.enrolment_id])


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
