"""Series: where numbers come from. None is given twice, none is left out, and some may be set aside for another PC."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select, union

from db.models.certificates import (
    Blank,
    BlankReceipt,
    BlankState,
    Certificate,
    CertificateBatch,
    CertificateSeries,
    NumberBlock,
    PaperKind,
    PrintItem,
)
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.reference.service import rules_on
from desktop_app.rows import row_at

MOST_SET_ASIDE = 10_000
# How many digits the number may be written with; beyond the least it grows by itself.
LEAST_DIGITS, MOST_DIGITS = 4, 10
MOST_MISSING_SHOWN = 1_000
# Of a series that is not opened yet, as its column has it.
FIRST_PATTERN = "{prefix}-{year}-{number}"


class NumberFate(StrEnum):
    """What became of a number: the first three are the states of a certificate."""

    VALID = "valid"
    ANNULLED = "annulled"
    REPLACED = "replaced"
    SET_ASIDE = "set_aside"
    USED_ELSEWHERE = "used_elsewhere"
    GIVEN_BACK = "given_back"
    MISSING = "missing"


@dataclass(frozen=True)
class Block:
    """Numbers that another PC has, or had: ``used`` of them were written there, the rest came back."""

    id: int
    holder: str
    first: int
    last: int
    set_aside_on: date
    given_back_on: date | None
    rest: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Series:
    """``last_number`` is the last one given or set aside, 0 before the first."""

    id: int
    kind: str
    prefix: str
    year: int
    digits: int
    pattern: str
    last_number: int
    blocks: tuple[Block, ...] = ()

    @property
    def next_number(self) -> int:
        """What the next paper gets: first what a block gave back."""
        rests = (block.last - block.rest + 1 for block in self.blocks if block.given_back_on and block.rest)
        return next(rests, self.last_number + 1)

    def written(self, number: int) -> str:
        return full_number(self.pattern, self.prefix, self.year, number, self.digits)


@dataclass(frozen=True)
class NumberLine:
    """``blank`` is what the paper stands on, ``spoiled`` the blanks that were lost to it; ``cohort_id`` 0 for none."""

    number: int
    full_number: str
    fate: NumberFate
    holder: str = ""
    cohort_id: int = 0
    blank: str = ""
    spoiled: str = ""


class Numbers:
    """The next numbers of a series within one unit: first what a block gave back, then new ones."""

    def __init__(self, unit: UnitOfWork, series: CertificateSeries) -> None:
        self._series = series
        self._given_back = list(
            unit.session.scalars(
                select(NumberBlock)
                .where(
                    NumberBlock.series_id == series.id,
                    NumberBlock.given_back_at.is_not(None),
                    NumberBlock.next_number <= NumberBlock.last,
                )
                .order_by(NumberBlock.first.desc())
            )
        )

    def take(self) -> tuple[int, str]:
        """A number and how it is written."""
        source: CertificateSeries | NumberBlock = self._given_back[-1] if self._given_back else self._series
        number = source.next_number
        source.next_number = number + 1
        if isinstance(source, NumberBlock) and source.next_number > source.last:
            self._given_back.pop()
        own = self._series
        return number, full_number(own.pattern, own.prefix, own.year, number, own.digits)


def full_number(pattern: str, prefix: str, year: int, number: int, digits: int) -> str:
    """PM-2026-000123: the year stands in the number because every year counts from one."""
    return pattern.format(prefix=prefix, year=year, number=f"{number:0{digits}d}")


def series_for(unit: UnitOfWork, *, kind: PaperKind, day: date) -> CertificateSeries:
    """The series of a kind and the year of a day by the rules of that day; made where it is missing.

    Raises Refused where two kinds have the same letters: their numbers would be the same.
    """
    rules = rules_on(unit, day)
    prefix: str = getattr(rules, f"{kind.value}_prefix")
    row = unit.session.scalar(
        select(CertificateSeries).where(CertificateSeries.prefix == prefix, CertificateSeries.year == day.year)
    )
    if row is None:
        row = CertificateSeries(kind=kind, prefix=prefix, year=day.year, digits=rules.certificate_digits, next_number=1)
        unit.session.add(row)
        unit.session.flush()
    if row.kind is not kind:
        message = N_("The letters {prefix} are those of another kind of paper. Change them in the rules of the centre.")
        raise Refused("prefix_of_another_kind", message, prefix=prefix)
    return row


def all_series(unit: UnitOfWork) -> list[Series]:
    """The latest year first, with their blocks."""
    rows = unit.session.scalars(
        select(CertificateSeries).order_by(CertificateSeries.year.desc(), CertificateSeries.kind)
    )
    blocks = unit.session.scalars(select(NumberBlock).order_by(NumberBlock.first)).all()
    return [_series(row, [block for block in blocks if block.series_id == row.id]) for row in rows]


def first_number(unit: UnitOfWork, *, kind: PaperKind, day: date) -> str:
    """What the next paper of the kind would be called, as ``series_for`` and ``Numbers`` would have it."""
    rules = rules_on(unit, day)
    prefix: str = getattr(rules, f"{kind.value}_prefix")
    found = next((each for each in all_series(unit) if (each.prefix, each.year) == (prefix, day.year)), None)
    if found is None:
        return full_number(FIRST_PATTERN, prefix, day.year, 1, rules.certificate_digits)
    return found.written(found.next_number)


def open_series(unit: UnitOfWork) -> None:
    """Make the series of this year that are not there yet, so that their pattern is settled before the first paper."""
    for kind in PaperKind:
        series_for(unit, kind=kind, day=unit.today)


def change_pattern(unit: UnitOfWork, *, series_id: int, pattern: str, digits: int) -> None:
    """How the numbers to come are written; those given stay. Raises Invalid as ``checked_pattern``."""
    row = _load(unit, series_id)
    row.pattern, row.digits = checked_pattern(pattern, prefix=row.prefix, year=row.year, digits=digits), digits


def checked_pattern(pattern: str, *, prefix: str, year: int, digits: int) -> str:
    """The pattern, tidied. Raises Invalid for one that would not tell all numbers apart, or for too few digits."""
    if not LEAST_DIGITS <= digits <= MOST_DIGITS:
        message = N_("A number has between {least} and {most} digits.")
        raise Invalid("digits_out_of_range", message, field="digits", least=LEAST_DIGITS, most=MOST_DIGITS)
    pattern = tidy(pattern)
    try:
        samples = {full_number(pattern, prefix, year, number, digits) for number in (1, 2)}
        samples.add(full_number(pattern, prefix, year + 1, 1, digits))
        samples.add(full_number(pattern, "", year, 1, digits))
    except (KeyError, IndexError, ValueError, AttributeError):
        samples = set()
    if len(samples) < 4:
        message = N_("The pattern needs {{prefix}}, {{year}} and {{number}}, so that no number comes twice.")
        raise Invalid("pattern_unclear", message, field="pattern")
    return pattern


def set_aside(unit: UnitOfWork, *, series_id: int, holder: str, count: int) -> int:
    """Keep the next numbers for another PC; gives back the id of the block. Raises Invalid."""
    row = _load(unit, series_id)
    if not tidy(holder):
        raise Invalid("holder_missing", N_("Say which PC the numbers are for."), field="holder")
    if not 1 <= count <= MOST_SET_ASIDE:
        message = N_("Between 1 and {most} numbers can be set aside at once.")
        raise Invalid("count_out_of_range", message, field="count", most=MOST_SET_ASIDE)
    first = row.next_number
    row.next_number = first + count
    block = NumberBlock(
        series_id=series_id,
        holder=tidy(holder),
        first=first,
        last=first + count - 1,
        next_number=first,
        set_aside_at=unit.now,
    )
    unit.session.add(block)
    unit.session.flush()
    return block.id


def give_back(unit: UnitOfWork, *, block_id: int, used: int) -> int:
    """Take back what is left of a block after ``used`` numbers; gives back how many. They are given out next.

    Raises Refused for one that came back already, Invalid for more than there were.
    """
    block = row_at(unit, NumberBlock, block_id, "no_such_block", N_("These numbers are no longer set aside."))
    if block.given_back_at is not None:
        raise Refused("block_given_back", N_("These numbers were given back already."))
    if not 0 <= used <= block.last - block.first + 1:
        raise Invalid("used_out_of_range", N_("So many numbers were not set aside."), field="used")
    block.next_number = block.first + used
    block.given_back_at = unit.now
    return block.last + 1 - block.next_number


def numbers_of(unit: UnitOfWork, *, series_id: int, offset: int = 0, limit: int = 200) -> list[NumberLine]:
    """What became of each number, from the first; a part of the list costs the same however long the series is."""
    last = min(offset + limit, _load(unit, series_id).next_number - 1)
    return _lines(unit, series_id, range(offset + 1, last + 1))


def missing_of(unit: UnitOfWork, *, series_id: int) -> list[NumberLine]:
    """The numbers that were passed over, the first ``MOST_MISSING_SHOWN`` of them."""
    row = _load(unit, series_id)
    if not missing_numbers(unit, series_id=series_id):
        return []
    taken = [(number, number) for number in unit.session.scalars(_numbers_given(series_id))]
    blocks = unit.session.scalars(select(NumberBlock).where(NumberBlock.series_id == series_id))
    taken += [(block.first, block.last) for block in blocks]
    missing: list[int] = []
    expected = 1
    for first, last in [*sorted(taken), (row.next_number, row.next_number)]:
        missing += range(expected, min(first, expected + MOST_MISSING_SHOWN - len(missing)))
        expected = max(expected, last + 1)
    return _lines(unit, series_id, missing)


def missing_numbers(unit: UnitOfWork, *, series_id: int) -> int:
    """How many numbers were passed over: neither in the register nor in a block. It must be none."""
    row = _load(unit, series_id)
    registered = select(func.count()).where(Certificate.series_id == series_id)
    missing = row.next_number - 1 - (unit.session.scalar(registered) or 0)
    for block in unit.session.scalars(select(NumberBlock).where(NumberBlock.series_id == series_id)):
        inside = registered.where(Certificate.number.between(block.first, block.last))
        missing -= block.last - block.first + 1 - (unit.session.scalar(inside) or 0)
    return missing


def _numbers_given(series_id: int) -> Select[int]:
    return select(Certificate.number).where(Certificate.series_id == series_id).order_by(Certificate.number)


def _lines(unit: UnitOfWork, series_id: int, numbers: Sequence[int]) -> list[NumberLine]:
    if not numbers:
        return []
    told = _series(_load(unit, series_id), _blocks_within(unit, series_id, numbers[0], numbers[-1]))
    rows = unit.session.execute(
        select(
            Certificate.id,
            Certificate.number,
            Certificate.full_number,
            Certificate.state,
            Certificate.holder,
            CertificateBatch.cohort_id,
        )
        .join(CertificateBatch, CertificateBatch.id == Certificate.batch_id)
        .where(Certificate.series_id == series_id, Certificate.number.between(numbers[0], numbers[-1]))
    ).all()
    used, spoiled = _blanks(unit, [row.id for row in rows])
    papers = {
        row.number: NumberLine(
            row.number,
            row.full_number,
            NumberFate(row.state.value),
            row.holder,
            row.cohort_id,
            ", ".join(used[row.id]),
            ", ".join(spoiled[row.id]),
        )
        for row in rows
    }
    return [papers.get(number) or _without_paper(told, number) for number in numbers]


def _blanks(unit: UnitOfWork, certificate_ids: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """By certificate: the blanks that it stands on, and those that printing it spoiled."""
    columns = (Blank.letters, Blank.number, BlankReceipt.digits)
    used = (
        select(Blank.certificate_id, Blank.state, *columns)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(Blank.certificate_id.in_(certificate_ids))
    )
    tried = (
        select(PrintItem.certificate_id, Blank.state, *columns)
        .join(Blank, Blank.id == PrintItem.blank_id)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(PrintItem.certificate_id.in_(certificate_ids), Blank.state == BlankState.SPOILED)
    )
    found: dict[bool, dict[int, list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
    rows: Iterable[Any] = unit.session.execute(union(used, tried))
    for row in rows:
        of_state = found[row.state == BlankState.SPOILED]
        of_state[row.certificate_id].append(f"{row.letters} {row.number:0{row.digits}d}".strip())
    return found[False], found[True]


def _without_paper(told: Series, number: int) -> NumberLine:
    block = next((block for block in told.blocks if block.first <= number <= block.last), None)
    written = told.written(number)
    if block is None:
        return NumberLine(number, written, NumberFate.MISSING)
    if block.given_back_on is None:
        return NumberLine(number, written, NumberFate.SET_ASIDE, block.holder)
    if number > block.last - block.rest:
        return NumberLine(number, written, NumberFate.GIVEN_BACK)
    return NumberLine(number, written, NumberFate.USED_ELSEWHERE, block.holder)


def _blocks_within(unit: UnitOfWork, series_id: int, first: int, last: int) -> list[NumberBlock]:
    rows = select(NumberBlock).where(
        NumberBlock.series_id == series_id, NumberBlock.first <= last, NumberBlock.last >= first
    )
    return list(unit.session.scalars(rows))


def _series(row: CertificateSeries, blocks: list[NumberBlock]) -> Series:
    return Series(
        row.id,
        row.kind.value,
        row.prefix,
        row.year,
        row.digits,
        row.pattern,
        row.next_number - 1,
        tuple(_block(block) for block in blocks),
    )


def _block(row: NumberBlock) -> Block:
    return Block(
        row.id,
        row.holder,
        row.first,
        row.last,
        row.set_aside_at.date(),
        row.given_back_at.date() if row.given_back_at is not None else None,
        row.last + 1 - row.next_number,
    )


def _load(unit: UnitOfWork, series_id: int) -> CertificateSeries:
    return row_at(unit, CertificateSeries, series_id, "no_such_series", N_("This series is not there."))
