"""Pictures of a survey, the same on screen and on paper; every figure says how many people stand behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.documents import charts, dot_charts
from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import N_, _, language
from desktop_app.language.numbers import number, percent
from desktop_app.questionnaires.model import Scale, Texts, text_in
from desktop_app.surveys.changes import Change
from desktop_app.surveys.document_content import CompetenceNeed
from desktop_app.surveys.figures import ChoiceFigures, Figures, RankFigures, ScaleFigures
from desktop_app.surveys.results import Group, SurveyFigures

Layout = Callable[[float, TextWidth, ChartStyle | None], Drawing]
"""Lays a chart out for a width."""

FIVE = 5
# A chart stands on one page.
MOST_BARS = 30

HIDDEN = N_("Hatched: fewer than {least} people, or it could be worked out from the others.")


def gap_chart(needs: Iterable[CompetenceNeed]) -> Layout:
    """Bars of the gaps, 0 to 20 points; hidden figures have none."""
    rows = [
        charts.Bar(each.text, each.figures.gap, _one(each.figures.gap), _n_of(each.figures.n))
        for each in needs
        if each.figures.gap is not None
    ]
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def importance_and_level(needs: Iterable[CompetenceNeed], *, has_gap: bool = False) -> Layout:
    """Two dots on a line: how important a competence is, and the present level in it; the gap beside them."""
    rows = [
        dot_charts.Dots(
            each.text,
            each.figures.importance,
            each.figures.level,
            _one(each.figures.importance),
            _one(each.figures.level),
            _("gap {gap}, n = {n}", gap=_one(each.figures.gap), n=each.figures.n) if has_gap else _n_of(each.figures.n),
        )
        for each in needs
        if each.figures.importance is not None and each.figures.level is not None and each.figures.gap is not None
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


def choice_chart(figures: ChoiceFigures, names: Mapping[str, Texts]) -> Layout:
    """Bars of how many chose each option, with their share of those who chose any; of a long list the commonest."""
    counts = list((figures.counts or {}).items())
    rows = [
        charts.Bar(_name(names, code), count, str(count), percent(count, figures.n, language()) or "–")
        for code, count in counts[:MOST_BARS]
    ]
    rest = sum(count for _code, count in counts[MOST_BARS:])
    if rest:
        rows.append(charts.Bar(_("all others"), rest, str(rest), percent(rest, figures.n, language()) or "–"))
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def rank_chart(figures: RankFigures, names: Mapping[str, Texts]) -> Layout:
    """Bars of how many gave an option any place, and how many of them the first."""
    ordered = sorted((figures.places or {}).items(), key=lambda each: (-sum(each[1]), -each[1][0]))
    rows = [
        charts.Bar(_name(names, code), sum(places), str(sum(places)), _("first: {n}", n=places[0]))
        for code, places in ordered[:MOST_BARS]
    ]
    return lambda width, text_width, style: charts.bars(rows, width=width, text_width=text_width, style=style)


def before_and_after(changes: Iterable[tuple[str, Change]]) -> Layout:
    """Two bars each: the mean before the course and after it, on a scale of five."""
    pairs = [
        charts.Pair(
            text,
            change.before,
            change.after,
            f"{_one(change.before)} ({_n_of(change.n_before)})",
            f"{_one(change.after)} ({_n_of(change.n_after)})",
        )
        for text, change in changes
    ]
    names = (_("Before"), _("After"))
    return lambda width, text_width, style: charts.paired_bars(
        pairs, names=names, highest=FIVE, width=width, text_width=text_width, style=style
    )


def competences_by_group(figures: SurveyFigures) -> Layout:
    """A heat map of the gaps: a row a group, a column a competence, known by its code."""
    codes = [row.code for row in figures.questionnaire.competences]
    found = [(group, [_gap_of(group.figures, code) for code in codes]) for group in figures.groups]
    return _heat(found, codes, figures.least_shown)


def cross_table(figures: SurveyFigures, *, code: str) -> Layout:
    """A heat map of the gap of one competence where two fields meet."""
    found = [
        (
            group,
            [
                _gap_of(figures.cells[key], code) if (key := (group.key, column.key)) in figures.cells else None
                for column in figures.columns
            ],
        )
        for group in figures.groups
    ]
    return _heat(found, [column.text for column in figures.columns], figures.least_shown)


@dataclass(frozen=True)
class _Gap:
    """A gap with its people; None where it is hidden."""

    value: float | None = None
    n: int = 0


def _gap_of(figures: Figures | None, code: str) -> _Gap | None:
    """None where nobody has answered."""
    found = None if figures is None else figures.competences.get(code)
    if figures is None or (found is not None and found.n and found.gap is None):
        return _Gap()
    return _Gap(found.gap, found.n) if found is not None and found.n else None


def _heat(found: Sequence[tuple[Group, Sequence[_Gap | None]]], columns: Sequence[str], least: int) -> Layout:
    """The strongest cell is that of the greatest gap of the table, the weakest that of the least one."""
    values = [gap.value for _group, gaps in found for gap in gaps if gap is not None and gap.value is not None]
    low, span = min(values, default=0.0), (max(values, default=0.0) - min(values, default=0.0)) or 1.0

    def cell(gap: _Gap | None) -> dot_charts.Cell | None:
        if gap is None:
            return None
        if gap.value is None:
            return dot_charts.Cell(None, "")
        return dot_charts.Cell((gap.value - low) / span, _one(gap.value), str(gap.n))

    rows = [(_with_people(group), [cell(gap) for gap in gaps]) for group, gaps in found]
    hidden = _(HIDDEN, least=least)
    return lambda width, text_width, style: dot_charts.heat_map(
        rows, columns=columns, hidden=hidden, width=width, text_width=text_width, style=style
    )


def _with_people(group: Group) -> str:
    return group.text if group.people is None else f"{group.text} ({group.people})"


def _name(names: Mapping[str, Texts], code: str) -> str:
    return text_in(names.get(code, {"uz": code}))


def _end(scale: Scale | None, value: int) -> str:
    said = {} if scale is None else scale.ends.get(value, {})
    return f"{value} – {text_in(said)}" if said else str(value)


def _n_of(n: int) -> str:
    return _("n = {n}", n=n)


def _one(value: float) -> str:
    return number(value, 1, language())
