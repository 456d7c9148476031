"""Setting text as large as its place allows: smaller first, then on more lines."""

import math
from dataclasses import dataclass

from desktop_app.documents.fonts import one_line, text_width
from desktop_app.documents.wrapping import wrapped

_COMFORTABLE = 0.75  # of the wished size: smaller than this, a second line looks better
_LINES_OF_A_NAME = 2
_STEP = 0.5
_SPACING = 1.25


@dataclass(frozen=True, slots=True)
class Fitted:
    """``is_whole`` is false if even the least size could not hold all of it."""

    lines: tuple[str, ...]
    size: float
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """The place for a text in points; ``spacing`` from line to line is a multiple of the size."""

    width: float
    height: float = math.inf
    spacing: float = _SPACING

    def largest(self, lines: int) -> float:
        """The size at which so many lines are as high as the place."""
        return self.height / (1 + self.spacing * (lines - 1))


def fitted(text: str, width: float, face: str, *, size: float, least: float, most_lines: int) -> Fitted:
    """The text on one line if it need not shrink much, else on the fewest lines that keep it comfortable."""
    return fitted_lines((one_line(text),), Room(width), face, size=size, least=least, most_lines=most_lines)


def fitted_lines(
    paragraphs: tuple[str, ...], room: Room, face: str, *, size: float, least: float, most_lines: int
) -> Fitted:
    """The same for lines that must stand apart: each is broken further only if the place has lines left.

    With room for more than two lines it is running text, which is broken as often as that makes it larger.
    """
    natural = max(text_width(words, face, size) for words in paragraphs)
    shrunk = min(size if natural <= room.width else size * room.width / natural, room.largest(len(paragraphs)), size)
    is_running = most_lines > _LINES_OF_A_NAME
    enough = size if is_running else size * _COMFORTABLE
    if shrunk >= enough or (most_lines <= len(paragraphs) and shrunk >= least):
        return Fitted(paragraphs, shrunk)
    best = Fitted(paragraphs, shrunk) if shrunk >= least else None
    for count in range(len(paragraphs) + 1, most_lines + 1):
        tried = _largest(paragraphs, room, face, size=min(size, room.largest(count)), least=least, lines=count)
        if tried is not None and (best is None or tried.size > best.size):
            best = tried
        if best is not None and best.size >= enough:
            break
    if best is not None:
        return best
    allowed = max(most_lines, 1)
    cut = wrapped("\n".join(paragraphs), room.width, lambda part: text_width(part, face, least), most_lines=allowed)
    return Fitted(tuple(cut), least, is_whole=False)


def _largest(
    paragraphs: tuple[str, ...], room: Room, face: str, *, size: float, least: float, lines: int
) -> Fitted | None:
    text = "\n".join(paragraphs)
    while size >= least:
        # A word cut inside is no fit: only whole words on whole lines count.
        widest_word = max(text_width(word, face, size) for words in paragraphs for word in words.split(" "))
        if widest_word <= room.width:
            broken = wrapped(text, room.width, lambda part, at=size: text_width(part, face, at))  # type: ignore[misc]
            if len(broken) <= lines:
                return Fitted(tuple(broken), size)
        size -= _STEP
    return None
