"""An error inside an override of Qt's is told where all are, and never handed to PySide.

Handed over, it costs PySide a reference too many on Python 3.11, or ends the process at once; and Qt goes on with
nothing in place of what it asked for. What Qt itself would have done is done instead.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_QT = "PySide6."


def install() -> None:
    """From now on every class made of Qt's has its overrides guarded; to be called before the first is made."""
    setattr(QObject, "__init_subclass__", classmethod(_guard_overrides))  # noqa: B010  (a method, to mypy, is not set)


def _guard_overrides(made: type, **facts: Any) -> None:
    # The next in line: Generic has something to prepare.
    super(QObject, made).__init_subclass__(**facts)  # type: ignore[misc]
    qts = [base for base in made.__mro__ if base.__module__.startswith(_QT)]
    for name, method in list(vars(made).items()):
        is_overriding = isinstance(method, FunctionType) and any(name in vars(base) for base in qts)
        if is_overriding and not name.startswith("__"):
            setattr(made, name, _guarded(made, name, method))


def _guarded(made: type, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def override(self: QObject, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            try:
                return getattr(super(made, self), name)(*args, **kwargs)
            except NotImplementedError:
                # Qt leaves it to whoever derives: there is nothing that it would have done.
                return None

    return override
