"""What more can be done from the register of a cohort: acts with dialogs of their own, by the menu or by a key."""

from dataclasses import dataclass

from desktop_app.i18n import N_


@dataclass(frozen=True)
class Spot:
    """Where in the register the act begins: the person and the lesson under the cursor, if there are any."""

    cohort_id: int
    enrolment_id: int | None
    session_id: int | None


@dataclass(frozen=True)
class CohortAction:
    """An act of the register. ``opens`` ("module:function") is called as ``function(panel, Spot(...))``."""

    name: str
    title: str
    icon: str
    key: str
    opens: str


COHORT_ACTIONS: tuple[CohortAction, ...] = (
    CohortAction(
        "absence", N_("Absence…"), "clock", "Ctrl+Shift+B", "ui.pages.attendance_desk.absence_dialog:ask_absence"
    ),
    CohortAction(
        "walk_in",
        N_("Somebody not on the list…"),
        "person",
        "Ctrl+Shift+N",
        "ui.pages.attendance_desk.walk_in_dialogs:ask_walk_in",
    ),
    CohortAction(
        "sheet",
        N_("Print a sheet…"),
        "print",
        "Ctrl+P",
        "ui.pages.attendance_desk.sheet_print_dialog:ask_sheets",
    ),
    CohortAction("badges", N_("Badges…"), "person", "Ctrl+Shift+I", "ui.pages.attendance_desk.badge_dialog:ask_badges"),
    CohortAction(
        "import", N_("Marks from a file…"), "file-excel", "Ctrl+I", "ui.pages.attendance_desk.imports:ask_import"
    ),
    CohortAction(
        "export", N_("Export the register…"), "upload", "Ctrl+E", "ui.pages.attendance_desk.export_dialog:ask_export"
    ),
    CohortAction(
        "digits", N_("Digits: hours or minutes"), "clock", "Ctrl+Shift+D", "ui.pages.attendance.digits:switch_digits"
    ),
)
