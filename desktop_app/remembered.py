"""What was reckoned from a centre, remembered for as long as nothing is written that it could rest on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import language
from desktop_app.once import once

P = ParamSpec("P")
T = TypeVar("T")

# Of each reckoning, the last: more than a person goes to and fro between, and not too many of half a million people.
KEPT_ANSWERS = 3
# Written all day long, in lessons and at questionnaires, or at every step of a return; and read by nothing that is
# remembered but what says so: a test sees to it.
BESIDE = frozenset(
    {
        *("mark", "absence", "attendance_file", "attendance_sheet", "badge_scan", "head_count"),
        *("session", "substitution", "timetable_change"),
        *("survey_response", "survey_answer", "survey_answered", "survey_retyping", "answer_coding"),
        *("return_snapshot", "return_step", "return_dispatch", "finding_note", "received_return"),
    }
)
# The entries before those that were read: of a journal seen for the first time they may be a million.
_BEFORE = ""

Query = Callable[Concatenate[UnitOfWork, P], T]


@dataclass
class _Memory:
    """What is known of one centre, by several threads at once.

    ``journal`` is how far it was read, and the last entry so far of each table written since it was seen first;
    ``asked`` what was asked for last of each reckoning.
    """

    journal: tuple[int, Mapping[str, int]] = (0, {})
    asked: dict[object, Callable[[UnitOfWork], object]] = field(default_factory=dict)


@dataclass
class _Answers:
    """The answers of one reckoning that hold in a state of the centre."""

    state: object = None
    by_question: dict[object, Any] = field(default_factory=dict)


_memories: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()
# What is ``known_from`` which tables, by the name of the query.
KNOWN: dict[str, tuple[str, ...]] = {}


def resting_on(*beside: str, kept_answers: int = KEPT_ANSWERS) -> Callable[[Query[P, T]], Query[P, T]]:
    """Make a query that takes long answer at once when it is asked the same again; its answer must never be changed.

    ``beside`` are the tables of BESIDE that it reads; ``kept_answers`` are the last so many.

    Every write is journaled in its own transaction, by whichever connection it comes. The last entry that a unit of
    work sees therefore tells for certain whether an answer still holds for it. A unit that writes always reckons anew:
    what it has written may yet be taken back, and its number given to another entry; and so does one that looks at the
    past. Whoever asks while the same question is being answered waits for that answer.
    """
    passed_over = BESIDE.difference(beside)

    def last_change(last: Mapping[str, int]) -> int:
        return max(seq for table, seq in last.items() if table not in passed_over)

    return _remembering(last_change, kept_answers, is_asked_ahead=True)


def known_from(*tables: str, kept_answers: int) -> Callable[[Query[P, T]], Query[P, T]]:
    """As ``resting_on``, for what many pages ask for and is seldom written: it reads these tables and no other."""

    def last_change(last: Mapping[str, int]) -> int:
        return max(last.get(table, last[_BEFORE]) for table in tables)

    def known(read: Query[P, T]) -> Query[P, T]:
        KNOWN[f"{read.__module__}.{read.__qualname__}"] = tables
        return _remembering(last_change, kept_answers, is_asked_ahead=False)(read)

    return known


def remembered(reckon: Query[P, T]) -> Query[P, T]:
    """As ``resting_on``, for what reads no table of BESIDE."""
    return resting_on()(reckon)


def _remembering(
    last_change_in: Callable[[Mapping[str, int]], int], kept_answers: int, *, is_asked_ahead: bool
) -> Callable[[Query[P, T]], Query[P, T]]:
    def remembering(reckon: Query[P, T]) -> Query[P, T]:
        kept: WeakKeyDictionary[Engine, _Answers] = WeakKeyDictionary()
        one_at_a_time = Lock()

        @wraps(reckon)
        def answer(unit: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> T:
            engine = unit.session.get_bind()
            if unit.is_past or not isinstance(engine, Engine) or engine.get_execution_options().get("writing", False):
                return reckon(unit, *args, **kwargs)
            memory = _memories.setdefault(engine, _Memory())
            last = _last_changes(unit, memory)
            if last is None:
                return reckon(unit, *args, **kwargs)
            state = (last_change_in(last), unit.today, unit.actor, unit.roles, language())
            question = (args, *sorted(kwargs.items()))
            with one_at_a_time:
                known = kept.get(engine)
                if known is None or known.state != state:
                    known = kept[engine] = _Answers(state)
                answers = known.by_question
                if question not in answers:
                    if len(answers) == kept_answers:
                        del answers[next(iter(answers))]
                    answers[question] = reckon(unit, *args, **kwargs)
                found: T = answers[question]
            if is_asked_ahead:
                memory.asked[reckon] = lambda unit: answer(unit, *args, **kwargs)
            return found

        return answer

    return remembering


def ask_again(unit: UnitOfWork, *, place: int) -> bool:
    """Have at hand again what was asked for last of one of the reckonings; False where there are not so many.

    Asked for while nobody waits, it is there for whoever comes next.
    """
    engine = unit.session.get_bind()
    memory = _memories.get(engine) if isinstance(engine, Engine) else None
    asked = list(memory.asked.values()) if memory is not None else []
    if place >= len(asked):
        return False
    asked[place](unit)
    return True


def _last_changes(unit: UnitOfWork, memory: _Memory) -> Mapping[str, int] | None:
    """The last entry of the journal for each table; None for a unit that began before what is known."""
    # Taken once: while the database is asked, another thread may read further and put what it knows there.
    read_to, last = memory.journal
    newest = _newest_entry(unit)
    if newest < read_to:
        return None
    if not read_to:
        last = {_BEFORE: newest}
    elif newest > read_to:
        news = (
            select(JournalEntry.entity, func.max(JournalEntry.seq).label("seq"))
            .where(JournalEntry.seq > read_to)
            .group_by(JournalEntry.entity)
        )
        last = {**last, **{entry.entity: entry.seq for entry in unit.session.execute(news)}}
    if newest > read_to:
        memory.journal = newest, last
    return last


@once
def _newest_entry(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.max(JournalEntry.seq))) or 0
