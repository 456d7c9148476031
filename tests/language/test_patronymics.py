"""A patronymic of one style is offered in the other; what no rule can tell is left alone."""

import pytest

from desktop_app.language.names import Sex
from desktop_app.language.patronymics import other_patronymics


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Rustam o'g'li", "Rustamovich"),
        ("RUSTAM QIZI", "Rustamovna"),
        ("Ali kizi", "Aliyevna"),
        ("Saʼdullayevna", "Saʼdulla qizi"),
        ("Sergeyevich", "Sergey oʻgʻli"),
        ("Sergey oʻgʻli", "Sergeyevich"),
        ("Gʻulomovich", "Gʻulom oʻgʻli"),
        ("Рустам қизи", "Рустамовна"),
        ("Рустамович", "Рустам ўғли"),
    ],
)
def test_one_style_offers_the_other(typed: str, offered: str) -> None:
    assert other_patronymics(typed) == (offered,)


@pytest.mark.parametrize("typed", ["Rustam qizi", "Ali oʻgʻli", "Мустафо қизи", "Botirovich"])
def test_there_and_back_gives_the_same(typed: str) -> None:
    (there,) = other_patronymics(typed)
    assert other_patronymics(there) == (typed,)


@pytest.mark.parametrize(
    ("sex", "offered"),
    [
        ("female", ("Rustam qizi", "Rustamovna")),
        ("male", ("Rustam oʻgʻli", "Rustamovich")),
        (None, ("Rustam oʻgʻli", "Rustamovich", "Rustam qizi", "Rustamovna")),
    ],
)
def test_a_bare_name_of_the_father_offers_what_fits(sex: Sex | None, offered: tuple[str, ...]) -> None:
    assert other_patronymics("Rustam", sex) == offered


@pytest.mark.parametrize("typed", ["", "XXX", "Ilich", "R.", "bir ikki uch"])
def test_what_no_rule_can_tell_offers_nothing(typed: str) -> None:
    assert other_patronymics(typed) == ()
