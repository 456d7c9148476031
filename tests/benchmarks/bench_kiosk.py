"""The kiosk under the fingers: from a key to its echo, to the disk and its "Saved", and from a question to the next."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.questionnaires.built_in import TEACHERS
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import open_round, survey_form
from desktop_app.surveys.shelf import newest_in_use
from tests.benchmarks.figure import Figure, percentile
from tests.benchmarks.keyboard import MILLISECONDS, live_until, new_workspace, press, typed
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_start import KioskPlan
from ui.pages.surveys.questions.scales import ScaleQuestion
from ui.workspace import Workspace

NEXT_WITHIN_MS = 100
# Faster than anybody answers.
KEYS_A_SECOND, VALUES = 8, 5
SCREEN = (1366, 768)


def figures() -> Iterator[Figure]:
    with new_workspace() as workspace:
        owner = QWidget()
        owner.workspace = workspace  # type: ignore[attr-defined]
        kiosk = _at_first_question(owner, workspace)
        yield from _of_screens(kiosk)
        yield from _of_keys(kiosk)
        kiosk.done(0)


def _at_first_question(owner: QWidget, workspace: Workspace) -> Kiosk:
    centre = workspace.centre
    asked = centre.read(newest_in_use, code=TEACHERS)
    round_id = centre.write(open_round, draft=RoundDraft(asked.id, title="Bench")).value
    plan = KioskPlan(staff_word("bench"), idle_s=3_600, is_by_section=False)
    kiosk = Kiosk(owner, centre.read(survey_form, round_id=round_id), plan)
    kiosk.resize(*SCREEN)
    kiosk.show()
    kiosk.welcome.chosen.emit(kiosk.tongues[0])
    live_until(lambda: kiosk.front is kiosk.sheet_page)
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
    """A column of marks, down and down again."""
    (question,) = kiosk.sheet_page.questions
    assert isinstance(question, ScaleQuestion)
    bars = list(question.bars.values())

    def type_key(number: int) -> None:
        turn, place = divmod(number, len(bars))
        press(bars[place], str((turn + place) % VALUES + 1))

    yield from typed("kiosk", type_key, painted=bars, kept=kiosk.keeping.kept, keys_a_second=KEYS_A_SECOND)
