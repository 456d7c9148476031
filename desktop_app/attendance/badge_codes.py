"""The code on a badge: digits only, for a scanner types keys, and digits are the same on every keyboard."""

import hashlib
import hmac
import re
import unicodedata

# Longer texts are addresses and the codes of other papers: never a badge.
LONGEST_CODE = 40

_ID_DIGITS = 6
_KEYED_DIGITS = 5
_SHOWN_AT_ONCE = 4
_PURPOSE = "badge"
# What is as long as one of ours, or a digit off, was meant to be one.
_LIKE_OURS = re.compile(r"[0-9]{11,13}")
_BETWEEN = re.compile(r"[\W_]+")
# H. M. Damm's quasigroup of order ten: every wrong digit and every two neighbours that changed places are noticed.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
# A scanner presses keys: with a Russian or Uzbek Cyrillic keyboard in force Latin letters come out as these.
_PRESSED = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM")


def badge_code(enrolment_id: int, *, centre_uuid: str) -> str:
    """The enrolment, digits that only this centre can make for it, and a check digit; nothing of the person.

    Always the same for one enrolment, so that a badge can be printed again.
    """
    body = f"{enrolment_id:0{_ID_DIGITS}}{_keyed(enrolment_id, centre_uuid)}"
    return body + _check_digit(body)


def shown_code(code: str) -> str:
    """In groups, as it is printed and read aloud."""
    return " ".join(code[start : start + _SHOWN_AT_ONCE] for start in range(0, len(code), _SHOWN_AT_ONCE))


def read_text(text: str) -> str:
    """What a scanner or a hand typed, as it is kept: whatever the keyboard, the case, spaces and hyphens."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_PRESSED)


def enrolment_of(code: str, *, centre_uuid: str) -> int | None:
    """Whose badge a code is; None for what this centre has not made."""
    if not (code.isascii() and code.isdecimal()):
        return None
    enrolment_id = int(code[: -_KEYED_DIGITS - 1] or 0)
    return enrolment_id if badge_code(enrolment_id, centre_uuid=centre_uuid) == code else None


def is_misread(code: str) -> bool:
    """Whether a code was meant to be one of a badge and has a wrong digit, or one too many or too few."""
    return _LIKE_OURS.fullmatch(code) is not None and _check_digit(code[:-1]) != code[-1]


def _keyed(enrolment_id: int, centre_uuid: str) -> str:
    digest = hmac.digest(centre_uuid.encode(), f"{_PURPOSE}:{enrolment_id}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**_KEYED_DIGITS:0{_KEYED_DIGITS}}"


def _check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)
