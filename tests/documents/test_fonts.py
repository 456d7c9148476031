"""The bundled faces carry every letter that the country writes with."""

import pytest

from desktop_app.documents.fitting import fitted
from desktop_app.documents.fonts import Face, font, missing_glyphs, one_line, printable, text_width

LETTERS = "OʻoʻGʻgʻʼ ЎўҚқҒғҲҳ ӘәҢңӨөҮү Ёёъь ŞşÇçÖöĞğıÁáǴǵŃńÓóÚú №«»—–\u00a0\u202f0123456789"


@pytest.mark.parametrize("face", Face)
def test_no_letter_of_uzbek_russian_or_karakalpak_is_missing(face: Face) -> None:
    assert missing_glyphs(LETTERS, face) == ""


def test_the_serif_faces_share_their_letters_so_that_one_answers_for_all() -> None:
    known = set(font(Face.SERIF).face.charToGlyph)
    assert known <= set(font(Face.SERIF_BOLD).face.charToGlyph)
    assert known <= set(font(Face.SERIF_ITALIC).face.charToGlyph)


def test_missing_letters_are_named_once_each() -> None:
    assert missing_glyphs("漢a漢字", Face.SERIF) == "漢字"


def test_width_grows_with_size_and_text() -> None:
    assert text_width("Namangan", Face.SANS, 20) == pytest.approx(2 * text_width("Namangan", Face.SANS, 10))
    assert text_width("Namangan", Face.SANS_BOLD, 10) > text_width("Nama", Face.SANS_BOLD, 10)


def test_control_characters_become_spaces() -> None:
    assert one_line("bir\nikki\x00uch\u2028") == "bir ikki uch "


def test_a_letter_without_ink_is_a_question_mark_on_paper() -> None:
    assert printable("Ǵ 👩 漢\nЎ", Face.SERIF) == "Ǵ ? ? Ў"


def test_text_first_shrinks_then_wraps() -> None:
    name = "Karimova Anvara Botirovna"
    natural = text_width(name, Face.SERIF, 20)
    whole, shrunk, broken = (
        fitted(name, natural * share, Face.SERIF, size=20, least=10, most_lines=2) for share in (1.01, 0.85, 0.7)
    )
    assert whole.lines == shrunk.lines == (name,)
    assert whole.size == 20
    assert shrunk.size == pytest.approx(17)
    assert " ".join(broken.lines) == name
    assert len(broken.lines) == 2


def test_what_does_not_fit_even_at_the_least_size_is_told() -> None:
    cut = fitted("Karimova " * 30, 100, Face.SERIF, size=20, least=10, most_lines=2)
    assert not cut.is_whole
    assert len(cut.lines) == 2
