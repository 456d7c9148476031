"""A paper names a position in its own language where the list knows the words, and else leaves them."""

import pytest

from desktop_app.centre import Centre
from desktop_app.reference.positions import positions_on_paper


@pytest.mark.parametrize(
    ("paper_language", "typed", "said"),
    [
        ("ru", "Maktab direktori", "Директор школы"),
        ("ru", "maktab direktori", "Директор школы"),
        ("ru", "Мактаб директори", "Директор школы"),
        ("uz_Latn", "Директор школы", "Maktab direktori"),
        ("uz_Cyrl", "Maktab direktori", "Мактаб директори"),
        ("ru", "Maktab direktori v.b.", "Мактаб директори в.б."),
        ("uz_Latn", "И. о. директора", "И. о. директора"),
        ("ru", "", ""),
        ("ru", "DIR", "ДИР"),
    ],
)
def test_a_paper_names_a_known_position_in_its_language(
    centre: Centre, paper_language: str, typed: str, said: str
) -> None:
    assert centre.read(positions_on_paper, paper_language)(typed) == said
