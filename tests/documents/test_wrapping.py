"""Lines are never wider than their place and no letter is lost without a sign of it."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.wrapping import ELLIPSIS, elided, wrapped


def by_letters(text: str) -> float:
    return float(len(text))


def test_lines_break_at_spaces() -> None:
    assert wrapped("malaka oshirish kursi", 15, by_letters) == ["malaka oshirish", "kursi"]


def test_a_no_break_space_holds() -> None:
    assert wrapped("jami 12\u00a0500 soat", 8, by_letters) == ["jami", "12\u00a0500", "soat"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrapped("Muhammadyoqubjonovna", 8, by_letters) == ["Muhammad", "yoqubjon", "ovna"]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert wrapped("bir\n\nuch", 9, by_letters) == ["bir", "", "uch"]


def test_what_does_not_fit_on_the_last_line_leaves_an_ellipsis() -> None:
    assert wrapped("bir ikki uch", 5, by_letters, most_lines=2) == ["bir", "ikki" + ELLIPSIS]


def test_a_text_that_fits_is_not_elided() -> None:
    assert elided("Namangan", 8, by_letters) == "Namangan"
    assert elided("Namangan", 7, by_letters) == "Namang" + ELLIPSIS


@given(st.text(alphabet="abcʻў \u00a0", max_size=80), st.integers(1, 12))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, by_letters)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
