"""Who sits at the PC: the first account of a centre, signing in, changing the password, the PIN for a quick switch.

A password opens a slot of the key file, and so the centre; a PIN opens nothing: it only says who acts from here on in
a program that runs.
"""

import secrets
import socket
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import func, select

from db.models.accounts import Account, AccountSecret
from db.models.centre import CentreProfile, Staff
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.accounts.logins import folded, new_login
from desktop_app.accounts.passwords import require_password, require_pin
from desktop_app.accounts.roles import Role
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.errors import NotFound, Refused, SignInNeeded
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots
from desktop_app.protection.keys import Keys, WrongPassword, keys_of, keys_on_server
from desktop_app.protection.master import MasterKey
from desktop_app.server.address import server_engine
from desktop_app.server.opening import KeyTable

PIN_TRIES = 5


@dataclass(frozen=True)
class SignedIn:
    """``failed_before``: wrong tries by this name since somebody last got in."""

    login: str
    master: MasterKey = field(repr=False)
    failed_before: int = 0


class WrongPin(Refused):
    """The same for a name that nobody has."""

    def __init__(self) -> None:
        super().__init__("wrong_pin", N_("The name or the PIN is wrong."))


class PinSpent(Refused):
    """No PIN is looked at before the password was given again."""

    def __init__(self) -> None:
        super().__init__("pin_spent", N_("Sign in with the password: there is no PIN, or it was wrong too often."))


def sign_in(paths: CentrePaths, login: str, password: str, *, clock: Clock) -> SignedIn:
    """The key to a centre that is closed. Raises WrongPassword, Wait, NotFound for a centre that has no keys yet."""
    with keys_at(paths) as keys:
        if keys is None:
            raise NotFound("no_centre_in_folder", N_("There is no centre in the folder {path}."), path=paths.folder)
        return _unlocked(keys, login, password, clock)


def enter(centre: Centre, signed: SignedIn) -> Actor:
    """Act from here on as the one who signed in; the journal tells. Raises SignInNeeded if the account is closed."""
    actor = centre.read(signed_in_actor, login=signed.login)
    before, centre.actor = centre.actor, actor
    try:
        _tell_what_was_recovered(centre)
        centre.write(_note_sign_in, failed_before=signed.failed_before)
        _close_what_stood_open(centre, signed.master)
    except BaseException:
        centre.actor = before
        raise
    return actor


def sign_in_again(centre: Centre, login: str, password: str) -> Actor:
    """The same in a program that runs: unlocking it, or another at the same PC. Raises as ``sign_in`` and ``enter``."""
    return enter(centre, _unlocked_here(centre, login, password))


def actor_by_password(centre: Centre, login: str, password: str) -> Actor:
    """Who stands beside the one who acts; nobody acts as them. Raises as ``sign_in_again``."""
    return centre.read(signed_in_actor, login=_unlocked_here(centre, login, password).login)


def set_up_accounts(centre: Centre, *, staff_id: int, login: str, password: str, roles: Collection[str]) -> Actor:
    """The first account, an administrator's; only then the keys are closed.

    Raises Invalid, Refused while the recovery sheet has not been tried, or when there are accounts already.
    """
    keys, master, kept = keys_in(centre), master_of(centre), new_login(login)
    require_password(password, about=centre.read(_context, staff_id=staff_id, login=kept))
    if not keys.is_recovery_proved:
        message = N_("First print the recovery sheet and type its code once: it is the only way in if all forget.")
        raise Refused("recovery_not_proved", message)
    if Role.ADMINISTRATOR not in roles:
        raise no_administrator()
    centre.read(_require_none)
    keys.add_slot(master, kept, password)
    centre.write(_first_account, staff_id=staff_id, login=kept, roles=roles)
    return enter(centre, SignedIn(kept, master))


def change_password(centre: Centre, *, old: str, new: str) -> None:
    """Of the one who acts. Raises WrongPassword, Wait, Invalid."""
    staff_id, login = centre.read(_own_account)
    require_password(new, about=centre.read(_context, staff_id=staff_id, login=login))
    keys = keys_in(centre)
    keys.add_slot(keys.unlock(login, old, clock=centre.clock), login, new)
    centre.write(_note_own_password)


def set_pin(centre: Centre, *, password: str, pin: str) -> None:
    """Of the one who acts; an empty one takes it away. Raises WrongPassword, Wait, Invalid."""
    if pin:
        require_pin(pin)
    _staff_id, login = centre.read(_own_account)
    keys_in(centre).unlock(login, password, clock=centre.clock)
    centre.write(_keep_pin, pin_hash=_pin_hash(pin) if pin else "")


def switch_by_pin(centre: Centre, login: str, pin: str) -> Actor:
    """Another, or the same again, in a program that runs. Raises WrongPin, PinSpent after five wrong ones."""
    kept = folded(login)
    pin_hash = centre.write(_count_pin_try, login=kept).value
    try:
        Argon2id.verify_phc_encoded(pin.encode(), pin_hash or _pin_hash(""))
    except InvalidKey:
        raise WrongPin from None
    if not pin_hash:
        raise WrongPin
    return enter(centre, SignedIn(kept, master_of(centre)))


def keys_in(centre: Centre) -> Keys:
    """The keys of an open centre, in its folder or on its server."""
    keys = keys_on_server(KeyTable(centre.engine)) if centre.paths.server.exists() else keys_of(centre.paths)
    if keys is None:
        raise NotFound("no_keys", N_("The key file of this centre is gone. Restore the last backup."))
    return keys


def master_of(centre: Centre) -> MasterKey:
    if centre.master is None:
        raise SignInNeeded
    return centre.master


def signed_in_actor(unit: UnitOfWork, *, login: str) -> Actor:
    """Raises SignInNeeded for an account that is closed or unknown here."""
    found = unit.session.execute(
        select(Staff.id, Staff.full_name)
        .join(Account, Account.staff_id == Staff.id)
        .where(Account.login == folded(login), Account.is_active)
    ).first()
    if found is None:
        raise SignInNeeded
    return Actor(found.id, found.full_name, socket.gethostname())


def no_administrator() -> Refused:
    return Refused("no_administrator", N_("There must be one administrator at least."))


@contextmanager
def keys_at(paths: CentrePaths) -> Iterator[Keys | None]:
    """The keys of a centre that is closed."""
    if not paths.server.exists():
        yield keys_of(paths)
        return
    engine = server_engine(paths)
    try:
        yield keys_on_server(KeyTable(engine))
    finally:
        engine.dispose()


def _unlocked(keys: Keys, login: str, password: str, clock: Clock) -> SignedIn:
    kept = folded(login)
    failed_before = keys.failures(kept)
    return SignedIn(kept, keys.unlock(kept, password, clock=clock), failed_before)


def _unlocked_here(centre: Centre, login: str, password: str) -> SignedIn:
    try:
        return _unlocked(keys_in(centre), login, password, centre.clock)
    except WrongPassword:
        centre.write(_note_failure, login=folded(login))
        raise


def _close_what_stood_open(centre: Centre, master: MasterKey) -> None:
    """Once there are accounts nothing opens without a password; a kill at set-up may have come in between."""
    keys = keys_in(centre)
    centre.master = keys.close_keys(master) if keys.is_open else master


def _tell_what_was_recovered(centre: Centre) -> None:
    """New passwords given by the recovery sheet while the journal was closed."""
    keys = keys_in(centre)
    marks = keys.recovered()
    if marks:
        centre.write(_note_recovered, marks=marks)
        keys.forget_recovered(marks)


def _require_none(unit: UnitOfWork) -> None:
    if unit.session.scalar(select(func.count()).select_from(Account)):
        raise Refused("accounts_exist", N_("This centre has accounts already."))


def _first_account(unit: UnitOfWork, *, staff_id: int, login: str, roles: Collection[str]) -> None:
    _require_none(unit)
    member = unit.session.get_one(Staff, staff_id)
    unit.session.add(
        Account(staff_id=staff_id, login=login, roles=sorted(roles), created_at=unit.now, created_by=member.full_name)
    )


def _context(unit: UnitOfWork, *, staff_id: int, login: str) -> list[str]:
    """What others would try first: names of the person and of the centre."""
    member = unit.session.get_one(Staff, staff_id)
    centre = unit.session.get(CentreProfile, 1)
    return [login, member.full_name, *([centre.name, centre.code] if centre else [])]


def _own_account(unit: UnitOfWork) -> tuple[int, str]:
    account = unit.session.get(Account, unit.actor.staff_id or 0)
    if account is None or not account.is_active:
        raise SignInNeeded
    return account.staff_id, account.login


def _note_sign_in(unit: UnitOfWork, *, failed_before: int) -> None:
    secret = unit.session.get(AccountSecret, unit.actor.staff_id)
    if secret is not None:
        secret.pin_failures = 0
    facts = {"failed_before": failed_before} if failed_before else {}
    unit.note("sign_in", entity="account", entity_id=unit.actor.staff_id, facts=facts)


def _note_recovered(unit: UnitOfWork, *, marks: Collection[Mapping[str, str]]) -> None:
    for mark in marks:
        staff_id = unit.session.scalar(select(Account.staff_id).where(Account.login == mark["login"]))
        unit.note("recover", entity="account", entity_id=staff_id or "", facts={"recovered_at": mark["at"]})


def _note_failure(unit: UnitOfWork, *, login: str) -> None:
    """What was typed for a name that nobody has may be a password: it is not kept."""
    staff_id = unit.session.scalar(select(Account.staff_id).where(Account.login == login))
    unit.note("sign_in_failed", entity="account", entity_id=staff_id or "", facts={})


def _note_own_password(unit: UnitOfWork) -> None:
    staff_id, _login = _own_account(unit)
    unit.session.get_one(Account, staff_id).must_change = False
    unit.note("change_password", entity="account", entity_id=staff_id, facts={})


def _keep_pin(unit: UnitOfWork, *, pin_hash: str) -> None:
    staff_id, _login = _own_account(unit)
    unit.session.merge(AccountSecret(staff_id=staff_id, pin_hash=pin_hash, pin_failures=0))
    unit.note("change_pin", entity="account", entity_id=staff_id, facts={})


def _count_pin_try(unit: UnitOfWork, *, login: str) -> str:
    """The hash to compare with; the try is counted before it is looked at. Raises PinSpent."""
    secret = unit.session.scalar(
        select(AccountSecret)
        .join(Account, Account.staff_id == AccountSecret.staff_id)
        .where(Account.login == login, Account.is_active)
    )
    if secret is None:
        return ""
    if not secret.pin_hash or secret.pin_failures >= PIN_TRIES:
        raise PinSpent
    secret.pin_failures += 1
    return secret.pin_hash


def _pin_hash(pin: str) -> str:
    memory, passes, lanes = slots.COST
    salt = secrets.token_bytes(16)
    return Argon2id(salt=salt, length=32, memory_cost=memory, iterations=passes, lanes=lanes).derive_phc_encoded(
        pin.encode()
    )
