"""A person's code in the annex: the same in every centre that uses the same phrase, and no way back to the person.

What is coded is the JShShIR, else name and day of birth. Whoever knows the phrase can still try every number there is,
so the phrase is a secret of the centres and of whoever puts their returns together.
"""

import hashlib
import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# Of a centre that has set none: known to everybody who has this program, and told as such in the return.
PUBLIC_PHRASE = "mahorat"
_SALT = b"mahorat-return/1"
# Ten bytes: among all teachers of the country two alike are less likely than one in a billion.
_CODE_BYTES = 10
_CODE_LETTERS = 16


@lru_cache(maxsize=4)
def code_key(phrase: str) -> bytes:
    """The key of a phrase, the public one for an empty phrase; slow on purpose, so that phrases are hard to guess."""
    said = " ".join(phrase.split()) or PUBLIC_PHRASE
    return hashlib.scrypt(said.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32)


class Identity(NamedTuple):
    """What a card tells of who somebody is; ``card`` names it among all cards of all centres."""

    card: str
    jshshir: str | None
    name_key: str
    birth_date: date | None


def person_codes(key: bytes, people: Sequence[Identity]) -> list[str]:
    """Sixteen letters and digits for each of the people of a return.

    Namesakes born on one day, of whom no personal number tells the one from the other, are known by their cards.
    """
    told = [told_of(card, jshshir, name_key, _text(born)) for card, jshshir, name_key, born in people]
    return coded(key, told, lambda place: people[place].card)


def coded(key: bytes, told: Sequence[str], card_at: Callable[[int], str]) -> list[str]:
    """As ``person_codes`` of what is told of each, and the card of whoever stands at a place."""
    times = Counter(told)
    sure = told
    if len(times) < len(told):
        sure = [f"card:{card_at(place)}" if times[said] > 1 else said for place, said in enumerate(told)]
    # Encoded together: by themselves they would take three times as long.
    digests = b"".join([hmac.digest(key, said.encode(), "sha256")[:_CODE_BYTES] for said in sure])
    letters = b32encode(digests).decode()
    return [letters[first : first + _CODE_LETTERS] for first in range(0, len(letters), _CODE_LETTERS)]


def told_of(card: str, jshshir: str | None, name_key: str, born: str | None) -> str:
    """What is coded; ``born`` is the birth date as it is kept."""
    if jshshir:
        return f"jshshir:{jshshir}"
    return f"name:{name_key}:{born}" if born is not None else f"card:{card}"


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
