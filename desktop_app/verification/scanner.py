"""What a USB scanner types, undone: it presses the keys of a Latin keyboard, whatever layout the PC has."""

from desktop_app.certificates.signature import PREFIX

# Upper case, letter by letter; the Russian and the Uzbek Cyrillic layout share all keys but four that do not clash.
CYRILLIC_KEYS = "ЙЦУКЕНГШЩЎЗФЫҚВАПРОЛДЯЧСМИТЬЖ.Ю;ҒҲ"
LATIN_KEYS = "QWERTYUIOOPASSDFGHJKLZXCVBNM:/.$-+"
_KEYS = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)

_LOOK_ALIKES = str.maketrans("АВСЕНКМРТХУЗО", "ABCEHKMPTXY30")
_SHORT_MEANT = str.maketrans("OIL", "011")
_SHORT_LETTERS = 8


def scanned_code(text: str) -> str:
    """The code in a scanner's text, or an empty text if none is in it: other layout, caps lock, line ends."""
    one_line = text.replace("\r", "").replace("\n", "").replace("\t", "").strip()
    for spelling in (one_line, one_line.upper(), with_latin_keys(one_line)):
        if spelling.startswith(PREFIX):
            return spelling
    return ""


def with_latin_keys(text: str) -> str:
    """What the same keys would have written on a Latin keyboard, in capitals."""
    return text.upper().translate(_KEYS)


def short_code_in(text: str) -> str:
    """A short code as it is printed, from what a person made of it; empty if it can be none."""
    letters = text.upper().translate(_LOOK_ALIKES).translate(_SHORT_MEANT).replace("-", "").replace(" ", "")
    if len(letters) != _SHORT_LETTERS or not (letters.isascii() and letters.isalnum()):
        return ""
    return letters[:4] + "-" + letters[4:]
