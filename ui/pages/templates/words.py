"""What the designer calls things, and how it groups the fields."""

from collections.abc import Mapping

from desktop_app.certificate_templates.editing import Along
from desktop_app.certificate_templates.fields import FIELDS, Sample
from desktop_app.certificate_templates.model import Align, Anchor, Typeface, Upright
from desktop_app.i18n import LANGUAGES as INTERFACE_LANGUAGES
from desktop_app.i18n import N_, _

PAPERS: Mapping[str, str] = {
    "certificate": N_("Certificate"),
    "statement": N_("Statement"),
    "participation": N_("Certificate of participation"),
}
ANCHORS: Mapping[Anchor, str] = {
    Anchor.TOP_LEFT: N_("top left"),
    Anchor.TOP: N_("top middle"),
    Anchor.TOP_RIGHT: N_("top right"),
    Anchor.LEFT: N_("left middle"),
    Anchor.CENTRE: N_("the middle"),
    Anchor.RIGHT: N_("right middle"),
    Anchor.BOTTOM_LEFT: N_("bottom left"),
    Anchor.BOTTOM: N_("bottom middle"),
    Anchor.BOTTOM_RIGHT: N_("bottom right"),
}
ALIGNS: Mapping[Align, str] = {Align.LEFT: N_("left"), Align.CENTRE: N_("centred"), Align.RIGHT: N_("right")}
UPRIGHTS: Mapping[Upright, str] = {
    Upright.TOP: N_("at the top"),
    Upright.MIDDLE: N_("in the middle"),
    Upright.BOTTOM: N_("at the bottom"),
}
TYPEFACES: Mapping[Typeface, str] = {Typeface.SERIF: "Noto Serif", Typeface.SANS: "Noto Sans"}
ALONGS: Mapping[Along, str] = {
    Along.LEFT: N_("Left edges in line"),
    Along.CENTRE: N_("Middles in line, one below another"),
    Along.RIGHT: N_("Right edges in line"),
    Along.TOP: N_("Upper edges in line"),
    Along.MIDDLE: N_("Middles in line, side by side"),
    Along.BOTTOM: N_("Lower edges in line"),
    Along.ACROSS: N_("Even gaps across"),
    Along.DOWN: N_("Even gaps down"),
}
SAMPLES: Mapping[Sample, str] = {
    Sample.SHORT: N_("Short name"),
    Sample.LONGEST: N_("Longest name"),
    Sample.CYRILLIC: N_("Name in Cyrillic"),
}
_OF_PERSON = "name surname given_name patronymic name_dative workplace position subject district"
_OF_PAPER = "number register_number issued code_short old_number origin mark kind"
_OF_RESULT = "attended score reason"
_OF_COURSE = "course hours starts ends modules cohort cohort_order completion_order"
FIELD_GROUPS: Mapping[str, tuple[str, ...]] = {
    N_("Person"): tuple(_OF_PERSON.split()),
    N_("Course"): tuple(_OF_COURSE.split()),
    N_("Result"): tuple(_OF_RESULT.split()),
    N_("Paper"): tuple(_OF_PAPER.split()),
}


def field_groups() -> dict[str, tuple[str, ...]]:
    """The fields under their headings; what no group names is of the centre."""
    grouped = {name for names in FIELD_GROUPS.values() for name in names}
    known = {_(title): tuple(name for name in names if name in FIELDS) for title, names in FIELD_GROUPS.items()}
    return {**known, _("Centre"): tuple(name for name in FIELDS if name not in grouped)}


def language_name(code: str) -> str:
    return INTERFACE_LANGUAGES[code]
