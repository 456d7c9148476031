"""The bundled faces carry every letter that the country writes with."""

import pytest

from desktop_app.documents.fitting import fitted
from desktop_app.documents.fonts import Face, missing_glyphs, one_line, text_width

LETTERS = "OʻoʻGʻgʻʼ ЎўҚқҒғҲҳ ӘәҢңӨөҮү Ёёъь ŞşÇçÖöĞğıÁáǴǵŃńÓóÚú №«»—–\u00a0\u202f0123456789"


@pytest.mark.parametrize("face", Face)
def test_no_letter_of_uzbek_russian_or_karakalpak_is_missing(face: Face) -> None:
    assert missing_glyphs(LETTERS, face) == ""


def test_missing_letters_are_named_once_each() -> None:
    assert missing_glyphs("漢a漢字", Face.SERIF) == "漢字"


def test_width_grows_with_size_and_text() -> None:
    assert text_width("Namangan", Face.SANS, 20) == pytest.approx(2 * text_width("Namangan", Face.SANS, 10))
    assert text_width("Namangan", Face.SANS_BOLD, 10) > text_width("Nama", Face.SANS_BOLD, 10)


def test_control_characters_become_spaces() -> None:
    assert one_line("bir\nikki\x00uch\u2028") == "bir ikki uch "


def test_text_first_shrinks_then_wraps() -> None:
    whole = fitted("Karimov Anvar", 200, Face.SERIF, size=20, least=10, most_lines=2)
    shrunk = fitted("Karimova Anvara S.", 200, Face.SERIF, size=20, least=10, most_lines=2)
    broken = fitted("Karimova Anvara Botirovna Salimovna", 200, Face.SERIF, size=20, least=10, most_lines=2)
    assert (len(whole.lines), whole.size) == (1, 20)
    assert len(shrunk.lines) == 1
    assert 15 <= shrunk.size < 20
    assert len(broken.lines) == 2


def test_what_does_not_fit_even_at_the_least_size_is_told() -> None:
    cut = fitted("Karimova " * 30, 100, Face.SERIF, size=20, least=10, most_lines=2)
    assert not cut.is_whole
    assert len(cut.lines) == 2
