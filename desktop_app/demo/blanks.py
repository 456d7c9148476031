"""The made-up safe: blanks of strict account, a print run on them that is finished, and one whose paper jammed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update

from db.models.certificates import (
    Blank,
    BlankReceipt,
    BlankState,
    Certificate,
    CertificateBatch,
    PrintItem,
    PrintRun,
    PrintState,
)
from db.unit_of_work import UnitOfWork
from desktop_app.clock import TASHKENT

_REASON = "demonstration"
LETTERS, DIGITS, FIRST, COUNT = "MO", 6, 831, 200
DOCUMENT = "12-sonli yuk xati"
DAYS_BEFORE = 10
PRINTER = "HP LaserJet 1020"
JAMS_AT, JAM, ACT = 17, "Qogʻoz tiqilib qoldi", "3"
# The older is finished and handed over; the newer waits to be gone on with, and its spoiled blank for an act.
RUNS = 2

Row = dict[str, Any]


def fill_blanks(unit: UnitOfWork) -> None:
    """For the newest cohorts with certificates; a centre that has blanks already keeps its own."""
    if unit.session.scalar(select(BlankReceipt.id).limit(1)) is not None:
        return
    newest = select(CertificateBatch).order_by(CertificateBatch.issued_on.desc(), CertificateBatch.id.desc())
    batches = unit.session.scalars(newest.limit(RUNS)).all()[::-1]
    since = batches[0].issued_on if batches else unit.today
    stock = _receive(unit, since - timedelta(days=DAYS_BEFORE))
    tray = iter(stock)
    pages = [
        page
        for number, batch in enumerate(batches, start=1)
        for page in _print(unit, batch, tray, is_finished=number < RUNS)
    ]
    unit.insert_many(Blank, stock, reason=_REASON)
    unit.insert_many(PrintItem, pages, reason=_REASON)


def _receive(unit: UnitOfWork, day: date) -> list[Row]:
    """The blanks that came in, the uppermost first: rows to be written once it is known what became of each."""
    last = FIRST + COUNT - 1
    receipt = BlankReceipt(letters=LETTERS, first=FIRST, last=last, digits=DIGITS, received_on=day, document=DOCUMENT)
    unit.session.add(receipt)
    unit.session.flush()
    first_id = (unit.session.scalar(select(func.max(Blank.id))) or 0) + 1
    return [
        {
            "id": first_id + place,
            "receipt_id": receipt.id,
            "letters": LETTERS,
            "number": FIRST + place,
            "state": BlankState.LEFT.value,
            "certificate_id": None,
            "changed_on": None,
            "changed_by": "",
            "reason": "",
            "act_number": "",
        }
        for place in range(COUNT)
    ]


def _print(unit: UnitOfWork, batch: CertificateBatch, tray: Iterator[Row], *, is_finished: bool) -> Iterator[Row]:
    """The pages of a run of a cohort's certificates; at its jam one blank is spoiled."""
    day = batch.issued_on if is_finished else unit.today
    moment = datetime.combine(day, time(9, 40), tzinfo=TASHKENT)
    run = PrintRun(
        cohort_id=batch.cohort_id,
        begun_at=moment,
        begun_by=unit.actor.name,
        printer=PRINTER,
        with_background=False,
        ended_at=moment if is_finished else None,
    )
    unit.session.add(run)
    unit.session.flush()
    of_batch = select(Certificate.id).where(Certificate.batch_id == batch.id).order_by(Certificate.number)
    for place, certificate_id in enumerate(unit.session.scalars(of_batch).all(), start=1):
        on_it = {"certificate_id": certificate_id, "changed_on": day, "changed_by": unit.actor.name}
        if place == JAMS_AT:
            act = ACT if is_finished else ""
            next(tray).update(on_it, state=BlankState.SPOILED.value, reason=JAM, act_number=act)
        page = {"run_id": run.id, "place": place, "certificate_id": certificate_id}
        if is_finished or place < JAMS_AT:
            blank = next(tray)
            blank.update(on_it, state=BlankState.USED.value)
            yield {**page, "state": PrintState.PRINTED.value, "blank_id": blank["id"], "changed_at": moment}
        else:
            state = PrintState.FAILED if place == JAMS_AT else PrintState.WAITING
            yield {**page, "state": state.value, "blank_id": None, "changed_at": None}
    if is_finished:
        handed = update(Certificate).where(Certificate.batch_id == batch.id).values(handed_on=day)
        unit.execute_bulk(handed, reason=_REASON)
