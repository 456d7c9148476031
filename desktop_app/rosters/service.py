"""A roster from the file to the cohort, for whoever holds an open centre: the window and the command."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop_app.calm import made_to_stay
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Refused
from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.reference.service import profile
from desktop_app.rosters.apply import RosterOutcome, apply_roster
from desktop_app.rosters.decisions import Decision
from desktop_app.rosters.preview import RosterPreview, preview_roster
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.returned import notes_for_sender, require_workbook_name
from desktop_app.rosters.template import template_plan, write_template
from desktop_app.safety.backup import back_up, fresh_backup
from desktop_app.spreadsheets.annotated import write_annotated
from desktop_app.spreadsheets.reading import read_workbook

BACKING_UP = N_("A backup is made first.")


def preview_file(
    centre: Centre,
    *,
    path: Path,
    cohort_id: int | None,
    sheet: str | None = None,
    columns: Mapping[str, int] | None = None,
    sender: str = "",
    progress: Progress | None = None,
) -> RosterPreview:
    """Read the file and say what applying it would do. Raises WorkbookRejected and what ``preview_roster`` does."""
    with made_to_stay():
        workbook = read_workbook(path, progress=progress)
        return centre.read(
            preview_roster, workbook=workbook, cohort_id=cohort_id, sheet=sheet, columns=columns, sender=sender
        )


def apply_with_backup(
    centre: Centre,
    preview: RosterPreview,
    *,
    decisions: Mapping[int, Decision] | None = None,
    progress: Progress | None = None,
) -> Outcome[RosterOutcome]:
    """Apply, after a backup where there is none of the last 24 hours: an import is one transaction and can be undone.

    Where nothing is to apply there is nothing to back up for. Raises what ``apply_roster`` does.
    """
    followed = progress or Progress()
    has_work = bool(decisions) or preview.count(RowState.READY) > 0
    earlier = fresh_backup(centre) if has_work else None
    if has_work and earlier is None:
        followed.step(BACKING_UP, 0, 0)
        back_up(centre, reason="before-import")
    applied = centre.write(apply_roster, preview, decisions=decisions, progress=followed)
    if earlier is None:
        return applied
    return replace(applied, value=replace(applied.value, earlier_backup_at=earlier.made_at))


def return_file(centre: Centre, *, source: Path, target: Path, preview: RosterPreview) -> Path:
    """Write the sender's own file with the wrong cells coloured and commented; returns the path really written.

    Raises Refused for the source itself as the target, and where the source is not the file that the preview is of
    any more; Invalid for a name that is not .xlsx; and StorageError.
    """
    require_workbook_name(target)
    if target.resolve() == source.resolve():
        raise Refused(
            "target_is_source", N_("{file} is the sender's own file. Give the copy another name."), file=source.name
        )
    workbook = read_workbook(source)
    if workbook.sha256 != preview.table.sha256:
        raise Refused("file_changed", N_("{file} was changed since it was read. Read it again."), file=source.name)
    notes = notes_for_sender(preview)
    author = centre.read(profile).name
    return write_annotated(source, target, workbook=workbook, sheet=preview.table.sheet, notes=notes, author=author)


def save_template(centre: Centre, *, path: Path, cohort_id: int | None = None) -> Path:
    """Write the form to hand out, for a cohort or for none; returns the path really written."""
    return write_template(path, centre.read(template_plan, cohort_id=cohort_id))
