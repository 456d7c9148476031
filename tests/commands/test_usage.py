"""A call that cannot be read is answered in the language that the call asks for."""

import ast
import json
import re
from pathlib import Path

import pytest

from desktop_app import commands
from desktop_app.__main__ import BAD_INPUT, main
from desktop_app.commands.command import NAMES
from desktop_app.commands.usage import language_asked, told
from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES

WRONG_CALLS = {
    "no folder": ["cohorts"],
    "no such command": ["dance"],
    "no such option": ["cohorts", "--yeer", "3"],
    "required ones left out": ["return"],
    "one of a group left out": ["keys"],
    "two of a group": ["keys", "--out", "a.json", "--add", "b.json"],
    "no value": ["people", "--limit"],
    "no values": ["figure", "indicator", "--month", "2024-01", "--district"],
    "a value too many": ["verify", "a", "--json=3"],
    "no such choice": ["marks", "a.xlsx", "--cohort", "A", "--numbers", "days"],
    "no whole number": ["accounts", "allow", "first"],
    "no year": ["cohorts", "--year", "abc"],
    "no year of a plan": ["plan", "--year", "abc"],
    "no month": ["return", "--month", "abc", "--out", "a.xlsx"],
    "no day": ["figure", "indicator", "--month", "2024-01", "--as-of", "abc"],
    "no number of people": ["people", "a", "--limit", "0"],
}
# Names that are typed, and never translated: options, commands, what stands for a value.
TYPED = re.compile(r"--[\w-]+|\b[A-Z]+\b|“[^”]*”|«[^»]*»|: [a-z][\w, -]*\.$")


def sentence(capsys: pytest.CaptureFixture[str], call: list[str], language: str) -> str:
    assert main([*call, "--language", language, "--json"]) == BAD_INPUT
    shown = capsys.readouterr()
    answer: dict[str, str] = json.loads(shown.out)
    assert answer["error"] == "usage"
    assert answer["text"] == shown.err.strip()
    return answer["text"]


@pytest.mark.parametrize("call", WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_what_is_wrong_with_a_call_is_told_in_the_language_of_the_call(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {language: sentence(capsys, call, language) for language in LANGUAGES}
    assert len(set(answers.values())) == len(LANGUAGES)
    for language in ("ru", "uz_Cyrl"):
        assert not re.search("[A-Za-z]", TYPED.sub("", answers[language])), answers[language]
    assert not answers["en"].startswith(("argument", "the following", "one of", "unrecognized"))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_tells_an_option_that_it_has_not(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [name, "--colour", "red"]
    assert re.search("[а-я]{4}", sentence(capsys, arguments, "ru"))


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["cohorts"], DEFAULT_LANGUAGE),
        (["--language", "ru", "cohorts"], "ru"),
        (["cohorts", "--language=en"], "en"),
        (["--language", "ru", "cohorts", "--language", "en"], "en"),
        (["cohorts", "--language", "de"], DEFAULT_LANGUAGE),
        (["cohorts", "--language"], DEFAULT_LANGUAGE),
    ],
)
def test_the_language_is_known_before_the_call_is_read(arguments: list[str], language: str) -> None:
    assert language_asked(arguments) == language


def test_a_fault_that_nobody_foresaw_stays_as_it_was_found() -> None:
    assert told("the moon is in the wrong place") == "the moon is in the wrong place"


def test_no_command_writes_its_own_refusals_in_english_alone() -> None:
    for path in Path(commands.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("ArgumentTypeError"):
                assert ast.unparse(node.args[0]).startswith("_("), f"{path.name}:{node.lineno}"
