"""Commands of a centre with accounts ask who acts; the first account, and requests, without a window."""

import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import BAD_INPUT, DONE, REFUSED, main
from desktop_app.accounts.sign_in import enter, keys_in, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.documents.qr import read_codes
from desktop_app.protection import slots
from tests.accounts.people import PASSWORD, hired
from tests.courses import Taught, closed_course

Run = Any


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "COST", (32, 1, 1))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\nnothing else\n", encoding="utf-8")
    return file


@pytest.fixture
def run(centre: Centre, secret: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of the centre, which is closed by then."""

    def call(*arguments: object, user: str = "", code: int = DONE, file: Path = secret) -> Any:
        who = ["--user", user, "--sign-in-file", str(file)] if user else []
        words = [*map(str, arguments), "--data", str(centre.paths.folder), "--json", *who]
        assert main(words) == code
        return json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def code_file(centre: Centre, tmp_path: Path) -> Path:
    """Somebody typed the code of the printed sheet."""
    file = tmp_path / "code"
    file.write_text(keys_in(centre).new_recovery(centre.master), encoding="utf-8")
    return file


def test_the_first_account_is_set_up_and_from_then_on_everybody_is_asked(
    run: Run, centre: Centre, code_file: Path
) -> None:
    closed_course(centre, [Taught("Karimova")])
    centre.close()
    assert run("accounts", "list") == {"accounts": []}
    told = run("accounts", "set-up", "--role", "director", "--code-file", code_file, user="Nodira")
    (account,) = told["accounts"]
    assert (account["login"], account["roles"]) == ("nodira", ["administrator", "director"])
    assert run("cohorts", code=BAD_INPUT)["error"] == "sign_in_needed"
    assert run("cohorts", user="nobody", code=BAD_INPUT)["error"] == "wrong_password"
    assert run("cohorts", user="nodira")["cohorts"]
    assert run("cohorts", user="НОДИРА")["cohorts"]


def test_set_up_writes_the_sheet_and_takes_the_code_that_is_printed_on_it(
    run: Run, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.close()
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("desktop_app.commands.secret.getpass", lambda _question: read_codes(sheet)[0].text)
    run("accounts", "set-up", "--sheet", sheet, user="nodira")
    assert sheet.exists()
    assert run("protect", "status", user="nodira")["is_recovery_proved"]


def test_without_a_recovery_sheet_there_are_no_accounts(run: Run, centre: Centre) -> None:
    centre.close()
    assert run("accounts", "set-up", user="nodira", code=REFUSED)["error"] == "recovery_not_proved"
    assert run("accounts", "set-up", code=BAD_INPUT)["error"] == "no_login"


def test_who_has_no_right_is_refused_and_no_password_is_an_argument(run: Run, centre: Centre, code_file: Path) -> None:
    centre.close()
    run("accounts", "set-up", "--code-file", code_file, user="nodira")
    assert run("cohorts", user="nodira", code=REFUSED)["error"] == "no_right"
    assert run("cohorts", "--password", PASSWORD, code=BAD_INPUT)["error"] == "usage"


def test_a_command_that_needs_two_leaves_a_request_and_is_done_once_it_is_allowed(
    run: Run, centre: Centre, code_file: Path, tmp_path: Path
) -> None:
    course = closed_course(centre, [Taught("Karimova")])
    centre.close()
    run("accounts", "set-up", "--code-file", code_file, "--role", "registrar", user="nodira")
    issue = ("certificates", "--cohort", course.code, "--out", tmp_path / "papers.pdf")
    told = run(*issue, user="nodira", code=REFUSED)
    assert told["error"] == "second_needed"
    (request,) = run("accounts", "requests", user="nodira")["requests"]
    assert run("accounts", "allow", request["id"], user="nodira", code=REFUSED)["error"] == "own_request"
    signed = sign_in(centre.paths, "nodira", PASSWORD, clock=centre.clock)
    with closing(open_centre(centre.paths, clock=centre.clock, master=signed.master)) as opened:
        enter(opened, signed)
        hired(opened, "Dilbar", "dilbar", "director")
    assert run("accounts", "allow", request["id"], user="dilbar")["requests"] == []
    assert run(*issue, user="nodira")["issued"] == 1
