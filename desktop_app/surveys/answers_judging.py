"""The rows of a file of answers beside the survey: each ready, to be decided, refused or of no matter, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.language.keys import search_key
from desktop_app.progress import Progress
from desktop_app.questionnaires.layout import Answers, Layout, Value, layout_of, open_answers, other_code, pack
from desktop_app.questionnaires.model import Item, ItemKind
from desktop_app.questionnaires.sheet import Fault, asked, codes_of, faults
from desktop_app.rosters.problems import RowState
from desktop_app.spreadsheets.cell_values import cell_text, quoted, whole_number
from desktop_app.spreadsheets.records import CellError, SheetRow
from desktop_app.surveys.answers_cells import CellReader, moment_of
from desktop_app.surveys.answers_records import (
    AnswerRow,
    AnswersImport,
    AnswersTable,
    HeadColumn,
    Problem,
    Slot,
    SlotKind,
    SourceSheet,
    Target,
    problem,
)
from desktop_app.surveys.records import Respondent

JUDGING = N_("Looking at the answers")
ROWS_A_STEP = 200
# Fewer equal answers than this may well be those of two people.
SURE_REPEAT = 10
REQUIRED = "required"

Digest = tuple[bytes, tuple[tuple[str, Value], ...]]


@dataclass(frozen=True)
class Ground:
    """All that the rows are compared with.

    ``kept`` are the sheets of the round by their numbers, ``sources`` those that came from another program by its keys.
    """

    target: Target
    people: Sequence[Respondent]
    kept: Mapping[int, Digest]
    now: datetime
    sources: Mapping[str, SourceSheet] = field(default_factory=dict)
    earlier: AnswersImport | None = None


class _Read(NamedTuple):
    """A row with what it is told from others by: numbers of the sheet, or its moment."""

    row: AnswerRow
    keys: tuple[tuple[str, object], ...]
    has_moment: bool

    @property
    def digest(self) -> Digest:
        return digest(self.row.packed, self.row.words)


def judge(
    rows: Sequence[SheetRow], table: AnswersTable, ground: Ground, progress: Progress | None = None
) -> tuple[AnswerRow, ...]:
    """Every row with its state, in the order of the file. Raises Cancelled through ``progress``."""
    judging = _Judging(table, ground)
    told = progress or Progress()
    read: list[_Read] = []
    for at, row in enumerate(rows):
        if at % ROWS_A_STEP == 0:
            told.step(JUDGING, at, len(rows))
        read.append(judging.read(row))
    return tuple(_beside_kept(_beside_each_other(read), ground))


def digest(packed: bytes, words: Answers) -> Digest:
    """What two sheets with the same answers share."""
    return packed, tuple(sorted(words.items()))


class _Judging:
    def __init__(self, table: AnswersTable, ground: Ground) -> None:
        self._ground = ground
        self._form = ground.target.form
        self._items = {item.code: item for item in self._form.items}
        self._layout: Layout = layout_of(self._form)
        self._reader = CellReader(self._form)
        self._columns = [column for column in table.known if column.slot is not None and column.slot.kind.is_answer]
        self._about = {
            column.slot.kind: column.at
            for column in reversed(table.known)
            if column.slot is not None and not column.slot.kind.is_answer
        }
        self._column_of = _columns_by_code(self._columns)
        self._people = _by_name(ground.people)

    def read(self, row: SheetRow) -> _Read:
        sheet = _Sheet(self._items)
        for column in self._columns:
            cell = row.cell(column.at)
            if cell is not None:
                assert column.slot is not None
                sheet.take(column.slot, column.at, self._reader, cell)
        answers = sheet.answers()
        if not answers and not sheet.problems:
            empty = AnswerRow(row.number, RowState.IGNORED, b"", {}, 0, (problem("no_answer"),))
            return _Read(empty, (), has_moment=False)
        judged = self._judged(row, answers, sheet.problems)
        return self._with_sheet(row, judged)

    def _judged(self, row: SheetRow, answers: dict[str, Value], wrong: list[Problem]) -> AnswerRow:
        found = faults(self._form, answers, now=self._ground.now, is_whole=True)
        remarks = [self._said(fault, row) for fault in found if fault.reason == REQUIRED]
        wrong = wrong + [self._said(fault, row) for fault in found if fault.reason != REQUIRED]
        barred = {
            code for fault in found if fault.reason != REQUIRED for code in (fault.code, *self._cells_of(fault.code))
        }
        good = {code: value for code, value in answers.items() if code not in barred}
        counted = asked(self._form, good, now=self._ground.now).answers
        remarks += [problem("not_asked", self._column_of.get(code)) for code in good if code not in counted]
        return AnswerRow(
            row.number,
            RowState.REJECTED if wrong else RowState.READY,
            pack(self._layout, counted),
            open_answers(self._form, counted),
            len(good),
            (*wrong, *remarks),
        )

    def _with_sheet(self, row: SheetRow, judged: AnswerRow) -> _Read:
        """What the row says about the sheet: when it was filled in, its number, and who answers."""
        key, slip_cell = (
            cell_text(row.cell(at)) if at is not None else "" for at in self._at(SlotKind.KEY, SlotKind.SLIP)
        )
        moment_at = self._about.get(SlotKind.MOMENT)
        moment = None if moment_at is None else moment_of(row.cell(moment_at))
        slip = whole_number(slip_cell) or None
        if slip_cell and slip is None:
            judged = _refused(judged, problem("not_a_slip", self._about[SlotKind.SLIP], value=quoted(slip_cell)))
        judged = replace(judged, answered_at=moment, slip=slip, key=key, known=self._ground.sources.get(key))
        if self._ground.target.names_people:
            judged = self._with_person(row, judged)
        keys = (("key", key), ("slip", slip), ("person", judged.enrolment_id))
        return _Read(judged, tuple(each for each in keys if each[1]), moment is not None)

    def _with_person(self, row: SheetRow, judged: AnswerRow) -> AnswerRow:
        at = self._about.get(SlotKind.PERSON)
        name = "" if at is None else cell_text(row.cell(at))
        if not name:
            return _refused(judged, problem("no_person"))
        people = self._people.get(search_key(name), [])
        if len(people) != 1:
            code = "person_ambiguous" if people else "person_unknown"
            return _refused(judged, problem(code, name=quoted(name)))
        who = people[0]
        judged = replace(judged, enrolment_id=who.enrolment_id, person=who.name)
        if judged.known is None:
            return _refused(judged, problem("answered_already", name=who.name)) if who.has_answered else judged
        is_theirs = judged.known.enrolment_id == who.enrolment_id
        return judged if is_theirs else _refused(judged, problem("key_of_another", slip=judged.known.slip))

    def _at(self, *kinds: SlotKind) -> Iterator[int | None]:
        return (self._about.get(kind) for kind in kinds)

    def _cells_of(self, code: str) -> Iterable[str]:
        """All of a matrix of which something is said as a whole."""
        item = self._items.get(code)
        return codes_of(item) if item is not None else ()

    def _said(self, fault: Fault, row: SheetRow) -> Problem:
        at = self._column_of.get(fault.code)
        typed = "" if at is None else quoted(cell_text(row.cell(at)))
        return Problem(fault.reason, _(fault.message, **fault.facts), at, typed)


class _Sheet:
    """The cells of one row, put together into answers."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self.problems: list[Problem] = []
        self._items = items
        self._answers: dict[str, Value] = {}
        self._ticks: defaultdict[str, dict[str, Value]] = defaultdict(dict)
        self._places: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def take(self, slot: Slot, column: int, reader: CellReader, cell: object) -> None:
        value, words, wrong = reader.read(slot, cell)  # type: ignore[arg-type]
        if wrong:
            typed = cell.text if isinstance(cell, CellError) else quoted(cell_text(cell))  # type: ignore[arg-type]
            self.problems.append(problem(wrong, column, value=typed))
        if words:
            self._answers[other_code(self._items[slot.item])] = words
        if value is None:
            return
        match slot.kind:
            case SlotKind.TICK:
                self._ticks[slot.item][slot.option] = value
            case SlotKind.PLACE:
                self._places[slot.item][slot.place] = str(value)
            case SlotKind.WORDS if value is True:
                self._ticks[slot.item][slot.option] = value
            case _:
                self._answers[slot.code] = value

    def answers(self) -> dict[str, Value]:
        for code, places in self._places.items():
            self._answers[code] = tuple(places[place] for place in sorted(places))
        for code, ticks in self._ticks.items():
            self._take_ticks(self._items[code], ticks)
        for item in self._items.values():
            self._tick_other(item)
            value = self._answers.get(item.code)
            # In the order of the questionnaire, as they are kept.
            if item.kind is ItemKind.SEVERAL and isinstance(value, tuple) and not item.source:
                order = {option.code: place for place, option in enumerate(item.options)}
                self._answers[item.code] = tuple(sorted(value, key=lambda each: order.get(each, len(order))))
        return self._answers

    def _tick_other(self, item: Item) -> None:
        """Whoever wrote words beside "boshqa" meant it, ticked or not."""
        if not item.other or other_code(item) not in self._answers:
            return
        value = self._answers.get(item.code)
        if item.kind is ItemKind.SEVERAL:
            chosen = value if isinstance(value, tuple) else ()
            self._answers[item.code] = chosen if item.other in chosen else (*chosen, item.other)
        elif value is None:
            self._answers[item.code] = item.other

    def _take_ticks(self, item: Item, ticks: Mapping[str, Value]) -> None:
        if item.kind is not ItemKind.RANK:
            self._answers[item.code] = tuple(ticks) if item.kind is ItemKind.SEVERAL else next(iter(ticks))
            return
        numbers = list(ticks.values())
        twice = sorted({str(number) for number in numbers if numbers.count(number) > 1})
        if twice:
            self.problems.append(problem("place_twice", value=", ".join(twice)))
        else:
            self._answers[item.code] = tuple(sorted(ticks, key=lambda option: float(str(ticks[option]))))


def _columns_by_code(columns: Iterable[HeadColumn]) -> dict[str, int]:
    """The first column in which an answer may stand, by the code of the answer and of its item."""
    found: dict[str, int] = {}
    for column in columns:
        assert column.slot is not None
        found.setdefault(column.slot.code, column.at)
        found.setdefault(column.slot.item, column.at)
    return found


def _by_name(people: Iterable[Respondent]) -> dict[str, list[Respondent]]:
    """By the whole name, and by the surname and the given name alone."""
    found: defaultdict[str, list[Respondent]] = defaultdict(list)
    for who in people:
        for name in {who.name, " ".join(who.name.split()[:2])}:
            found[search_key(name)].append(who)
    return found


def _beside_each_other(read: Iterable[_Read]) -> list[_Read]:
    """A sheet that stands in the file twice is taken once; of two that contradict each other somebody decides."""
    firsts: dict[object, int] = {}
    judged: list[_Read] = []
    for each in read:
        keys: tuple[object, ...] = each.keys
        if not keys and each.row.answered >= SURE_REPEAT:
            keys = ((each.digest, each.row.answered_at),)
        first = next((firsts[key] for key in keys if key in firsts), None)
        if first is None or each.row.state is RowState.IGNORED:
            firsts.update(dict.fromkeys(keys, len(judged)))
        else:
            other = judged[first]
            if each.digest != other.digest:
                judged[first] = other._replace(row=_asked_about(other.row, problem("contradicts", row=each.row.number)))
            each = each._replace(row=_repeated(each, other))
        judged.append(each)
    return judged


def _repeated(each: _Read, other: _Read) -> AnswerRow:
    if each.digest != other.digest:
        return _asked_about(each.row, problem("contradicts", row=other.row.number))
    if each.keys or each.has_moment:
        told = problem("repeated", row=other.row.number)
        return replace(each.row, state=RowState.IGNORED, problems=(told, *each.row.problems))
    return _asked_about(each.row, problem("repeated_answers", row=other.row.number))


def _beside_kept(read: Iterable[_Read], ground: Ground) -> Iterator[AnswerRow]:
    """Sheets that were taken in before are not taken in again; each kept one answers for one row.

    A sheet with a key of its own can only be that of the row with the key.
    """
    keyed = {source.slip for source in ground.sources.values()}
    slips: defaultdict[Digest, list[int]] = defaultdict(list)
    for slip, kept in ground.kept.items():
        slips[kept].append(slip)
    for each in read:
        row = each.row
        if row.state is RowState.IGNORED:
            yield row
        elif row.known is not None and ground.earlier is None:
            yield _source_there(row, row.known.slip, is_same=ground.kept[row.known.slip] == each.digest)
        elif row.slip is not None and row.slip in ground.kept:
            yield _slip_there(row, is_same=ground.kept[row.slip] == each.digest)
        elif row.state is RowState.REJECTED:
            yield row
        elif ground.earlier is not None and row.state is RowState.READY:
            told = problem("file_taken_in", day=short_date(ground.earlier.at.date()))
            yield replace(row, state=RowState.IGNORED, problems=(told, *row.problems))
        elif row.answered >= SURE_REPEAT and (same := _first(slips[each.digest], without=keyed if row.key else ())):
            slips[each.digest].remove(same)
            told = problem("taken_in_already", slip=same)
            yield replace(row, state=RowState.IGNORED, problems=(told, *row.problems))
        else:
            yield row


def _first(slips: Iterable[int], *, without: Collection[int]) -> int | None:
    return next((slip for slip in slips if slip not in without), None)


def _source_there(row: AnswerRow, slip: int, *, is_same: bool) -> AnswerRow:
    """A row that came in before: nothing new, or edited since."""
    if is_same:
        return replace(row, state=RowState.IGNORED, problems=(problem("taken_in_already", slip=slip), *row.problems))
    return _asked_about(row, problem("changed_at_source", slip=slip))


def _slip_there(row: AnswerRow, *, is_same: bool) -> AnswerRow:
    if not is_same:
        return _refused(row, problem("slip_typed_already", slip=row.slip))
    return replace(row, state=RowState.IGNORED, problems=(problem("taken_in_already", slip=row.slip), *row.problems))


def _refused(row: AnswerRow, told: Problem) -> AnswerRow:
    return replace(row, state=RowState.REJECTED, problems=(told, *row.problems))


def _asked_about(row: AnswerRow, told: Problem) -> AnswerRow:
    """What was refused stays refused."""
    state = RowState.ASK if row.state is RowState.READY else row.state
    return replace(row, state=state, problems=(told, *row.problems))
