"""The master key of a centre: sixty-four random bytes from which every other key comes."""

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_HALF = 32


def derived(secret: bytes, label: str) -> bytes:
    """Thirty-two bytes for one purpose, from a secret that already is beyond guessing."""
    return HKDF(SHA256(), 32, salt=None, info=f"mahorat-1 {label}".encode()).derive(secret)


@dataclass(frozen=True)
class MasterKey:
    """The first half opens the data and is new after each rotation; the second lasts as long as the centre.

    The journal is chained with a key of the lasting half: what was written before a rotation can be verified after it.
    ``earlier`` are the first halves of before, newest first: the backups of those days are closed with them.
    """

    raw: bytes = field(repr=False)
    earlier: tuple[bytes, ...] = field(default=(), repr=False)

    @classmethod
    def new(cls) -> "MasterKey":
        return cls(secrets.token_bytes(2 * _HALF))

    def rotated(self) -> "MasterKey":
        """A new first half; this one becomes an earlier one."""
        return MasterKey(secrets.token_bytes(_HALF) + self.raw[_HALF:], (self.raw[:_HALF], *self.earlier))

    def database(self) -> str:
        """The key of the data file, in hex."""
        return derived(self.raw[:_HALF], "database").hex()

    def databases(self) -> list[str]:
        """The present key of the data file, then those of before."""
        return [self.database(), *(derived(half, "database").hex() for half in self.earlier)]

    def journal(self) -> bytes:
        return self.named("journal")

    def named(self, label: str) -> bytes:
        """A key for a purpose of one's own, the same after a rotation."""
        return derived(self.raw[_HALF:], label)

    def present(self, label: str) -> bytes:
        """A key that a rotation changes: who left has no part in it."""
        return derived(self.raw[:_HALF], label)

    def check(self) -> str:
        """By which a key file knows its master, and nobody the key."""
        return self.present("check").hex()

    def fits(self, check: str) -> bool:
        return hmac.compare_digest(self.check(), check)
