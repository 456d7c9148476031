"""What may be a password: long enough, and none that others try first. How it is composed is nobody's business."""

import re
import secrets
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.keys import bare_letters

SHORTEST, LONGEST = 8, 128
SHORTEST_OF_DIGITS = 12
# Of a part of the context only what is long enough to carry a password counts: a name of three letters stands anywhere.
_SHORTEST_CONTEXT = 4
_LEET = str.maketrans("013457@$!", "oieastasi")
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "йцукенгшщзхъ",
    "фывапролджэ",
)
# The same keys with the other language switched on: gfhjkm is пароль.
_KEYS = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
_OTHER_KEYS = str.maketrans("".join(_KEYS), "".join(reversed(_KEYS)))
# A name with one of these is the same name.
_ENDINGS = ("jon", "xon", "bek", "boy", "oy", "ov", "ova", "ev", "eva", "yev", "yeva", "cha")
# Without letters and digits that look alike on paper or in a bad font.
_ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PIN = re.compile(r"\d{4,12}")


def password_problem(password: str, *, about: Iterable[str] = ()) -> str:
    """Why a password cannot be taken, as a sentence; empty if it can. ``about``: login, name, centre."""
    try:
        require_password(password, about=about)
    except Invalid as problem:
        return problem.text
    return ""


def require_password(password: str, *, about: Iterable[str] = ()) -> None:
    """Raises Invalid."""
    if len(password) < SHORTEST:
        raise _weak(N_("Use at least {n} characters. A few words in a row are easy to remember."), n=SHORTEST)
    if len(password) > LONGEST:
        raise _weak(N_("Use at most {n} characters."), n=LONGEST)
    if password.isdigit() and len(password) < SHORTEST_OF_DIGITS:
        raise _weak(
            N_("Digits alone are soon tried through. Add a few words, or use at least {n}."), n=SHORTEST_OF_DIGITS
        )
    if _is_pattern(password):
        raise _weak(N_("Letters in a row are tried first by others. Choose another password."))
    if not _common().isdisjoint(_guesses(password)):
        raise _weak(N_("This password is among those that others try first. Choose another one."))
    if _is_of(password, about):
        raise _weak(N_("A name of yours or of the centre is tried first by others. Choose another password."))


def require_pin(pin: str) -> None:
    """Raises Invalid."""
    if PIN.fullmatch(pin) is None:
        raise Invalid("bad_pin", N_("A PIN is 4 to 12 digits."), field="pin")
    if _is_pattern(pin):
        raise Invalid("weak_pin", N_("Others try this PIN first. Choose another one."), field="pin")


def one_time_password() -> str:
    """Three groups of four, to be read out or written down, good for one sign-in: 20 bits each."""
    return "-".join("".join(secrets.choice(_ONE_TIME_LETTERS) for _place in range(4)) for _group in range(3))


def _weak(message: str, **facts: object) -> Invalid:
    return Invalid("weak_password", message, field="password", **facts)


def _is_pattern(text: str) -> bool:
    """One sign again and again, a group repeated, or a run along the keyboard or the alphabet."""
    small = text.casefold()
    if re.fullmatch(r"(.{1,4}?)\1+", small):
        return True
    return any(small in row * 2 or small in row[::-1] * 2 for row in _ROWS)


def _is_of(password: str, about: Iterable[str]) -> bool:
    core = _core(password)
    words = [bare_letters(word) for text in about for word in re.findall(r"\w+", text)]
    known = {word for word in words if len(word) >= _SHORTEST_CONTEXT} | {"".join(words)}
    for word in sorted(known, key=len, reverse=True):
        core = core.replace(word, "") if word else core
    return bool(words) and len(core) < _SHORTEST_CONTEXT


def _guesses(password: str) -> set[str]:
    """What a list would have to hold for the password to be found: the other keyboard, endings, twice, backwards."""
    typed = {password, password.casefold().translate(_OTHER_KEYS)}
    guesses = {folded for text in typed for folded in (_core(text), _folded(text))}
    guesses |= {text[: len(text) // 2] for text in guesses if text[: len(text) // 2] * 2 == text}
    guesses |= {text.removesuffix(ending) for text in guesses for ending in _ENDINGS if len(text) > len(ending) + 3}
    return guesses | {text[::-1] for text in guesses}


def _core(password: str) -> str:
    """Without what is put before and behind a word to make it look like another one: 2024, !, 123."""
    return _folded(password.strip("0123456789!@#$%^&*()-_=+.,?/ "))


def _folded(text: str) -> str:
    return bare_letters(text.casefold().translate(_LEET))


@cache
def _common() -> frozenset[str]:
    text = (files("resources") / "reference" / "common_passwords.txt").read_text(encoding="utf-8")
    words = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in words for word in line.split())
