"""``restore``: the centre as a backup holds it; what it replaces is kept for 30 days."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.accounts.rights import Right
from desktop_app.bootstrap import restore_centre
from desktop_app.commands.command import FolderCommand, Report
from desktop_app.commands.opening import master_for
from desktop_app.commands.secret import read_secret
from desktop_app.i18n import _, _n
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from desktop_app.protection.keys import keys_of_backup
from desktop_app.protection.master import MasterKey
from desktop_app.safety.restore import RestorePreview


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--recovery-file", type=Path, metavar="FILE", help="its first line is the code of the backup's recovery sheet"
    )


def run(paths: CentrePaths, options: Namespace, _progress: Progress) -> Report:
    master, by_recovery = _master(paths, options), options.recovery_file is not None
    centre, preview = restore_centre(paths, options.file, master=master, by_recovery=by_recovery)
    centre.close()
    facts = {
        "file": str(preview.file),
        "people": preview.people,
        "digest": preview.digest,
        "has_manifest": preview.has_manifest,
    }
    return Report(facts, _lines(paths, preview))


def _master(paths: CentrePaths, options: Namespace) -> MasterKey | None:
    """By the recovery sheet, or by somebody with the right to it."""
    return _recovered(options) if options.recovery_file else master_for(paths, options, Right.RESTORE)


def _recovered(options: Namespace) -> MasterKey | None:
    keys = keys_of_backup(options.file) if options.recovery_file else None
    return keys.recover(read_secret(options.recovery_file, "")) if keys else None


def _lines(paths: CentrePaths, preview: RestorePreview) -> list[str]:
    restored = _n(
        "The backup {file} is restored: {n} person.",
        "The backup {file} is restored: {n} people.",
        preview.people,
        file=preview.file,
    )
    lines = [restored]
    if not preview.has_manifest:
        lines.append(_("No manifest lies beside the file, so only its structure could be verified."))
    if preview.journal_entries_lost:
        lines.append(
            _n(
                "{n} later journal entry is not in it; the replaced data are kept for 30 days in {folder}.",
                "{n} later journal entries are not in it; the replaced data are kept for 30 days in {folder}.",
                preview.journal_entries_lost,
                folder=paths.replaced,
            )
        )
    return lines


COMMAND = FolderCommand("the centre as a backup holds it", add_arguments, run)
