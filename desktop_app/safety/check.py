"""The check of the data: the file's structure, then what must hold in a centre."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text, true
from sqlalchemy.orm import InstrumentedAttribute

from db import schema
from db.engine import is_server
from db.models.attendance import AttendanceSheet
from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.returns import ReturnSnapshot
from db.models.surveys import Questionnaire, SurveyAnswer, SurveyResponse, SurveyRound
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_
from desktop_app.language.keys import search_key, sort_key
from desktop_app.language.names import PersonName, full_name
from desktop_app.progress import Progress
from desktop_app.questionnaires.definition import read_definition
from desktop_app.questionnaires.layout import layout_of
from desktop_app.questionnaires.sheet import codes_of
from desktop_app.safety.invariants import INVARIANTS
from desktop_app.safety.snapshot import structural_faults

# A newer program may make keys otherwise: so many cards, spread evenly, tell whether they are stale.
SAMPLED_PEOPLE = 2_000


@dataclass(frozen=True)
class CheckResult:
    """``found`` counts the faults; ``title`` is a catalogue text that names them."""

    name: str
    title: str
    found: int

    @property
    def ok(self) -> bool:
        return self.found == 0


@dataclass(frozen=True)
class _Check:
    name: str
    title: str
    count: Callable[[UnitOfWork], int]


def check_centre(unit: UnitOfWork, *, progress: Progress) -> list[CheckResult]:
    """Run every check on one state of the data; of a damaged file only the first. Raises Cancelled."""
    # A server looks after its own pages and references, and was asked how its schema looks when it was opened.
    structure = () if is_server(unit.session.get_bind()) else _STRUCTURE
    checks = [*structure, *(_Check(each.name, each.title, _counting(each.sql)) for each in INVARIANTS), *_COMPUTED]
    results = []
    for done, check in enumerate(checks):
        progress.step(check.title, done, len(checks))
        results.append(CheckResult(check.name, check.title, check.count(unit)))
        if not results[0].ok:
            break
    return results


def _counting(sql: str) -> Callable[[UnitOfWork], int]:
    return lambda unit: int(unit.session.scalar(text(sql)) or 0)


def _raw(unit: UnitOfWork) -> Any:
    return unit.session.connection().connection.driver_connection


def _damaged_places(unit: UnitOfWork) -> int:
    return len(structural_faults(_raw(unit)))


def _broken_references(unit: UnitOfWork) -> int:
    return len(_raw(unit).execute("PRAGMA foreign_key_check").fetchall())


def _altered_schema(unit: UnitOfWork) -> int:
    return int(schema.fingerprint(_raw(unit)) != schema.FINGERPRINTS[schema.newest_version()])


def _stale_keys(unit: UnitOfWork) -> int:
    highest = unit.session.scalar(select(func.max(Person.id))) or 0
    stride = max(1, highest // SAMPLED_PEOPLE)
    rows = unit.session.execute(
        select(Person.surname, Person.given_name, Person.patronymic, Person.name_key, Person.sort_key).where(
            Person.id.in_(range(stride, highest + 1, stride)),
            # Who is not recognised yet has a name and nothing to be found by.
            Person.name_key != "",
        )
    )
    names = [(full_name(PersonName(row.surname, row.given_name, row.patronymic)), row) for row in rows]
    return sum((search_key(name), sort_key(name)) != (row.name_key, row.sort_key) for name, row in names)


def _unasked_answers(unit: UnitOfWork) -> int:
    """Answer sheets that do not fit the frozen questionnaire that was answered, and open answers nobody asked for."""
    asked = {row.id: read_definition(row.definition) for row in unit.session.scalars(select(Questionnaire))}
    widths = unit.session.execute(
        select(SurveyRound.questionnaire_id, func.length(SurveyResponse.packed), func.count())
        .join(SurveyRound, SurveyRound.id == SurveyResponse.round_id)
        .group_by(SurveyRound.questionnaire_id, func.length(SurveyResponse.packed))
    )
    misfits = sum(int(count) for id_, width, count in widths if width != layout_of(asked[id_]).width)
    written = unit.session.execute(
        select(SurveyRound.questionnaire_id, SurveyAnswer.item, func.count())
        .select_from(SurveyAnswer)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .join(SurveyRound, SurveyRound.id == SurveyResponse.round_id)
        .group_by(SurveyRound.questionnaire_id, SurveyAnswer.item)
    )
    codes = {id_: {code for item in each.items for code in codes_of(item)} for id_, each in asked.items()}
    return misfits + sum(int(count) for id_, item, count in written if item not in codes[id_])


def _strange_rows_of_sheets(unit: UnitOfWork) -> int:
    """Rows and columns of attendance sheets that belong to another cohort."""

    def of_another(listed: InstrumentedAttribute[list[Any]], known: type[Enrolment] | type[Session]) -> int:
        line = func.each_number(listed).table_valued("value", name="line")
        rows = select(func.count()).select_from(AttendanceSheet).join(line, true())
        rows = rows.join(known, known.id == line.c.value).where(known.cohort_id != AttendanceSheet.cohort_id)
        return unit.session.scalar(rows) or 0

    return of_another(AttendanceSheet.people, Enrolment) + of_another(AttendanceSheet.lessons, Session)


def _altered_returns(unit: UnitOfWork) -> int:
    rows = unit.session.execute(select(ReturnSnapshot.sha256, ReturnSnapshot.workbook))
    return sum(hashlib.sha256(row.workbook).hexdigest() != row.sha256 for row in rows)


_STRUCTURE = (
    _Check("structure", N_("Damaged places in the data file"), _damaged_places),
    _Check("references", N_("References to records that are not there"), _broken_references),
    _Check("schema", N_("The structure of the data file was altered by another program"), _altered_schema),
)
_COMPUTED = (
    _Check(
        "sheet_of_another_cohort",
        N_("Rows and columns of attendance sheets that belong to another cohort"),
        _strange_rows_of_sheets,
    ),
    _Check("keys_stale", N_("People whose search and sort keys are out of date"), _stale_keys),
    _Check("answer_unasked", N_("Survey answers to questions that were not asked"), _unasked_answers),
    _Check("return_altered", N_("Monthly returns whose file is not as it was made"), _altered_returns),
)
