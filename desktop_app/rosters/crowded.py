"""One cell that holds a name, a passport, a phone and a birth date: taken apart by what each looks like."""

import re
from typing import NamedTuple

# Fourteen digits, a document, a date, a phone: in this order, so that none takes a piece of another.
_PIECES = {
    "jshshir": re.compile(r"(?<!\d)\d{14}(?!\d)"),
    "document": re.compile(r"(?<![^\W\d_])[^\W\d_]{2}\s?(?:№\s?)?\d{7}(?!\d)"),
    "birth_date": re.compile(
        r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)(?:\s?-?(?:y|yil|г|г\.р)\b\.?)?"
    ),
    "phone": re.compile(r"(?<!\d)(?:\+?998[\s()-]*)?\(?\d{2}\)?[\s-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)"),
}
# What the pieces were called in the cell: "tel.", "JShShIR:", "tug'ilgan".
_LABELS = re.compile(
    r"\b(?:tel|telefon|mob|jshshir|pinfl|pasport|passport|seriya|tug.?ilgan|sana|тел|телефон|моб|пинфл|жшшир|паспорт|серия|туғилган|"
    r"дата рождения|рожд|род)\b[.:№]*",
    re.IGNORECASE,
)
_EDGES = " ,;:/|()-–—+№.\n\t"
_GAPS = re.compile(r"\s*[,;:/|()№]+\s*|\s{2,}")


class CrowdedCell(NamedTuple):
    """The pieces as they stood in the cell; empty where there is none of the kind."""

    name: str = ""
    jshshir: str = ""
    document: str = ""
    birth_date: str = ""
    phone: str = ""


def parted(text: str) -> CrowdedCell | None:
    """The pieces of a cell that holds more than a name; None for a name alone, and for what is not understood."""
    if not any(map(str.isdecimal, text)):
        return None
    rest, pieces = text, {}
    for kind, pattern in _PIECES.items():
        if found := pattern.search(rest):
            pieces[kind] = found[0].strip()
            rest = f"{rest[: found.start()]}  {rest[found.end() :]}"
    name = _GAPS.sub(" ", _LABELS.sub(" ", rest)).strip(_EDGES)
    if not pieces or not name or any(map(str.isdecimal, name)):
        return None
    return CrowdedCell(name=" ".join(name.split()), **pieces)
