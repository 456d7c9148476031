"""Applying a previewed roster: ready rows and decided ones, in one transaction, with what became of every row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.people import Institution
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.calm import collector_at_rest
from desktop_app.cohorts.enrolment import belong_since
from desktop_app.cohorts.hindrances import hindrances, require_unhindered, study_of
from desktop_app.errors import Conflict
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.people.institutions import CHUNK, find_or_create_institutions
from desktop_app.progress import Progress
from desktop_app.reference.service import list_items
from desktop_app.rosters.checking import RowAction
from desktop_app.rosters.courses_taken import keep_last_courses
from desktop_app.rosters.decisions import Decision, Entry, entries_of, require_each_once
from desktop_app.rosters.filling import (
    REASON,
    Card,
    CardFilling,
    create_cards,
    fill_cards,
    read_cards,
    rename_cards,
)
from desktop_app.rosters.imports import RowBecame, keep_import
from desktop_app.rosters.known import chunks, read_standing
from desktop_app.rosters.layouts import remember_layout
from desktop_app.rosters.preview import RosterPreview, open_cohort, rematched

WRITING = N_("Taking in the people of the roster")
# Comparing, institutions, new cards, known cards, enrolments, the record of the import.
_STAGES = 6

_ENROLMENT_FACTS = ("district_code", "subject_code", "category_code")
_REPLACED = (
    *_ENROLMENT_FACTS, "state", "enrolled_on", "staff_group", "workplace", "position", "left_on", "leaving_reason",
    "repeat_reason",
)  # fmt: skip


@dataclass(frozen=True)
class RosterOutcome:
    """``applied`` = created + matched; ``skipped`` is every other row of the file. ``import_id`` can be undone.

    ``earlier_backup_at`` is when the backup was made that spared a new one before the import; None where none did.
    """

    applied: int
    created: int
    matched: int
    skipped: int
    import_id: int | None = None
    earlier_backup_at: datetime | None = None


@dataclass
class _Written:
    """What was written, for the import's record."""

    ids: dict[int, int]
    enrolments: list[int]
    replaced: dict[int, dict[str, Any]]
    institutions: list[int]
    courses: list[int]
    fillings: list[CardFilling]


def apply_roster(
    unit: UnitOfWork,
    preview: RosterPreview,
    *,
    decisions: Mapping[int, Decision] | None = None,
    progress: Progress | None = None,
) -> RosterOutcome:
    """Take in everybody who is ready or decided on; nothing is written where nothing is to apply.

    Raises Conflict when the centre has changed since the preview so that a row would end otherwise, Refused for
    a cohort that is over and for a decision that leaves a question open; Cancelled through ``progress``. Whatever is
    raised, the unit of work takes back what was written.
    """
    followed = progress or Progress()
    followed.step(WRITING, 0, _STAGES)
    cohort = open_cohort(unit, preview.cohort_id)
    with collector_at_rest():
        _require_unchanged(unit, preview)
        entries = entries_of(preview.rows, decisions or {})
        require_each_once(entries, read_standing(unit, cohort=cohort))
        if not entries:
            return RosterOutcome(0, 0, 0, len(preview.rows))
        written = _write(unit, cohort, entries, preview.table.file_name, followed)
        followed.step(WRITING, 5, _STAGES)
        remember_layout(unit, sender=preview.sender, table=preview.table, answers=preview.answers)
        import_id = _keep(unit, preview, entries, written)
        followed.step(WRITING, _STAGES, _STAGES)
    created = sum(entry.known_id is None for entry in entries)
    return RosterOutcome(len(entries), created, len(entries) - created, len(preview.rows) - len(entries), import_id)


def _require_unchanged(unit: UnitOfWork, preview: RosterPreview) -> None:
    """What is applied is what was seen: the rows are matched once more, under the write lock."""
    fresh = rematched(unit, preview)
    seen = [(row.number, row.state, row.action, row.matched and row.matched.id) for row in preview.rows]
    if seen != [(row.number, row.state, row.action, row.matched and row.matched.id) for row in fresh.rows]:
        raise Conflict


def _write(
    unit: UnitOfWork, cohort: Cohort | None, entries: Sequence[Entry], file_name: str, progress: Progress
) -> _Written:
    progress.step(WRITING, 1, _STAGES)
    newest_institution = unit.session.scalar(select(func.max(Institution.id))) or 0
    named = [(entry.person.workplace, entry.person.district_code) for entry in entries if entry.person.workplace]
    workplaces = find_or_create_institutions(unit, named)
    progress.step(WRITING, 2, _STAGES)
    cards = read_cards(unit, entries)
    ids = create_cards(unit, [entry for entry in entries if entry.known_id is None], workplaces)
    progress.step(WRITING, 3, _STAGES)
    fillings = [*rename_cards(unit, entries), *fill_cards(unit, entries, cards, workplaces)]
    ids |= {entry.row.number: entry.known_id for entry in entries if entry.known_id is not None}
    new_institutions = sorted(found for found in set(workplaces.values()) if found > newest_institution)
    written = _Written(ids, [], {}, new_institutions, keep_last_courses(unit, entries, ids), fillings)
    progress.step(WRITING, 4, _STAGES)
    if cohort is not None:
        _enrol(unit, cohort, entries, cards, written, file_name)
    return written


def _enrol(
    unit: UnitOfWork,
    cohort: Cohort,
    entries: Sequence[Entry],
    cards: Mapping[int, Card],
    written: _Written,
    file_name: str,
) -> None:
    """Enrol everybody as applicants, with today's facts of the row, and of the card where the row is silent.

    Raises Refused for whoever is in another cohort at the same time.
    """
    programme = unit.session.get_one(Programme, cohort.programme_id)
    workplaces = _workplaces(unit, cards)
    positions = {item.code: item.names.uz for item in list_items(unit, "position")}
    found = hindrances(unit, study_of(cohort), written.ids.values())
    # Of whoever was decided to be a known person nobody asked why: then it is the roster itself.
    by_roster = _("It came with the roster {file}.", file=file_name)
    require_unhindered(found.values(), repeat_reason=by_roster)
    since = belong_since(unit, cohort)
    first_id = (unit.session.scalar(select(func.max(Enrolment.id))) or 0) + 1
    again: dict[int, dict[str, Any]] = {}
    new: list[dict[str, Any]] = []
    for entry in entries:
        person_id = written.ids[entry.row.number]
        card, person = cards.get(person_id, {}), entry.person
        facts: dict[str, Any] = {name: getattr(person, name) or card.get(name) for name in _ENROLMENT_FACTS}
        facts |= {
            "state": EnrolmentState.APPLIED,
            "enrolled_on": since,
            "staff_group": person.staff_group or card.get("staff_group") or programme.staff_group,
            "workplace": person.workplace or workplaces.get(person_id, ""),
            "position": person.position_text or _position_on(card, positions),
            "repeat_reason": (tidy(entry.repeat_reason) or by_roster) if person_id in found else "",
        }
        if entry.row.action is RowAction.ENROL_AGAIN:
            again[person_id] = facts
        else:
            new.append({"id": first_id + len(new), "cohort_id": cohort.id, "person_id": person_id, **facts})
    unit.insert_many(Enrolment, new, reason=REASON)
    written.enrolments = [row["id"] for row in new]
    written.replaced = _enrol_again(unit, cohort, again)


def _position_on(card: Card, positions: Mapping[str, str]) -> str:
    return card.get("position_text") or positions.get(card.get("position_code") or "", "")


def _enrol_again(unit: UnitOfWork, cohort: Cohort, again: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Let those who had left be there again; gives what their enrolments said before, by person."""
    rows = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.person_id.in_(again))
    before: dict[int, dict[str, Any]] = {}
    for enrolment in unit.session.scalars(rows):
        before[enrolment.person_id] = {name: getattr(enrolment, name) for name in ("id", *_REPLACED)}
        facts = again[enrolment.person_id] | {"left_on": None, "leaving_reason": ""}
        for name, value in facts.items():
            setattr(enrolment, name, value)
    unit.session.flush()
    return before


def _workplaces(unit: UnitOfWork, cards: Mapping[int, Card]) -> dict[int, str]:
    """The names of the institutions on the cards, by person."""
    wanted = sorted({card["institution_id"] for card in cards.values() if card["institution_id"]})
    names: dict[int, str] = {}
    for part in chunks(wanted, CHUNK):
        rows = select(Institution.id, Institution.name).where(Institution.id.in_(part))
        names |= {row.id: row.name for row in unit.session.execute(rows)}
    return {person_id: names[card["institution_id"]] for person_id, card in cards.items() if card["institution_id"]}


def _keep(unit: UnitOfWork, preview: RosterPreview, entries: Collection[Entry], written: _Written) -> int:
    applied = {entry.row.number: entry for entry in entries}
    became = {row.number: _became(applied.get(row.number)) for row in preview.rows}
    return keep_import(
        unit,
        preview,
        became=became,
        people=written.ids,
        fillings=written.fillings,
        made={
            "enrolments": written.enrolments,
            "institutions": written.institutions,
            "courses": written.courses,
        },
        replaced=written.replaced,
    )


def _became(entry: Entry | None) -> RowBecame:
    if entry is None:
        return RowBecame.LEFT_OUT
    if entry.row.action is RowAction.ENROL_AGAIN:
        return RowBecame.ENROLLED_AGAIN
    return RowBecame.CREATED if entry.known_id is None else RowBecame.MATCHED
