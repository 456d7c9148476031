"""Editions of a questionnaire as one, so that the answers to equal questions can be put together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop_app.questionnaires.layout import Layout
from desktop_app.questionnaires.model import Item, MatrixRow, Option, Questionnaire, Section, Source

Part = TypeVar("Part", Option, MatrixRow)


def merged(editions: Sequence[Questionnaire]) -> Questionnaire:
    """The last edition, with the items, rows and options that only earlier ones had after its own."""
    newest = editions[-1]
    older: dict[str, Item] = {}
    for edition in reversed(editions[:-1]):
        for item in edition.items:
            older[item.code] = _with_parts(older[item.code], item) if item.code in older else item
    sections = [
        replace(section, items=tuple(_with_parts(item, older.pop(item.code, item)) for item in section.items))
        for section in newest.sections
    ]
    left = tuple(older.values())
    return replace(newest, sections=(*sections, Section("", {}, left)) if left else tuple(sections))


def unequal_items(edition: Questionnaire, whole: Questionnaire) -> frozenset[str]:
    """The items of an edition that ask something else than what bears their code in the whole: by kind, list or scale.

    Their answers cannot be put together with the others.
    """
    return frozenset(item.code for item in edition.items if _shape(item) != _shape(whole.item(item.code)))


def counted_cells(layout: Layout, codes: Iterable[str]) -> Layout:
    """The same sheets, with the cells of some items only."""
    wanted = frozenset(codes)
    return Layout(tuple(cell for cell in layout.cells if cell.item.code in wanted), layout.width)


def _shape(item: Item) -> tuple[str, Source, tuple[tuple[str, int, int], ...]]:
    return item.kind, item.source, tuple((scale.code, scale.low, scale.high) for scale in item.scales)


def _with_parts(item: Item, older: Item) -> Item:
    if _shape(item) != _shape(older):
        return item
    return replace(
        item,
        options=_with_older(item.options, older.options),
        rows=_with_older(item.rows, older.rows),
        most=item.most if item.most is None or older.most is None else max(item.most, older.most),
    )


def _with_older(parts: tuple[Part, ...], older: tuple[Part, ...]) -> tuple[Part, ...]:
    codes = {part.code for part in parts}
    return parts + tuple(part for part in older if part.code not in codes)
