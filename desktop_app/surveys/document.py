"""The result of a survey on paper: charts, figures, the ranking of modules, break-down, answers, words."""

from dataclasses import replace
from pathlib import Path

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.charts import (
    Layout,
    choice_chart,
    competences_by_group,
    gap_chart,
    importance_and_level,
    level_chart,
    rank_chart,
)
from desktop_app.surveys.document_content import SurveyContent
from desktop_app.surveys.figures import ChoiceFigures, RankFigures
from desktop_app.surveys.needs import ModuleNeeds
from desktop_app.surveys.turnout import Turnout

NOTHING = "–"
# So many rows of a heat map stand on a page.
GROUPS_ON_PAGE = 25


def survey_pdf(
    target: Path, *, content: SurveyContent, about: str, turnout: Turnout | None, centre_name: str, made_on: str
) -> None:
    """Write the report in the language in force; ``turnout`` is that of a cohort."""
    title = _("Result of the needs survey")
    report = Report(target, title=title, footer=" · ".join(filter(None, (centre_name, about, made_on))))
    report.title(title, below=text_in(content.questionnaire.title))
    report.facts([*([(_("Cohort"), about)] if about else []), (_("Answers"), _answered(content, turnout))])
    if turnout is not None and turnout.others:
        report.paragraph(turnout.others_text, is_small=True)
    if content.figures.total is None:
        report.paragraph(
            _(
                "Fewer than {least} people have answered. Figures are shown from {least} answers on, so that "
                "nobody can be recognised.",
                least=content.figures.least_shown,
            )
        )
        report.save()
        return
    if content.needs:
        _competences(report, content)
    if content.modules is not None:
        _modules(report, content.modules)
    if content.figures.groups:
        _groups(report, content)
    _answers(report, content)
    report.save()


def _answered(content: SurveyContent, turnout: Turnout | None) -> str:
    share = "" if turnout is None else percent(turnout.answered, turnout.asked, language())
    if turnout is None or not share:
        return str(content.figures.people)
    counted = _("{responses} of {enrolled}", responses=turnout.answered, enrolled=turnout.asked)
    return f"{counted} ({share})"


def _competences(report: Report, content: SurveyContent) -> None:
    report.heading(_("Need gap by competence"))
    report.paragraph(
        _(
            "The gap of an answer is its importance times (5 – present level), 0 to 20 points; the gap of a competence "
            "is the mean over those who gave both. n is the number of such answers."
        ),
        is_small=True,
    )
    _chart(report, gap_chart(content.needs))
    report.heading(_("Importance and level"))
    _chart(report, importance_and_level(content.needs))
    report.heading(_("Levels people gave themselves"))
    _chart(report, level_chart(content.needs))
    _table(report, content)


def _table(report: Report, content: SurveyContent) -> None:
    figures = ("n", _("Importance"), _("Level"), _("Spread"), _("Gap"), _("Large gaps"), "MWDS", "RDS")
    columns = [Column(_("Competence")), *(Column(title, is_number=True) for title in figures)]
    rows = [
        [
            each.text,
            str(each.figures.n),
            _number(each.figures.importance, 2),
            _number(each.figures.level, 2),
            _number(each.figures.level_spread, 2),
            _number(each.figures.gap, 2),
            NOTHING if each.figures.large is None else f"{_number(each.figures.large * 100, 0)}%",
            _number(each.figures.weighted_discrepancy, 2),
            _number(each.figures.ranked_discrepancy, 0),
        ]
        for each in content.needs
    ]
    draw_table(report, columns, rows)
    report.space(2)
    report.paragraph(
        _(
            "Large gaps: the share of people whose gap is 10 points or more. {weighted}: weighted discrepancy, the "
            "mean of (importance – level) times the mean importance. {ranked}: ranked discrepancy, –100 to 100; the "
            "lower, the greater the need.",
            weighted="MWDS",
            ranked="RDS",
        ),
        is_small=True,
    )


def _modules(report: Report, modules: ModuleNeeds) -> None:
    report.heading(_("Ranking of modules"))
    report.paragraph(
        _(
            "The score of a module is the mean gap of the competences it serves plus the mean of the wishes "
            "(3, 2, 1 points for the first, second, third)."
        ),
        is_small=True,
    )
    columns = [
        Column(_("Place"), is_number=True),
        Column(_("Module")),
        Column(_("Hours"), is_number=True),
        Column(_("Part")),
        Column(_("Gap"), is_number=True),
        Column(_("Wishes"), is_number=True),
        Column(_("Score"), is_number=True),
        Column(_("Proposal")),
    ]
    rows = [
        [
            str(each.place),
            each.module.title,
            str(each.module.hours),
            _("elective") if each.module.is_elective else _("fixed"),
            _number(each.gap, 2),
            NOTHING if each.wishes is None else str(each.wishes),
            _number(each.score, 1),
            _("proposed") if each.is_proposed else "",
        ]
        for each in modules.modules
    ]
    draw_table(report, columns, rows)


def _groups(report: Report, content: SurveyContent) -> None:
    report.heading(_("Break-down"))
    report.paragraph(_("Need gap, 0 to 20 points; under it the number of people."), is_small=True)
    groups = content.figures.groups
    for first in range(0, len(groups), GROUPS_ON_PAGE):
        part = replace(content.figures, groups=groups[first : first + GROUPS_ON_PAGE])
        _chart(report, competences_by_group(part))
    names = (f"{row.code} – {text_in(row.text)}" for row in content.questionnaire.competences)
    report.paragraph("; ".join(names), is_small=True)


def _answers(report: Report, content: SurveyContent) -> None:
    """The choices, the ranks and the words; scales stand in the tables above and in the workbook."""
    assert content.figures.total is not None
    for item in content.questionnaire.items:
        names = content.options.get(item.code, {})
        match content.figures.total.items.get(item.code):
            case ChoiceFigures() as found if found.counts:
                report.heading(text_in(item.text))
                report.paragraph(_("n = {n}", n=found.n), is_small=True)
                _chart(report, choice_chart(found, names))
            case RankFigures() as found if found.places:
                report.heading(text_in(item.text))
                report.paragraph(_("n = {n}", n=found.n), is_small=True)
                _chart(report, rank_chart(found, names))
            case _ if item.code in content.few:
                report.heading(text_in(item.text))
                report.paragraph(content.few_text(item.code), is_small=True)
            case _:
                pass
        if content.written.get(item.code):
            report.heading(text_in(item.text))
            for text in content.written[item.code]:
                report.paragraph(f"— {text}")


def _chart(report: Report, layout: Layout) -> None:
    report.chart(lambda width, text_width: layout(width, text_width, None))


def _number(value: float | None, decimals: int) -> str:
    return NOTHING if value is None else number(value, decimals, language())
