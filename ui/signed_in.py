"""Who is signed in: asked of the centre in the worker, shown by the screens."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import SignInNeeded
from desktop_app.paths import CentrePaths
from ui.sign_in import KnownLogin

if TYPE_CHECKING:
    from desktop_app.centre import Centre

# The code of the refusal of a password that is good for one sign-in alone.
MUST_CHANGE = "must_change_password"


@dataclass(frozen=True)
class Person:
    """Somebody of the staff with an account; ``own_rights`` hold for the cohorts alone that they lead."""

    known: KnownLogin
    rights: frozenset[str]
    own_rights: frozenset[str]
    has_pin: bool
    lock_after_minutes: int


@dataclass(frozen=True)
class Entrance:
    """Who can sign in where nobody has opened anything yet; ``year`` of the archive that lies there, else 0."""

    logins: tuple[str, ...]
    year: int


def entrance_of(folder: Path) -> Entrance:
    """Of a server's centre it is not told who can sign in."""
    from desktop_app.archived import year_of
    from desktop_app.protection.keys import keys_of

    paths = CentrePaths(folder)
    keys = keys_of(paths)
    return Entrance(tuple(keys.logins()) if keys is not None else (), year_of(paths))


def opened_by(folder: Path, login: str, password: str, new_password: str = "") -> "Centre":
    """Raises CentreError: a wrong password, one more wait, a centre that does not open, MUST_CHANGE."""
    from desktop_app.accounts.sign_in import change_password, enter, sign_in
    from desktop_app.bootstrap import open_centre
    from desktop_app.clock import Clock

    signed = sign_in(CentrePaths(folder), login, password, clock=Clock())
    centre = open_centre(CentrePaths(folder), master=signed.master)
    with centre.closed_on_failure():
        enter(centre, signed)
        if new_password:
            change_password(centre, old=password, new=new_password)
        # Refused, too, to somebody who came in with a password that another has set.
        person_at(centre)
    return centre


def person_at(centre: "Centre") -> Person | None:
    """Whoever acts, with what they may do; None where the centre has no accounts."""
    from desktop_app.accounts.keeping import me
    from desktop_app.accounts.rights import rights_of
    from desktop_app.accounts.roles import Role
    from desktop_app.reference.service import rules_on

    account = centre.read(me)
    if account.rights is None:
        return None
    rules = centre.read(rules_on, centre.clock.today())
    is_administrator = Role.ADMINISTRATOR in account.roles
    return Person(
        KnownLogin(account.login, account.name),
        frozenset(account.rights),
        frozenset(account.rights) - rights_of(set(account.roles) - {Role.GROUP_LEADER}),
        account.has_pin,
        rules.lock_minutes_administrator if is_administrator else rules.lock_minutes,
    )


def colleagues(centre: "Centre") -> list[KnownLogin]:
    """All who have an account that works."""
    from desktop_app.accounts import keeping

    return [KnownLogin(each.login, each.name) for each in centre.read(keeping.colleagues)]


def waiting_requests(centre: "Centre") -> int:
    """How many requests wait for the answer of whoever acts."""
    from desktop_app.accounts.approvals import waiting_count

    return centre.read(waiting_count)


def let_in_again(centre: "Centre", login: str, secret: str, new_password: str = "") -> Person:
    """Check a password or a PIN at the running program; from now on this person acts. Raises as ``opened_by``."""
    from desktop_app.accounts.passwords import SHORTEST_OF_DIGITS
    from desktop_app.accounts.sign_in import change_password, sign_in_again, switch_by_pin

    # No password is of so few digits alone.
    is_pin = secret.isdigit() and len(secret) < SHORTEST_OF_DIGITS
    before = centre.actor
    try:
        (switch_by_pin if is_pin else sign_in_again)(centre, login, secret)
        if new_password:
            change_password(centre, old=secret, new=new_password)
        person = person_at(centre)
        if person is None:
            raise SignInNeeded
    except BaseException:
        centre.actor = before
        raise
    return person
