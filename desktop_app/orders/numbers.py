"""Numbers of orders and letters: they are text, compared without the words around them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop_app.language.apostrophes import tidy
from desktop_app.language.numbers import NO_BREAK_SPACE
from desktop_app.language.orders import bare_number, order_number
from desktop_app.language.script import mend_mixed_words, to_cyrillic, to_latin

# Where the running number stands in a form such as "{n}-M".
RUNNING = "{n}"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_AROUND_MARKS = re.compile(r"\s*([-/.])\s*")


# The register compares every number that is quoted anywhere, time and again.
@lru_cache(maxsize=1 << 16)
def number_key(number: str) -> str:
    """Equal for the same number however it is written: № 14-М, 14-m and 14-M-sonli are one."""
    bare = bare_number(tidy(number).translate(_DASHES)).strip("№ ")
    return _AROUND_MARKS.sub(r"\1", to_latin(mend_mixed_words(bare)).casefold())


def is_number(text: str) -> bool:
    """Whether anything is left of it without signs: № and a dash alone are no number."""
    return any(letter.isalnum() for letter in number_key(text))


def with_sign(number: str) -> str:
    """The number after its sign, which stays on its line: № 14-M."""
    return order_number(number).replace(" ", NO_BREAK_SPACE)


def with_word(number: str, *, is_cyrillic: bool) -> str:
    """The number as an Uzbek sentence quotes it: 14-M-son, 577-son."""
    bare = bare_number(number)
    return f"{to_cyrillic(bare)}-сон" if is_cyrillic else f"{bare}-son"


def next_number(form: str, taken: Iterable[str]) -> str:
    """The number after the greatest of a year that has this form: 15-M after 14-M, whatever gaps there are."""
    before, _running, after = (number_key(part) for part in form.partition(RUNNING))
    found = []
    for key in map(number_key, taken):
        middle = key.removeprefix(before).removesuffix(after)
        if key == f"{before}{middle}{after}" and middle.isdecimal():
            found.append(int(middle))
    return form.replace(RUNNING, str(max(found, default=0) + 1))
