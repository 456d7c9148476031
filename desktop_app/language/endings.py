"""Endings of Uzbek that change with the word: the dative. Those that never do (-da, -dan, -ni) are simply written."""

_MARKS = "ʻʼ"
_HARD = {"k": "ka", "q": "qa", "к": "ка", "қ": "қа"}
_CYRILLIC = range(ord("А"), ord("ҳ") + 1)


def dative(text: str) -> str:
    """Whom it is given: Karimovga, Malikka, Ortiqqa; мактабга. Gʻ ends as other letters do: Ulugʻga.

    A rule of spelling alone decides (the last letter); a number or a quotation mark takes the ending with a hyphen.
    """
    words = text.rstrip()
    if not words:
        return text
    last = words[-1].lower()
    is_cyrillic = any(ord(letter) in _CYRILLIC for letter in words)
    ending = _HARD.get(last) or ("га" if is_cyrillic else "ga")
    if not (last.isalpha() or last in _MARKS):
        return f"{words}-{ending}"
    is_capital = words.split()[-1].isupper() and sum(map(str.isalpha, words.split()[-1])) > 1
    return words + (ending.upper() if is_capital else ending)
