"""Where each table keeps something of a person, and what of it is told to that person (law OʻRQ-547).

A table that knows people and is neither among the ``SECTIONS`` nor named in ``NOT_TOLD`` fails a test.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from db.base import Base
from db.models.accounts import Approval
from db.models.applications import Application, ApplicationPerson
from db.models.attendance import Absence, AttendanceFile, BadgeScan, Mark, WalkIn
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment
from db.models.completion import FinalWork, OutcomeOverride, Sitting
from db.models.duplicates import DuplicatePair, Erasure, PersonMerge
from db.models.events import EventParticipant, TrainingEvent
from db.models.journal import JournalEntry
from db.models.orders import Order, OrderEntry
from db.models.people import BulkEdit, Consent, FormerName, FormerPost, OutsideCourse, Person, PersonWord
from db.models.personal_data import Disclosure
from db.models.programmes import Programme
from db.models.rosters import RosterImport
from db.models.surveys import Questionnaire, SurveyAnswer, SurveyAnswered, SurveyResponse, SurveyRound
from db.models.timetable import Session, Trainer
from db.portable import listed_pieces
from db.unit_of_work import UnitOfWork
from desktop_app.people.who_saw import lists_with, records_of
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.layout import layout_of, unpack
from desktop_app.questionnaires.model import text_in

Row = Mapping[str, Any]
Read = Callable[[UnitOfWork, int], Iterator[Row]]

# Words made of the card, by which it is found; they say nothing that the card does not.
NOT_TOLD = frozenset({PersonWord})
# The other card of a pair may be another person's: of it nothing is told.
_OF_PAIR = ("found_at", "state", "decided_at", "decided_by", "decision_reason")
_OF_MERGE = ("kept_id", "gone_id", "merged_at", "merged_by", "reason", "undo_until", "undone_at", "undone_by")
_OF_IMPORT = ("applied_at", "applied_by", "file_name", "sender", "sheet", "undone_at", "undone_by")
_OF_EVENT = ("held_on", "topic", "place", "district_code", "leader")
_OF_ABSENCE = ("starts_on", "ends_on", "reason_code", "document", "note", "noted_at", "noted_by")
_OF_SITTING = ("kind", "attempt", "form", "score", "taken_on", "source", "entered_by")
_OF_WORK = ("topic", "supervisor", "defended_on", "score", "note")
_OF_OVERRIDE = ("outcome", "reason", "order_number", "order_date", "decided_by", "decided_at", "withdrawn_at")
_OF_COHORT = ("code", "starts_on", "ends_on", "cascade_level")


def _columns_of(row: Base) -> Row:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _card(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    row = unit.session.get(Person, person_id)
    if row is not None:
        yield _columns_of(row)


def _owned(table: type[Any]) -> Read:
    def read(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
        rows = select(table).where(table.person_id == person_id).order_by(table.id)
        return (_columns_of(row) for row in unit.session.scalars(rows))

    return read


def _enrolments(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """With the course: the number of a cohort says nothing outside the program."""
    rows = (
        select(Enrolment, Cohort, Programme)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Cohort.starts_on, Enrolment.id)
    )
    for row, cohort, programme in unit.session.execute(rows):
        course = {"programme": programme.title, "hours": programme.hours, "cohort": cohort.code}
        days = {"starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
        kept = {name: value for name, value in _columns_of(row).items() if name != "cohort_id"}
        yield {**course, **days, **kept}


def _marks(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    rows = (
        select(Cohort.code, Session.held_on, Session.place_in_day, Mark)
        .join(Session, Session.id == Mark.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Session.held_on, Session.place_in_day)
    )
    for code, held_on, place, row in unit.session.execute(rows):
        lesson = {"cohort": code, "held_on": held_on, "place_in_day": place}
        said = {name: getattr(row, name) for name in ("marked_at", "missed_hours", "late_minutes", "note", "reason")}
        yield {**lesson, "mark": row.kind_code, **said}


def _certificates(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    rows = (
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Certificate.issued_on)
    )
    return (_columns_of(row) for row in unit.session.scalars(rows))


def _some(table: type[Any], columns: tuple[str, ...], of: Callable[[int], ColumnElement[bool]]) -> Read:
    def read(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
        rows = select(*(getattr(table, name) for name in columns)).where(of(person_id))
        return (dict(zip(columns, row, strict=True)) for row in unit.session.execute(rows))

    return read


def _of_enrolments(table: type[Any], columns: tuple[str, ...]) -> Read:
    def read(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
        rows = select(*(getattr(table, name) for name in columns)).join(Enrolment, Enrolment.id == table.enrolment_id)
        for row in unit.session.execute(rows.where(Enrolment.person_id == person_id)):
            yield dict(zip(columns, row, strict=True))

    return read


def _scans(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """The scans of the papers behind absences; those of whole sheets are papers of the group."""
    about = (AttendanceFile.file_name, AttendanceFile.added_at, AttendanceFile.added_by)
    rows = select(*about).join(Absence, Absence.id == AttendanceFile.absence_id)
    rows = rows.join(Enrolment, Enrolment.id == Absence.enrolment_id).where(Enrolment.person_id == person_id)
    return (row._asdict() for row in unit.session.execute(rows.order_by(AttendanceFile.id)))


def _answered(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """In which surveys the person has answered; an anonymous sheet cannot be found by who gave it."""
    rows = (
        select(SurveyRound.title, Cohort.code)
        .join(SurveyAnswered, SurveyAnswered.round_id == SurveyRound.id)
        .join(Enrolment, Enrolment.id == SurveyAnswered.enrolment_id)
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .where(Enrolment.person_id == person_id)
        .order_by(SurveyRound.id)
    )
    for title, code in unit.session.execute(rows):
        yield {"title": title, "cohort": code}


def _named_sheets(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """The answers given under the person's name."""
    rows = (
        select(SurveyResponse, Questionnaire.definition, Cohort.code)
        .join(Enrolment, Enrolment.id == SurveyResponse.enrolment_id)
        .join(SurveyRound, SurveyRound.id == SurveyResponse.round_id)
        .join(Questionnaire, Questionnaire.id == SurveyRound.questionnaire_id)
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .where(Enrolment.person_id == person_id)
        .order_by(SurveyResponse.id)
    )
    for row, definition, code in unit.session.execute(rows).all():
        asked = read_definition(definition)
        answers: dict[str, object] = dict(unpack(layout_of(asked), row.packed))
        for kept in unit.session.scalars(select(SurveyAnswer).where(SurveyAnswer.response_id == row.id)):
            answers[kept.item] = kept.number if kept.text is None else kept.text
        yield {"title": text_in(asked.title), "cohort": code, "answered_at": row.answered_at, "answers": answers}


def _applications(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """For when which employer asked for a place."""
    rows = (
        select(Application.number, Application.dated_on, Application.applicant, ApplicationPerson)
        .join(Application, Application.id == ApplicationPerson.application_id)
        .where(ApplicationPerson.person_id == person_id)
        .order_by(Application.dated_on)
    )
    for number, dated_on, applicant, row in unit.session.execute(rows):
        asked = {name: getattr(row, name) for name in ("year", "month", "withdrawn_on", "withdrawal_reason")}
        yield {"number": number, "dated_on": dated_on, "applicant": applicant, **asked}


def _orders(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """The own orders in whose lists the person stands."""
    rows = (
        select(Order.number, Order.dated_on, Order.title, OrderEntry.note)
        .join(Order, Order.id == OrderEntry.order_id)
        .join(Enrolment, Enrolment.id == OrderEntry.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Order.dated_on)
    )
    for number, dated_on, title, note in unit.session.execute(rows):
        yield {"number": number, "dated_on": dated_on, "title": title, "note": note}


def _events(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    events = select(TrainingEvent).join(EventParticipant, EventParticipant.event_id == TrainingEvent.id)
    rows = events.where(EventParticipant.person_id == person_id).order_by(TrainingEvent.held_on)
    return (_event(row) for row in unit.session.scalars(rows))


def _led_events(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    rows = select(TrainingEvent).where(TrainingEvent.leader_person_id == person_id).order_by(TrainingEvent.held_on)
    return ({**_event(row), "people": row.people} for row in unit.session.scalars(rows))


def _event(row: TrainingEvent) -> Row:
    return {"event": row.kind_code, **{name: getattr(row, name) for name in _OF_EVENT}}


def _imports(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """The files that brought the person, with the row that did."""
    imported = listed_pieces(RosterImport.rows)
    columns = (getattr(RosterImport, name) for name in _OF_IMPORT)
    rows = (
        select(*columns, imported.c.value)
        .join(imported, true())
        .where(imported.c.value["person_id"].as_integer() == person_id)
        .order_by(RosterImport.id)
    )
    for *facts, found in unit.session.execute(rows):
        yield {**dict(zip(_OF_IMPORT, facts, strict=True)), "row": found}


def _bulk_edits(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """Changes of many cards, this one among them, each under the column that it set."""
    is_among = BulkEdit.before[("cards", str(person_id))].as_string().is_not(None)
    for row in unit.session.scalars(select(BulkEdit).where(is_among).order_by(BulkEdit.id)):
        value = int(row.value) if row.field == Person.institution_id.key and row.value else row.value
        done = {"done_at": row.done_at, "done_by": row.done_by, row.field: value}
        yield {**done, "undone_at": row.undone_at, "undone_by": row.undone_by}


def _journal(unit: UnitOfWork, person_id: int) -> Iterator[Row]:
    """Who saw the card and did what to it and to what belongs to it; which lists with the person left the program.

    Of a list nothing but the person's own place in it: the others in it are other people.
    """
    own = or_(*records_of(person_id))
    for entry in unit.session.scalars(select(JournalEntry).where(own).order_by(JournalEntry.seq)):
        said = {"before": entry.before, "after": entry.after}
        yield {"at": entry.at, "actor_name": entry.actor_name, "action": entry.action, "entity": entry.entity, **said}
    for trace in reversed(lists_with(unit, person_id=person_id)):
        told = {"what": trace.subject, "file": trace.file, "sha256": trace.sha256, "recipient": trace.recipient}
        yield {"at": trace.at, "actor_name": trace.actor_name, "action": trace.action, "entity": trace.entity, **told}


# In the order of the paper.
SECTIONS: Mapping[type[Base], Read] = {
    Person: _card,
    FormerName: _owned(FormerName),
    FormerPost: _owned(FormerPost),
    Enrolment: _enrolments,
    OutsideCourse: _owned(OutsideCourse),
    Certificate: _certificates,
    Mark: _marks,
    Absence: _of_enrolments(Absence, _OF_ABSENCE),
    AttendanceFile: _scans,
    WalkIn: _of_enrolments(WalkIn, ("came_at", "code", "note", "noted_by")),
    BadgeScan: _of_enrolments(BadgeScan, ("scanned_at", "code", "scanned_by")),
    Sitting: _of_enrolments(Sitting, _OF_SITTING),
    FinalWork: _of_enrolments(FinalWork, _OF_WORK),
    OutcomeOverride: _of_enrolments(OutcomeOverride, _OF_OVERRIDE),
    SurveyAnswered: _answered,
    SurveyResponse: _named_sheets,
    ApplicationPerson: _applications,
    OrderEntry: _orders,
    EventParticipant: _events,
    TrainingEvent: _led_events,
    Cohort: _some(Cohort, _OF_COHORT, lambda of: Cohort.led_by_person_id == of),
    Trainer: _owned(Trainer),
    Consent: _owned(Consent),
    RosterImport: _imports,
    BulkEdit: _bulk_edits,
    DuplicatePair: _some(
        DuplicatePair, _OF_PAIR, lambda of: or_(DuplicatePair.first_id == of, DuplicatePair.second_id == of)
    ),
    PersonMerge: _some(PersonMerge, _OF_MERGE, lambda of: or_(PersonMerge.kept_id == of, PersonMerge.gone_id == of)),
    Erasure: _owned(Erasure),
    Approval: _some(
        Approval,
        ("act", "reason", "asked_at", "is_approved", "decided_at", "note"),
        lambda of: (Approval.entity == Person.__tablename__) & (Approval.entity_id == str(of)),
    ),
    Disclosure: _owned(Disclosure),
    JournalEntry: _journal,
}
