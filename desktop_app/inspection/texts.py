"""All the rules for a text."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.inspection import named_lists, text_days, text_figures, text_lists
from desktop_app.inspection.model import Finding, Line
from desktop_app.inspection.prose import Passage, passages_of


def check_text(lines: Sequence[Line], *, has_tables: bool, today: date) -> list[Finding]:
    """What was found, in the order of the text."""
    passages = passages_of(lines)
    order = {line.place: at for at, line in enumerate(lines)}
    found = [*_in_sentences(passages, today), *_in_passages(passages, has_tables=has_tables)]
    return sorted(found, key=lambda finding: order[finding.place])


def _in_sentences(passages: Sequence[Passage], today: date) -> Iterator[Finding]:
    for sentence in (sentence for passage in passages for sentence in passage.sentences):
        yield from text_figures.check_sums(sentence)
        yield from text_figures.check_outliers(sentence)
        yield from text_lists.check_brackets(sentence)
        yield from text_days.check_days(sentence, today)


def _in_passages(passages: Sequence[Passage], *, has_tables: bool) -> Iterator[Finding]:
    yield from text_figures.check_shares(passages)
    yield from text_figures.check_copies(passages)
    yield from text_lists.check_items(passages)
    yield from named_lists.check_named(passages)
    yield from text_lists.check_numbering(passages)
    yield from text_lists.check_annexes(passages, has_tables=has_tables)
    yield from text_days.check_hours(passages)
