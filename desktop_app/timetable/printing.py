"""Timetables and hours as files, in the language of the centre's documents, journaled."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _, language, use
from desktop_app.language.dates import period
from desktop_app.language.paper_names import signature_name
from desktop_app.reference.records import Profile
from desktop_app.reference.service import list_items, profile
from desktop_app.timetable.calendar_file import calendar_file
from desktop_app.timetable.document import (
    Door,
    TimetablePaper,
    door_pdf,
    group_lines,
    in_script,
    pay_pdf,
    room_lines,
    timetable_pdf,
    trainer_lines,
)
from desktop_app.timetable.pay import pay_sheet
from desktop_app.timetable.rooms import room
from desktop_app.timetable.trainers import trainer
from desktop_app.timetable.week import Lesson, lessons_between, title_of
from desktop_app.timetable.workbook import write_pay_workbook
from desktop_app.whole_file import whole_bytes


def group_paper(centre: Centre, *, cohort_id: int) -> bytes:
    """The whole course of a group as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        record = centre.read(cohort, cohort_id=cohort_id)
        lessons = centre.read(lessons_between, first=date.min, last=date.max, cohort_id=cohort_id)
        facts = [
            (_("Programme"), in_script(record.programme_title)),
            (_("Hours"), str(record.hours)),
            (_("Days"), period(record.starts_on, record.ends_on, language())),
            (_("Held at"), in_script(record.place)),
            (_("Group leader"), in_script(record.leader)),
        ]
        heading = _("Timetable of cohort {cohort}", cohort=record.code)
        return _weeks(centre, own, heading, facts, lessons, group_lines, "cohort", cohort_id)


def trainer_paper(centre: Centre, *, trainer_id: int, first: date, last: date) -> bytes:
    """The lessons of a trainer between two days as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        record = centre.read(trainer, trainer_id=trainer_id)
        lessons = centre.read(lessons_between, first=first, last=last, trainer_id=trainer_id)
        hours = sum(lesson.hours for lesson in lessons)
        facts = [
            (_("Trainer"), in_script(", ".join(filter(None, (record.full_name, record.title))))),
            (_("Days"), period(first, last, language())),
            (_("Academic hours"), str(hours)),
        ]
        return _weeks(centre, own, _("Timetable of a trainer"), facts, lessons, trainer_lines, "trainer", trainer_id)


def room_paper(centre: Centre, *, room_id: int, first: date, last: date) -> bytes:
    """The lessons in a room between two days as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        record = centre.read(room, room_id=room_id)
        lessons = centre.read(lessons_between, first=first, last=last, room_id=room_id)
        facts = [
            (_("Room"), in_script(", ".join(filter(None, (record.name, record.building))))),
            (_("Seats"), str(record.seats or "")),
            (_("Days"), period(first, last, language())),
        ]
        return _weeks(centre, own, _("Timetable of a room"), facts, lessons, room_lines, "room", room_id)


def door_paper(centre: Centre, *, room_id: int, day: date) -> bytes:
    """The day of a room for its door as PDF. Raises NotFound."""
    own = centre.read(profile)
    with use(own.document_language):
        record = centre.read(room, room_id=room_id)
        lessons = centre.read(lessons_between, first=day, last=day, room_id=room_id)
        paper = io.BytesIO()
        door_pdf(paper, Door(record.name, record.building, day, lessons, _kinds(centre), in_script(own.name)))
    _note(centre, "print", "room", room_id, lessons=len(lessons))
    return paper.getvalue()


def pay_paper(centre: Centre, *, year: int, month: int) -> bytes:
    """The hours of trainers in a month as PDF. Raises Invalid for no month."""
    own = centre.read(profile)
    with use(own.document_language):
        sheet = centre.read(pay_sheet, year=year, month=month)
        paper = io.BytesIO()
        signers = {"director": _signed(own.director), "prepared_by": _signed(centre.actor.name)}
        pay_pdf(paper, sheet, centre=in_script(own.name), **signers)
    _note(centre, "print", "trainer", f"{year}-{month:02}", trainers=len(sheet.lines))
    return paper.getvalue()


def write_pay(centre: Centre, *, year: int, month: int, out: Path) -> Path:
    """The same as a workbook; returns the path really written. Raises Invalid, StorageError."""
    own = centre.read(profile)
    with use(own.document_language):
        sheet = centre.read(pay_sheet, year=year, month=month)
        written = write_pay_workbook(out, sheet, centre=in_script(own.name))
    _note(centre, "export", "trainer", f"{year}-{month:02}", trainers=len(sheet.lines))
    return written


def write_calendar(
    centre: Centre,
    *,
    out: Path,
    cohort_id: int | None = None,
    trainer_id: int | None = None,
    room_id: int | None = None,
    since: date = date.min,
) -> Path:
    """The lessons of a cohort, a trainer or a room from a day on as an iCalendar file; returns the path really written.

    Raises NotFound, StorageError.
    """
    own = centre.read(profile)
    whose = {"cohort_id": cohort_id, "trainer_id": trainer_id, "room_id": room_id}
    name = centre.read(title_of, **whose)
    lessons = centre.read(lessons_between, first=since, last=date.max, **whose)
    content = calendar_file(lessons, name=name, centre=own.name, centre_uuid=own.uuid, now=centre.clock.now())
    written = whole_bytes(out, content)
    entity, entity_id = next((key.removesuffix("_id"), value) for key, value in whose.items() if value is not None)
    _note(centre, "export", entity, entity_id, lessons=len(lessons))
    return written


def _weeks(
    centre: Centre,
    own: Profile,
    heading: str,
    facts: Sequence[tuple[str, str]],
    lessons: Sequence[Lesson],
    lines: Callable[[dict[str, str]], Callable[[Lesson], Sequence[str]]],
    entity: str,
    entity_id: int,
) -> bytes:
    paper = io.BytesIO()
    told = lines(_kinds(centre))
    timetable_pdf(paper, TimetablePaper(heading, facts, lessons, told, in_script(own.name), _signed(own.director)))
    _note(centre, "print", entity, entity_id, lessons=len(lessons))
    return paper.getvalue()


def _kinds(centre: Centre) -> dict[str, str]:
    return {item.code: item.names.text for item in centre.read(list_items, "lesson_kind")}


def _signed(name: str) -> str:
    return signature_name(language(), name)


def _note(centre: Centre, action: str, entity: str, entity_id: object, **facts: int) -> None:
    centre.write(lambda unit: unit.note(action, entity=entity, entity_id=entity_id, facts=facts))
