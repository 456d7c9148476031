"""The strip over all pages of what is no centre of its own: lent work, or a closed year."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.i18n import _
from ui.actions import link_button
from ui.theme import GAP_S, GAP_XL
from ui.widgets.text import dress, label

if TYPE_CHECKING:
    from desktop_app.borrowed import Borrowed
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Standing:
    """What lies open: ``year`` of an archive, or what was ``borrowed``."""

    year: int = 0
    borrowed: "Borrowed | None" = None

    @property
    def text(self) -> str:
        lent = self.borrowed
        if lent is None:
            return _("Archive of {year}: it is only read, nothing in it can be changed.", year=self.year)
        if lent.due_on is None:
            return _("Lent work: {title} of {centre}. What is done here goes back to it.", **_facts(lent))
        return _("Lent work: {title} of {centre}, until {day}. What is done here goes back to it.", **_facts(lent))

    @property
    def link(self) -> str:
        return _("Give back…") if self.borrowed is not None else _("Back to the centre")


class StandingStrip(QFrame):
    def __init__(self, standing: Standing, go: Callable[[], object]) -> None:
        super().__init__()
        dress(self, role="standing")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_S)
        row.addWidget(label(standing.text, wrap=True), 1)
        row.addWidget(link_button(standing.link, go))


def standing_of(centre: "Centre") -> Standing | None:
    """None for a centre of its own. Runs in the worker."""
    from desktop_app.archived import Archive
    from desktop_app.borrowed import borrowed

    if isinstance(centre, Archive):
        return Standing(year=centre.year)
    lent = centre.read(borrowed)
    return Standing(borrowed=lent) if lent is not None else None


def _facts(lent: "Borrowed") -> dict[str, str]:
    from ui.formats import date_text

    day = date_text(lent.due_on) if lent.due_on is not None else ""
    return {"title": lent.title, "centre": lent.centre, "day": day}
