"""What a headless command is, and the list of them."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop_app.centre import Centre
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.whole_file import require_place

# Each name is a module of this package with a COMMAND of that name in it.
NAMES = (
    "demo",
    "cohorts",
    "roster",
    "people",
    "due",
    "plan",
    "cascade",
    "duplicates",
    "complete",
    "certificates",
    "register",
    "template",
    "verify",
    "keys",
    "revocations",
    "verifier",
    "return",
    "figure",
    "inspect",
    "fill",
    "consolidate",
    "narrative",
    "survey",
    "questionnaire",
    "answers",
    "timetable",
    "attendance",
    "marks",
    "sheets",
    "check",
    "backup",
    "restore",
    "accounts",
    "protect",
    "lend",
    "take-back",
    "archive",
    "move",
    "journal",
    "erase",
)


@dataclass(frozen=True)
class Report:
    """What a command found or did: ``facts`` for ``--json``, ``lines`` for a person.

    ``is_refusal`` makes the program end as after a rule's no, for a night job to notice; ``is_bad_input`` as after a
    file that cannot be used, though much was found out about it.
    """

    facts: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    is_refusal: bool = False
    is_bad_input: bool = False


@dataclass(frozen=True)
class Command:
    """``run`` gets an open centre; with ``makes_centre`` an empty folder becomes one first."""

    summary: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Centre, Namespace, Progress], Report]
    makes_centre: bool = False


@dataclass(frozen=True)
class FolderCommand:
    """``run`` gets the centre's folder; the centre is closed, or not there yet."""

    summary: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[CentrePaths, Namespace, Progress], Report]


@dataclass(frozen=True)
class FileCommand:
    """``run`` needs no centre: it answers about the file it is given."""

    summary: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Progress], Report]


def require_target(centre: Centre, target: Path, *endings: str) -> None:
    """Raises before anything is done: Invalid for a name that ends otherwise than all files of its kind.

    Refused for a file of the centre's own data, StorageError for a bad place.
    """
    if target.resolve() in (centre.paths.database.resolve(), centre.paths.lock.resolve()):
        raise Refused("target_is_data", N_("The file {name} is the centre's own data."), name=target.name)
    if endings and target.suffix.lower() not in endings:
        message = N_("The name of the file must end in {endings}: {name}.")
        raise Invalid("wrong_ending", message, endings=", ".join(endings), name=target.name)
    require_place(target)


def month_argument(text: str) -> tuple[int, int]:
    """Year and month of an option written as 2024-12."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if found is None:
        raise ArgumentTypeError(_("“{text}” is not a month; write it as 2024-12.", text=text))
    return int(found[1]), int(found[2])


def year_argument(text: str) -> int:
    """A year of an option; whether there is anything of it is for the command to say."""
    if re.fullmatch(r"-?\d{1,9}", text.strip()) is None:
        raise ArgumentTypeError(_("“{text}” is not a year; write it as 2024.", text=text))
    return int(text)


def day_argument(text: str) -> date:
    """A day of an option written as 2024-07-01."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not a date; write it as 2024-07-01.", text=text)) from None


def load_command(name: str) -> Command | FolderCommand | FileCommand:
    module = import_module(f"desktop_app.commands.{name.replace('-', '_')}_command")
    command: Command | FolderCommand | FileCommand = module.COMMAND
    return command
