"""Who gets which paper, and issuing them: to a whole cohort at once, in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from db.models.certificates import Certificate, PaperKind
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.certificates.issuing import begin_issue, next_certificate
from desktop_app.certificates.records import Candidate, CertificateRecord, IssueResult
from desktop_app.certificates.register import certificates_of
from desktop_app.certificates.values import values_by_enrolment
from desktop_app.cohorts.service import load_cohort
from desktop_app.completion.records import CompletionRow
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_rows
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.programmes.records import CertificateKind, ProgrammeKind

_REASON = "issue of certificates"
# What a programme may end with instead of papers of ours: the code of the refusal and its sentence.
_OTHER_PAPERS = {
    CertificateKind.EXTERNAL.value: (
        "certificates_elsewhere",
        N_("The electronic platform issues the certificates of this programme, not the centre."),
    ),
    CertificateKind.DIPLOMA.value: (
        "diploma_instead",
        N_("Cohort {code} ends with diplomas of retraining: they are written on the state forms."),
    ),
    CertificateKind.STATEMENT.value: (
        "statement_instead",
        N_("Cohort {code} ends with statements, not with certificates."),
    ),
    CertificateKind.NONE.value: (
        "no_certificates",
        N_("By its programme, cohort {code} ends without papers."),
    ),
}


ONLY_CERTIFICATES = (PaperKind.CERTIFICATE,)
ALL_KINDS = tuple(PaperKind)


@dataclass(frozen=True)
class IssueWish:
    """Which papers of a cohort: of everybody who is ready, or of some; by default today, in the usual language."""

    cohort_id: int
    kinds: Collection[PaperKind] = ONLY_CERTIFICATES
    issued_on: date | None = None
    language: str = ""
    enrolment_ids: Collection[int] | None = None


def paper_kind(programme: Programme, outcome: Outcome | None) -> PaperKind | None:
    """Which paper an outcome earns by how the programme ends; a conference gives one of having taken part."""
    if outcome not in (Outcome.CERTIFICATE, Outcome.STATEMENT):
        return None
    match programme.certificate_kind_code:
        case CertificateKind.CERTIFICATE.value:
            return PaperKind(outcome.value)
        case CertificateKind.STATEMENT.value:
            return PaperKind.STATEMENT
        case CertificateKind.NONE.value if programme.kind_code == ProgrammeKind.CONFERENCE:
            return PaperKind.PARTICIPATION if outcome is Outcome.CERTIFICATE else None
        case _:
            # A diploma and the platform's certificate are not ours; who failed is told so by a paper of ours.
            is_ours = outcome is Outcome.STATEMENT and programme.certificate_kind_code != CertificateKind.NONE
            return PaperKind.STATEMENT if is_ours else None


def candidates(unit: UnitOfWork, *, cohort_id: int) -> list[Candidate]:
    """Everybody of a cohort: with a paper, ready for one, or without and why."""
    cohort = load_cohort(unit, cohort_id)
    rows = completion_rows(unit, cohort_id=cohort_id)
    return list(_candidates(unit, cohort, rows))


def issue_certificates(
    unit: UnitOfWork,
    *,
    cohort_id: int,
    kinds: Collection[PaperKind] = ONLY_CERTIFICATES,
    issued_on: date | None = None,
    language: str = "",
    enrolment_ids: Collection[int] | None = None,
) -> IssueResult:
    """Issue to everybody of a closed cohort who has earned a paper and has none yet; a second run issues nothing.

    Numbers come from the series in list order, in the same transaction: no gap, none twice. Raises Refused while the
    cohort is open, Invalid when a paper could not be printed, or for a day before the last one or in the future.
    """
    wish = IssueWish(cohort_id, kinds, issued_on, language, enrolment_ids)
    cohort = load_cohort(unit, cohort_id)
    day = issued_on or unit.today
    for problem in refusals(unit, cohort, day, kinds):
        raise problem
    rows = completion_rows(unit, cohort_id=cohort_id)
    people = list(_candidates(unit, cohort, rows))
    ready = wished(people, wish)
    if ready:
        _require_second(unit, cohort, ready, day, wish)
    made: set[int] = set()
    for kind in PaperKind:
        of_kind = [each for each in ready if each.kind == kind]
        if of_kind:
            columns = _made(unit, cohort, rows, of_kind, wish, day, kind)
            unit.insert_many(Certificate, columns, reason=_REASON)
            made |= {each.enrolment_id for each in of_kind}
    unit.session.flush()
    everything = [record for record in certificates_of(unit, cohort_id=cohort_id) if record.kind in kinds]
    new = tuple(record for record in everything if record.enrolment_id in made and record.is_in_force)
    withheld = tuple((person.name, person.reason) for person in people if person.reason)
    return IssueResult(new, tuple(everything), withheld)


def _require_second(unit: UnitOfWork, cohort: Cohort, ready: Sequence[Candidate], day: date, wish: IssueWish) -> None:
    count = len(ready)

    def lines() -> dict[str, str]:
        return {
            "what": _n("Issue {n} certificate or statement", "Issue {n} certificates and statements", count),
            "cohort": _("Cohort {cohort}, of {day}", cohort=cohort.code, day=short_date(day)),
        }

    asked = {"kinds": {kind.value for kind in wish.kinds}, "people": {each.enrolment_id for each in ready}}
    asked |= {"day": day, "language": wish.language}
    require_second(unit, Act.ISSUE, entity="cohort", entity_id=cohort.id, lines=lines, asked=asked)


def wished(people: Sequence[Candidate], wish: IssueWish) -> list[Candidate]:
    """Those who are ready, in list order."""
    wanted = wish.enrolment_ids
    ready = [each for each in people if each.is_ready and each.kind in wish.kinds]
    return [each for each in ready if wanted is None or each.enrolment_id in wanted]


def refusals(unit: UnitOfWork, cohort: Cohort, day: date, kinds: Collection[PaperKind]) -> Iterator[Refused | Invalid]:
    """Why nothing at all can be issued to the cohort on that day."""
    if cohort.state is not CohortState.COMPLETED:
        message = N_("Cohort {code} is not closed yet. Certificates are issued after its completion order.")
        yield Refused("cohort_open", message, code=cohort.code)
    programme = unit.session.get_one(Programme, cohort.programme_id)
    refusal = _OTHER_PAPERS.get(programme.certificate_kind_code or "")
    if refusal is not None and not any(paper_kind(programme, outcome) in kinds for outcome in Outcome):
        yield Refused(refusal[0], refusal[1], code=cohort.code)
    if day < cohort.ends_on:
        message = N_("A certificate cannot be issued before the last day of the course.")
        yield Invalid("issued_too_early", message, field="issued_on")
    if day > unit.today:
        message = N_("A certificate cannot be issued on a day that is yet to come.")
        yield Invalid("issued_in_future", message, field="issued_on")


def _made(
    unit: UnitOfWork,
    cohort: Cohort,
    rows: Sequence[CompletionRow],
    people: Sequence[Candidate],
    wish: IssueWish,
    day: date,
    kind: PaperKind,
) -> list[dict[str, Any]]:
    """The columns of all papers of a kind; raises the first thing that keeps one from being printed."""
    terms = begin_issue(unit, cohort=cohort, day=day, kind=kind, language=wish.language)
    told = {row.enrolment_id: row for row in rows}
    wanted = [told[each.enrolment_id] for each in people]
    values = values_by_enrolment(unit, rows=wanted, language=terms.language, kind=kind)
    columns = []
    for row in wanted:
        holder, own = values[row.enrolment_id]
        made = next_certificate(terms, enrolment_id=row.enrolment_id, holder=holder, values=own)
        if made.page.problems:
            raise made.page.problems[0]
        columns.append(dict(made.columns))
    return columns


def _candidates(unit: UnitOfWork, cohort: Cohort, rows: Sequence[CompletionRow]) -> Iterator[Candidate]:
    programme = unit.session.get_one(Programme, cohort.programme_id)
    is_open = cohort.state in (CohortState.PLANNED, CohortState.STUDYING)
    issued: dict[tuple[int, str], list[CertificateRecord]] = defaultdict(list)
    for record in certificates_of(unit, cohort_id=cohort.id):
        issued[record.enrolment_id, record.kind].append(record)
    elsewhere = _issued_elsewhere(unit, cohort.id)
    for row in rows:
        kind = paper_kind(programme, row.settled)
        papers = _in_order(issued.get((row.enrolment_id, kind), [])) if kind is not None else []
        number = elsewhere.get(row.enrolment_id, "")
        reason = "" if row.settled is Outcome.CERTIFICATE else _withheld_reason(cohort, row.decision.text)
        if number:
            reason = _("Certificate {number} was issued elsewhere.", number=number)
        yield Candidate(
            row,
            kind.value if kind is not None else "",
            is_ready=kind is not None and not papers and not number and cohort.state is CohortState.COMPLETED,
            may_earn=is_open and row.outcome is not Outcome.LEFT and not number,
            reason=reason,
            certificate=papers[-1] if papers else None,
            earlier=tuple(papers[:-1]),
            elsewhere=number,
        )


def _in_order(papers: list[CertificateRecord]) -> list[CertificateRecord]:
    return sorted(papers, key=lambda record: record.id)


def _withheld_reason(cohort: Cohort, reason: str) -> str:
    if cohort.state is not CohortState.COMPLETED:
        return _("The cohort is not closed yet.") + " " + reason
    return reason


def _issued_elsewhere(unit: UnitOfWork, cohort_id: int) -> dict[int, str]:
    rows = unit.session.execute(
        select(Enrolment.id, Enrolment.external_certificate).where(
            Enrolment.cohort_id == cohort_id, Enrolment.external_certificate != ""
        )
    )
    return dict(rows.all())
