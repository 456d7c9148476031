"""A centre with accounts for tests of the window, with passwords that cost little to stretch."""

from desktop_app.accounts.approvals import decide, requests
from desktop_app.accounts.keeping import add_account
from desktop_app.accounts.roles import Role
from desktop_app.accounts.service import StaffMember, save_staff_member
from desktop_app.accounts.sign_in import change_password, keys_in, master_of, set_pin, set_up_accounts, sign_in_again
from desktop_app.centre import Centre
from ui import rights
from ui.signed_in import person_at

PASSWORD, PIN = "togʻ ustida qor bor", "4826"
SECOND_PASSWORD = PASSWORD + " 2"


def with_accounts(centre: Centre, *second_roles: Role) -> None:
    """Yusupova administers and directs, and acts; Saidova, a methodist if nothing else is said, has a PIN."""
    keys = keys_in(centre)
    keys.prove_recovery(keys.new_recovery(master_of(centre)))
    second = centre.write(save_staff_member, StaffMember(0, "Saidova Nodira", "", "", None, 1)).value
    roles = (Role.ADMINISTRATOR, Role.DIRECTOR)
    set_up_accounts(centre, staff_id=1, login="yusupova", password=PASSWORD, roles=roles)
    once = add_account(centre, staff_id=second, login="saidova", roles=second_roles or (Role.METHODIST,))
    sign_in_again(centre, "saidova", once)
    change_password(centre, old=once, new=SECOND_PASSWORD)
    set_pin(centre, password=SECOND_PASSWORD, pin=PIN)
    sign_in_again(centre, "yusupova", PASSWORD)


def take_the_seat(centre: Centre, login: str, password: str) -> None:
    """This colleague acts from now on, and the screens know what they may."""
    sign_in_again(centre, login, password)
    person = person_at(centre)
    assert person is not None
    rights.hold(person.rights)


def allow_the_request(centre: Centre) -> None:
    """Yusupova allows the one that waits, and keeps the seat."""
    take_the_seat(centre, "yusupova", PASSWORD)
    (record,) = (each for each in centre.read(requests) if each.may_decide)
    centre.write(decide, approval_id=record.id, is_approved=True, version=record.version)
