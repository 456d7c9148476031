"""The nine forms of a return, each with what its columns are and how it is built."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import FigureKey
from desktop_app.indicators.wordings import worded_on
from desktop_app.plan.records import Period
from desktop_app.returns import (
    forms_cohorts,
    forms_composition,
    forms_events,
    forms_papers,
    forms_people,
    forms_plan,
)
from desktop_app.returns.columns import in_words_of
from desktop_app.returns.records import (
    ATTENDANCE_FORM,
    COMPOSITION_FORM,
    DISTRICT_FORM,
    EVENT_FORM,
    MOVEMENT_FORM,
    PAPER_FORM,
    PLAN_FORM,
    QUALITY_FORM,
    SUBJECT_FORM,
    Column,
    Form,
)
from desktop_app.returns.sources import Sources


@dataclass(frozen=True)
class _Plan:
    """``divided_by`` are the dimensions of the rows, where most of the form is one table of figures."""

    columns: Callable[[], tuple[Column, ...]]
    build: Callable[[Sources], Form]
    divided_by: tuple[str, ...] = ()


_FORMS = {
    PLAN_FORM: _Plan(forms_plan.columns, forms_plan.build, ("staff_group", "channel", "category")),
    DISTRICT_FORM: _Plan(forms_people.district_columns, forms_people.build_districts, ("district",)),
    SUBJECT_FORM: _Plan(forms_people.subject_columns, forms_people.build_subjects, ("subject",)),
    MOVEMENT_FORM: _Plan(forms_cohorts.movement_columns, forms_cohorts.build_movement, ("cohort",)),
    COMPOSITION_FORM: _Plan(forms_composition.columns, forms_composition.build, ("position", "category")),
    PAPER_FORM: _Plan(forms_papers.columns, forms_papers.build),
    ATTENDANCE_FORM: _Plan(forms_cohorts.attendance_columns, forms_cohorts.build_attendance, ("cohort",)),
    QUALITY_FORM: _Plan(forms_cohorts.quality_columns, forms_cohorts.build_quality, ("cohort",)),
    EVENT_FORM: _Plan(forms_events.columns, forms_events.build),
}
FORM_CODES = tuple(_FORMS)
# What the forms are about, for lists of them.
FORM_TITLES = {
    PLAN_FORM: N_("Fulfilment of the plan by channel and staff group"),
    DISTRICT_FORM: N_("By district and city"),
    SUBJECT_FORM: N_("By subject"),
    MOVEMENT_FORM: N_("Movement of the contingent"),
    COMPOSITION_FORM: N_("Composition of the people who came"),
    PAPER_FORM: N_("Certificates and blanks"),
    ATTENDANCE_FORM: N_("Hours and attendance"),
    QUALITY_FORM: N_("Quality of the courses that ended"),
    EVENT_FORM: N_("Roadmap: hours and days held"),
}
# Those that rest on marks, lessons and answers, which are written all day long.
OF_EVERY_DAY = frozenset({ATTENDANCE_FORM, QUALITY_FORM})


def columns_of(code: str) -> tuple[Column, ...]:
    """The columns of a form in the language in force, without any figures. Raises NotFound."""
    return _plan_of(code).columns()


def sources_of(unit: UnitOfWork, period: Period, codes: Iterable[str]) -> Sources:
    """What these forms are made from, counted once for all of them. Raises NotFound."""
    announced = [
        (_narrowed(column.key, narrowed), by)
        for plan in map(_plan_of, codes)
        for by, *narrowed in filter(None, [plan.divided_by])
        for column in plan.columns()
        if column.key is not None
    ]
    return Sources(unit, period, announced)


def _narrowed(key: FigureKey, names: Iterable[str]) -> FigureKey:
    """By those of the dimensions that its indicator has: a plan knows no categories."""
    known = CATALOGUE[key.indicator].dimensions
    return replace(key, filters={**key.filters, **{name: () for name in names if name in known}})


def build_form(sources: Sources, code: str) -> Form:
    """Raises NotFound, whose sentence lists the forms that there are."""
    form = _plan_of(code).build(sources)
    return in_words_of(form, worded_on(sources.unit, sources.period.last_day))


def usual_codes(chosen: Sequence[str]) -> tuple[str, ...]:
    """The forms that a centre sends, in their order: those that it has chosen, all nine where it has chosen none."""
    return tuple(code for code in FORM_CODES if not chosen or code in chosen)


def _plan_of(code: str) -> _Plan:
    found = _FORMS.get(code)
    if found is None:
        message = N_("There is no form {code}. Those that there are: {known}.")
        raise NotFound("no_such_form", message, code=code, known=", ".join(FORM_CODES))
    return found
