"""The words for how a file of a region ends, and for a month and regions in whatever language they are told."""

from dataclasses import dataclass

from desktop_app.consolidation.records import FileState
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.reference.records import Names

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
# Of fourteen regions that all tell the same, the first ones are enough to see it.
_MOST_NAMED = 5


@dataclass(frozen=True)
class SpokenMonth:
    """A fact of a finding: a letter may be in another language than the screen that shows the same finding."""

    year: int
    month: int

    def __str__(self) -> str:
        return month_title(self.year, self.month, language())


@dataclass(frozen=True)
class SpokenRegions:
    """A fact of a finding likewise: the regions by name, of many the first ones and how many more there are."""

    names: tuple[Names, ...]

    def __str__(self) -> str:
        named = ", ".join(name.text for name in self.names[:_MOST_NAMED])
        more = len(self.names) - _MOST_NAMED
        return _("{rows} and {more} more", rows=named, more=more) if more > 0 else named
