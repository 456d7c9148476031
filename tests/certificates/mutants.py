"""Spoilt codes: letters changed, lost, doubled and swapped, bytes flipped, parts exchanged between two codes."""

import random
from collections.abc import Iterator

from desktop_app.certificates import base45
from desktop_app.certificates.signature import PREFIX


def mutants(text: str, other: str, *, count: int, seed: int) -> Iterator[str]:
    """``count`` texts that differ from ``text``; ``other`` is a valid code whose parts may be mixed in."""
    chance = random.Random(seed)
    made = 0
    while made < count:
        spoilt = chance.choice((_letters, _bytes, _spliced))(chance, text, other)
        if spoilt not in (text, other):
            made += 1
            yield spoilt


def _letters(chance: random.Random, text: str, _other: str) -> str:
    letters = list(text)
    for _time in range(chance.randint(1, 3)):
        at = chance.randrange(len(letters))
        match chance.randrange(5):
            case 0:
                letters[at] = chance.choice(base45.ALPHABET)
            case 1:
                del letters[at]
            case 2:
                letters.insert(at, chance.choice(base45.ALPHABET))
            case 3:
                beside = chance.randrange(len(letters))
                letters[at], letters[beside] = letters[beside], letters[at]
            case 4:
                letters = letters[: max(at, 8)]
    return "".join(letters)


def _bytes(chance: random.Random, text: str, _other: str) -> str:
    raw = bytearray(base45.decode(text[len(PREFIX) :]))
    for _time in range(chance.randint(1, 2)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return PREFIX + base45.encode(bytes(raw))


def _spliced(chance: random.Random, text: str, other: str) -> str:
    first, second = (base45.decode(code[len(PREFIX) :]) for code in (text, other))
    at = chance.randrange(len(first))
    return PREFIX + base45.encode(first[:at] + second[at:])
