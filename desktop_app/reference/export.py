"""Any list of the screen as a workbook: written whole, with who did it in the journal."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, language
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import number
from desktop_app.reference.service import profile
from desktop_app.spreadsheets.lists import ListColumn, list_sheet
from desktop_app.spreadsheets.writing import write_workbook

# Of seven columns, these take ten seconds and 300 MB.
MOST_ROWS = 100_000


def write_list(
    centre: Centre, *, title: str, columns: Sequence[ListColumn], out: Path, people: Sequence[int] = ()
) -> Path:
    """Write the list in the language in force; returns the path really written. ``people`` are those who stand in it.

    Raises StorageError when the file cannot be written: then the journal tells of no export.
    """
    own = centre.read(profile)
    note = f"{own.name}, {short_date(centre.clock.today())}"
    written = write_workbook(out, [list_sheet(columns, title=title, note=note)], creator=own.name)
    rows = len(columns[0].cells) if columns else 0
    facts = {"what": title, "columns": [column.title for column in columns], "rows": rows}
    centre.write(note_given, "export", entity="list", people=people, content=written, facts=facts)
    return written


def require_short(rows: int) -> None:
    """Raises Refused for a list that is too long for one workbook."""
    if rows > MOST_ROWS:
        raise Refused(
            "list_too_long",
            N_("The list has {rows} rows; a workbook takes {most}. Narrow the list by the filter."),
            rows=number(rows, 0, language()),
            most=number(MOST_ROWS, 0, language()),
        )
