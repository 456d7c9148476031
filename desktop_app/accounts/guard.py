"""Asks at each call whether the one who acts may: in the same unit of work, by the account as it stands right then."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Integer, bindparam, select

from db.models.accounts import Account
from db.plain_query import PlainQuery
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.own_cohorts import require_own
from desktop_app.accounts.required import FREE, name_of, needed
from desktop_app.accounts.rights import Right, own_cohorts_only, require_right
from desktop_app.errors import Refused, SignInNeeded
from desktop_app.i18n import N_

# The account of the one who acts, before any other; nothing where there are no accounts.
_ACCOUNT = PlainQuery(
    select(Account.staff_id, Account.roles, Account.is_active, Account.must_change)
    .order_by((Account.staff_id == bindparam("me", type_=Integer)).desc())
    .limit(1)
)


def require(
    unit: UnitOfWork, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any], *, is_write: bool
) -> None:
    """Raises SignInNeeded, or Refused: "no_right", "not_own_cohort", "must_change_password". Sets the unit's roles."""
    found = _ACCOUNT.rows(unit, {"me": unit.actor.staff_id or 0})
    if not found:
        return
    staff_id, roles, is_active, must_change = found[0]
    name = name_of(function)
    right = needed(name, is_write=is_write)
    is_signed_in = staff_id == unit.actor.staff_id and is_active
    unit.roles = frozenset(_listed(roles)) if is_signed_in else frozenset()
    if right is FREE:
        return
    if not is_signed_in:
        raise SignInNeeded
    if must_change:
        raise Refused("must_change_password", N_("Choose a password of your own first: this one was given to you."))
    require_right(unit, right)
    if right is not Right.USE and (leader := own_cohorts_only(unit, right)) is not None:
        require_own(unit, leader, function, name, args, kwargs)


def _listed(roles: object) -> list[str]:
    """SQLite gives JSON as it is written, a server as a list."""
    read = json.loads(roles) if isinstance(roles, str) else roles
    return list(read) if isinstance(read, list) else []
