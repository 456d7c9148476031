"""A login as it is compared: small Latin letters whatever script, case or apostrophe it was typed with."""

import re

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.language.keys import bare_letters

_JOINTS = re.compile(r"([._-])")
_LOGIN = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
SHORTEST, LONGEST = 3, 40


def folded(login: str) -> str:
    """Саидова, SAIDOVA and saidova are one."""
    return "".join(part if _JOINTS.fullmatch(part) else bare_letters(part) for part in _JOINTS.split(login.strip()))


def new_login(login: str) -> str:
    """A login as it is kept. Raises Invalid."""
    kept = folded(login)
    if not SHORTEST <= len(kept) <= LONGEST or _LOGIN.fullmatch(kept) is None:
        message = N_("A login is {shortest} to {longest} letters and digits, parted by dots or hyphens.")
        raise Invalid("bad_login", message, field="login", shortest=SHORTEST, longest=LONGEST)
    return kept
