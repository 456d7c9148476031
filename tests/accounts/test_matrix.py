"""Every role against every function of the program, through the centre itself, as ``matrix.csv`` says.

The table names what a role may by the lines of ``required.REQUIRED``: ``x`` all of it, ``own`` of
cohorts that one leads.
After a change of rights run this file as a program: it writes the table anew, for somebody to read the difference.
"""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_app.accounts.own_cohorts import BY_RECORD, NARROW
from desktop_app.accounts.required import FREE, REQUIRED, NotNamed, needed
from desktop_app.accounts.rights import GROUPS, RIGHTS_OF, TITLES, Right
from desktop_app.accounts.roles import TASKS, USUAL_TITLES, Role
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from tests.accounts.people import acting, employ
from tests.accounts.service_functions import handed, public

TABLE = Path(__file__).with_name("matrix.csv")
ACTS = ("read", "write")
ALL, OWN, NONE = "x", "own", ""


def test_every_function_that_a_centre_is_asked_for_has_its_right():
    named = {(one.module, one.name, one.is_write) for one in handed()} | {(*one, False) for one in public()}
    unnamed = [name for module, name, is_write in sorted(named) if not _is_named(f"{module}.{name}", is_write)]
    assert not unnamed, "each needs a line in desktop_app/accounts/required.py"
    assert len(named) > 1_000


def test_what_is_named_nowhere_is_refused_as_a_mistake():
    with pytest.raises(NotNamed):
        needed("poetry.service.rhyme", is_write=False)


def test_no_line_of_the_map_speaks_of_nothing():
    known = {_short(f"{one.module}.{one.name}") for one in handed()} | {_short(".".join(one)) for one in public()}
    coming = {"lending", "archive", "server", "protection", "personal_data", "safety", "accounts.keeping"}
    idle = {line for line in REQUIRED if not any(f"{name}.".startswith(f"{line}.") for name in known)} - coming
    assert not idle


def test_the_table_is_as_the_program_has_it():
    assert _read() == _rows()


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says_and_nothing_else(centre: Centre, role: Role):
    table = {(row["function"], row["act"]): row[role] for row in _read()}
    wrong = []
    with acting(centre, employ(centre, "Xodim", role)):
        for module, name, is_write in sorted({(one.module, one.name, one.is_write) for one in handed()}):
            short = _short(f"{module}.{name}")
            said = table[_line(short, table), ACTS[is_write]]
            if said == OWN and short in NARROW | BY_RECORD:
                # Which records: test_own_cohorts.
                said = ALL
            if _answer(centre, module, name, is_write) != said:
                wrong.append((short, ACTS[is_write], said))
    assert not wrong


def test_the_page_of_the_matrix_shows_every_right_once_and_every_role_has_words():
    shown = [right for _group, rights in GROUPS for right in rights]
    assert sorted(shown) == sorted(Right)
    assert set(TITLES) == set(Right)
    assert set(USUAL_TITLES) == set(TASKS) == set(RIGHTS_OF) == set(Role)


def test_every_right_is_somebodys():
    assert frozenset().union(*RIGHTS_OF.values()) == set(Right)


def _short(name: str) -> str:
    return name.removeprefix("desktop_app.")


def _is_named(name: str, is_write: bool) -> bool:
    try:
        needed(_short(name), is_write=is_write)
    except NotNamed:
        return False
    return True


def _line(name: str, table: Mapping[tuple[str, str], str]) -> str:
    """The line of the table that speaks of a function: the longest beginning of its name."""
    parts = name.split(".")
    lines = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((line for line in lines if (line, ACTS[0]) in table), "")


def _answer(centre: Centre, module: str, name: str, is_write: bool) -> str:
    """What the centre says when the function is asked for, with an argument that none takes: it never really runs."""
    door = centre.write if is_write else centre.read
    try:
        door(_stand_in(module, name), no_such_argument=True)
    except TypeError:
        return ALL
    except Refused as error:
        return {"no_right": NONE, "not_own_cohort": OWN}[error.code]
    return ALL


def _stand_in(module: str, name: str) -> Callable[..., Any]:
    """Goes by the name of the real one, which may be made on the spot and is not at hand; takes nothing."""

    def stand_in(unit: object) -> None: ...

    stand_in.__module__, stand_in.__qualname__, stand_in.__name__ = module, name, name
    return stand_in


def _rows() -> list[dict[str, str]]:
    rows = []
    for line, needs in REQUIRED.items():
        for act, right in zip(ACTS, needs, strict=True):
            cells = {role.value: _cell(role, right) for role in Role}
            rows.append({"function": line, "act": act, "right": right or "asked of nobody", **cells})
    return rows


def _cell(role: Role, right: Right | None) -> str:
    if right is FREE:
        return ALL
    if right not in RIGHTS_OF[role]:
        return NONE
    return OWN if role is Role.GROUP_LEADER and right is not Right.USE else ALL


def _read() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, ["function", "act", "right", *Role], lineterminator="\n")
        writer.writeheader()
        writer.writerows(_rows())
