"""Pictures of a survey, the same on screen and on paper; every figure says how many people stand behind it."""

from collections.abc import Callable, Iterable, Sequence

from desktop_app.documents import charts, dot_charts
from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import N_, _, language
from desktop_app.language.numbers import number, percent
from desktop_app.questionnaires.model import Scale, Texts, text_in
from desktop_app.surveys.document_content import CompetenceNeed
from desktop_app.surveys.figures import ChoiceFigures, CompetenceFigures, Figures, RankFigures, ScaleFigures
from desktop_app.surveys.results import Group, SurveyFigures

Layout = Callable[[float, TextWidth, ChartStyle | None], Drawing]
"""Lays a chart out for a width."""

HIGHEST_GAP = 20.0
FIVE = 5

HIDDEN = N_("Hatched: fewer than {least} people, or it could be worked out from the others.")


def gap_chart(needs: Iterable[CompetenceNeed]) -> Layout:
    """Bars of the gaps, 0 to 20 points; hidden figures have none."""
    rows = [
        charts.Bar(each.text, each.figures.gap, _one(each.figures.gap), _n_of(each.figures.n))
        for each in needs
        if each.figures.gap is not None
    ]
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def importance_and_level(needs: Iterable[CompetenceNeed]) -> Layout:
    """Two dots on a line: how important a competence is, and the present level in it."""
    rows = [
        dot_charts.Dots(
            each.text,
            each.figures.importance,
            each.figures.level,
            _one(each.figures.importance),
            _one(each.figures.level),
            _n_of(each.figures.n),
        )
        for each in needs
        if each.figures.importance is not None and each.figures.level is not None
    ]
    names = (_("Importance"), _("Present level"))
    return lambda width, text_width, style: dot_charts.gap_plot(
        rows, names=names, low=1, high=FIVE, width=width, text_width=text_width, style=style
    )


def level_chart(needs: Iterable[CompetenceNeed]) -> Layout:
    """How many gave themselves which level, as bars that diverge from the middle one."""
    return answers_chart([(each.text, each.figures.of_level) for each in needs])


def answers_chart(rows: Iterable[tuple[str, ScaleFigures]], *, scale: Scale | None = None) -> Layout:
    """The same of any answers on a scale of five."""
    shown = [
        charts.LikertRow(text, tuple(figures.counts[value] for value in sorted(figures.counts)), _n_of(figures.n))
        for text, figures in rows
        if figures.counts is not None and len(figures.counts) == FIVE
    ]
    low = 1 if scale is None else scale.low
    names = [_end(scale, low + place) for place in range(FIVE)]
    return lambda width, text_width, style: charts.likert(
        shown, names=names, width=width, text_width=text_width, style=style
    )


def choice_chart(figures: ChoiceFigures, names: dict[str, Texts] | None = None) -> Layout:
    """Bars of how many chose each option, with their share of those who chose any."""
    texts = names or {}
    rows = [
        charts.Bar(
            text_in(texts.get(code, {"uz": code})), count, str(count), percent(count, figures.n, language()) or "–"
        )
        for code, count in (figures.counts or {}).items()
    ]
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def rank_chart(figures: RankFigures, names: dict[str, Texts] | None = None) -> Layout:
    """Bars of how many gave an option any place, and how many of them the first."""
    texts = names or {}
    ordered = sorted((figures.places or {}).items(), key=lambda each: (-sum(each[1]), -each[1][0]))
    rows = [
        charts.Bar(text_in(texts.get(code, {"uz": code})), sum(places), str(sum(places)), _("first: {n}", n=places[0]))
        for code, places in ordered
    ]
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def competences_by_group(figures: SurveyFigures) -> Layout:
    """A heat map of the gaps: a row a group, a column a competence, known by its code."""
    codes = [row.code for row in figures.questionnaire.competences]
    rows = [(_with_people(group), [_gap_cell(group.figures, code) for code in codes]) for group in figures.groups]
    return _heat(rows, codes, figures.least_shown)


def cross_table(figures: SurveyFigures, *, code: str) -> Layout:
    """A heat map of the gap of one competence where two fields meet."""
    rows = [
        (
            _with_people(group),
            [
                _gap_cell(figures.cells[group.key, column.key], code)
                if (group.key, column.key) in figures.cells
                else None
                for column in figures.columns
            ],
        )
        for group in figures.groups
    ]
    return _heat(rows, [column.text for column in figures.columns], figures.least_shown)


def _heat(rows: Sequence[tuple[str, Sequence[dot_charts.Cell | None]]], columns: Sequence[str], least: int) -> Layout:
    hidden = _(HIDDEN, least=least)
    return lambda width, text_width, style: dot_charts.heat_map(
        rows, columns=columns, hidden=hidden, width=width, text_width=text_width, style=style
    )


def _gap_cell(figures: Figures | None, code: str) -> dot_charts.Cell | None:
    if figures is None:
        return dot_charts.Cell(None, "")
    found: CompetenceFigures | None = figures.competences.get(code)
    if found is None or not found.n:
        return None
    if found.gap is None:
        return dot_charts.Cell(None, "")
    return dot_charts.Cell(found.gap / HIGHEST_GAP, _one(found.gap), str(found.n))


def _with_people(group: Group) -> str:
    return group.text if group.people is None else f"{group.text} ({group.people})"


def _end(scale: Scale | None, value: int) -> str:
    said = {} if scale is None else scale.ends.get(value, {})
    return f"{value} – {text_in(said)}" if said else str(value)


def _n_of(n: int) -> str:
    return _("n = {n}", n=n)


def _one(value: float) -> str:
    return number(value, 1, language())
