"""The words for how a file of a region ends, and for a month in whatever language it is told."""

from dataclasses import dataclass

from desktop_app.consolidation.records import FileState
from desktop_app.i18n import N_, language
from desktop_app.language.dates import month_title

STATES = {
    FileState.ACCEPTED: N_("Accepted"),
    FileState.DISPUTED: N_("Accepted, with errors"),
    FileState.SUPERSEDED: N_("Corrected by a later one"),
    FileState.REPEATED: N_("The same again"),
    FileState.CONFLICT: N_("Two of one number"),
    FileState.ALTERED: N_("Altered"),
    FileState.WRONG_MONTH: N_("Another month"),
    FileState.WRONG_REGION: N_("Unknown region"),
    FileState.WRONG_EDITION: N_("Another edition"),
    FileState.FOREIGN: N_("Not a return"),
    FileState.UNREADABLE: N_("Cannot be read"),
}
NOT_SENT = N_("Has not come")


@dataclass(frozen=True)
class SpokenMonth:
    """A fact of a finding: a letter may be in another language than the screen that shows the same finding."""

    year: int
    month: int

    def __str__(self) -> str:
        return month_title(self.year, self.month, language())
