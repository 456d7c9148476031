"""How wide the columns of a table on paper are: by their shares, but never so that a word is torn for want of room."""

from collections.abc import Callable, Sequence

from desktop_app.papers.records import Table

Measure = Callable[[str, bool], float]
"""How wide a text is, and whether it is bold."""


def column_widths(table: Table, room: float, measure: Measure, *, beside: float) -> list[float]:
    """``beside`` is what the two edges of a cell take of a column.

    A column with a word longer than its share has it from those that have more than their words take; then columns of
    words get what columns of numbers can spare, so that a name stays on one line.
    """
    whole = sum(column.share for column in table.columns)
    widths = [room * column.share / whole for column in table.columns]
    texts = [[row[place] for row in table.rows] for place in range(len(table.columns))]
    least = [
        beside + max(_longest_word(column.title, measure, is_bold=True), _longest_word(" ".join(cells), measure))
        for column, cells in zip(table.columns, texts, strict=True)
    ]
    widths = _shifted(widths, least, [width - need for width, need in zip(widths, least, strict=True)])
    lines = [
        0.0 if column.is_number else beside + max((measure(text, False) for text in cells), default=0.0)
        for column, cells in zip(table.columns, texts, strict=True)
    ]
    spare = [
        width - need if column.is_number else 0.0
        for column, width, need in zip(table.columns, widths, least, strict=True)
    ]
    return _shifted(widths, lines, spare)


def _shifted(widths: Sequence[float], wanted: Sequence[float], spare: Sequence[float]) -> list[float]:
    """What columns lack of the width that they want, from those that have it to spare, all in proportion."""
    lacking = [max(want - width, 0.0) for width, want in zip(widths, wanted, strict=True)]
    giving = [0.0 if lack else max(each, 0.0) for each, lack in zip(spare, lacking, strict=True)]
    moved = min(sum(lacking), sum(giving))
    if not moved:
        return list(widths)
    return [
        width + moved * (lack / sum(lacking) - given / sum(giving))
        for width, lack, given in zip(widths, lacking, giving, strict=True)
    ]


def _longest_word(text: str, measure: Measure, *, is_bold: bool = False) -> float:
    return max((measure(word, is_bold) for word in text.split(" ")), default=0.0)
