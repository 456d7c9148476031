"""Numbers that the office typed: bound to the figures of the year where the words allow it, and never by chance."""

import pytest

from desktop_app.centre import Centre
from desktop_app.inspection.reading import document_of_text
from desktop_app.narrative.typed import Standing, check_words
from tests.returns.year import fill_year

AGREES, DIFFERS, UNBOUND = Standing.AGREES, Standing.DIFFERS, Standing.UNBOUND


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_year(centre)
    return centre


def told(centre: Centre, text: str) -> list[tuple[str, Standing, str]]:
    checked = centre.read(check_words, document=document_of_text(text), year=2026, month=10)
    return [(number.said, number.standing, number.true) for number in checked.numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-yilda 27 nafar xodimni oʻqitish rejalashtirilgan.", [("27", AGREES, "27")]),
        ("Reja boʻyicha 26 nafar pedagogni oʻqitish belgilangan.", [("26", AGREES, "26")]),
        ("Reja boʻyicha 25 nafar pedagogni oʻqitish belgilangan.", [("25", DIFFERS, "26")]),
        ("Режа бўйича 25 нафар педагогни ўқитиш белгиланган.", [("25", DIFFERS, "26")]),
        (
            "Reja 26 nafar pedagog, shundan, maxsus platforma orqali 5 nafar, nodavlat tashkilotlarda 8 nafar.",
            [("26", AGREES, "26"), ("5", AGREES, "5"), ("8", DIFFERS, "9")],
        ),
        (
            "Konferensiyada 161 nafar rahbar ishtirok etdi, 9 ta mavzu oʻqildi.",
            [("161", UNBOUND, ""), ("9", UNBOUND, "")],
        ),
        ("Jami 45 foizi ayollar.", [("45%", UNBOUND, "")]),
    ],
)
def test_a_typed_number_is_bound_by_its_words(
    year: Centre, text: str, expected: list[tuple[str, Standing, str]]
) -> None:
    assert told(year, text) == expected


def test_a_percentage_is_held_against_the_plan_of_what_stands_before_it(year: Centre) -> None:
    text = "Maxsus platforma orqali 12 nafar pedagog (109,2%) oʻqitildi."
    assert told(year, text) == [("12", AGREES, "12"), ("109,2%", DIFFERS, "240,0%")]


def test_a_percentage_of_the_plan_so_far_is_as_right_as_one_of_the_year(year: Centre) -> None:
    """Seven completed in our own channel, of 9 planned there until October and 13 in the year."""
    text = "Kursni 7 nafar tamomladi: davr rejasiga nisbatan 77,8%, yillik rejaga nisbatan 53,8%, rejaning 30,4% qismi."
    percentages = [standing for said, standing, _true in told(year, text) if said.endswith("%")]
    assert percentages == [AGREES, AGREES, DIFFERS]


def test_what_does_not_add_up_by_itself_is_found_beside_it(year: Centre) -> None:
    text = "4 ta tashkilotga (“Bir”, Ikki, Uch) ruxsat berildi."
    checked = year.read(check_words, document=document_of_text(text), year=2026, month=10)
    assert [finding.rule for finding in checked.findings] == ["COUNT-LIST"]
