"""Answer sheets drawn by lot, for what must hold whatever somebody answers."""

from hypothesis import strategies as st

from desktop_app.questionnaires.layout import DONT_KNOW, Answers
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale, Source, cell_code

# Numbers of rows in the database, the greatest that four bytes hold among them.
_LISTED = st.one_of(st.integers(1, 300), st.just(2**32 - 1)).map(str)


def closed_answers(questionnaire: Questionnaire) -> st.SearchStrategy[Answers]:
    """Answers to some of the closed items, as they come out of a sheet again."""
    cells = [cell for item in questionnaire.items for cell in _cells(item).items()]
    return st.fixed_dictionaries({}, optional=dict(cells))


def _cells(item: Item) -> dict[str, st.SearchStrategy[object]]:
    codes = [option.code for option in item.options]
    match item.kind:
        case ItemKind.MATRIX:
            return {cell_code(row.code, scale.code): _number(item, scale) for row in item.rows for scale in item.scales}
        case ItemKind.RATING:
            return {item.code: _number(item, item.scales[0])}
        case ItemKind.ONE:
            return {item.code: st.sampled_from(codes) if item.source is Source.OWN else _LISTED}
        case ItemKind.SEVERAL if item.source is Source.OWN:
            ticks = st.sets(st.sampled_from(codes), min_size=1, max_size=item.places)
            return {item.code: ticks.map(lambda ticked: tuple(code for code in codes if code in ticked))}
        case ItemKind.SEVERAL | ItemKind.RANK:
            option = st.sampled_from(codes) if item.source is Source.OWN else _LISTED
            return {item.code: st.lists(option, min_size=1, max_size=item.places, unique=True).map(tuple)}
        case _:
            return {}


def _number(item: Item, scale: Scale) -> st.SearchStrategy[object]:
    numbers = st.sampled_from(scale.values)
    return st.one_of(numbers, st.just(DONT_KNOW)) if item.has_dont_know else numbers
