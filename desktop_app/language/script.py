"""Uzbek Latin and Cyrillic, both ways, by the rules measured on the official names of settlements."""

import re
import unicodedata
from enum import StrEnum

from desktop_app.language.apostrophes import MARKS, TURNED_COMMA, TUTUQ, canonical
from desktop_app.language.loanwords import restore_loanwords

_LATIN_OF = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "x", "ц": "s", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": TUTUQ, "ы": "i", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ў": "oʻ", "қ": "q", "ғ": "gʻ", "ҳ": "h",
    # Karakalpak, Kazakh, Tajik and Ukrainian letters met in names, as an Uzbek office writes them.
    "ә": "a", "ң": "ng", "ө": "oʻ", "ү": "u", "ұ": "u", "һ": "h", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
    "ӯ": "oʻ", "ӣ": "i", "ҷ": "j",
}  # fmt: skip
# The letters of the reform under way, of its drafts, and of Karakalpak Latin, in the alphabet of 1995.
_FOLDED = {
    "ş": "sh", "ç": "ch", "ö": "oʻ", "ŏ": "oʻ", "ō": "oʻ", "õ": "oʻ", "ğ": "gʻ",
    "á": "a", "ǵ": "gʻ", "ń": "ng", "ó": "oʻ", "ú": "u", "ı": "i", "í": "i",
}  # fmt: skip
_CYRILLIC_OF = {
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "w": "в", "x": "х", "y": "й", "z": "з", "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч",
    "ye": "е", "yo": "ё", "yu": "ю", "ya": "я", TUTUQ: "ъ",
}  # fmt: skip

_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяўәөүұіїєӯӣ")
_LATIN_VOWELS = frozenset("aeiou")

_CYRILLIC_LETTER = re.compile("[Ѐ-ԯ]")
_FOLDED_LETTER = re.compile("[" + "".join(c + c.upper() for c in _FOLDED if c != "ı") + "ı]")
_LATIN_TOKEN = re.compile(r"[oOgG]ʻ|[sScC][hH]|[yY][eEuUaA]|[yY][oO](?!ʻ)|[A-Za-z]|(?<=[^\W\d_])ʼ")
_WORD = re.compile(r"[^\W\d_]+")

_KEPT_TERMS = (
    "PDF|Excel|Word|LibreOffice|OpenDocument|Open Badges?|Office|Windows|Linux|Microsoft|QR|CSV|XLSX|XLSM|XLS|ODS|"
    "DOCX|E-?mail|EML|SMTP|PINFL|ID|USB|ZIP|TrueType|PNG|JPE?G|SVG|SQLite|PostgreSQL|SQL|TOML|JSON|XML|HTML|UTF-8|UTF-16|HEMIS|HMAC|SHA-256|Ed25519|"
    "XLSForm|ODK|Kobo|Google|Forms|MWDS|RDS|MIT|PhD|DSc|PISA|PIRLS|TIMSS|STEAM|STEM|Science|"
    "Enter|Esc|Escape|Tab|Delete|Del|Insert|Backspace|Space|Home|End|PageUp|PageDown|Ctrl|Shift|Alt|px"
)
# Terms may carry an Uzbek ending ("Excelga"), which is transliterated.
_KEPT_LATIN = re.compile(
    r"\{[^{}]*\}"
    r"|</?[A-Za-z][^<>]*>|&[a-z]+;"
    r"|(?:(?:https?|postgresql)://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?:[\w-]+|\*)?\.(?:pdf|xlsx|xlsm|xls|ods|csv|docx?|eml|zip|db|toml|json|log|txt|png|jpe?g|svg|ttf)\b"
    r"|\b(?:Ctrl|Alt|Shift)(?:\+\w+)+"
    r"|\b[A-Za-z]+\d[A-Za-z\d]*\b"
    # An option of a command, and the n of statistics.
    r"|--[a-z]+\b|\bn(?= [=—])|^n$"
    rf"|\b(?:{_KEPT_TERMS})(?=\b|(?:ga|da|dan|ni|ning|lar|dagi|li)\b)(?![{MARKS}])"
    r"|\b(?:[IVX]{2,}|[IVX](?= [a-z]))\b"
)

# Letters that look alike on paper, Latin and Cyrillic in the same order.
_TWINS = ("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")
_TO_LATIN_TWINS = str.maketrans(_TWINS[1], _TWINS[0])
_TO_CYRILLIC_TWINS = str.maketrans(*_TWINS)


class Script(StrEnum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    MIXED = "mixed"
    NONE = "none"


def to_latin(text: str) -> str:
    """The text in the alphabet of 1995; what is Latin already stays, but for letters of the reform."""
    text = unicodedata.normalize("NFC", text)
    return _CYRILLIC_LETTER.sub(_latin_letter, fold_letters(text))


def to_cyrillic(text: str) -> str:
    """The text in Uzbek Cyrillic; ь, ц and щ of foreign names cannot come back (store the typed form)."""
    text = canonical(fold_letters(unicodedata.normalize("NFC", text)))
    return _LATIN_TOKEN.sub(_cyrillic_letter, restore_loanwords(text))


def fold_letters(text: str) -> str:
    """Letters of the reform and of Karakalpak Latin in the alphabet of 1995."""
    return text if text.isascii() else _FOLDED_LETTER.sub(_folded_letter, text)


def script_of(text: str) -> Script:
    """Which script the letters of the whole text belong to."""
    has_cyrillic = _CYRILLIC_LETTER.search(text) is not None
    has_latin = any(map(_is_latin, text))
    if has_cyrillic and has_latin:
        return Script.MIXED
    if has_cyrillic:
        return Script.CYRILLIC
    return Script.LATIN if has_latin else Script.NONE


def has_mixed_word(text: str) -> bool:
    """Whether one word holds letters of both scripts, as when a Cyrillic а hides in a Latin name."""
    return any(script_of(word) is Script.MIXED for word in _WORD.findall(text))


def mend_mixed_words(text: str) -> str:
    """The text with look-alike letters of the other script replaced, in words where that makes one script."""
    return _WORD.sub(_mended, text) if script_of(text) is Script.MIXED else text


def catalogue_to_cyrillic(message: str) -> str:
    """A translated catalogue text in Cyrillic; placeholders, tags, keys, file names and Latin terms stay."""
    pieces = []
    position = 0
    for kept in _KEPT_LATIN.finditer(message):
        pieces += [to_cyrillic(message[position : kept.start()]), kept[0]]
        position = kept.end()
    return "".join([*pieces, to_cyrillic(message[position:])])


def _mended(match: re.Match[str]) -> str:
    word = match[0]
    latin, cyrillic = word.translate(_TO_LATIN_TWINS), word.translate(_TO_CYRILLIC_TWINS)
    if script_of(latin) is Script.LATIN and script_of(cyrillic) is Script.CYRILLIC:
        return cyrillic if len(_CYRILLIC_LETTER.findall(word)) * 2 > len(word) else latin
    for mended in (latin, cyrillic):
        if script_of(mended) is not Script.MIXED:
            return mended
    return word


def in_latin_letters(text: str) -> str:
    """Cyrillic letters that look Latin become so, if then all are: МО typed in Cyrillic is the series MO."""
    mended = text.translate(_TO_LATIN_TWINS)
    return mended if script_of(mended) is Script.LATIN else text


def _latin_letter(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    letter = match[0]
    lower = letter.lower()
    before, after = text[max(at - 1, 0) : at].lower(), text[at + 1 : at + 2].lower()
    latin = _LATIN_OF.get(lower, letter)
    match lower:
        case "е" if not before.isalpha() or before in _CYRILLIC_VOWELS or before in "ъь":
            latin = "ye"
        case "ц" if before in _CYRILLIC_VOWELS:
            latin = "ts"
        case "ъ" if after in ("е", "ё", "ю", "я"):
            latin = ""
        case "о" if before == "ь":
            latin = "yo"
        case "ҳ" if before == "с":
            latin = TUTUQ + "h"
    return _in_case(latin, letter, text, at)


def _folded_letter(match: re.Match[str]) -> str:
    letter = match[0]
    return _in_case(_FOLDED[letter.lower()], letter, match.string, match.start())


def _in_case(latin: str, letter: str, text: str, at: int) -> str:
    """Ю is YU among capitals, Yu elsewhere; an initial counts as a title."""
    if not letter.isupper() or not latin:
        return latin
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    neighbour = after if after.isalpha() else before
    return latin.upper() if neighbour.isupper() else latin[0].upper() + latin[1:]


def _cyrillic_letter(match: re.Match[str]) -> str:
    token = match[0]
    text, at = match.string, match.start()
    before = text[max(at - 1, 0) : at].lower()
    match token.lower():
        case "e" if not before.isalpha() or before in _LATIN_VOWELS or _is_after_o_mark(text, at):
            cyrillic = "э"
        case "c":
            after = text[at + 1 : at + 2].lower()
            cyrillic = "с" if after and after in "eiy" else "к"
        case mark if mark == TUTUQ:
            return _hard_sign(text, at)
        case lower:
            cyrillic = _CYRILLIC_OF[lower]
    return cyrillic.upper() if token[0].isupper() else cyrillic


def _is_after_o_mark(text: str, at: int) -> bool:
    return text[at - 1 : at] == TUTUQ or text[max(at - 2, 0) : at].lower() == "o" + TURNED_COMMA


def _hard_sign(text: str, at: int) -> str:
    """ʼ as ъ, but nothing between s and h, where it only keeps the two letters apart."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before in "sS" and after and after in "hH":
        return ""
    in_capitals = after.isupper() if after.isalpha() else text[max(at - 2, 0) : at].isupper()
    return "Ъ" if before.isupper() and in_capitals else "ъ"


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and (letter.isascii() or unicodedata.name(letter, "").startswith("LATIN"))
