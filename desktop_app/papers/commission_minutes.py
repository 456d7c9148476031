"""The minutes of the final commission of a cohort (yakuniy attestatsiya komissiyasi bayonnomasi)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.records import CohortRecord
from desktop_app.cohorts.service import cohort
from desktop_app.completion.records import CommissionRecord, CompletionRow
from desktop_app.completion.rules import Outcome
from desktop_app.completion.service import completion_list
from desktop_app.i18n import _, _n, language, use
from desktop_app.language.dates import period, short_date
from desktop_app.language.numbers import short_number
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.papers.composing import letterhead_of
from desktop_app.papers.facts import order_quoted
from desktop_app.papers.people import NOTHING, listed
from desktop_app.papers.records import (
    Block,
    Column,
    Dating,
    Facts,
    Paper,
    Paragraph,
    Resolution,
    Signatures,
    Table,
    Title,
)
from desktop_app.reference.service import profile


def commission_minutes(unit: UnitOfWork, *, cohort_id: int, paper_language: str) -> Paper:
    """The minutes with the outcomes as they stand; whom nobody has named yet is left for a pen. Raises NotFound."""
    with use(paper_language):
        course, found = cohort(unit, cohort_id=cohort_id), completion_list(unit, cohort_id=cohort_id)
        sitting = found.commission or CommissionRecord(cohort_id)
        names = {each.enrolment_id: each.name for each in listed(unit, [row.enrolment_id for row in found.rows])}
        # In the script of the paper, as the card writes them.
        rows = [replace(row, name=names[row.enrolment_id]) for row in found.rows if row.outcome is not Outcome.LEFT]
        said = _blocks(course, rows, sitting, has_work=found.has_work)
        blocks = (letterhead_of(profile(unit)), Dating(_("MINUTES")), *said)
        name = _("Minutes of the final commission, cohort {cohort}", cohort=course.code)
        return Paper(name, paper_language, blocks, sitting.minutes_number, sitting.minutes_date)


def _blocks(
    course: CohortRecord, rows: Sequence[CompletionRow], sitting: CommissionRecord, *, has_work: bool
) -> Iterator[Block]:
    yield Title(_("On the final attestation of cohort {cohort}", cohort=course.code))
    yield Facts(tuple(_facts(course, sitting)))
    yield Paragraph(
        _("Heard: the results of the final test and of the defence of the final works of the trainees.")
        if has_work
        else _("Heard: the results of the final test of the trainees.")
    )
    yield _table(rows, has_work=has_work)
    yield Resolution(_("DECIDED:"))
    yield from _decided(rows)
    yield Signatures(tuple(_signers(sitting)))


def _facts(course: CohortRecord, sitting: CommissionRecord) -> Iterator[tuple[str, str]]:
    yield _("Programme"), in_script_of(language(), course.programme_title)
    yield _("Days"), period(course.starts_on, course.ends_on, language())
    yield _("Commission by the order"), order_quoted(sitting.order_number, sitting.order_date) or NOTHING
    yield _("Chairperson"), _signature(sitting.chairperson) or NOTHING
    if sitting.members:
        yield _("Members"), ", ".join(map(_signature, sitting.members))
    yield _("Secretary"), _signature(sitting.secretary) or NOTHING


def _table(rows: Sequence[CompletionRow], *, has_work: bool) -> Table:
    columns = [Column(_("No."), 7, is_number=True), Column(_("Full name"), 40 if has_work else 60)]
    columns.append(Column(_("Final test"), 14, is_number=True))
    if has_work:
        columns += [Column(_("Topic of the final work"), 40), Column(_("Defence"), 14, is_number=True)]
    columns.append(Column(_("Decision"), 24))
    return Table(tuple(columns), tuple(_line(place, row, has_work=has_work) for place, row in enumerate(rows, 1)))


def _line(place: int, row: CompletionRow, *, has_work: bool) -> tuple[str, ...]:
    cells = [str(place), row.name, _score(row.final_score)]
    if has_work:
        topic = row.work.topic if row.work is not None else ""
        cells += [in_script_of(language(), topic) or NOTHING, _score(row.work_score)]
    return (*cells, _outcome(row.outcome))


def _decided(rows: Sequence[CompletionRow]) -> Iterator[Block]:
    certified = sum(row.outcome is Outcome.CERTIFICATE for row in rows)
    stated = sum(row.outcome is Outcome.STATEMENT for row in rows)
    lines = []
    if certified:
        lines.append(
            _n(
                "{n} trainee has finished the course: a certificate is given.",
                "{n} trainees have finished the course: certificates are given.",
                certified,
            )
        )
    if stated:
        lines.append(
            _n("{n} trainee is given a statement.", "{n} trainees are given statements.", stated),
        )
    for row in rows:
        if row.override is not None and row.outcome is not Outcome.UNDECIDED:
            lines.append(
                _(
                    "{name}: decided otherwise by order {order} of {day}: {reason}",
                    name=row.name,
                    order=row.override.order_number,
                    day=short_date(row.override.order_date),
                    reason=in_script_of(language(), row.override.reason),
                )
            )
    yield from (Paragraph(f"{place}. {line}") for place, line in enumerate(lines, 1))


def _signers(sitting: CommissionRecord) -> Iterator[tuple[str, str]]:
    yield _("Chairperson"), _signature(sitting.chairperson)
    for name in sitting.members:
        yield _("Member"), _signature(name)
    yield _("Secretary"), _signature(sitting.secretary)


def _outcome(outcome: Outcome) -> str:
    match outcome:
        case Outcome.CERTIFICATE:
            return _("certificate")
        case Outcome.STATEMENT:
            return _("statement only")
        case Outcome.UNDECIDED | Outcome.LEFT:
            return NOTHING


def _score(value: float | None) -> str:
    return NOTHING if value is None else short_number(value, language())


def _signature(name: str) -> str:
    return signature_name(language(), name) if name else ""
