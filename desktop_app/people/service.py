"""The centre's people: saving a card, and opening it with its training."""

from dataclasses import fields
from typing import Any

from sqlalchemy import select

from db.models.people import Person, Sex
from db.models.reference import ReferenceItem
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.names import PersonName
from desktop_app.people.cards import load_card
from desktop_app.people.consents import consents
from desktop_app.people.courses import recent_hours, training_of
from desktop_app.people.history import NAME_COLUMNS, former_names, keep_former_name, keep_former_post, posts
from desktop_app.people.identity import QUESTION_TEXTS, JshshirProblem, JshshirResult, identity_questions
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.people.lines import person_lines
from desktop_app.people.records import Archived, CardChange, PersonCard, PersonDraft
from desktop_app.people.rules import (
    FIRST_BIRTH_YEAR,
    BothScripts,
    both_scripts,
    card_name,
    category_state,
    checked_birth_date,
    checked_document,
    checked_jshshir,
    checked_name,
    checked_order,
    checked_past,
    checked_phones,
    cyrillic_name,
    is_same_name,
    name_columns,
    sex_name,
    whole_years,
    written_name,
)
from desktop_app.people.words import keep_words
from desktop_app.reference.service import rules_on
from desktop_app.rows import row_at

_CODES = (
    "position_code", "subject_code", "category_code", "education_code", "language_code", "district_code",
    "locality_code", "stage_2024",
)  # fmt: skip
_TEXTS = ("position_text", "subject_text", "notes", "graduated_from", "diploma_specialty")
_DAYS = ("category_given_on", "post_since", "service_since", "graduation_year")
_KEPT_AS_TYPED = {field.name for field in fields(PersonDraft)} & set(Person.__mapper__.columns.keys())


def save_person(
    unit: UnitOfWork,
    draft: PersonDraft,
    *,
    confirm: str = "",
    renamed: CardChange | None = None,
    moved: CardChange | None = None,
) -> int:
    """Save a new card (id 0) or a changed one; returns the id.

    Raises Invalid with the field to blame, Duplicate for a JShShIR in use, Conflict, and Refused with a question that
    the same call answers when it is repeated: "confirm_…" (facts: ``questions``) where the JShShIR does not agree with
    itself or with the card wants the reason in ``confirm``, which stays on the card; "confirm_phone" (fact:
    ``number``) wants the phone typed in full; "confirm_name" wants ``renamed``, "confirm_post" wants ``moved``.
    """
    row = _row_to_change(unit, draft)
    values = _checked_values(unit, draft)
    told = checked_jshshir(draft.jshshir) or JshshirResult("", JshshirProblem.MISSING)
    values |= _told_by(told, values, draft)
    _require_own_jshshir(unit, values["jshshir"], draft.id)
    questions = identity_questions(told, sex=sex_name(draft.sex), birth_date=draft.birth_date, today=unit.today)
    note = tidy(confirm) or _answer_on_card(row, told, draft)
    if questions and not note:
        raise Refused(f"confirm_{questions[0]}", QUESTION_TEXTS[questions[0]], questions=questions)
    values["identity_note"] = note if questions else ""
    if draft.id:
        _keep_former(unit, row, values, renamed=renamed, moved=moved)
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.add(row)
    unit.session.flush()
    keep_words(unit, row)
    if questions and tidy(confirm):
        facts = {"questions": [str(question) for question in questions], "reason": tidy(confirm)}
        unit.note("confirm", entity=Person.__tablename__, entity_id=row.id, facts=facts)
    return row.id


def person_card(unit: UnitOfWork, *, person_id: int) -> PersonCard:
    """Raises NotFound."""
    row = row_at(unit, Person, person_id, "no_person", N_("This person is no longer in the list."))
    line = person_lines(unit, [person_id])[0]
    values = {name: getattr(row, name) for name in _KEPT_AS_TYPED}
    values |= {"jshshir": line.jshshir or "", "document": row.document or "", "workplace": line.workplace}
    training = tuple(training_of(unit, person_id))
    cycle_years = rules_on(unit, unit.today).cycle_years
    return PersonCard(
        line,
        PersonDraft(**values),
        row.created_at,
        training,
        identity_note=row.identity_note,
        category_state=category_state(
            row.category_code,
            given_on=row.category_given_on,
            valid_to=row.category_valid_to,
            is_lifetime=row.category_is_lifetime,
            on=unit.today,
        ),
        years_in_post=whole_years(row.post_since, unit.today),
        years_of_service=whole_years(row.service_since, unit.today),
        former_names=tuple(former_names(unit, person_id)),
        posts=tuple(posts(unit, row, line)),
        consents=tuple(consents(unit, person_id)),
        recent_hours=recent_hours(training, years=cycle_years, on=unit.today),
        cycle_years=cycle_years,
        archived=Archived(row.archived_on, row.archive_reason) if row.is_archived else None,
        erased_on=row.erased_on,
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
        "phone": checked_phones(draft.phone),
        "staff_group": draft.staff_group or _staff_group_of(unit, draft.position_code),
        **_dates_of_card(unit, draft),
        "institution_id": find_or_create_institution(unit, name=draft.workplace, district_code=draft.district_code),
    }


def _dates_of_card(unit: UnitOfWork, draft: PersonDraft) -> dict[str, Any]:
    """The days of category, post, service and diploma. Raises Invalid for days that cannot be."""
    for name in ("category_given_on", "post_since", "service_since"):
        checked_past(name, getattr(draft, name), today=unit.today)
    checked_order("category_valid_to", before=draft.category_given_on, after=draft.category_valid_to)
    checked_order("post_since", before=draft.service_since, after=draft.post_since)
    if draft.graduation_year is not None and not FIRST_BIRTH_YEAR <= draft.graduation_year <= unit.today.year:
        message = N_("A diploma cannot be of {year}.")
        raise Invalid("graduation_year_wrong", message, field="graduation_year", year=draft.graduation_year)
    return {
        **{name: getattr(draft, name) for name in _DAYS},
        "category_is_lifetime": draft.category_is_lifetime,
        # What is for life does not end.
        "category_valid_to": None if draft.category_is_lifetime else draft.category_valid_to,
    }


def _told_by(told: JshshirResult, values: dict[str, Any], draft: PersonDraft) -> dict[str, Any]:
    """The number, and with it the birth date and the sex that nobody typed."""
    birth_date = values["birth_date"] or told.birth_date
    return {
        "jshshir": told.digits or None,
        "birth_date": birth_date,
        "birth_year": birth_date.year if birth_date else draft.birth_year,
        "sex": draft.sex or (Sex(told.sex) if told.sex else None),
    }


def _answer_on_card(row: Person, told: JshshirResult, draft: PersonDraft) -> str:
    """The reason given before: it holds until one of the facts that it is about changes."""
    is_as_before = (row.jshshir, row.sex, row.birth_date) == (told.digits, draft.sex, draft.birth_date)
    return row.identity_note if is_as_before else ""


def _keep_former(
    unit: UnitOfWork, row: Person, values: dict[str, Any], *, renamed: CardChange | None, moved: CardChange | None
) -> None:
    """Ask what another name and another post mean, and keep the old ones of a change."""
    names = BothScripts(card_name(row), cyrillic_name(row))
    is_other_name = not is_same_name(names, BothScripts(*_names_in(values)))
    if is_other_name and renamed is None:
        question = N_("The card said {name}. Was it misspelt, or has the name changed?")
        raise Refused("confirm_name", question, name=written_name(row))
    is_other_post = _is_other_post(row, values)
    if is_other_post and moved is None:
        question = N_("Has the person changed the workplace or the position, or was the card wrong?")
        raise Refused("confirm_post", question)
    if is_other_name and renamed is not None and not renamed.is_correction:
        keep_former_name(unit, row, renamed)
    if is_other_post and moved is not None and not moved.is_correction:
        keep_former_post(unit, row, moved)
        if values["post_since"] == row.post_since:
            values["post_since"] = moved.since


def _names_in(values: dict[str, Any]) -> tuple[PersonName, PersonName]:
    parts = [values[name] for name in NAME_COLUMNS]
    return PersonName(*parts[:3]), PersonName(*parts[3:])


def _is_other_post(row: Person, values: dict[str, Any]) -> bool:
    """Whether another institution or position stands where one stood; what is only filled in is no movement."""
    return any(
        (before := getattr(row, name)) and values[name] and before != values[name]
        for name in ("institution_id", "position_code", "position_text")
    )


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
        return Person(created_at=unit.now, identity_note="")
    found = load_card(unit, draft.id)
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
