"""The rows of the sheet "survey" as the tree that its begin and end rows make of them."""

from dataclasses import dataclass, field, replace

from desktop_app.i18n import N_
from desktop_app.questionnaires.xlsform_form import FormReading
from desktop_app.questionnaires.xlsform_sheets import FormRow, FormSheet
from desktop_app.questionnaires.xlsform_words import SCORE_LIST, YES, RowType, TypeCell, type_of

DEPTH = 20

_BEGINS = {RowType.BEGIN_GROUP: RowType.END_GROUP, RowType.BEGIN_REPEAT: RowType.END_REPEAT}


@dataclass(frozen=True)
class Node:
    """A question, or a group with what stands in it."""

    row: FormRow
    type: TypeCell
    children: list["Node"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return self.type.kind in _BEGINS

    @property
    def name(self) -> str:
        return self.row.value("name")

    @property
    def is_table(self) -> bool:
        return "table-list" in self.row.value("appearance").split() or bool(self.row.value(SCORE_LIST))


def survey_tree(sheet: FormSheet, form: FormReading) -> list[Node]:
    """What stands outside all groups, in order; every begin without an end and the reverse is told to ``form``."""
    top: list[Node] = []
    opened: list[Node] = []
    for row in sheet.rows:
        if _is_set_aside(row, sheet, form):
            continue
        node = Node(row, _type(row, opened))
        if not row.value("type"):
            form.error(row, sheet, "type", "type_missing", N_("The row has no type."))
        elif node.type.kind in _BEGINS.values():
            _close(node, opened, sheet, form)
        else:
            (opened[-1].children if opened else top).append(node)
        if node.is_group:
            opened.append(node)
    for node in opened:
        message = N_("“{begin}” of “{name}” has no end.")
        form.error(node.row, sheet, "type", "begin_without_end", message, begin=node.row.value("type"), name=node.name)
    return top


def _is_set_aside(row: FormRow, sheet: FormSheet, form: FormReading) -> bool:
    """Whether a row is a remark, or switched off: both are passed over by XLSForm, and told here."""
    if not row.value("type") and not row.value("name"):
        form.leave_out(row, sheet, "type", "remark", N_("The row has neither a type nor a name and is left out."))
        return True
    if row.value("disabled").casefold() in YES:
        form.leave_out(row, sheet, "disabled", "disabled", N_("The row is switched off and is left out."))
        return True
    return False


def _type(row: FormRow, opened: list[Node]) -> TypeCell:
    cell = type_of(row.value("type"))
    if cell.kind is RowType.ONE and not cell.list_name and opened:
        return replace(cell, list_name=opened[-1].row.value(SCORE_LIST))
    return cell


def is_too_deep(nodes: list[Node]) -> bool:
    level = nodes
    for _ in range(DEPTH):
        level = [child for node in level for child in node.children]
    return bool(level)


def _close(end: Node, opened: list[Node], sheet: FormSheet, form: FormReading) -> None:
    if opened and _BEGINS[opened[-1].type.kind] is end.type.kind:
        opened.pop()
        return
    message = N_("“{end}” ends nothing that was begun so.")
    form.error(end.row, sheet, "type", "end_without_begin", message, end=end.row.value("type"))
