"""Blanks come in by their document, as a run of numbers; what came in by mistake is taken back."""

from datetime import date

from sqlalchemy import delete, func, select

from db.models.certificates import Blank, BlankReceipt, BlankState
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import Receipt, written
from desktop_app.errors import Duplicate, Invalid, NotFound, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.language.script import in_latin_letters

MOST_AT_ONCE = 100_000
MOST_LETTERS = 8
MOST_DIGITS = 12


def receipts(unit: UnitOfWork) -> list[Receipt]:
    """Every receipt, the newest first."""
    counted = select(Blank.receipt_id, Blank.state, func.count()).where(Blank.state != BlankState.LEFT)
    counts = {
        (receipt_id, state): count
        for receipt_id, state, count in unit.session.execute(counted.group_by(Blank.receipt_id, Blank.state))
    }
    rows = unit.session.scalars(select(BlankReceipt).order_by(BlankReceipt.received_on.desc(), BlankReceipt.id.desc()))
    return [
        Receipt(
            row.id,
            row.letters,
            row.first,
            row.last,
            row.digits,
            row.received_on,
            row.document,
            row.note,
            used=counts.get((row.id, BlankState.USED), 0),
            spoiled=counts.get((row.id, BlankState.SPOILED), 0),
            lost=counts.get((row.id, BlankState.LOST), 0),
        )
        for row in rows
    ]


def series_letters(text: str) -> str:
    """The letters of a series in one spelling."""
    return in_latin_letters(tidy(text).upper())


def receive(
    unit: UnitOfWork, *, letters: str, first: str, last: str, received_on: date, document: str, note: str = ""
) -> int:
    """Take in the blanks from ``first`` to ``last``, the digits as they are printed on them; gives the receipt's id.

    Raises Invalid for numbers that make no run, Duplicate naming the receipt that some of them came in by already.
    """
    series = series_letters(letters)
    if not 0 < len(series) <= MOST_LETTERS:
        raise Invalid(
            "letters_wrong", N_("Type the letters of the series as they stand on the blanks."), field="letters"
        )
    if not tidy(document):
        message = N_("Say by which document the blanks came: a waybill, an act.")
        raise Invalid("document_missing", message, field="document")
    if received_on > unit.today:
        raise Invalid("received_in_future", N_("This day has not come yet."), field="received_on")
    begin, end = _run(first, last)
    _refuse_doubled(unit, series, begin, end)
    receipt = BlankReceipt(
        letters=series,
        first=begin,
        last=end,
        digits=len(first.strip()),
        received_on=received_on,
        document=tidy(document),
        note=tidy(note),
    )
    unit.session.add(receipt)
    unit.session.flush()
    row = {"receipt_id": receipt.id, "letters": series, "state": BlankState.LEFT.value}
    row |= {"changed_by": "", "reason": "", "act_number": "", "version": 1}
    unit.insert_many(Blank, [{**row, "number": number} for number in range(begin, end + 1)], reason="receive_blanks")
    return receipt.id


def take_back(unit: UnitOfWork, *, receipt_id: int) -> Receipt:
    """Undo a receipt that nothing was used of; gives it back as it was. Raises Refused, NotFound."""
    found = next((each for each in receipts(unit) if each.id == receipt_id), None)
    if found is None:
        raise NotFound("receipt_gone", N_("This receipt is no longer there."))
    if found.left != found.count:
        gone = found.count - found.left
        message = N_("{gone} blanks of this receipt are used, spoiled or lost already: it cannot be taken back.")
        raise Refused("receipt_used", message, gone=gone)
    unit.execute_bulk(delete(Blank).where(Blank.receipt_id == receipt_id), reason="take_back_blanks")
    unit.session.delete(unit.session.get_one(BlankReceipt, receipt_id))
    return found


def _run(first: str, last: str) -> tuple[int, int]:
    """Both numbers of a run; they have as many digits as the blanks."""
    texts = {"first": first.strip(), "last": last.strip()}
    for field, text in texts.items():
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text)):
            raise Invalid("number_wrong", N_("Type the digits of the number as they stand on the blank."), field=field)
    if len(texts["first"]) != len(texts["last"]):
        message = N_("The first and the last number have as many digits as the blanks: {first} and {last} do not.")
        raise Invalid("digits_differ", message, field="last", **texts)
    begin, end = int(texts["first"]), int(texts["last"])
    if begin > end:
        raise Invalid("run_backwards", N_("The last number comes before the first one."), field="last")
    if end - begin >= MOST_AT_ONCE:
        message = N_("These are {count} blanks. At most {most} are received at once: check the numbers.")
        raise Invalid("too_many_blanks", message, field="last", count=end - begin + 1, most=MOST_AT_ONCE)
    return begin, end


def _refuse_doubled(unit: UnitOfWork, letters: str, first: int, last: int) -> None:
    older = unit.session.scalars(
        select(BlankReceipt)
        .where(BlankReceipt.letters == letters, BlankReceipt.first <= last, BlankReceipt.last >= first)
        .limit(1)
    ).first()
    if older is not None:
        message = N_("Blanks {first} – {last} came in already on {day}, by {document}.")
        raise Duplicate(
            "blanks_received_already",
            message,
            field="first",
            first=written(letters, max(first, older.first), older.digits),
            last=written(letters, min(last, older.last), older.digits),
            day=short_date(older.received_on),
            document=older.document,
        )
