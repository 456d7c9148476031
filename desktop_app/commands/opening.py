"""Opens the centre for a command: with the name and password of somebody, where the centre has accounts."""

from argparse import Namespace
from contextlib import closing

from db.errors import StorageFault
from desktop_app.accounts.approvals import ask_second
from desktop_app.accounts.keeping import me
from desktop_app.accounts.rights import Right, require_right
from desktop_app.accounts.sign_in import SignedIn, enter, keys_at, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.commands.secret import read_secret
from desktop_app.errors import CentreError, Refused, SecondNeeded, SignInNeeded, StorageError
from desktop_app.i18n import N_, _
from desktop_app.paths import CentrePaths
from desktop_app.protection.keys import Wait, WrongPassword
from desktop_app.protection.master import MasterKey

_DAMAGED = {"damaged", StorageFault.CORRUPT.value, StorageFault.ALTERED_SCHEMA.value, StorageFault.NOT_A_CENTRE.value}


def open_for(paths: CentrePaths, options: Namespace) -> Centre:
    """Raises as ``open_centre``, and CentreError where nobody, or nobody known, is named."""
    try:
        centre = open_centre(paths)
        signed = None
    except SignInNeeded:
        signed = _signed_in(paths, options)
        centre = open_centre(paths, master=signed.master)
    with centre.closed_on_failure():
        # A kill at set-up may leave accounts in a centre that opens for everybody.
        if centre.read(me).rights is not None:
            enter(centre, signed or _signed_in(paths, options))
    return centre


def master_for(paths: CentrePaths, options: Namespace, right: Right) -> MasterKey | None:
    """The key for a work on the closed centre, by somebody who has the right to it; None where there are no accounts.

    Raises as ``open_for``, Refused. Data that are damaged cannot tell who has which right: a password is enough then.
    """
    with keys_at(paths) as keys:
        if keys is None or keys.is_open:
            return None
    signed = _signed_in(paths, options)
    try:
        with closing(open_centre(paths, master=signed.master)) as centre:
            enter(centre, signed)
            centre.read(require_right, right)
    except StorageError as error:
        if error.code not in _DAMAGED:
            raise
    return signed.master


def password_of(options: Namespace) -> str:
    """Of the one whom --user names, from the file or typed at the terminal. Raises Invalid, StorageError."""
    return read_secret(options.sign_in_file, _("Password of {login}: ", login=options.user))


def leave_request(centre: Centre, needed: SecondNeeded) -> Refused:
    """The request of a command that needs a second person, and the sentence that says how it goes on."""
    message = N_(
        "This needs a second person: {what}. A request is left: once another has allowed it by {command}, repeat this."
    )
    command = f"accounts allow {centre.write(ask_second, needed).value}"
    return Refused("second_needed", message, what=needed.summary["what"], command=command)


def _signed_in(paths: CentrePaths, options: Namespace) -> SignedIn:
    """A wrong password is bad input, not a rule's no."""
    if not options.user:
        message = N_("This centre has accounts: say who acts with {user}, and the password in {file}.")
        raise CentreError("sign_in_needed", message, user="--user", file="--sign-in-file")
    password = password_of(options)
    try:
        return sign_in(paths, options.user, password, clock=Clock())
    except (WrongPassword, Wait) as error:
        raise CentreError(error.code, error.message, **error.facts) from None
