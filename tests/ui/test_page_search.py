"""The search of everything knows the pages of the window by their titles."""

import pytest

from desktop_app import i18n
from ui.navigation import Target
from ui.page_search import find
from ui.workspace import Workspace


@pytest.mark.parametrize(
    ("language", "typed", "page"),
    [
        ("en", "ord", "orders"),
        ("en", "plan", "plan"),
        ("uz_Latn", "buyruq", "orders"),
        ("uz_Cyrl", "буйруқ", "orders"),
        ("ru", "приказ", "orders"),
        ("uz_Latn", "tinglov", "people"),
        ("uz_Latn", "respublika", "consolidation"),
        ("ru", "формы", "bound_forms"),
        ("en", "words", "narrative"),
    ],
)
def test_a_page_is_found_by_a_word_of_its_title(workspace: Workspace, language: str, typed: str, page: str) -> None:
    i18n.set_language(language)
    assert Target(page) in [hit.target for hit in find(workspace.centre, typed)]


def test_one_letter_and_pages_that_need_an_argument_are_left_out(workspace: Workspace) -> None:
    assert find(workspace.centre, "o") == []
    assert "person" not in [hit.target.page for hit in find(workspace.centre, "person")]
