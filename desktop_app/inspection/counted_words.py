"""What is counted between a number and a colon, as far as the words leave no doubt that its names follow."""

import re
from collections.abc import Sequence

_FLAGS = re.IGNORECASE
_MOST_WORDS = 5

_UNIT = re.compile(r"(?:ta|tasi|nafar\w*|kishi\w*|chelovek\w*)", _FLAGS)
# Measures of time and of other things, of which no names are listed; nor of one out of what was counted.
_NAMELESS = re.compile(
    r"\b(?:yil|oy\b|oyda|oylik|kun|soat|hafta|marta|barobar|karra|tomon|xil\b|foiz|ball|yosh\b|asr|biri\b|bittasi|"
    r"yanvar|fevral|mart|aprel|may\b|iyun|iyul|avgust|sentabr|sentyabr|oktabr|oktyabr|noyabr|dekabr|"
    r"let\b|god|mesyats|mesyas|nedel|den\b|dnya|dney|chas|raz\b|raza\b|odin\b|odna\b|protsent|prosent)",
    _FLAGS,
)
# After a number the noun is singular: "Ikki kurs fanlari:" announces something else.
_PLURAL = re.compile(r"(?:lar|lari|larda|lardan|larga|larni|larning)$|^quyidagi", _FLAGS)
_CASE = re.compile(r"(?:ning|dagi|dan|da|ga|ni)$", _FLAGS)
_VERB = re.compile(
    r"^(?:bor|mavjud|edi|ekan)$|(?:di|dilar|moqda|adi|gan|mish|yapti)$|"
    r"^(?:bil[aoi]?|stal[aoi]?|prosh\w+|poluchil\w*|obuchen\w*|vidan\w*|prinyal\w*|uchastvoval\w*|otkrit\w*|sozdan\w*)$",
    _FLAGS,
)
# Half of a verb and not what is counted: ruxsat berildi, ishtirok etdi.
_WITH_VERB = frozenset(
    {"ruxsat", "ishtirok", "tashkil", "jalb", "qamrab", "qabul", "bekor", "tasdiq", "taqdim", "uchastiye"}
)
_POSTPOSITIONS = frozenset({"boyicha", "uchun", "bilan", "orqali"})
_PREPOSITIONS = frozenset(
    {"v", "vo", "na", "po", "iz", "s", "so", "dlya", "ot", "do", "za", "o", "ob", "u", "k", "pri"}
)
# Of a number in figures only this plural tells that it counts: "12 guruh" may be the name of one group.
_RUSSIAN_PLURAL = re.compile(
    r"(?:ov|ev|ey|iy|shkol|tem|grupp|programm|organizatsi|chelovek)$|(?:grupp|shkol|tem|programm|organizatsi|komand)i$|"
    r"(?:rayon|predmet|gorod|kurs|t?sentr)a$|(?:modul|uchitel|slushatel|prepodavatel|napravleni|uchrejdeni)ya$",
    _FLAGS,
)


def what_is_counted(words: Sequence[str], *, has_unit: bool, is_spelt: bool) -> str | None:
    """The words that stand between the number and the colon; None where other things may be listed there."""
    noun = list(words)
    if noun and _UNIT.fullmatch(noun[0]):
        has_unit = True
        noun.pop(0)
    if noun and noun[-1].lower() in _POSTPOSITIONS:
        noun.pop()
    elif noun and _VERB.search(noun[-1]):
        noun.pop()
        if noun and noun[-1].lower() in _WITH_VERB:
            noun.pop()
    told = " ".join(words)
    if not noun or len(noun) > _MOST_WORDS:
        return told if not noun and has_unit else None
    if not (has_unit or is_spelt or _RUSSIAN_PLURAL.search(noun[-1])):
        return None
    is_other = _NAMELESS.search(" ".join(noun)) or _PLURAL.search(noun[-1]) or any(map(_CASE.search, noun[:-1]))
    return None if is_other or any(word.lower() in _PREPOSITIONS for word in noun) else told
