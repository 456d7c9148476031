"""Papers that are not registered: the sheet on which people sign their names, and the passport of a cohort."""

from collections import Counter

from sqlalchemy import select

from db.models.cohorts import EnrolmentState
from db.models.programmes import Module
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import CohortRecord, cohort_state_name, enrolment_state_name
from desktop_app.cohorts.service import cohort
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n, language, use
from desktop_app.language.dates import period, short_date
from desktop_app.language.numbers import people as counted
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.orders.records import OrderRecord, purpose_name
from desktop_app.orders.service import papers_of_cohort
from desktop_app.papers.composing import director_signs, letterhead_of
from desktop_app.papers.facts import facts_of
from desktop_app.papers.people import NOTHING, in_order, listed
from desktop_app.papers.records import Column, Facts, Paper, Paragraph, Signatures, Table, Title
from desktop_app.reference.service import profile

# Room for a signature by hand.
SIGNING_ROW_MM = 9.0
# Those who have gone need not say how their names are written.
_GONE = (EnrolmentState.ABSENT, EnrolmentState.EXPELLED, EnrolmentState.TRANSFERRED)


def name_proof(unit: UnitOfWork, *, cohort_id: int, paper_language: str) -> Paper:
    """The sheet with both scripts of every name, for each to sign. Raises Refused with nobody to sign."""
    with use(paper_language):
        record = cohort(unit, cohort_id=cohort_id)
        people = listed(unit, [row for row, state in in_order(unit, cohort_id) if state not in _GONE])
        if not people:
            raise Refused("nobody_listed", N_("Nobody of cohort {cohort} is left to list."), cohort=record.code)
        columns = (
            Column(_("No."), 7, is_number=True),
            Column(_("Latin script"), 33),
            Column(_("Cyrillic script"), 33),
            Column(_("Correction"), 21),
            Column(_("Signature"), 18),
        )
        rows = tuple((str(place), who.latin, who.cyrillic, "", "") for place, who in enumerate(people, 1))
        rule = _(
            "By signing I confirm that my surname, given name and patronymic are written without a mistake in both "
            "scripts. Where something is wrong, I write it as my identity document has it, and sign."
        )
        blocks = (
            letterhead_of(profile(unit)),
            Title(_("Sheet for checking names, cohort {cohort}", cohort=record.code)),
            Paragraph(_course(record)),
            Paragraph(rule),
            Table(columns, rows, SIGNING_ROW_MM),
            Signatures(((_("Group leader"), _leader(record)),)),
        )
        return Paper(_("Names of cohort {cohort}", cohort=record.code), paper_language, blocks)


def group_passport(unit: UnitOfWork, *, cohort_id: int, paper_language: str) -> Paper:
    """All facts of the cohort on one page."""
    with use(paper_language):
        record = cohort(unit, cohort_id=cohort_id)
        own = profile(unit)
        blocks = (
            letterhead_of(own),
            Title(_("Passport of cohort {cohort}", cohort=record.code)),
            Facts((*_of_course(unit, record), *_of_people(unit, cohort_id), *_of_papers(unit, record))),
            _modules(unit, record.programme_id),
            director_signs(own),
        )
        return Paper(_("Passport of cohort {cohort}", cohort=record.code), paper_language, blocks)


def _of_course(unit: UnitOfWork, record: CohortRecord) -> tuple[tuple[str, str], ...]:
    facts = facts_of(unit, cohort_id=record.id)
    return (
        (_("Programme"), facts["programme"]),
        (_("Rests on the order"), facts["basis"] or NOTHING),
        (_("Academic hours"), facts["hours"]),
        (_("Form of study"), facts["mode"] or NOTHING),
        (_("Days"), period(record.starts_on, record.ends_on, language())),
        (_("Held at"), facts["place"] or NOTHING),
        (_("Group leader"), facts["leader"] or NOTHING),
        (_("State"), cohort_state_name(record.state)),
    )


def _of_people(unit: UnitOfWork, cohort_id: int) -> tuple[tuple[str, str], ...]:
    """Everybody ever enrolled, and how many of them stand how: the states add up to the whole."""
    states = Counter(state for _row, state in in_order(unit, cohort_id))
    whole = (_("Enrolled in all"), counted(states.total(), language()))
    each = ((enrolment_state_name(state), counted(states[state], language())) for state in EnrolmentState)
    return (whole, *(line for line, state in zip(each, EnrolmentState, strict=True) if states[state]))


def _of_papers(unit: UnitOfWork, record: CohortRecord) -> tuple[tuple[str, str], ...]:
    known = [paper for paper in papers_of_cohort(unit, cohort_id=record.id) if paper.cancelled_on is None]
    if known:
        return tuple(_paper_line(paper) for paper in known)
    quoted = (
        (_("Admission order"), record.order_number, record.order_date),
        (_("Completion order"), record.completion_order_number, record.completion_order_date),
    )
    return tuple((title, f"{number}, {short_date(day)}" if day else number) for title, number, day in quoted if number)


def _paper_line(paper: OrderRecord) -> tuple[str, str]:
    name = purpose_name(paper.purpose) if paper.purpose else in_script_of(language(), paper.title)
    said = f"{paper.number}, {short_date(paper.dated_on)}"
    if not paper.people:
        return name, said
    return name, _("{paper}: {people}", paper=said, people=counted(paper.people, language()))


def _modules(unit: UnitOfWork, programme_id: int) -> Table:
    modules = unit.session.execute(
        select(Module.place, Module.title, Module.hours)
        .where(Module.programme_id == programme_id)
        .order_by(Module.place)
    ).all()
    columns = (Column(_("No."), 7, is_number=True), Column(_("Module"), 78), Column(_("Hours"), 16, is_number=True))
    return Table(
        columns, tuple((str(place), in_script_of(language(), title), str(hours)) for place, title, hours in modules)
    )


def _course(record: CohortRecord) -> str:
    return _n(
        "{programme}: {n} academic hour, {days}.",
        "{programme}: {n} academic hours, {days}.",
        record.hours,
        programme=in_script_of(language(), record.programme_title),
        days=period(record.starts_on, record.ends_on, language()),
    )


def _leader(record: CohortRecord) -> str:
    return signature_name(language(), record.leader) if record.leader else ""
