"""What the search of everything finds of printed sheets: the one whose code was scanned or typed."""

from typing import TYPE_CHECKING

from desktop_app.attendance.sheet_records import kind_name, read_number
from desktop_app.attendance.sheets import sheet_numbered
from desktop_app.i18n import _
from ui.navigation import Hit, Target

if TYPE_CHECKING:
    from desktop_app.centre import Centre


def find(centre: "Centre", text: str) -> list[Hit]:
    """The sheet with this number; nothing for what is no code, so that a name is looked for in peace."""
    number = read_number(text)
    found = centre.read(sheet_numbered, number=number) if number is not None else None
    if found is None:
        return []
    words = f"{found.cohort} · {kind_name(found.kind)}"
    return [Hit(found.number, words, _("Attendance sheet"), Target("attendance_desk", ("sheets", found.number)))]
