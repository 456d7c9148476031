"""Breaking and shortening text by its measured width."""

from collections.abc import Callable

ELLIPSIS = "…"


def wrapped(text: str, width: float, measure: Callable[[str], float], *, most_lines: int = 0) -> list[str]:
    """The text in lines no wider than ``width``; a word too long for a line is cut.

    New lines in the text are kept. With ``most_lines`` the last line kept ends in an ellipsis when something
    was left out. The list is never empty.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrapped_paragraph(paragraph, width, measure))
    if most_lines and len(lines) > most_lines:
        shown = lines[:most_lines]
        shown[-1] = _cut(shown[-1], width, measure)
        return shown
    return lines


def elided(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, cut and ended by an ellipsis if it is wider than ``width``."""
    if measure(text) <= width:
        return text
    return _cut(text, width, measure)


def _cut(text: str, width: float, measure: Callable[[str], float]) -> str:
    kept = _longest_start(text, width - measure(ELLIPSIS), measure)
    return text[:kept].rstrip() + ELLIPSIS


def _wrapped_paragraph(paragraph: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line = ""
    # Split at the plain space only: a no-break space inside a number or a date must hold.
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while measure(word) > width:
            kept = max(1, _longest_start(word, width, measure))
            if kept >= len(word):
                break
            lines.append(word[:kept])
            word = word[kept:]
        line = word
    lines.append(line)
    return lines


def _longest_start(text: str, width: float, measure: Callable[[str], float]) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
