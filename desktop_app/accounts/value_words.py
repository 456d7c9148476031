"""What the values are called that the program keeps by a code of its own: the journal tells them in words."""

from desktop_app.i18n import N_, _

_PAPERS = {
    "certificate": N_("Certificate"),
    "statement": N_("Statement"),
    "participation": N_("Paper of participation"),
}
_EDITIONS = {"draft": N_("Draft"), "in_use": N_("In use"), "retired": N_("Out of use")}
_RETURNS = {
    "draft": N_("Draft"),
    "checked": N_("Checked"),
    "approved": N_("Approved"),
    "sent": N_("Sent"),
    "corrected": N_("Corrected since"),
}
VALUE_NAMES: dict[tuple[str, str], dict[str, str]] = {
    ("blank", "state"): {
        "left": N_("In stock"),
        "used": N_("Used"),
        "spoiled": N_("Spoiled"),
        "lost": N_("Lost"),
    },
    ("certificate", "kind"): _PAPERS,
    ("certificate", "state"): {"valid": N_("Valid"), "annulled": N_("Annulled"), "replaced": N_("Replaced")},
    ("certificate", "origin"): {
        "first": N_("First"),
        "duplicate": N_("Duplicate"),
        "correction": N_("Correction"),
    },
    ("certificate_series", "kind"): _PAPERS,
    ("certificate_template", "kind"): _PAPERS,
    ("certificate_template", "state"): _EDITIONS,
    ("cohort", "state"): {
        "planned": N_("Planned"),
        "studying": N_("Studying"),
        "completed": N_("Completed"),
        "cancelled": N_("Cancelled"),
    },
    ("duplicate_pair", "state"): {"open": N_("To decide"), "different": N_("Different people")},
    ("enrolment", "state"): {
        "applied": N_("Applied"),
        "called": N_("Called"),
        "absent": N_("Did not come"),
        "admitted": N_("Admitted"),
        "studying": N_("Studying"),
        "completed": N_("Finished"),
        "statement": N_("Statement only"),
        "expelled": N_("Expelled"),
        "transferred": N_("Transferred"),
        "walk_in": N_("Not on the list"),
    },
    ("parcel", "direction"): {"lent": N_("Lent"), "borrowed": N_("Taken on loan")},
    ("parcel", "state"): {"out": N_("At the other PC"), "returned": N_("Came back"), "written_off": N_("Written off")},
    ("person", "sex"): {"male": N_("Male"), "female": N_("Female")},
    ("print_item", "state"): {
        "waiting": N_("To print"),
        "printed": N_("Printed"),
        "failed": N_("Again"),
    },
    ("questionnaire", "state"): _EDITIONS,
    ("return_dispatch", "way"): {
        "mail": N_("E-mail"),
        "drive": N_("USB drive"),
        "paper": N_("On paper"),
        "other": N_("Another way"),
    },
    ("return_form", "kind"): {
        "workbook": N_("Workbook"),
        "narrative": N_("Report in words"),
        "letter": N_("Letter"),
    },
    ("return_snapshot", "state"): _RETURNS,
    ("return_step", "state"): _RETURNS,
    ("sitting", "kind"): {"entry": N_("Entry test"), "final": N_("Final test")},
    ("survey_response", "channel"): {
        "screen": N_("On the screen"),
        "paper": N_("On paper"),
        "workbook": N_("From Excel"),
    },
    ("survey_round", "phase"): {"before": N_("Before the course"), "after": N_("After the course")},
    ("training_organisation", "state"): {
        "applied": N_("Applied"),
        "under_review": N_("Under review"),
        "permitted": N_("Has the permit"),
        "refused": N_("Refused"),
        "withdrawn": N_("Permit withdrawn"),
    },
}


def value_name(table: str, field: str, value: object) -> str | None:
    """The word for a value that is a code of the program; None for all others."""
    word = VALUE_NAMES.get((table, field), {}).get(value) if isinstance(value, str) else None
    return _(word) if word is not None else None
