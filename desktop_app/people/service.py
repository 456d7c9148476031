"""The centre's people: saving a card, opening it with its training, and the whole list in Uzbek order."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Select, delete, func, select

from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person, PersonWord, Sex
from db.models.programmes import Programme
from db.models.reference import ReferenceItem
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName
from desktop_app.people.identity import QUESTION_TEXTS, IdentityQuestion, JshshirResult, identity_questions
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PeopleFilter, PersonCard, PersonDraft, PersonLine, Training
from desktop_app.people.rules import (
    BothScripts,
    both_scripts,
    card_name,
    checked_birth_date,
    checked_document,
    checked_jshshir,
    checked_name,
    checked_phones,
    find_words,
    name_columns,
    sex_name,
)
from desktop_app.people.search import matching_ids, prefix_bounds, query_prefixes

# So far into the list nothing is gained by reading from its end.
NEAR = 1_000
_CODES = ("position_code", "subject_code", "category_code", "education_code", "language_code", "district_code")
_TEXTS = ("position_text", "subject_text", "notes")
_WORDS_REASON = "words a person is found by"


def save_person(unit: UnitOfWork, draft: PersonDraft, *, confirm: str = "") -> int:
    """Save a new card (id 0) or a changed one; returns the id.

    Raises Invalid with the field to blame, Duplicate for a JShShIR in use, Conflict, and Refused with a code
    "confirm_…" when the JShShIR tells another sex, birth date or an unusual age: the same call with a reason in
    ``confirm`` saves anyway, and the journal keeps the reason.
    """
    values = _checked_values(unit, draft)
    jshshir = checked_jshshir(draft.jshshir)
    questions = _questions(unit, draft, jshshir)
    if questions and not confirm.strip():
        raise Refused(f"confirm_{questions[0]}", QUESTION_TEXTS[questions[0]])
    values["jshshir"] = jshshir.digits if jshshir else None
    _require_own_jshshir(unit, values["jshshir"], draft.id)
    if jshshir:
        values["birth_date"] = values["birth_date"] or jshshir.birth_date
        values["sex"] = values["sex"] or (Sex(jshshir.sex) if jshshir.sex else None)
    values["birth_year"] = values["birth_date"].year if values["birth_date"] else draft.birth_year
    row = _row_to_change(unit, draft)
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.flush()
    keep_words(unit, row)
    if questions:
        facts = {"questions": [str(question) for question in questions], "reason": tidy(confirm)}
        unit.note("confirm", entity=Person.__tablename__, entity_id=row.id, facts=facts)
    return row.id


def person_card(unit: UnitOfWork, *, person_id: int) -> PersonCard:
    """Raises NotFound."""
    row = unit.session.get(Person, person_id)
    if row is None:
        raise NotFound("no_person", N_("This person is no longer in the list."))
    line = person_lines(unit, [person_id])[0]
    names = {field.name for field in fields(PersonDraft)} & set(Person.__mapper__.columns.keys())
    values = {name: getattr(row, name) for name in names}
    values |= {"jshshir": row.jshshir or "", "document": row.document or "", "workplace": line.workplace}
    return PersonCard(line, PersonDraft(**values), row.created_at, tuple(_training(unit, person_id)))


def people_page(unit: UnitOfWork, *, wanted: PeopleFilter, offset: int, limit: int) -> list[PersonLine]:
    """A stretch of the list in Uzbek order; the far half is read from the end, so that no place is far."""
    ids = _wanted_ids(wanted)
    order = (Person.sort_key, Person.id)
    total = count_people(unit, wanted=wanted) if offset > NEAR else 0
    if 2 * offset <= total or offset <= NEAR:
        return person_lines(unit, unit.session.scalars(ids.order_by(*order).offset(offset).limit(limit)).all())
    size = min(limit, total - offset)
    if size <= 0:
        return []
    from_end = ids.order_by(*(column.desc() for column in order)).offset(total - offset - size).limit(size)
    return person_lines(unit, unit.session.scalars(from_end).all()[::-1])


def count_people(unit: UnitOfWork, *, wanted: PeopleFilter) -> int:
    return unit.session.scalar(select(func.count()).select_from(_wanted_ids(wanted).subquery())) or 0


def keep_words(unit: UnitOfWork, row: Person) -> None:
    """Let the person be found by what the card says now."""
    names = BothScripts(
        card_name(row),
        PersonName(row.surname_cyrl, row.given_name_cyrl, row.patronymic_cyrl),
    )
    words = find_words(names, jshshir=row.jshshir, document=row.document, phone=row.phone)
    kept = set(unit.session.scalars(select(PersonWord.word).where(PersonWord.person_id == row.id)))
    gone, new = kept - words, words - kept
    if gone:
        rows = delete(PersonWord).where(PersonWord.person_id == row.id, PersonWord.word.in_(gone))
        unit.execute_bulk(rows, reason=_WORDS_REASON)
    unit.insert_many(
        PersonWord,
        [{"word": word, "person_id": row.id} for word in sorted(new)],
        reason=_WORDS_REASON,
    )


def _checked_values(unit: UnitOfWork, draft: PersonDraft) -> dict[str, Any]:
    """The columns of the card, checked and in their kept form; all but what the JShShIR tells."""
    names = both_scripts(
        PersonName(draft.surname, draft.given_name, draft.patronymic),
        PersonName(draft.surname_cyrl, draft.given_name_cyrl, draft.patronymic_cyrl),
    )
    checked_name(names)
    return {
        **name_columns(names),
        **{name: getattr(draft, name) or None for name in _CODES},
        **{name: tidy(getattr(draft, name)) for name in _TEXTS},
        "document": checked_document(draft.document),
        "birth_date": checked_birth_date(draft.birth_date, today=unit.today),
        "sex": draft.sex,
        "phone": checked_phones(draft.phone),
        "staff_group": draft.staff_group or _staff_group_of(unit, draft.position_code),
        "institution_id": find_or_create_institution(unit, name=draft.workplace, district_code=draft.district_code),
    }


def _questions(unit: UnitOfWork, draft: PersonDraft, jshshir: JshshirResult | None) -> tuple[IdentityQuestion, ...]:
    if jshshir is None:
        return ()
    return identity_questions(jshshir, sex=sex_name(draft.sex), birth_date=draft.birth_date, today=unit.today)


def _require_own_jshshir(unit: UnitOfWork, jshshir: str | None, person_id: int) -> None:
    if jshshir is None:
        return
    other = unit.session.scalar(select(Person.id).where(Person.jshshir == jshshir, Person.id != person_id))
    if other is not None:
        raise Duplicate(
            "jshshir_taken",
            N_("This JShShIR stands on the card of {name} already."),
            name=person_lines(unit, [other])[0].full_name,
            person_id=other,
        )


def _row_to_change(unit: UnitOfWork, draft: PersonDraft) -> Person:
    if not draft.id:
        row = Person(created_at=unit.now)
        unit.session.add(row)
        return row
    found = unit.session.get(Person, draft.id)
    if found is None:
        raise NotFound("no_person", N_("This person is no longer in the list."))
    if found.version != draft.version:
        raise Conflict
    return found


def _staff_group_of(unit: UnitOfWork, position_code: str | None) -> str | None:
    """The staff group that the list of positions gives to a position."""
    attributes = unit.session.scalar(
        select(ReferenceItem.attributes).where(
            ReferenceItem.list_name == "position", ReferenceItem.code == position_code
        )
    )
    return attributes.get("group") if attributes else None


def _training(unit: UnitOfWork, person_id: int) -> list[Training]:
    """The courses of a person, newest first."""
    rows = (
        select(Enrolment, Cohort, Programme, Certificate.full_number)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(Certificate, Certificate.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
        .order_by(Cohort.starts_on.desc(), Enrolment.id.desc())
    )
    return [
        Training(
            enrolment_id=enrolment.id,
            cohort_id=cohort.id,
            cohort_code=cohort.code,
            programme=programme.title,
            hours=programme.hours,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            state=enrolment.state,
            finished_on=enrolment.finished_on,
            certificate_number=full_number or "",
        )
        for enrolment, cohort, programme, full_number in unit.session.execute(rows)
    ]


def _wanted_ids(wanted: PeopleFilter) -> Select[int]:
    query = select(Person.id)
    for column in ("district_code", "institution_id", "subject_code", "staff_group"):
        value = getattr(wanted, column)
        if value is not None:
            query = query.where(getattr(Person, column) == value)
    prefixes = query_prefixes(wanted.text)
    return (
        query.where(Person.id.in_(matching_ids(len(prefixes)))).params(prefix_bounds(prefixes)) if prefixes else query
    )
