"""The picture of a survey: the need gap of every competence, the widest first."""

from desktop_app.documents import charts
from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.surveys.records import ChoiceResult, CompetenceResult, SurveyResult


def gap_chart(result: SurveyResult, *, width: float, text_width: TextWidth, style: ChartStyle | None = None) -> Drawing:
    """Bars of 0 to 20 points with the number of answers behind each; hidden figures have no bar."""
    shown = by_gap(result)
    rows = [
        charts.Bar(
            item.text.text,
            item.figures.gap or 0.0,
            number(item.figures.gap or 0.0, 1, language()),
            _("n = {n}", n=item.figures.n),
        )
        for item in shown
    ]
    return charts.bars(rows, width=width, text_width=text_width, style=style)


def choice_chart(
    found: ChoiceResult, *, responses: int, width: float, text_width: TextWidth, style: ChartStyle | None = None
) -> Drawing:
    """Bars of how many chose each option, with their share of all sheets."""
    rows = [
        charts.Bar(option.text.text, count, str(count), percent(count, responses, language()) or "–")
        for option, count in found.counts
    ]
    return charts.bars(rows, width=width, text_width=text_width, style=style)


def by_gap(result: SurveyResult) -> list[CompetenceResult]:
    """The competences whose figures may be shown, widest gap first."""
    shown = [item for item in result.competences if item.figures.gap is not None]
    return sorted(shown, key=lambda item: -(item.figures.gap or 0.0))
