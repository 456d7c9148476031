"""The map of the window: its pages, one line each, and the way from anywhere to anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Target:
    """A place to go: a page by its name, and what to show there."""

    page: str
    argument: object = None


@dataclass(frozen=True)
class Hit:
    """One line of the search of everything; ``kind`` is the translated word for what it is."""

    title: str
    subtitle: str
    kind: str
    target: Target


@dataclass(frozen=True)
class PageSpec:
    """A page of the navigation. ``factory`` ("module:name") is imported when the page is first shown."""

    name: str
    title: str
    icon: str
    factory: str
    shortcut: str


PAGES: tuple[PageSpec, ...] = ()

# Each is called in the worker as ``find(centre, text)`` and returns at most a handful of hits, best first.
SEARCHES: tuple[str, ...] = ()


def load(place: str) -> Callable[..., Any]:
    """What stands at "module:name"."""
    module, _colon, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
