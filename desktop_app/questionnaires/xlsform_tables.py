"""Groups of the sheet "survey" that are tables, read as the matrices of a questionnaire."""

from dataclasses import replace

from desktop_app.questionnaires.model import Item, ItemKind, MatrixRow, Scale, cell_code
from desktop_app.questionnaires.xlsform_choices import has_dont_know, scale_of
from desktop_app.questionnaires.xlsform_items import SurveyReading
from desktop_app.questionnaires.xlsform_tree import Node
from desktop_app.questionnaires.xlsform_words import RowType

# What a row of a matrix has no place for; a table where one of them is used stays a section of single questions.
_OF_ITS_OWN = ("relevant", "constraint", "choice_filter", "hint", "default", "calculation", "read_only")


def read_matrix(node: Node, survey: SurveyReading) -> Item | None:
    """The matrix that a group is: one table, or a group of tables with the same rows; None for any other group."""
    if node.is_table:
        return _matrix(node, _single_scale(node, survey), [node], survey)
    prefix = f"{node.name}."
    if not node.children or not all(child.is_table and child.name.startswith(prefix) for child in node.children):
        return None
    scales = [_scale(child, child.name.removeprefix(prefix), survey) for child in node.children]
    return _matrix(node, scales, node.children, survey)


def _matrix(node: Node, scales: list[Scale | None], tables: list[Node], survey: SurveyReading) -> Item | None:
    found = [scale for scale in scales if scale is not None]
    if len(found) != len(tables):
        return None
    codes = [
        [survey.code(child).removesuffix(f".{scale.code}") for child in table.children]
        for table, scale in zip(tables, found, strict=True)
    ]
    if any(row_codes != codes[0] for row_codes in codes):
        return None
    row, texts = node.row, survey.form.texts
    asked = [child for table in tables for child in table.children]
    required = [survey.is_yes(child.row, "required") for child in asked]
    for scale, table in zip(found, tables, strict=True):
        for code, child in zip(codes[0], table.children, strict=True):
            survey.renamed[child.name] = f"${{{cell_code(code, scale.code)}}}"
    return Item(
        survey.code(node),
        ItemKind.MATRIX,
        texts(row, "label"),
        hint=texts(row, "hint"),
        is_required=any(required),
        required_message=texts(asked[0].row, "required_message"),
        relevant=row.value("relevant"),
        constraint=row.value("constraint"),
        constraint_message=texts(row, "constraint_message"),
        scales=tuple(found),
        rows=tuple(
            MatrixRow(code, texts(child.row, "label"), survey.parameters(child.row, "mahorat").get("reversed") == "yes")
            for code, child in zip(codes[0], tables[0].children, strict=True)
        ),
        has_dont_know=has_dont_know(survey.lists[asked[0].type.list_name]),
    )


def _single_scale(node: Node, survey: SurveyReading) -> list[Scale | None]:
    """The code of the scale is what the names of all rows end with, else the name of the list."""
    endings = {child.name.rpartition(".")[2] for child in node.children if "." in child.name}
    is_common = len(endings) == 1 and all("." in child.name for child in node.children)
    lists = [child.type.list_name for child in node.children]
    scale = _scale(node, endings.pop() if is_common else lists[0] if lists else "", survey)
    return [scale and replace(scale, text={})]


def _scale(table: Node, code: str, survey: SurveyReading) -> Scale | None:
    """The scale of a table all of whose rows are answered by the same list of whole numbers."""
    lists = {child.type.list_name for child in table.children}
    is_plain = all(
        child.type.kind is RowType.ONE and not child.type.has_other and not any(map(child.row.value, _OF_ITS_OWN))
        for child in table.children
    )
    if len(lists) != 1 or not is_plain:
        return None
    scale = scale_of(code, survey.lists.get(lists.pop(), ()))
    return scale and replace(scale, text=survey.form.texts(table.row, "label"))
