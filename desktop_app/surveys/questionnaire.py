"""The built-in questionnaire: its items with their texts in every language."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from desktop_app.reference.records import Names

SCALE = range(1, 6)
BUILT_IN = "needs_teachers.json"


@dataclass(frozen=True)
class Competence:
    """An item asked twice: how important it is, and at which level the person is, 1 to 5 each."""

    code: str
    text: Names

    @property
    def importance_item(self) -> str:
        return f"{self.code}.importance"

    @property
    def level_item(self) -> str:
        return f"{self.code}.level"


@dataclass(frozen=True)
class Option:
    code: str
    text: Names


@dataclass(frozen=True)
class Choice:
    """One or several of the options; a chosen one is stored as the item ``code.option`` with the number 1."""

    code: str
    text: Names
    is_multiple: bool
    options: tuple[Option, ...]

    def item(self, option: Option) -> str:
        return f"{self.code}.{option.code}"


@dataclass(frozen=True)
class Questionnaire:
    code: str
    edition: int
    title: Names
    note: Names
    importance: Names
    level: Names
    competences: tuple[Competence, ...]
    modules_code: str
    modules_text: Names
    modules_most: int
    choices: tuple[Choice, ...]
    open_code: str
    open_text: Names

    def module_item(self, module_id: int) -> str:
        """The item that holds the rank, 1 first, which a person gave to a module."""
        return f"{self.modules_code}.{module_id}"


def built_in_definition() -> dict[str, Any]:
    text = (files("resources") / "questionnaires" / BUILT_IN).read_text(encoding="utf-8")
    definition: dict[str, Any] = json.loads(text)
    return definition


def read_definition(definition: dict[str, Any]) -> Questionnaire:
    return Questionnaire(
        code=definition["code"],
        edition=definition["edition"],
        title=_names(definition["title"]),
        note=_names(definition["note"]),
        importance=_names(definition["importance"]),
        level=_names(definition["level"]),
        competences=tuple(Competence(entry["code"], _names(entry["text"])) for entry in definition["competences"]),
        modules_code=definition["modules"]["code"],
        modules_text=_names(definition["modules"]["text"]),
        modules_most=definition["modules"]["most"],
        choices=tuple(_choice(entry) for entry in definition["choices"]),
        open_code=definition["open"]["code"],
        open_text=_names(definition["open"]["text"]),
    )


def _choice(entry: dict[str, Any]) -> Choice:
    options = tuple(Option(option["code"], _names(option["text"])) for option in entry["options"])
    return Choice(entry["code"], _names(entry["text"]), entry["is_multiple"], options)


def _names(texts: dict[str, str]) -> Names:
    return Names(texts["uz"], texts["ru"], texts["en"], texts.get("cyrl", ""))
