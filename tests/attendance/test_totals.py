"""Everybody's attendance at once is what each register says; over centres made up by chance."""

from datetime import date, timedelta
from random import Random

import pytest

from db.models.attendance import MarkKind as KindRow
from db.models.attendance import MarkSet as SetRow
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.records import Attendance
from desktop_app.attendance.service import grid
from desktop_app.attendance.totals import totals
from desktop_app.centre import Centre
from desktop_app.reference.service import set_rule
from tests import factories

TODAY = date(2026, 11, 21)
FIRST_DAY = date(2026, 11, 2)
FIGURES = ("attended", "missed", "unmarked", "left_out", "gone", "programme_hours")
RULES = (
    {},
    {"excused_counts_as": "left_out", "late_limit_minutes": "20", "late_counts_as": "half"},
    {"excused_counts_as": "attended", "late_limit_minutes": "5", "late_counts_as": "missed"},
)


def counted(centre: Centre) -> dict[int, dict[int, Attendance]]:
    def ask(unit: UnitOfWork) -> dict[int, dict[int, Attendance]]:
        return {each.cohort_id: dict(each.people) for each in totals(unit)}

    return centre.read(ask)


def own_set(unit: UnitOfWork) -> int:
    """A set with a kind that counts in part, one that leaves out, an excused and an absent one."""
    row = SetRow(name="Oʻz toʻplami", made_on=FIRST_DAY)
    unit.session.add(row)
    unit.session.flush()
    kinds = (
        ("KELDI", "present", 100),
        ("YARIM", "present", 50),
        ("BOʻSH", "left_out", 100),
        ("SABABLI", "excused", 100),
    )
    for place, (code, counts, share) in enumerate((*kinds, ("KELMADI", "absent", 100))):
        names = {"name_uz": code, "name_ru": code, "name_en": code}
        unit.session.add(
            KindRow(set_id=row.id, code=code, place=place, letter=code[0], counts=counts, share=share, **names)
        )
    return row.id


class MadeUp:
    """Three cohorts with lessons before and after today, people who come late, leave and are transferred."""

    def __init__(self, unit: UnitOfWork, seed: int) -> None:
        self.unit, self.rng = unit, Random(seed)
        self.set_id = own_set(unit)
        taught = factories.programme(module_hours=(13, 24))
        unit.session.add(taught)
        unit.session.flush()
        self.cohorts = [self.cohort(number, taught.id) for number in range(3)]
        self.lessons = {row.id: self.timetable(row, [module.id for module in taught.modules]) for row in self.cohorts}
        before: dict[int, Enrolment] = {}
        for row in self.cohorts:
            for number in range(6):
                enrolment = self.enrolment(row, number, before.get(number))
                self.mark(enrolment)
                if enrolment.state == EnrolmentState.TRANSFERRED:
                    before[number] = enrolment

    def cohort(self, number: int, programme_id: int) -> Cohort:
        starts_on = FIRST_DAY + timedelta(days=self.rng.choice((0, 0, 3)))
        set_id = self.rng.choice((None, self.set_id))
        row = factories.cohort(programme_id, code=f"M-{number}", starts_on=starts_on, mark_set_id=set_id)
        self.unit.session.add(row)
        self.unit.session.flush()
        return row

    def timetable(self, row: Cohort, modules: list[int]) -> list[Session]:
        lengths = self.rng.choice(((2,), (2, 2, 1), (1, 3)))
        lessons = [
            factories.session(
                row.id,
                held_on=FIRST_DAY + timedelta(days=day),
                place_in_day=place,
                hours=self.rng.choice(lengths),
                module_id=self.rng.choice((*modules, None)),
            )
            for day in range(0, 24, 3)
            for place in (1, 2)
        ]
        self.unit.session.add_all(lessons)
        self.unit.session.flush()
        return lessons

    def enrolment(self, row: Cohort, number: int, before: Enrolment | None) -> Enrolment:
        person_id = before.person_id if before is not None else self.person()
        state = self.rng.choice([*EnrolmentState, *[EnrolmentState.STUDYING] * 8])
        has_left = state in (EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)
        enrolment = factories.enrolment(
            row.id,
            person_id,
            state=state,
            enrolled_on=FIRST_DAY + timedelta(days=self.rng.choice((0, 0, 0, 5))),
            left_on=FIRST_DAY + timedelta(days=12) if has_left else None,
            came_from_id=before.id if before is not None else None,
        )
        self.unit.session.add(enrolment)
        self.unit.session.flush()
        return enrolment

    def person(self) -> int:
        row = factories.person()
        self.unit.session.add(row)
        self.unit.session.flush()
        return row.id

    def mark(self, enrolment: Enrolment) -> None:
        """Of some lessons none; rarely one of a lesson that was put off after it was marked."""
        row = next(each for each in self.cohorts if each.id == enrolment.cohort_id)
        codes = ("KELDI", "KELDI", "KELMADI", "SABABLI", *(("YARIM", "BOʻSH") if row.mark_set_id else ("KECH",)))
        for lesson in self.lessons[row.id]:
            if self.rng.random() < (0.85 if lesson.held_on <= TODAY else 0.05):
                code = self.rng.choice(codes)
                is_away, is_there = code in ("KELMADI", "SABABLI"), code in ("KELDI", "KECH", "YARIM")
                mark = factories.mark(lesson.id, enrolment.id, kind_code=code)
                mark.missed_hours = self.rng.choice((None, 1, 2)) if is_away else None
                mark.late_minutes = self.rng.choice((None, None, 10, 30)) if is_there else None
                self.unit.session.add(mark)


@pytest.mark.parametrize("seed", range(12))
def test_everybody_is_counted_as_their_register_counts_them(centre: Centre, seed: int) -> None:
    for name, value in RULES[seed % len(RULES)].items():
        centre.write(set_rule, name=name, valid_from=date(2026, 1, 1), value=value)
    centre.write(set_rule, name="attendance_min_percent", valid_from=FIRST_DAY + timedelta(days=2), value="75")
    centre.write(lambda unit: MadeUp(unit, seed) and None)
    found = counted(centre)
    assert len(found) == 3
    assert any(found.values())
    for cohort_id, people in found.items():
        register = {row.enrolment_id: row.attendance for row in centre.read(grid, cohort_id=cohort_id).people}
        assert people.keys() == register.keys()
        for enrolment_id, attendance in people.items():
            wanted = register[enrolment_id]
            assert attendance.rule == wanted.rule
            assert [getattr(attendance, name) for name in FIGURES] == pytest.approx(
                [getattr(wanted, name) for name in FIGURES]
            )


def test_closed_cohorts_are_counted_only_when_asked_for(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id, state=CohortState.COMPLETED))
    assert counted(centre) == {}
    asked = centre.read(lambda unit: [each.cohort_id for each in totals(unit, cohort_ids=[row.id])])
    assert asked == [row.id]


def test_whoever_dropped_out_without_a_mark_is_left_out(centre: Centre) -> None:
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id))
    ids = []
    for surname in ("Aliyeva", "Boboyeva"):
        person = factories.write(centre, factories.person(surname=surname))
        ids.append(factories.write(centre, factories.enrolment(row.id, person.id, state=EnrolmentState.ABSENT)).id)
    lesson = factories.write(centre, factories.session(row.id))
    factories.write(centre, factories.mark(lesson.id, ids[0]))
    assert list(counted(centre)[row.id]) == [ids[0]]
