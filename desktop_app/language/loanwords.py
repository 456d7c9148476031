"""Loanwords whose Cyrillic spelling (ц, ь, ъ, йо) the Latin one no longer shows."""

import re

# Stems: the rest of the word follows the ordinary rules.
_STEMS = {
    "abzats": "абзац",
    "dotsent": "доцент",
    "konsert": "концерт",
    "kontsept": "концепт",
    "konsept": "концепт",
    "litsey": "лицей",
    "litsenz": "лиценз",
    "mayor": "майор",
    "obyekt": "объект",
    "ofitser": "офицер",
    "prinsip": "принцип",
    "protsent": "процент",
    "protsess": "процесс",
    "rayon": "район",
    "retsept": "рецепт",
    "retsenz": "реценз",
    "sikl": "цикл",
    "sirk": "цирк",
    "subyekt": "субъект",
    "syezd": "съезд",
    "vaksina": "вакцина",
}
# ь stands only at the end of the bare word: январь, but январдан.
_WHOLE_WORDS = {
    "yanvar": "январь",
    "fevral": "февраль",
    "aprel": "апрель",
    "iyun": "июнь",
    "iyul": "июль",
    "sentabr": "сентябрь",
    "sentyabr": "сентябрь",
    "oktabr": "октябрь",
    "oktyabr": "октябрь",
    "noyabr": "ноябрь",
    "dekabr": "декабрь",
    "kalendar": "календарь",
    "modul": "модуль",
    "parol": "пароль",
    "rol": "роль",
}
# -ция: always from -tsiya, and from -siya after k and n but for the few words kept out below.
_TSIYA = re.compile(r"(?:ts|(?<=[kn])s)(?=iya)", re.IGNORECASE)
_TRUE_SIYA = re.compile(r"\b(?:pensiya|ekspansiya|refleksiya)", re.IGNORECASE)

_WORD = re.compile(r"[A-Za-zʻʼ]+")
_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))


def restore_loanwords(text: str) -> str:
    """A canonical Latin text with the letters of known loanwords already in Cyrillic, case kept."""
    return _WORD.sub(_restored, text)


def _restored(match: re.Match[str]) -> str:
    word = match[0]
    lower = word.lower()
    if whole := _WHOLE_WORDS.get(lower):
        return _in_case_of(word, whole)
    if stem := _STEM.match(lower):
        end = stem.end()
        word = _in_case_of(word[:end], _STEMS[stem[0]]) + word[end:]
    if "iya" in lower and not _TRUE_SIYA.match(lower):
        word = _TSIYA.sub(_ts, word)
    return word


def _ts(match: re.Match[str]) -> str:
    return "Ц" if match[0][0].isupper() else "ц"


def _in_case_of(pattern: str, text: str) -> str:
    if pattern.isupper():
        return text.upper()
    return text.capitalize() if pattern[0].isupper() else text
