"""Giving, changing and closing accounts without a window: what the administrator does on the page of the staff."""

from argparse import Namespace
from pathlib import Path

from desktop_app.accounts.keeping import (
    AccountRecord,
    accounts,
    add_account,
    change_roles,
    close_account,
    reset_password,
)
from desktop_app.accounts.logins import folded, new_login
from desktop_app.accounts.service import StaffMember, save_staff_member, staff
from desktop_app.accounts.sign_in import change_password
from desktop_app.centre import Centre
from desktop_app.commands.command import Report, require_target
from desktop_app.commands.opening import password_of
from desktop_app.commands.secret import read_secret
from desktop_app.errors import Duplicate, Invalid, NotFound
from desktop_app.i18n import N_, _
from desktop_app.language.keys import search_key
from desktop_app.whole_file import whole_bytes


def add(centre: Centre, options: Namespace) -> Report:
    """The password for the first sign-in goes into a file of its owner's, or is told to the one at the terminal."""
    login, out = new_login(_login_of(options)), _password_place(centre, options)
    if not options.role:
        raise Invalid("no_role", N_("Choose one role at least."), field="roles")
    if any(one.login == login for one in centre.read(accounts)):
        raise Duplicate("login_taken", N_("The login {login} is taken."), field="login", login=login)
    staff_id = _new_member(centre, options.name) if options.new else member_named(centre, options.name)
    password = add_account(centre, staff_id=staff_id, login=login, roles=options.role)
    return _told(centre, login, password, out)


def reset(centre: Centre, options: Namespace) -> Report:
    out = _password_place(centre, options)
    account = _account_of(centre, options)
    return _told(centre, account.login, reset_password(centre, staff_id=account.staff_id), out)


def close(centre: Centre, options: Namespace) -> Report:
    account = _account_of(centre, options)
    close_account(centre, staff_id=account.staff_id)
    line = _(
        "{name} can sign in no more. A new key closes the data and all later backups to what they know: {command}.",
        name=account.name,
        command="protect rotate",
    )
    return Report(_facts(centre, account.login), [line])


def roles(centre: Centre, options: Namespace) -> Report:
    account = _account_of(centre, options)
    centre.write(change_roles, staff_id=account.staff_id, roles=options.role, version=account.version)
    line = _("A change holds from the next thing that {name} does.", name=account.name)
    return Report(_facts(centre, account.login), [line])


def own_password(centre: Centre, options: Namespace) -> Report:
    """Somebody chooses their own, as at the first sign-in in the window."""
    if not options.user:
        raise Invalid("no_login", N_("Say whose password it is: {option}."), option="--user")
    old = password_of(options)
    change_password(centre, old=old, new=read_secret(options.new_file, _("New password: ")))
    return Report({"login": folded(options.user)}, [_("The password is changed.")])


def member_named(centre: Centre, name: str) -> int:
    """The one member of staff whose name holds the words. Raises NotFound."""
    people = [one for one in centre.read(staff) if search_key(name) in search_key(one.full_name)]
    if not people or (name and len(people) > 1):
        raise NotFound("no_such_staff", N_("There is no member of staff {name}, or more than one."), name=name)
    return people[0].id


def _new_member(centre: Centre, name: str) -> int:
    return centre.write(save_staff_member, StaffMember(0, name, "", "", None, 1)).value


def _login_of(options: Namespace) -> str:
    if not options.whom:
        raise Invalid("no_login", N_("Say whose account it is: the login stands after “{act}”."), act=options.act)
    return str(options.whom)


def _account_of(centre: Centre, options: Namespace) -> AccountRecord:
    login = folded(_login_of(options))
    found = next((one for one in centre.read(accounts) if one.login == login), None)
    if found is None:
        raise NotFound("account_unknown", N_("There is no such account."))
    return found


def _password_place(centre: Centre, options: Namespace) -> Path | None:
    """Asked before anything is done: a password that nobody was told helps nobody. Raises Invalid."""
    out: Path | None = options.password_out
    if out is not None:
        require_target(centre, out)
    elif options.json:
        message = N_("Say with {option} which file the password for the first sign-in is written to.")
        raise Invalid("no_password_out", message, option="--password-out")
    return out


def _told(centre: Centre, login: str, password: str, out: Path | None) -> Report:
    facts = _facts(centre, login)
    if out is None:
        return Report(
            facts, [_("Password for the first sign-in of {login}: {password}", login=login, password=password)]
        )
    whole_bytes(out, f"{password}\n".encode(), is_private=True)
    line = _("The password for the first sign-in of {login} is in {file}.", login=login, file=out.name)
    return Report(facts | {"file": str(out)}, [line])


def _facts(centre: Centre, login: str) -> dict[str, object]:
    account = next(one for one in centre.read(accounts) if one.login == login)
    return {
        "login": account.login,
        "name": account.name,
        "roles": list(account.roles),
        "is_active": account.is_active,
        "must_change": account.must_change,
    }
