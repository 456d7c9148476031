"""A questionnaire as the JSON document that is kept in the database, and back."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Option, Questionnaire, Scale, Section, Source


def to_definition(questionnaire: Questionnaire) -> dict[str, Any]:
    """Everything that differs from its default, so that a definition is as short as what was written."""
    definition: dict[str, Any] = plain(questionnaire)
    return definition


def read_definition(definition: Mapping[str, Any]) -> Questionnaire:
    """Raises KeyError, TypeError or ValueError where the document is not one of a questionnaire."""
    return Questionnaire(
        **{
            **definition,
            "languages": tuple(definition["languages"]),
            "sections": tuple(_section(section) for section in definition["sections"]),
        }
    )


def _section(section: Mapping[str, Any]) -> Section:
    return Section(**{**section, "items": tuple(_item(item) for item in section.get("items", ()))})


def _item(item: Mapping[str, Any]) -> Item:
    parts: dict[str, Any] = {
        "kind": ItemKind(item["kind"]),
        "source": Source(item.get("source", "")),
        "options": tuple(Option(**option) for option in item.get("options", ())),
        "scales": tuple(_scale(scale) for scale in item.get("scales", ())),
        "rows": tuple(MatrixRow(**row) for row in item.get("rows", ())),
    }
    return Item(**{**item, **parts})


def _scale(scale: Mapping[str, Any]) -> Scale:
    # JSON knows no numbers as keys.
    return Scale(**{**scale, "ends": {int(value): texts for value, texts in scale.get("ends", {}).items()}})


def plain(value: Any) -> Any:
    """Records as JSON has them, without what equals its default."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {each.name: getattr(value, each.name) for each in fields(value)}
        return {each.name: plain(kept[each.name]) for each in fields(value) if kept[each.name] != _default(each)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return str(value) if isinstance(value, StrEnum) else value


def _default(each: Field[Any]) -> Any:
    """MISSING, which equals nothing that is kept, where there is none."""
    return each.default_factory() if each.default_factory is not MISSING else each.default
