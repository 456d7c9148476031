"""Final works (malaka ishi): topics and supervisors, given by order, and what the commission gave at the defence."""

from collections.abc import Sequence

from sqlalchemy import select

from db.models.cohorts import Cohort, Enrolment
from db.models.completion import FinalWork
from db.models.people import Person
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import Work
from desktop_app.completion.sittings import SCORE_MAX
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.rules import written_name
from desktop_app.reference.service import rules_on


def set_works(unit: UnitOfWork, *, cohort_id: int, works: Sequence[Work]) -> list[Work]:
    """Keep final works; returns what stood before, so that set again it is undone. An empty one is taken out.

    Raises Refused for a completed or cancelled cohort, for a programme without final works, and for a defence of
    somebody who has not passed the final test; Invalid for a score outside 0 to 100; NotFound.
    """
    cohort = load_cohort(unit, cohort_id)
    require_open(cohort.code, cohort.state)
    enrolments = {
        row.id: row for row in unit.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))
    }
    kept = works_of(unit, cohort_id)
    least = _least_test_score(unit, cohort)
    before = []
    for work in works:
        enrolment = enrolments.get(work.enrolment_id)
        if enrolment is None:
            raise NotFound("not_enrolled", N_("This person is no longer in the cohort."))
        row = kept.get(work.enrolment_id)
        stood = Work(work.enrolment_id) if row is None else as_work(row)
        before.append(stood)
        is_new_defence = (work.score, work.defended_on) != (stood.score, stood.defended_on)
        _check(unit, work)
        if is_new_defence and (work.score is not None or work.defended_on is not None):
            _check_admitted(unit, enrolment, least)
        _keep(unit, work, kept)
    return before


def works_of(unit: UnitOfWork, cohort_id: int) -> dict[int, FinalWork]:
    """The final works of a cohort by enrolment."""
    rows = select(FinalWork).join(Enrolment, Enrolment.id == FinalWork.enrolment_id)
    return {row.enrolment_id: row for row in unit.session.scalars(rows.where(Enrolment.cohort_id == cohort_id))}


def as_work(row: FinalWork) -> Work:
    return Work(row.enrolment_id, row.topic, row.supervisor, row.defended_on, row.score, row.note)


def pasted_topics(text: str) -> list[tuple[str, str]]:
    """Topic and supervisor of each line that was pasted; a tab parts them, as in cells of Excel."""
    lines = [line.split("\t") for line in text.splitlines()]
    return [(tidy(cells[0]), tidy(cells[1]) if len(cells) > 1 else "") for cells in lines]


def _least_test_score(unit: UnitOfWork, cohort: Cohort) -> float | None:
    """What the final test must come to before a defence; None where none is asked for."""
    programme = unit.session.get_one(Programme, cohort.programme_id)
    if not programme.has_final_work:
        raise Refused("no_final_work", N_("The programme of cohort {cohort} has no final work."), cohort=cohort.code)
    return rules_on(unit, cohort.starts_on).final_test_min_score if programme.has_final_test else None


def _check(unit: UnitOfWork, work: Work) -> None:
    if work.score is not None and not 0 <= work.score <= SCORE_MAX:
        raise Invalid("score_out_of_range", N_("{score} is not between 0 and 100."), field="score", score=work.score)
    if work.defended_on is not None and work.defended_on > unit.today:
        raise Invalid("defence_to_come", N_("The day of the defence is still to come."), field="defended_on")


def _check_admitted(unit: UnitOfWork, enrolment: Enrolment, least: float | None) -> None:
    if least is not None and (enrolment.final_score is None or enrolment.final_score < least):
        raise Refused(
            "not_admitted_to_defence",
            N_("{name} is not admitted to the defence: the final test is not passed."),
            name=written_name(unit.session.get_one(Person, enrolment.person_id)),
        )


def _keep(unit: UnitOfWork, work: Work, kept: dict[int, FinalWork]) -> None:
    row = kept.get(work.enrolment_id)
    if work.is_empty:
        if row is not None:
            unit.session.delete(kept.pop(work.enrolment_id))
        return
    if row is None:
        row = kept[work.enrolment_id] = FinalWork(enrolment_id=work.enrolment_id)
        unit.session.add(row)
    row.topic, row.supervisor, row.note = tidy(work.topic), tidy(work.supervisor), tidy(work.note)
    row.defended_on, row.score = work.defended_on, work.score
