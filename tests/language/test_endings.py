"""The Uzbek dative by its rule of spelling, in both scripts."""

import pytest

from desktop_app.language.endings import dative


@pytest.mark.parametrize(
    ("nominative", "expected"),
    [
        ("Karimov", "Karimovga"),
        ("Malik", "Malikka"),
        ("Ortiq", "Ortiqqa"),
        ("Ulugʻ", "Ulugʻga"),
        ("pedagog", "pedagogga"),
        ("Karimova Nodira Rustam qizi", "Karimova Nodira Rustam qiziga"),
        ("Karimov Anvar Botir oʻgʻli", "Karimov Anvar Botir oʻgʻliga"),
        ("ORTIQ", "ORTIQQA"),
        ("Каримов", "Каримовга"),
        ("Малик", "Маликка"),
        ("Ортиқ", "Ортиққа"),
        ("Улуғ", "Улуғга"),
        ("Тошкент", "Тошкентга"),
        ("12-maktab", "12-maktabga"),
        ("577", "577-ga"),
        ("“Mahorat”", "“Mahorat”-ga"),
        ("", ""),
    ],
)
def test_the_last_letter_decides_the_ending(nominative: str, expected: str) -> None:
    assert dative(nominative) == expected
