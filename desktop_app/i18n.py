"""Texts in four languages from one gettext catalogue; Uzbek Cyrillic is produced from Uzbek Latin.

The source text is English. A screen follows the language of the program; a document is written under
``use(language)``, so that a Russian window can print an Uzbek certificate from the worker thread.
"""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files

from desktop_app.language.numbers import number

LANGUAGES = {
    "uz_Latn": "Oʻzbekcha",
    "uz_Cyrl": "Ўзбекча",
    "ru": "Русский",
    "en": "English",
}
DEFAULT_LANGUAGE = "uz_Latn"

_program_language = DEFAULT_LANGUAGE
_document_language: ContextVar[str | None] = ContextVar("document_language", default=None)


def language() -> str:
    """The language in force here: the document's being written, else the program's."""
    return _document_language.get() or _program_language


def set_language(code: str) -> None:
    """Change the program's language; screens ask for their texts again afterwards."""
    global _program_language
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}")
    _program_language = code


@contextmanager
def use(code: str) -> Iterator[None]:
    """Write what is inside in another language, in this thread only."""
    token = _document_language.set(code)
    try:
        yield
    finally:
        _document_language.reset(token)


def N_(message: str) -> str:
    """Mark a constant for the catalogue; it is translated where it is shown."""
    return message


def _(message: str, /, **facts: object) -> str:
    """The message in the language in force, with its named places filled."""
    text = _translated(language(), message)
    return _filled(text, facts) if facts else text


def _n(singular: str, plural: str, n: int, /, **facts: object) -> str:
    """The counted message in the right plural form; ``{n}`` is filled with the count, grouped, unless given."""
    return _filled(_translated_count(language(), singular, plural, n), {"n": number(n), **facts})


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return with_one_stop(text.format(**facts))


def with_one_stop(text: str) -> str:
    """A Russian date ends in «г.»: where it ends the sentence, one full stop is enough."""
    return text.replace("г..", "г.") if language() == "ru" else text


@lru_cache(maxsize=8)
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    with (files("resources") / "locale" / f"{code}.mo").open("rb") as source:
        return gettext.GNUTranslations(source)


@lru_cache(maxsize=8192)
def _translated(code: str, message: str) -> str:
    if code == "uz_Cyrl":
        return _in_cyrillic(_translated("uz_Latn", message))
    return _catalogue(code).gettext(message) if message else ""


@lru_cache(maxsize=8192)
def _translated_count(code: str, singular: str, plural: str, n: int) -> str:
    if code == "uz_Cyrl":
        return _in_cyrillic(_translated_count("uz_Latn", singular, plural, n))
    return _catalogue(code).ngettext(singular, plural, n)


def _in_cyrillic(text: str) -> str:
    # Imported when it is needed: its tables would delay the first picture of the other three languages.
    from desktop_app.language.script import catalogue_to_cyrillic

    return catalogue_to_cyrillic(text)
