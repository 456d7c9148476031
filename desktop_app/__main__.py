"""The front door: the window by default, a headless command by its name.

Exit codes: 0 done, 1 refused by a rule, 2 bad input; 70 is a mistake of the program, 130 Ctrl+C.
"""

import json
import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from desktop_app.errors import CentreError, Conflict, Duplicate, Refused, SecondNeeded
from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES, _, set_language

if TYPE_CHECKING:
    from desktop_app.commands.command import Command, Report
    from desktop_app.paths import CentrePaths
    from desktop_app.progress import Progress

DONE, REFUSED, BAD_INPUT = 0, 1, 2
# As sysexits.h and the shells have them: neither may be taken for a rule's no.
BUG, INTERRUPTED = 70, 130
# Started by ourselves to read a workbook apart; see desktop_app.spreadsheets.child_process.
READ_WORKBOOK = "--read-workbook"


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == [READ_WORKBOOK]:
        from desktop_app.spreadsheets.child import main as read_workbook

        return read_workbook(arguments[1:])
    if not arguments:
        return _open_window(None)
    return _run_command(arguments)


def _open_window(data_folder: Path | None) -> int:
    from ui.app import main as open_window

    exit_code: int = open_window(data_folder=data_folder)
    return exit_code


def _run_command(arguments: list[str]) -> int:
    from desktop_app.commands.usage import language_asked

    _speak_utf8()
    is_json = "--json" in arguments
    # Before the call is read: what is wrong with it is told in this language too.
    set_language(language_asked(arguments))
    try:
        options = _parser(arguments).parse_args(arguments)
        if options.command is not None:
            return _run(options)
    except _UsageError as error:
        return _tell_failure("usage", str(error), as_json=is_json, exit_code=BAD_INPUT)
    except CentreError as error:
        is_refusal = isinstance(error, Refused | Duplicate | Conflict | SecondNeeded)
        return _tell_failure(error.code, error.text, as_json=is_json, exit_code=REFUSED if is_refusal else BAD_INPUT)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _tell_failure("bug", _bug_text(error), as_json=is_json, exit_code=BUG)
    return _open_window(options.data)


def _parser(arguments: list[str]) -> ArgumentParser:
    """The parser of the whole call; only the command that is called is imported, all of them for the help."""
    from desktop_app.commands.command import NAMES, load_command

    wants_help = not {"-h", "--help"}.isdisjoint(arguments)
    parser = _Parser(prog="mahorat", description="Opens the window; with a command, works without one.")
    _add_common(parser, data=None, is_json=False, language=DEFAULT_LANGUAGE, user=None)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in NAMES:
        command = load_command(name) if wants_help or name in arguments else None
        subparser = subparsers.add_parser(name, help=command.summary if command else "")
        # Suppressed, so that an option given before the command is not undone by the command's own default.
        _add_common(subparser, data=SUPPRESS, is_json=SUPPRESS, language=SUPPRESS, user=SUPPRESS)
        if command is not None:
            command.add_arguments(subparser)
    return parser


def _add_common(parser: ArgumentParser, *, data: object, is_json: object, language: object, user: object) -> None:
    parser.add_argument("--data", type=Path, default=data, metavar="DIR", help="the centre's folder, or a closed year")
    parser.add_argument("--json", action="store_true", default=is_json, help="one JSON object on standard output")
    parser.add_argument("--language", choices=LANGUAGES, default=language, help="language of the answer")
    # No password is ever an argument: others at the PC could read it.
    parser.add_argument("--user", default=user, metavar="LOGIN", help="who acts, in a centre with accounts")
    sign_in_help = "its first line is the password of --user; asked for at the terminal if left out"
    parser.add_argument("--sign-in-file", type=Path, default=user, metavar="FILE", help=sign_in_help)


def _speak_utf8() -> None:
    """Windows consoles would not know ʻ and қ in their own code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _run(options: Namespace) -> int:
    from desktop_app.commands.command import FileCommand, FolderCommand, load_command
    from desktop_app.paths import CentrePaths
    from desktop_app.progress import Progress

    command = load_command(options.command)
    if options.data is None and not isinstance(command, FileCommand):
        raise _UsageError(_("The folder of the centre is missing: {option}.", option="--data DIR"))
    if isinstance(command, FileCommand):
        report = command.run(options, Progress())
    elif isinstance(command, FolderCommand):
        report = command.run(CentrePaths(options.data), options, Progress())
    else:
        report = _run_in_centre(command, CentrePaths(options.data), options, Progress())
    _say(json.dumps(report.facts, ensure_ascii=False) if options.json else "\n".join(report.lines))
    if report.is_bad_input:
        return BAD_INPUT
    return REFUSED if report.is_refusal else DONE


def _run_in_centre(command: "Command", paths: "CentrePaths", options: Namespace, progress: "Progress") -> "Report":
    import logging

    from desktop_app.bootstrap import holds_centre
    from desktop_app.commands.new_centre import make_centre
    from desktop_app.commands.opening import leave_request, open_for

    is_there = not command.makes_centre or holds_centre(paths)
    centre = open_for(paths, options) if is_there else make_centre(paths)
    try:
        return command.run(centre, options, progress)
    except SecondNeeded as needed:
        raise leave_request(centre, needed) from None
    except CentreError:
        raise
    except Exception:
        logging.getLogger("mahorat.command").exception("bug")
        raise
    finally:
        centre.close()


def _tell_failure(code: str, text: str, *, as_json: bool, exit_code: int) -> int:
    if as_json:
        _say(json.dumps({"error": code, "text": text}, ensure_ascii=False))
    print(text, file=sys.stderr)
    return exit_code


def _say(text: str) -> None:
    """Write the answer; whoever stopped reading it (``| head``) does not make finished work a failure."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is still in the buffer would be written once more at the end, and complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug_text(error: Exception) -> str:
    """The error's type and places; its own words are left out, for they may hold a person's data."""
    from desktop_app.logs import places_of

    return "\n".join([_("Unexpected error"), type(error).__name__, *places_of(error)])


class _UsageError(Exception):
    pass


class _Parser(ArgumentParser):
    """Says what is wrong with the call as any other failure, so that ``--json`` stays JSON, and must stand whole."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        from desktop_app.commands.usage import told

        raise _UsageError(told(message))


if __name__ == "__main__":
    sys.exit(main())
