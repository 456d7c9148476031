"""Scenes of the kiosk for ``tests.screens``: every screen that a person meets, in the language of the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.cohorts.records import CohortState
from desktop_app.cohorts.service import cohorts
from desktop_app.surveys.rounds import survey_form
from tests.surveys.forms import begun_round
from ui.pages.surveys.kiosk import Kiosk
from ui.pages.surveys.kiosk_idle import WARNING_S
from ui.pages.surveys.kiosk_lock import staff_word
from ui.pages.surveys.kiosk_names import NamesPage
from ui.pages.surveys.kiosk_start import KioskPlan, KioskStart
from ui.pages.surveys.questions.choices import ChoiceQuestion
from ui.pages.surveys.questions.scales import MatrixQuestion

if TYPE_CHECKING:
    from tests.screens import Stage

PLAN = KioskPlan(staff_word("pictures"), idle_s=600, is_by_section=False)
GUESSES = ("4", "2", "5", "?", "3", "1")


def start(stage: "Stage") -> QWidget:
    return KioskStart(_owner(stage), "Bahorgi soʻrovnoma")


def welcome(stage: "Stage") -> Kiosk:
    centre = stage.workspace.centre
    cohort_id = centre.read(cohorts, states=[CohortState.STUDYING]).rows[0].id
    round_id = centre.write(begun_round, cohort_id=cohort_id).value
    kiosk = Kiosk(_owner(stage), centre.read(survey_form, round_id=round_id), PLAN)
    kiosk.resize(stage.window.size())
    return kiosk


def names(stage: "Stage") -> Kiosk:
    kiosk = welcome(stage)
    spoken = stage.workspace.settings.language
    kiosk.welcome.chosen.emit(next(tongue for tongue in kiosk.tongues if tongue.code == spoken))
    stage.settle()
    return kiosk


def question(code: str) -> Callable[["Stage"], Kiosk]:
    """The kiosk at a question that has been answered in part."""

    def scene(stage: "Stage") -> Kiosk:
        kiosk = names(stage)
        if isinstance(kiosk.front, NamesPage):
            kiosk.front.chosen.emit(None)
            stage.settle()
        page = kiosk.sheet_page
        while page.screen_shown.items[0].code != code:
            page.go_on()
        for shown in page.questions:
            if isinstance(shown, ChoiceQuestion):
                for place in {1, len(shown.grid.tiles) - 1}:
                    shown.grid.pressed.emit(place)
            elif isinstance(shown, MatrixQuestion):
                for bar, value in zip(shown.bars.values(), GUESSES, strict=False):
                    bar.choose(value if value == "?" else int(value))
        stage.settle()
        return kiosk

    return scene


def thanks(stage: "Stage") -> Kiosk:
    kiosk = question("F1")(stage)
    kiosk.sheet_page.go_on()
    stage.settle()
    return kiosk


def leaving(stage: "Stage") -> Kiosk:
    kiosk = names(stage)
    kiosk.leave()
    kiosk.leaving.leave_button.click()
    return kiosk


def warning(stage: "Stage") -> Kiosk:
    kiosk = question("A3")(stage)
    kiosk.watch.warned.emit(WARNING_S)
    return kiosk


def _owner(stage: "Stage") -> QWidget:
    page = stage.page(stage.window.first_page)
    assert page is not None
    return page


SCENES: dict[str, Callable[["Stage"], QWidget]] = {
    "kiosk-start": start,
    "kiosk-welcome": welcome,
    "kiosk-names": names,
    "kiosk-one": question("A3"),
    "kiosk-list": question("A5"),
    "kiosk-matrix": question("B"),
    "kiosk-rank": question("C"),
    "kiosk-several": question("E1"),
    "kiosk-rating": question("G1"),
    "kiosk-words": question("F1"),
    "kiosk-thanks": thanks,
    "kiosk-leaving": leaving,
    "kiosk-warning": warning,
}
