"""What lies in the safe and what became of the rest: the list, the tray, and writing off what is spoiled or lost."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from db.models.certificates import Blank, BlankReceipt, BlankState, Certificate, PrintItem
from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.receipts import series_letters
from desktop_app.blanks.records import STATE_WORDS, BlankRecord, Tray, written
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy

LONGEST_LIST = 2_000
_BY_NUMBER = (Blank.letters, Blank.number)
# Of a blank that is left a day says since when it is lent, and the name to whom.
_IS_HERE = Blank.changed_on.is_(None)
_IS_PROMISED = select(PrintItem.run_id).where(PrintItem.blank_id == Blank.id).exists()


def blanks(
    unit: UnitOfWork, *, state: BlankState | None = None, text: str = "", offset: int = 0, limit: int = LONGEST_LIST
) -> list[BlankRecord]:
    """By series and number; ``text`` is looked for in the number of the blank, the certificate's and the name."""
    rows = _rows().where(*_conditions(state, text)).order_by(*_BY_NUMBER).offset(offset).limit(limit)
    return [_record(*row) for row in unit.session.execute(rows)]


def blank_count(unit: UnitOfWork, *, state: BlankState | None = None, text: str = "") -> int:
    rows = select(func.count(Blank.id)).where(*_conditions(state, text))
    if text:
        rows = rows.outerjoin(Certificate, Certificate.id == Blank.certificate_id)
    return unit.session.scalar(rows) or 0


def trays(unit: UnitOfWork) -> list[Tray]:
    """The series of which blanks are left that no print run waits for, with the lowest number of each."""
    rows = unit.session.execute(
        select(Blank.letters, func.count(), func.min(Blank.number))
        .where(Blank.state == BlankState.LEFT, _IS_HERE, ~_IS_PROMISED)
        .group_by(Blank.letters)
        .order_by(Blank.letters)
    )
    return [Tray(letters, left, first, _digits(unit, letters, first)) for letters, left, first in rows]


def next_in_tray(unit: UnitOfWork, *, letters: str, first: int, count: int) -> list[int]:
    """The ids of so many blanks that are left, upwards from the uppermost one.

    Raises Refused when that one is not there to be used, or when too few lie under it.
    """
    rows = unit.session.execute(
        select(Blank.id, Blank.number)
        .where(Blank.letters == letters, Blank.state == BlankState.LEFT, _IS_HERE, Blank.number >= first, ~_IS_PROMISED)
        .order_by(Blank.number)
        .limit(count)
    ).all()
    if not rows or rows[0].number != first:
        raise _not_to_be_used(unit, letters, first)
    if len(rows) < count:
        message = N_("From blank {first} on only {left} are left, and {count} are needed. Put in the rest first.")
        uppermost = written(letters, first, _digits(unit, letters, first))
        raise Refused("blanks_short", message, first=uppermost, left=len(rows), count=count)
    return [row.id for row in rows]


def numbers_in_tray(unit: UnitOfWork, *, letters: str, first: int, count: int) -> list[str]:
    """The same, as they are written on the blanks."""
    ids = next_in_tray(unit, letters=letters, first=first, count=count)
    rows = unit.session.execute(
        select(Blank.letters, Blank.number, BlankReceipt.digits)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(Blank.id.in_(ids))
        .order_by(Blank.number)
    )
    return [written(*row) for row in rows]


def lend_blanks(unit: UnitOfWork, *, letters: str, first: int, count: int, holder: str) -> list[int]:
    """So many blanks from the uppermost one on leave the safe with lent work; gives their ids. Raises as above."""
    ids = next_in_tray(unit, letters=letters, first=first, count=count)
    away = update(Blank).where(Blank.id.in_(ids)).values(changed_on=unit.today, changed_by=holder)
    unit.execute_bulk(away.values(version=Blank.version + 1), reason="lend_blanks", ids=ids)
    return ids


def bring_blanks_back(unit: UnitOfWork, *, blank_ids: Collection[int]) -> int:
    """Those of them that are left lie in the safe again; tells how many."""
    back = update(Blank).where(Blank.id.in_(blank_ids), Blank.state == BlankState.LEFT, ~_IS_HERE)
    values = {"changed_on": None, "changed_by": "", "version": Blank.version + 1}
    return unit.execute_bulk(back.values(**values), reason="bring_blanks_back", ids=blank_ids)


def mark_used(unit: UnitOfWork, *, blank_id: int, certificate_id: int) -> None:
    """A certificate stands on it now. Raises Refused where another use was quicker."""
    row = unit.session.get_one(Blank, blank_id)
    if row.state is not BlankState.LEFT:
        raise _not_to_be_used(unit, row.letters, row.number)
    row.certificate_id = certificate_id
    _become(unit, row, BlankState.USED)


def mark_untouched(unit: UnitOfWork, *, blank_ids: Collection[int]) -> None:
    """Nothing was printed on them after all: they lie in the tray as before."""
    for row in unit.session.scalars(select(Blank).where(Blank.id.in_(blank_ids))):
        row.state, row.certificate_id, row.changed_on, row.changed_by = BlankState.LEFT, None, None, ""


def mark_spoiled(unit: UnitOfWork, *, blank_ids: Collection[int], reason: str, act_number: str) -> None:
    """They were misprinted. Raises Invalid without a reason."""
    said = _reason(reason)
    for row in unit.session.scalars(select(Blank).where(Blank.id.in_(blank_ids))):
        _become(unit, row, BlankState.SPOILED, reason=said, act_number=tidy(act_number))


def write_off(
    unit: UnitOfWork,
    *,
    letters: str,
    first: int,
    last: int,
    state: BlankState,
    reason: str,
    act_number: str = "",
    on: date | None = None,
) -> list[int]:
    """Blanks that were left are spoiled or lost, as the act says; gives their ids.

    Raises Invalid without a reason or for a day to come, Refused naming the first one that is not left.
    """
    day = on or unit.today
    if day > unit.today:
        raise Invalid("day_in_future", N_("This day has not come yet."), field="on")
    said = _reason(reason)
    rows = unit.session.scalars(
        select(Blank).where(Blank.letters == letters, Blank.number.between(first, last)).order_by(Blank.number)
    ).all()
    if len(rows) != last - first + 1:
        found = {row.number for row in rows}
        missing = next((number for number in range(first, last + 1) if number not in found), first)
        raise _not_to_be_used(unit, letters, missing, field="first" if missing == first else "last")
    for row in rows:
        if row.state is not BlankState.LEFT:
            raise _not_to_be_used(unit, letters, row.number, field="first" if row.number == first else "last")
        _become(unit, row, state, reason=said, act_number=tidy(act_number), on=day)
    return [row.id for row in rows]


def note_acts(unit: UnitOfWork, *, acts: Mapping[int, str]) -> dict[int, str]:
    """The number of the act by which each was written off, when it is signed; gives back those that stood before."""
    before = {}
    for row in unit.session.scalars(select(Blank).where(Blank.id.in_(acts))):
        if row.state not in (BlankState.SPOILED, BlankState.LOST):
            raise Refused("not_written_off", N_("Blank {blank} is not written off."), blank=_text(unit, row))
        before[row.id], row.act_number = row.act_number, tidy(acts[row.id])
    return before


def restore(unit: UnitOfWork, *, blank_ids: Sequence[int]) -> None:
    """Blanks written off by mistake, or found again, are left once more.

    Raises Refused for one that was misprinted: what is printed on it does not go away.
    """
    for row in unit.session.scalars(select(Blank).where(Blank.id.in_(blank_ids))):
        if row.state not in (BlankState.SPOILED, BlankState.LOST) or row.certificate_id is not None:
            message = N_("Blank {blank} was printed on: it cannot be left again.")
            raise Refused("blank_printed_on", message, blank=_text(unit, row))
        row.state, row.changed_on, row.changed_by, row.reason, row.act_number = BlankState.LEFT, None, "", "", ""


def _become(
    unit: UnitOfWork, row: Blank, state: BlankState, *, reason: str = "", act_number: str = "", on: date | None = None
) -> None:
    row.state, row.reason, row.act_number = state, reason, act_number
    row.changed_on, row.changed_by = on or unit.today, unit.actor.name


def _reason(text: str) -> str:
    said = tidy(text)
    if not said:
        raise Invalid("reason_missing", N_("Say what happened to the blank."), field="reason")
    return said


def _not_to_be_used(unit: UnitOfWork, letters: str, number: int, *, field: str = "first") -> Invalid:
    """Why a blank cannot be used: it never came in, it is used, spoiled or lost, or a print run waits for it."""
    row = unit.session.scalars(select(Blank).where(Blank.letters == letters, Blank.number == number)).first()
    if row is None:
        message = N_("Blank {blank} was never received.")
        return Invalid("blank_unknown", message, field=field, blank=f"{letters} {number}")
    if row.state is BlankState.LEFT and row.changed_on is not None:
        message = N_("Blank {blank} is lent: {holder} has it.")
        return Invalid("blank_lent", message, field=field, blank=_text(unit, row), holder=row.changed_by)
    if row.state is BlankState.LEFT:
        message = N_("Blank {blank} is kept for a print run that is not finished.")
        return Invalid("blank_promised", message, field=field, blank=_text(unit, row))
    message = N_("Blank {blank} is not left: {state}.")
    state = _(STATE_WORDS[row.state]).lower()
    return Invalid("blank_not_left", message, field=field, blank=_text(unit, row), state=state)


def _text(unit: UnitOfWork, row: Blank) -> str:
    return written(row.letters, row.number, unit.session.get_one(BlankReceipt, row.receipt_id).digits)


def _digits(unit: UnitOfWork, letters: str, number: int) -> int:
    of_blank = select(BlankReceipt.digits).join(Blank, Blank.receipt_id == BlankReceipt.id)
    return unit.session.scalar(of_blank.where(Blank.letters == letters, Blank.number == number)) or 0


def _conditions(state: BlankState | None, text: str) -> list[ColumnElement[bool]]:
    """Each word is letters or part of a number of the blank, or part of the certificate's number or of the name."""
    conditions: list[ColumnElement[bool]] = [] if state is None else [Blank.state == state]
    for word in tidy(text).split():
        fits = [Certificate.full_number.icontains(word, autoescape=True), Certificate.holder.icontains(word)]
        if word.isascii() and word.isdigit():
            fits.append(Blank.number == int(word))
        else:
            fits.append(Blank.letters == series_letters(word))
        conditions.append(or_(*fits))
    return conditions


def _rows() -> Select[Blank, int, str, str, int]:
    return (
        select(Blank, BlankReceipt.digits, Certificate.full_number, Certificate.holder, Enrolment.cohort_id)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .outerjoin(Certificate, Certificate.id == Blank.certificate_id)
        .outerjoin(Enrolment, Enrolment.id == Certificate.enrolment_id)
    )


def _record(row: Blank, digits: int, certificate: str | None, holder: str | None, cohort_id: int | None) -> BlankRecord:
    return BlankRecord(
        row.id,
        row.letters,
        row.number,
        digits,
        row.state,
        row.changed_on,
        row.changed_by,
        row.reason,
        row.act_number,
        certificate or "",
        holder or "",
        cohort_id,
    )
