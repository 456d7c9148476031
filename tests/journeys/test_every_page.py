"""Every page and every step of a cohort in Uzbek and Russian on a demonstration centre; the search of everything."""

import shutil
from pathlib import Path

import pytest

from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import RegisterFilter, register, register_years
from desktop_app.cohorts.enrolment import enrolled_people
from desktop_app.cohorts.records import CohortState
from desktop_app.i18n import LANGUAGES
from desktop_app.language.script import to_cyrillic
from desktop_app.programmes.service import programmes
from tests.journeys.hands import Hands
from tests.journeys.sights import a_cohort, english_left_over, faults, places
from tests.ui.looks import clipped_words
from ui.app import Shell
from ui.navigation import Target
from ui.pages.programmes.page import ProgrammesPage

# One after the other they would be the longest test of all.
PARTS = 3
SCREEN, SMALLEST = (1366, 768), (1000, 768)


@pytest.fixture
def data_folder(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "centre"))


@pytest.mark.parametrize("part", range(PARTS))
# In English, the shortest, every test of a page sees it.
@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
def test_every_page_and_step_is_sound(shell: Shell, hands: Hands, language: str, part: int) -> None:
    # Russian, the longest, and Uzbek, the first, are tried in the smallest window as well.
    size = SMALLEST if language in ("ru", "uz_Latn") else SCREEN
    english = english_left_over(language)
    wrong = {}
    for target in places(shell)[part::PARTS]:
        shell.window.resize(*size)
        hands.go(target.page, target.argument)
        found = clipped_words(shell.window)
        if size != SCREEN:
            shell.window.resize(*SCREEN)
            hands.settle()
        found += faults(shell.window, english)
        if found:
            wrong[target] = found
    assert wrong == {}


def test_the_search_leads_to_a_person_a_cohort_and_a_certificate(shell: Shell, hands: Hands) -> None:
    centre = shell.workspace.centre
    studied = a_cohort(shell, CohortState.STUDYING)
    person = centre.read(enrolled_people, cohort_id=studied.id)[0]
    window = shell.window
    search(hands, to_cyrillic(person.name))
    assert window.target == Target("person", person.person_id)
    search(hands, studied.code)
    assert window.target == Target("cohort", studied.id)
    certificate = newest_certificate(shell)
    search(hands, certificate.full_number)
    assert window.target == Target("cohort", (certificate.cohort_id, "certificates"))


def test_the_search_leads_to_the_programme_among_all(shell: Shell, hands: Hands) -> None:
    last = shell.workspace.centre.read(programmes)[-1]
    hands.go("programmes", last.id)
    assert isinstance(hands.page, ProgrammesPage)
    current = hands.page.table.current()
    assert current is not None
    assert current.row.id == last.id


def search(hands: Hands, text: str) -> None:
    hands.press("Ctrl+K")
    hands.write(text)
    hands.settle()
    hands.press("Return")
    hands.settle()


def newest_certificate(shell: Shell) -> CertificateRecord:
    centre = shell.workspace.centre
    return centre.read(register, which=RegisterFilter(centre.read(register_years)[0]), limit=1)[0]
