"""Marks of a register when the program is killed among them, and when two write the same cells."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.clock import FixedClock
from desktop_app.paths import CentrePaths
from desktop_app.safety.snapshot import opened, structural_faults
from tests import factories
from tests.faults.marking_jobs import CONTENDED_MARKS, MARKS_IN_STEP, NOW
from tests.faults.tries import Tries

if TYPE_CHECKING:
    from tests.faults.conftest import Children

KILLS = 60
KILLS_OF_THE_WINDOW = 8
NOTHING = "none"


@dataclass(frozen=True)
class Step:
    """One entry of the journal: how a cell's mark became another one."""

    batch: str
    action: str
    before: str
    after: str


@dataclass(frozen=True)
class Kept:
    """What a file holds: the marks by cell, and how each cell came to its mark."""

    marks: dict[str, str]
    history: dict[str, list[Step]]


class Claims:
    """What a process claimed of each cell before it died: the mark that is saved, or those that may be by now."""

    def __init__(self) -> None:
        self.possible: defaultdict[str, set[str]] = defaultdict(lambda: {NOTHING})
        self.saved = 0

    def hear(self, told: Iterable[list[str]]) -> None:
        for verb, *said in told:
            match verb, said:
                case "set", [cell, mark]:
                    self.possible[cell].add(mark)
                case "saved", [cell, mark]:
                    self.possible[cell] = {mark}
                    self.saved += 1
                case "all-saved", []:
                    assert all(len(marks) == 1 for marks in self.possible.values())

    def require_kept_in(self, marks: dict[str, str]) -> None:
        """The file holds for each cell what was claimed of it last; the next process goes on from there."""
        for cell in self.possible.keys() | marks.keys():
            kept = marks.get(cell, NOTHING)
            assert kept in self.possible[cell], f"{cell}: {kept} is none of {self.possible[cell]}"
            self.possible[cell] = {kept}


@pytest.fixture
def register(centre_paths: CentrePaths) -> Path:
    """The file of a centre with one cohort: ten people and three lessons, nothing marked."""
    centre = open_centre(centre_paths, clock=FixedClock(NOW))
    taught = factories.write(centre, factories.programme(module_hours=(6,)))
    cohort = factories.write(centre, factories.cohort(taught.id))
    for number in range(10):
        person = factories.write(centre, factories.person(surname=f"Karimov{'a' * number}"))
        factories.write(centre, factories.enrolment(cohort.id, person.id))
    for day in (19, 20, 21):
        factories.write(centre, factories.session(cohort.id, held_on=date(2026, 11, day)))
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.database


def kept_in(database: Path) -> Kept:
    with opened(database) as raw:
        return Kept(marks_in(raw), history_in(raw))


def marks_kept_in(database: Path) -> dict[str, str]:
    with opened(database) as raw:
        return marks_in(raw)


def marks_in(raw: Any) -> dict[str, str]:
    assert structural_faults(raw) == []
    rows = raw.execute("SELECT enrolment_id, session_id, kind_code, missed_hours, note FROM mark").fetchall()
    return {f"{enrolment}/{session}": written(*said) for enrolment, session, *said in rows}


def history_in(raw: Any) -> dict[str, list[Step]]:
    """The journal names only what changed: each mark is put together from the one before it."""
    found: defaultdict[str, list[Step]] = defaultdict(list)
    values: dict[str, dict[str, Any]] = {}
    entries = raw.execute(
        "SELECT entity_id, batch, action, before, after FROM journal WHERE entity = 'mark' ORDER BY seq"
    )
    for entity_id, batch, action, before, after in entries:
        session, enrolment = entity_id.split("/")
        cell = f"{enrolment}/{session}"
        stood = values.get(cell, {})
        old, new = parsed(before), parsed(after)
        assert {name: stood.get(name) for name in old} == old, f"{cell}: the journal has a gap"
        values[cell] = {} if action == "delete" else stood | new
        found[cell].append(Step(batch, action, word(stood), word(values[cell])))
    return found


def parsed(text: str) -> dict[str, Any]:
    return dict(json.loads(text))


def word(values: dict[str, Any]) -> str:
    return written(values["kind_code"], values.get("missed_hours"), values["note"]) if values else NOTHING


def written(kind_code: str, missed_hours: int | None, note: str) -> str:
    """As the jobs tell it."""
    return f"{kind_code}/{missed_hours or ''}/{note}"


def test_after_sixty_kills_no_mark_is_lost_that_was_told_as_saved_and_no_step_is_half_there(
    children: "Children", register: Path, tries: Tries
) -> None:
    claims = Claims()
    for _kill in tries.times(KILLS, 2_000):
        claims.hear(children.run_and_kill("mark_for_ever", register, lives_s=(0, 0.05), after="saved"))
        claims.require_kept_in(marks_kept_in(register))
    assert claims.saved > KILLS
    kept = kept_in(register)
    marks_by_step = Counter(step.batch for steps in kept.history.values() for step in steps)
    assert set(marks_by_step.values()) == {MARKS_IN_STEP}
    assert {cell: steps[-1].after for cell, steps in kept.history.items()} == kept.marks


def test_killed_while_typing_the_window_had_shown_nothing_as_saved_that_was_not(
    children: "Children", register: Path, tries: Tries
) -> None:
    claims = Claims()
    for _kill in tries.times(KILLS_OF_THE_WINDOW, 200):
        claims.hear(children.run_and_kill("type_for_ever", register, lives_s=(0.1, 0.8), after="saved"))
        claims.require_kept_in(marks_kept_in(register))
    assert claims.saved >= KILLS_OF_THE_WINDOW


def test_two_who_mark_the_same_cells_lose_nothing_without_being_told(children: "Children", register: Path) -> None:
    for _writer in range(2):
        children.start("mark_against_others", register)
    heard: dict[int, list[list[str]]] = defaultdict(list)
    while sum(words == ["done"] for told in heard.values() for words in told) < 2:
        pid, words = children.hear()
        heard[pid].append(words)
    kept = kept_in(register)
    told = [words for said in heard.values() for words in said]
    saved = {(cell, seen, mark) for verb, cell, mark, seen, *_rest in filter(is_a_mark, told) if verb == "saved"}
    conflicts = [words for words in told if words[0] == "conflict"]
    assert len(saved) + len(conflicts) == 2 * CONTENDED_MARKS
    assert conflicts
    assert all(are_named == "True" for *_words, are_named in conflicts)
    # Every mark that was saved stands in the journal over exactly the one that its writer had seen.
    journaled = {(cell, step.before, step.after) for cell, steps in kept.history.items() for step in steps}
    assert journaled == saved
    marks_of_others = {(cell, step.after) for cell, steps in kept.history.items() for step in steps}
    assert {(cell, theirs) for _verb, cell, _ours, theirs, _named in conflicts} <= marks_of_others
    assert {cell: steps[-1].after for cell, steps in kept.history.items()} == kept.marks


def is_a_mark(words: list[str]) -> bool:
    return words[0] in ("saved", "conflict")
