"""A questionnaire as an XLSForm workbook, which ODK and Kobo open and which reads back as the same questionnaire.

What XLSForm has no word for stands where others pass it over: in the column "mahorat" and in what names end with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.questionnaires.layout import DONT_KNOW, other_code
from desktop_app.questionnaires.model import (
    Item,
    ItemKind,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
    Texts,
    cell_code,
)
from desktop_app.questionnaires.xlsform_bounds import bounded_constraint
from desktop_app.questionnaires.xlsform_choices import DONT_KNOW_TEXTS
from desktop_app.questionnaires.xlsform_records import CHOICES, SETTINGS, SURVEY
from desktop_app.questionnaires.xlsform_sections import NOTE_OF_ALL
from desktop_app.questionnaires.xlsform_words import LANGUAGE_NAMES, RowType
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook

CREATOR = "Mahorat"

Row = Mapping[str, str]

_TYPES = {
    ItemKind.NOTE: RowType.NOTE,
    ItemKind.ONE: RowType.ONE,
    ItemKind.SEVERAL: RowType.SEVERAL,
    ItemKind.RATING: RowType.ONE,
    ItemKind.RANK: RowType.RANK,
    ItemKind.INTEGER: RowType.INTEGER,
    ItemKind.DECIMAL: RowType.DECIMAL,
    ItemKind.TEXT: RowType.TEXT,
    ItemKind.DATE: RowType.DATE,
    ItemKind.CALCULATED: RowType.CALCULATE,
}
# In the order of the sheet; those in which nothing stands are not written.
_COLUMNS = (
    *("type", "name", "label", "hint", "required", "required_message", "relevant", "constraint"),
    *("constraint_message", "calculation", "choice_filter", "default", "appearance", "mahorat"),
)
_TRANSLATED = ("label", "hint", "required_message", "constraint_message")
_WIDTHS = {"type": 24.0, "name": 20.0, "list_name": 20.0, "required": 10.0, "mahorat": 16.0}
_WIDTH, _LABEL_WIDTH = 22.0, 44.0
# What stands in a list whose options only the centre knows, because a list without options is none.
_FILLED_IN = Option("0", {"uz": "—", "uz_Cyrl": "—", "ru": "—", "en": "—"})


def write_xlsform(path: Path, questionnaire: Questionnaire) -> Path:
    """Write the workbook whole or not at all and return the path really written."""
    return write_workbook(path, xlsform_sheets(questionnaire), creator=CREATOR)


def xlsform_sheets(questionnaire: Questionnaire) -> tuple[SheetPlan, ...]:
    writing = _Writing(questionnaire.languages)
    rows = list(writing.rows(questionnaire))
    options = [row for name, options in writing.lists.items() for row in _option_rows(name, options, writing)]
    return (
        _sheet(SURVEY, rows, [header for column in _COLUMNS for header in writing.headers(column)]),
        _sheet(CHOICES, options, ["list_name", "name", *writing.headers("label"), *_facts(writing)]),
        _sheet(SETTINGS, [_settings(questionnaire)], list(_settings(questionnaire))),
    )


@dataclass(frozen=True)
class _Writing:
    languages: Sequence[str]
    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)

    def rows(self, questionnaire: Questionnaire) -> Iterator[Row]:
        if questionnaire.note:
            yield {"type": RowType.NOTE, "name": NOTE_OF_ALL, **self.texts("label", questionnaire.note)}
        for section in questionnaire.sections:
            yield from self._section(section)

    def headers(self, column: str) -> list[str]:
        if column not in _TRANSLATED:
            return [column]
        return [f"{column}::{language_name(language)}" for language in self.languages]

    def texts(self, column: str, texts: Texts) -> Row:
        return {f"{column}::{language_name(language)}": texts.get(language, "") for language in self.languages}

    def _section(self, section: Section) -> Iterator[Row]:
        yield {
            **_begin(section.code, "field-list"),
            **self.texts("label", section.title),
            "relevant": section.relevant,
        }
        if section.note:
            yield {"type": RowType.NOTE, "name": f"{section.code}.note", **self.texts("label", section.note)}
        for item in section.items:
            yield from self._matrix(item) if item.kind is ItemKind.MATRIX else self._question(item)
        yield {"type": RowType.END_GROUP}

    def _question(self, item: Item) -> Iterator[Row]:
        yield {
            **self._asked(item),
            "type": self._type(item),
            "required": "yes" if item.is_required else "",
            **self.texts("required_message", item.required_message),
            "calculation": item.calculation,
            "choice_filter": item.choice_filter,
            "default": item.default,
            "appearance": "likert" if item.kind is ItemKind.RATING else "multiline" if item.is_long else "",
            "mahorat": " ".join(_extras(item)),
        }
        if item.other:
            words = next((option.text for option in item.options if option.code == item.other), {})
            relevant = f"selected(${{{item.code}}}, '{item.other}')"
            yield {
                "type": RowType.TEXT,
                "name": other_code(item),
                **self.texts("label", words),
                "relevant": relevant,
            }

    def _asked(self, item: Item) -> Row:
        return {
            "name": item.code,
            **self.texts("label", item.text),
            **self.texts("hint", item.hint),
            "relevant": item.relevant,
            "constraint": bounded_constraint(item),
            **self.texts("constraint_message", item.constraint_message),
        }

    def _matrix(self, item: Item) -> Iterator[Row]:
        """A table for each scale, because the rows of a table of XLSForm have one list only."""
        is_single = len(item.scales) == 1 and not item.scales[0].text
        table = "table-list" if is_single else ""
        yield {**_begin(item.code, table), **self._asked(item)}
        for scale in item.scales:
            list_name = self._scale_list(item, scale)
            if not is_single:
                yield {**_begin(f"{item.code}.{scale.code}", "table-list"), **self.texts("label", scale.text)}
            for row in item.rows:
                yield {
                    "type": f"{RowType.ONE} {list_name}",
                    "name": cell_code(row.code, scale.code),
                    **self.texts("label", row.text),
                    "required": "yes" if item.is_required else "",
                    **self.texts("required_message", item.required_message),
                    "mahorat": "reversed=yes" if row.is_reversed else "",
                }
            if not is_single:
                yield {"type": RowType.END_GROUP}
        yield {"type": RowType.END_GROUP}

    def _type(self, item: Item) -> str:
        word = _TYPES[item.kind]
        if item.kind is ItemKind.RATING:
            return f"{word} {self._scale_list(item, item.scales[0])}"
        if item.kind.has_options:
            return f"{word} {self._list(item.code, f'{item.code}.options', item.options or (_FILLED_IN,))}"
        return word

    def _scale_list(self, item: Item, scale: Scale) -> str:
        numbers = [Option(str(value), scale.ends.get(value, self._same(str(value)))) for value in scale.values]
        dont_know = [Option(DONT_KNOW, DONT_KNOW_TEXTS)] if item.has_dont_know else []
        return self._list(scale.code, f"{item.code}.{scale.code}", (*numbers, *dont_know))

    def _list(self, wanted: str, otherwise: str, options: tuple[Option, ...]) -> str:
        """The name of the list; equal ones are written once, and a taken name is made longer."""
        name = wanted if self.lists.setdefault(wanted, options) == options else otherwise
        self.lists[name] = options
        return name

    def _same(self, text: str) -> Texts:
        return dict.fromkeys(self.languages, text)


def language_name(code: str) -> str:
    """As headers have it, with the code in parentheses; a language that is not ours is written by its code."""
    return LANGUAGE_NAMES.get(code, code)


def _begin(name: str, appearance: str) -> Row:
    return {"type": RowType.BEGIN_GROUP, "name": name, "appearance": appearance}


def _extras(item: Item) -> Iterator[str]:
    if item.is_reversed:
        yield "reversed=yes"
    if item.source is not Source.OWN:
        yield f"source={item.source}"
    if item.kind is ItemKind.RANK and item.most is not None:
        yield f"most={int(item.most)}"


def _option_rows(name: str, options: Sequence[Option], writing: _Writing) -> Iterator[Row]:
    for option in options:
        yield {**option.facts, "list_name": name, "name": option.code, **writing.texts("label", option.text)}


def _facts(writing: _Writing) -> list[str]:
    facts = (fact for options in writing.lists.values() for option in options for fact in option.facts)
    return list(dict.fromkeys(facts))


def _settings(questionnaire: Questionnaire) -> Row:
    default, *others = questionnaire.languages
    return {
        "form_title": questionnaire.title.get(default, ""),
        **{f"form_title ({language})": questionnaire.title.get(language, "") for language in others},
        "form_id": questionnaire.code,
        "version": str(questionnaire.edition),
        "default_language": language_name(default),
    }


def _sheet(title: str, rows: Sequence[Row], headers: Sequence[str]) -> SheetPlan:
    needed = ("type", "name", "list_name")
    filled = [
        header
        for header in headers
        if header in needed or header.startswith("label") or any(row.get(header) for row in rows)
    ]
    columns = [ColumnPlan(header, Kind.TEXT, _width(header)) for header in filled]
    return SheetPlan(title, columns, [[row.get(header) or None for header in filled] for row in rows], heading=())


def _width(header: str) -> float:
    return _LABEL_WIDTH if "::" in header else _WIDTHS.get(header, _WIDTH)
