"""How the standing of an organisation is told."""

from types import MappingProxyType

from desktop_app.i18n import N_, _
from desktop_app.organisations.records import PermitStanding
from ui.theme import Tone

STANDINGS = MappingProxyType(
    {
        PermitStanding.APPLIED: (N_("Applied"), Tone.ACCENT),
        PermitStanding.UNDER_REVIEW: (N_("Under review"), Tone.WARN),
        PermitStanding.PERMITTED: (N_("Has the permit"), Tone.GOOD),
        PermitStanding.REFUSED: (N_("Refused"), Tone.BAD),
        PermitStanding.WITHDRAWN: (N_("Permit withdrawn"), Tone.MUTED),
    }
)


def standing_text(standing: PermitStanding) -> str:
    return _(STANDINGS[standing][0])


def standing_tone(standing: PermitStanding) -> Tone:
    return STANDINGS[standing][1]
