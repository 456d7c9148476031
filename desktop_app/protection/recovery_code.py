"""The code of the recovery sheet: 160 bits that are read from paper and typed back without a mistake."""

import hashlib
import secrets

# Crockford's thirty-two: without I, L, O and U none is taken for another.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BYTES = 20
_DRAWN, _CHECKING = 32, 3
GROUP = 5
# What a hand or a Cyrillic keyboard makes of them.
_MEANT = str.maketrans("OILАВЕКМНОРСТХУ", "011ABEKMH0PCTXY")


def new_code() -> str:
    """Seven groups of five; the last three letters check the others."""
    drawn = _letters_of(int.from_bytes(secrets.token_bytes(_BYTES)), _DRAWN)
    return _grouped(drawn + _checking(drawn))


def groups_of(code: str) -> list[str]:
    return code.split("-")


def tidied(typed: str) -> str | None:
    """The code as it was printed, from however it was typed; None where it is mistyped."""
    whole = "".join(letter for letter in typed.upper().translate(_MEANT) if letter.isalnum())
    drawn, checking = whole[:_DRAWN], whole[_DRAWN:]
    if len(drawn) != _DRAWN or set(drawn) - set(_LETTERS) or checking != _checking(drawn):
        return None
    return _grouped(whole)


def _grouped(whole: str) -> str:
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def _checking(drawn: str) -> str:
    return _letters_of(int.from_bytes(hashlib.sha256(drawn.encode()).digest()), _CHECKING)


def _letters_of(number: int, count: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(count))
