"""The words of the editor for kinds of questions, lists of the centre, languages and relations."""

from desktop_app.i18n import LANGUAGES, N_, _
from desktop_app.questionnaires.conditions import Relation
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section, Source, text_in

# In the order of the menu in which they are chosen by digits.
KINDS = {
    ItemKind.ONE: N_("One answer"),
    ItemKind.SEVERAL: N_("Several answers"),
    ItemKind.RATING: N_("Mark on a scale"),
    ItemKind.MATRIX: N_("Table of marks"),
    ItemKind.RANK: N_("Order of importance"),
    ItemKind.INTEGER: N_("Whole number"),
    ItemKind.DECIMAL: N_("Number with a fraction"),
    ItemKind.TEXT: N_("Words"),
    ItemKind.DATE: N_("Day"),
    ItemKind.NOTE: N_("Note to read"),
    ItemKind.CALCULATED: N_("Calculated"),
}
SOURCES = {
    Source.OWN: N_("Written here"),
    Source.MODULES: N_("Modules of the programme"),
    Source.DISTRICTS: N_("Districts of the region"),
    Source.INSTITUTION_KINDS: N_("Kinds of institutions"),
    Source.SUBJECTS: N_("Subjects"),
    Source.LANGUAGES: N_("Languages of teaching"),
    Source.POSITIONS: N_("Positions"),
    Source.CATEGORIES: N_("Qualification categories"),
}
RELATIONS = {
    Relation.IS: N_("is"),
    Relation.IS_NOT: N_("is not"),
    Relation.INCLUDES: N_("includes"),
    Relation.DOES_NOT_INCLUDE: N_("does not include"),
    Relation.AT_LEAST: N_("is at least"),
    Relation.AT_MOST: N_("is at most"),
    Relation.IS_ANSWERED: N_("is answered"),
    Relation.IS_NOT_ANSWERED: N_("is not answered"),
}


def language_name(code: str) -> str:
    """As its speakers call it; a language that the program does not know by its code."""
    return LANGUAGES.get("uz_Latn" if code == "uz" else code, code)


def title_of(part: Questionnaire | Section | Item) -> str:
    """What a part is called in the outline, in the language of the window."""
    match part:
        case Questionnaire():
            return text_in(part.title) or _("(no title)")
        case Section():
            return text_in(part.title) or _("Section {code}", code=part.code)
        case Item():
            return text_in(part.text) or (part.code if part.kind is ItemKind.CALCULATED else _("(no text)"))
