"""Taking the people of a file in: what the button says, why it cannot be pressed, what came of it in words."""

from typing import TYPE_CHECKING

from desktop_app.calm import made_to_stay
from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.progress import Progress
from desktop_app.rosters.answers import enrolled_by, undecided
from desktop_app.rosters.apply import RosterOutcome
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import apply_with_backup
from ui import formats
from ui.pages.rosters.work import Desk, Work

if TYPE_CHECKING:
    from desktop_app.centre import Centre


def applied(centre: "Centre", desk: Desk, work: Work, progress: Progress) -> Outcome[RosterOutcome]:
    """Apply what was seen, in the worker; the desk is cleared there too, so that no later look finds it full.

    Raises Conflict, Refused and Cancelled; then nothing is written.
    """
    assert work.preview is not None
    with made_to_stay():
        outcome = apply_with_backup(centre, work.preview, decisions=work.decisions, progress=progress)
    stowed = desk.put_away()
    if stowed is not None and outcome.value.import_id is not None:
        desk.applied = (outcome.value.import_id, stowed)
    return outcome


def name_of_applying(work: Work) -> str:
    """The button names how many go where; only where, while there is nobody."""
    count = enrolled_by(work.preview, work.decisions) if work.preview is not None else 0
    number = formats.integer_text(count)
    if count == 0:
        return _("Take into the list") if work.cohort_id is None else _("Enrol in the cohort")
    if work.cohort_id is None:
        return _n("Take {n} person into the list", "Take {n} people into the list", count, n=number)
    return _n("Enrol {n} person in the cohort", "Enrol {n} people in the cohort", count, n=number)


def cannot_apply(work: Work) -> str:
    """Why nothing can be taken in, as a sentence; empty where it can."""
    preview = work.preview
    if preview is None:
        return _("Say first which column holds the names.")
    if enrolled_by(preview, work.decisions) > 0:
        return ""
    if any(True for _row in undecided(preview, work.decisions)):
        return _("Nobody is ready yet: answer the rows that are to decide.")
    if preview.count(RowState.REJECTED):
        return _("Nobody is ready yet: correct the rejected rows.")
    if preview.was_applied_before or work.earlier:
        return _("Everybody in this file was taken in before.")
    return _("There is nobody in this file to take in.")


def told_outcome(outcome: RosterOutcome, work: Work) -> str:
    """What was done and what was left, for the banner."""
    applied_count, created = formats.integer_text(outcome.applied), formats.integer_text(outcome.created)
    if work.cohort_id is None:
        words = [_n("{n} person was taken in.", "{n} people were taken in.", outcome.applied, n=applied_count)]
    else:
        words = [_n("{n} person was enrolled.", "{n} people were enrolled.", outcome.applied, n=applied_count)]
    words.append(_n("{n} new card.", "{n} new cards.", outcome.created, n=created))
    if outcome.skipped:
        skipped = formats.integer_text(outcome.skipped)
        words.append(_n("{n} row was left out.", "{n} rows were left out.", outcome.skipped, n=skipped))
    words.append(_told_backup(outcome))
    return " ".join(words)


def _told_backup(outcome: RosterOutcome) -> str:
    if outcome.earlier_backup_at is None:
        return _("A backup was made first.")
    return _("The backup of {moment} was recent enough.", moment=formats.moment_text(outcome.earlier_backup_at))
