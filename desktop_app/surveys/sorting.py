"""Answer sheets read from the database and put into heaps, one for each cell of a break-down."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, compress, islice, product, repeat
from struct import iter_unpack
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import String, cast, func, null, select, true

from db.among import among
from db.joined import joined_bytes
from db.models.cohorts import Cohort, Enrolment
from db.models.programmes import Programme
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyChannel, SurveyPhase, SurveyResponse, SurveyRound
from db.models.timetable import Session
from db.plain_query import PlainRow, plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.questionnaires.layout import Layout
from desktop_app.surveys.breakdown import NO_ANSWER, ROUND_FACTS, SHEET_FACTS, Field, FieldKind, RoundFacts
from desktop_app.surveys.tally import meanings

Key = tuple[str, str]
"""The keys of the two fields of a break-down; "" for a field that there is not."""

EVERYBODY = "*"
"""In place of the key of a field of which a sheet has several: every sheet once, for the totals."""

SHEETS_AT_ONCE = 4_096
"""Sheets are sorted some thousands at a time, which stay in the processor's cache until they are put together again."""

Meant = TypeVar("Meant")

# Between the facts of the sheets of a round; no code has it.
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Where:
    """Which sheets are asked about; everything is, unless something is said.

    ``since`` and ``until`` are about the day on which a round opened; ``programme_ids`` are first editions;
    ``answers`` are keys by the codes of items.
    """

    since: date | None = None
    until: date | None = None
    phase: SurveyPhase | None = None
    channel: SurveyChannel | None = None
    cohort_ids: frozenset[int] | None = None
    programme_ids: frozenset[int] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    round_ids: frozenset[int] | None = None


EVERYTHING = Where()


@dataclass(frozen=True)
class Heap:
    """The sheets of one cell by edition, each edition's end to end."""

    by_edition: Mapping[int, bytes]
    people: int


def rounds_of(unit: UnitOfWork, *, questionnaire_code: str, where: Where) -> list[RoundFacts]:
    """The rounds, of any edition of the questionnaire, that are asked about."""
    # The day as text, as the file keeps it.
    day = func.coalesce(func.day_text(SurveyRound.opens_on), func.day_text(func.date(SurveyRound.made_at)))
    base = func.coalesce(Programme.base_id, Programme.id)
    statement = (
        select(
            SurveyRound.id,
            SurveyRound.questionnaire_id,
            SurveyRound.phase,
            day,
            SurveyRound.cohort_id,
            func.coalesce(Cohort.code, ""),
            base,
            func.coalesce(Programme.title, ""),
            func.coalesce(Programme.staff_group, ""),
        )
        .join(QuestionnaireModel, QuestionnaireModel.id == SurveyRound.questionnaire_id)
        .outerjoin(Cohort, Cohort.id == SurveyRound.cohort_id)
        .outerjoin(Programme, Programme.id == Cohort.programme_id)
        .where(QuestionnaireModel.code == questionnaire_code)
        .order_by(SurveyRound.id)
    )
    if where.since is not None:
        statement = statement.where(day >= where.since.isoformat())
    if where.until is not None:
        statement = statement.where(day <= where.until.isoformat())
    if where.phase is not None:
        statement = statement.where(SurveyRound.phase == where.phase)
    if where.programme_ids is not None:
        statement = statement.where(base.in_(where.programme_ids))
    if where.round_ids is not None:
        statement = statement.where(SurveyRound.id.in_(where.round_ids))
    if where.cohort_ids is None:
        return list(map(RoundFacts._make, plain_rows(unit, statement)))
    of_cohorts = among(unit.session, [SurveyRound.cohort_id], where.cohort_ids)
    return [RoundFacts(*row) for condition in of_cohorts for row in plain_rows(unit, statement.where(condition))]


def heaps(
    unit: UnitOfWork,
    *,
    rounds: Sequence[RoundFacts],
    layouts: Mapping[int, Layout],
    where: Where,
    fields: tuple[Field | None, Field | None],
) -> dict[Key, Heap]:
    """The complete sheets of the rounds by the keys of two fields; ``layouts`` are by questionnaire."""
    parts: defaultdict[Key, dict[int, list[bytes]]] = defaultdict(dict)
    for shared, pile in _piles(unit, rounds, where, fields).items():
        layout = layouts[shared.questionnaire_id]
        for key, sheets in _sorted(pile, shared, layout, fields, where.answers).items():
            parts[key].setdefault(shared.questionnaire_id, []).extend(sheets)
    return {key: _heap(by_edition, layouts) for key, by_edition in parts.items()}


class _Shared(NamedTuple):
    """What all the sheets of a pile have in common; None for a field that each sheet answers for itself."""

    questionnaire_id: int
    keys: tuple[str | None, str | None]


@dataclass(frozen=True)
class _Pile:
    """Chunks of sheets, and for each the facts that the database told of its sheets, one after another."""

    chunks: list[bytes] = field(default_factory=list)
    told: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))


def _piles(
    unit: UnitOfWork, rounds: Sequence[RoundFacts], where: Where, fields: tuple[Field | None, Field | None]
) -> dict[_Shared, _Pile]:
    facts = {each.id: each for each in rounds}
    trainers = _trainers(unit, rounds) if any(by and by.kind is FieldKind.TRAINER for by in fields) else {}
    left, right = (_shared_keys(by, trainers) for by in fields)
    piles: defaultdict[_Shared, _Pile] = defaultdict(_Pile)
    for round_id, chunk, *told in _chunks(unit, list(facts), where, fields):
        of_round = facts[round_id]
        for keys in product(left(of_round), right(of_round)):
            pile = piles[_Shared(of_round.questionnaire_id, keys)]
            pile.chunks.append(chunk)
            for kept, text in zip(pile.told, told, strict=True):
                kept.append(text or "")
    return piles


def _chunks(
    unit: UnitOfWork, round_ids: Sequence[int], where: Where, fields: tuple[Field | None, Field | None]
) -> Iterator[PlainRow]:
    """Of each round that has any: its id, its sheets end to end, and what the database tells of them by each field."""
    columns = [SHEET_FACTS[by.name] if by and by.kind is FieldKind.SHEET else None for by in fields]
    told = [
        cast(null(), String)
        if column is None
        else func.aggregate_strings(func.coalesce(cast(column, String), ""), _BETWEEN)
        for column in columns
    ]
    statement = (
        select(SurveyResponse.round_id, joined_bytes(SurveyResponse.packed), *told)
        .where(SurveyResponse.is_complete == true())
        .group_by(SurveyResponse.round_id)
    )
    if any(column is not None and column.class_ is Enrolment for column in columns):
        statement = statement.outerjoin(Enrolment, Enrolment.id == SurveyResponse.enrolment_id)
    if where.channel is not None:
        statement = statement.where(SurveyResponse.channel == where.channel)
    for condition in among(unit.session, [SurveyResponse.round_id], round_ids):
        yield from plain_rows(unit, statement.where(condition))


def _shared_keys(
    by: Field | None, trainers: Mapping[int, Sequence[str]]
) -> Callable[[RoundFacts], tuple[str | None, ...]]:
    """How to tell from a round what all its sheets say of a field; None where each says it for itself."""
    match by:
        case None:
            return lambda _facts: ("",)
        case Field(kind=FieldKind.ROUND):
            key_of = ROUND_FACTS[by.name]
            return lambda facts: (key_of(facts),)
        case Field(kind=FieldKind.TRAINER):
            return lambda facts: (*trainers.get(facts.cohort_id or 0, (NO_ANSWER,)), EVERYBODY)
        case _:
            return lambda _facts: (None,)


def _trainers(unit: UnitOfWork, rounds: Sequence[RoundFacts]) -> dict[int, list[str]]:
    """The trainers of each cohort's lessons."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    cohorts = {each.cohort_id for each in rounds if each.cohort_id is not None}
    taught = select(Session.cohort_id, Session.trainer_id).where(Session.trainer_id.is_not(None)).distinct()
    for condition in among(unit.session, [Session.cohort_id], cohorts):
        for cohort_id, trainer_id in plain_rows(unit, taught.where(condition)):
            found[cohort_id].append(str(trainer_id))
    return found


def _sorted(
    pile: _Pile,
    shared: _Shared,
    layout: Layout,
    fields: tuple[Field | None, Field | None],
    answers: Mapping[str, str],
) -> Mapping[Key, list[bytes]]:
    """The sheets of a pile by their keys, in parts; those that all share them stay together as they are."""
    chunk = b"".join(pile.chunks)
    left, right = shared.keys
    if left is not None and right is not None and not answers:
        return {(left, right): [chunk]}
    said = _said_of_both(shared, fields, layout, chunk, pile.told)
    of_each = said.of_each
    sheets: Iterable[bytes] = chain.from_iterable(iter_unpack(f"{layout.width}s", chunk))
    if answers:
        fits = _fitting(answers, layout, chunk)
        of_each, sheets = compress(of_each, fits), compress(sheets, fits)
    pairs = zip(of_each, sheets, strict=False)
    found: defaultdict[Hashable, list[bytes]] = defaultdict(list)
    while some := _gathered(islice(pairs, SHEETS_AT_ONCE)):
        for value, of_it in some.items():
            found[value].append(b"".join(of_it))
    by_key: defaultdict[Key, list[bytes]] = defaultdict(list)
    for value, parts in found.items():
        by_key[said.key(value)] += parts
    return by_key


def _gathered(pairs: Iterable[tuple[Hashable, bytes]]) -> Mapping[Hashable, list[bytes]]:
    found: defaultdict[Hashable, list[bytes]] = defaultdict(list)
    for value, sheet in pairs:
        found[value].append(sheet)
    return found


@dataclass(frozen=True)
class _Said(Generic[Meant]):
    """What each sheet says, as it stands there, and what that means."""

    of_each: Iterable[Hashable]
    key: Callable[[Any], Meant]


def _said_of_both(
    shared: _Shared,
    fields: tuple[Field | None, Field | None],
    layout: Layout,
    chunk: bytes,
    told: tuple[Sequence[str], Sequence[str]],
) -> _Said[Key]:
    """Of the fields that not all sheets of a pile share; two of them together take much longer than one."""
    left, right = shared.keys
    if left is not None and right is not None:
        return _Said(repeat(None), lambda _value: (left, right))
    if right is not None:
        first = _said(fields[0], layout, chunk, told[0])
        return _Said(first.of_each, lambda value: (first.key(value), right))
    second = _said(fields[1], layout, chunk, told[1])
    if left is not None:
        return _Said(second.of_each, lambda value: (left, second.key(value)))
    first = _said(fields[0], layout, chunk, told[0])
    return _Said(
        zip(first.of_each, second.of_each, strict=False), lambda both: (first.key(both[0]), second.key(both[1]))
    )


def _said(by: Field | None, layout: Layout, chunk: bytes, told: Sequence[str]) -> _Said[str]:
    assert by is not None
    if by.cell is None:
        return _Said(_BETWEEN.join(told).split(_BETWEEN), str)
    return _answers(by.cell.code, layout, chunk)


def _answers(code: str, layout: Layout, chunk: bytes) -> _Said[str]:
    """What each sheet says in a cell with a single answer; of an edition without it, nothing."""
    cell = next((cell for cell in layout.cells if cell.code == code), None)
    if cell is None:
        return _Said(repeat(NO_ANSWER), str)
    if cell.width == 1:
        named = {byte: str(value) for byte, value in meanings(cell)}
        return _Said(chunk[cell.at :: layout.width], lambda byte: named.get(byte, NO_ANSWER))
    after = layout.width - cell.at - cell.width
    numbers = chain.from_iterable(iter_unpack(f">{cell.at}xI{after}x", chunk))
    return _Said(numbers, lambda number: str(number or NO_ANSWER))


def _fitting(answers: Mapping[str, str], layout: Layout, chunk: bytes) -> list[bool]:
    """Of each sheet, whether it says all that is asked for."""
    fits = [True] * (len(chunk) // layout.width)
    for code, wanted in answers.items():
        said = _answers(code, layout, chunk)
        fits = [fit and said.key(value) == wanted for fit, value in zip(fits, said.of_each, strict=False)]
    return fits


def _heap(by_edition: Mapping[int, list[bytes]], layouts: Mapping[int, Layout]) -> Heap:
    joined = {id_: b"".join(sheets) for id_, sheets in by_edition.items()}
    return Heap(joined, sum(len(sheets) // layouts[id_].width for id_, sheets in joined.items()))
