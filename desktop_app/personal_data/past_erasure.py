"""What is past its term goes together: whole cards by one act with a list, old absences and the names of old answers.

Two people answer for it where the rule says so: it is counted before, and what was counted is what goes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, select, update

from db.base import Base
from db.models.attendance import Absence, AttendanceFile
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.surveys import SurveyResponse
from db.unit_of_work import UnitOfWork, written_ids
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.accounts.chain import LEFT
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, NotFound
from desktop_app.i18n import N_, _n
from desktop_app.language.apostrophes import tidy
from desktop_app.people.erasure import erase_cards, forget_on_disk, require_erasable, require_reason
from desktop_app.people.lines import person_lines
from desktop_app.people.records import ErasureRecord
from desktop_app.people.traces import hidden_entries
from desktop_app.personal_data.past_term import SHOWN, ids_past_term, limit_of, moment_of
from desktop_app.personal_data.purposes import Category, purposes_on
from desktop_app.progress import Progress

_REASON = "past its term"
_ENTITY = "data_purpose"


@dataclass(frozen=True)
class Erased:
    """One line of the list to an act. The name is known only while the act is written."""

    record: ErasureRecord
    full_name: str


@dataclass(frozen=True)
class PastErasure:
    """What went: ``cards`` for a category whose people go whole, else how many ``records`` of ``people``.

    ``allowed_by`` is empty where one person was enough.
    """

    category: Category
    limit: date
    reason: str
    number: str
    cards: tuple[Erased, ...]
    people: int
    records: int
    erased_by: str
    allowed_by: str


def erase_past_term(
    centre: Centre, *, category: Category, people: Collection[int], reason: str, progress: Progress
) -> PastErasure:
    """Take out what is past the term of a category, in one transaction, and what the disk still remembers of it.

    ``people`` are those who were shown and counted: Raises Conflict when they are others by now. Raises Invalid
    without a reason, NotFound where nothing is past its term, Refused, SecondNeeded, Cancelled.
    """
    outcome = centre.write(erase_past, category=category, people=people, reason=reason, progress=progress)
    forget_on_disk(centre)
    return outcome.value


def erase_past(
    unit: UnitOfWork, *, category: Category, people: Collection[int], reason: str, progress: Progress
) -> PastErasure:
    """The part of ``erase_past_term`` that is one transaction."""
    require_reason(reason)
    limit = _limit(unit, category)
    found = ids_past_term(unit, category=category, most=SHOWN)
    if not found or limit is None:
        raise NotFound("nothing_past_term", N_("Nothing is past its term any more."))
    if set(found) != set(people):
        raise Conflict
    progress.step("", 0, len(found))
    second = _ask_second(unit, category, found, tidy(reason))
    number, records, cards = "", len(found), tuple[Erased, ...]()
    match category:
        case Category.CARD:
            number, cards = _erase_cards(unit, found, tidy(reason), second, progress)
        case Category.ABSENCES:
            records = _erase_absences(unit, found, limit, tidy(reason))
        case Category.SURVEYS:
            records = _part_answers(unit, found, limit, tidy(reason))
        case Category.TRAINING:
            raise NotFound("nothing_past_term", N_("Nothing is past its term any more."))
    return PastErasure(category, limit, tidy(reason), number, cards, len(found), records, unit.actor.name, second)


def _limit(unit: UnitOfWork, category: Category) -> date | None:
    purpose = next(each for each in purposes_on(unit, unit.today) if each.category is category)
    return limit_of(purpose, today=unit.today)


def _ask_second(unit: UnitOfWork, category: Category, people: list[int], reason: str) -> str:
    """Who allowed it, empty where one is enough."""

    def lines() -> dict[str, str]:
        what = _n(
            "Take out what is past its term, of {n} person, for good",
            "Take out what is past its term, of {n} people, for good",
            len(people),
        )
        return {"what": what, "reason": reason}

    asked = {"reason": reason, "people": sorted(people)}
    return require_second(unit, Act.ERASE, entity=_ENTITY, entity_id=category.value, lines=lines, asked=asked)


def _erase_cards(
    unit: UnitOfWork, people: list[int], reason: str, second: str, progress: Progress
) -> tuple[str, tuple[Erased, ...]]:
    """The number of the act, and those who went."""
    names = {line.id: line.full_name for line in person_lines(unit, people)}
    rows = {row.id: row for row in unit.session.scalars(select(Person).where(Person.id.in_(people)))}
    in_order = [rows[person_id] for person_id in people]
    for row in in_order:
        require_erasable(unit, row)
    records = erase_cards(unit, in_order, reason=reason, allowed_by=second, progress=progress)
    lines = tuple(Erased(record, names[record.person_id]) for record in records)
    return records[0].number.partition("-")[0], lines


def _erase_absences(unit: UnitOfWork, people: list[int], limit: date, reason: str) -> int:
    """With their papers and what the journal said of both; the marks of the days stay as figures."""
    absences = _ids(unit, Absence, people, Absence.ends_on < limit)
    papers = list(unit.session.scalars(select(AttendanceFile.id).where(AttendanceFile.absence_id.in_(absences))))
    left = {**hidden_entries(unit, Absence, absences), **hidden_entries(unit, AttendanceFile, papers)}
    unit.execute_bulk(delete(AttendanceFile).where(AttendanceFile.id.in_(papers)), reason=_REASON)
    unit.execute_bulk(delete(Absence).where(Absence.id.in_(absences)), reason=_REASON)
    _note(unit, Absence, absences, limit, reason, left)
    return len(absences)


def _part_answers(unit: UnitOfWork, people: list[int], limit: date, reason: str) -> int:
    """Answers stay as figures of the centre; whose they were is told nowhere any more."""
    answers = _ids(unit, SurveyResponse, people, SurveyResponse.answered_at < moment_of(limit))
    left = hidden_entries(unit, SurveyResponse, answers, names={"enrolment_id"})
    values = {"enrolment_id": None, "version": SurveyResponse.version + 1}
    unit.execute_bulk(update(SurveyResponse).where(SurveyResponse.id.in_(answers)).values(**values), reason=_REASON)
    _note(unit, SurveyResponse, answers, limit, reason, left)
    return len(answers)


def _ids(
    unit: UnitOfWork,
    table: type[Absence] | type[SurveyResponse],
    people: Collection[int],
    is_past: ColumnElement[bool],
) -> list[int]:
    own = select(Enrolment.id).where(Enrolment.person_id.in_(people))
    return list(unit.session.scalars(select(table.id).where(table.enrolment_id.in_(own), is_past)))


def _note(
    unit: UnitOfWork, table: type[Base], ids: Collection[int], limit: date, reason: str, left: Mapping[str, str]
) -> None:
    facts = {"rows": len(ids), "ids": written_ids(ids), "ends_on": limit.isoformat(), "reason": reason, LEFT: left}
    unit.note("erase", entity=table.__tablename__, entity_id="", facts=facts)
