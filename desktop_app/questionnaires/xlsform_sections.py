"""The tree of the sheet "survey" as sections of items, one after the other as a sheet of the centre has them."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.i18n import N_
from desktop_app.questionnaires.defaults import FILLED_IN, default_of
from desktop_app.questionnaires.model import Item, ItemKind, Section, Source
from desktop_app.questionnaires.xlsform_items import SurveyReading, read_item
from desktop_app.questionnaires.xlsform_sheets import FormRow
from desktop_app.questionnaires.xlsform_tables import read_matrix
from desktop_app.questionnaires.xlsform_tree import Node
from desktop_app.questionnaires.xlsform_words import UNSUPPORTED_COLUMNS, RowType

NOTE_OF_ALL = "questionnaire.note"
LOOSE = "section"
"""How the sections of questions that stand outside all groups are called, with a number after it."""

# What an expression may ask for although nobody is asked.
_REPLACED = {"today": "today()", "start": "now()", "end": "now()"}


def read_sections(nodes: list[Node], survey: SurveyReading) -> tuple[Section, ...]:
    """The first one has the code NOTE_OF_ALL and no items where the questionnaire begins with a note of its own."""
    first = nodes[0] if nodes and nodes[0].name == NOTE_OF_ALL else None
    sections = list(_sections(nodes[1:] if first else nodes, Section("", {}), survey))
    note = [Section(NOTE_OF_ALL, {}, note=survey.form.texts(first.row, "label"))] if first else []
    return (*note, *sections)


def _sections(nodes: list[Node], outer: Section, survey: SurveyReading) -> Iterator[Section]:
    """A group within a group becomes a section of its own, and what follows it another one of the outer group."""
    items: list[Item] = []
    number = 0
    for node in nodes:
        item = _read_node(node, survey)
        if item is not None and item.kind is ItemKind.NOTE and item.code == f"{outer.code}.note":
            outer = replace(outer, note=item.text)
        elif item is not None and not _is_other_text(node, items):
            items.append(item)
        elif item is not None:
            items[-1] = replace(items[-1], other=node.name.removeprefix(f"{items[-1].code}."))
        elif node.is_group:
            if items:
                number += 1
                yield _numbered(outer, number, items)
                items = []
            yield from _within(_sections(node.children, _section(node, survey), survey), outer, is_first=not number)
            number = max(number, 1)
    is_page_of_words = not number and (outer.note or (outer.title and not nodes))
    if items or is_page_of_words:
        yield _numbered(outer, number + 1, items)


def _numbered(outer: Section, number: int, items: list[Item]) -> Section:
    if not outer.code:
        return replace(outer, code=f"{LOOSE}_{number}", items=tuple(items))
    if number == 1:
        return replace(outer, items=tuple(items))
    return replace(outer, code=f"{outer.code}.{number}", note={}, items=tuple(items))


def _within(sections: Iterator[Section], outer: Section, *, is_first: bool) -> Iterator[Section]:
    """Shown where the outer group is too; a group that begins with another one leaves it its title."""
    for place, section in enumerate(sections):
        is_both = outer.relevant and section.relevant
        relevant = f"({outer.relevant}) and ({section.relevant})" if is_both else outer.relevant or section.relevant
        note = section.note or outer.title if is_first and place == 0 else section.note
        yield replace(section, relevant=relevant, note=note)


def _section(node: Node, survey: SurveyReading) -> Section:
    if node.type.kind is RowType.BEGIN_REPEAT:
        message = N_("Repeats are not supported: “{name}” is asked once.")
        survey.leave_out(node.row, "type", "repeat_unsupported", message, name=node.name)
        # What counts the times or picks one of them has nothing to ask.
        survey.left_out.add(node.name)
    _report_columns(node.row, survey)
    survey.rows[f"/{survey.code(node)}"] = node.row
    return Section(survey.code(node), survey.form.texts(node.row, "label"), relevant=node.row.value("relevant"))


def _is_other_text(node: Node, items: list[Item]) -> bool:
    """Whether it is the text of "boshqa" of the item before, which we write as a question of its own."""
    if not items or node.type.kind is not RowType.TEXT:
        return False
    return node.name in {f"{items[-1].code}.{option.code}" for option in items[-1].options}


def _read_node(node: Node, survey: SurveyReading) -> Item | None:
    """None for a group that is no matrix, and for what is left out."""
    kind, row = node.type.kind, node.row
    if node.is_group:
        return _read_table(node, survey)
    if kind is RowType.UNKNOWN:
        survey.error(row, "type", "unknown_type", N_("There is no type “{type}”."), type=row.value("type"))
    elif kind is RowType.UNSUPPORTED:
        _leave_out(node, survey)
    else:
        return _read_question(node, survey)
    survey.left_out.add(node.name)
    return None


def _read_table(node: Node, survey: SurveyReading) -> Item | None:
    matrix = read_matrix(node, survey)
    if matrix is not None:
        survey.rows[matrix.code] = node.row
        _report_columns(node.row, survey)
        for part in _rows_of(node):
            _report_columns(part.row, survey)
            _check_words(part, survey)
    return matrix


def _read_question(node: Node, survey: SurveyReading) -> Item:
    row = node.row
    _report_columns(row, survey)
    item = read_item(node, survey)
    survey.rows[item.code] = row
    if item.kind is ItemKind.NOTE:
        # Nothing is answered to it, so nothing can be asked of it.
        survey.left_out.add(item.code)
    if item.default and item.kind in FILLED_IN and item.source is Source.OWN and default_of(item) is None:
        message = N_("The default “{default}” is no answer to this question: the item begins empty.")
        survey.leave_out(row, "default", "default_no_answer", message, default=item.default)
        item = replace(item, default="")
    if not item.text and row.value("media"):
        return replace(item, text={survey.form.default_language: item.code})
    if item.kind is not ItemKind.CALCULATED:
        _check_words(node, survey)
    return item


def _rows_of(node: Node) -> Iterator[Node]:
    """The rows of a matrix; those of further tables repeat them with other names."""
    for child in node.children:
        yield from child.children if child.is_group else (child,)


def _leave_out(node: Node, survey: SurveyReading) -> None:
    row, word = node.row, node.row.value("type").split()[0].casefold()
    if word in _REPLACED:
        survey.renamed[node.name] = _REPLACED[word]
    message = N_("Items of the type “{type}” are not supported and are left out.")
    survey.leave_out(row, "type", "type_unsupported", message, type=row.value("type"))


def _check_words(node: Node, survey: SurveyReading) -> None:
    texts = node.row.texts
    if not texts.get("label") and not texts.get("hint"):
        message = N_("“{name}” has neither a label nor a hint.")
        survey.error(node.row, "label", "label_missing", message, name=survey.code(node))


def _report_columns(row: FormRow, survey: SurveyReading) -> None:
    for column in survey.sheet.columns:
        if column.name in UNSUPPORTED_COLUMNS and column.header in row.raw:
            message = N_("The column “{header}” is not supported and is left out.")
            survey.leave_out(row, column.header, "column_unsupported", message, header=column.header)
    if any("${" in text for text in row.texts.get("label", {}).values()):
        message = N_("A label that shows the answer to another item is not supported: it stays as it is written.")
        survey.leave_out(row, "label", "label_with_answer", message)
