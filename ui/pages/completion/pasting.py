"""Scores copied from a column of Excel: read onto the people of the list, all of them or none."""

from collections.abc import Sequence

from desktop_app.completion.records import CompletionRow, Score, ScoreKind
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from ui.pages.completion.keeping import Typing, read_score


def pasted_scores(text: str, rows: Sequence[CompletionRow], *, kind: ScoreKind, typing: Typing) -> list[Score]:
    """A line a person, from the first of ``rows`` on; an empty line leaves a person's score as it is.

    Raises Refused naming the first line that is no score, and where there are more lines than people.
    """
    lines = text.rstrip().splitlines()
    if len(lines) > len(rows):
        message = N_("{lines} scores were copied, and from here down there are {people} people. Nothing was pasted.")
        raise Refused("too_many_scores", message, lines=len(lines), people=len(rows))
    return [_score(line, row, kind, typing) for line, row in zip(lines, rows, strict=False) if line.strip()]


def _score(line: str, row: CompletionRow, kind: ScoreKind, typing: Typing) -> Score:
    try:
        score = typing.made(row, kind, read_score(line))
    except ValueError:
        message = N_("{name}: “{text}” is not a score from 0 to 100. Nothing was pasted.")
        raise Refused("not_a_score", message, name=row.name, text=line.strip()) from None
    if score is None:
        message = N_("{name} has several sittings: choose below which one is typed.")
        raise Refused("several_sittings", message, name=row.name)
    return score
