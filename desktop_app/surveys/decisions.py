"""Choosing the elective modules of a cohort: the decision, numbered, with the figures that it was taken from."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select

from db.models.surveys import ModuleDecision
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.electives import choose_modules, chosen_modules, taught_otherwise
from desktop_app.cohorts.rules import require_open
from desktop_app.cohorts.service import load_cohort
from desktop_app.errors import Duplicate, Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.orders.numbers import RUNNING, is_number, next_number, number_key
from desktop_app.programmes.rules import elective_hours
from desktop_app.programmes.service import programme
from desktop_app.reference.service import profile
from desktop_app.rows import row_at
from desktop_app.surveys.cohort_needs import CohortNeeds, cohort_needs, serving_modules
from desktop_app.surveys.decision_records import (
    DecidedCompetence,
    DecidedFigures,
    DecidedModule,
    DecisionDraft,
    DecisionGround,
    DecisionRecord,
    from_kept,
    to_kept,
)
from desktop_app.surveys.needs import ServingModule
from desktop_app.surveys.turnout import cohort_turnout


def decision_ground(unit: UnitOfWork, *, cohort_id: int) -> DecisionGround:
    """What there is to decide from today. Raises NotFound."""
    figures, needs = _figures(unit, cohort_id)
    return DecisionGround(
        needs,
        _marked(figures.modules, chosen_modules(unit, cohort_id=cohort_id)),
        figures.room,
        taught_otherwise(unit, cohort_id=cohort_id),
        propose_decision_number(unit, year=unit.today.year),
        profile(unit).director,
        tuple(decisions(unit, cohort_id=cohort_id)),
    )


def decide(unit: UnitOfWork, *, draft: DecisionDraft) -> int:
    """Keep the decision; what it chooses are the cohort's elective modules from now on. Gives back its id.

    An earlier decision of the cohort is replaced and stays. Raises Refused for a cohort that is closed and for modules
    that cannot be chosen, Duplicate for a number in use, Invalid naming the field.
    """
    cohort = load_cohort(unit, draft.cohort_id)
    require_open(cohort.code, cohort.state)
    _check_paper(unit, draft)
    figures, _needs = _figures(unit, draft.cohort_id)
    figures = _with_choice(figures, draft)
    for row in unit.session.scalars(select(ModuleDecision).where(*_in_force(draft.cohort_id))):
        row.replaced_on = draft.decided_on
    made = ModuleDecision(
        cohort_id=draft.cohort_id,
        number=tidy(draft.number),
        decided_on=draft.decided_on,
        chairperson=tidy(draft.chairperson),
        members=[tidy(name) for name in draft.members if tidy(name)],
        note=tidy(draft.note),
        figures=to_kept(figures),
        made_by=unit.actor.name,
    )
    unit.session.add(made)
    choose_modules(unit, cohort_id=draft.cohort_id, module_ids=draft.module_ids)
    unit.session.flush()
    return made.id


def take_back_decision(unit: UnitOfWork, *, decision_id: int) -> None:
    """Undo the newest decision of its cohort: the one before it, if any, holds again. Raises NotFound, Refused."""
    row = _load(unit, decision_id)
    cohort = load_cohort(unit, row.cohort_id)
    require_open(cohort.code, cohort.state)
    if row.replaced_on is not None:
        raise Refused("decision_replaced", N_("Decision {number} has been replaced by a later one."), number=row.number)
    unit.session.delete(row)
    earlier = unit.session.scalar(
        select(ModuleDecision)
        .where(ModuleDecision.cohort_id == row.cohort_id, ModuleDecision.id != decision_id)
        .order_by(ModuleDecision.id.desc())
        .limit(1)
    )
    if earlier is not None:
        earlier.replaced_on = None
    chosen = from_kept(earlier.figures).chosen if earlier is not None else ()
    choose_modules(unit, cohort_id=row.cohort_id, module_ids=[module.id for module in chosen])


def decisions(unit: UnitOfWork, *, cohort_id: int) -> list[DecisionRecord]:
    """Every decision about the cohort, the newest first."""
    rows = unit.session.scalars(
        select(ModuleDecision).where(ModuleDecision.cohort_id == cohort_id).order_by(ModuleDecision.id.desc())
    )
    return [_record(row) for row in rows]


def decision(unit: UnitOfWork, *, decision_id: int) -> DecisionRecord:
    """Raises NotFound."""
    return _record(_load(unit, decision_id))


def propose_decision_number(unit: UnitOfWork, *, year: int) -> str:
    """The next free one of the year: 2026/7-MT. No other year has it, as numbers are never given twice."""
    return next_number(f"{year}/{RUNNING}-MT", unit.session.scalars(select(ModuleDecision.number)))


def _figures(unit: UnitOfWork, cohort_id: int) -> tuple[DecidedFigures, CohortNeeds]:
    """The needs of the cohort as a decision keeps them, with nothing chosen."""
    needs = cohort_needs(unit, cohort_id=cohort_id)
    taught = programme(unit, programme_id=load_cohort(unit, cohort_id).programme_id)
    found = needs.figures.total.competences if needs.figures.total else {}
    competences = [
        DecidedCompetence(row.code, row.text, each.n, each.importance, each.level, each.gap, each.large)
        for row in needs.figures.questionnaire.competences
        if (each := found.get(row.code)) is not None
    ]
    asked = needs.figures.questionnaire
    turnout = cohort_turnout(unit, cohort_id=cohort_id, questionnaire_code=asked.code, sheets=needs.figures.people)
    figures = DecidedFigures(
        asked.title,
        turnout.answered,
        turnout.asked,
        max(elective_hours(taught.hours, taught.modules), 0),
        tuple(sorted(competences, key=lambda each: -(each.gap if each.gap is not None else -1))),
        _modules(needs, serving_modules(unit, programme_id=taught.id)),
        needs.modules.unserved if needs.modules else (),
    )
    return figures, needs


def _modules(needs: CohortNeeds, plain: list[ServingModule]) -> tuple[DecidedModule, ...]:
    """By need; where nothing is known of it, in the programme's order."""
    if needs.modules is None:
        return tuple(
            DecidedModule(module.id, module.title, module.hours, module.is_elective, is_chosen=False)
            for module in plain
        )
    return tuple(
        DecidedModule(
            each.module.id,
            each.module.title,
            each.module.hours,
            each.module.is_elective,
            is_chosen=False,
            is_proposed=each.is_proposed,
            place=each.place,
            gap=each.gap,
            wishes=each.wishes,
            score=each.score,
        )
        for each in needs.modules.modules
    )


def _with_choice(figures: DecidedFigures, draft: DecisionDraft) -> DecidedFigures:
    """The figures with the modules that are chosen. Raises Refused, Invalid where they cannot be."""
    electives = {module.id: module for module in figures.modules if module.is_elective}
    chosen = dict.fromkeys(draft.module_ids)
    if not electives:
        raise Refused("nothing_to_choose", N_("The programme has no elective modules: there is nothing to choose."))
    if not electives.keys() >= chosen.keys():
        raise Refused("not_an_elective", N_("Only elective modules of the programme can be chosen."))
    if not chosen:
        raise Invalid("nothing_chosen", N_("Choose at least one elective module."), field="module_ids")
    hours = [electives[module_id].hours for module_id in chosen]
    # The last one is cut where the hours end, whichever it is, but never down to nothing.
    if sum(hours) - min(hours) >= figures.room:
        raise Invalid(
            "too_many_chosen",
            N_("{chosen} hours are chosen, but the programme leaves only {room} for elective modules."),
            field="module_ids",
            chosen=sum(hours),
            room=figures.room,
        )
    if chosen.keys() != {module.id for module in figures.modules if module.is_proposed} and not tidy(draft.note):
        raise Invalid(
            "choice_without_reason", N_("This is not what the answers propose: say why it is chosen."), field="note"
        )
    return replace(figures, modules=_marked(figures.modules, chosen))


def _marked(modules: Iterable[DecidedModule], chosen: Collection[int]) -> tuple[DecidedModule, ...]:
    return tuple(replace(module, is_chosen=module.id in chosen) for module in modules)


def _check_paper(unit: UnitOfWork, draft: DecisionDraft) -> None:
    if not is_number(draft.number):
        raise Invalid("decision_number_missing", N_("Enter the number of the decision."), field="number")
    if not tidy(draft.chairperson):
        raise Invalid("chairperson_missing", N_("Enter who chaired the meeting."), field="chairperson")
    if draft.decided_on > unit.today:
        raise Invalid(
            "decided_later", N_("{day} is still to come."), field="decided_on", day=short_date(draft.decided_on)
        )
    _check_order(unit, draft.cohort_id, draft.decided_on)
    taken = {number_key(number): number for number in unit.session.scalars(select(ModuleDecision.number))}
    if number_key(draft.number) in taken:
        raise Duplicate(
            "decision_number_taken",
            N_("There is a decision {number} already."),
            field="number",
            number=taken[number_key(draft.number)],
        )


def _check_order(unit: UnitOfWork, cohort_id: int, day: date) -> None:
    """Raises Invalid for a day before that of the decision that would be replaced."""
    row = unit.session.scalar(select(ModuleDecision).where(*_in_force(cohort_id)))
    if row is not None and day < row.decided_on:
        raise Invalid(
            "decided_earlier",
            N_("Decision {number} of {day} is later than that."),
            field="decided_on",
            number=row.number,
            day=short_date(row.decided_on),
        )


def _in_force(cohort_id: int) -> tuple[ColumnElement[bool], ...]:
    return ModuleDecision.cohort_id == cohort_id, ModuleDecision.replaced_on.is_(None)


def _load(unit: UnitOfWork, decision_id: int) -> ModuleDecision:
    return row_at(unit, ModuleDecision, decision_id, "decision_gone", N_("This decision is no longer there."))


def _record(row: ModuleDecision) -> DecisionRecord:
    return DecisionRecord(
        row.id,
        row.cohort_id,
        row.number,
        row.decided_on,
        row.chairperson,
        tuple(row.members),
        row.note,
        from_kept(row.figures),
        row.replaced_on,
        row.made_by,
    )
