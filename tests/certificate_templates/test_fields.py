"""Fields, filters and conditions: what a paper says, and what a template may ask for."""

import re
from datetime import date

import pytest

from desktop_app.certificate_templates.checking import faults
from desktop_app.certificate_templates.fields import FIELDS, Sample, own_ids, sample_values, words
from desktop_app.certificate_templates.model import Place, RectangleElement
from desktop_app.i18n import LANGUAGES
from tests.certificate_templates.made import template, text

VALUES: dict[str, object] = {
    "name": "Aliyev Anvar Botirovich",
    "course": "Raqamli savodxonlik",
    "hours": 72,
    "starts": date(2026, 10, 5),
    "ends": date(2026, 10, 20),
    "modules": ["Huquq", "Taʼlim"],
    "number": "PM-2026-000831",
}


def written(words_of: str, language: str = "uz_Latn", **values: object) -> str | None:
    return words(template(text(words_of)), VALUES | values, language=language).get("words")


@pytest.mark.parametrize(
    ("text_of", "expected"),
    [
        ("{name}", "Aliyev Anvar Botirovich"),
        ("{name|dative}", "Aliyev Anvar Botirovichga"),
        ("{ name | upper }", "ALIYEV ANVAR BOTIROVICH"),
        ("{name|initials}", "A.B.Aliyev"),
        ("{name|cyrillic}", "Алиев Анвар Ботирович"),
        ("{course|upper|quoted}", "“RAQAMLI SAVODXONLIK”"),
        ("{hours} ({hours|words}) soat", "72 (yetmish ikki) soat"),
        ("{starts|from} {ends|until}", "2026-yil 5-oktyabrdan 2026-yil 20-oktyabrgacha"),
        ("{starts}; {starts|short_date}", "2026-yil 5-oktyabr; 05.10.2026"),
        ("{starts|day_month}; {starts|year}", "5-oktyabr; 2026"),
        ("{modules}", "Huquq, Taʼlim"),
        ("{modules|lines}", "Huquq\nTaʼlim"),
        ("{{name}} {name}", "{name} Aliyev Anvar Botirovich"),
        ("Doim shunday", "Doim shunday"),
    ],
)  # fmt: skip
def test_a_text_is_filled(text_of: str, expected: str) -> None:
    assert written(text_of) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("uz_Cyrl", "2026-йил 5-октябрьдан 2026-йил 20-октябрьгача"),
        ("ru", "с 5 октября 2026\u00a0г. по 20 октября 2026\u00a0г."),
        ("en", "from 5 October 2026 to 20 October 2026"),
    ],
)
def test_days_are_written_as_the_language_of_the_paper_does(language: str, expected: str) -> None:
    assert written("{starts|from} {ends|until}", language) == expected


def test_the_cyrillic_of_a_text_is_made_from_its_latin_but_fields_stay_as_they_are() -> None:
    assert written("Qayd raqami: {number}", "uz_Cyrl") == "Қайд рақами: PM-2026-000831"


def test_a_text_whose_fields_are_all_empty_falls_away() -> None:
    assert written("Ish joyi: {workplace}") is None
    assert written("{name}, {workplace}") == "Aliyev Anvar Botirovich, "


def test_a_value_cannot_break_a_line_or_ask_for_another_field() -> None:
    assert written("{name}", name="{course}\nAli") == "{course} Ali"


@pytest.mark.parametrize(("origin", "mark"), [("duplicate", "DUBLIKAT"), ("first", None), ("correction", None)])
def test_the_word_over_the_paper_follows_from_why_it_was_made(origin: str, mark: str | None) -> None:
    assert written("{mark}", origin=origin) == mark
    assert written("{mark}", origin=origin, mark="NAMUNA") == "NAMUNA"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("hours >= 72", True),
        ("hours > 72", False),
        ("${hours} = 72 and name != ''", True),
        ("starts < '2026-10-06'", True),
        ("district = ''", True),
        ("", True),
    ],
)
def test_an_element_is_drawn_when_its_condition_holds(condition: str, holds: bool) -> None:
    frame = RectangleElement("frame", Place(10, 10, 50, 50), condition=condition)
    found = words(template(text("Soʻz", condition=condition), frame), VALUES, language="uz_Latn")
    assert ("words" in found) is holds
    assert ("frame" in found) is (holds and bool(condition))


def test_what_names_the_person_or_the_paper_is_the_papers_own() -> None:
    shared = text("{course} {hours}", name="shared")
    own = text("{name}", name="own")
    by_condition = text("Aʼlo", name="praise", condition="score > 85")
    assert own_ids(template(shared, own, by_condition)) == {"own", "praise"}


@pytest.mark.parametrize(
    ("text_of", "code"),
    [
        ("{nmae}", "template_unknown_field"),
        ("{name|dativ}", "template_unknown_filter"),
        ("{name|long_date}", "template_filter_misfit"),
        ("{course|words}", "template_filter_misfit"),
        ("{starts|year|words}", "template_filter_misfit"),
        ("{name", "template_open_brace"),
        ("name}", "template_open_brace"),
        ("{}", "template_unknown_field"),
    ],
)
def test_a_fault_of_a_text_names_its_element_once(text_of: str, code: str) -> None:
    (fault,) = faults(template(text(text_of)))
    assert (fault.code, fault.field) == (code, "words")
    assert not fault.text.startswith("words: ")


def test_russian_declension_is_never_guessed() -> None:
    (fault,) = faults(template(text("{name|dative}"), languages=("ru",)))
    assert fault.code == "template_filter_language"
    assert list(faults(template(text("{name|dative}"), languages=("uz_Latn", "uz_Cyrl")))) == []


@pytest.mark.parametrize(
    ("condition", "code"), [("houres > 1", "template_unknown_field"), ("hours >", "template_bad_condition")]
)
def test_a_fault_of_a_condition_names_its_element(condition: str, code: str) -> None:
    (fault,) = faults(template(text("Soʻz", condition=condition)))
    assert (fault.code, fault.field) == (code, "words")


@pytest.mark.parametrize("sample", Sample)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_samples_that_can_be_written(sample: Sample, language: str) -> None:
    for name in FIELDS.keys() - {"mark"}:
        assert words(template(text(f"{{{name}}}")), sample_values(sample), language=language)


def test_the_longest_sample_name_has_seventy_letters() -> None:
    assert len(str(FIELDS["name"].longest)) == 70
    assert len(str(FIELDS["course"].longest)) >= 150


@pytest.mark.parametrize("sample", Sample)
@pytest.mark.parametrize("language", ["uz_Cyrl", "ru"])
def test_a_made_up_paper_has_one_script_as_a_real_one_has(sample: Sample, language: str) -> None:
    values = sample_values(sample, language=language)
    for name in ("name", "name_dative", "course", "centre", "director_short", "workplace", "reason", "modules"):
        (said,) = words(template(text(f"{{{name}}}")), values, language=language).values()
        assert not re.search("[A-Za-z]", said), said
    assert values["number"] == "PM-2026-000831"
    assert sample_values(Sample.SHORT)["name"] == "Aliyev Anvar Botirovich"
