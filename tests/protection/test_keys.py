"""The key file: what opens the master, what does not, and how long one waits after wrong tries."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.clock import FixedClock, Uptime
from desktop_app.errors import Refused, StorageError
from desktop_app.paths import CentrePaths
from desktop_app.protection import slots, throttle
from desktop_app.protection.key_file import KeyFile
from desktop_app.protection.keys import Keys, Wait, WrongCode, WrongPassword, keys_of, make_keys
from desktop_app.protection.master import MasterKey

PASSWORD = "oq terak, koʻk osmon"
CLOCK = FixedClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return CentrePaths(tmp_path).keys


@pytest.fixture
def master(file: Path) -> MasterKey:
    return make_keys(KeyFile(file))


@pytest.fixture
def keys(file: Path, master: MasterKey) -> Keys:
    """The keys of a centre in which Nodira has an account."""
    made = Keys(KeyFile(file))
    made.add_slot(master, "nodira", PASSWORD)
    return made


@pytest.fixture
def closed(keys: Keys, master: MasterKey) -> MasterKey:
    """The master of the same centre when it is closed and has a recovery sheet."""
    keys.new_recovery(master)
    return keys.close_keys(master)


def test_a_folder_without_keys_has_none(tmp_path: Path) -> None:
    assert keys_of(CentrePaths(tmp_path)) is None


def test_a_centre_without_accounts_is_open(keys: Keys, master: MasterKey) -> None:
    assert (keys.is_open, keys.open_master()) == (True, master)


def test_the_password_opens_the_master(keys: Keys, master: MasterKey) -> None:
    assert keys.logins() == ["nodira"]
    assert keys.unlock("nodira", PASSWORD, clock=CLOCK) == master


def test_the_letters_count_and_not_their_code_points(keys: Keys, master: MasterKey) -> None:
    keys.add_slot(master, "andre", "caf\u00e9 va choy")
    assert keys.unlock("andre", "cafe\u0301 va choy", clock=CLOCK) == master


@pytest.mark.parametrize(("login", "password"), [("nodira", PASSWORD + " "), ("nodira", ""), ("karim", PASSWORD)])
def test_neither_a_wrong_password_nor_a_wrong_name_opens_anything(keys: Keys, login: str, password: str) -> None:
    with pytest.raises(WrongPassword):
        keys.unlock(login, password, clock=CLOCK)


def test_a_wrong_name_works_as_hard_as_a_wrong_password(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    costs: list[int] = []
    stretch = slots.Argon2id
    monkeypatch.setattr(slots, "Argon2id", lambda **how: costs.append(how["memory_cost"]) or stretch(**how))
    for login in ("nodira", "karim"):
        with pytest.raises(WrongPassword):
            keys.unlock(login, "x", clock=CLOCK)
    assert costs[0] == costs[1]
    assert len(costs) == 2


def test_the_product_stretches_passwords_as_rfc_9106_asks() -> None:
    assert (Path(slots.__file__).read_text()).count("COST = (64 * 1024, 3, 4)") == 1


def test_a_centre_closes_only_when_somebody_can_open_it_again(keys: Keys, master: MasterKey) -> None:
    with pytest.raises(Refused, match="keys_would_be_lost"):
        keys.close_keys(master)
    keys.new_recovery(master)
    closed = keys.close_keys(master)
    assert (keys.is_open, keys.open_master()) == (False, None)
    assert keys.unlock("nodira", PASSWORD, clock=CLOCK) == closed
    assert closed.database() not in master.databases()
    assert closed.journal() == master.journal()


def test_the_recovery_sheet_opens_however_it_is_typed(keys: Keys, master: MasterKey) -> None:
    code = keys.new_recovery(master)
    assert not keys.is_recovery_proved
    assert keys.prove_recovery(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == master
    assert keys.is_recovery_proved


def test_a_mistyped_code_and_the_sheet_of_before_open_nothing(keys: Keys, master: MasterKey) -> None:
    before = keys.new_recovery(master)
    code = keys.new_recovery(master)
    for wrong in (before, code[:-1], code[1:], "", "7" * 35, ("1" if code[0] != "1" else "2") + code[1:]):
        with pytest.raises(WrongCode):
            keys.recover(wrong)


def test_a_copy_taken_away_opens_nothing(keys: Keys, master: MasterKey) -> None:
    keys.remove_slot(master, "nodira")
    with pytest.raises(WrongPassword):
        keys.unlock("nodira", PASSWORD, clock=CLOCK)


def test_rotation_gives_everybody_who_stays_the_new_master_without_their_passwords(
    keys: Keys, master: MasterKey
) -> None:
    keys.add_slot(master, "karim", "baland togʻlar")
    code = keys.new_recovery(master)
    master = keys.close_keys(master)
    keys.remove_slot(master, "karim")
    new = keys.rotate(master)
    assert keys.unlock("nodira", PASSWORD, clock=CLOCK) == keys.recover(code) == new
    with pytest.raises(WrongPassword):
        keys.unlock("karim", "baland togʻlar", clock=CLOCK)


def test_rotation_changes_the_key_of_the_data_and_none_that_lasts(keys: Keys, closed: MasterKey) -> None:
    twice = keys.rotate(keys.rotate(closed))
    assert twice.database() != closed.database()
    assert twice.databases()[-1] == closed.database()
    assert len(twice.databases()) == 3
    assert (twice.journal(), twice.named("parcels")) == (closed.journal(), closed.named("parcels"))
    assert keys.unlock("nodira", PASSWORD, clock=CLOCK).databases() == twice.databases()


def test_without_accounts_there_is_nobody_to_rotate_for(keys: Keys, master: MasterKey) -> None:
    with pytest.raises(Refused, match="keys_are_open"):
        keys.rotate(master)


def test_the_master_of_before_changes_nothing_any_more(keys: Keys, closed: MasterKey) -> None:
    keys.rotate(closed)
    for act in (lambda: keys.add_slot(closed, "karim", PASSWORD), lambda: keys.rotate(closed)):
        with pytest.raises(Refused, match="keys_changed"):
            act()


def test_a_copy_that_a_stranger_put_there_is_not_given_the_new_master(
    keys: Keys, closed: MasterKey, file: Path
) -> None:
    document = json.loads(file.read_bytes())
    document["slots"]["account:karim"] = document["slots"]["account:nodira"]
    file.write_text(json.dumps(document))
    with pytest.raises(Refused, match="keys_altered"):
        keys.rotate(closed)
    assert keys.fits(closed)


def test_what_is_sealed_for_one_opens_for_no_other(keys: Keys, file: Path) -> None:
    document = json.loads(file.read_bytes())
    document["slots"]["account:karim"] = document["slots"]["account:nodira"]
    file.write_text(json.dumps(document))
    with pytest.raises(WrongPassword):
        keys.unlock("karim", PASSWORD, clock=CLOCK)


def test_a_damaged_key_file_says_so(keys: Keys, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(StorageError, match="keys_unreadable"):
        keys.logins()


def test_the_waits_double_up_to_a_quarter_of_an_hour() -> None:
    waits = [throttle.wait_after(failures) for failures in range(1, 18)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_wrong_tries_slow_down_and_the_right_one_forgives(keys: Keys, master: MasterKey) -> None:
    fail(keys, "nodira", 5, at(100))
    for login in ("nodira", "nodira"):
        with pytest.raises(Wait) as told:
            keys.unlock(login, PASSWORD, clock=at(100.25))
        assert told.value.seconds == 0.75
    assert keys.unlock("nodira", PASSWORD, clock=at(101)) == master
    fail(keys, "nodira", 4, at(101))


def test_names_that_nobody_has_wait_like_the_others(keys: Keys) -> None:
    fail(keys, "karim", 5, at(100))
    with pytest.raises(Wait):
        keys.unlock("karima", PASSWORD, clock=at(100))


@pytest.mark.parametrize("years", [-10, 10])
def test_the_calendar_has_no_part_in_the_wait(keys: Keys, years: int) -> None:
    fail(keys, "nodira", 8, at(100), patient=True)
    later = replace(at(110), instant=CLOCK.instant.replace(year=2026 + years))
    with pytest.raises(Wait) as told:
        Keys(keys._store).unlock("nodira", PASSWORD, clock=later)
    assert told.value.seconds == 5


def test_after_a_start_of_the_pc_the_wait_begins_anew(keys: Keys, master: MasterKey) -> None:
    fail(keys, "nodira", 5, at(100))
    with pytest.raises(Wait) as told:
        keys.unlock("nodira", PASSWORD, clock=at(5000, boot="second"))
    assert told.value.seconds == 1
    assert keys.unlock("nodira", PASSWORD, clock=at(5001, boot="second")) == master


def test_a_program_killed_at_the_password_has_counted_the_try(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_given: object, **_how: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(slots, "opened", killed)
        for _try in range(5):
            with pytest.raises(KeyboardInterrupt):
                keys.unlock("nodira", PASSWORD, clock=at(100))
    with pytest.raises(Wait):
        keys.unlock("nodira", PASSWORD, clock=at(100))


def test_the_key_file_is_closed_to_other_users_of_the_pc(keys: Keys, file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_key_shows_in_what_is_printed_or_raised(keys: Keys, closed: MasterKey, file: Path) -> None:
    master, rotated = closed, keys.rotate(closed)
    with pytest.raises(WrongPassword) as told:
        keys.unlock("nodira", "qora qargʻa", clock=CLOCK)
    shown = f"{master!r} {rotated!r} {keys!r} {told.value!r} {told.value.text} {told.value.__cause__!r}"
    for secret in (master.raw.hex(), repr(master.raw), master.database(), rotated.database(), "qargʻa"):
        assert secret not in shown
    assert "qargʻa" not in file.read_text()


def at(seconds: float, boot: str = "first") -> FixedClock:
    return replace(CLOCK, up=Uptime(boot, seconds))


def fail(keys: Keys, login: str, times: int, clock: FixedClock, *, patient: bool = False) -> None:
    """Wrong tries at one moment, or each after the wait of the one before."""
    for failures in range(times):
        if patient:
            clock = replace(clock, up=Uptime(clock.up.boot, clock.up.seconds + throttle.wait_after(failures)))
        with pytest.raises(WrongPassword):
            keys.unlock(login, "x", clock=clock)
