"""Open answers as a workbook: the themes, the words, and the answers with the themes they were put under."""

from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.questionnaires.model import text_in
from desktop_app.reference.export import require_short
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook
from desktop_app.surveys.themes import OpenQuestion
from desktop_app.surveys.themes_reading import OpenAnswers, theme_counts, words_of

TEXT_WIDTH, THEME_WIDTH, FIGURE_WIDTH = 80, 44, 14


def write_answers(centre: Centre, *, question: OpenQuestion, answers: OpenAnswers, out: Path) -> Path:
    """Returns the path really written; the journal tells of what was written.

    Raises Refused for answers of too few people and for too many answers, StorageError.
    """
    if not answers.is_shown:
        raise Refused(
            "answers_too_few",
            N_("Fewer than {least} people have answered: nothing is exported."),
            least=answers.least_shown,
        )
    require_short(len(answers.lines))
    own = centre.read(profile)
    heading = (
        f"{text_in(question.questionnaire)} — {question.text}",
        f"{own.name}, {short_date(centre.clock.today())}",
        _("{read} of {n} answers have been read.", read=answers.read, n=answers.people),
    )
    sheets = [_themes(answers, heading), _words(answers, heading), _answers(answers, heading)]
    written = write_workbook(out, sheets, creator=own.name)
    facts = {"what": heading[0], "rows": len(answers.lines)}
    centre.write(lambda unit: unit.note("export", entity="list", entity_id="", facts=facts))
    return written


def _themes(answers: OpenAnswers, heading: tuple[str, ...]) -> SheetPlan:
    columns = (
        ColumnPlan(_("Theme"), Kind.TEXT, THEME_WIDTH),
        ColumnPlan(_("How many"), Kind.INTEGER, FIGURE_WIDTH),
        ColumnPlan(_("Share of the answers read"), Kind.PERCENT, FIGURE_WIDTH),
    )
    rows = [(count.theme.name, count.people, count.share) for count in theme_counts(answers)]
    few = _("Themes of fewer than {least} people have no figure.", least=answers.least_shown)
    return SheetPlan(_("Themes"), columns, rows, heading=heading, footers=(few,))


def _words(answers: OpenAnswers, heading: tuple[str, ...]) -> SheetPlan:
    columns = (ColumnPlan(_("Word"), Kind.TEXT, THEME_WIDTH), ColumnPlan(_("How many"), Kind.INTEGER, FIGURE_WIDTH))
    rows = [(count.word, count.people) for count in words_of(answers)]
    few = _("Words of fewer than {least} people are left out.", least=answers.least_shown)
    return SheetPlan(_("Words"), columns, rows, heading=heading, footers=(few,))


def _answers(answers: OpenAnswers, heading: tuple[str, ...]) -> SheetPlan:
    columns = (
        ColumnPlan(_("Answer"), Kind.TEXT, TEXT_WIDTH),
        ColumnPlan(_("How many"), Kind.INTEGER, FIGURE_WIDTH),
        ColumnPlan(_("Themes"), Kind.TEXT, THEME_WIDTH),
    )
    rows = [
        (line.text, line.people, "; ".join(theme.name for theme in answers.frame if theme.id in line.themes))
        for line in answers.lines
    ]
    return SheetPlan(_("Answers"), columns, rows, heading=heading)
