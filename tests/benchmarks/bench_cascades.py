"""A cascade of a hundred thousand people, and a register of as many events."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from db import engine as engines
from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Person
from db.models.programmes import CascadeLevel
from desktop_app.bootstrap import create_centre
from desktop_app.cascades.event_records import EventFilter
from desktop_app.cascades.register import event_count, event_lines, event_sums
from desktop_app.cascades.service import cascade, thin_places
from desktop_app.cascades.tree import first_people, groups_without_leader
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from tests import factories
from tests.benchmarks.figure import Figure, median_seconds

# Persons of each level known by name, and how many of them stand on the list of one event.
LEVELS, LISTED = (127, 792, 20_167, 92_000), 25
EVENTS = 100_000
YEAR = 2025
LIMIT_MS, PAGE_LIMIT_MS = 200, 150
BATCH = 20_000
SUBJECTS = ("MAT", "FIZ", "KIM", "BIO")


def figures() -> Iterator[Figure]:
    with _cascading_centre() as (centre, programme_id):
        people = sum(LEVELS)
        asked = {
            "a cascade": (people, LIMIT_MS, lambda: centre.read(cascade, programme_id=programme_id)),
            "its thin places": (people, LIMIT_MS, lambda: centre.read(thin_places, programme_id=programme_id)),
            "its first people": (people, PAGE_LIMIT_MS, lambda: centre.read(first_people, programme_id=programme_id)),
            "groups without a leader": (
                people,
                PAGE_LIMIT_MS,
                lambda: centre.read(groups_without_leader, programme_id=programme_id),
            ),
            "a page of the events": (EVENTS, PAGE_LIMIT_MS, lambda: _page(centre, EventFilter())),
            "events of a year and district": (EVENTS, PAGE_LIMIT_MS, lambda: _page(centre, _narrow())),
            "events by words": (
                EVENTS,
                PAGE_LIMIT_MS,
                lambda: _page(centre, EventFilter(year=YEAR, text="Karimov 12")),
            ),
            "sums by district and subject": (
                EVENTS,
                PAGE_LIMIT_MS,
                lambda: centre.read(event_sums, EventFilter(year=YEAR), by_district=True, by_subject=True),
            ),
        }
        for name, (size, limit, ask) in asked.items():
            yield Figure(name, size, median_seconds(ask) * 1_000, "ms", limit=limit)


def _narrow() -> EventFilter:
    return EventFilter(year=YEAR, district_code=factories.DISTRICT_CODE)


def _page(centre: Centre, wanted: EventFilter) -> None:
    centre.read(event_count, wanted)
    centre.read(event_lines, wanted)


@contextmanager
def _cascading_centre() -> Iterator[tuple[Centre, int]]:
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            yield centre, _fill(centre)
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def _fill(centre: Centre) -> int:
    levels = [
        CascadeLevel(place=place, role=f"{place}-boʻgʻin", planned_people=number)
        for place, number in enumerate(LEVELS, 1)
    ]
    programme = factories.write(centre, factories.programme(levels=levels))
    first = factories.write(centre, factories.person())
    school = factories.write(centre, factories.institution())
    columns = ", ".join(column.name for column in Person.__table__.columns if column.name != "id")
    with engines.writing(centre.engine).begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO person (id, {columns}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            f" WHERE i < {sum(LEVELS)}) SELECT {first.id} + i, {columns} FROM n, person p WHERE p.id = {first.id}"
        )
        listed = list(_listed(programme.id, school.id, first.id))
        others = [_other(number, school.id) for number in range(len(listed) + 1, EVENTS + 1)]
        events = [event for event, _people in listed] + others
        for start in range(0, len(events), BATCH):
            connection.execute(insert(TrainingEvent), events[start : start + BATCH])
        on_lists = [
            {"event_id": event["id"], "person_id": person_id} for event, people in listed for person_id in people
        ]
        for start in range(0, len(on_lists), BATCH):
            connection.execute(insert(EventParticipant), on_lists[start : start + BATCH])
    return programme.id


def _listed(programme_id: int, school_id: int, person_id: int) -> Iterator[tuple[dict[str, Any], list[int]]]:
    """Events with lists, level by level; each is led by somebody of the level before."""
    number, before = 0, [person_id]
    for level, people in enumerate(LEVELS, 1):
        own = list(range(person_id + 1, person_id + 1 + people))
        for start in range(0, people, LISTED):
            number += 1
            on_list = own[start : start + LISTED]
            event = _event(number, school_id) | {
                "programme_id": programme_id,
                "cascade_level": level,
                "leader_person_id": before[number % len(before)] if level > 1 else None,
                "people": len(on_list),
            }
            yield event, on_list
        person_id, before = person_id + people, own


def _other(number: int, school_id: int) -> dict[str, Any]:
    return _event(number, school_id) | {"leader": "Karimov Anvar" if number % 50 == 0 else "Botirova Zilola"}


def _event(number: int, school_id: int) -> dict[str, Any]:
    return {
        "id": number,
        "kind_code": "KRS" if number % 5 else "KRK",
        "held_on": date(YEAR - number % 2, 1, 10) + timedelta(days=number % 300),
        "institution_id": school_id,
        "district_code": factories.DISTRICT_CODE if number % 8 == 0 else "1727212",
        "subject_code": SUBJECTS[number % len(SUBJECTS)],
        "programme_id": None,
        "cascade_level": None,
        "leader_person_id": None,
        "leader": "",
        "people": 12,
        "batch": "",
    }
