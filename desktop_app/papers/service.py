"""The papers of a cohort: what is issued, what can be issued now and why not yet; issuing and printing again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.completion import FinalWork
from db.models.orders import Order, OrderEntry
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.admission import call_people
from desktop_app.cohorts.records import CohortRecord, CohortState
from desktop_app.cohorts.rules import AWAITING, DROPPED_OUT
from desktop_app.cohorts.service import cohort, load_cohort
from desktop_app.completion.keeping import ends_with_work
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _, _n, use
from desktop_app.language.dates import short_date
from desktop_app.language.keys import sort_key
from desktop_app.orders.numbers import number_key
from desktop_app.orders.own import load_order, of_year, propose_number, register_own_order, sign_order
from desktop_app.orders.records import LETTER, OrderRecord, Purpose, purpose_name
from desktop_app.orders.service import NEVER_ADMITTED, papers_of_cohort
from desktop_app.orders.templates import Wording, paper_language
from desktop_app.papers.composing import compose
from desktop_app.papers.people import in_order, listed
from desktop_app.papers.records import Paper, as_signed, from_signed
from desktop_app.reference.service import profile

_OF_PAPER = {
    Purpose.TRANSFER: (EnrolmentState.TRANSFERRED,),
    Purpose.EXPULSION: (EnrolmentState.EXPELLED,),
    Purpose.COMPLETION: (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT),
    Purpose.CALL_LETTER: AWAITING,
    Purpose.ABSENCE_LETTER: (EnrolmentState.ABSENT,),
    Purpose.COVERING_LETTER: (EnrolmentState.COMPLETED, EnrolmentState.STATEMENT),
}


@dataclass(frozen=True)
class PaperDue:
    """A paper that can be issued now to ``enrolment_ids``; with nobody there ``reason`` says why not yet.

    Where the cohort quotes the order already, it is issued under that number and day. ``employer`` is whom a letter
    is to.
    """

    purpose: Purpose
    enrolment_ids: tuple[int, ...] = ()
    reason: str = ""
    number: str = ""
    dated_on: date | None = None
    employer: str = ""

    @property
    def is_ready(self) -> bool:
        return bool(self.enrolment_ids)


@dataclass(frozen=True)
class CohortPapers:
    """All that the place of papers shows: issued ones, oldest first, and those that are due."""

    record: CohortRecord
    issued: tuple[OrderRecord, ...]
    due: tuple[PaperDue, ...]
    language: str


@dataclass(frozen=True)
class PaperDraft:
    """What is to be issued: to whom, under which number and day, in which language."""

    purpose: Purpose
    cohort_id: int
    enrolment_ids: tuple[int, ...]
    number: str
    dated_on: date
    language: str
    employer: str = ""


def cohort_papers(unit: UnitOfWork, *, cohort_id: int) -> CohortPapers:
    """What was issued for the cohort, and each other paper: ready, or why not yet. Raises NotFound."""
    record = cohort(unit, cohort_id=cohort_id)
    people = in_order(unit, cohort_id)
    listed_by = _listed_by(unit, cohort_id)
    topics = _with_topics(unit, cohort_id)
    due = [
        paper
        for purpose in Purpose
        for paper in _due(unit, record, purpose, _waiting(purpose, people, listed_by.get(purpose, set()), topics))
    ]
    told = (paper if paper.is_ready else _with_reason(record, paper, people, topics) for paper in due)
    shown = tuple(paper for paper in told if paper.is_ready or paper.reason)
    language = paper_language(profile(unit).document_language)
    return CohortPapers(record, tuple(papers_of_cohort(unit, cohort_id=cohort_id)), shown, language)


def proposed_number(unit: UnitOfWork, *, purpose: Purpose, dated_on: date) -> str:
    """The next free number of the year for such a paper."""
    return propose_number(unit, dated_on=dated_on, kind_code=purpose.kind_code)


def preview(unit: UnitOfWork, draft: PaperDraft, *, said: Wording | None = None) -> Paper:
    """The paper as it would be issued."""
    return compose(
        unit,
        purpose=draft.purpose,
        cohort_id=draft.cohort_id,
        enrolment_ids=draft.enrolment_ids,
        paper_language=draft.language,
        number=draft.number,
        dated_on=draft.dated_on,
        employer=draft.employer,
        said=said,
    )


def issue(unit: UnitOfWork, draft: PaperDraft) -> int:
    """Enter the paper in the register with its text and its list; returns its id there.

    A letter that calls people to the course lets those who only applied be called from its day on. Raises Invalid for
    a number that is missing, or that the cohort does not quote, and for a call of a day to come, Duplicate for a
    number that the year has, Refused for people who have such an order already.
    """
    record = cohort(unit, cohort_id=draft.cohort_id)
    _check_quoted(record, draft)
    has_order = _listed_by(unit, draft.cohort_id).get(draft.purpose, set())
    if has_order.intersection(draft.enrolment_ids) or not draft.enrolment_ids:
        raise Refused("paper_issued", N_("These people have such a paper already. Open the list again."))
    if draft.purpose is Purpose.CALL_LETTER:
        _call(unit, draft)
    return register_own_order(
        unit,
        purpose=draft.purpose,
        cohort_id=draft.cohort_id,
        number=draft.number,
        dated_on=draft.dated_on,
        enrolment_ids=draft.enrolment_ids,
        title=_register_title(record, draft),
        text=as_signed(preview(unit, draft)),
        script=draft.language,
    )


def issue_together(unit: UnitOfWork, drafts: Sequence[PaperDraft]) -> list[int]:
    """Issue several papers, all or none; one without a number gets the next of the year. Raises as ``issue`` does."""
    issued = []
    for draft in drafts:
        number = draft.number or proposed_number(unit, purpose=draft.purpose, dated_on=draft.dated_on)
        issued.append(issue(unit, replace(draft, number=number)))
    return issued


def issued_paper(unit: UnitOfWork, *, order_id: int) -> Paper:
    """A registered paper as it was signed; one that was registered without a text as it would be signed now."""
    row = load_order(unit, order_id)
    if row.text:
        return from_signed(row.text, language=row.script, number=row.number, dated_on=row.dated_on)
    if not row.purpose or row.cohort_id is None:
        raise Refused("paper_without_text", N_("The register has no text of {number}."), number=row.number)
    entries = select(OrderEntry.enrolment_id).where(OrderEntry.order_id == order_id).order_by(OrderEntry.place)
    language = row.script or paper_language(profile(unit).document_language)
    return compose(
        unit,
        purpose=Purpose(row.purpose),
        cohort_id=row.cohort_id,
        enrolment_ids=unit.session.scalars(entries).all(),
        paper_language=language,
        number=row.number,
        dated_on=row.dated_on,
    )


def sign(unit: UnitOfWork, *, order_id: int) -> Paper:
    """Keep the text of a registered paper from now on as it stands, if it is not kept yet; returns the paper."""
    paper = issued_paper(unit, order_id=order_id)
    if not load_order(unit, order_id).text:
        sign_order(unit, order_id=order_id, text=as_signed(paper), script=paper.language)
    return paper


def _listed_by(unit: UnitOfWork, cohort_id: int) -> dict[Purpose, set[int]]:
    """The enrolments of the cohort that a paper in force names, by the kind of paper."""
    rows = select(Order.purpose, OrderEntry.enrolment_id).join(OrderEntry, OrderEntry.order_id == Order.id)
    rows = rows.join(Enrolment, Enrolment.id == OrderEntry.enrolment_id)
    found: dict[Purpose, set[int]] = {}
    for purpose, enrolment_id in unit.session.execute(
        rows.where(Enrolment.cohort_id == cohort_id, Order.cancelled_on.is_(None), Order.purpose != "")
    ):
        found.setdefault(Purpose(purpose), set()).add(enrolment_id)
    # Whoever came by a transfer was admitted by the order of an earlier cohort.
    came_by_transfer = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id, Enrolment.came_from_id.is_not(None))
    found.setdefault(Purpose.ADMISSION, set()).update(unit.session.scalars(came_by_transfer))
    return found


def _with_topics(unit: UnitOfWork, cohort_id: int) -> set[int]:
    """The enrolments whose final work has a topic."""
    works = select(FinalWork.enrolment_id).join(Enrolment, Enrolment.id == FinalWork.enrolment_id)
    return set(unit.session.scalars(works.where(Enrolment.cohort_id == cohort_id, FinalWork.topic != "")))


def _waiting(
    purpose: Purpose, people: Sequence[tuple[int, EnrolmentState]], has_paper: set[int], topics: set[int]
) -> tuple[int, ...]:
    """Whom the paper is about and does not name yet."""
    if purpose is Purpose.TOPICS:
        return tuple(row for row, state in people if state not in DROPPED_OUT and row in topics - has_paper)
    if purpose is Purpose.ADMISSION:
        return tuple(row for row, state in people if state not in NEVER_ADMITTED and row not in has_paper)
    return tuple(row for row, state in people if state in _OF_PAPER[purpose] and row not in has_paper)


def _due(unit: UnitOfWork, record: CohortRecord, purpose: Purpose, waiting: tuple[int, ...]) -> list[PaperDue]:
    match purpose:
        case Purpose.TOPICS if not ends_with_work(unit, load_cohort(unit, record.id)):
            return []
        case Purpose.CALL_LETTER if record.state is not CohortState.PLANNED:
            return []
        case Purpose.CALL_LETTER | Purpose.ABSENCE_LETTER if waiting:
            return _letters(unit, purpose, waiting)
        case Purpose.COVERING_LETTER:
            with use(paper_language(profile(unit).document_language)):
                to_whom = _("To the department of preschool and school education")
            return [PaperDue(purpose, waiting, employer=to_whom)]
        case Purpose.ADMISSION | Purpose.COMPLETION:
            number, dated_on = _quoted(record, purpose)
            is_free = dated_on is not None and of_year(unit, number=number, dated_on=dated_on) is None
            return [
                PaperDue(purpose, waiting, number=number if is_free else "", dated_on=dated_on if is_free else None)
            ]
        case _:
            return [PaperDue(purpose, waiting)]


def _call(unit: UnitOfWork, draft: PaperDraft) -> None:
    if draft.dated_on > unit.today:
        raise Invalid("called_on_to_come", N_("The day of the letter is still to come."), field="dated_on")
    applied = [row for row, state in in_order(unit, draft.cohort_id) if state is EnrolmentState.APPLIED]
    called = set(draft.enrolment_ids).intersection(applied)
    if called:
        call_people(unit, cohort_id=draft.cohort_id, called_on=draft.dated_on, enrolment_ids=called)


def _letters(unit: UnitOfWork, purpose: Purpose, waiting: tuple[int, ...]) -> list[PaperDue]:
    """One letter for each employer, in the order of the alphabet."""
    by_employer: dict[str, list[int]] = {}
    with use(paper_language(profile(unit).document_language)):
        for person in listed(unit, waiting):
            by_employer.setdefault(person.employer, []).append(person.enrolment_id)
    return [
        PaperDue(purpose, tuple(enrolment_ids), employer=employer)
        for employer, enrolment_ids in sorted(by_employer.items(), key=lambda found: sort_key(found[0]))
    ]


def _quoted(record: CohortRecord, purpose: Purpose) -> tuple[str, date | None]:
    """The number and day of the order that the cohort says it was admitted or completed by."""
    if purpose is Purpose.ADMISSION:
        return record.order_number, record.order_date
    return record.completion_order_number, record.completion_order_date


def _check_quoted(record: CohortRecord, draft: PaperDraft) -> None:
    """A completion order must be the one that the cohort was completed by."""
    if draft.purpose is not Purpose.COMPLETION:
        return
    number, dated_on = _quoted(record, draft.purpose)
    if (number_key(draft.number), draft.dated_on) != (number_key(number), dated_on):
        raise Invalid(
            "order_not_quoted",
            N_("The cohort was completed by order {number} of {day}."),
            field="number",
            number=number,
            day=short_date(dated_on) if dated_on else "–",
        )


def _register_title(record: CohortRecord, draft: PaperDraft) -> str:
    with use(draft.language):
        if draft.purpose.kind_code == LETTER and draft.employer:
            name = purpose_name(draft.purpose)
            return _("{paper}, cohort {cohort}: {employer}", paper=name, cohort=record.code, employer=draft.employer)
        return _("{paper}, cohort {cohort}", paper=purpose_name(draft.purpose), cohort=record.code)


def _with_reason(
    record: CohortRecord, paper: PaperDue, people: Sequence[tuple[int, EnrolmentState]], topics: set[int]
) -> PaperDue:
    states = [state for _row, state in people]
    return PaperDue(paper.purpose, reason=_reason(record, paper.purpose, states, has_topics=bool(topics)))


def _reason(record: CohortRecord, purpose: Purpose, states: Sequence[EnrolmentState], *, has_topics: bool) -> str:
    """Why the paper cannot be issued now; empty where everybody has it."""
    match purpose:
        case Purpose.ADMISSION if applicants := sum(state in AWAITING for state in states):
            return _n(
                "{n} person awaits the admission: admit them by order in the step Admission.",
                "{n} people await the admission: admit them by order in the step Admission.",
                applicants,
            )
        case Purpose.ADMISSION if not states:
            return _("Nobody is enrolled yet: load the roster.")
        case Purpose.COMPLETION | Purpose.COVERING_LETTER if record.state is not CohortState.COMPLETED:
            return _("The cohort is not completed yet.")
        case Purpose.TRANSFER if EnrolmentState.TRANSFERRED not in states:
            return _("Nobody was transferred.")
        case Purpose.EXPULSION if EnrolmentState.EXPELLED not in states:
            return _("Nobody was expelled.")
        case Purpose.TOPICS if not has_topics:
            return _("No topic of a final work is given yet: step Completion.")
        case Purpose.ABSENCE_LETTER if EnrolmentState.ABSENT not in states:
            return _("Everybody who was called has come.")
        case _:
            return ""
