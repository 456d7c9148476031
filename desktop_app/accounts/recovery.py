"""The recovery sheet: a new one, its trial, and the way back in by it; each leaves an entry in the journal."""

from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.accounts.logins import folded
from desktop_app.accounts.rights import Right, require_right
from desktop_app.accounts.sign_in import keys_at, keys_in, master_of
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.errors import SignInNeeded
from desktop_app.paths import CentrePaths
from desktop_app.protection.document import recovery_sheet, save_recovery_sheet
from desktop_app.protection.recovery_code import new_code
from desktop_app.reference.service import profile


def make_recovery_sheet(centre: Centre) -> bytes:
    """The sheet of a new code as PDF; the one of before opens nothing any more. Raises Refused without the right."""
    code = _drawn(centre)
    content = recovery_sheet(code, centre=centre.read(profile).name, made_on=centre.clock.today())
    _hold(centre, code)
    return content


def write_recovery_sheet(centre: Centre, out: Path) -> Path:
    """The same into a file, written before the sheet of before ends: a full disk must not leave nothing.

    Raises as ``make_recovery_sheet``, StorageError.
    """
    code = _drawn(centre)
    file = save_recovery_sheet(out, code, centre=centre.read(profile).name, made_on=centre.clock.today())
    _hold(centre, code)
    return file


def prove_recovery_sheet(centre: Centre, code: str) -> None:
    """Whether the code, typed from paper, opens the data. Raises WrongCode."""
    keys_in(centre).prove_recovery(code)
    centre.write(_note_proof)


def recover_account(paths: CentrePaths, *, code: str, login: str, password: str, clock: Clock) -> None:
    """A new password for somebody of a closed centre. Raises WrongCode, SignInNeeded for a centre without keys.

    The journal is closed as well: what was done lies with the keys until somebody signs in and it is entered.
    """
    with keys_at(paths) as keys:
        if keys is None:
            raise SignInNeeded
        keys.reset_by_recovery(code, folded(login), password, at=clock.now())


def _drawn(centre: Centre) -> str:
    centre.read(require_right, Right.PROTECT)
    return new_code()


def _hold(centre: Centre, code: str) -> None:
    """The entry first: what a power cut leaves is one about a sheet that was never in force, not the other way."""
    master = master_of(centre)
    centre.write(_note_new_sheet)
    keys_in(centre).set_recovery(master, code)


def _note_new_sheet(unit: UnitOfWork) -> None:
    unit.note("new_recovery", entity="centre_profile", entity_id=1, facts={})


def _note_proof(unit: UnitOfWork) -> None:
    unit.note("prove_recovery", entity="centre_profile", entity_id=1, facts={})
