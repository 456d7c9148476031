"""A roster from the file to the cohort, for whoever holds an open centre: the window and the command."""

from collections.abc import Mapping
from pathlib import Path

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.progress import Progress
from desktop_app.rosters.apply import Decision, RosterOutcome, apply_roster
from desktop_app.rosters.preview import RosterPreview, preview_roster
from desktop_app.rosters.problems import RowState
from desktop_app.safety.backup import back_up
from desktop_app.spreadsheets.reading import read_workbook


def preview_file(
    centre: Centre,
    *,
    path: Path,
    cohort_id: int,
    sheet: str | None = None,
    columns: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> RosterPreview:
    """Read the file and say what applying it would do. Raises WorkbookRejected and what ``preview_roster`` does."""
    workbook = read_workbook(path, progress=progress)
    return centre.read(preview_roster, workbook=workbook, cohort_id=cohort_id, sheet=sheet, columns=columns)


def apply_with_backup(
    centre: Centre, preview: RosterPreview, *, decisions: Mapping[int, Decision] | None = None
) -> Outcome[RosterOutcome]:
    """Back up, then apply. Where nothing is to apply there is nothing to back up for."""
    has_work = bool(decisions) or preview.count(RowState.READY) > 0
    if has_work:
        back_up(centre, reason="before-import")
    return centre.write(apply_roster, preview, decisions=decisions)
