"""What a new sheet at the screen begins with: the answers that a questionnaire fills in beforehand."""

from desktop_app.questionnaires.layout import Value
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire
from desktop_app.questionnaires.sheet import answer_faults

FILLED_IN = (
    ItemKind.ONE,
    ItemKind.SEVERAL,
    ItemKind.RATING,
    ItemKind.INTEGER,
    ItemKind.DECIMAL,
    ItemKind.TEXT,
    ItemKind.DATE,
)
"""The kinds of questions that can be answered beforehand."""


def default_answers(questionnaire: Questionnaire) -> dict[str, Value]:
    """By code; a default that cannot be an answer to its question fills in nothing."""
    found = ((item.code, default_of(item)) for item in questionnaire.items if item.default)
    return {code: value for code, value in found if value is not None}


def default_of(item: Item) -> Value | None:
    """The default as an answer, None where it cannot be one; of several answers their codes divided by spaces."""
    value = _read(item)
    if value is None or any(answer_faults(item, {item.code: value}, item.options)):
        return None
    return value


def _read(item: Item) -> Value | None:
    match item.kind:
        case ItemKind.SEVERAL:
            return tuple(item.default.split())
        case ItemKind.RATING | ItemKind.INTEGER | ItemKind.DECIMAL:
            return _number(item.default)
        case ItemKind.ONE | ItemKind.TEXT | ItemKind.DATE:
            return item.default
        case _:
            return None


def _number(written: str) -> int | float | None:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
