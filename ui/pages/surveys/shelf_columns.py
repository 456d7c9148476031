"""The columns of the shelf of questionnaires and of the list of surveys."""

from datetime import date

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState, RoundRow
from ui import formats
from ui.models.table_model import Align, Column
from ui.pages.surveys.editor_words import language_name
from ui.pages.surveys.sheets_columns import PHASES
from ui.theme import Tone

STATES = {
    QuestionnaireState.DRAFT: (N_("draft"), Tone.WARN),
    QuestionnaireState.IN_USE: (N_("in use"), Tone.GOOD),
    QuestionnaireState.RETIRED: (N_("retired"), Tone.MUTED),
}
SHELF: tuple[Column[QuestionnaireRow], ...] = (
    Column("title", N_("Questionnaire"), lambda row: text_in(row.questionnaire.title), width=330, is_stretched=True),
    Column("edition", N_("Edition"), lambda row: row.questionnaire.edition, width=90),
    Column(
        "state",
        N_("State"),
        lambda row: _(STATES[row.state][0]),
        tone=lambda row: STATES[row.state][1],
        width=140,
    ),
    Column(
        "questions",
        N_("Questions"),
        lambda row: sum(item.kind.is_asked for item in row.questionnaire.items),
        width=100,
    ),
    Column(
        "languages",
        N_("Languages"),
        lambda row: ", ".join(language_name(code) for code in row.questionnaire.languages),
        width=200,
    ),
    Column("answered", N_("Answered"), lambda row: row.answered, width=110),
    Column("origin", N_("From"), lambda row: _("the program") if row.is_built_in else _("the centre"), width=120),
    Column("code", N_("Code"), lambda row: row.questionnaire.code, width=140),
)


def round_title(row: RoundRow) -> str:
    return row.cohort_code or row.title


def is_over(row: RoundRow, today: date) -> bool:
    return row.closes_on is not None and row.closes_on < today


def round_columns(today: date) -> tuple[Column[RoundRow], ...]:
    return (
        Column("whom", N_("Who is asked"), round_title, width=180),
        Column("questionnaire", N_("Questionnaire"), lambda row: row.questionnaire_title, width=260, is_stretched=True),
        Column("phase", N_("When"), lambda row: "" if row.cohort_id is None else _(PHASES[row.phase]), width=130),
        Column("names", N_("Names"), lambda row: _("anonymous") if row.is_anonymous else _("by name"), width=110),
        Column("window", N_("Days"), _window, sort=lambda row: row.closes_on or date.max, width=190),
        Column(
            "state",
            N_("State"),
            lambda row: _state(row, today)[0],
            tone=lambda row: _state(row, today)[1],
            width=130,
        ),
        Column("asked", N_("People"), lambda row: row.asked, width=90),
        Column("answered", N_("Answered"), lambda row: row.answered, width=110),
        Column(
            "share",
            N_("Share"),
            lambda row: row.answered / row.asked if row.asked else -1.0,
            shown=lambda share: formats.NOTHING if share < 0 else formats.percent_text(share, 1),
            align=Align.RIGHT,
            width=90,
        ),
    )


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
        return _("closed"), Tone.MUTED
    if row.opens_on is not None and row.opens_on > today:
        return _("to come"), Tone.WARN
    return _("open"), Tone.GOOD
