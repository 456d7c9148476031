"""What the search of everything finds among institutions."""

from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.institutions.search import FoundInstitution, search_institutions
from ui.navigation import Hit, Target

if TYPE_CHECKING:
    from desktop_app.centre import Centre

MOST_SHOWN = 6


def find(centre: "Centre", text: str) -> list[Hit]:
    """A handful, open ones first."""
    return [_hit(found) for found in centre.read(search_institutions, text, limit=MOST_SHOWN)]


def _hit(found: FoundInstitution) -> Hit:
    former = _("called {name} before", name=found.former) if found.former else ""
    facts = (former, found.district, _("closed") if found.is_closed else "")
    return Hit(found.name, " · ".join(filter(None, facts)), _("Institution"), Target("institution", found.id))
