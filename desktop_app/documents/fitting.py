"""Setting text as large as its place allows: smaller first, then on more lines."""

from dataclasses import dataclass

from desktop_app.documents.fonts import Face, one_line, text_width
from desktop_app.documents.wrapping import wrapped

_COMFORTABLE = 0.75  # of the wished size: smaller than this, a second line looks better
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """``is_whole`` is false if even the least size could not hold all of it."""

    lines: tuple[str, ...]
    size: float
    is_whole: bool = True


def fitted(text: str, width: float, face: Face, *, size: float, least: float, most_lines: int) -> Fitted:
    """The text on one line if it need not shrink much, else on the fewest lines that keep it comfortable."""
    words = one_line(text)
    natural = text_width(words, face, size)
    if natural <= width:
        return Fitted((words,), size)
    shrunk = size * width / natural
    if shrunk >= size * _COMFORTABLE or (most_lines == 1 and shrunk >= least):
        return Fitted((words,), shrunk)
    best: Fitted | None = None
    for count in range(2, most_lines + 1):
        tried = _largest(words, width, face, size=size, least=least, lines=count)
        if tried is not None and (best is None or tried.size > best.size):
            best = tried
        if best is not None and best.size >= size * _COMFORTABLE:
            break
    if best is not None:
        return best
    cut = wrapped(words, width, lambda part: text_width(part, face, least), most_lines=most_lines)
    return Fitted(tuple(cut), least, is_whole=False)


def _largest(text: str, width: float, face: Face, *, size: float, least: float, lines: int) -> Fitted | None:
    while size >= least:
        # A word cut inside is no fit: only whole words on whole lines count.
        widest_word = max(text_width(word, face, size) for word in text.split(" "))
        if widest_word <= width:
            broken = wrapped(text, width, lambda part, at=size: text_width(part, face, at))  # type: ignore[misc]
            if len(broken) <= lines:
                return Fitted(tuple(broken), size)
        size -= _STEP
    return None
