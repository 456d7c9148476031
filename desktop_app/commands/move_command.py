"""``move``: the centre's data to a server of the office, or back into a file of this PC."""

import shutil
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from getpass import getpass
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.commands.command import FolderCommand, Report
from desktop_app.i18n import _, _n
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.progress import Progress
from desktop_app.safety.relocating import to_file, to_server
from desktop_app.server.moving import Moved
from desktop_app.whole_file import require_place

SCHEMES = ("postgresql://", "postgres://")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        required=True,
        metavar="PLACE",
        help="postgresql://user@server:5432/database, or the file FILE.db that the data come back to",
    )
    parser.add_argument(
        "--server-password-file",
        type=Path,
        metavar="FILE",
        help="its first line is the password of the database; without it the password is asked for",
    )


def run(paths: CentrePaths, options: Namespace, progress: Progress) -> Report:
    if options.to.startswith(SCHEMES):
        password = _password(options.server_password_file)
        moved = to_server(paths, options.to, password=password, clock=Clock(), progress=progress)
        return _report(moved, _("The data are on the server now. The file that they left: {left}", left=moved.left))
    return _back(paths, Path(options.to), progress)


def _back(paths: CentrePaths, file: Path, progress: Progress) -> Report:
    """The centre's folder has one name for its data; a file elsewhere is a copy besides."""
    is_elsewhere = file.resolve() != paths.database.resolve()
    if is_elsewhere:
        require_place(file)
    moved = to_file(paths, progress=progress)
    if is_elsewhere:
        shutil.copyfile(paths.database, file)
        shutil.copyfile(paths.keys, keys_beside(file))
        for copy in (file, keys_beside(file)):
            copy.chmod(0o600)
    return _report(
        moved, _("The data are in the file {file} now. The server keeps what they left.", file=paths.database)
    )


def _report(moved: Moved, line: str) -> Report:
    facts = {"tables": [asdict(table) for table in moved.tables], "left": moved.left}
    counted = _n("{n} record, compared on both sides.", "{n} records, compared on both sides.", moved.rows)
    return Report(facts, [line, counted])


def _password(file: Path | None) -> str:
    if file is None:
        return getpass(_("Password of the database: "))
    return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")


COMMAND = FolderCommand("the data to a server of the office, or back into a file", add_arguments, run)
