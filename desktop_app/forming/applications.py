"""Applications of employers: entered, with the people they name and what is wished for each, and withdrawn."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from db.models.applications import Application, ApplicationPerson
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Institution, Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.forming.records import ApplicationDraft, ApplicationRecord, Wish
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.script import to_cyrillic, to_latin
from desktop_app.people.rules import written_name
from desktop_app.reference.service import list_items
from desktop_app.rosters.imports import import_record

PAGE_ROWS = 200
_PLAIN = ("dated_on", "institution_id", "district_code", "people_stated")


def applications(
    unit: UnitOfWork, *, year: int | None = None, text: str = "", first: int = 0, rows: int = PAGE_ROWS
) -> tuple[list[ApplicationRecord], int]:
    """A page of the applications, newest first, and how many there are; ``text`` is of the number or the employer."""
    conditions = _conditions(year, text)
    counted = select(func.count()).select_from(Application)
    counted = counted.outerjoin(Institution, Institution.id == Application.institution_id).where(*conditions)
    query = _records().where(*conditions).order_by(Application.dated_on.desc(), Application.id.desc())
    found = [_record(*row) for row in unit.session.execute(query.offset(first).limit(rows))]
    return found, unit.session.scalar(counted) or 0


def application(unit: UnitOfWork, *, application_id: int) -> ApplicationRecord:
    row = unit.session.execute(_records().where(Application.id == application_id)).one_or_none()
    if row is None:
        raise _unknown()
    return _record(*row)


def save_application(unit: UnitOfWork, draft: ApplicationDraft) -> int:
    """Add the application (id 0) or change it; returns its id. Raises Invalid naming the field, Conflict."""
    if draft.institution_id is None and not tidy(draft.applicant):
        raise Invalid("applicant_missing", N_("Say who applies: an institution or a department."), field="applicant")
    if draft.dated_on > unit.today:
        raise Invalid("application_to_come", N_("The day of the application is still to come."), field="dated_on")
    if draft.people_stated is not None and draft.people_stated < 0:
        raise Invalid("count_negative", N_("A count of people cannot be below nought."), field="people_stated")
    if draft.institution_id is not None and unit.session.get(Institution, draft.institution_id) is None:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="institution_id")
    row = _load(unit, draft.id) if draft.id else Application()
    if draft.id and row.version != draft.version:
        raise Conflict
    for name in _PLAIN:
        setattr(row, name, getattr(draft, name))
    row.number, row.applicant, row.note = tidy(draft.number), tidy(draft.applicant), draft.note.strip()
    unit.session.add(row)
    unit.session.flush()
    return row.id


def delete_application(unit: UnitOfWork, *, application_id: int) -> None:
    """Raises Refused once somebody of it has a place."""
    row = _load(unit, application_id)
    placed = select(func.count()).where(
        ApplicationPerson.application_id == application_id, ApplicationPerson.enrolment_id.is_not(None)
    )
    if unit.session.scalar(placed):
        raise Refused("application_in_use", N_("People of this application have places already: it stays."))
    for wish in unit.session.scalars(select(ApplicationPerson).where(_of(application_id))).all():
        unit.session.delete(wish)
    unit.session.flush()
    unit.session.delete(row)


def wishes(unit: UnitOfWork, *, application_id: int) -> list[Wish]:
    """The people of the application in Uzbek order."""
    rows = unit.session.execute(
        select(ApplicationPerson, Person, Institution.name, Programme.title, Cohort.id, Cohort.code)
        .join(Person, Person.id == ApplicationPerson.person_id)
        .outerjoin(Institution, Institution.id == Person.institution_id)
        .outerjoin(Programme, Programme.id == ApplicationPerson.programme_id)
        .outerjoin(Enrolment, Enrolment.id == ApplicationPerson.enrolment_id)
        .outerjoin(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(_of(application_id))
        .order_by(Person.sort_key, Person.id)
    )
    return [
        Wish(
            id=wish.id,
            person_id=person.id,
            name=written_name(person),
            workplace=workplace or "",
            programme_id=wish.programme_id,
            programme_title=title or "",
            year=wish.year,
            month=wish.month,
            shift_code=wish.shift_code,
            cohort_id=cohort_id,
            cohort_code=code or "",
            withdrawn_on=wish.withdrawn_on,
            withdrawal_reason=wish.withdrawal_reason,
        )
        for wish, person, workplace, title, cohort_id, code in rows
    ]


def add_people(
    unit: UnitOfWork,
    *,
    application_id: int,
    person_ids: Sequence[int],
    year: int,
    month: int | None = None,
    programme_id: int | None = None,
    shift_code: str | None = None,
) -> list[int]:
    """Put people on the application; returns the new lines. Who stands there already is not put there twice.

    Raises Invalid naming the field, NotFound.
    """
    _load(unit, application_id)
    if month is not None and not 1 <= month <= 12:
        raise Invalid("month_wrong", N_("Choose a month."), field="month")
    if shift_code is not None and shift_code not in {item.code for item in list_items(unit, "shift")}:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="shift_code")
    there = set(unit.session.scalars(select(ApplicationPerson.person_id).where(_of(application_id))))
    new = [
        ApplicationPerson(
            application_id=application_id,
            person_id=person_id,
            programme_id=programme_id,
            year=year,
            month=month,
            shift_code=shift_code,
        )
        for person_id in dict.fromkeys(person_ids)
        if person_id not in there
    ]
    unit.session.add_all(new)
    unit.session.flush()
    return [wish.id for wish in new]


def add_wishes(unit: UnitOfWork, *, application_id: int, wanted: Sequence[Wish]) -> None:
    """Put lines that were taken off on the application again, as they were."""
    for wish in wanted:
        (wish_id,) = add_people(
            unit,
            application_id=application_id,
            person_ids=[wish.person_id],
            year=wish.year,
            month=wish.month,
            programme_id=wish.programme_id,
            shift_code=wish.shift_code,
        )
        row = _load_wish(unit, wish_id)
        row.withdrawn_on, row.withdrawal_reason = wish.withdrawn_on, wish.withdrawal_reason


def people_of_import(unit: UnitOfWork, *, import_id: int) -> list[int]:
    """The people whom a roster brought into the centre's list, for an application that came as a file."""
    rows = import_record(unit, import_id=import_id).rows
    return list(dict.fromkeys(row.person_id for row in rows if row.person_id is not None))


def remove_wishes(unit: UnitOfWork, *, wish_ids: Sequence[int]) -> None:
    """Take lines off that were entered by mistake. Raises Refused for who has a place."""
    for wish_id in wish_ids:
        wish = _load_wish(unit, wish_id)
        _require_waiting(unit, wish)
        unit.session.delete(wish)


def withdraw(unit: UnitOfWork, *, wish_id: int, reason: str, withdrawn_on: date | None = None) -> None:
    """Note that the employer takes a person back, with the reason. Raises Invalid, and Refused for who has a place."""
    wish = _load_wish(unit, wish_id)
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")
    _require_waiting(unit, wish)
    wish.withdrawn_on, wish.withdrawal_reason = withdrawn_on or unit.today, tidy(reason)


def take_withdrawal_back(unit: UnitOfWork, *, wish_id: int) -> None:
    wish = _load_wish(unit, wish_id)
    wish.withdrawn_on, wish.withdrawal_reason = None, ""


def _records() -> Select[Application, str | None, int, int, int]:
    def lines(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    is_there = ApplicationPerson.id.is_not(None)
    stays = is_there & ApplicationPerson.withdrawn_on.is_(None)
    return (
        select(
            Application,
            Institution.name,
            lines(stays),
            lines(stays & ApplicationPerson.enrolment_id.is_(None)),
            lines(is_there & ApplicationPerson.withdrawn_on.is_not(None)),
        )
        .outerjoin(Institution, Institution.id == Application.institution_id)
        .outerjoin(ApplicationPerson, ApplicationPerson.application_id == Application.id)
        .group_by(Application.id)
    )


def _record(row: Application, institution: str | None, listed: int, waiting: int, withdrawn: int) -> ApplicationRecord:
    return ApplicationRecord(
        dated_on=row.dated_on,
        number=row.number,
        institution_id=row.institution_id,
        applicant=row.applicant,
        district_code=row.district_code,
        people_stated=row.people_stated,
        note=row.note,
        id=row.id,
        version=row.version,
        employer=institution or row.applicant,
        listed=listed,
        waiting=waiting,
        withdrawn=withdrawn,
    )


def _conditions(year: int | None, text: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if year is not None:
        conditions.append(Application.dated_on.between(date(year, 1, 1), date(year, 12, 31)))
    typed = tidy(text)
    if typed:
        spellings = {typed, to_latin(typed), to_cyrillic(typed)}
        columns = (Application.number, Application.applicant, Institution.name)
        conditions.append(
            or_(*(column.icontains(spelling, autoescape=True) for column in columns for spelling in spellings))
        )
    return conditions


def _of(application_id: int) -> ColumnElement[bool]:
    return ApplicationPerson.application_id == application_id


def _require_waiting(unit: UnitOfWork, wish: ApplicationPerson) -> None:
    if wish.enrolment_id is not None:
        person = unit.session.get_one(Person, wish.person_id)
        raise Refused(
            "wish_placed",
            N_("{name} has a place in a cohort already: take the person out of the cohort first."),
            name=written_name(person),
        )


def _load(unit: UnitOfWork, application_id: int) -> Application:
    row = unit.session.get(Application, application_id)
    if row is None:
        raise _unknown()
    return row


def _load_wish(unit: UnitOfWork, wish_id: int) -> ApplicationPerson:
    row = unit.session.get(ApplicationPerson, wish_id)
    if row is None:
        raise _unknown()
    return row


def _unknown() -> NotFound:
    return NotFound("application_unknown", N_("There is no such application any more."))
