"""How soon each page shows its data, in the year of a large centre and in ten times as much; the ratio is of the two.

What a page has reckoned beside the worker (the checks of a return, a report in words) comes later into a page that is
there and can be used: it is left out here, and held back until the rest has been measured.

Made anew each time and drawn offscreen. Told in the time of the processor, of the window's thread and the worker's
together, the best of several turns: a person waits no longer than that, and what else the PC does adds little to it.
What the program remembers until the next write (desktop_app/remembered.py) it remembers here, too; the pages that
rest on it are opened after a write as well: at once, and when ui/ahead.py has had its time.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from time import process_time, sleep, thread_time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.models.cohorts import Cohort, CohortState, Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.paths import settings_file
from desktop_app.settings import Settings
from tests.benchmarks.figure import Figure
from tests.benchmarks.stalls import let_live, wait_until
from tests.benchmarks.year import COHORTS, folder_of_a_year
from ui.ahead import AFTER_MS
from ui.app import Shell
from ui.background import Work, Worker
from ui.navigation import COHORT_STEPS, PAGES, Target

TIMES = (1, 10)
TURNS = 3
LIMIT_MS = 150
MILLISECONDS = 1_000
WINDOW = (1366, 768)
# What a page puts off (a filter, a preview) is put off by less than this.
PUT_OFF_MS = 300
# Looking for calm takes time itself: seldom enough not to be told for the page's.
STEP_S = 0.002
ELSEWHERE = Target("settings")
REMEMBERING = ("home", "plan", "forming", "due", "returns")
AT_ONCE = "at once after a write"


class _Beside:
    """Lets nothing run beside the worker as long as it is ``held``."""

    def __init__(self) -> None:
        self._may_run = Event()
        self._may_run.set()

    def follow(self, worker: Worker) -> None:
        submit = worker.submit

        def held(owner: QObject, work: Work, *answers: Any, stop: Any = None, **facts: Any) -> None:
            submit(owner, work if stop is None else partial(self._run, work), *answers, stop=stop, **facts)

        setattr(worker, "submit", held)  # noqa: B010  (a method, to mypy, is not set)

    @contextmanager
    def held(self) -> Iterator[None]:
        self._may_run.clear()
        try:
            yield
        finally:
            self._may_run.set()

    def _run(self, work: Work) -> Any:
        self._may_run.wait()
        return work()


_beside = _Beside()


def figures() -> Iterator[Figure]:
    alone: dict[str, float] = {}
    for times in TIMES:
        with folder_of_a_year(times) as folder, tempfile.TemporaryDirectory() as home:
            for name, taken in _opened(folder, Path(home)):
                limit = None if name.endswith(AT_ONCE) else LIMIT_MS
                yield Figure(f"page: {name}", COHORTS * times, taken, "ms", alone.get(name), limit=limit)
                alone.setdefault(name, taken)


def _opened(folder: Path, home: Path) -> Iterator[tuple[str, float]]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shell = Shell(app, Settings(), home / settings_file().name, data_folder=folder)
    shell.window.resize(*WINDOW)
    _beside.follow(shell.workspace.worker)
    shell.start()
    wait_until(lambda: shell.window.page is not None)
    for name, target in shell.workspace.centre.read(_targets):
        yield name, _best(shell, target)
        if name in REMEMBERING:
            yield f"{name}, {AT_ONCE}", _best(shell, target, _write)
            yield f"{name}, after a write", _best(shell, target, _write_and_breathe)
    shell.workspace.centre.is_changed_since_backup = False
    shell.close()


def _targets(unit: UnitOfWork) -> list[tuple[str, Target]]:
    """Every page and every step of a cohort in the middle of its course."""
    studying = select(Cohort.id).where(Cohort.state == CohortState.STUDYING, Cohort.code.startswith("Y-"))
    cohort_id = unit.session.scalars(studying.order_by(Cohort.starts_on).limit(1)).one()
    person = unit.session.scalars(select(Person).join(Enrolment).where(Enrolment.cohort_id == cohort_id)).first()
    assert person is not None
    arguments = {"person": person.id, "institution": person.institution_id, "participation": cohort_id}
    steps = [(f"cohort, {step.name}", Target("cohort", (cohort_id, step.name))) for step in COHORT_STEPS]
    pages = [spec.name for spec in PAGES if spec.name not in ("cohort", "organisation", ELSEWHERE.page)]
    return [*((name, Target(name, arguments.get(name))) for name in pages), *steps]


def _best(shell: Shell, target: Target, before: Callable[[Shell], object] = lambda _shell: None) -> float:
    return min(_open(shell, target, before) for _turn in range(1 + TURNS))


def _write(shell: Shell) -> None:
    shell.workspace.broadcast(shell.workspace.centre.write(_change_an_enrolment).changes)


def _write_and_breathe(shell: Shell) -> None:
    _write(shell)
    let_live(ms=2 * AFTER_MS)
    _until_calm(shell)


def _change_an_enrolment(unit: UnitOfWork) -> None:
    """Nearly everything rests on enrolments."""
    enrolment = unit.session.scalars(select(Enrolment).limit(1)).one()
    enrolment.position += "."


def _open(shell: Shell, target: Target, before: Callable[[Shell], object]) -> float:
    """In milliseconds until nothing is asked for, put off or to be painted any more."""
    shell.window.navigate(ELSEWHERE)
    _until_calm(shell)
    shell.window.rebuild()
    _until_calm(shell)
    before(shell)
    gc.collect()
    with _beside.held():
        start = process_time()
        shell.window.navigate(target)
        taken = _until_calm(shell, but_aside=True) - start
    _until_calm(shell)
    return taken * MILLISECONDS


def _until_calm(shell: Shell, *, but_aside: bool = False) -> float:
    """The processor's time from which on the window is calm, without what looking for that took.

    Sleeps in Python, so that the worker gets on.
    """
    calm_since, looking = 0.0, 0.0
    while True:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        now, began = process_time() - looking, thread_time()
        is_calm = shell.workspace.worker.is_idle(but_aside=but_aside) and not _is_something_put_off()
        looking += thread_time() - began
        if is_calm and calm_since:
            return calm_since
        calm_since = now if is_calm else 0.0
        sleep(STEP_S)


def _is_something_put_off() -> bool:
    timers = (timer for top in QApplication.topLevelWidgets() for timer in top.findChildren(QTimer))
    return any(timer.isActive() and timer.interval() <= PUT_OFF_MS for timer in timers)
