"""What is asked several times within one reading, asked of the database once."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from db.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


def once(query: Callable[Concatenate[UnitOfWork, P], T]) -> Callable[Concatenate[UnitOfWork, P], T]:
    """A unit of work that only reads sees one moment: asked the same again, it answers the same, which nobody changes.

    A unit that writes asks anew each time. The arguments must be hashable.
    """

    @wraps(query)
    def answer(unit: UnitOfWork, /, *args: P.args, **kwargs: P.kwargs) -> T:
        answers = unit.answers
        if answers is None:
            return query(unit, *args, **kwargs)
        question = (query, args, *sorted(kwargs.items()))
        if question not in answers:
            answers[question] = query(unit, *args, **kwargs)
        found: T = answers[question]
        return found

    return answer
