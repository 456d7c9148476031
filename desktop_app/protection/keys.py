"""The keys of a centre: who can open it, and what they open it with.

A centre without accounts keeps its master key as it is (the ``open`` slot); with accounts there is one sealed copy for
each of them and one for the recovery sheet, and none that is not sealed.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.errors import DatabaseFault, StorageFault
from desktop_app.clock import Clock
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.protection import slots, throttle
from desktop_app.protection.key_file import FORMAT, Document, KeyFile, KeyStore
from desktop_app.protection.master import MasterKey
from desktop_app.protection.recovery_code import new_code, tidied
from desktop_app.server.address import server_engine
from desktop_app.server.opening import KeyTable

_RECOVERY = "recovery"
_ACCOUNT = "account:"
# One throttle for all the names that nobody has: a wrong name must not wait otherwise than a wrong password.
_NOBODY = "nobody"
_RECOVERED = "recovered"
_NONCE = 12
_HALF = 32

T = TypeVar("T")


class WrongPassword(Refused):
    """The same for a name that nobody has."""

    def __init__(self) -> None:
        super().__init__("wrong_password", N_("The name or the password is wrong."))


class WrongCode(Refused):
    def __init__(self) -> None:
        message = N_("This is not the code of this centre's recovery sheet. Compare it letter by letter.")
        super().__init__("wrong_code", message)


class Wait(Refused):
    """``seconds`` are left before the next try is looked at."""

    def __init__(self, seconds: float) -> None:
        message = N_("Too many wrong tries. Try again in {seconds} s.")
        super().__init__("wait", message, seconds=max(1, round(seconds)))
        self.seconds = seconds


def keys_of(paths: CentrePaths) -> "Keys | None":
    """The keys of a centre, None where it has none yet."""
    if paths.server.exists():
        return keys_on_server(KeyTable(server_engine(paths, is_brief=True)))
    return Keys(KeyFile(paths.keys)) if paths.keys.exists() else None


def keys_on_server(table: KeyTable) -> "Keys | None":
    return Keys(table) if table.exists() else None


def keys_of_backup(backup: Path) -> "Keys | None":
    """The keys that a backup was made under. Nothing is written beside it, so nothing slows wrong tries down."""
    file = keys_beside(backup)
    return Keys(KeyFile(file), is_throttled=False) if file.exists() else None


def make_keys(store: KeyStore) -> MasterKey:
    """A new master for a centre without accounts."""
    master = MasterKey.new()
    store.write(
        {
            "format": FORMAT,
            "id": secrets.token_hex(16),
            "check": master.check(),
            "earlier": "",
            "open": b64encode(master.raw).decode(),
            "slots": {},
            "is_proved": False,
            "throttle": {},
        }
    )
    return master


class Keys:
    def __init__(self, store: KeyStore, *, is_throttled: bool = True) -> None:
        self._store = store
        self._is_throttled = is_throttled

    @property
    def id(self) -> str:
        """Of this key file and all its copies, whatever is sealed in them."""
        return str(self._store.read()["id"])

    @property
    def is_open(self) -> bool:
        """Whether the centre has no accounts: the master lies there as it is."""
        return "open" in self._store.read()

    @property
    def has_recovery(self) -> bool:
        return _RECOVERY in self._store.read()["slots"]

    @property
    def is_recovery_proved(self) -> bool:
        """Whether somebody has typed the code from the printed sheet since it was made."""
        return bool(self._store.read()["is_proved"])

    def logins(self) -> list[str]:
        """Who has a sealed copy."""
        return sorted(name.removeprefix(_ACCOUNT) for name in self._store.read()["slots"] if name != _RECOVERY)

    def failures(self, login: str) -> int:
        """Wrong tries since somebody last got in by this name."""
        return int(self._store.read()["throttle"].get(_ACCOUNT + login, {}).get("failures", 0))

    def fits(self, master: MasterKey) -> bool:
        return master.fits(self._store.read()["check"])

    def open_master(self) -> MasterKey | None:
        """The master of a centre without accounts; None where one must say who one is."""
        document = self._store.read()
        return _whole(document, b64decode(document["open"])) if "open" in document else None

    def unlock(self, login: str, password: str, *, clock: Clock) -> MasterKey:
        """Raises WrongPassword, or Wait before it looks at the password at all."""
        document = self._store.read()
        name = _ACCOUNT + login
        slot = document["slots"].get(name)
        counted = name if slot else _NOBODY
        if self._is_throttled:
            left = self._counted(lambda changing: throttle.knock(changing["throttle"], counted, clock.uptime()))
            if left:
                raise Wait(left)
        if slot is None:
            slots.open_nothing(password)
            raise WrongPassword
        try:
            master = _whole(document, slots.opened(slot, password, about=_about(document, name)))
        except slots.DoesNotOpen:
            raise WrongPassword from None
        if self._is_throttled:
            self._counted(lambda changing: throttle.forgive(changing["throttle"], name))
        return master

    def recover(self, code: str) -> MasterKey:
        """What the recovery sheet opens. Raises WrongCode; 160 bits need no slowing down."""
        document = self._store.read()
        tidy = tidied(code)
        if tidy is None or _RECOVERY not in document["slots"]:
            raise WrongCode
        try:
            opened = slots.opened(document["slots"][_RECOVERY], tidy, about=_about(document, _RECOVERY))
        except slots.DoesNotOpen:
            raise WrongCode from None
        return _whole(document, opened)

    def prove_recovery(self, code: str) -> MasterKey:
        """As ``recover``, and note that the sheet was tried. Raises WrongCode."""
        master = self.recover(code)
        self._change(lambda document: document.update(is_proved=True))
        return master

    def reset_by_recovery(self, code: str, login: str, password: str, *, at: datetime) -> None:
        """A new password for somebody by the sheet; that it happened is kept, for the journal. Raises WrongCode."""
        mark = {"login": login, "at": at.isoformat()}
        master, name = self.recover(code), _ACCOUNT + login
        self._seal(master, name, password, lambda document: _recovered_in(document).append(mark))

    def recovered(self) -> list[dict[str, str]]:
        """Whom the sheet gave a new password, and when, as far as no journal has it yet."""
        return list(self._store.read().get(_RECOVERED, []))

    def forget_recovered(self, told: list[dict[str, str]]) -> None:
        """The journal has these now."""

        def forget(document: Document) -> None:
            document[_RECOVERED] = [mark for mark in _recovered_in(document) if mark not in told]

        self._change(forget)

    def add_slot(self, master: MasterKey, login: str, password: str) -> None:
        """A sealed copy for somebody, in the place of the one they had."""
        self._seal(master, _ACCOUNT + login, password)

    def remove_slot(self, master: MasterKey, login: str) -> None:
        """Take somebody's copy away; what they could open so far is closed to them only by ``rotate``."""
        self._require(master)

        def remove(document: Document) -> None:
            document["slots"].pop(_ACCOUNT + login, None)
            throttle.forgive(document["throttle"], _ACCOUNT + login)

        self._change(remove)

    def new_recovery(self, master: MasterKey) -> str:
        """The code for a new recovery sheet; the sheet of before opens nothing any more."""
        code = new_code()
        self.set_recovery(master, code)
        return code

    def set_recovery(self, master: MasterKey, code: str) -> None:
        """The same with a code that was drawn before, and lies on paper already."""
        self._seal(master, _RECOVERY, code, lambda document: document.update(is_proved=False))

    def close_keys(self, master: MasterKey) -> MasterKey:
        """Take the open copy away, and give back the master from now on: no copy of the open one opens what follows.

        Raises Refused while nobody, or no recovery sheet, could open the centre again.
        """
        self._require(master)
        if not self.logins() or not self.has_recovery:
            message = N_("First there must be an account and a recovery sheet: otherwise nobody could open the data.")
            raise Refused("keys_would_be_lost", message)
        new = MasterKey(master.rotated().raw)
        self._reseal(master, new)
        return new

    def rotate(self, master: MasterKey) -> MasterKey:
        """Seal a new master for everybody who has a copy; the one of before stays known to it. Raises Refused.

        No password is asked for: see ``slots``. Who left may still open backups of their days with their old copy.
        """
        self._require(master)
        if self.is_open:
            raise Refused("keys_are_open", N_("This centre has no accounts: there is nobody to take the key from."))
        new = master.rotated()
        self._reseal(master, new)
        return new

    def _reseal(self, master: MasterKey, new: MasterKey) -> None:
        def reseal(document: Document) -> None:
            for name, slot in document["slots"].items():
                about = _about(document, name)
                document["slots"][name] = slots.resealed(slot, old=master, new=new, about=about)
            document.pop("open", None)
            document.update(check=new.check(), earlier=_earlier_sealed(new))

        try:
            self._change(reseal)
        except slots.DoesNotOpen:
            message = N_("The key file was changed by a stranger: set the passwords of all accounts anew first.")
            raise Refused("keys_altered", message) from None

    def _seal(
        self, master: MasterKey, name: str, password: str, note: Callable[[Document], object] | None = None
    ) -> None:
        self._require(master)
        slot = slots.sealed(master, password, about=_about(self._store.read(), name))

        def put(document: Document) -> None:
            document["slots"][name] = slot
            if note is not None:
                note(document)
            throttle.forgive(document["throttle"], name)

        self._change(put)

    def _require(self, master: MasterKey) -> None:
        if not self.fits(master):
            raise Refused("keys_changed", N_("The keys of this centre were changed meanwhile. Sign in again."))

    def _counted(self, count: Callable[[Document], T]) -> T | None:
        """A login of the server that only reads counts nothing; it could try the sealed copies elsewhere anyway."""
        try:
            return self._change(count)
        except DatabaseFault as fault:
            if fault.fault is not StorageFault.NO_RIGHT:
                raise
            return None

    def _change(self, change: Callable[[Document], T]) -> T:
        with self._store.alone():
            document = self._store.read()
            result = change(document)
            self._store.write(document)
        return result


def _recovered_in(document: Document) -> list[dict[str, str]]:
    marks: list[dict[str, str]] = document.setdefault(_RECOVERED, [])
    return marks


def _about(document: Document, name: str) -> str:
    return f"{document['id']}|{name}"


def _whole(document: Document, raw: bytes) -> MasterKey:
    """With the keys of before, which the present one opens."""
    master = MasterKey(raw)
    sealed = b64decode(document["earlier"])
    if not sealed:
        return master
    try:
        halves = AESGCM(master.present("earlier")).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        # Only backups of before need them.
        return master
    return MasterKey(raw, tuple(halves[at : at + _HALF] for at in range(0, len(halves), _HALF)))


def _earlier_sealed(master: MasterKey) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return b64encode(nonce + AESGCM(master.present("earlier")).encrypt(nonce, b"".join(master.earlier), None)).decode()
