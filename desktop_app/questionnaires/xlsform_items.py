"""One row of the sheet "survey" as one item of a questionnaire."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.i18n import N_
from desktop_app.questionnaires.layout import OPTIONS_MAX
from desktop_app.questionnaires.model import Item, ItemKind, Option, Scale, Source
from desktop_app.questionnaires.xlsform_bounds import number_text, split_constraint
from desktop_app.questionnaires.xlsform_choices import ACKNOWLEDGED, OTHER, OTHER_TEXTS, has_dont_know, scale_of
from desktop_app.questionnaires.xlsform_form import FormReading
from desktop_app.questionnaires.xlsform_names import NodeNames
from desktop_app.questionnaires.xlsform_records import CHOICES
from desktop_app.questionnaires.xlsform_sheets import FormRow, FormSheet
from desktop_app.questionnaires.xlsform_tree import Node
from desktop_app.questionnaires.xlsform_words import NO, YES, RowType

# A longer scale is asked as a number.
SCALE_VALUES = 11

_KINDS = {
    RowType.ONE: ItemKind.ONE,
    RowType.SEVERAL: ItemKind.SEVERAL,
    RowType.RANK: ItemKind.RANK,
    RowType.INTEGER: ItemKind.INTEGER,
    RowType.DECIMAL: ItemKind.DECIMAL,
    RowType.TEXT: ItemKind.TEXT,
    RowType.DATE: ItemKind.DATE,
    RowType.NOTE: ItemKind.NOTE,
    RowType.CALCULATE: ItemKind.CALCULATED,
    RowType.HIDDEN: ItemKind.CALCULATED,
    RowType.ACKNOWLEDGE: ItemKind.ONE,
}
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s,;]+)")
# What XLSForm takes where a parameter is not written.
_RANGE = {"start": "0", "end": "10", "step": "1"}
_IS_RECKONED = re.compile(r"\$\{|[\w-]\(")


@dataclass(frozen=True)
class SurveyReading:
    """What the items of one sheet need: the sheet, its lists of options and its names.

    ``rows`` are by the codes of items, and with "/" before it by those of sections; ``left_out`` are names of
    questions, and ``renamed`` what stands for some names in expressions.
    """

    form: FormReading
    sheet: FormSheet
    lists: Mapping[str, Sequence[Option]]
    names: NodeNames
    rows: dict[str, FormRow] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    def code(self, node: Node) -> str:
        """That of the item or the section that the row becomes."""
        return self.names.codes[node.row.number]

    def error(self, row: FormRow, column: str, code: str, message: str, /, **facts: object) -> None:
        self.form.error(row, self.sheet, column, code, message, **facts)

    def leave_out(self, row: FormRow, column: str, code: str, message: str, /, **facts: object) -> None:
        self.form.leave_out(row, self.sheet, column, code, message, **facts)

    def parameters(self, row: FormRow, column: str = "parameters") -> dict[str, str]:
        return {key.casefold(): value for key, value in _PARAMETER.findall(row.value(column))}

    def is_yes(self, row: FormRow, column: str) -> bool:
        written = row.value(column).casefold().replace(" ", "")
        if written not in YES | NO:
            message = N_("The column “{header}” supports only “{yes}” and “{no}”: “{written}” counts as “{no}”.")
            facts = {"header": self.sheet.header(column), "yes": "yes", "no": "no", "written": row.value(column)}
            self.leave_out(row, column, "condition_unsupported", message, **facts)
        return written in YES


def read_item(node: Node, survey: SurveyReading) -> Item:
    """The item of a row whose type is known and supported."""
    row, kind = node.row, node.type.kind
    texts = survey.form.texts
    item = Item(
        survey.code(node),
        _KINDS.get(kind, ItemKind.INTEGER),
        texts(row, "label"),
        hint=texts(row, "hint"),
        is_required=kind is not RowType.NOTE and survey.is_yes(row, "required"),
        required_message=texts(row, "required_message"),
        relevant=row.value("relevant"),
        constraint=row.value("constraint"),
        constraint_message=texts(row, "constraint_message"),
        default=_default(row, survey),
    )
    if kind.has_list:
        return _with_options(item, node, survey)
    match kind:
        case RowType.RANGE:
            return _with_range(item, row, survey)
        case RowType.ACKNOWLEDGE:
            return replace(item, options=(Option("OK", survey.form.our_words(ACKNOWLEDGED)),))
        case RowType.CALCULATE if not row.value("calculation") and not item.default:
            survey.error(row, "calculation", "calculation_missing", N_("“{name}” calculates nothing."), name=item.code)
            return item
        case RowType.CALCULATE | RowType.HIDDEN:
            return _calculated(item, row)
        case _:
            return _typed(item, row, survey)


def _typed(item: Item, row: FormRow, survey: SurveyReading) -> Item:
    """A note, or what is answered by a number, a text or a date."""
    _report_parameters(row, survey)
    is_shown_only = survey.is_yes(row, "read_only") and item.kind is not ItemKind.NOTE
    if is_shown_only and row.value("calculation"):
        return _calculated(item, row)
    if is_shown_only:
        message = N_("An item that only shows an answer is not supported: people can answer it.")
        survey.leave_out(row, "read_only", "read_only_unsupported", message)
    elif row.value("calculation"):
        message = N_("An answer that is calculated beforehand is not supported: the item begins empty.")
        survey.leave_out(row, "calculation", "calculation_unsupported", message)
    is_long = item.kind is ItemKind.TEXT and "multiline" in row.value("appearance").split()
    return replace(_bounded(item), is_long=is_long)


def _with_options(item: Item, node: Node, survey: SurveyReading) -> Item:
    row, list_name = node.row, node.type.list_name
    parameters = survey.parameters(row, "mahorat")
    source = parameters.get("source", "")
    if source in set(Source) - {Source.OWN}:
        return _bounded(_with_places(replace(item, source=Source(source), choice_filter=""), parameters))
    options = survey.lists.get(list_name, ())
    if not options:
        message = N_("The sheet “{sheet}” has no list “{list}”.")
        survey.error(row, "type", "unknown_list", message, sheet=CHOICES, list=list_name)
    if len(options) > OPTIONS_MAX:
        message = N_("The list “{list}” has more than {limit} options.")
        survey.error(row, "type", "too_many_options", message, list=list_name, limit=OPTIONS_MAX)
    _report_parameters(row, survey)
    scale = scale_of(list_name.removeprefix(f"{item.code}."), options)
    if item.kind is ItemKind.ONE and scale is not None and "likert" in row.value("appearance").split():
        return replace(
            item,
            kind=ItemKind.RATING,
            scales=(scale,),
            has_dont_know=has_dont_know(options),
            is_reversed=parameters.get("reversed") == "yes",
        )
    item = replace(item, options=tuple(options), choice_filter=row.value("choice_filter"))
    if node.type.has_other:
        item = _with_other(item, survey)
    return _bounded(_with_places(item, parameters))


def _with_places(item: Item, parameters: Mapping[str, str]) -> Item:
    most = parameters.get("most", "")
    return replace(item, most=float(most)) if item.kind is ItemKind.RANK and most.isdecimal() else item


def _with_other(item: Item, survey: SurveyReading) -> Item:
    """The words "or_other" add an option and a text, which expressions elsewhere know as "…_other"."""
    survey.renamed[f"{item.code}_{OTHER}"] = f"${{{item.code}.{OTHER}}}"
    if any(option.code == OTHER for option in item.options):
        return replace(item, other=OTHER)
    return replace(item, options=(*item.options, Option(OTHER, survey.form.our_words(OTHER_TEXTS))), other=OTHER)


def _with_range(item: Item, row: FormRow, survey: SurveyReading) -> Item:
    """Short ranges of whole numbers are a rating, others a number with limits."""
    written = _RANGE | survey.parameters(row)
    has_rest = bool(_PARAMETER.sub("", row.value("parameters")).strip(" ,;"))
    try:
        start, end, step = (float(written[key]) for key in ("start", "end", "step"))
    except ValueError:
        start, end, step = 1.0, 0.0, 1.0
    if has_rest or written.keys() - _RANGE.keys() or not start < end < math.inf or not step > 0:
        message = N_("The parameters are {names}: numbers, and the first one is less than the second.")
        survey.error(row, "parameters", "bad_range", message, names=", ".join(_RANGE))
        return item
    is_whole = all(number.is_integer() for number in (start, end, step))
    if is_whole and step == 1 and end - start < SCALE_VALUES:
        reversed_ = survey.parameters(row, "mahorat").get("reversed") == "yes"
        scale = Scale("range", {}, int(start), int(end))
        return replace(item, kind=ItemKind.RATING, scales=(scale,), is_reversed=reversed_)
    kind = ItemKind.INTEGER if is_whole else ItemKind.DECIMAL
    steps = f"(. - {number_text(start)}) mod {number_text(step)} = 0" if is_whole and step != 1 else ""
    constraint = " and ".join(f"({part})" for part in (item.constraint, steps) if part)
    return replace(item, kind=kind, least=start, most=end, constraint=constraint)


def _calculated(item: Item, row: FormRow) -> Item:
    quote = '"' if "'" in item.default else "'"
    calculation = row.value("calculation") or f"{quote}{item.default}{quote}"
    return replace(item, kind=ItemKind.CALCULATED, calculation=calculation, default="", is_required=False)


def _bounded(item: Item) -> Item:
    least, most, constraint = split_constraint(item.kind, item.constraint)
    if least is None and most is None:
        return item
    return replace(item, least=least, most=most, constraint=constraint)


def _default(row: FormRow, survey: SurveyReading) -> str:
    written = row.value("default")
    if not _IS_RECKONED.search(written):
        return written
    message = N_("A default that is calculated is not supported: the item begins empty.")
    survey.leave_out(row, "default", "default_unsupported", message)
    return ""


def _report_parameters(row: FormRow, survey: SurveyReading) -> None:
    if row.value("parameters"):
        message = N_("The parameters “{parameters}” are not supported and are left out.")
        survey.leave_out(row, "parameters", "parameters_unsupported", message, parameters=row.value("parameters"))
