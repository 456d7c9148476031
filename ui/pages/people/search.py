"""What the search of everything finds, and where each find leads."""

from typing import TYPE_CHECKING

from desktop_app.i18n import _
from desktop_app.people.everything import search_everything
from desktop_app.people.records import Hit as Found
from desktop_app.people.records import HitKind
from ui.navigation import Hit, Target

if TYPE_CHECKING:
    from desktop_app.centre import Centre


def find(centre: "Centre", text: str) -> list[Hit]:
    """At most a handful of each kind, best first."""
    return [_hit(centre, found) for found in centre.read(search_everything, text)]


def _hit(centre: "Centre", found: Found) -> Hit:
    return Hit(found.title, found.subtitle, _kind_name(found.kind), _target(centre, found))


def _kind_name(kind: HitKind) -> str:
    match kind:
        case HitKind.PERSON:
            return _("Person")
        case HitKind.COHORT:
            return _("Cohort")
        case HitKind.PROGRAMME:
            return _("Programme")
        case HitKind.CERTIFICATE:
            return _("Certificate")
        case HitKind.STAFF:
            return _("Colleague")


def _target(centre: "Centre", found: Found) -> Target:
    match found.kind:
        case HitKind.PERSON:
            return Target("person", found.target_id)
        case HitKind.COHORT:
            return Target("cohort", found.target_id)
        case HitKind.PROGRAMME:
            return Target("programmes", found.target_id)
        case HitKind.CERTIFICATE:
            return _certificate_place(centre, found.title)
        case HitKind.STAFF:
            return Target("settings", "staff")


def _certificate_place(centre: "Centre", full_number: str) -> Target:
    """The certificates of its cohort, where it can be printed again."""
    from desktop_app.certificates.register import certificate_numbered

    record = centre.read(certificate_numbered, full_number=full_number)
    return Target("cohort", (record.cohort_id, "certificates")) if record else Target("cohorts")
