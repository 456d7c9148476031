"""Base45 (RFC 9285): bytes in the forty-five characters that a QR code packs most tightly."""

import struct

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


def encode(raw: bytes) -> str:
    letters: list[str] = []
    for start in range(0, len(raw) - 1, 2):
        rest, low = divmod(raw[start] * 256 + raw[start + 1], 45)
        high, middle = divmod(rest, 45)
        letters += ALPHABET[low], ALPHABET[middle], ALPHABET[high]
    if len(raw) % 2:
        high, low = divmod(raw[-1], 45)
        letters += ALPHABET[low], ALPHABET[high]
    return "".join(letters)


def decode(text: str) -> bytes:
    """The bytes again; raises ``ValueError`` for anything that ``encode`` cannot have written."""
    try:
        values = [_VALUE[letter] for letter in text]
    except KeyError as error:
        raise ValueError("a letter that is not in base45") from error
    lows, middles, highs = values[0::3], values[1::3], values[2::3]
    # What is left over of a last group that is not whole: two letters are one byte.
    over = len(lows) - len(highs)
    pairs = [low + 45 * middle + 2025 * high for low, middle, high in zip(lows, middles, highs, strict=False)]
    last = lows[-1] + 45 * middles[-1] if over and len(middles) == len(lows) else 256 * over
    if last > 255 or max(pairs, default=0) > 65535:
        raise ValueError("a group of letters that no bytes give")
    return struct.pack(f">{len(pairs)}H{over}B", *pairs, *[last] * over)
