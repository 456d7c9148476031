"""The daily work on a server of the same PC, beside the same on a file: what several PCs cost.

Time is the processor's, of the program and of the server together: on a busy machine each of the two waits for its turn
where one program does not wait at all.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from inspect import unwrap
from math import inf
from pathlib import Path
from time import process_time

from sqlalchemy import select

from db.models.attendance import Mark
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.timetable import Session
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.attendance.service import grid
from desktop_app.attendance.totals import totals
from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.certificates.papers import in_force_of, issued_papers
from desktop_app.certificates.register import certificates_of
from desktop_app.clock import Clock
from desktop_app.doubles.scan import scan
from desktop_app.due.records import DueFilter
from desktop_app.due.service import due_ids, due_overview, due_people, due_totals
from desktop_app.paths import CentrePaths
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter
from desktop_app.people.search import search_people
from desktop_app.people.service import person_card, save_person
from desktop_app.progress import Progress
from desktop_app.returns.service import compose_return
from desktop_app.rosters.apply import apply_roster
from desktop_app.rosters.service import preview_file
from desktop_app.safety.relocating import to_file, to_server
from tests import postgres
from tests.benchmarks.bench_roster import made_up_rows, planned_cohort, write_rows
from tests.benchmarks.bench_search import keystrokes
from tests.benchmarks.centres import made_up_centre
from tests.benchmarks.figure import Figure, seconds
from ui.pages.people.listing import PeopleListing

PEOPLE = 5_000
MOST_TIMES = 3
MILLISECONDS = 1_000
ROSTER_ROWS = 2_500
COHORTS = 200

CARDS, PAGE, TURNS = 10, 200, 3

# A cohort that has certificates.
_CERTIFIED = select(Enrolment.cohort_id).join(Certificate, Certificate.enrolment_id == Enrolment.id).limit(1)

Work = Callable[[], object]
Clocked = Callable[[], float]


def figures() -> Iterator[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="mahorat-bench-") as home,
        postgres.running_server(is_durable=True) as server,
    ):
        file = CentrePaths(Path(home) / "file")
        served = CentrePaths(Path(home) / "served")
        for paths in (file, served):
            shutil.copytree(made_up_centre(PEOPLE).folder, paths.folder)
        _let_go(open_centre(served))
        postgres.make_database(server.url(), "centre")
        yield from _moved(served, server.url("centre"))
        on_file, on_server = open_centre(file), open_centre(served)
        try:
            yield from _compared(on_file, on_server, Path(home), server.processor_seconds)
        finally:
            _let_go(on_file)
            _let_go(on_server)
        yield Figure("moved back into a file", PEOPLE, seconds(lambda: to_file(served, progress=Progress())), "s")


def _moved(paths: CentrePaths, address: str) -> Iterator[Figure]:
    def move() -> None:
        to_server(paths, address, password=postgres.PASSWORD, clock=Clock(), progress=Progress())

    yield Figure("moved to a server, compared", PEOPLE, seconds(move), "s")


def _compared(on_file: Centre, on_server: Centre, home: Path, served: Clocked) -> Iterator[Figure]:
    works = {name: (work(on_file), work(on_server)) for name, work in _WORKS.items()}
    for name, both in works.items():
        baseline, taken = (each * MILLISECONDS for each in _best_by_turns(both, served))
        yield Figure(f"{name}, on a server", PEOPLE, taken, "ms", baseline, MOST_TIMES)
    roster = home / "roster.xlsx"
    write_rows(roster, list(made_up_rows(on_file, ROSTER_ROWS // 2))[:ROSTER_ROWS])
    applied = [_roster_applied(centre, roster) for centre in (on_file, on_server)]
    for name, (baseline, taken) in zip(("previewed", "applied"), zip(*applied, strict=True), strict=True):
        yield Figure(f"a roster {name}, on a server", ROSTER_ROWS, taken, "s", baseline, MOST_TIMES)


def _best_by_turns(both: tuple[Sequence[Work], Sequence[Work]], served: Clocked) -> list[float]:
    """The shortest turn of each piece of a work, added up."""
    best = [[inf] * len(pieces) for pieces in both]
    for _turn in range(TURNS):
        for taken, pieces in zip(best, both, strict=True):
            for place, piece in enumerate(pieces):
                taken[place] = min(taken[place], _spent(piece, served))
    return list(map(sum, best))


def _spent(piece: Work, served: Clocked) -> float:
    """The processor's time of the program, and of the server meanwhile."""
    before, start = served(), process_time()
    piece()
    own = process_time() - start
    return own + served() - before


def _searching(centre: Centre) -> Sequence[Work]:
    return [partial(centre.read, search_people, key) for key in keystrokes()]


def _listing(centre: Centre) -> Sequence[Work]:
    return [
        partial(centre.read, people_page, wanted=PeopleFilter(), offset=offset, limit=200)
        for offset in (0, 2_000, 4_000)
    ]


def _first_looking(centre: Centre) -> Sequence[Work]:
    """Of a list whose order is that of an index, and of one that leaves very many out."""
    lists = (PeopleListing(), PeopleListing(PeopleFilter(lacks_consent=True)))
    return [partial(listing.count, centre, "") for listing in lists]


def _opening(centre: Centre) -> Sequence[Work]:
    cohort_id = _marked(centre)[0]
    return [partial(centre.read, grid, cohort_id=cohort_id)]


def _carding(centre: Centre) -> Sequence[Work]:
    return [partial(centre.read, person_card, person_id=person_id) for person_id in range(1, PEOPLE, PEOPLE // CARDS)]


def _saving(centre: Centre) -> Sequence[Work]:
    def save(person_id: int) -> None:
        draft = centre.read(person_card, person_id=person_id).draft
        centre.write(save_person, replace(draft, notes="" if draft.notes else "sinov"))

    return [partial(save, person_id) for person_id in range(1, PEOPLE, PEOPLE // CARDS)]


def _due(centre: Centre) -> Sequence[Work]:
    year = centre.clock.today().year + 1
    page = centre.read(due_ids, DueFilter(year))[:PAGE]
    return [
        # As after every write: what is remembered takes no time.
        partial(centre.read, unwrap(due_overview), DueFilter(year)),
        partial(centre.read, due_totals, DueFilter(year)),
        partial(centre.read, due_ids, DueFilter(year)),
        partial(centre.read, due_people, year=year, person_ids=page),
    ]


def _looking_for_doubles(centre: Centre) -> Sequence[Work]:
    return [partial(scan, centre, Progress())]


def _certificates(centre: Centre) -> Sequence[Work]:
    cohort_id = centre.read(lambda unit: unit.session.scalars(_CERTIFIED).one())
    ids = centre.read(in_force_of, cohort_id=cohort_id)
    return [
        partial(centre.read, certificates_of, cohort_id=cohort_id),
        partial(centre.read, issued_papers, certificate_ids=ids),
    ]


def _returning(centre: Centre) -> Sequence[Work]:
    return [partial(centre.read, unwrap(compose_return), year=centre.clock.today().year, month=1)]


def _marking(centre: Centre) -> Sequence[Work]:
    _cohort_id, change = _marked(centre)

    def mark() -> None:
        for value in (None, change.value):
            given = MarkChange(change.enrolment_id, change.session_id, value)
            centre.write(set_marks, marks=[given], reason="sinov")

    return [mark]


def _adding_up(centre: Centre) -> Sequence[Work]:
    ids = centre.read(lambda unit: unit.session.scalars(select(Cohort.id).order_by(Cohort.id).limit(COHORTS)).all())
    return [lambda: centre.read(lambda unit: list(totals(unit, cohort_ids=ids)))]


_WORKS = {
    "search, all keys of 18 texts": _searching,
    "three pages of the list of people": _listing,
    "first look at the list, and at those without consent": _first_looking,
    "ten cards of people": _carding,
    "ten cards read and saved, durable": _saving,
    "who is due: overview, totals, list, page": _due,
    "the scan for doubles": _looking_for_doubles,
    "certificates of a cohort, listed and drawn up": _certificates,
    "the return of a month": _returning,
    "register opened": _opening,
    "a mark set and cleared, durable": _marking,
    f"totals of {COHORTS} cohorts": _adding_up,
}


def _marked(centre: Centre) -> tuple[int, MarkChange]:
    """A running cohort and one mark of it."""

    def find(unit: UnitOfWork) -> tuple[int, MarkChange]:
        marks = select(Cohort.id, Mark).join(Session, Session.id == Mark.session_id)
        running = marks.join(Cohort, Cohort.id == Session.cohort_id).where(Cohort.state == CohortState.STUDYING)
        cohort_id, mark = unit.session.execute(running.order_by(Mark.session_id, Mark.enrolment_id).limit(1)).one()
        found = grid(unit, cohort_id=cohort_id)
        key = (mark.enrolment_id, mark.session_id)
        return cohort_id, MarkChange(*key, found.marks[key])

    return centre.read(find)


def _roster_applied(centre: Centre, file: Path) -> tuple[float, float]:
    cohort_id = planned_cohort(centre)
    previews = []
    looking = seconds(lambda: previews.append(preview_file(centre, path=file, cohort_id=cohort_id)))
    return looking, seconds(lambda: centre.write(apply_roster, previews[0]))


def _let_go(centre: Centre) -> None:
    centre.is_changed_since_backup = False
    centre.close()
