"""What is left to do until the file of a cohort can be put away: one line a matter, each with the step to go to."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from db.models.cohorts import CohortState
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.overview import cohort_facts
from desktop_app.cohorts.path import CohortFacts, Step, StepState, judge
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CompletionList
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.i18n import N_, _, _n
from desktop_app.orders.records import OrderRecord, purpose_name
from desktop_app.orders.service import papers_of_cohort
from desktop_app.programmes.records import CertificateKind


class Matter(StrEnum):
    """In the order in which they come up."""

    ADMISSION = "admission"
    TIMETABLE = "timetable"
    MARKS = "marks"
    TESTS = "tests"
    WORKS = "works"
    DECISIONS = "decisions"
    COMPLETION = "completion"
    CERTIFICATES = "certificates"
    PAPERS = "papers"


@dataclass(frozen=True)
class CheckLine:
    """A matter and whether it is settled; ``step`` of the cohort's path is where it is."""

    matter: Matter
    step: Step
    is_done: bool
    text: str


def close_out(unit: UnitOfWork, *, cohort_id: int) -> tuple[CheckLine, ...]:
    """The whole checklist, in the language in force."""
    row = load_cohort(unit, cohort_id)
    facts = cohort_facts(unit, cohort_id=cohort_id)
    found = completion_list(unit, cohort_id=cohort_id)
    kind = unit.session.scalar(select(Programme.certificate_kind_code).where(Programme.id == row.programme_id))
    return (
        _by_path(Matter.ADMISSION, Step.ADMISSION, facts),
        _by_path(Matter.TIMETABLE, Step.TIMETABLE, facts),
        _by_path(Matter.MARKS, Step.ATTENDANCE, facts),
        _tests(found),
        *([_works(found)] if found.has_work else ()),
        _decisions(found),
        _by_path(Matter.COMPLETION, Step.COMPLETION, facts),
        _certificates(facts, kind or ""),
        _papers(facts, papers_of_cohort(unit, cohort_id=cohort_id)),
    )


def matter_name(matter: Matter) -> str:
    return _(_NAMES[matter])


def _by_path(matter: Matter, step: Step, facts: CohortFacts) -> CheckLine:
    state, text = judge(step, facts)
    return CheckLine(matter, step, state is StepState.DONE, text)


def _tests(found: CompletionList) -> CheckLine:
    line = CheckLine(Matter.TESTS, Step.COMPLETION, is_done=True, text=_("Everybody has a score of the final test."))
    if found.rule.test_min_score is None:
        return replace(line, text=_("The programme has no final test."))
    # Who left needs no score, and nor does who has too few hours for it to matter.
    lacking = sum(row.final_score is None and row.outcome is Outcome.UNDECIDED for row in found.rows)
    if not lacking and found.rows:
        return line
    text = _n("{n} person has no score of the final test.", "{n} people have no score of the final test.", lacking)
    return replace(line, is_done=False, text=text if lacking else _("Nobody is enrolled yet."))


def _works(found: CompletionList) -> CheckLine:
    """Who has failed before needs no defence, and nor does anybody where its score is not asked for."""
    is_asked = found.rule.work_min_score is not None
    open_ones = sum(is_asked and row.work_score is None and row.outcome is Outcome.UNDECIDED for row in found.rows)
    if not open_ones:
        text = _("Everybody who was admitted has defended the final work.")
        return CheckLine(Matter.WORKS, Step.COMPLETION, is_done=bool(found.rows), text=text)
    text = _n("{n} person has not defended the final work.", "{n} people have not defended the final work.", open_ones)
    return CheckLine(Matter.WORKS, Step.COMPLETION, is_done=False, text=text)


def _decisions(found: CompletionList) -> CheckLine:
    open_ones = found.count(Outcome.UNDECIDED)
    if open_ones or not found.rows:
        text = _n("{n} person is not decided yet.", "{n} people are not decided yet.", open_ones)
        return CheckLine(
            Matter.DECISIONS, Step.COMPLETION, is_done=False, text=text if open_ones else _("Nobody is enrolled yet.")
        )
    text = _(
        "Everybody is decided: certificates {certificates}, statements {statements}.",
        certificates=found.count(Outcome.CERTIFICATE),
        statements=found.count(Outcome.STATEMENT),
    )
    return CheckLine(Matter.DECISIONS, Step.COMPLETION, is_done=True, text=text)


def _certificates(facts: CohortFacts, kind: str) -> CheckLine:
    match kind:
        case CertificateKind.NONE:
            text = _("By its programme the cohort ends without certificates.")
        case CertificateKind.EXTERNAL:
            text = _("The electronic platform issues the certificates.")
        case CertificateKind.DIPLOMA:
            text = _("By its programme the cohort ends with diplomas of retraining.")
        case CertificateKind.STATEMENT:
            text = _("By its programme the cohort ends with statements.")
        case _:
            return _by_path(Matter.CERTIFICATES, Step.CERTIFICATES, facts)
    return CheckLine(Matter.CERTIFICATES, Step.CERTIFICATES, facts.state is CohortState.COMPLETED, text)


def _papers(facts: CohortFacts, papers: list[OrderRecord]) -> CheckLine:
    """Printed is a paper whose text was issued; an order that was only noted has none yet."""
    in_force = [paper for paper in papers if paper.cancelled_on is None and paper.purpose is not None]
    unsigned = [purpose_name(paper.purpose) for paper in in_force if not paper.is_signed and paper.purpose is not None]
    if facts.unlisted or not in_force:
        return replace(_by_path(Matter.PAPERS, Step.PAPERS, facts), is_done=False)
    if unsigned:
        text = _("Still to be issued: {papers}.", papers=", ".join(dict.fromkeys(unsigned)))
        return CheckLine(Matter.PAPERS, Step.PAPERS, is_done=False, text=text)
    line = _by_path(Matter.PAPERS, Step.PAPERS, facts)
    return replace(line, is_done=facts.state is CohortState.COMPLETED)


_NAMES = {
    Matter.ADMISSION: N_("Admission order"),
    Matter.TIMETABLE: N_("Timetable complete"),
    Matter.MARKS: N_("All lessons marked"),
    Matter.TESTS: N_("Tests"),
    Matter.WORKS: N_("Final works"),
    Matter.DECISIONS: N_("Everybody decided"),
    Matter.COMPLETION: N_("Completion order"),
    Matter.CERTIFICATES: N_("Certificates issued"),
    Matter.PAPERS: N_("Papers printed"),
}
