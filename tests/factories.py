"""One function a model, with valid defaults: ``write(centre, person(surname="Karimov"))`` saves and gives it back."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from db.base import Base
from db.models.attendance import Mark
from db.models.cohorts import Cohort, CohortState, Enrolment, EnrolmentState
from db.models.events import TrainingEvent
from db.models.orders import Order
from db.models.parcels import Parcel, ParcelDirection, ParcelState
from db.models.people import Institution, Person, Sex
from db.models.plan import ChannelFigure, PlanLine
from db.models.programmes import Module, Programme
from db.models.returns import ReturnSnapshot
from db.models.timetable import Room, Session, Trainer
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.language.keys import search_key, sort_key
from desktop_app.orders.numbers import number_key
from desktop_app.reference.rules import RULE_NAMES, Rules

Row = TypeVar("Row", bound=Base)

# The acts that two people do where there are accounts.
_NEEDS = tuple(name for name in RULE_NAMES if name.endswith("_needs"))
REGION_CODE = "1727"
DISTRICT_CODE = "1727206"


def write(centre: Centre, row: Row) -> Row:
    """Save one row in a unit of work of its own."""

    def add(unit: UnitOfWork) -> Row:
        unit.session.add(row)
        unit.session.flush()
        return row

    return centre.write(add).value


def write_all(centre: Centre, rows: Iterable[Row]) -> list[Row]:
    """Save rows of one model in their order, in one unit of work: a tenth of the time of one each."""
    kept = list(rows)
    centre.write(lambda unit: unit.session.add_all(kept))
    return kept


def institution(**values: Any) -> Institution:
    name = values.pop("name", "12-sonli umumiy oʻrta taʼlim maktabi")
    return Institution(
        **{"name": name, "kind_code": "UOTM", "district_code": DISTRICT_CODE, "search_key": search_key(name), **values}
    )


def person(**values: Any) -> Person:
    defaults: dict[str, Any] = {
        "surname": "Abdullayeva",
        "given_name": "Zilola",
        "patronymic": "Rustam qizi",
        "birth_date": date(1985, 3, 14),
        "birth_year": 1985,
        "sex": Sex.FEMALE,
        "district_code": DISTRICT_CODE,
        "created_at": datetime(2026, 9, 1, 4, tzinfo=UTC),
    }
    values = defaults | values
    name = f"{values['surname']} {values['given_name']} {values['patronymic']}"
    return Person(**{"name_key": search_key(name), "sort_key": sort_key(name), **values})


def programme(*, module_hours: tuple[int, ...] = (24, 48), **values: Any) -> Programme:
    """A programme whose hours are those of its modules."""
    modules = [Module(place=place, title=f"{place}-modul", hours=hours) for place, hours in enumerate(module_hours, 1)]
    defaults = {
        "code": "MAT-72",
        "title": "Matematika oʻqituvchilari malakasini oshirish",
        "hours": sum(module_hours),
        "staff_group": "PEDAGOG",
        "subject_code": None,
        "mode_code": "AJR",
        "modules": modules,
    }
    return Programme(**defaults | values)


def cohort(programme_id: int, **values: Any) -> Cohort:
    defaults = {
        "code": "MAT-26/11",
        "programme_id": programme_id,
        "state": CohortState.STUDYING,
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2026, 11, 28),
        "place": "Chirchiq shahri",
    }
    return Cohort(**defaults | values)


def enrolment(cohort_id: int, person_id: int, **values: Any) -> Enrolment:
    defaults = {
        "cohort_id": cohort_id,
        "person_id": person_id,
        "state": EnrolmentState.STUDYING,
        "enrolled_on": date(2026, 11, 2),
        "district_code": DISTRICT_CODE,
    }
    return Enrolment(**defaults | values)


def session(cohort_id: int, **values: Any) -> Session:
    """A lesson of two academic hours."""
    defaults = {
        "cohort_id": cohort_id,
        "module_id": None,
        "held_on": date(2026, 11, 3),
        "place_in_day": 1,
        "starts_at": time(9),
        "hours": 2,
    }
    return Session(**defaults | values)


def room(**values: Any) -> Room:
    return Room(**{"name": "204-xona", "building": "1-bino", "seats": 30} | values)


def trainer(**values: Any) -> Trainer:
    name = values.pop("full_name", "Karimov Anvar Botirovich")
    return Trainer(**{"full_name": name, "sort_key": sort_key(name), "subjects": []} | values)


def mark(session_id: int, enrolment_id: int, **values: Any) -> Mark:
    defaults = {
        "session_id": session_id,
        "enrolment_id": enrolment_id,
        "kind_code": "KELDI",
        "marked_at": datetime(2026, 11, 3, 4, tzinfo=UTC),
        "marked_by": None,
    }
    return Mark(**defaults | values)


def training_event(**values: Any) -> TrainingEvent:
    defaults = {
        "kind_code": "KRS",
        "held_on": date(2026, 11, 5),
        "place": "12-maktab",
        "district_code": DISTRICT_CODE,
        "people": 20,
        "leader": "Karimov Anvar",
    }
    return TrainingEvent(**defaults | values)


def plan_line(**values: Any) -> PlanLine:
    defaults = {
        "year": 2026,
        "month": 10,
        "channel_code": "PMM",
        "staff_group": "PEDAGOG",
        "people": 10,
        "order_number": "577",
        "order_date": date(2025, 12, 28),
    }
    return PlanLine(**defaults | values)


def order(**values: Any) -> Order:
    """The ministry's order 577-sonli of 28 December 2025."""
    defaults: dict[str, Any] = {
        "is_own": False,
        "kind_code": "BUYRUQ",
        "number": "577-sonli",
        "dated_on": date(2025, 12, 28),
        "issuer": "Maktabgacha va maktab taʼlimi vazirligi",
        "title": "2026-yilgi oʻquv rejasi toʻgʻrisida",
    }
    values = defaults | values
    return Order(**{"number_key": number_key(values["number"]), **values})


def parcel(cohort_id: int, **values: Any) -> Parcel:
    """A package of the cohort, on another PC."""
    defaults = {
        "number": 7,
        "uuid": "u",
        "direction": ParcelDirection.LENT,
        "kind": "cohort",
        "entity": "cohort",
        "entity_id": str(cohort_id),
        "recipient": "Shtativ",
        "made_at": datetime(2026, 1, 1, tzinfo=UTC),
        "made_by": "",
        "file_name": "",
        "sha256": "",
        "baseline": b"",
        "state": ParcelState.OUT,
    }
    return Parcel(**defaults | values)


def channel_figure(**values: Any) -> ChannelFigure:
    defaults = {
        "year": 2026,
        "month": 10,
        "channel_code": "UKT",
        "staff_group": "PEDAGOG",
        "people": 12,
        "source": "Platforma hisoboti",
    }
    return ChannelFigure(**defaults | values)


def return_snapshot(**values: Any) -> ReturnSnapshot:
    """The return of October 2026."""
    defaults: dict[str, Any] = {
        "year": 2026,
        "month": 10,
        "made_at": datetime(2026, 11, 2, 5, tzinfo=UTC),
        "made_by": "Saidova Nodira Rustam qizi",
        "file_name": "hisobot-2026-10.xlsx",
        "sha256": "",
        "figures": {"digest": "", "errors": 0, "warnings": 0, "people": 0, "lines": []},
        "workbook": b"",
    }
    return ReturnSnapshot(**defaults | values)


def rules(**values: Any) -> Rules:
    """The rules that a new centre begins with."""
    defaults: dict[str, Any] = {
        "attendance_min_percent": 80.0,
        "attendance_max_missed_hours": None,
        "attendance_rounding": "exact",
        "excused_counts_as": "missed",
        "late_limit_minutes": 40,
        "late_counts_as": "missed",
        "mark_lock_days": 7,
        "late_marking_days": 3,
        "final_test_min_score": 56.0,
        "final_test_counts": "best",
        "final_work_min_score": 56.0,
        "lesson_minutes": 80,
        "lesson_hours": 2,
        "break_minutes": 10,
        "first_lesson_at": time(8, 30),
        "lessons_per_day": 3,
        "days_per_week": 6,
        "week_hours": 36,
        "cohort_min_people": 25,
        "cohort_max_people": 30,
        "admission_days": 3,
        "survey_min_answers": 5,
        "certificate_prefix": "PM",
        "statement_prefix": "MN",
        "participation_prefix": "IQ",
        "certificate_digits": 6,
        "return_due_day": 5,
        "return_good_low": 95,
        "return_good_high": 105,
        "return_outlier_low": 50,
        "return_outlier_high": 150,
        "return_copy_least": 50,
        "return_jump_times": 3,
        "cycle_years": 5,
        "course_min_hours": 36,
        "new_staff_years": 3,
        "retraining_min_hours": 576,
        "own_order_form": "{n}-M",
        "own_letter_form": "01-{n}",
        "backup_months": 13,
        "lock_minutes": 10,
        "lock_minutes_administrator": 5,
        **dict.fromkeys(_NEEDS, "two"),
    }
    return Rules(**defaults | values)
