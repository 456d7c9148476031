"""The catalogue is whole: every text of the sources in every language, and nothing else."""

import ast
import re
import string

import pytest

import dev_catalogue
from desktop_app.language.apostrophes import canonical
from desktop_app.language.script import catalogue_to_cyrillic
from dev_catalogue import LANGUAGES, Forms, Language, Text

UZBEK, RUSSIAN = LANGUAGES
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)

# Words that stay Latin in an Uzbek Cyrillic text: formats, products, units, keys.
LATIN_TERMS = """
PDF Excel Word LibreOffice Office OpenDocument Windows Linux Microsoft QR CSV XLSX XLSM XLS ODS DOCX ZIP
PNG JPG JPEG SVG SQLite SQL TOML JSON HTML UTF EML SMTP SHA HMAC Ed PINFL ID USB HEMIS px
PIN Caps Lock E mail email Email e Enter Esc Escape Tab Delete Del Insert Backspace Space Home End PageUp PageDown
Up Down Ctrl Shift Alt F A B C D G K N P S V X Y Z I II III IV VI VII VIII IX XI XII
MIT XML PISA PIRLS TIMSS PhD DSc n apply XLSForm PostgreSQL TrueType ODK Kobo Google Forms MWDS RDS Open Badge Badges
"""
LATIN_WORDS = frozenset(LATIN_TERMS.split())
NOT_WORDS = re.compile(
    r"\{[^{}]*\}|</?[A-Za-z][^<>]*>|&[a-z]+;|(?:https?|postgresql)://\S+|--[a-z]+\b"
    r"|\S*\.(?:pdf|xlsx?|ods|csv|eml|db|toml|ttf)\b"
)
LATIN_WORD = re.compile(r"[A-Za-z]+")
# A term with an Uzbek ending, "Excelga": only the ending is transliterated.
ENDED_TERM = re.compile(rf"(?:{'|'.join(LATIN_TERMS.split())})[a-z]+")
FOREIGN_LETTER = re.compile(r"[wW]|[cC](?![hH])")


# What a careful editor strikes out: marks of another language, hyphens for dashes, second words for one thing.
STRUCK_OUT = {
    "uz_Latn": re.compile(r"""[«»"„]| - |[^\W\d] – \w|\bpapka"""),
    "ru": re.compile(r"""[“”"„]| - |[а-яё»] – [а-яё«]|МҲОБТ|приказа? об окончании"""),
}


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return dev_catalogue.texts_in_sources()


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _format, _conversion in string.Formatter().parse(text) if name is not None}


def placeholders_differ(text: Text, forms: Forms) -> bool:
    """Whether a translation lacks a place or has one more; a counted form may leave out its number."""
    if not text.plural:
        return placeholders(forms[0]) != placeholders(text.singular)
    expected = placeholders(text.plural) | {"n"}
    return any(placeholders(form) | {"n"} != expected for form in forms)


def latin_words_left(cyrillic: str) -> set[str]:
    return set(LATIN_WORD.findall(NOT_WORDS.sub(" ", cyrillic))) - LATIN_WORDS


def foreign_words(uzbek: str) -> set[str]:
    """Words with letters that Uzbek Latin does not have: transliteration would maim them."""
    words = set(LATIN_WORD.findall(NOT_WORDS.sub(" ", uzbek))) - LATIN_WORDS
    return {word for word in words if FOREIGN_LETTER.search(word) and not ENDED_TERM.fullmatch(word)}


def test_no_text_hides_inside_an_f_string() -> None:
    """Where it is not found for the catalogue, and so stays English."""
    hidden = [
        f"{path.relative_to(dev_catalogue.ROOT)}:{call.lineno}"
        for folder in dev_catalogue.SOURCES
        for path in (dev_catalogue.ROOT / folder).rglob("*.py")
        for written in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(written, ast.JoinedStr)
        for call in ast.walk(written)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in dev_catalogue.KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


@EVERY_LANGUAGE
def test_every_text_of_the_sources_is_translated(language: Language, texts: list[Text]) -> None:
    translations = dev_catalogue.read_translations(language)
    assert list(dev_catalogue.missing(texts, translations, language)) == []


@EVERY_LANGUAGE
def test_the_catalogue_holds_no_text_that_the_sources_lost(language: Language, texts: list[Text]) -> None:
    assert set(dev_catalogue.read_translations(language)) - {text.singular for text in texts} == set()


@EVERY_LANGUAGE
def test_a_translation_keeps_the_named_places_of_its_text(language: Language, texts: list[Text]) -> None:
    translations = dev_catalogue.read_translations(language)
    translated = [text for text in texts if all(translations.get(text.singular, ("",)))]
    assert [text for text in translated if placeholders_differ(text, translations[text.singular])] == []


@EVERY_LANGUAGE
def test_the_compiled_catalogue_says_what_the_written_one_says(language: Language, texts: list[Text]) -> None:
    catalogue = dev_catalogue.filled_catalogue(language, texts, dev_catalogue.read_translations(language))
    committed = dev_catalogue.catalogue_path(language, "mo").read_bytes()
    assert committed == dev_catalogue.compiled(catalogue), "run: dev.py strings"


def test_uzbek_apostrophes_are_the_canonical_ones() -> None:
    forms = [form for forms in dev_catalogue.read_translations(UZBEK).values() for form in forms]
    assert [form for form in forms if form != canonical(form)] == []


def test_uzbek_cyrillic_has_no_latin_words_but_those_that_stay() -> None:
    forms = [form for forms in dev_catalogue.read_translations(UZBEK).values() for form in forms]
    left = {form: latin_words_left(catalogue_to_cyrillic(form)) for form in forms}
    assert {form: words for form, words in left.items() if words} == {}


def test_uzbek_has_no_foreign_words_that_transliteration_would_maim() -> None:
    forms = [form for forms in dev_catalogue.read_translations(UZBEK).values() for form in forms]
    maimed = {form: foreign_words(form) for form in forms if foreign_words(form)}
    assert maimed == {}


@EVERY_LANGUAGE
def test_a_text_has_the_marks_and_words_of_its_language(language: Language) -> None:
    forms = [form for forms in dev_catalogue.read_translations(language).values() for form in forms]
    assert [form for form in forms if STRUCK_OUT[language.code].search(form)] == []


def test_a_lost_place_is_noticed() -> None:
    assert placeholders_differ(Text("Row {row} of {file}"), ("{file}",))
    assert not placeholders_differ(Text("Row {row} of {file}"), ("{file}: {row}-qator",))


def test_a_counted_form_may_leave_out_its_number_but_nothing_else() -> None:
    counted = Text("{n} person of {code}", "{n} people of {code}")
    assert not placeholders_differ(counted, ("{code}: bir kishi",))
    assert placeholders_differ(counted, ("{n} kishi",))


def test_a_missing_plural_form_is_noticed() -> None:
    counted = Text("{n} person", "{n} people")
    assert list(dev_catalogue.missing([counted], {"{n} person": ("{n} человек", "", "{n} человек")}, RUSSIAN))
    assert not list(dev_catalogue.missing([counted], {"{n} person": ("{n} nafar",)}, UZBEK))


def test_latin_and_foreign_words_are_noticed() -> None:
    assert latin_words_left("PDF файл server {name} билан") == {"server"}
    assert foreign_words("Excel fayli PostgreSQL server {code} chiqdi cloud") == {"cloud"}
