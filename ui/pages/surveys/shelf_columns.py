"""The columns of the shelf of questionnaires and of the list of surveys."""

from datetime import date
from fractions import Fraction

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState, RoundRow
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.surveys.editor_words import language_name
from ui.pages.surveys.sheets_columns import PHASES
from ui.theme import Tone

STATES = {
    QuestionnaireState.DRAFT: (N_("Draft"), Tone.WARN),
    QuestionnaireState.IN_USE: (N_("In use"), Tone.GOOD),
    QuestionnaireState.RETIRED: (N_("Out of use"), Tone.MUTED),
}
SHELF: tuple[Column[QuestionnaireRow], ...] = (
    Column(
        "title",
        N_("Questionnaire"),
        lambda row: text_in(row.questionnaire.title),
        is_told_whole=True,
        width=330,
        is_stretched=True,
    ),
    Column("edition", N_("Edition"), lambda row: row.questionnaire.edition, width=64),
    Column(
        "state",
        N_("State"),
        lambda row: _(STATES[row.state][0]),
        tone=lambda row: STATES[row.state][1],
        width=150,
    ),
    Column(
        "languages",
        N_("Languages"),
        lambda row: ", ".join(row.questionnaire.languages),
        hint=lambda row: ", ".join(language_name(code) for code in row.questionnaire.languages),
        width=95,
    ),
    Column("answered", N_("Answered"), lambda row: row.answered, width=95),
    Column("origin", N_("Made by"), lambda row: _("the program") if row.is_built_in else _("the centre"), width=95),
    Column("code", N_("Code"), lambda row: row.questionnaire.code, width=125),
)


def round_title(row: RoundRow) -> str:
    return row.cohort_code or row.title


def is_over(row: RoundRow, today: date) -> bool:
    return row.closes_on is not None and row.closes_on < today


def round_columns(today: date) -> tuple[Column[RoundRow], ...]:
    return (
        Column("whom", N_("Who is asked"), round_title, width=110),
        Column(
            "questionnaire",
            N_("Questionnaire"),
            lambda row: row.questionnaire_title,
            is_told_whole=True,
            width=240,
            is_stretched=True,
        ),
        Column("way", N_("When"), _way, width=125, is_told_whole=True),
        Column("window", N_("Days"), _window, sort=lambda row: row.closes_on or date.max, width=150),
        Column(
            "state",
            N_("State"),
            lambda row: _state(row, today)[0],
            tone=lambda row: _state(row, today)[1],
            width=100,
        ),
        Column("asked", N_("People"), lambda row: row.asked, width=75),
        Column("answered", N_("Answered"), lambda row: row.answered, width=95),
        Column(
            "share",
            N_("Share"),
            lambda row: Fraction(row.answered, row.asked) if row.asked else Fraction(-1),
            shown=lambda share: formats.NOTHING if share < 0 else formats.percent_text(share, 1),
            align=Align.RIGHT,
            width=75,
        ),
    )


def _way(row: RoundRow) -> str:
    """Before or after the course, where there is one; that answers are anonymous is the rule and not said."""
    words = [] if row.cohort_id is None else [_(PHASES[row.phase])]
    if not row.is_anonymous:
        words.append(_("by name"))
    return ", ".join(words)


def _window(row: RoundRow) -> str:
    if row.opens_on is None and row.closes_on is None:
        return _("any day")
    if row.opens_on is None:
        return _("until {day}", day=formats.date_text(row.closes_on))
    if row.closes_on is None:
        return _("from {day}", day=formats.date_text(row.opens_on))
    return f"{formats.date_text(row.opens_on)} – {formats.date_text(row.closes_on)}"


def _state(row: RoundRow, today: date) -> tuple[str, Tone]:
    if is_over(row, today):
        return _("Closed"), Tone.MUTED
    if row.opens_on is not None and row.opens_on > today:
        return _("To come"), Tone.WARN
    return _("Open now"), Tone.GOOD
