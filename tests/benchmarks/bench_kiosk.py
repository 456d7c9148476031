"""The kiosk under the fingers: from a key to its echo, to the disk and its "Saved", and from a question to the next."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.bootstrap import create_centre
from desktop_app.clock import FixedClock
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.settings import Settings
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round, survey_form
from desktop_app.surveys.shelf import newest_in_use
from tests.benchmarks.figure import Figure, percentile
from ui import theme
from ui.app import SWITCH_SECONDS
from ui.background import Worker
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_start import KioskPlan
from ui.pages.surveys.questions.scale_bar import ScaleBar
from ui.pages.surveys.questions.scales import ScaleQuestion
from ui.workspace import Workspace

ECHO_WITHIN_MS, DURABLE_WITHIN_MS, NEXT_WITHIN_MS = 16, 25, 100
TYPED, KEYS_A_SECOND, VALUES = 150, 8, 5
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SCREEN = (1366, 768)
MILLISECONDS = 1_000
# Between two looks: a loop without rest would keep the interpreter from the worker.
REST_S = 0.0005


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    sys.setswitchinterval(SWITCH_SECONDS)
    theme.load_fonts(app)
    theme.apply_theme(app, "light")
    with tempfile.TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION, clock=FixedClock(NOW))
        workspace = Workspace(Worker(), Settings(language="uz_Latn"), Path(folder) / "settings.toml")
        workspace.adopt(centre)
        owner = QWidget()
        owner.workspace = workspace  # type: ignore[attr-defined]
        kiosk = _at_first_question(owner, workspace)
        yield from _of_screens(kiosk)
        yield from _of_keys(kiosk)
        kiosk.done(0)
        workspace.worker.drain()
        workspace.worker.end()
        centre.is_changed_since_backup = False
        centre.close()


def _at_first_question(owner: QWidget, workspace: Workspace) -> Kiosk:
    centre = workspace.centre
    asked = centre.read(newest_in_use, code=TEACHERS)
    round_id = centre.write(open_round, draft=RoundDraft(asked.id, title="Bench")).value
    plan = KioskPlan(staff_word("bench"), idle_s=3_600, is_by_section=False)
    kiosk = Kiosk(owner, centre.read(survey_form, round_id=round_id), plan)
    kiosk.resize(*SCREEN)
    kiosk.show()
    kiosk.welcome.chosen.emit(kiosk.tongues[0])
    while kiosk.front is not kiosk.sheet_page:
        QApplication.processEvents()
        sleep(REST_S)
    return kiosk


def _of_screens(kiosk: Kiosk) -> Iterator[Figure]:
    """From question to question up to the last, and back to the matrix of competences."""
    page = kiosk.sheet_page
    taken: list[float] = []
    while page.screen_shown.items[0].code != "F1":
        began = perf_counter()
        page.go_on()
        QApplication.processEvents()
        taken.append((perf_counter() - began) * MILLISECONDS)
    while page.screen_shown.items[0].code != "B":
        page.go_back()
    QApplication.processEvents()
    yield Figure("kiosk, to the next question, p95", len(taken), percentile(taken, 0.95), "ms", limit=NEXT_WITHIN_MS)


def _of_keys(kiosk: Kiosk) -> Iterator[Figure]:
    """Faster than anybody answers: when each key is on the screen, and when it is on the disk and shown so."""
    (question,) = kiosk.sheet_page.questions
    assert isinstance(question, ScaleQuestion)
    bars = list(question.bars.values())
    watch = _PaintWatch()
    for bar in bars:
        bar.installEventFilter(watch)
    durable: list[float] = []
    kiosk.keeping.kept.connect(lambda: durable.append(perf_counter()))
    echoes: list[float] = []
    kept: list[float] = []
    for number in range(TYPED):
        turn, place = divmod(number, len(bars))
        began, known, echo = perf_counter(), len(durable), 0.0
        watch.is_painted = False
        _press(bars[place], str((turn + place) % VALUES + 1))
        while not echo or len(durable) == known:
            if watch.is_painted and not echo:
                echo = perf_counter()
            QApplication.processEvents()
            sleep(REST_S)
        echoes.append((echo - began) * MILLISECONDS)
        kept.append((durable[-1] - began) * MILLISECONDS)
        while perf_counter() - began < 1 / KEYS_A_SECOND:
            QApplication.processEvents()
            sleep(REST_S)
    yield Figure("kiosk, key to echo, p95", TYPED, percentile(echoes, 0.95), "ms", limit=ECHO_WITHIN_MS)
    yield Figure("kiosk, key to durable, p95", TYPED, percentile(kept, 0.95), "ms", limit=DURABLE_WITHIN_MS)


class _PaintWatch(QObject):
    """Whether a scale has been painted since it was asked last."""

    is_painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.is_painted |= event.type() == QEvent.Type.Paint
        return False


def _press(bar: ScaleBar, digit: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(bar, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, digit))
