"""What is wrong with a call, said in the language asked for: argparse itself knows English alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, _

_OPTION = "--language"


class _Fault(NamedTuple):
    """How argparse writes a fault (Python 3.11 to 3.14), and our sentence with the same named places."""

    pattern: re.Pattern[str]
    sentence: str


def _fault(pattern: str, sentence: str) -> _Fault:
    return _Fault(re.compile(pattern, re.DOTALL), sentence)


_WHOLE_CALL = (
    _fault(r"the following arguments are required: (?P<names>.+)", N_("The call lacks: {names}.")),
    _fault(r"unrecognized arguments: (?P<names>.+)", N_("Nothing is known of: {names}. See --help.")),
    _fault(r"one of the arguments (?P<options>.+) is required", N_("The call needs one of: {options}.")),
)
_ONE_ARGUMENT = (
    _fault(r"expected one argument", N_("A value must stand after {name}.")),
    _fault(r"expected at least one argument", N_("At least one value must stand after {name}.")),
    _fault(r"not allowed with argument (?P<other>.+)", N_("{name} and {other} cannot stand in one call.")),
    _fault(r"ignored explicit argument '(?P<value>.*)'", N_("{name} takes no value: “{value}”.")),
    _fault(
        r"invalid choice: '(?P<value>.*?)'.* \(choose from (?P<choices>.*)\)",
        N_("{name}: there is no “{value}”. Choose from: {choices}."),
    ),
    _fault(r"invalid int value: '(?P<value>.*)'", N_("{name} is a whole number, and “{value}” is none.")),
    # The sentence of a command's own, translated where it was made.
    _fault(r"(?P<text>.+)", N_("{name}: {text}")),
)
_OF_ARGUMENT = re.compile(r"argument (?P<name>.+?): (?P<rest>.+)", re.DOTALL)


def language_asked(arguments: Sequence[str]) -> str:
    """The language that a call names, before it is known whether the rest of the call is right."""
    asked = DEFAULT_LANGUAGE
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        option, _equals, value = argument.partition("=")
        if option == _OPTION:
            asked = value or following
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def told(message: str) -> str:
    """The fault that argparse found, as a sentence; one that is not known here stays as argparse wrote it."""
    found = _OF_ARGUMENT.fullmatch(message)
    if found is None:
        return _sentence(_WHOLE_CALL, message) or message
    return _sentence(_ONE_ARGUMENT, found["rest"], name=found["name"]) or message


def _sentence(faults: Sequence[_Fault], message: str, **facts: str) -> str | None:
    for fault in faults:
        match = fault.pattern.fullmatch(message)
        if match is not None:
            return _(
                fault.sentence, **facts, **{name: _as_typed(name, text) for name, text in match.groupdict().items()}
            )
    return None


def _as_typed(name: str, text: str) -> str:
    """Choices as they are typed: Python 3.11 quotes them, 3.14 does not. Arguments of one group stand apart."""
    match name:
        case "choices":
            return text.replace("'", "")
        case "options":
            return text.replace(" ", ", ")
    return text
