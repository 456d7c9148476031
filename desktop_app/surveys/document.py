"""The survey's result on paper: figures, chart, ranking of modules, choices, open answers."""

from pathlib import Path

from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.surveys.charts import gap_chart
from desktop_app.surveys.records import SurveyResult


def survey_pdf(target: Path, *, result: SurveyResult, centre_name: str, made_on: str) -> None:
    """Write the report in the language in force."""
    title = _("Result of the needs survey")
    report = Report(target, title=title, footer=f"{centre_name} · {result.cohort_code} · {made_on}")
    report.title(title, below=result.programme)
    report.facts(
        [
            (_("Cohort"), result.cohort_code),
            (_("Answers"), _answered(result)),
        ]
    )
    if not result.is_shown:
        report.paragraph(
            _(
                "Fewer than {least} people have answered. Figures are shown from {least} answers on, so that "
                "nobody can be recognised.",
                least=result.least_shown,
            )
        )
        report.save()
        return
    _competences(report, result)
    _modules(report, result)
    _choices(report, result)
    _open_answers(report, result)
    report.save()


def _answered(result: SurveyResult) -> str:
    share = percent(result.responses, result.enrolled, language())
    counts = _("{responses} of {enrolled}", responses=result.responses, enrolled=result.enrolled)
    return f"{counts} ({share})" if share else str(result.responses)


def _competences(report: Report, result: SurveyResult) -> None:
    report.heading(_("Need gap by competence"))
    report.paragraph(
        _(
            "The gap of an answer is its importance times (5 – present level), 0 to 20 points; the gap of a competence "
            "is the mean over those who gave both. n is the number of such answers."
        ),
        is_small=True,
    )
    report.chart(lambda width, text_width: gap_chart(result, width=width, text_width=text_width))
    rows = [
        [
            item.text.text,
            str(item.figures.n),
            _mean(item.figures.importance),
            _mean(item.figures.level),
            _mean(item.figures.gap),
            _share(item.figures.high_share),
        ]
        for item in result.competences
    ]
    columns = [
        Column(_("Competence")),
        Column("n", is_number=True),
        Column(_("Importance"), is_number=True),
        Column(_("Present level"), is_number=True),
        Column(_("Gap"), is_number=True),
        Column(_("Share with a gap of 10 or more"), is_number=True, width_mm=28),
    ]
    draw_table(report, columns, rows)


def _modules(report: Report, result: SurveyResult) -> None:
    report.heading(_("Ranking of modules"))
    report.paragraph(
        _(
            "The score of a module is the mean gap of the competences it serves plus the mean of the wishes "
            "(3, 2, 1 points for the first, second, third)."
        ),
        is_small=True,
    )
    rows = [
        [
            str(module.place),
            module.title,
            str(module.hours),
            _("elective") if module.is_elective else _("fixed"),
            _mean(module.gap),
            str(module.wishes),
            number(module.score, 1, language()),
            _("proposed") if module.is_proposed else "",
        ]
        for module in result.modules
    ]
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
    draw_table(report, columns, rows)


def _choices(report: Report, result: SurveyResult) -> None:
    for found in result.choices:
        report.heading(found.choice.text.text)
        rows = [
            [option.text.text, str(count), percent(count, result.responses, language()) or "–"]
            for option, count in found.counts
        ]
        columns = [Column(_("Answer")), Column(_("Answers"), is_number=True), Column("%", is_number=True)]
        draw_table(report, columns, rows)


def _open_answers(report: Report, result: SurveyResult) -> None:
    if not result.open_answers:
        return
    report.heading(result.questionnaire.open_text.text)
    for text in result.open_answers:
        report.paragraph(f"— {text}")


def _mean(value: float | None) -> str:
    return "–" if value is None else number(value, 2, language())


def _share(value: float | None) -> str:
    return "–" if value is None else number(value * 100, 1, language()) + "%"
