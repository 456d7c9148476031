"""The widget of an item, by its kind."""

from desktop_app.questionnaires.model import Item, ItemKind
from ui.pages.surveys.questions.choices import ChoiceQuestion
from ui.pages.surveys.questions.question import Note, Question
from ui.pages.surveys.questions.scales import MatrixQuestion, RatingQuestion
from ui.pages.surveys.questions.typed import DateQuestion, LineQuestion, NumberQuestion, TextQuestion

_WIDGETS: dict[ItemKind, type[Question]] = {
    ItemKind.NOTE: Note,
    ItemKind.ONE: ChoiceQuestion,
    ItemKind.SEVERAL: ChoiceQuestion,
    ItemKind.RANK: ChoiceQuestion,
    ItemKind.RATING: RatingQuestion,
    ItemKind.MATRIX: MatrixQuestion,
    ItemKind.INTEGER: NumberQuestion,
    ItemKind.DECIMAL: NumberQuestion,
    ItemKind.DATE: DateQuestion,
}


def question_for(item: Item, tongue: str) -> Question:
    """Made in the language in force (``desktop_app.i18n.use``), its own words in ``tongue``.

    ``item`` holds the options that are offered, and of a matrix the rows that are to be shown. Nothing is asked for
    what is calculated: such an item has no widget (KeyError).
    """
    if item.kind is ItemKind.TEXT:
        return TextQuestion(item, tongue) if item.is_long else LineQuestion(item, tongue)
    return _WIDGETS[item.kind](item, tongue)
