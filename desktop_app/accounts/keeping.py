"""The accounts of a centre as the administrator keeps them: who has one, which roles, a new password, and the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.models.accounts import Account, AccountSecret, RoleTitle
from db.models.centre import Staff
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.database_logins import follow_account
from desktop_app.accounts.logins import new_login
from desktop_app.accounts.passwords import one_time_password
from desktop_app.accounts.rights import Right, rights_of
from desktop_app.accounts.roles import USUAL_TITLES, Role
from desktop_app.accounts.sign_in import keys_in, master_of, no_administrator
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, NotFound
from desktop_app.i18n import LANGUAGES, N_, _, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key


@dataclass(frozen=True)
class AccountRecord:
    """``title`` is that of the post; ``last_sign_in`` None for somebody who never has."""

    staff_id: int
    login: str
    name: str
    title: str
    roles: tuple[Role, ...]
    is_active: bool
    must_change: bool
    has_pin: bool
    last_sign_in: datetime | None
    version: int


@dataclass(frozen=True)
class Me:
    """The one who acts. ``rights`` None: the centre has no accounts, everybody may do everything."""

    staff_id: int | None
    login: str
    name: str
    roles: tuple[Role, ...]
    must_change: bool
    has_pin: bool
    rights: frozenset[Right] | None


@dataclass(frozen=True)
class Colleague:
    """Somebody who can sign in here."""

    login: str
    name: str
    has_pin: bool


@dataclass(frozen=True)
class RoleName:
    """What the centre calls a role, by language; the usual word where it has none of its own."""

    role: Role
    titles: Mapping[str, str]
    version: int

    @property
    def text(self) -> str:
        return self.titles.get(language()) or _(USUAL_TITLES[self.role])


def accounts(unit: UnitOfWork) -> list[AccountRecord]:
    """Those who may sign in first, then those who may no longer; both in Uzbek order."""
    signed = (
        select(JournalEntry.entity_id, func.max(JournalEntry.at).label("at"))
        .where(JournalEntry.entity == Account.__tablename__, JournalEntry.action == "sign_in")
        .group_by(JournalEntry.entity_id)
    )
    last = {int(staff_id): at for staff_id, at in unit.session.execute(signed)}
    rows = unit.session.execute(
        select(Account, Staff, AccountSecret.pin_hash)
        .join(Staff, Staff.id == Account.staff_id)
        .outerjoin(AccountSecret, AccountSecret.staff_id == Account.staff_id)
    )
    found = [
        AccountRecord(
            account.staff_id,
            account.login,
            member.full_name,
            member.title,
            _roles(account),
            account.is_active,
            account.must_change,
            bool(pin_hash),
            last.get(account.staff_id),
            account.version,
        )
        for account, member, pin_hash in rows
    ]
    return sorted(found, key=lambda record: (not record.is_active, sort_key(record.name)))


def colleagues(unit: UnitOfWork) -> list[Colleague]:
    """Who can sign in, for the list of a locked window."""
    rows = unit.session.execute(
        select(Account.login, Staff.full_name, AccountSecret.pin_hash)
        .join(Staff, Staff.id == Account.staff_id)
        .outerjoin(AccountSecret, AccountSecret.staff_id == Account.staff_id)
        .where(Account.is_active)
    )
    found = [Colleague(login, name, bool(pin_hash)) for login, name, pin_hash in rows]
    return sorted(found, key=lambda one: sort_key(one.name))


def me(unit: UnitOfWork) -> Me:
    account = unit.session.get(Account, unit.actor.staff_id or 0)
    if account is None:
        rights = None if unit.roles is None else frozenset[Right]()
        return Me(unit.actor.staff_id, "", unit.actor.name, (), False, False, rights)
    secret = unit.session.get(AccountSecret, account.staff_id)
    return Me(
        account.staff_id,
        account.login,
        unit.actor.name,
        _roles(account),
        account.must_change,
        bool(secret and secret.pin_hash),
        rights_of(account.roles),
    )


def add_account(centre: Centre, *, staff_id: int, login: str, roles: Collection[str]) -> str:
    """An account for a member of staff; gives the password for the first sign-in. Raises Duplicate, Invalid."""
    kept = new_login(login)
    centre.write(_put_account, staff_id=staff_id, login=kept, roles=roles)
    return _give_password(centre, kept)


def change_roles(unit: UnitOfWork, *, staff_id: int, roles: Collection[str], version: int) -> None:
    """Holds from the next thing that the person does. Raises Refused for the last administrator, Conflict."""
    account = _load(unit, staff_id)
    if account.version != version:
        raise Conflict
    account.roles = _checked(roles)
    _require_administrator(unit)
    follow_account(unit, login=account.login, roles=account.roles, is_active=account.is_active)


def reset_password(centre: Centre, *, staff_id: int) -> str:
    """A password for one sign-in, at which its owner chooses another. The PIN is forgotten, a closed account opens."""
    return _give_password(centre, centre.write(_reset, staff_id=staff_id).value)


def close_account(centre: Centre, *, staff_id: int) -> None:
    """For somebody who leaves: holds from the next thing they do. Raises Refused for the last administrator.

    What they knew opens old copies still: have the key rotated (desktop_app.safety.encrypting).
    """
    login = centre.write(_close, staff_id=staff_id).value
    keys_in(centre).remove_slot(master_of(centre), login)


def role_titles(unit: UnitOfWork) -> list[RoleName]:
    kept = {row.role: row for row in unit.session.scalars(select(RoleTitle))}
    return [
        RoleName(role, dict(kept[role].titles) if role in kept else {}, kept[role].version if role in kept else 0)
        for role in Role
    ]


def save_role_titles(unit: UnitOfWork, *, names: Sequence[RoleName]) -> None:
    """Empty titles give the usual word back. Raises Conflict, and then none of them is saved."""
    for name in names:
        row = unit.session.get(RoleTitle, name.role)
        if (row.version if row else 0) != name.version:
            raise Conflict
        if row is None:
            row = RoleTitle(role=name.role.value)
            unit.session.add(row)
        row.titles = {code: tidy(text) for code, text in name.titles.items() if code in LANGUAGES and tidy(text)}


def _give_password(centre: Centre, login: str) -> str:
    password = one_time_password()
    keys_in(centre).add_slot(master_of(centre), login, password)
    return password


def _put_account(unit: UnitOfWork, *, staff_id: int, login: str, roles: Collection[str]) -> None:
    if unit.session.get(Staff, staff_id) is None:
        raise _gone()
    if unit.session.get(Account, staff_id) is not None:
        raise Duplicate("account_exists", N_("This member of staff has an account already."))
    if unit.session.scalar(select(Account.staff_id).where(Account.login == login)) is not None:
        raise Duplicate("login_taken", N_("The login {login} is taken."), field="login", login=login)
    unit.session.add(
        Account(
            staff_id=staff_id,
            login=login,
            roles=_checked(roles),
            must_change=True,
            created_at=unit.now,
            created_by=unit.actor.name,
        )
    )


def _reset(unit: UnitOfWork, *, staff_id: int) -> str:
    account = _load(unit, staff_id)
    account.must_change = account.is_active = True
    _forget_pin(unit, staff_id)
    unit.note("reset_password", entity=Account.__tablename__, entity_id=staff_id, facts={})
    return account.login


def _close(unit: UnitOfWork, *, staff_id: int) -> str:
    account = _load(unit, staff_id)
    account.is_active = False
    _forget_pin(unit, staff_id)
    _require_administrator(unit)
    follow_account(unit, login=account.login, roles=account.roles, is_active=False)
    return account.login


def _forget_pin(unit: UnitOfWork, staff_id: int) -> None:
    secret = unit.session.get(AccountSecret, staff_id)
    if secret is not None:
        secret.pin_hash, secret.pin_failures = "", 0


def _require_administrator(unit: UnitOfWork) -> None:
    unit.session.flush()
    roles = unit.session.scalars(select(Account.roles).where(Account.is_active))
    if not any(Role.ADMINISTRATOR in held for held in roles):
        raise no_administrator()


def _checked(roles: Collection[str]) -> list[str]:
    known = [role.value for role in Role if role in roles]
    if not known:
        raise Invalid("no_role", N_("Choose one role at least."), field="roles")
    return known


def _roles(account: Account) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in account.roles)


def _load(unit: UnitOfWork, staff_id: int) -> Account:
    account = unit.session.get(Account, staff_id)
    if account is None:
        raise _gone()
    return account


def _gone() -> NotFound:
    return NotFound("account_unknown", N_("There is no such account."))
