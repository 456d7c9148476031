"""Whole numbers in words, as a paper repeats them beside the figures: 72, yetmish ikki."""

from desktop_app.language.script import to_cyrillic

MOST = 999_999

_UZBEK_ONES = ("", "bir", "ikki", "uch", "toʻrt", "besh", "olti", "yetti", "sakkiz", "toʻqqiz")
_UZBEK_TENS = ("", "oʻn", "yigirma", "oʻttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "toʻqson")
_RUSSIAN_ONES = (
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать",
    "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_RUSSIAN_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
)  # fmt: skip
_RUSSIAN_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
_ENGLISH_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def number_in_words(n: int, language: str) -> str:
    """In the nominative, Russian in the masculine (72 часа: семьдесят два). Raises ValueError outside 0 to MOST."""
    if not 0 <= n <= MOST:
        raise ValueError(f"{n} is not written in words")
    thousands, rest = divmod(n, 1000)
    match language:
        case "uz_Latn":
            words = [_uzbek(thousands), "ming" if thousands else "", _uzbek(rest)] if n else ["nol"]
        case "uz_Cyrl":
            return to_cyrillic(number_in_words(n, "uz_Latn"))
        case "ru":
            words = [*_russian_thousands(thousands), _russian(rest)] if n else ["ноль"]
        case _:
            words = [_english(thousands), "thousand" if thousands else "", _english(rest)] if n else ["zero"]
    return " ".join(filter(None, words))


def _uzbek(n: int) -> str:
    hundreds, tens, ones = n // 100, n % 100 // 10, n % 10
    return " ".join(filter(None, (_UZBEK_ONES[hundreds], "yuz" * bool(hundreds), _UZBEK_TENS[tens], _UZBEK_ONES[ones])))


def _russian(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    tens, ones = (0, rest) if rest < len(_RUSSIAN_ONES) else divmod(rest, 10)
    return " ".join(filter(None, (_RUSSIAN_HUNDREDS[hundreds], _RUSSIAN_TENS[tens], _RUSSIAN_ONES[ones])))


def _russian_thousands(n: int) -> tuple[str, str]:
    if not n:
        return "", ""
    ones = 0 if 10 <= n % 100 < 20 else n % 10
    words = _russian(n)
    # A thousand is feminine: одна тысяча, две тысячи.
    if ones in (1, 2):
        words = words.removesuffix(_RUSSIAN_ONES[ones]) + ("одна", "две")[ones - 1]
    return words, "тысяча" if ones == 1 else "тысячи" if ones in (2, 3, 4) else "тысяч"


def _english(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    tens, ones = (0, rest) if rest < len(_ENGLISH_ONES) else divmod(rest, 10)
    small = "-".join(filter(None, (_ENGLISH_TENS[tens], _ENGLISH_ONES[ones])))
    return " ".join(filter(None, (_ENGLISH_ONES[hundreds], "hundred" * bool(hundreds), small)))
