"""Positions as a paper names them: in its language, where what was typed is an entry of the list."""

from collections.abc import Callable

from db.unit_of_work import UnitOfWork
from desktop_app.i18n import language, use
from desktop_app.language.paper_names import in_script_of
from desktop_app.language.script import catalogue_to_cyrillic
from desktop_app.reference.lists import item_spellings
from desktop_app.reference.service import list_items


def positions_on_paper(unit: UnitOfWork, paper_language: str | None = None) -> Callable[[str], str]:
    """What names a position in the language of a paper, by default the one in force.

    It stands with a person as it was typed, mostly in Uzbek. Words that no entry has are only put in the script.
    """
    says = paper_language or language()
    with use(says):
        named = {item.code: item.names.text for item in list_items(unit, "position")}
    known: dict[str, str] = {}
    for code, spelling in item_spellings(unit, "position"):
        if spelling != code:
            known.setdefault(spelling.casefold(), named[code])
            known.setdefault(catalogue_to_cyrillic(spelling).casefold(), named[code])
    return lambda typed: known.get(typed.casefold()) or in_script_of(says, typed)
