"""Applying a previewed roster: ready rows and decided ones, in one transaction, with what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Institution, Person, PersonWord
from db.models.programmes import Programme
from db.models.rosters import RosterImport
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Refused
from desktop_app.i18n import N_
from desktop_app.people.institutions import CHUNK, InstitutionKey, find_or_create_institutions, institution_key
from desktop_app.people.rules import find_words, name_columns
from desktop_app.people.service import keep_words
from desktop_app.reference.service import list_items
from desktop_app.rosters.known import read_standing
from desktop_app.rosters.preview import RosterPreview, RosterRow, RowAction, open_cohort, preview_table
from desktop_app.rosters.problems import ProblemCode, RowState
from desktop_app.rosters.rows import RosterPerson

_REASON = "roster of a cohort"
# Questions that are answered by naming the person, or by saying that it is a new one.
IDENTITY_QUESTIONS = frozenset({ProblemCode.NAMESAKE, ProblemCode.DOCUMENT_OF_ANOTHER, ProblemCode.SAME_PERSON_TWICE})
_COPIED = (
    "jshshir", "document", "birth_date", "birth_year", "sex", "phone", "district_code", "position_code",
    "position_text", "staff_group", "subject_code", "subject_text", "category_code", "education_code",
    "language_code", "notes",
)  # fmt: skip
_ENROLMENT_FACTS = ("district_code", "subject_code", "category_code")


class RowBecame(StrEnum):
    """What became of a row when its file was applied."""

    CREATED = "created"
    MATCHED = "matched"
    ENROLLED_AGAIN = "enrolled_again"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Decision:
    """The answer to the questions of one row; all of them at once. A row without a decision is left out.

    Where it was asked who it is: ``person_id`` of a candidate, or ``is_new_person``.
    """

    is_accepted: bool = True
    person_id: int | None = None
    is_new_person: bool = False
    district_code: str | None = None


@dataclass(frozen=True)
class RosterOutcome:
    """``applied`` = created + matched; ``skipped`` is every other row of the file."""

    applied: int
    created: int
    matched: int
    skipped: int


@dataclass(frozen=True)
class _Entry:
    """A row that will be applied, with the person it means (None for a new one)."""

    row: RosterRow
    person: RosterPerson
    known_id: int | None


def apply_roster(
    unit: UnitOfWork, preview: RosterPreview, *, decisions: Mapping[int, Decision] | None = None
) -> RosterOutcome:
    """Enrol everybody who is ready or decided on; nothing is written where nothing is to apply.

    Raises Conflict when the centre has changed since the preview so that a row would end otherwise, Refused for
    a cohort that is over and for a decision that leaves a question open.
    """
    cohort = open_cohort(unit, preview.cohort_id)
    _require_unchanged(unit, preview)
    entries = [entry for row in preview.rows if (entry := _entry(row, (decisions or {}).get(row.number)))]
    _require_each_once(unit, cohort, entries)
    if not entries:
        return RosterOutcome(0, 0, 0, len(preview.rows))
    named = [(entry.person.workplace, entry.person.district_code) for entry in entries if entry.person.workplace]
    workplaces = find_or_create_institutions(unit, named)
    ids = _create(unit, [entry for entry in entries if entry.known_id is None], workplaces)
    cards = _complete(unit, [entry for entry in entries if entry.known_id is not None], workplaces)
    ids |= {entry.row.number: entry.known_id for entry in entries if entry.known_id is not None}
    _enrol(unit, cohort, entries, ids, cards)
    unit.session.add(_import_record(unit, preview, entries, ids))
    created = sum(entry.known_id is None for entry in entries)
    return RosterOutcome(len(entries), created, len(entries) - created, len(preview.rows) - len(entries))


def _require_unchanged(unit: UnitOfWork, preview: RosterPreview) -> None:
    """What is applied is what was seen: the rows are matched once more, under the write lock."""
    fresh = preview_table(unit, table=preview.table, cohort_id=preview.cohort_id)
    seen = [(row.number, row.state, row.action, row.matched and row.matched.id) for row in preview.rows]
    if seen != [(row.number, row.state, row.action, row.matched and row.matched.id) for row in fresh.rows]:
        raise Conflict


def _entry(row: RosterRow, decision: Decision | None) -> _Entry | None:
    """The row as it will be applied; None for one that is left out. Raises Refused for half an answer."""
    if row.person is None:
        return None
    meant = row.matched.id if row.matched else None
    if row.state is RowState.READY:
        return _Entry(row, row.person, meant)
    if row.state is not RowState.ASK or decision is None or not decision.is_accepted:
        return None
    person = row.person
    if row.districts:
        if decision.district_code not in dict(row.districts):
            raise _half_answer(row)
        person = replace(person, district_code=decision.district_code)
    if row.codes & IDENTITY_QUESTIONS:
        if not decision.is_new_person and decision.person_id not in {known.id for known in row.candidates}:
            raise _half_answer(row)
        if decision.is_new_person and row.matched and row.matched.jshshir == person.jshshir is not None:
            raise _half_answer(row)
        meant = None if decision.is_new_person else decision.person_id
    return _Entry(row, person, meant)


def _half_answer(row: RosterRow) -> Refused:
    return Refused("decision_incomplete", N_("The question of row {row} is not answered in full."), row=row.number)


def _require_each_once(unit: UnitOfWork, cohort: Cohort, entries: list[_Entry]) -> None:
    """Decisions may name one person twice, or one who is enrolled already."""
    meant = [entry.known_id for entry in entries if entry.known_id is not None]
    standing = read_standing(unit, cohort=cohort, person_ids=meant)
    seen: set[int] = set()
    for entry in entries:
        if entry.known_id is None:
            continue
        if entry.known_id in seen or standing.is_enrolled(entry.known_id):
            raise Refused(
                "enrolled_twice",
                N_("Row {row}: {name} would be in the cohort twice."),
                row=entry.row.number,
                name=entry.person.full_name,
            )
        seen.add(entry.known_id)


def _create(unit: UnitOfWork, entries: list[_Entry], workplaces: Mapping[InstitutionKey, int]) -> dict[int, int]:
    """Cards for the new people; gives their ids by row."""
    first_id = (unit.session.scalar(select(func.max(Person.id))) or 0) + 1
    ids = {entry.row.number: first_id + place for place, entry in enumerate(entries)}
    cards: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for entry in entries:
        person, person_id = entry.person, ids[entry.row.number]
        cards.append(
            {
                "id": person_id,
                **name_columns(person.names),
                **{name: getattr(person, name) for name in _COPIED},
                "institution_id": _workplace_id(person, workplaces),
                "created_at": unit.now,
            }
        )
        found_by = find_words(person.names, jshshir=person.jshshir, document=person.document, phone=person.phone)
        words += [{"word": word, "person_id": person_id} for word in sorted(found_by)]
    unit.insert_many(Person, cards, reason=_REASON)
    unit.insert_many(PersonWord, words, reason=_REASON)
    return ids


def _complete(unit: UnitOfWork, entries: list[_Entry], workplaces: Mapping[InstitutionKey, int]) -> dict[int, Person]:
    """Fill in what the cards of known people lack; what they say stays, but a changed name that was confirmed."""
    ids = sorted({entry.known_id for entry in entries if entry.known_id is not None})
    cards: dict[int, Person] = {}
    for start in range(0, len(ids), CHUNK):
        rows = unit.session.scalars(select(Person).where(Person.id.in_(ids[start : start + CHUNK])))
        cards |= {card.id: card for card in rows}
    for entry in entries:
        card, person = cards[entry.known_id or 0], entry.person
        new = {name: getattr(person, name) for name in _COPIED if not getattr(card, name)}
        if card.institution_id is None:
            new["institution_id"] = _workplace_id(person, workplaces)
        if ProblemCode.SURNAME_CHANGED in entry.row.codes:
            new |= name_columns(person.names)
        for name, value in new.items():
            if value:
                setattr(card, name, value)
        if {"jshshir", "document", "phone", "name_key"} & {name for name, value in new.items() if value}:
            unit.session.flush()
            keep_words(unit, card)
    return cards


def _workplace_id(person: RosterPerson, workplaces: Mapping[InstitutionKey, int]) -> int | None:
    if not person.workplace:
        return None
    return workplaces[institution_key(person.workplace), person.district_code]


def _enrol(
    unit: UnitOfWork, cohort: Cohort, entries: list[_Entry], ids: Mapping[int, int], cards: Mapping[int, Person]
) -> None:
    """Enrol everybody as applicants, with today's facts of the row, and of the card where the row is silent."""
    programme = unit.session.get_one(Programme, cohort.programme_id)
    workplaces = _workplaces(unit, cards)
    positions = {item.code: item.names.uz for item in list_items(unit, "position")}
    again: dict[int, dict[str, Any]] = {}
    new: list[dict[str, Any]] = []
    for entry in entries:
        person_id = ids[entry.row.number]
        card, person = cards.get(person_id), entry.person
        facts = {name: getattr(person, name) or getattr(card, name, None) for name in _ENROLMENT_FACTS}
        facts |= {
            "state": EnrolmentState.APPLIED,
            "enrolled_on": unit.today,
            "staff_group": person.staff_group or getattr(card, "staff_group", None) or programme.staff_group,
            "workplace": person.workplace or workplaces.get(person_id, ""),
            "position": person.position_text or _position_on(card, positions),
        }
        if entry.row.action is RowAction.ENROL_AGAIN:
            again[person_id] = facts
        else:
            new.append({"cohort_id": cohort.id, "person_id": person_id, **facts})
    unit.insert_many(Enrolment, new, reason=_REASON)
    _enrol_again(unit, cohort, again)


def _position_on(card: Person | None, positions: Mapping[str, str]) -> str:
    return "" if card is None else card.position_text or positions.get(card.position_code or "", "")


def _enrol_again(unit: UnitOfWork, cohort: Cohort, again: Mapping[int, dict[str, Any]]) -> None:
    rows = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.person_id.in_(again))
    for enrolment in unit.session.scalars(rows):
        facts = again[enrolment.person_id] | {"left_on": None, "leaving_reason": ""}
        for name, value in facts.items():
            setattr(enrolment, name, value)


def _workplaces(unit: UnitOfWork, cards: Mapping[int, Person]) -> dict[int, str]:
    """The names of the institutions on the cards, by person."""
    wanted = sorted({card.institution_id for card in cards.values() if card.institution_id})
    names: dict[int, str] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = select(Institution.id, Institution.name).where(Institution.id.in_(wanted[start : start + CHUNK]))
        names |= {row.id: row.name for row in unit.session.execute(rows)}
    return {card.id: names[card.institution_id] for card in cards.values() if card.institution_id}


def _import_record(
    unit: UnitOfWork, preview: RosterPreview, entries: list[_Entry], ids: Mapping[int, int]
) -> RosterImport:
    applied = {entry.row.number: entry for entry in entries}
    return RosterImport(
        cohort_id=preview.cohort_id,
        applied_at=unit.now,
        applied_by=unit.actor.name,
        file_name=preview.table.file_name,
        file_sha256=preview.table.sha256,
        sheet=preview.table.sheet,
        header_row=preview.table.header_row,
        rows=[
            {
                "row": row.number,
                "state": row.state.value,
                "codes": sorted(row.codes),
                "became": _became(row, applied.get(row.number)).value,
                "person_id": ids.get(row.number),
            }
            for row in preview.rows
        ],
    )


def _became(row: RosterRow, entry: _Entry | None) -> RowBecame:
    if entry is None:
        return RowBecame.LEFT_OUT
    if row.action is RowAction.ENROL_AGAIN:
        return RowBecame.ENROLLED_AGAIN
    return RowBecame.CREATED if entry.known_id is None else RowBecame.MATCHED
