"""Locked marks that a second person is asked about: whose they are, of which lesson, what stood there and what will."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.people import Person
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import full_text
from desktop_app.i18n import _
from desktop_app.language.dates import short_date
from desktop_app.language.keys import sort_key
from desktop_app.marks.kinds import as_seen, is_hidden, kinds_of
from desktop_app.marks.records import MarkKind, MarkValue
from desktop_app.people.rules import written_name


@dataclass(frozen=True)
class AskedMark:
    """One mark as whoever answers reads it; ``lesson`` is its place in the day."""

    name: str
    held_on: date
    lesson: int
    stood: str
    wanted: str

    @property
    def lesson_text(self) -> str:
        return _("{day}, lesson {place}", day=short_date(self.held_on), place=self.lesson)


def marks_asked(unit: UnitOfWork, *, wish: Mapping[str, Sequence[Any]]) -> list[AskedMark]:
    """What ``set_marks`` kept with the request: by name, then in the order of the lessons; the erased are left out."""
    marks = wish["marks"]
    people, lessons = _people(unit, {mark[1] for mark in marks}), _lessons(unit, {mark[0] for mark in marks})
    kinds = {cohort.id: kinds_of(unit, cohort) for _lesson, cohort in lessons.values()}
    found = []
    for session_id, enrolment_id, stood, wanted in marks:
        if session_id in lessons and enrolment_id in people:
            lesson, cohort = lessons[session_id]
            of_cohort = kinds[cohort.id]
            texts = (_text(unit, each, of_cohort) for each in (stood, wanted))
            found.append(AskedMark(people[enrolment_id], lesson.held_on, lesson.place_in_day, *texts))
    return sorted(found, key=lambda mark: (sort_key(mark.name), mark.held_on, mark.lesson))


def _people(unit: UnitOfWork, ids: set[int]) -> dict[int, str]:
    names = (Person.surname, Person.given_name, Person.patronymic)
    rows = select(Enrolment.id, *names).join(Person).where(Enrolment.id.in_(ids), Person.erased_on.is_(None))
    return {row.id: written_name(row) for row in unit.session.execute(rows)}


def _lessons(unit: UnitOfWork, ids: set[int]) -> dict[int, tuple[Session, Cohort]]:
    rows = select(Session, Cohort).join(Cohort, Cohort.id == Session.cohort_id).where(Session.id.in_(ids))
    return {lesson.id: (lesson, cohort) for lesson, cohort in unit.session.execute(rows)}


def _text(unit: UnitOfWork, packed: Sequence[Any] | None, kinds: Mapping[str, MarkKind]) -> str:
    """Of a kind that is hidden from the one who acts the note is hidden, too."""
    value = None if packed is None else MarkValue(*packed)
    if value is not None and value.kind_code in kinds and is_hidden(unit, kinds[value.kind_code]):
        value = MarkValue(value.kind_code)
    return full_text(value, {kind.code: kind for kind in as_seen(unit, kinds.values())})
