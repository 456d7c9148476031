"""What was reckoned from a centre, remembered for as long as nothing is written to it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import language

P = ParamSpec("P")
T = TypeVar("T")

# Of each reckoning, the last: more than a person goes to and fro between, and not too many of half a million people.
KEPT_ANSWERS = 3

_Answers = dict[object, Any]


def remembered(reckon: Callable[Concatenate[UnitOfWork, P], T]) -> Callable[Concatenate[UnitOfWork, P], T]:
    """Make a query that takes long answer at once when it is asked the same again; its answer must never be changed.

    Every write is journaled in its own transaction, by whichever connection it comes. The last entry that a unit of
    work sees therefore tells for certain whether an answer still holds for it. A unit that writes always reckons anew:
    what it has written may yet be taken back, and its number given to another entry.
    """
    kept: WeakKeyDictionary[Engine, tuple[object, _Answers]] = WeakKeyDictionary()

    @wraps(reckon)
    def answer(unit: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> T:
        engine = unit.session.get_bind()
        if not isinstance(engine, Engine) or engine.get_execution_options().get("writing", False):
            return reckon(unit, *args, **kwargs)
        state = (unit.session.scalar(select(func.max(JournalEntry.seq))), unit.today, unit.actor, language())
        known, answers = kept.get(engine, (None, {}))
        if known != state:
            answers = {}
        asked = (args, *sorted(kwargs.items()))
        if asked not in answers:
            if len(answers) == KEPT_ANSWERS:
                del answers[next(iter(answers))]
            answers[asked] = reckon(unit, *args, **kwargs)
            kept[engine] = (state, answers)
        found: T = answers[asked]
        return found

    return answer
