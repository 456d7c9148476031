"""The front door: the window by default, a headless command by its name.

Exit codes: 0 done, 1 refused by a rule, 2 bad input.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop_app.errors import CentreError, Conflict, Duplicate, Refused
from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES, set_language

if TYPE_CHECKING:
    from desktop_app.commands.command import Command, Report
    from desktop_app.paths import CentrePaths
    from desktop_app.progress import Progress

DONE, REFUSED, BAD_INPUT = 0, 1, 2
# Started by ourselves to read a workbook apart; see desktop_app.spreadsheets.child_process.
READ_WORKBOOK = "--read-workbook"


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == [READ_WORKBOOK]:
        from desktop_app.spreadsheets.child import main as read_workbook

        return read_workbook(arguments[1:])
    if not arguments or arguments[0] in ("--data", "--window"):
        return _open_window(arguments)
    return _run_command(arguments)


def _open_window(arguments: list[str]) -> int:
    from ui.app import main as open_window

    parser = ArgumentParser(prog="mahorat", add_help=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--window", action="store_true")
    options = parser.parse_args(arguments)
    return open_window(data_folder=options.data)


def _run_command(arguments: list[str]) -> int:
    from desktop_app.commands.command import NAMES, load_command

    parser = _Parser(prog="mahorat", description="Without a sub-command: opens the window.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in NAMES:
        command = load_command(name) if name in arguments else None
        subparser = subparsers.add_parser(name, help=command.summary if command else None)
        subparser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the centre's folder")
        subparser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        subparser.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
        if command is not None:
            command.add_arguments(subparser)
    try:
        options = parser.parse_args(arguments)
        set_language(options.language)
        return _run(options)
    except _UsageError as error:
        return _tell_failure("usage", str(error), as_json="--json" in arguments, exit_code=BAD_INPUT)
    except CentreError as error:
        refused = isinstance(error, Refused | Duplicate | Conflict)
        return _tell_failure(
            error.code, error.text, as_json="--json" in arguments, exit_code=REFUSED if refused else BAD_INPUT
        )


def _run(options: Namespace) -> int:
    from desktop_app.commands.command import FolderCommand, load_command
    from desktop_app.paths import CentrePaths
    from desktop_app.progress import Progress

    command = load_command(options.command)
    paths = CentrePaths(options.data)
    if isinstance(command, FolderCommand):
        report = command.run(paths, options, Progress())
    else:
        report = _run_in_centre(command, paths, options, Progress())
    if options.json:
        print(json.dumps(report.facts, ensure_ascii=False))
    else:
        print("\n".join(report.lines))
    return REFUSED if report.is_refusal else DONE


def _run_in_centre(command: "Command", paths: "CentrePaths", options: Namespace, progress: "Progress") -> "Report":
    from desktop_app.bootstrap import open_centre
    from desktop_app.commands.new_centre import open_or_make_centre

    centre = open_or_make_centre(paths) if command.makes_centre else open_centre(paths)
    try:
        return command.run(centre, options, progress)
    finally:
        centre.close()


def _tell_failure(code: str, text: str, *, as_json: bool, exit_code: int) -> int:
    if as_json:
        print(json.dumps({"error": code, "text": text}, ensure_ascii=False))
    print(text, file=sys.stderr)
    return exit_code


class _UsageError(Exception):
    pass


class _Parser(ArgumentParser):
    """Says what is wrong with the call as any other failure, so that ``--json`` stays JSON."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(message)


if __name__ == "__main__":
    sys.exit(main())
