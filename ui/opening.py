"""What the window has the worker do with a whole centre: open it, restore it, write it anew. No widget is touched here.

The imports inside are what must not delay the first picture, nor hold up the window.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from ui.navigation import load
from ui.signed_in import Person, opened_by, person_at
from ui.standing import Standing, standing_of

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Opened:
    """What the window needs to know of a centre that was just opened."""

    centre: "Centre"
    name: str
    staff_name: str
    last_backup: str
    person: Person | None
    is_demonstration: bool
    standing: Standing | None = None
    is_second_copy_late: bool = False
    is_trial_due: bool = False


def signed_in(folder: Path, login: str, password: str, new_password: str, first_page: str) -> Opened:
    """Runs in the worker."""
    centre = opened_by(folder, login, password, new_password)
    with centre.closed_on_failure():
        if first_page:
            load(first_page)
        return describe(centre)


def opened(folder: Path, staff_id: int, first_page: str) -> Opened:
    """Runs in the worker: the imports here are what must not delay the first picture, nor hold up the window."""
    from desktop_app.accounts.service import actor_of, staff
    from desktop_app.bootstrap import open_centre

    centre = open_centre(CentrePaths(folder))
    with centre.closed_on_failure():
        members = centre.read(staff)
        known = [member for member in members if member.id == staff_id]
        # On a PC where nobody was chosen yet, the only colleague there is needs no question.
        if known or len(members) == 1:
            centre.actor = actor_of((known or members)[0])
        if first_page:
            load(first_page)
        return describe(centre)


def describe(centre: "Centre") -> Opened:
    """What the frame shows of an open centre; runs in the worker."""
    from desktop_app.reference.service import profile
    from desktop_app.safety.backup import backups
    from desktop_app.safety.rehearsal import rehearsals
    from desktop_app.safety.second_medium import second_medium
    from ui.formats import moment_text

    made = backups(centre.paths.backups)
    last = moment_text(made[-1].made_at) if made else _("No backup yet")
    shown = centre.read(profile)
    person = person_at(centre)
    keeps_backups = person is not None and "back_up" in person.rights
    may_try = keeps_backups and bool(made) and not centre.paths.server.exists()
    return Opened(
        centre,
        shown.name,
        centre.actor.name,
        last,
        person,
        shown.is_demonstration,
        standing_of(centre),
        is_second_copy_late=keeps_backups and centre.read(second_medium).is_late,
        is_trial_due=may_try and centre.read(rehearsals).is_due,
    )


def restored(centre: "Centre", file: Path) -> tuple[Opened, str]:
    """Runs in the worker. When the backup is refused the centre is opened as it was, and the sentence says why."""
    from desktop_app.accounts.rights import Right, require_right
    from desktop_app.bootstrap import open_centre, restore_centre

    centre.read(require_right, Right.RESTORE)
    paths, actor, master = centre.paths, centre.actor, centre.master
    centre.close()
    problem = ""
    try:
        opened, _preview = restore_centre(paths, file, actor=actor, master=master)
    except CentreError as error:
        opened, problem = open_centre(paths, master=master), error.text
        opened.actor = actor
    with opened.closed_on_failure():
        return describe(opened), problem


def rewritten(centre: "Centre", how: str, progress: Progress) -> tuple[Opened, str]:
    """Runs in the worker, as ``restored``. ``how``: encrypt, decrypt or rotate."""
    from desktop_app.bootstrap import open_centre, protect_centre
    from desktop_app.safety import encrypting

    acts = {"encrypt": encrypting.encrypt, "decrypt": encrypting.decrypt, "rotate": encrypting.rotate}
    problem = ""
    try:
        opened = protect_centre(centre, acts[how], progress=progress)
    except CentreError as error:
        problem = error.text
        # Whether it came to closing it depends on what went wrong; closed twice is closed.
        centre.close()
        opened = open_centre(centre.paths, clock=centre.clock, master=centre.master)
        opened.actor = centre.actor
    with opened.closed_on_failure():
        return describe(opened), problem


def moved(centre: "Centre", address: str, password: str, progress: Progress) -> tuple[Opened, str]:
    """Runs in the worker, as ``restored``; without an address the data come back into the file of this PC."""
    from desktop_app.bootstrap import open_centre
    from desktop_app.safety.relocating import to_file, to_server

    paths, actor, master, clock = centre.paths, centre.actor, centre.master, centre.clock
    centre.close()
    problem = ""
    try:
        if address:
            to_server(paths, address, password=password, clock=clock, progress=progress, master=master)
        else:
            to_file(paths, progress=progress, master=master)
    except CentreError as error:
        problem = error.text
    opened = open_centre(paths, clock=clock, master=master)
    opened.actor = actor
    with opened.closed_on_failure():
        return describe(opened), problem


def backed_up(centre: "Centre") -> object:
    from desktop_app.safety.backup import make_if_due

    return make_if_due(centre)
