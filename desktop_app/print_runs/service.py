"""A print run: begun in list order, sent page by page, looked at by a person, gone on with until all are good."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Integer, cast, func, select

from db.models.certificates import (
    Blank,
    BlankReceipt,
    BlankState,
    Certificate,
    CertificateState,
    PrintItem,
    PrintRun,
    PrintState,
)
from db.models.cohorts import Cohort, Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import written
from desktop_app.blanks.stock import mark_spoiled, mark_untouched, mark_used, next_in_tray
from desktop_app.errors import Invalid, Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_
from desktop_app.print_runs.records import PageState, Run, RunLine, RunPage
from desktop_app.rows import row_at

RUNS_SHOWN = 300


def runs(unit: UnitOfWork) -> list[RunLine]:
    """The newest runs first, those that are not finished before all others."""
    printed = func.sum(cast(PrintItem.state == PrintState.PRINTED, Integer))
    rows = unit.session.execute(
        select(PrintRun, Cohort.code, func.count(), printed)
        .join(PrintItem, PrintItem.run_id == PrintRun.id)
        .outerjoin(Cohort, Cohort.id == PrintRun.cohort_id)
        .group_by(PrintRun.id, Cohort.id)
        .order_by(PrintRun.ended_at.is_not(None), PrintRun.id.desc())
        .limit(RUNS_SHOWN)
    )
    return [
        RunLine(run.id, code or "", run.begun_at, run.begun_by, run.printer, pages, good, run.ended_at is not None)
        for run, code, pages, good in rows
    ]


def run(unit: UnitOfWork, *, run_id: int) -> Run:
    """Raises NotFound."""
    row = _load(unit, run_id)
    code = unit.session.scalar(select(Cohort.code).where(Cohort.id == row.cohort_id))
    pages = unit.session.execute(
        select(PrintItem, Certificate.full_number, Certificate.holder, Blank, BlankReceipt.digits)
        .join(Certificate, Certificate.id == PrintItem.certificate_id)
        .outerjoin(Blank, Blank.id == PrintItem.blank_id)
        .outerjoin(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(PrintItem.run_id == run_id)
        .order_by(PrintItem.place)
    )
    return Run(
        row.id,
        row.cohort_id,
        code or "",
        row.begun_at,
        row.begun_by,
        row.printer,
        row.with_background,
        row.ended_at is not None,
        tuple(_page(*page) for page in pages),
    )


def planned(unit: UnitOfWork, *, certificate_ids: Sequence[int], cohort_id: int | None = None) -> Run:
    """How a run of these certificates would be, in this order; it has no id yet."""
    rows = unit.session.scalars(select(Certificate).where(Certificate.id.in_(certificate_ids)))
    found = {row.id: row for row in rows}
    pages = tuple(
        RunPage(place, each, found[each].full_number, found[each].holder, PageState.WAITING, "", None)
        for place, each in enumerate((each for each in certificate_ids if each in found), 1)
    )
    code = unit.session.scalar(select(Cohort.code).where(Cohort.id == cohort_id))
    return Run(0, cohort_id, code or "", unit.now, unit.actor.name, "", True, False, pages)


def begin(
    unit: UnitOfWork,
    *,
    certificate_ids: Sequence[int],
    printer: str,
    with_background: bool = True,
    cohort_id: int | None = None,
    tray: tuple[str, int] | None = None,
) -> int:
    """Begin a run of certificates in the order given; nothing is sent yet.

    ``tray`` is the series of the blanks and the uppermost number, None where no blanks of strict account are used.
    Raises Refused for one that is not in force, or that waits in a run which is not finished, and as ``take_blanks``.
    """
    if not certificate_ids:
        raise Refused("nothing_to_print", N_("There is no certificate to print."))
    for row in unit.session.scalars(select(Certificate).where(Certificate.id.in_(certificate_ids))):
        if row.state is not CertificateState.VALID:
            message = N_("Certificate {number} is not in force any more.")
            raise Refused("certificate_withdrawn", message, number=row.full_number)
    waiting = unit.session.execute(
        select(Certificate.full_number, PrintRun.begun_at)
        .join(PrintItem, PrintItem.certificate_id == Certificate.id)
        .join(PrintRun, PrintRun.id == PrintItem.run_id)
        .where(PrintItem.certificate_id.in_(certificate_ids), PrintItem.state != PrintState.PRINTED)
        .where(PrintRun.ended_at.is_(None))
    ).first()
    if waiting is not None:
        message = N_(
            "Certificate {number} waits in another print run: finish that one first (Certificates, Blanks, Print runs)."
        )
        raise Refused("run_open", message, number=waiting.full_number)
    made = PrintRun(
        cohort_id=cohort_id,
        begun_at=unit.now,
        begun_by=unit.actor.name,
        printer=printer,
        with_background=with_background,
    )
    unit.session.add(made)
    unit.session.flush()
    pages = [
        {"run_id": made.id, "place": place, "certificate_id": each, "state": PrintState.WAITING.value}
        for place, each in enumerate(certificate_ids, 1)
    ]
    unit.insert_many(PrintItem, pages, reason="begin_print_run")
    if tray is not None:
        take_blanks(unit, run_id=made.id, letters=tray[0], first=tray[1])
    return made.id


def take_blanks(unit: UnitOfWork, *, run_id: int, letters: str, first: int) -> None:
    """Keep a blank for every page that is to be printed, upwards from the one that lies uppermost in the tray.

    Raises Refused for a certificate that stands on a blank already, and as ``next_in_tray`` does.
    """
    _load_open(unit, run_id)
    items = _items(unit, run_id, PrintState.WAITING, PrintState.FAILED)
    items = [item for item in items if item.changed_at is None]
    _refuse_printed_on(unit, [item.certificate_id for item in items])
    for item in items:
        item.blank_id = None
    unit.session.flush()
    for item, blank_id in zip(items, next_in_tray(unit, letters=letters, first=first, count=len(items)), strict=True):
        item.blank_id = blank_id


def mark_sent(unit: UnitOfWork, *, run_id: int, place: int) -> None:
    """A page goes to the printer now: to be written before it does, so that no blank is ever taken twice.

    Raises Refused when it was sent already, or its certificate is no longer in force.
    """
    _load_open(unit, run_id)
    item = unit.session.get_one(PrintItem, (run_id, place))
    certificate = unit.session.get_one(Certificate, item.certificate_id)
    if certificate.state is not CertificateState.VALID:
        message = N_("Certificate {number} is not in force any more.")
        raise Refused("certificate_withdrawn", message, number=certificate.full_number)
    if item.changed_at is not None or item.state is PrintState.PRINTED:
        message = N_("Certificate {number} was sent to a printer from another window.")
        raise Refused("page_sent_already", message, number=certificate.full_number)
    item.state, item.changed_at = PrintState.WAITING, unit.now
    if item.blank_id is not None:
        mark_used(unit, blank_id=item.blank_id, certificate_id=item.certificate_id)


def settle(
    unit: UnitOfWork, *, run_id: int, last_good: int, spoiled: int = 0, reason: str = "", act_number: str = ""
) -> None:
    """What came out of what was sent: good up to the page ``last_good`` (0: none), the next ``spoiled`` are waste.

    The spoiled ones have failed and their blanks are written off; those after them never reached the tray, and wait.
    When nothing is left to print the run is ended. Raises Invalid without a reason for blanks that are spoiled.
    """
    row = _load_open(unit, run_id)
    sent = [item for item in _items(unit, run_id, PrintState.WAITING) if item.changed_at is not None]
    good = [item for item in sent if item.place <= last_good]
    rest = sent[len(good) :]
    if spoiled > len(rest):
        message = N_("Only {n} pages were sent after the last good one.")
        raise Invalid("too_many_spoiled", message, field="spoiled", n=len(rest))
    for item in good:
        item.state = PrintState.PRINTED
    _fail(unit, rest[:spoiled], reason, act_number)
    untouched = rest[spoiled:]
    mark_untouched(unit, blank_ids=_blank_ids(untouched))
    for item in untouched:
        item.changed_at = item.blank_id = None
    holders = _holders(unit, [item.certificate_id for item in good])
    told = {"printed": len(good), "spoiled": spoiled}
    note_given(unit, "print", entity="print_run", entity_id=run_id, people=holders, facts=told)
    _end_if_done(unit, row)


def _holders(unit: UnitOfWork, certificate_ids: Sequence[int]) -> list[int]:
    holders = select(Enrolment.person_id).join(Certificate, Certificate.enrolment_id == Enrolment.id)
    return list(unit.session.scalars(holders.where(Certificate.id.in_(certificate_ids))))


def print_again(
    unit: UnitOfWork, *, run_id: int, places: Collection[int], reason: str = "", act_number: str = ""
) -> None:
    """Pages taken for good came out badly: they are to be printed once more, their blanks are spoiled.

    Raises Invalid without a reason where there is a blank, Refused for a paper that was handed over.
    """
    row = _load(unit, run_id)
    items = [item for item in _items(unit, run_id, PrintState.PRINTED) if item.place in places]
    for certificate in unit.session.scalars(
        select(Certificate).where(Certificate.id.in_([item.certificate_id for item in items]))
    ):
        if certificate.handed_on is not None:
            message = N_("Certificate {number} was handed over: a spoiled one is replaced by a duplicate.")
            raise Refused("handed_over_already", message, number=certificate.full_number)
    _fail(unit, items, reason, act_number)
    if items:
        row.ended_at = None


def end(unit: UnitOfWork, *, run_id: int) -> None:
    """Leave what is still to be printed for another run; the blanks kept for it are free again.

    Raises Refused while pages were sent that nobody has looked at.
    """
    row = _load_open(unit, run_id)
    items = _items(unit, run_id, PrintState.WAITING, PrintState.FAILED)
    if any(item.changed_at is not None and item.state is PrintState.WAITING for item in items):
        raise Refused("run_unsettled", N_("Say first which of the pages that were sent came out well."))
    for item in items:
        item.blank_id = None
    row.ended_at = unit.now


def unfinished_run(unit: UnitOfWork, *, certificate_ids: Collection[int]) -> int | None:
    """The run that one of these certificates waits in, if any."""
    return unit.session.scalar(
        select(PrintRun.id)
        .join(PrintItem, PrintItem.run_id == PrintRun.id)
        .where(PrintRun.ended_at.is_(None), PrintItem.certificate_id.in_(certificate_ids))
        .order_by(PrintRun.id.desc())
        .limit(1)
    )


def _load(unit: UnitOfWork, run_id: int) -> PrintRun:
    return row_at(unit, PrintRun, run_id, "run_gone", N_("This print run is no longer there."))


def _load_open(unit: UnitOfWork, run_id: int) -> PrintRun:
    row = _load(unit, run_id)
    if row.ended_at is not None:
        raise Refused("run_ended", N_("This print run is finished."))
    return row


def _items(unit: UnitOfWork, run_id: int, *states: PrintState) -> list[PrintItem]:
    of_run = select(PrintItem).where(PrintItem.run_id == run_id, PrintItem.state.in_(states))
    return list(unit.session.scalars(of_run.order_by(PrintItem.place)))


def _blank_ids(items: Sequence[PrintItem]) -> list[int]:
    return [item.blank_id for item in items if item.blank_id is not None]


def _fail(unit: UnitOfWork, items: Sequence[PrintItem], reason: str, act_number: str) -> None:
    spoiled = _blank_ids(items)
    if spoiled:
        mark_spoiled(unit, blank_ids=spoiled, reason=reason, act_number=act_number)
    for item in items:
        item.state = PrintState.FAILED
        item.changed_at = item.blank_id = None


def _end_if_done(unit: UnitOfWork, row: PrintRun) -> None:
    unit.session.flush()
    if not _items(unit, row.id, PrintState.WAITING, PrintState.FAILED):
        row.ended_at = unit.now


def _refuse_printed_on(unit: UnitOfWork, certificate_ids: Collection[int]) -> None:
    found = unit.session.execute(
        select(Certificate.full_number, Blank.letters, Blank.number, BlankReceipt.digits)
        .join(Blank, Blank.certificate_id == Certificate.id)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(Certificate.id.in_(certificate_ids), Blank.state == BlankState.USED)
        .order_by(Certificate.id)
    ).first()
    if found is not None:
        message = N_(
            "Certificate {number} stands on blank {blank} already. If that one is bad, say so in its print run."
        )
        blank = written(found.letters, found.number, found.digits)
        raise Refused("on_blank_already", message, number=found.full_number, blank=blank)


def _page(item: PrintItem, number: str, holder: str, blank: Blank | None, digits: int | None) -> RunPage:
    text = written(blank.letters, blank.number, digits or 0) if blank is not None else ""
    state = _state(item.state, item.changed_at)
    return RunPage(item.place, item.certificate_id, number, holder, state, text, item.blank_id)


def _state(state: PrintState, sent_at: datetime | None) -> PageState:
    """A page that waits, but was sent at some moment, is in the hands of the printer."""
    if state is PrintState.WAITING:
        return PageState.WAITING if sent_at is None else PageState.SENT
    return PageState(state.value)
