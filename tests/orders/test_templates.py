"""The wording of papers: the program's, the centre's, and the places in it."""

from dataclasses import replace

import pytest

from desktop_app.centre import Centre
from desktop_app.documents.fonts import Face, missing_glyphs
from desktop_app.errors import CentreError
from desktop_app.language.script import Script, script_of
from desktop_app.orders.records import Purpose
from desktop_app.orders.templates import (
    BLANK,
    PAPER_LANGUAGES,
    filled,
    forget_wording,
    lines_to_fill,
    program_wording,
    save_wording,
    unknown_places,
    wording,
)

EVERY = [(purpose, language) for purpose in Purpose for language in PAPER_LANGUAGES]


@pytest.mark.parametrize(("purpose", "language"), EVERY)
def test_every_wording_of_the_program_is_whole(purpose: Purpose, language: str) -> None:
    said = program_wording(purpose, language)
    text = f"{said.title}\n{said.body}"
    assert unknown_places(purpose, text) == []
    assert missing_glyphs(text.replace("\n", ""), Face.SERIF) == ""
    bare = filled(text, {}).replace(BLANK, "")
    assert script_of(bare) is (Script.LATIN if language == "uz_Latn" else Script.CYRILLIC)


def test_the_centre_has_its_own_wording_until_it_goes_back(centre: Centre) -> None:
    purpose, language = Purpose.ADMISSION, "uz_Latn"
    shown = centre.read(wording, purpose=purpose, language=language)
    centre.write(save_wording, replace(shown, title="Qabul", body="{cohort} guruhi\nBUYURAMAN:"))
    own = centre.read(wording, purpose=purpose, language=language)
    assert (own.title, own.is_own) == ("Qabul", True)
    assert centre.read(wording, purpose=purpose, language="ru").is_own is False
    before = centre.write(forget_wording, purpose=purpose, language=language).value
    assert centre.read(wording, purpose=purpose, language=language) == shown
    centre.write(save_wording, before)
    assert centre.read(wording, purpose=purpose, language=language).title == "Qabul"


def test_a_place_that_means_nothing_is_refused(centre: Centre) -> None:
    shown = centre.read(wording, purpose=Purpose.ADMISSION, language="ru")
    with pytest.raises(CentreError, match="place_unknown") as caught:
        centre.write(save_wording, replace(shown, body="{cohort} {statements} {nonsense}"))
    assert caught.value.facts["places"] == "{statements}, {nonsense}"


def test_two_people_do_not_overwrite_each_other(centre: Centre) -> None:
    shown = centre.read(wording, purpose=Purpose.ADMISSION, language="ru")
    centre.write(save_wording, replace(shown, title="Первый"))
    with pytest.raises(CentreError, match="changed_by_another"):
        centre.write(save_wording, replace(shown, title="Второй"))


def test_what_a_fact_says_is_never_a_place() -> None:
    assert filled("{cohort}, {leader}, {", {"cohort": "{leader}", "leader": "A & <b>"}) == "{leader}, A & <b>, {"
    assert filled("{leader}", {"leader": ""}) == BLANK


def test_lines_about_nobody_fall_away_and_the_rest_is_numbered_anew() -> None:
    body = "Asos\nBUYURAMAN:\n1. {finished} tamomladi.\n2. {statements} maʼlumotnoma.\n\n3. Nazorat."
    assert lines_to_fill(body, without={"statements"}) == [
        "Asos",
        "BUYURAMAN:",
        "1. {finished} tamomladi.",
        "2. Nazorat.",
    ]
