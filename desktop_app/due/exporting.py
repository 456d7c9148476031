"""The list of who is due as a file, with who took it out in the journal."""

from pathlib import Path

from desktop_app.accounts.rights import Right, require_right
from desktop_app.centre import Centre
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_ids, due_list
from desktop_app.due.workbook import write_due_workbook
from desktop_app.given_out import note_given
from desktop_app.i18n import _, use
from desktop_app.reference.export import require_short
from desktop_app.reference.service import profile


def write_due_list(centre: Centre, wanted: DueFilter, *, out: Path, with_numbers: bool = False) -> Path:
    """Write the people and the totals in the language of documents; returns the path really written.

    The journal tells whether the JShShIR were written in full. Raises Refused for a list too long for a workbook,
    StorageError when the file cannot be written: then the journal tells of no export.
    """
    if with_numbers:
        centre.read(require_right, Right.SEE_NUMBERS)
    require_short(len(centre.read(due_ids, wanted)))
    own = centre.read(profile)
    with use(own.document_language):
        title = _("Due for a course in {year}", year=wanted.year)
        due = centre.read(due_list, wanted)
        written = write_due_workbook(out, due, year=wanted.year, centre_name=own.name, with_numbers=with_numbers)
    people = [each.person.id for each in due.people]
    facts = {"what": title, "rows": len(people), "full_numbers": with_numbers}
    centre.write(
        note_given, "export", entity="list", entity_id=wanted.year, people=people, content=written, facts=facts
    )
    return written
