"""``protect``: how the data are closed to strangers; encryption on and off, new keys, the recovery sheet."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from desktop_app.accounts.recovery import prove_recovery_sheet, write_recovery_sheet
from desktop_app.accounts.sign_in import keys_in
from desktop_app.bootstrap import protect_centre
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report, require_target
from desktop_app.commands.secret import read_secret
from desktop_app.errors import Refused
from desktop_app.i18n import N_, _, _n
from desktop_app.progress import Progress
from desktop_app.safety.encrypting import decrypt, encrypt, protection_state, rotate

ACTS = {"encrypt": encrypt, "decrypt": decrypt, "rotate": rotate}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=("status", *ACTS, "recovery", "prove"))
    parser.add_argument("--out", type=Path, metavar="FILE", help="recovery: write the sheet of a new code as PDF")
    parser.add_argument("--code-file", type=Path, metavar="FILE", help="prove: its first line is the code of the sheet")


def run(centre: Centre, options: Namespace, progress: Progress) -> Report:
    if options.act in ACTS:
        protect_centre(centre, ACTS[options.act], progress=progress).close()
    elif options.act == "recovery":
        return _new_sheet(centre, options.out)
    elif options.act == "prove":
        prove_recovery_sheet(centre, read_secret(options.code_file, _("Code of the recovery sheet: ")))
    return _status(centre)


def _new_sheet(centre: Centre, out: Path | None) -> Report:
    if out is None or centre.master is None:
        raise Refused("no_target", N_("Say with {option} where the recovery sheet is to be written."), option="--out")
    require_target(centre, out)
    had_one = keys_in(centre).has_recovery
    file = write_recovery_sheet(centre, out)
    lines = [_("The recovery sheet is in {file}. Print it, delete the file, and prove the code.", file=file)]
    if had_one:
        lines.append(_("The sheet of before opens nothing any more."))
    return Report({"file": str(file)}, lines)


def _status(centre: Centre) -> Report:
    state = protection_state(centre.paths)
    lines = [
        _("The data are encrypted.") if state.is_encrypted else _("The data are not encrypted."),
        _n("{n} person can open them.", "{n} people can open them.", len(state.logins))
        if state.has_accounts
        else _("There are no accounts: everybody at this PC can open them."),
        _recovery_line(has_sheet=state.has_recovery, is_proved=state.is_recovery_proved),
    ]
    if state.is_encrypted and state.plain_backups:
        lines.append(
            _n(
                "{n} backup in the folder is not encrypted.",
                "{n} backups in the folder are not encrypted.",
                state.plain_backups,
            )
        )
    return Report(asdict(state), lines)


def _recovery_line(*, has_sheet: bool, is_proved: bool) -> str:
    if not has_sheet:
        return _("There is no recovery sheet.")
    return _("The recovery sheet was tried.") if is_proved else _("The recovery sheet was not tried yet.")


COMMAND = Command("encryption, keys, the recovery sheet", add_arguments, run)
