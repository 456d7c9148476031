"""The names of the rows of the sheet "survey", and the codes that they get in a questionnaire."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.i18n import N_
from desktop_app.questionnaires.xlsform_form import FormReading
from desktop_app.questionnaires.xlsform_sheets import FormSheet
from desktop_app.questionnaires.xlsform_tree import Node
from desktop_app.questionnaires.xlsform_words import RowType

_NAME = re.compile(r"[^\W\d][\w.\-]*")


@dataclass(frozen=True)
class NodeNames:
    """``codes`` are by the numbers of the rows; an ``ambiguous`` name is borne by questions of several groups."""

    codes: Mapping[int, str]
    ambiguous: frozenset[str]


def node_names(tree: list[Node], sheet: FormSheet, form: FormReading) -> NodeNames:
    """XLSForm lets a name stand in several groups; in a questionnaire a code stands once, with the group before it."""
    codes: dict[int, str] = {}
    taken: set[tuple[bool, str]] = set()
    borne: Counter[str] = Counter()
    waiting = [("", tree)]
    while waiting:
        group, nodes = waiting.pop()
        _check(nodes, sheet, form)
        for node in nodes:
            name = node.name or f"row_{node.row.number}"
            code = f"{group}.{name}" if (node.is_group, name) in taken else name
            taken.add((node.is_group, code))
            codes[node.row.number] = code
            borne[name] += not node.is_group
        waiting.extend((codes[node.row.number], node.children) for node in reversed(nodes) if node.is_group)
    return NodeNames(codes, frozenset(name for name, times in borne.items() if times > 1))


def _check(nodes: list[Node], sheet: FormSheet, form: FormReading) -> None:
    """Of what stands together in one group each name must be one, and another one."""
    first_rows: dict[str, int] = {}
    for node in nodes:
        row, name = node.row, node.name
        if not name and node.type.kind is not RowType.NOTE:
            form.error(row, sheet, "name", "name_missing", N_("The row has no name."))
        elif name and not _NAME.fullmatch(name):
            message = N_("“{name}” is no name: it begins with a letter and has letters, digits, “_”, “-” and “.” only.")
            form.error(row, sheet, "name", "bad_name", message, name=name)
        elif name in first_rows:
            message = N_("The name “{name}” stands in row {first} already.")
            form.error(row, sheet, "name", "name_twice", message, name=name, first=first_rows[name])
        elif name:
            first_rows[name] = row.number
