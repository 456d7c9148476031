"""``move``: the centre's data to a server of the office, or back into a file of this PC."""

import shutil
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.accounts.rights import Right
from desktop_app.clock import Clock
from desktop_app.commands.command import FolderCommand, Report
from desktop_app.commands.opening import master_for
from desktop_app.commands.secret import read_secret
from desktop_app.i18n import _, _n
from desktop_app.paths import CentrePaths, keys_beside
from desktop_app.progress import Progress
from desktop_app.protection.master import MasterKey
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
        password = read_secret(options.server_password_file, _("Password of the database: "))
        master = master_for(paths, options, Right.PROTECT)
        moved = to_server(paths, options.to, password=password, clock=Clock(), progress=progress, master=master)
        return _report(moved, _("The data are on the server now. The file that they left: {left}", left=moved.left))
    return _back(paths, Path(options.to), progress, master_for(paths, options, Right.PROTECT))


def _back(paths: CentrePaths, file: Path, progress: Progress, master: MasterKey | None) -> Report:
    """The centre's folder has one name for its data; a file elsewhere is a copy besides."""
    is_elsewhere = file.resolve() != paths.database.resolve()
    if is_elsewhere:
        require_place(file)
    moved = to_file(paths, progress=progress, master=master)
    if is_elsewhere:
        shutil.copyfile(paths.database, file)
        shutil.copyfile(paths.keys, keys_beside(file))
        for copy in (file, keys_beside(file)):
            copy.chmod(0o600)
    line = _("The data are in the file {file} now. The server keeps what they left.", file=paths.database)
    return _report(moved, line)


def _report(moved: Moved, line: str) -> Report:
    facts = {"tables": [asdict(table) for table in moved.tables], "left": moved.left}
    counted = _n("{n} record, compared on both sides.", "{n} records, compared on both sides.", moved.rows)
    return Report(facts, [line, counted])


COMMAND = FolderCommand("the data to a server of the office, or back into a file", add_arguments, run)
