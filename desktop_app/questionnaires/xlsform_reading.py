"""A workbook written for ODK or Kobo, read as a questionnaire, with a list of what is wrong or not supported in it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop_app.i18n import N_
from desktop_app.progress import Progress
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.questionnaires.xlsform_choices import option_lists
from desktop_app.questionnaires.xlsform_expressions import settle_expressions
from desktop_app.questionnaires.xlsform_form import FormReading, form_languages
from desktop_app.questionnaires.xlsform_items import SurveyReading
from desktop_app.questionnaires.xlsform_names import node_names
from desktop_app.questionnaires.xlsform_records import CHOICES, SETTINGS, SURVEY, Finding, XlsForm
from desktop_app.questionnaires.xlsform_sections import NOTE_OF_ALL, read_sections
from desktop_app.questionnaires.xlsform_sheets import FormRow, FormSheet, form_sheet
from desktop_app.questionnaires.xlsform_tree import DEPTH, is_too_deep, survey_tree
from desktop_app.questionnaires.xlsform_words import (
    PLAIN,
    SETTINGS_COLUMNS,
    TRANSLATED,
    UNSUPPORTED_COLUMNS,
    language_code,
)
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook

# A longer version is a moment of another program, not the number of an edition.
_EDITION_DIGITS = 4
_TITLE_IN = re.compile(r"form_title\s*\((?P<language>[^)]+)\)")
_NOT_IN_CODES = re.compile(r"[^\w.\-]+")


def read_xlsform(path: Path, *, progress: Progress | None = None) -> XlsForm:
    """Raises WorkbookRejected for a file that is no workbook; all else is told in the result. Writes nothing."""
    return xlsform_in(read_workbook(path, progress=progress))


def xlsform_in(workbook: Workbook) -> XlsForm:
    """The questionnaire of a workbook that was read."""
    survey_sheet = form_sheet(workbook, SURVEY)
    if survey_sheet is None:
        names = ", ".join(sheet.name for sheet in workbook.sheets)
        message = N_("The workbook has no sheet “{sheet}”, so it is no XLSForm. Its sheets: {names}.")
        return XlsForm(None, (), (Finding(SURVEY, 0, "", "no_survey", message, {"sheet": SURVEY, "names": names}),))
    choices = form_sheet(workbook, CHOICES) or FormSheet(CHOICES)
    settings_sheet = form_sheet(workbook, SETTINGS) or FormSheet(SETTINGS)
    settings = settings_sheet.rows[0] if settings_sheet.rows else FormRow(0, {}, {}, {})
    form = FormReading(settings.values, form_languages(survey_sheet, choices, settings.values))
    form.errors.extend(finding for sheet in (survey_sheet, choices, settings_sheet) for finding in sheet.findings)
    form.unsupported.extend([*_unknown_columns(survey_sheet), *_unused_settings(settings_sheet, settings)])
    questionnaire = _questionnaire(survey_sheet, choices, settings, form, workbook.file_name)
    return XlsForm(None if form.errors else questionnaire, _by_row(form.unsupported), _by_row(form.errors))


def _questionnaire(
    sheet: FormSheet, choices: FormSheet, settings: FormRow, form: FormReading, file_name: str
) -> Questionnaire | None:
    lacking = [*_lacking_columns(sheet, "type", "name"), *_lacking_columns(choices, "list_name", "name")]
    if lacking:
        form.errors.extend(lacking)
        return None
    tree = survey_tree(sheet, form)
    if is_too_deep(tree):
        message = N_("More than {limit} groups stand within each other.")
        form.errors.append(Finding(SURVEY, 0, "", "too_deep", message, {"limit": DEPTH}))
        return None
    survey = SurveyReading(form, sheet, option_lists(choices, form), node_names(tree, sheet, form))
    sections = read_sections(tree, survey)
    has_note = bool(sections) and sections[0].code == NOTE_OF_ALL
    if not any(section.items for section in sections):
        form.errors.append(Finding(SURVEY, 0, "", "no_items", N_("The sheet asks for nothing.")))
    version = settings.value("version")
    questionnaire = Questionnaire(
        settings.value("form_id") or _NOT_IN_CODES.sub("_", Path(file_name).stem),
        int(version) if version.isdecimal() and len(version) <= _EDITION_DIGITS else 1,
        _title(settings, form) or {form.default_language: Path(file_name).stem},
        form.languages,
        sections[1:] if has_note else sections,
        sections[0].note if has_note else {},
    )
    return settle_expressions(questionnaire, survey)


def _by_row(findings: list[Finding]) -> tuple[Finding, ...]:
    order = (SURVEY, CHOICES, SETTINGS)
    return tuple(sorted(findings, key=lambda finding: (order.index(finding.sheet), finding.row)))


def _title(settings: FormRow, form: FormReading) -> Mapping[str, str]:
    """XLSForm has one title; those in further languages stand in columns of ours, which others pass over."""
    titles = {form.default_language: settings.value("form_title")}
    for header, text in settings.raw.items():
        found = _TITLE_IN.fullmatch(header)
        if found:
            titles[language_code(found["language"])] = text
    return {language: titles[language] for language in form.languages if titles.get(language)}


def _lacking_columns(sheet: FormSheet, *names: str) -> Iterator[Finding]:
    """An absent sheet lacks nothing."""
    for name in names:
        if sheet.columns and name not in {column.name for column in sheet.columns}:
            message = N_("The sheet has no column “{column}”.")
            yield Finding(sheet.name, sheet.header_row, "", "no_column", message, {"column": name})


def _unknown_columns(sheet: FormSheet) -> Iterator[Finding]:
    for column in sheet.columns:
        if column.name not in PLAIN | TRANSLATED | UNSUPPORTED_COLUMNS:
            message = N_("The column “{header}” is not one of XLSForm and is left out.")
            yield Finding(SURVEY, sheet.header_row, column.header, "unknown_column", message, {"header": column.header})


def _unused_settings(sheet: FormSheet, settings: FormRow) -> Iterator[Finding]:
    for column in sheet.columns:
        is_used = column.name in SETTINGS_COLUMNS or _TITLE_IN.fullmatch(column.header)
        if column.header in settings.raw and not is_used:
            message = N_("The setting “{header}” is not supported and is left out.")
            facts = {"header": column.header}
            yield Finding(SETTINGS, settings.number, column.header, "setting_unsupported", message, facts)
