"""Every engine of a process shares dialect and compiled statements of the first one: a quarter of the time of tests."""

from collections.abc import Callable
from typing import Any

from db import engine as engines
from db import server as servers

STATEMENTS_KEPT = 4_000


def share_compiled(replace: Callable[[Any, str, Any], None]) -> None:
    """``replace`` is setattr, or one that takes back at the end what it did."""
    for module in (engines, servers):
        replace(module, "create_engine", _alike(module.create_engine))


def _alike(create: Callable[..., Any]) -> Callable[..., Any]:
    first: list[Any] = []

    def create_alike(*arguments: Any, **options: Any) -> Any:
        made = create(*arguments, **options, query_cache_size=STATEMENTS_KEPT)
        if first:
            made.dialect = made.pool._dialect = first[0].dialect
            made._compiled_cache = first[0]._compiled_cache
        first.append(made)
        del first[1:]
        return made

    return create_alike
