"""The lines of a request in every language: whoever answers may read in another one than whoever asks."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.i18n import LANGUAGES, language, use

# What a request is about, written anew in each language that is asked for.
Lines = Callable[[], Mapping[str, str]]
# Beside the lines of the one who asked; requests of older programs have those alone.
_LANGUAGES = "languages"
# What was typed in the form of the act: it is filled in again once it is allowed.
_FORM = "form"
# The records that it is about and what is to become of them, by id: names are shown to those who may see them.
_WISH = "wish"


def kept_lines(lines: Lines, wish: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is kept with a request; ``wish`` in plain lists and words, with no name in it."""
    told = {}
    for code in LANGUAGES:
        with use(code):
            told[code] = dict(lines())
    return {**told[language()], _LANGUAGES: told} | ({_WISH: dict(wish)} if wish else {})


def with_form(kept: Mapping[str, Any], form: Mapping[str, Any]) -> dict[str, Any]:
    return {**kept, _FORM: dict(form)}


def shown_lines(kept: Mapping[str, Any]) -> dict[str, str]:
    """The lines in the language of whoever reads them."""
    own = {name: line for name, line in kept.items() if name not in (_LANGUAGES, _FORM, _WISH)}
    found: dict[str, str] = kept.get(_LANGUAGES, {}).get(language(), own)
    return found


def form_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = kept.get(_FORM, {})
    return found


def wish_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = kept.get(_WISH, {})
    return found
