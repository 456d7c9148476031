"""Conditions as people put them ("question 3 is yes"), as the expressions that a questionnaire keeps, and back."""

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.questionnaires.model import Item, ItemKind


class Relation(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    INCLUDES = "includes"
    DOES_NOT_INCLUDE = "does_not_include"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS_ANSWERED = "is_answered"
    IS_NOT_ANSWERED = "is_not_answered"

    @property
    def needs_answer(self) -> bool:
        return self not in (Relation.IS_ANSWERED, Relation.IS_NOT_ANSWERED)


@dataclass(frozen=True)
class Condition:
    """``question`` is the code of an item or of a cell of a matrix, ``answer`` that of an option, a number or words."""

    question: str
    relation: Relation
    answer: str = ""


@dataclass(frozen=True)
class Conditions:
    """All of them must hold, or with ``is_any`` one is enough."""

    parts: tuple[Condition, ...] = ()
    is_any: bool = False


_COMPARED = {Relation.IS: "=", Relation.IS_NOT: "!=", Relation.AT_LEAST: ">=", Relation.AT_MOST: "<="}
_RELATIONS = {sign: relation for relation, sign in _COMPARED.items()}
_ANSWER = r"""(?:'(?P<one>[^']*)'|"(?P<two>[^"]*)"|(?P<number>-?\d+(?:\.\d+)?))"""
_QUESTION = r"\$\{\s*(?P<question>[^}\s]+)\s*\}"
_COMPARISON = re.compile(rf"{_QUESTION}\s*(?P<sign>!=|>=|<=|=)\s*{_ANSWER}")
_SELECTED = re.compile(rf"(?P<not>not\s*\(\s*)?selected\s*\(\s*{_QUESTION}\s*,\s*{_ANSWER}\s*\)(?(not)\s*\))")
_JOINT = re.compile(r"\s+(and|or)\s+(?=\$\{|selected\b|not\b)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def relations_of(item: Item) -> tuple[Relation, ...]:
    """What can be asked of the answers to an item."""
    answered = (Relation.IS_ANSWERED, Relation.IS_NOT_ANSWERED)
    match item.kind:
        case ItemKind.SEVERAL | ItemKind.RANK:
            return (Relation.INCLUDES, Relation.DOES_NOT_INCLUDE, *answered)
        case ItemKind.ONE:
            return (Relation.IS, Relation.IS_NOT, *answered)
        case ItemKind.NOTE | ItemKind.TEXT | ItemKind.DATE:
            return answered
        case _:
            return (Relation.AT_LEAST, Relation.AT_MOST, Relation.IS, Relation.IS_NOT, *answered)


def written(conditions: Conditions) -> str:
    return (" or " if conditions.is_any else " and ").join(_written(part) for part in conditions.parts)


def read_conditions(expression: str) -> Conditions | None:
    """None for an expression that says more than such conditions can."""
    if not expression.strip():
        return Conditions()
    pieces = _JOINT.split(expression.strip())
    parts = [_read(piece) for piece in pieces[::2]]
    joints = set(pieces[1::2])
    if len(joints) > 1 or any(part is None for part in parts):
        return None
    return Conditions(tuple(part for part in parts if part is not None), joints == {"or"})


def _written(condition: Condition) -> str:
    question = f"${{{condition.question}}}"
    match condition.relation:
        case Relation.IS_ANSWERED:
            return f"{question} != ''"
        case Relation.IS_NOT_ANSWERED:
            return f"{question} = ''"
        case Relation.INCLUDES:
            return f"selected({question}, {_quoted(condition.answer)})"
        case Relation.DOES_NOT_INCLUDE:
            return f"not(selected({question}, {_quoted(condition.answer)}))"
        case Relation.AT_LEAST | Relation.AT_MOST:
            is_number = _NUMBER.fullmatch(condition.answer)
            answer = condition.answer if is_number else _quoted(condition.answer)
            return f"{question} {_COMPARED[condition.relation]} {answer}"
        case _:
            return f"{question} {_COMPARED[condition.relation]} {_quoted(condition.answer)}"


def _quoted(answer: str) -> str:
    """Expressions know no way to write both kinds of quotation marks in one text."""
    return f'"{answer.replace(chr(34), "")}"' if "'" in answer else f"'{answer}'"


def _read(piece: str) -> Condition | None:
    selected = _SELECTED.fullmatch(piece)
    if selected:
        relation = Relation.DOES_NOT_INCLUDE if selected["not"] else Relation.INCLUDES
        return Condition(selected["question"], relation, _answer(selected))
    compared = _COMPARISON.fullmatch(piece)
    if compared is None:
        return None
    relation, answer = _RELATIONS[compared["sign"]], _answer(compared)
    if not answer:
        empty = {Relation.IS: Relation.IS_NOT_ANSWERED, Relation.IS_NOT: Relation.IS_ANSWERED}
        return Condition(compared["question"], empty[relation]) if relation in empty else None
    return Condition(compared["question"], relation, answer)


def _answer(found: "re.Match[str]") -> str:
    return found["number"] or found["one"] or found["two"] or ""
