"""Accounts are set up, people sign in, change passwords, switch by PIN and leave."""

import time
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.accounts import keeping
from desktop_app.accounts.logins import folded
from desktop_app.accounts.passwords import require_pin
from desktop_app.accounts.rights import Right, require_right
from desktop_app.accounts.service import nobody_chosen, staff
from desktop_app.accounts.sign_in import (
    PinSpent,
    WrongPin,
    change_password,
    enter,
    keys_in,
    set_pin,
    set_up_accounts,
    sign_in,
    sign_in_again,
    switch_by_pin,
)
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock, Uptime
from desktop_app.errors import Conflict, Invalid, Refused, SignInNeeded
from desktop_app.people.filters import saved_filters
from desktop_app.protection import slots
from desktop_app.protection.keys import Wait, WrongPassword
from desktop_app.reference.service import list_items
from tests.accounts.people import PASSWORD, acts_of, hired, member


def test_before_accounts_nobody_is_asked(centre: Centre):
    assert centre.read(keeping.me).rights is None
    assert centre.read(saved_filters) == []


def test_accounts_are_not_set_up_before_the_recovery_sheet_was_tried(centre: Centre):
    with pytest.raises(Refused, match="recovery_not_proved"):
        set_up_accounts(centre, staff_id=1, login="nodira", password=PASSWORD, roles=["administrator"])
    assert keys_in(centre).is_open


def test_the_first_account_closes_the_keys_and_acts(closed: Centre):
    assert not keys_in(closed).is_open
    assert keys_in(closed).logins() == ["nodira"]
    assert closed.read(keeping.me).roles == ("administrator",)
    with pytest.raises(Refused, match="accounts_exist"):
        set_up_accounts(closed, staff_id=1, login="other", password=PASSWORD, roles=["administrator"])


def test_the_first_account_is_an_administrators(centre: Centre):
    keys = keys_in(centre)
    keys.prove_recovery(keys.new_recovery(centre.master))
    with pytest.raises(Refused, match="no_administrator"):
        set_up_accounts(centre, staff_id=1, login="nodira", password=PASSWORD, roles=["director"])


def test_what_a_kill_at_set_up_left_open_is_closed_by_the_first_who_signs_in(centre: Centre):
    keys = keys_in(centre)
    keys.prove_recovery(keys.new_recovery(centre.master))
    hired(centre, "Olimov Aziz", "aziz", "administrator")
    with pytest.raises(SignInNeeded):
        centre.read(list_items, "position")
    sign_in_again(centre, "aziz", PASSWORD)
    assert not keys.is_open
    assert keys.fits(centre.master)


def test_a_centre_with_accounts_opens_with_a_password_alone(closed: Centre):
    closed.is_changed_since_backup = False
    closed.close()
    with pytest.raises(SignInNeeded):
        open_centre(closed.paths, clock=closed.clock)
    signed = sign_in(closed.paths, "НОДИРА", PASSWORD, clock=closed.clock)
    again = open_centre(closed.paths, clock=closed.clock, master=signed.master)
    try:
        with pytest.raises(SignInNeeded):
            again.read(list_items, "position")
        enter(again, signed)
        assert again.read(list_items, "position")
    finally:
        again.is_changed_since_backup = False
        again.close()


def test_who_has_not_signed_in_gets_nothing(closed: Centre):
    closed.actor = nobody_chosen()
    with pytest.raises(SignInNeeded):
        closed.read(staff)
    assert closed.read(keeping.me).rights == frozenset()


def test_what_is_taken_away_is_gone_at_the_next_call(closed: Centre):
    actor = hired(closed, "Olimov Aziz", "aziz", "methodist", "auditor")
    administrator, closed.actor = closed.actor, actor
    closed.read(saved_filters)
    closed.actor = administrator
    record = next(one for one in closed.read(keeping.accounts) if one.login == "aziz")
    closed.write(keeping.change_roles, staff_id=record.staff_id, roles=["administrator"], version=record.version)
    with pytest.raises(Conflict):
        closed.write(keeping.change_roles, staff_id=record.staff_id, roles=["auditor"], version=record.version)
    closed.actor = actor
    with pytest.raises(Refused, match="no_right"):
        closed.read(saved_filters)
    closed.actor = administrator
    keeping.close_account(closed, staff_id=record.staff_id)
    closed.actor = actor
    with pytest.raises(SignInNeeded):
        closed.read(list_items, "position")
    with pytest.raises(WrongPassword):
        sign_in(closed.paths, "aziz", PASSWORD, clock=closed.clock)


def test_a_password_that_was_given_must_be_changed_before_anything_else(closed: Centre):
    administrator = closed.actor
    first = keeping.add_account(closed, staff_id=member(closed, "Olimov Aziz"), login="Aziz", roles=["methodist"])
    sign_in_again(closed, "aziz", first)
    with pytest.raises(Refused, match="must_change_password"):
        closed.read(saved_filters)
    assert closed.read(keeping.me).must_change
    with pytest.raises(Invalid, match="weak_password"):
        change_password(closed, old=first, new="parol2026")
    change_password(closed, old=first, new="togʻ ortida quyosh")
    assert closed.read(saved_filters) == []
    closed.actor = administrator
    record = next(one for one in closed.read(keeping.accounts) if one.login == "aziz")
    again = keeping.reset_password(closed, staff_id=record.staff_id)
    with pytest.raises(WrongPassword):
        sign_in_again(closed, "aziz", "togʻ ortida quyosh")
    assert sign_in_again(closed, "aziz", again).name == "Olimov Aziz"


def test_only_the_administrator_gives_accounts(closed: Centre):
    closed.actor = hired(closed, "Olimov Aziz", "aziz", "director")
    with pytest.raises(Refused, match="no_right"):
        keeping.add_account(closed, staff_id=1, login="qosim", roles=["auditor"])
    with pytest.raises(Refused, match="no_right"):
        keeping.reset_password(closed, staff_id=1)
    assert keys_in(closed).logins() == ["aziz", "nodira"]


def test_the_last_administrator_stays(closed: Centre):
    record = closed.read(keeping.accounts)[0]
    with pytest.raises(Refused, match="no_administrator"):
        keeping.close_account(closed, staff_id=record.staff_id)
    with pytest.raises(Refused, match="no_administrator"):
        closed.write(keeping.change_roles, staff_id=record.staff_id, roles=["director"], version=record.version)
    assert closed.read(keeping.accounts) == [record]
    assert keys_in(closed).logins() == ["nodira"]


def test_a_pin_switches_in_a_running_program_and_five_wrong_ones_end_it(closed: Centre):
    administrator = closed.actor
    actor = hired(closed, "Olimov Aziz", "aziz", "methodist")
    closed.actor = actor
    with pytest.raises(WrongPassword):
        set_pin(closed, password="another one", pin="4071")
    set_pin(closed, password=PASSWORD, pin="4071")
    closed.actor = administrator
    with pytest.raises(WrongPin):
        switch_by_pin(closed, "aziz", "4070")
    assert switch_by_pin(closed, "aziz", "4071").staff_id == actor.staff_id
    for _try in range(5):
        with pytest.raises(WrongPin):
            switch_by_pin(closed, "aziz", "1111")
    with pytest.raises(PinSpent):
        switch_by_pin(closed, "aziz", "4071")
    assert closed.actor.staff_id == actor.staff_id
    with pytest.raises(PinSpent):
        switch_by_pin(closed, "aziz", "4071")
    with pytest.raises(WrongPin):
        switch_by_pin(closed, "nobody", "4071")
    sign_in_again(closed, "aziz", PASSWORD)
    assert switch_by_pin(closed, "aziz", "4071").staff_id == actor.staff_id


def test_who_leaves_leaves_no_pin_behind(closed: Centre):
    administrator = closed.actor
    actor = hired(closed, "Olimov Aziz", "aziz", "methodist")
    closed.actor = actor
    set_pin(closed, password=PASSWORD, pin="4071")
    closed.actor = administrator
    keeping.close_account(closed, staff_id=actor.staff_id)
    assert [one.has_pin for one in closed.read(keeping.accounts) if one.login == "aziz"] == [False]


def test_signing_in_and_failing_to_is_in_the_journal(closed: Centre):
    hired(closed, "Olimov Aziz", "aziz", "methodist")
    for wrong in ("aziz", "qosim"):
        with pytest.raises(WrongPassword):
            sign_in_again(closed, wrong, "another one")
    sign_in_again(closed, "aziz", PASSWORD)
    told = acts_of(closed, "account")
    assert told.count("sign_in_failed") == 2
    assert told[-1] == "sign_in"
    with closed.engine.connect() as connection:
        last = connection.execute(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
        everything = connection.execute(select(JournalEntry.before, JournalEntry.after)).all()
    assert last.after == {"failed_before": 1}
    assert "another one" not in str(everything)
    assert "qosim" not in str(everything)


def test_waiting_survives_a_restart_and_every_clock(closed: Centre):
    clock = FixedClock(closed.clock.now(), Uptime("a", 100))
    for _try in range(5):
        with pytest.raises(WrongPassword):
            sign_in(closed.paths, "nodira", "wrong password", clock=clock)
    for years in (-10, 10):
        shifted = FixedClock(clock.instant + timedelta(days=365 * years), clock.up)
        with pytest.raises(Wait):
            sign_in(closed.paths, "nodira", PASSWORD, clock=shifted)
    with pytest.raises(Wait):
        sign_in(closed.paths, "nodira", PASSWORD, clock=replace(clock, up=Uptime("b", 3)))
    assert sign_in(closed.paths, "nodira", PASSWORD, clock=replace(clock, up=Uptime("b", 10))).failed_before == 5


def test_an_unknown_name_takes_as_long_as_a_wrong_password(closed: Centre, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(slots, "COST", (48 * 1024, 1, 1))
    keys_in(closed).add_slot(closed.master, "nodira", PASSWORD)
    said, taken = set(), defaultdict(list)
    for place in range(5):
        clock = FixedClock(closed.clock.now(), Uptime("a", place * 10_000.0))
        for name in ("nodira", "qosim"):
            began = time.thread_time()
            with pytest.raises(WrongPassword) as caught:
                sign_in(closed.paths, name, "wrong password", clock=clock)
            taken[name].append(time.thread_time() - began)
            said.add(caught.value.text)
    assert len(said) == 1
    assert min(taken["qosim"]) == pytest.approx(min(taken["nodira"]), rel=0.2)


def test_no_password_is_kept_or_told_anywhere(closed: Centre):
    signed = sign_in(closed.paths, "nodira", PASSWORD, clock=closed.clock)
    assert PASSWORD not in repr(signed)
    assert signed.master.raw.hex() not in repr(signed)
    kept = b"".join(file.read_bytes() for file in closed.paths.folder.iterdir() if file.is_file())
    assert PASSWORD.encode() not in kept
    assert closed.master.raw.hex().encode() not in kept


@pytest.mark.parametrize("typed", ["Gʻaniyev", "g'aniyev", "ҒАНИЕВ", " gʼaniyev "])
def test_a_login_is_one_in_both_scripts_and_with_every_apostrophe(typed: str):
    assert folded(typed) == folded("ganiyev")


def test_a_login_is_letters_and_digits(closed: Centre):
    for bad in ("", "ab", "x" * 41, "a..b", ".abc"):
        with pytest.raises(Invalid, match="bad_login"):
            keeping.add_account(closed, staff_id=1, login=bad, roles=["auditor"])


@pytest.mark.parametrize("bad", ["123", "1234", "1111", "1212", "12345a", "1" * 13])
def test_a_pin_is_digits_and_not_the_first_that_others_try(bad: str):
    with pytest.raises(Invalid):
        require_pin(bad)


def test_a_centre_calls_its_roles_as_it_likes(closed: Centre):
    names = closed.read(keeping.role_titles)
    renamed = [replace(name, titles={"uz_Latn": f"Kotiba {name.role}"}) for name in names[2:4]]
    closed.write(keeping.save_role_titles, names=renamed)
    assert [name.text for name in closed.read(keeping.role_titles)[2:4]] == ["Kotiba methodist", "Kotiba registrar"]
    with pytest.raises(Conflict):
        closed.write(keeping.save_role_titles, names=[replace(names[1], titles={"uz_Latn": "Rahbar"}), names[3]])
    assert closed.read(keeping.role_titles)[1].text == names[1].text


def test_a_right_can_be_asked_for_by_itself(closed: Centre):
    closed.read(require_right, Right.PROTECT)
    with pytest.raises(Refused, match="no_right"):
        closed.read(require_right, Right.ERASE)
