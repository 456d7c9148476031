"""Second cards of the same people, spelt as another office would: what the search for doubles is to find."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any

from desktop_app.demo.names import SURNAMES, name_part
from desktop_app.language.keys import search_key
from desktop_app.people.rules import phone_words

# One card of so many is a second card.
SECOND_CARD_EVERY = 500
_CONFUSED = (("x", "h"), ("h", "x"), ("q", "k"), ("oʻ", "o"), ("gʻ", "g"), ("yo", "yu"), ("e", "i"), ("a", "o"))

Card = dict[str, Any]


def second_card(rng: Random, first: Mapping[str, Any]) -> tuple[Card, set[str]]:
    """The columns of another card of a person, and the words that find it. It bears no JShShIR and no document."""
    card = {**first, "jshshir": None, "document": None}
    rng.choice(_MISTAKES)(rng, card)
    parts = [name_part(card[name]) for name in ("surname", "given_name", "patronymic")]
    for name, part in zip(("surname", "given_name", "patronymic"), parts, strict=True):
        card[f"{name}_cyrl"] = part.cyrillic
    card["name_key"] = " ".join(part.key for part in parts if part.latin)
    card["sort_key"] = " ".join(part.order for part in parts if part.latin)
    words = {word for part in parts for word in part.key.split()}
    words |= {word for part in parts for word in search_key(part.cyrillic).split()}
    return card, words | set(phone_words(card["phone"]))


def _misspell(rng: Random, card: Card) -> None:
    """A letter heard wrong in the surname."""
    surname: str = card["surname"]
    fitting = [(heard, meant) for meant, heard in _CONFUSED if meant in surname[1:]]
    heard, meant = rng.choice(fitting) if fitting else ("", surname[2])
    card["surname"] = surname[0] + surname[1:].replace(meant, heard, 1)


def _bear_the_maiden_name(rng: Random, card: Card) -> None:
    if card["sex"] == "female":
        card["surname"] = rng.choice(SURNAMES) + "a"
    else:
        _misspell(rng, card)


def _leave_out_the_patronymic(_rng: Random, card: Card) -> None:
    card["patronymic"] = ""


def _change_the_names_about(_rng: Random, card: Card) -> None:
    card["surname"], card["given_name"] = card["given_name"], card["surname"]


def _change_day_and_month_about(rng: Random, card: Card) -> None:
    born: date = card["birth_date"]
    if born.day <= 12 and born.day != born.month:
        card["birth_date"] = born.replace(month=born.day, day=born.month)
    else:
        _misspell(rng, card)


_MISTAKES: tuple[Callable[[Random, Card], None], ...] = (
    _misspell,
    _misspell,
    _bear_the_maiden_name,
    _leave_out_the_patronymic,
    _change_the_names_about,
    _change_day_and_month_about,
)
