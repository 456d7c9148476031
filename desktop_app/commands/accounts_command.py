"""``accounts``: who may sign in, accounts given and closed, and the requests that wait for a second person."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.accounts.approvals import STATE_WORDS, decide, requests
from desktop_app.accounts.keeping import accounts, role_titles
from desktop_app.accounts.recovery import prove_recovery_sheet, write_recovery_sheet
from desktop_app.accounts.roles import Role
from desktop_app.accounts.sign_in import keys_in, set_up_accounts
from desktop_app.centre import Centre
from desktop_app.commands import account_acts
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.commands.opening import password_of
from desktop_app.commands.secret import read_secret
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_, _
from desktop_app.progress import Progress

ACTS = {
    "add": account_acts.add,
    "reset": account_acts.reset,
    "close": account_acts.close,
    "roles": account_acts.roles,
    "password": account_acts.own_password,
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=("list", "set-up", *ACTS, "requests", "allow", "refuse"))
    parser.add_argument(
        "whom", nargs="?", default="", metavar="LOGIN|NUMBER", help="of the account; allow, refuse: of the request"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="allow, refuse: what the other should know")
    parser.add_argument(
        "--name", default="", metavar="NAME", help="set-up, add: the member of staff; the first one else"
    )
    parser.add_argument("--new", action="store_true", help="add: the member of staff is not in the list yet")
    parser.add_argument(
        "--role", action="append", default=[], choices=list(Role), help="add, roles; set-up: beside administrator"
    )
    parser.add_argument("--password-out", type=Path, metavar="FILE", help="add, reset: for the one-time password")
    parser.add_argument("--new-file", type=Path, metavar="FILE", help="password: its first line is the new one")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="set-up: write the recovery sheet, ask for its code")
    parser.add_argument("--code-file", type=Path, metavar="FILE", help="set-up: its first line is the sheet's code")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    match options.act:
        case "set-up":
            _set_up(centre, options)
        case "requests":
            return _waiting(centre)
        case "allow" | "refuse":
            _answer(centre, options)
            return _waiting(centre)
        case act if act in ACTS:
            return ACTS[act](centre, options)
    return _listed(centre)


def _listed(centre: Centre) -> Report:
    records = centre.read(accounts)
    titles = {name.role: name.text for name in centre.read(role_titles)}
    facts = [
        {
            "login": record.login,
            "name": record.name,
            "roles": list(record.roles),
            "is_active": record.is_active,
            "must_change": record.must_change,
            "last_sign_in": record.last_sign_in.isoformat() if record.last_sign_in else None,
        }
        for record in records
    ]
    lines = [
        f"{record.login} · {record.name} · {', '.join(titles[role] for role in record.roles)}"
        for record in records
        if record.is_active
    ]
    return Report({"accounts": facts}, lines or [_("There are no accounts: everybody at this PC can open them.")])


def _set_up(centre: Centre, options: Namespace) -> None:
    if not options.user:
        raise Invalid("no_login", N_("Say the login of the first account: {option}."), option="--user")
    staff_id, password = account_acts.member_named(centre, options.name), password_of(options)
    _prove_recovery(centre, options)
    roles = {Role.ADMINISTRATOR, *options.role}
    set_up_accounts(centre, staff_id=staff_id, login=options.user, password=password, roles=roles)


def _prove_recovery(centre: Centre, options: Namespace) -> None:
    """The sheet is tried once before anything is closed: typed from paper, or from a file that somebody typed."""
    keys = keys_in(centre)
    if options.sheet is not None:
        require_target(centre, options.sheet)
        write_recovery_sheet(centre, options.sheet)
    if not keys.is_recovery_proved and keys.has_recovery:
        prove_recovery_sheet(centre, read_secret(options.code_file, _("Code of the recovery sheet: ")))


def _waiting(centre: Centre) -> Report:
    records = centre.read(requests)
    facts = [asdict(one) | {"asked_at": one.asked_at.isoformat(), "decided_at": None} for one in records]
    lines = [
        f"{one.id} · {one.asked_by} · {'; '.join(one.summary.values())} · {_(STATE_WORDS[one.state])}"
        for one in records
    ]
    return Report({"requests": facts}, lines or [_("No request waits.")])


def _answer(centre: Centre, options: Namespace) -> None:
    found = next((one for one in centre.read(requests) if str(one.id) == options.whom), None)
    if found is None:
        raise NotFound("request_unknown", N_("This request is no longer there."))
    is_approved = options.act == "allow"
    centre.write(decide, approval_id=found.id, is_approved=is_approved, note=options.note, version=found.version)


COMMAND = Command("who may sign in; accounts given and closed; requests that need a second person", add_arguments, run)
