"""Opening in the worker: what does not come to its end leaves nothing open, so that it can be tried again."""

from pathlib import Path

import pytest

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.paths import CentrePaths
from tests.ui import demo_page
from ui import opening


@pytest.fixture
def folder(centre: Centre) -> Path:
    """Of a centre that nobody has open."""
    centre.close()
    return centre.paths.folder


def test_a_centre_whose_first_page_does_not_load_is_closed_again(folder: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        opening.opened(folder, 0, "tests.ui.no_such_page:Page")
    opening.opened(folder, 0, demo_page.PAGES[0].factory).centre.close()


def test_what_fails_right_after_opening_lets_the_folder_go(folder: Path) -> None:
    with pytest.raises(NotFound), open_centre(CentrePaths(folder)).closed_on_failure():
        raise NotFound("gone", "Gone.")
    open_centre(CentrePaths(folder)).close()
