"""The columns of the list of templates."""

from collections.abc import Mapping

from desktop_app.certificate_templates.model import text_in
from desktop_app.certificate_templates.shelf import TemplateRow
from desktop_app.i18n import N_, _, language
from ui.models.table_model import Column
from ui.pages.templates.page_form import ORIENTATIONS
from ui.pages.templates.words import PAPERS, language_name
from ui.theme import Tone

DRAFT, IN_USE, RETIRED = "draft", "in_use", "retired"
STATES: Mapping[str, tuple[str, Tone]] = {
    DRAFT: (N_("Draft"), Tone.WARN),
    IN_USE: (N_("In use"), Tone.GOOD),
    RETIRED: (N_("Out of use"), Tone.MUTED),
}


def title_of_row(row: TemplateRow) -> str:
    return text_in(row.template.title, language())


TEMPLATES: tuple[Column[TemplateRow], ...] = (
    Column("title", N_("Template"), title_of_row, is_told_whole=True, width=240, is_stretched=True),
    Column("kind", N_("For which papers"), lambda row: _(PAPERS[row.template.kind]), width=165),
    Column("edition", N_("Edition"), lambda row: row.template.edition, width=75),
    Column(
        "state",
        N_("State"),
        lambda row: _(STATES[row.state][0]),
        tone=lambda row: STATES[row.state][1],
        width=135,
    ),
    Column(
        "sheet",
        N_("Sheet"),
        lambda row: f"{row.template.paper.value}, {_(ORIENTATIONS[row.template.is_landscape])}",
        width=120,
    ),
    Column(
        "languages",
        N_("Languages"),
        lambda row: len(row.template.languages),
        hint=lambda row: ", ".join(language_name(code) for code in row.template.languages),
        width=75,
    ),
    Column("issues", N_("Issues"), lambda row: row.issues, width=80),
    Column("origin", N_("Made by"), lambda row: _("the program") if row.is_built_in else _("the centre"), width=95),
)
