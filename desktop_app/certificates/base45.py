"""Base45 (RFC 9285): bytes in the forty-five characters that a QR code packs most tightly."""

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
    raw = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if not size or number >= 256**size:
            raise ValueError("a group of letters that no bytes give")
        raw += number.to_bytes(size, "big")
    return bytes(raw)
