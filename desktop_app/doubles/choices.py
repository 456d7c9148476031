"""What a merged card is made of: field by field one of the two, some joined, and which is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.i18n import N_
from desktop_app.people.identity import parse_jshshir

Card = Mapping[str, Any]
_INITIAL_LETTERS = 2


class Side(StrEnum):
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class FieldGroup:
    """Columns of a card that are chosen together, because they say one thing. ``title`` is a marked text."""

    name: str
    title: str
    columns: tuple[str, ...]


GROUPS: tuple[FieldGroup, ...] = (
    FieldGroup(
        "name",
        N_("Full name"),
        (
            *("surname", "given_name", "patronymic", "surname_cyrl", "given_name_cyrl", "patronymic_cyrl"),
            *("name_key", "sort_key"),
        ),
    ),
    FieldGroup("jshshir", N_("JShShIR"), ("jshshir", "identity_note")),
    FieldGroup("document", N_("Document"), ("document",)),
    FieldGroup("birth", N_("Birth date"), ("birth_date", "birth_year")),
    FieldGroup("sex", N_("Sex"), ("sex",)),
    FieldGroup("workplace", N_("Workplace"), ("institution_id", "district_code", "locality_code", "post_since")),
    FieldGroup("position", N_("Position"), ("position_code", "position_text", "staff_group")),
    FieldGroup("subject", N_("Subject"), ("subject_code", "subject_text")),
    FieldGroup(
        "category",
        N_("Category"),
        ("category_code", "category_given_on", "category_valid_to", "category_is_lifetime"),
    ),
    FieldGroup(
        "education",
        N_("Education"),
        ("education_code", "graduated_from", "graduation_year", "diploma_specialty"),
    ),
    FieldGroup("language", N_("Language of work"), ("language_code",)),
    FieldGroup("service", N_("In service since"), ("service_since",)),
    FieldGroup("stage_2024", N_("Stage of 2024"), ("stage_2024",)),
)


def chosen_cards(chosen: Mapping[str, Side], first_id: int, second_id: int) -> dict[str, int]:
    """By group of fields the card whose value stays, in whatever order the two stand."""
    return {name: first_id if side is Side.FIRST else second_id for name, side in chosen.items()}


def cards_that_stay(chosen: Mapping[str, Side], first: Card, second: Card) -> dict[str, int]:
    """By group in which the two differ, the card whose value stays: the chosen one, or the better."""
    sides = {
        group.name: chosen.get(group.name) or preferred(group, first, second)
        for group in GROUPS
        if not are_same(group, first, second)
    }
    return chosen_cards(sides, first["id"], second["id"])


def pair_id(first_id: int, second_id: int) -> str:
    """What a request calls two cards that may be made one: 12-15."""
    return f"{min(first_id, second_id)}-{max(first_id, second_id)}"


# Of both: phones in their order without repeats, notes under each other.
JOINED = ("phone", "notes")
# Settled without asking: whoever is still there is not archived, the older card tells since when one is known.
SETTLED = ("is_archived", "archived_on", "archive_reason", "created_at")
OWN = ("id", "version", "erased_on")


def says_anything(group: FieldGroup, card: Card) -> bool:
    """Whether the card has something in the group; what comes along with it does not count."""
    return bool(card[group.columns[0]]) or any(
        card[column] not in (None, "", False) for column in group.columns if column not in _NEVER_ALONE
    )


def are_same(group: FieldGroup, first: Card, second: Card) -> bool:
    return all(first[column] == second[column] for column in group.columns)


def preferred(group: FieldGroup, first: Card, second: Card) -> Side:
    """The side to offer: the one that says more, is right, or is the newer card."""
    newer = Side.SECOND if _age(second) > _age(first) else Side.FIRST
    said = says_anything(group, first), says_anything(group, second)
    if said[0] != said[1]:
        return Side.FIRST if said[0] else Side.SECOND
    worth = _worth(group, first), _worth(group, second)
    if worth[0] != worth[1]:
        return Side.FIRST if worth[0] > worth[1] else Side.SECOND
    return newer


def joined_phones(first: str, second: str) -> str:
    return ", ".join(dict.fromkeys(phone for phone in (*first.split(", "), *second.split(", ")) if phone))


def joined_notes(first: str, second: str) -> str:
    return "\n".join(dict.fromkeys(note for note in (first.strip(), second.strip()) if note))


def settled(first: Card, second: Card) -> dict[str, Any]:
    """The columns that nobody is asked about."""
    stays = next((card for card in (first, second) if not card["is_archived"]), max(first, second, key=_age))
    left = {column: stays[column] for column in ("is_archived", "archived_on", "archive_reason")}
    return left | {"created_at": min(first["created_at"], second["created_at"])}


# Written by the program beside what a person chose, or kept with something else.
_NEVER_ALONE = frozenset({"locality_code", "post_since", "staff_group", "identity_note", "name_key", "sort_key"})


def _age(card: Card) -> tuple[Any, ...]:
    return card["created_at"], card["id"]


def _worth(group: FieldGroup, card: Card) -> tuple[Any, ...]:
    """What makes one of two filled values the better one; equal where only the age of the cards can tell."""
    match group.name:
        case "name":
            words = f"{card['given_name']} {card['patronymic']}".replace(".", " ").split()
            return sum(len(word) > _INITIAL_LETTERS for word in words), bool(card["patronymic"])
        case "jshshir":
            return (parse_jshshir(card["jshshir"]).problem is None,)
        case "birth":
            told = parse_jshshir(card["jshshir"]).birth_date
            return card["birth_date"] is not None, told is not None and told == card["birth_date"]
        case "category":
            return (str(card["category_given_on"] or ""),)
        case _:
            return (sum(card[column] not in (None, "", False) for column in group.columns),)
