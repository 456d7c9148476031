"""The number of an order as screens and papers quote it, however it was typed."""

import re
from datetime import date

from desktop_app.language.dates import short_date

# "577-sonli", "14-son", "№ 577", "N 577": the sign and the word say only that it is a number.
_NUMBER = re.compile(r"(?:№|N[o0]?(?=[.\s\d])\.?)?\s*(.*?)(?:[\s-]+(?:sonli|son|сонли|сон))?", re.IGNORECASE)


def bare_number(typed: str) -> str:
    """The number alone, for sentences that have the sign or the word themselves."""
    found = _NUMBER.fullmatch(typed.strip())
    return (found[1].strip() if found else "") or typed.strip()


def order_number(typed: str) -> str:
    """№ 577 for "577", "577-sonli" and "№577"; VMQ 867, which begins with the name of an act, stays as it is."""
    number = bare_number(typed)
    return f"№ {number}" if number[:1].isdecimal() else number


def order_text(typed: str, day: date | None) -> str:
    """№ 577, 28.12.2023; what is not known is left out."""
    return ", ".join(filter(None, (order_number(typed), short_date(day) if day else "")))
