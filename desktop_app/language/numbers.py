"""Numbers as people read them: grouped by a space that does not break, decimal comma, honest percentages."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NO_BREAK_SPACE = "\u00a0"


def number(n: int | float | Decimal, decimals: int = 0, language: str = "uz_Latn") -> str:
    """488 994 or 7,3: thousands parted by U+00A0, halves rounded away from zero; only English has a point."""
    # Through str, so that 0.15 is the 0.15 that was meant and not the binary 0.1499….
    exact = n if isinstance(n, Decimal) else Decimal(str(n))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{rounded:,f}".replace(",", NO_BREAK_SPACE)
    return text if language == "en" else text.replace(".", ",")


def short_number(n: float, language: str = "uz_Latn") -> str:
    """36 or 42,5: with as many decimals as it has, two at most."""
    rounded = round(n, 2)
    return number(rounded, next(places for places in (0, 1, 2) if round(rounded, places) == rounded), language)


def figure(n: float) -> int | float:
    """A number for other programs: 36 where it is whole, else to the hundredth."""
    rounded = round(n, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def percent(numerator: int, denominator: int, language: str = "uz_Latn") -> str | None:
    """The share with one decimal, or None where nothing can be divided.

    Short of the plan it never rounds up to 100,0%: 488 588 of 488 830 is 99,95%, cut and not rounded.
    """
    if denominator <= 0:
        return None
    share = Fraction(100 * numerator, denominator)
    decimals = 1
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    if numerator < denominator and share >= Fraction("99.95"):
        decimals = 2
        exact = Decimal(int(share * 100)) / 100
    return number(exact, decimals, language) + "%"


def percent_value(numerator: int | None, denominator: int | None) -> float | None:
    """The share in per cent with the decimals that are printed; None where there is nothing to divide."""
    if numerator is None or denominator is None:
        return None
    text = percent(numerator, denominator, "en")
    return None if text is None else float("".join(text.split()).rstrip("%"))


def people(n: int, language: str = "uz_Latn") -> str:
    """A count of persons with its counting word: 9 729 nafar."""
    match language:
        case "uz_Latn":
            word = "nafar"
        case "uz_Cyrl":
            word = "нафар"
        case "ru":
            word = "человека" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "человек"
        case "en":
            word = "person" if n == 1 else "people"
        case _:
            raise ValueError(f"unknown language {language!r}")
    return f"{number(n, 0, language)}{NO_BREAK_SPACE}{word}"
