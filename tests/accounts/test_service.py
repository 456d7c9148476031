"""The staff of a centre."""

import pytest

from desktop_app.accounts.service import StaffMember, save_staff_member, staff
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid


def member(name: str) -> StaffMember:
    return StaffMember(0, name, "Metodist", "", None, 1)


def test_staff_stand_in_uzbek_order(centre: Centre) -> None:
    for name in ("Zokirov Anvar", "Oʻrinov Murod", "Choriyev Temur"):
        centre.write(save_staff_member, member(name))
    names = [each.full_name for each in centre.read(staff)]
    assert names == ["Saidova Nodira Rustam qizi", "Zokirov Anvar", "Oʻrinov Murod", "Choriyev Temur"]


def test_a_member_without_a_name_is_refused(centre: Centre) -> None:
    with pytest.raises(Invalid):
        centre.write(save_staff_member, member("  "))


def test_two_who_edit_one_member_do_not_overwrite_each_other(centre: Centre) -> None:
    first = centre.read(staff)[0]
    centre.write(save_staff_member, first)
    centre.write(save_staff_member, StaffMember(first.id, "Saidova N.", first.title, "", None, first.version))
    with pytest.raises(Conflict):
        centre.write(save_staff_member, StaffMember(first.id, "Saidova X.", first.title, "", None, first.version))
