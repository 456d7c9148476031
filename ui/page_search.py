"""What the search of everything finds among the pages themselves: whoever types "buyruq" is led to the orders."""

from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.language.keys import search_key
from ui.actions import key_text
from ui.navigation import PAGES, Hit, PageSpec, Target, is_open_to_me

if TYPE_CHECKING:
    from desktop_app.centre import Centre

FEWEST_LETTERS = 2


def find(_centre: "Centre", text: str) -> list[Hit]:
    """Pages with a word of their title that begins so."""
    wanted = search_key(text)
    if len(wanted) < FEWEST_LETTERS:
        return []
    reached_alone = (
        spec for spec in PAGES if is_open_to_me(spec) and (spec.shortcut or spec.stands_alone or not spec.under)
    )
    return [_hit(spec) for spec in reached_alone if f" {wanted}" in f" {search_key(_(spec.title))}"]


def _hit(spec: PageSpec) -> Hit:
    return Hit(_(spec.title), key_text(spec.shortcut) if spec.shortcut else "", _("Page"), Target(spec.name))
