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


@pytest.fixture
def administered(run: Run, centre: Centre, code_file: Path) -> Run:
    """Nodira is the administrator."""
    centre.close()
    run("accounts", "set-up", "--code-file", code_file, user="nodira")
    return run


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own"
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


def test_an_account_is_given_its_owner_chooses_a_password_and_works(administered: Run, tmp_path: Path) -> None:
    once = tmp_path / "once"
    told = administered(
        *("accounts", "add", "Dilbar", "--name", "Azimova Dilbar", "--new"),
        *("--role", "director", "--role", "auditor", "--password-out", once),
        user="nodira",
    )
    assert (told["login"], told["roles"], told["must_change"]) == ("dilbar", ["director", "auditor"], True)
    assert once.read_text() not in json.dumps(told)
    assert once.stat().st_mode & 0o077 == 0
    assert administered("cohorts", user="dilbar", file=once, code=REFUSED)["error"] == "must_change_password"
    own = written(tmp_path, "yetti qavat osmon")
    weak = tmp_path / "weak"
    weak.write_text("parol123")
    refused = administered("accounts", "password", "--new-file", weak, user="dilbar", file=once, code=BAD_INPUT)
    assert refused["error"] == "weak_password"
    administered("accounts", "password", "--new-file", own, user="dilbar", file=once)
    assert administered("accounts", "requests", user="dilbar", file=own)["requests"] == []


def test_a_reset_opens_a_closed_account_and_closing_shuts_it(administered: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    add = ("accounts", "add", "dilbar", "--name", "Azimova Dilbar", "--role", "auditor")
    administered(*add, "--new", "--password-out", first, user="nodira")
    assert not administered("accounts", "close", "dilbar", user="nodira")["is_active"]
    assert administered("cohorts", user="dilbar", file=first, code=BAD_INPUT)["error"] == "wrong_password"
    assert administered("accounts", "reset", "ДИЛБАР", "--password-out", second, user="nodira")["is_active"]
    assert first.read_text() != second.read_text()
    assert administered("cohorts", user="dilbar", file=second, code=REFUSED)["error"] == "must_change_password"


def test_roles_are_changed_and_the_last_administrator_stays(administered: Run) -> None:
    told = administered("accounts", "roles", "nodira", "--role", "administrator", "--role", "director", user="nodira")
    assert told["roles"] == ["administrator", "director"]
    without = ("accounts", "roles", "nodira", "--role", "director")
    assert administered(*without, user="nodira", code=REFUSED)["error"] == "no_administrator"
    assert administered("accounts", "close", "nodira", user="nodira", code=REFUSED)["error"] == "no_administrator"
    assert administered("accounts", "roles", "nodira", user="nodira", code=BAD_INPUT)["error"] == "no_role"


def test_nothing_is_done_that_could_not_be_told_or_is_not_sound(administered: Run, tmp_path: Path) -> None:
    add = ("accounts", "add", "dilbar", "--name", "Azimova Dilbar", "--new", "--role", "auditor")
    assert administered(*add, user="nodira", code=BAD_INPUT)["error"] == "no_password_out"
    out = ("--password-out", tmp_path / "once")
    taken = ("accounts", "add", "nodira", "--name", "Azimova Dilbar", "--new", "--role", "auditor", *out)
    assert administered(*taken, user="nodira", code=REFUSED)["error"] == "login_taken"
    nobody = ("accounts", "add", "dilbar", "--name", "Azimova", "--role", "auditor", *out)
    assert administered(*nobody, user="nodira", code=BAD_INPUT)["error"] == "no_such_staff"
    assert administered("accounts", "close", "dilbar", user="nodira", code=BAD_INPUT)["error"] == "account_unknown"
    assert len(administered("accounts", "list", user="nodira")["accounts"]) == 1
    assert not (tmp_path / "once").exists()


def test_only_an_administrator_gives_accounts(administered: Run, centre: Centre, tmp_path: Path) -> None:
    signed = sign_in(centre.paths, "nodira", PASSWORD, clock=centre.clock)
    with closing(open_centre(centre.paths, clock=centre.clock, master=signed.master)) as opened:
        enter(opened, signed)
        hired(opened, "Dilbar", "dilbar", "director")
    out = ("--password-out", tmp_path / "once")
    for act in (("add", "x1x", "--name", "Dilbar", "--role", "auditor", *out), ("reset", "nodira", *out)):
        assert administered("accounts", *act, user="dilbar", code=REFUSED)["error"] == "no_right"
    assert administered("accounts", "close", "nodira", user="dilbar", code=REFUSED)["error"] == "no_right"
    assert administered("cohorts", user="nodira", code=REFUSED)["error"] == "no_right"
