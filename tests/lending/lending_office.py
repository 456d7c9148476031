"""A centre with a cohort to lend, people who stay behind, and the other PC."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from sqlalchemy import select

from db.base import Base
from db.engine import fold_wal, open_engine
from db.models.timetable import Session
from db.schema import migrate
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.lending.opening import open_lent
from desktop_app.lending.records import Lent, Wish
from desktop_app.lending.service import lend
from desktop_app.paths import CentrePaths
from tests import factories
from tests.conftest import NOW
from tests.courses import Course, Taught, taught_course

PASSWORD = "dala-ishi-2026"
THERE = "FILIAL-2"


def office(centre: Centre) -> Course:
    """Three people in the cohort that is lent; another cohort whose people are nobody's business there."""
    staying = taught_course(centre, [Taught("Kanareyka")], code="QOLGAN-26/11")
    assert staying.cohort_id
    course = taught_course(centre, [Taught("Aliyeva"), Taught("Boboyev"), Taught("Valiyev")])
    factories.write(centre, factories.session(course.cohort_id, held_on=NOW.date().replace(day=17)))
    return course


def second_lesson(centre: Centre) -> int:
    return centre.read(lambda unit: max(unit.session.scalars(select(Session.id))))


def lent_file(centre: Centre, course: Course, folder: Path, **wish: object) -> Lent:
    wanted = replace(Wish(Kind.COHORT, course.cohort_id, "Yangiyoʻl filiali"), **wish)
    return lend(centre, wanted, password=PASSWORD, out=folder)


@cache
def empty_database() -> Path:
    """A file with tables and nothing in them, as a killed opening leaves one: migrating anew takes most of the time."""
    file = Path(tempfile.mkdtemp()) / "empty.db"
    engine = open_engine(file)
    migrate(engine)
    fold_wal(engine)
    engine.dispose()
    return file


@contextmanager
def other_pc(file: str, folder: Path) -> Iterator[Centre]:
    """The lent work, opened on another PC by somebody of there."""
    folder.mkdir()
    shutil.copyfile(empty_database(), folder / "mahorat.db")
    opened = open_lent(Path(file), CentrePaths(folder), password=PASSWORD, clock=FixedClock(NOW))
    with at_the_pc(opened):
        yield opened


@contextmanager
def at_the_pc(opened: Centre) -> Iterator[Centre]:
    opened.actor = replace(opened.actor, name="Filialova Feruza", host=THERE)
    try:
        yield opened
    finally:
        opened.is_changed_since_backup = False
        opened.close()


def change(centre: Centre, record: type[Base], key: int, **values: object) -> None:
    def set_values(unit: UnitOfWork) -> None:
        row = unit.session.get_one(record, key)
        for name, value in values.items():
            setattr(row, name, value)

    centre.write(set_values)
