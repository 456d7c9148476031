"""The made-up cascade: trainers of trainers, mentors, teachers; and the hours and days of schools beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from db.models.events import EventParticipant, TrainingEvent
from db.models.people import Institution, Person
from db.models.programmes import CascadeLevel, Module, Programme
from db.unit_of_work import UnitOfWork

_REASON = "demonstration"
# Role, and how many of them are to be trained.
LEVELS = (("Master-trener", 8), ("Mentor", 40), ("Fan oʻqituvchisi", 600))
TITLE = "Kasbiy rivojlanish tadbirlari uchun trenerlar tayyorlash"
TOPICS = (
    "Interfaol usullar va fasilitatorlik",
    "4K modeli: tanqidiy fikrlash",
    "Raqamli taʼlim resurslari",
    "Loyiha ishlari orqali oʻqitish",
)
SUBJECTS = ("MAT", "FIZ", "KIM", "BIO", "ING")
OTHER_EVENTS = 60

SUNDAY = 6
Row = dict[str, Any]
Trainee = tuple[int, int | None, str | None]
"""A person's id, institution and district."""


def fill_cascade(unit: UnitOfWork, rng: Random) -> None:
    """A programme of three levels with its events; in a centre of few people it has fewer of them."""
    people = _trainees(unit)
    masters, mentors = people[: LEVELS[0][1]], people[LEVELS[0][1] :]
    programme_id = _programme(unit)
    events = list(_of_cascade(rng, programme_id, masters, mentors, unit.today))
    schools = unit.session.execute(select(Institution.id, Institution.district_code).limit(OTHER_EVENTS)).all()
    events += [(_other(rng, unit.today, *school), []) for school in schools]
    first_id = (unit.session.scalar(select(func.max(TrainingEvent.id))) or 0) + 1
    numbered = [({"id": first_id + place, **row}, listed) for place, (row, listed) in enumerate(events)]
    unit.insert_many(TrainingEvent, [row for row, _listed in numbered], reason=_REASON)
    on_lists = [{"event_id": row["id"], "person_id": person} for row, listed in numbered for person in listed]
    unit.insert_many(EventParticipant, on_lists, reason=_REASON)


def _trainees(unit: UnitOfWork) -> list[Trainee]:
    wanted = LEVELS[0][1] + LEVELS[1][1] - 4
    rows = unit.session.execute(
        select(Person.id, Person.institution_id, Person.district_code)
        .where(Person.is_archived.is_(False), Person.staff_group == "PEDAGOG")
        .order_by(Person.id.desc())
        .limit(wanted)
    )
    return [(person_id, institution_id, district) for person_id, institution_id, district in rows]


def _programme(unit: UnitOfWork) -> int:
    row = Programme(
        code="TOT-36",
        title=TITLE,
        hours=36,
        staff_group="PEDAGOG",
        mode_code="AJR",
        kind_code="TOT",
        order_number="317-son",
        order_date=date(2024, 9, 27),
        modules=[Module(place=1, title="Trenerlik mahorati", hours=36)],
        levels=[
            CascadeLevel(place=place, role=role, planned_people=people)
            for place, (role, people) in enumerate(LEVELS, 1)
        ],
        stages=[],
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def _of_cascade(
    rng: Random, programme_id: int, masters: Sequence[Trainee], mentors: Sequence[Trainee], today: date
) -> Iterator[tuple[Row, list[int]]]:
    """The seminar of the masters, the days that most of them led, the hours that most of the mentors led."""
    if not masters:
        return
    level = {"programme_id": programme_id, "topic": TOPICS[0], "subject_code": None}
    seminar = {**_event("SEMINAR", today - timedelta(days=150)), **level, "cascade_level": 1, "people": len(masters)}
    yield {**seminar, "place": "Markaz", "leader": "Koreyalik mutaxassislar"}, [person for person, *_ in masters]
    trained: list[Trainee] = []
    leaders = masters[:-1] or masters
    for place, (person_id, institution_id, district) in enumerate(leaders):
        group = list(mentors[place :: len(leaders)])
        if not group:
            continue
        trained += group
        day = {**_event("KRK", today - timedelta(days=120 - 5 * place)), **level, "cascade_level": 2}
        at = {"institution_id": institution_id, "district_code": district, "leader_person_id": person_id}
        yield {**day, **at, "people": len(group)}, [person for person, *_ in group]
    for place, (person_id, institution_id, district) in enumerate(trained[: len(trained) * 4 // 5]):
        hour = {**_event("KRS", today - timedelta(days=3 + 2 * place)), **level, "cascade_level": 3}
        at = {"institution_id": institution_id, "district_code": district, "leader_person_id": person_id}
        yield {**hour, **at, "people": rng.randrange(8, 19)}, []


def _other(rng: Random, today: date, institution_id: int, district_code: str | None) -> Row:
    """An hour or a day of a school that stands in no cascade."""
    event = _event(rng.choice(("KRS", "KRS", "KRS", "KRK")), today - timedelta(days=rng.randrange(1, 200)))
    return {
        **event,
        "institution_id": institution_id,
        "district_code": district_code,
        "subject_code": rng.choice(SUBJECTS),
        "topic": rng.choice(TOPICS),
        "people": rng.randrange(6, 25),
    }


def _event(kind: str, day: date) -> Row:
    """Schools have no events on Sundays: it was the day before."""
    return {
        "kind_code": kind,
        "held_on": day - timedelta(days=day.weekday() == SUNDAY),
        "institution_id": None,
        "place": "",
        "district_code": None,
        "subject_code": None,
        "topic": "",
        "programme_id": None,
        "cascade_level": None,
        "leader_person_id": None,
        "leader": "",
        "people": 0,
        "source": "",
        "batch": "",
        "version": 1,
    }
