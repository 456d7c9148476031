"""The answers to all other questions of a survey, one under another: charts, numbers, and what people wrote."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _, _n
from desktop_app.questionnaires.model import Item, ItemKind, text_in
from desktop_app.surveys.charts import Layout, answers_chart, choice_chart, rank_chart
from desktop_app.surveys.document_content import SurveyContent
from desktop_app.surveys.figures import ChoiceFigures, NumberFigures, RankFigures, ScaleFigures
from ui import formats
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.chart_view import ChartView
from ui.widgets.text import Role, flowing

# What one item shows of what people wrote; all of it is read where answers are put under themes.
WRITTEN_SHOWN = 60


class AnswersView(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)

    def show_content(self, content: SurveyContent) -> None:
        side = QWidget()
        side.setProperty("role", "scrolled")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, GAP_M, GAP_M, 0)
        column.setSpacing(GAP_S)
        for item in content.questionnaire.items:
            for part in _parts(item, content):
                column.addWidget(part)
        column.addStretch(1)
        self.setWidget(side)


def _parts(item: Item, content: SurveyContent) -> list[QWidget]:
    """The question and what was answered; nothing for a question that nobody answered."""
    if item.code in content.few:
        said = _hidden(item, content)
    elif item.kind is ItemKind.TEXT:
        said = _written(content.written.get(item.code, ()))
    elif item.code in content.numbers:
        said = [flowing(_number_text(content.numbers[item.code]))]
    else:
        said = _closed(item, content)
    if not said:
        return []
    question = flowing(text_in(item.text), Role.STRONG)
    question.setContentsMargins(0, GAP_L, 0, 0)
    return [question, *said]


def _closed(item: Item, content: SurveyContent) -> list[QWidget]:
    total = content.figures.total
    if total is None or item.is_competences:
        return []
    if item.kind is ItemKind.MATRIX:
        return [_matrix(item, place, content) for place in range(len(item.scales))]
    names = content.options.get(item.code, {})
    match total.items.get(item.code):
        case ScaleFigures(n=n) as found if found.counts is not None:
            chart = answers_chart([(text_in(item.scales[0].text) or str(n), found)], scale=item.scales[0])
        case ChoiceFigures() as found if found.counts is not None:
            chart = choice_chart(found, names)
        case RankFigures() as found if found.places is not None:
            chart = rank_chart(found, names)
        case None:
            return []
        case _:
            return _hidden(item, content)
    return [flowing(_("n = {n}", n=found.n), Role.SMALL), _view(chart, item)]


def _matrix(item: Item, place: int, content: SurveyContent) -> QWidget:
    assert content.figures.total is not None
    scale, found = item.scales[place], content.figures.total.items
    rows = ((text_in(row.text), found.get(f"{row.code}.{scale.code}")) for row in item.rows)
    shown = [(text, figures) for text, figures in rows if isinstance(figures, ScaleFigures)]
    return _view(answers_chart(shown, scale=scale), item)


def _view(chart: Layout, item: Item) -> ChartView:
    return ChartView(chart, description=text_in(item.text))


def _written(answers: tuple[str, ...]) -> list[QWidget]:
    shown: list[QWidget] = [flowing(f"— {text}") for text in answers[:WRITTEN_SHOWN]]
    if len(answers) > WRITTEN_SHOWN:
        more = len(answers) - WRITTEN_SHOWN
        shown.append(flowing(_n("and {n} more answer", "and {n} more answers", more), Role.MUTED))
    return shown


def _number_text(found: NumberFigures) -> str:
    assert found.mean is not None
    assert found.quartiles is not None
    return _(
        "n = {n}; middle {middle}, half of them from {first} to {third}, mean {mean}",
        n=found.n,
        middle=formats.decimal_text(found.quartiles[1], 1),
        first=formats.decimal_text(found.quartiles[0], 1),
        third=formats.decimal_text(found.quartiles[2], 1),
        mean=formats.decimal_text(found.mean, 1),
    )


def _hidden(item: Item, content: SurveyContent) -> list[QWidget]:
    return [flowing(content.few_text(item.code), Role.MUTED)]
