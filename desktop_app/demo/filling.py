"""Fills an empty centre: one transaction, rows written many at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from db.base import Base
from db.models.attendance import Mark
from db.models.centre import Staff
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment
from db.models.people import (
    Consent,
    FormerName,
    FormerPost,
    Institution,
    InstitutionWord,
    NameWord,
    OutsideCourse,
    Person,
    PersonWord,
)
from db.models.programmes import Module, Programme
from db.models.surveys import SurveyAnswer, SurveyPhase, SurveyResponse, SurveyRound
from db.models.timetable import Room, Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.issuing import begin_issue, next_certificate
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import NOT_COUNTED
from desktop_app.demo.applications import fill_applications
from desktop_app.demo.attendance import fill_attendance
from desktop_app.demo.blanks import fill_blanks
from desktop_app.demo.cards import MadeUpCards
from desktop_app.demo.cascades import fill_cascade
from desktop_app.demo.catalogue import PROGRAMMES
from desktop_app.demo.completion import fill_completion
from desktop_app.demo.institutions import made_up_institutions
from desktop_app.demo.names import FEMALE_NAMES, SURNAMES
from desktop_app.demo.orders import fill_orders
from desktop_app.demo.outcomes import Fate, Grounds, fate
from desktop_app.demo.plan import write_plan
from desktop_app.demo.schedule import MadeUpCohort, Stage, schedule
from desktop_app.demo.surveys import MadeUpSurveys
from desktop_app.demo.teaching import Classroom, MadeUpRooms, lessons_in
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.names import PersonName, full_name
from desktop_app.marks.kinds import default_set_id, kinds_by_set
from desktop_app.people.institutions import institution_words
from desktop_app.programmes.records import ModuleRecord
from desktop_app.programmes.rules import parts_of
from desktop_app.progress import Progress
from desktop_app.reference.rules import Rules, WorkingCalendar
from desktop_app.reference.service import districts, list_items, profile, rules_on, working_calendar
from desktop_app.timetable.records import PlannedSession
from desktop_app.timetable.rules import propose_sessions

_REASON = "demonstration"
_COUNTED = (Person, Cohort, Session, Mark, SurveyResponse, Certificate)
ROWS_AT_ONCE = PEOPLE_AT_ONCE = 50_000
MOST_PEOPLE = 2_000_000
SURVEYED_EVERY = 8
ROOMS = ("1-bino, 204-xona", "1-bino, 311-xona", "2-bino, 12-xona", "Onlayn")


@dataclass(frozen=True)
class DemoCounts:
    people: int
    cohorts: int
    sessions: int
    marks: int
    responses: int
    certificates: int


def fill_demo(centre: Centre, *, people: int, seed: int, progress: Progress | None = None) -> DemoCounts:
    """Fill an empty centre with so many made-up people and their courses.

    The same for the same seed and day. Raises Refused when the centre has people, Invalid for no or too many people.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise Invalid("people_out_of_range", N_("The number of people must be between 1 and {most}."), most=MOST_PEOPLE)
    return centre.write(_fill, people=people, seed=seed, progress=progress or Progress()).value


def _fill(unit: UnitOfWork, *, people: int, seed: int, progress: Progress) -> DemoCounts:
    if unit.session.scalar(select(Person.id).limit(1)) is not None:
        raise Refused("centre_not_empty", N_("This centre has people already; a demonstration needs an empty one."))
    filling = _Filling(unit, Random(seed), progress, total=people)
    filling.write_ground()
    for place, cohort in enumerate(schedule(filling.rng, people=people, today=unit.today), start=1):
        filling.add_cohort(place, cohort)
    filling.flush()
    filling.write_name_words()
    filling.write_plan()
    fill_orders(unit)
    fill_applications(unit)
    filling.issue()
    fill_blanks(unit)
    counts = DemoCounts(*(unit.session.scalar(select(func.count()).select_from(table)) or 0 for table in _COUNTED))
    # Somebody who is not on a list is none of the people; nor are their marks, and those that badges make, counted.
    fill_attendance(unit)
    fill_completion(unit)
    return counts


class _Filling:
    """Rows wait here by table until there are enough of them to be written at once, in the order of their keys."""

    def __init__(self, unit: UnitOfWork, rng: Random, progress: Progress, *, total: int) -> None:
        self.unit = unit
        self.rng = rng
        self._progress = progress
        self._total = total
        self._rules: Rules = rules_on(unit, unit.today)
        self._mark_set_id = default_set_id(unit)
        self._grounds = Grounds(self._rules, kinds_by_set(unit)[self._mark_set_id])
        self._calendar: WorkingCalendar = working_calendar(unit, days_per_week=self._rules.days_per_week)
        self._own = profile(unit)
        self._positions = {item.code: item.names.uz for item in list_items(unit, "position")}
        self._name_words: set[str] = set()
        self._waiting: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._layouts: dict[tuple[str, date], list[PlannedSession]] = {}
        self._to_certify: dict[int, list[tuple[int, str]]] = {}
        self._classrooms: list[Classroom] = []
        self._finished: Counter[tuple[date, str, str]] = Counter()
        self._codes: Counter[int] = Counter()
        self._surveys = MadeUpSurveys(Random(rng.random()), unit)

    def write_ground(self) -> None:
        """Staff, programmes, institutions: what cohorts and people rest on."""
        self._rooms = MadeUpRooms(self.unit.session.scalars(select(Room.name)).all())
        for table in (Staff, Room, Trainer):
            self._counts[table.__tablename__] = self.unit.session.scalar(select(func.max(table.id))) or 0
        self._staff_ids = [row["id"] for row in self._put(Staff, self._staff())]
        self._programme_ids: dict[str, int] = {}
        self._modules: dict[str, list[ModuleRecord]] = defaultdict(list)
        for made_up in PROGRAMMES:
            self._add_programme(made_up.code)
        places = districts(self.unit, region_code=self._own.region_code)
        schools = self._put(Institution, made_up_institutions(self.rng, places, people=self._total))
        self._waiting[InstitutionWord] += [
            {"word": word, "institution_id": school["id"]}
            for school in schools
            for word in sorted(institution_words(school["name"]))
        ]
        self._workplaces = {school["id"]: school["name"] for school in schools}
        self._cards = MadeUpCards(self.rng, schools, today=self.unit.today, now=self.unit.now)
        self.flush()

    def add_cohort(self, place: int, made_up: MadeUpCohort) -> None:
        layout = self._layout(made_up)
        classroom = None if made_up.stage is Stage.LONG_AGO else self._classroom(layout)
        cohort = self._put(Cohort, [self._cohort_row(place, made_up, layout, classroom)])[0]
        sessions = [] if classroom is None else self._put(Session, lessons_in(classroom, cohort["id"], layout))
        held = [session for session in sessions if self._is_marked(session)]
        hours = [session["hours"] for session in sessions]
        enrolments: list[dict[str, Any]] = []
        certified: list[tuple[int, str]] = []
        for _ in range(made_up.people):
            person = self._person(made_up)
            found = fate(
                self.rng,
                made_up.stage,
                hours=hours,
                held=len(held),
                planned=made_up.programme.hours,
                grounds=self._grounds,
            )
            enrolments += self._put(Enrolment, [self._enrolment(cohort, person, found)])
            self._mark(held, enrolments[-1]["id"], found)
            if found.state == "completed":
                name = PersonName(person["surname"], person["given_name"], person["patronymic"])
                certified.append((enrolments[-1]["id"], full_name(name)))
        is_recent = made_up.stage in (Stage.STUDYING, Stage.ENDED, Stage.COMPLETED)
        if enrolments and (is_recent or (made_up.stage is Stage.CERTIFIED and place % SURVEYED_EVERY == 0)):
            self._survey(cohort, made_up, sum(row["state"] not in NOT_COUNTED for row in enrolments))
        if made_up.stage is Stage.CERTIFIED:
            self._to_certify[cohort["id"]] = certified
        if len(self._waiting[Mark]) >= ROWS_AT_ONCE or len(self._waiting[Person]) >= PEOPLE_AT_ONCE:
            self.flush()
        self._progress.step(N_("People"), self._counts["person"], self._total)

    def flush(self) -> None:
        """Write what waits. Marks and words go in the order of their keys: a sorted run is written fast."""
        self._waiting[Mark].sort(key=lambda row: (row["session_id"], row["enrolment_id"]))
        self._waiting[PersonWord].sort(key=lambda row: (row["word"], row["person_id"]))
        for table in _WRITING_ORDER:
            self.unit.insert_many(table, self._waiting.pop(table, []), reason=_REASON)
        self._progress.step(N_("People"), self._counts["person"], self._total)

    def write_name_words(self) -> None:
        """Each word that stands in some name, once."""
        words = [{"word": word} for word in sorted(self._name_words)]
        self.unit.insert_many(NameWord, words, reason=_REASON)

    def write_plan(self) -> None:
        write_plan(self.unit, self.rng, self._finished)
        fill_cascade(self.unit, self.rng)

    def issue(self) -> None:
        """The certificates of all cohorts that were closed within the year."""
        for place, (cohort_id, people) in enumerate(self._to_certify.items(), start=1):
            cohort = self.unit.session.get_one(Cohort, cohort_id)
            terms = begin_issue(self.unit, cohort=cohort, day=cohort.completed_on or cohort.ends_on)
            made = [next_certificate(terms, enrolment_id=enrolment, holder=holder) for enrolment, holder in people]
            self.unit.insert_many(Certificate, [dict(each.columns) for each in made], reason=_REASON)
            self._progress.step(N_("Certificates"), place, len(self._to_certify))

    def _put(self, table: type[Base], rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Number the rows and let them wait."""
        numbered = []
        for row in rows:
            self._counts[table.__tablename__] += 1
            numbered.append({"id": self._counts[table.__tablename__], **row})
        self._waiting[table] += numbered
        return numbered

    def _staff(self) -> Iterator[dict[str, Any]]:
        for number in range(8):
            name = f"{self.rng.choice(SURNAMES)}a {self.rng.choice(FEMALE_NAMES)}"
            yield {"full_name": name, "title": "Metodist" if number < 4 else "Guruh rahbari"}

    def _add_programme(self, code: str) -> None:
        made_up = next(programme for programme in PROGRAMMES if programme.code == code)
        columns = ("code", "title", "hours", "staff_group", "subject_code", "mode_code", "has_final_work")
        order = {"order_number": "577-sonli", "order_date": date(2023, 12, 28)}
        row = {**{name: getattr(made_up, name) for name in columns}, **order}
        self._programme_ids[code] = self._put(Programme, [row])[0]["id"]
        for place, module in enumerate(made_up.modules, start=1):
            values = {
                "programme_id": self._programme_ids[code],
                "place": place,
                "title": module.title,
                "hours": module.hours,
                "is_elective": module.is_elective,
                "competences": dict.fromkeys(module.competences.split(), 1),
                "lecture_hours": module.by_kind.lecture,
                "practical_hours": module.by_kind.practical,
            }
            module_id = self._put(Module, [values])[0]["id"]
            record = ModuleRecord(module.title, module.hours, module.is_elective, {}, module_id, module.by_kind)
            self._modules[code].append(record)

    def _layout(self, made_up: MadeUpCohort) -> list[PlannedSession]:
        """The lessons of a programme from a day on; cohorts that start together share them."""
        key = (made_up.programme.code, made_up.starts_on)
        if key not in self._layouts:
            modules = self._modules[made_up.programme.code]
            electives = [module.id for module in modules if module.is_elective][:1]
            parts = parts_of(made_up.programme.hours, modules, electives)
            self._layouts[key] = propose_sessions(
                parts, starts_on=made_up.starts_on, calendar=self._calendar, rules=self._rules
            )
        return self._layouts[key]

    def _classroom(self, layout: list[PlannedSession]) -> Classroom:
        place, new = self._rooms.next(layout[0].held_on, layout[-1].held_on)
        if new is not None:
            self._classrooms.append(Classroom(self._put(Room, [new.room])[0], tuple(self._put(Trainer, new.trainers))))
        return self._classrooms[place]

    def _cohort_row(
        self, place: int, made_up: MadeUpCohort, layout: list[PlannedSession], classroom: Classroom | None
    ) -> dict[str, Any]:
        starts_on, ends_on = layout[0].held_on, layout[-1].held_on
        place_of_old = self.rng.choice(ROOMS)
        self._codes[starts_on.year] += 1
        is_closed = made_up.stage in (Stage.COMPLETED, Stage.CERTIFIED, Stage.LONG_AGO)
        is_planned = made_up.stage in (Stage.EMPTY, Stage.CALLED)
        completed_on = ends_on + timedelta(days=1) if is_closed else None
        return {
            "code": f"{self._own.code}-{starts_on:%y}-{self._codes[starts_on.year]:03d}",
            "programme_id": self._programme_ids[made_up.programme.code],
            "state": "completed" if is_closed else "planned" if is_planned else "studying",
            "starts_on": starts_on,
            "ends_on": ends_on,
            "place": place_of_old if classroom is None else classroom.place,
            "leader_id": self.rng.choice(self._staff_ids),
            "order_number": "" if is_planned else f"{place}-T/Q",
            "order_date": None if is_planned else starts_on,
            "mark_set_id": self._mark_set_id,
            "completed_on": completed_on,
            "completion_order_number": f"{place}-T/T" if is_closed else "",
            "completion_order_date": completed_on,
            "room_id": None if classroom is None else classroom.room["id"],
        }

    def _is_marked(self, session: Mapping[str, Any]) -> bool:
        """Everything up to yesterday, and the first lesson of today."""
        held_on: date = session["held_on"]
        return held_on < self.unit.today or (held_on == self.unit.today and session["place_in_day"] == 1)

    def _person(self, made_up: MadeUpCohort) -> dict[str, Any]:
        card = self._cards.next(made_up)
        person = self._put(Person, [card.row])[0]
        for table, row in card.past:
            self._put(table, [{"person_id": person["id"], **row}])
        self._waiting[PersonWord] += [{"word": word, "person_id": person["id"]} for word in card.words]
        self._name_words |= {word for word in card.words if word.isalpha()}
        return {**person, "workplace": self._workplaces[person["institution_id"]]}

    def _enrolment(self, cohort: Mapping[str, Any], person: Mapping[str, Any], found: Fate) -> dict[str, Any]:
        is_finished = found.decision is not None
        is_long_ago = is_finished and (self.unit.today - cohort["starts_on"]).days > 365
        if is_finished:
            month = cohort["ends_on"].replace(day=1)
            self._finished[month, person["staff_group"], person["district_code"]] += 1
        external = (
            f"UKT {cohort['ends_on']:%y}-{person['id']:07d}" if is_long_ago and found.state == "completed" else ""
        )
        return {
            "cohort_id": cohort["id"],
            "person_id": person["id"],
            "state": found.state,
            "enrolled_on": cohort["starts_on"] - timedelta(days=7),
            "left_on": cohort["starts_on"] + timedelta(days=3) if found.state == "expelled" else None,
            "leaving_reason": "Oʻz arizasiga koʻra" if found.state == "expelled" else "",
            "staff_group": person["staff_group"],
            "district_code": person["district_code"],
            "subject_code": person["subject_code"],
            "category_code": person["category_code"],
            "workplace": person["workplace"],
            "position": self._positions[person["position_code"]],
            "entry_score": found.entry_score,
            "final_score": found.final_score,
            "finished_on": cohort["ends_on"] if is_finished else None,
            "external_certificate": external,
            "outcome_facts": found.facts,
        }

    def _mark(self, held: list[dict[str, Any]], enrolment_id: int, found: Fate) -> None:
        marks = self._waiting[Mark]
        for session, kind in zip(held, found.kinds, strict=False):
            marks.append(
                {
                    "session_id": session["id"],
                    "enrolment_id": enrolment_id,
                    "kind_code": kind,
                    "marked_at": _moment(session["held_on"], session["starts_at"]),
                    "marked_by": self._staff_ids[0],
                }
            )

    def _survey(self, cohort: Mapping[str, Any], made_up: MadeUpCohort, people: int) -> None:
        """Nearly all answer before the course; of those who have finished, most answer again."""
        answered = max(0, people - self.rng.randrange(1, 5))
        self._round(cohort, made_up, SurveyPhase.BEFORE, cohort["starts_on"], answered)
        if made_up.stage in (Stage.COMPLETED, Stage.CERTIFIED):
            self._round(cohort, made_up, SurveyPhase.AFTER, cohort["ends_on"], answered - self.rng.randrange(4))

    def _round(
        self, cohort: Mapping[str, Any], made_up: MadeUpCohort, phase: SurveyPhase, day: date, answered: int
    ) -> None:
        group, at = made_up.programme.staff_group, _moment(day, time(9, 0))
        row = self._surveys.round(group, self._modules[made_up.programme.code], phase)
        held = self._put(SurveyRound, [{**row, "cohort_id": cohort["id"], "is_anonymous": True, "made_at": at}])[0]
        for slip in range(1, answered + 1):
            packed, written = self._surveys.sheet(group, row["options"], phase)
            sheet = {"round_id": held["id"], "slip_number": slip, "channel": self._surveys.channel(), "packed": packed}
            response_id = self._put(SurveyResponse, [{**sheet, "is_complete": True, "answered_at": at}])[0]["id"]
            self._waiting[SurveyAnswer] += [
                {"response_id": response_id, "item": item, "number": None, "text": text}
                for item, text in written.items()
            ]


_WRITING_ORDER: tuple[type[Base], ...] = (
    Staff,
    Programme,
    Module,
    Institution,
    InstitutionWord,
    Person,
    PersonWord,
    FormerName,
    FormerPost,
    OutsideCourse,
    Consent,
    Room,
    Trainer,
    Cohort,
    Session,
    Enrolment,
    Mark,
    SurveyRound,
    SurveyResponse,
    SurveyAnswer,
)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=TASHKENT)
