"""The word that leads out of the kiosk: known to the staff, kept only while the kiosk runs and never in clear."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from desktop_app.language.apostrophes import tidy

LETTERS_LEAST = 4
LONGEST_PAUSE_S = 60


@dataclass(frozen=True)
class StaffWord:
    """A salted digest: what can be read in the memory of the PC does not give the word away."""

    salt: bytes
    digest: bytes

    def is_right(self, word: str) -> bool:
        return hmac.compare_digest(self.digest, _digest(self.salt, word))


def staff_word(word: str) -> StaffWord:
    salt = secrets.token_bytes(hashlib.blake2b.SALT_SIZE)
    return StaffWord(salt, _digest(salt, word))


def pause_after(wrong: int) -> int:
    """For how many seconds no further word is taken after so many wrong ones."""
    return min(2**wrong, LONGEST_PAUSE_S) if wrong > 0 else 0


def _digest(salt: bytes, word: str) -> bytes:
    return hashlib.blake2b(tidy(word).encode(), salt=salt).digest()
