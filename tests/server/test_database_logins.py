"""A login of the database for each account: made on the owner's PC, kept to the task of the roles, closed with it."""

from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, OperationalError

from desktop_app.accounts.database_logins import (
    GivenLogin,
    close_database_login,
    database_logins,
    give_database_login,
    task_of,
)
from desktop_app.accounts.keeping import accounts, add_account, change_roles, close_account, reset_password
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import StaffMember, save_staff_member
from desktop_app.accounts.sign_in import enter, sign_in
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Refused
from desktop_app.paths import CentrePaths
from desktop_app.server.address import keep_address
from tests.conftest import NOW
from tests.server.conftest import PASSWORD

CLOCK = FixedClock(NOW)


def colleague(centre: Centre, *roles: Role, login: str = "zilola") -> int:
    member = StaffMember(0, "Tursunova Zilola", "", "", None, 1)
    staff_id = centre.write(save_staff_member, member).value
    add_account(centre, staff_id=staff_id, login=login, roles=roles)
    return staff_id


def version_of(centre: Centre, staff_id: int) -> int:
    return next(account.version for account in centre.read(accounts) if account.staff_id == staff_id)


def come_in(given: GivenLogin) -> psycopg.Connection:
    return psycopg.connect(given.address, password=given.password, autocommit=True)


@pytest.mark.parametrize(
    ("roles", "task"),
    [
        ([Role.ADMINISTRATOR], "administrator"),
        ([Role.AUDITOR], "reading"),
        ([Role.REPORTS_OFFICER], "reports"),
        ([Role.REPORTS_OFFICER, Role.AUDITOR], "reports"),
        ([Role.ADMINISTRATOR, Role.REGISTRAR], "office"),
        ([Role.GROUP_LEADER], "office"),
    ],
)
def test_the_task_of_a_login_is_the_narrowest_that_the_roles_allow(roles: list[Role], task: str) -> None:
    assert task_of(roles) == task


def test_a_given_login_comes_in_follows_the_roles_and_ends_with_the_account(signed: Centre) -> None:
    staff_id = colleague(signed, Role.REGISTRAR)
    given = signed.write(give_database_login, staff_id=staff_id).value
    with come_in(given) as registrar:
        registrar.execute("UPDATE person SET notes = notes")
        version = version_of(signed, staff_id)
        signed.write(change_roles, staff_id=staff_id, roles=[Role.ADMINISTRATOR], version=version)
        with pytest.raises(InsufficientPrivilege):
            registrar.execute("SELECT surname FROM person")
        close_account(signed, staff_id=staff_id)
        with pytest.raises(OperationalError):
            registrar.execute("SELECT 1")
    with pytest.raises(OperationalError):
        come_in(given)
    (one,) = [each for each in signed.read(database_logins).people if each.staff_id == staff_id]
    assert (one.is_open, one.wanted, one.is_left_open) == (False, "", False)


def test_whoever_is_called_like_a_group_of_the_database_is_not_taken_for_it(signed: Centre) -> None:
    staff_id = colleague(signed, Role.REGISTRAR, login="reading")
    with come_in(signed.write(give_database_login, staff_id=staff_id).value) as connection:
        connection.execute("UPDATE room SET version = version")
    assert {one.login: one.task for one in signed.read(database_logins).people if one.task} == {"reading": "office"}


def test_a_new_password_takes_the_place_of_the_old_one(signed: Centre) -> None:
    staff_id = colleague(signed, Role.AUDITOR)
    old = signed.write(give_database_login, staff_id=staff_id).value
    new = signed.write(give_database_login, staff_id=staff_id).value
    with pytest.raises(OperationalError):
        come_in(old)
    come_in(new).close()


def test_a_login_is_closed_alone_and_its_account_stays(signed: Centre) -> None:
    staff_id = colleague(signed, Role.METHODIST)
    given = signed.write(give_database_login, staff_id=staff_id).value
    signed.write(close_database_login, staff_id=staff_id)
    with pytest.raises(OperationalError):
        come_in(given)
    (one,) = [each for each in signed.read(database_logins).people if each.staff_id == staff_id]
    assert (one.is_open, one.wanted) == (False, "office")


def test_logins_are_made_only_where_the_tables_are_owned(signed: Centre, tmp_path: Path) -> None:
    assert signed.actor.staff_id is not None
    given = signed.write(give_database_login, staff_id=signed.actor.staff_id).value
    paths = CentrePaths(tmp_path / "third")
    paths.folder.mkdir()
    keep_address(paths, given.address, password=given.password)
    entered = sign_in(paths, "nodira", PASSWORD, clock=CLOCK)
    third = open_centre(paths, clock=CLOCK, master=entered.master)
    try:
        third.actor = enter(third, entered)
        assert not third.read(database_logins).can_change
        with pytest.raises(Refused, match="no_logins_here"):
            third.write(give_database_login, staff_id=signed.actor.staff_id)
    finally:
        third.is_changed_since_backup = False
        third.close()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.REPORTS_OFFICER, Role.REGISTRAR])
def test_one_signs_in_works_and_closes_with_a_login_of_the_own_task(signed: Centre, tmp_path: Path, role: Role) -> None:
    staff_id = colleague(signed, role)
    first = reset_password(signed, staff_id=staff_id)
    given = signed.write(give_database_login, staff_id=staff_id).value
    paths = CentrePaths(tmp_path / "own")
    paths.folder.mkdir()
    keep_address(paths, given.address, password=given.password)
    entered = sign_in(paths, "zilola", first, clock=CLOCK)
    own = open_centre(paths, clock=CLOCK, master=entered.master)
    own.actor = enter(own, entered)
    own.is_changed_since_backup = True
    own.close()
    assert bool(list(paths.backups.glob("mahorat-*.db"))) == (role is Role.REGISTRAR)


@pytest.mark.of_a_file
def test_a_centre_in_a_file_has_no_logins_of_a_database(centre: Centre) -> None:
    with pytest.raises(Refused, match="not_on_server"):
        centre.read(database_logins)


def test_without_an_own_login_nothing_happens_when_an_account_is_closed(signed: Centre) -> None:
    staff_id = colleague(signed, Role.REGISTRAR)
    close_account(signed, staff_id=staff_id)
    assert not next(account.is_active for account in signed.read(accounts) if account.staff_id == staff_id)
