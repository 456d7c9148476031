"""The figures of a survey as a workbook: competences, answers, and the groups of a break-down."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.i18n import _
from desktop_app.questionnaires.model import text_in
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, Value, write_workbook
from desktop_app.surveys.document_content import CompetenceNeed, SurveyContent, needs_in
from desktop_app.surveys.figures import ChoiceFigures, ItemFigures, RankFigures, ScaleFigures

CODE_WIDTH, TEXT_WIDTH, FIGURE_WIDTH = 10, 52, 13
TWO_PLACES = "0.00"


def write_results(path: Path, content: SurveyContent, *, centre: str, about: str, field: str = "") -> Path:
    """Write the workbook in the language in force; ``field`` is the title of what it is broken down by."""
    title = text_in(content.questionnaire.title)
    heading = (title, about)
    sheets = [
        SheetPlan(_("Competences"), _competence_columns(), list(_competences(content.needs)), heading=heading),
        SheetPlan(_("Answers"), _answer_columns(), list(_answers(content)), heading=heading),
    ]
    if content.figures.groups:
        columns = [ColumnPlan(field or _("Group"), width=30), *_competence_columns()]
        sheets.append(SheetPlan(_("Break-down"), columns, list(_groups(content)), heading=heading, freeze_columns=1))
    return write_workbook(path, sheets, creator=centre)


def _competence_columns() -> list[ColumnPlan]:
    figures = (
        _("Importance"),
        _("Present level"),
        _("Spread of the level"),
        _("Gap"),
        _("Spread of the gap"),
    )
    return [
        ColumnPlan(_("Code"), width=CODE_WIDTH),
        ColumnPlan(_("Competence"), width=TEXT_WIDTH),
        ColumnPlan("n", Kind.INTEGER, CODE_WIDTH),
        *(ColumnPlan(name, Kind.DECIMAL, FIGURE_WIDTH, number_format=TWO_PLACES) for name in figures),
        ColumnPlan(_("Large gaps"), Kind.PERCENT, FIGURE_WIDTH),
        ColumnPlan(_("Weighted discrepancy"), Kind.DECIMAL, FIGURE_WIDTH, number_format=TWO_PLACES),
        ColumnPlan(_("Ranked discrepancy"), Kind.DECIMAL, FIGURE_WIDTH),
        ColumnPlan(_("Without importance"), Kind.INTEGER, FIGURE_WIDTH),
        ColumnPlan(_("Without level"), Kind.INTEGER, FIGURE_WIDTH),
    ]


def _competences(needs: tuple[CompetenceNeed, ...]) -> Iterator[list[Value]]:
    for each in needs:
        found = each.figures
        yield [
            each.row.code,
            each.text,
            found.n,
            found.importance,
            found.level,
            found.level_spread,
            found.gap,
            found.gap_spread,
            found.large,
            found.weighted_discrepancy,
            found.ranked_discrepancy,
            found.of_importance.missing + found.of_importance.dont_know,
            found.of_level.missing + found.of_level.dont_know,
        ]


def _answer_columns() -> list[ColumnPlan]:
    return [
        ColumnPlan(_("Code"), width=CODE_WIDTH),
        ColumnPlan(_("Question"), width=TEXT_WIDTH),
        ColumnPlan(_("Answer"), width=TEXT_WIDTH),
        ColumnPlan(_("People"), Kind.INTEGER, FIGURE_WIDTH),
        ColumnPlan(_("Share"), Kind.PERCENT, FIGURE_WIDTH),
        ColumnPlan("n", Kind.INTEGER, CODE_WIDTH),
        ColumnPlan(_("Mean"), Kind.DECIMAL, FIGURE_WIDTH, number_format=TWO_PLACES),
    ]


def _answers(content: SurveyContent) -> Iterator[list[Value]]:
    """A line an option, and a line a number of a scale; of what is hidden one that says so."""
    if content.figures.total is None:
        return
    questions = {item.code: text_in(item.text) for item in content.questionnaire.items}
    questions |= {row.code: text_in(row.text) for item in content.questionnaire.items for row in item.rows}
    for code, found in content.figures.total.items.items():
        question = questions.get(code, questions.get(code.rpartition(".")[0], code))
        mean = found.mean if isinstance(found, ScaleFigures) else None
        for answer, people in _counts(content, code, found):
            yield [code, question, answer, people, people / found.n, found.n, mean]
    for code, numbers in content.numbers.items():
        if numbers.mean is not None:
            yield [code, questions.get(code, code), None, None, None, numbers.n, numbers.mean]
    for code, n in content.few.items():
        yield [code, questions.get(code, code), content.few_text(code), None, None, n, None]


def _counts(content: SurveyContent, code: str, found: ItemFigures) -> list[tuple[str, int]]:
    """The answers as people read them, with how many gave each; none of a hidden distribution."""
    match found:
        case ScaleFigures(counts=scale):
            return [(str(value), count) for value, count in (scale or {}).items()]
        case ChoiceFigures(counts=chosen):
            return [(_option(content, code, option), count) for option, count in (chosen or {}).items()]
        case RankFigures(places=places):
            return [(_option(content, code, option), sum(each)) for option, each in (places or {}).items()]


def _option(content: SurveyContent, item: str, option: str) -> str:
    return text_in(content.options.get(item, {}).get(option, {"uz": option}))


def _groups(content: SurveyContent) -> Iterator[list[Value]]:
    empty: list[Value] = [None] * (len(_competence_columns()) - 2)
    for group in content.figures.groups:
        if group.figures is None:
            yield [group.text, None, _("hidden: too few people"), *empty]
            continue
        for line in _competences(needs_in(content.questionnaire, group.figures)):
            yield [group.text, *line]
