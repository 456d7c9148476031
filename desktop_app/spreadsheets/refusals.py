"""Every reason why a file from outside is not read, with the sentence that names the file and the way out."""

from desktop_app.errors import WorkbookRejected
from desktop_app.i18n import N_

_SENTENCES = {
    "not_found": N_("There is no file {file}. It may have been moved or renamed: choose it again."),
    "is_folder": N_("{file} is a folder. Open it and choose a workbook in it."),
    "no_permission": N_("You are not allowed to read {file}. Copy it to your own folder and choose the copy."),
    "cannot_be_opened": N_(
        "The disk or the network failed while {file} was read. Copy it to this computer and try again."
    ),
    "empty_file": N_("The file {file} is empty (0 bytes). Ask the sender for it again."),
    "no_rows": N_("There is nothing typed in {file}: all its sheets are empty. Choose another file."),
    "not_a_workbook": N_("{file} is not a workbook. Choose a file saved from Excel (.xlsx, .xls, .ods or .csv)."),
    "password_protected": N_(
        "{file} is locked by a password. Open it in Excel, remove the password, save it and try again."
    ),
    "web_page": N_(
        "{file} is a web page that only bears the name of a workbook. Open it in Excel and save it as .xlsx."
    ),
    "xml_workbook": N_("{file} is an XML table of an old kind. Open it in Excel and save it as .xlsx."),
    "word_document": N_("{file} is a text document, not a workbook. Copy its table into Excel and save it as .xlsx."),
    "old_document": N_("{file} is a document of another kind than .docx. Open it in Word and save it as .docx."),
    "presentation": N_("{file} is a presentation, not a workbook. Copy its table into Excel and save it as .xlsx."),
    "pdf_document": N_("{file} is a PDF document. Ask the sender for the Excel file it was made from."),
    "picture": N_("{file} is a picture. Ask the sender for the Excel file it was made from."),
    "archive": N_("{file} is an archive. Unpack it and choose the workbook that is inside."),
    "too_large": N_(
        "{file} is too large: {megabytes} MB, at most {limit} MB is read. Remove pictures from it or divide it."
    ),
    "too_many_cells": N_(
        "{file} holds more than a list of people can: over {limit} filled cells. Keep only the list and save it anew."
    ),
    "too_many_rows": N_("{file} holds more than {limit} filled rows. Divide it into several files."),
    "too_many_columns": N_(
        "{file} is filled beyond column {limit}. Copy only the columns of the list into a new workbook."
    ),
    "too_many_sheets": N_("{file} holds more than {limit} sheets. Move the list you need into a workbook of its own."),
    "bomb": N_(
        "{file} unpacks into far more than it should and may be harmful. Do not open it: ask the sender for it again."
    ),
    "suspicious": N_(
        "{file} is built as no spreadsheet program builds its files and may be harmful. Ask the sender for it again."
    ),
    "broken": N_(
        "{file} is damaged. Open it in Excel, let Excel repair it and save it, or ask the sender for it again."
    ),
    "took_too_long": N_(
        "{file} could not be read in {seconds} seconds. Copy only the list into a new workbook and choose that one."
    ),
    "needs_too_much_memory": N_(
        "{file} needs too much memory. Copy only the list into a new workbook and choose that one."
    ),
    "only_xlsx": N_(
        "{file} is no .xlsx workbook, and only such a one can be filled in. "
        "Open it in Excel, save it as .xlsx and choose that one."
    ),
    "unknown_encoding": N_(
        "The encoding of {file} cannot be recognised. Open it in Excel and save it as .xlsx, or as CSV UTF-8."
    ),
}


def refusal(code: str, file: str, /, **facts: object) -> WorkbookRejected:
    """The refusal of the named file for one of the reasons of this module."""
    return WorkbookRejected(code, _SENTENCES[code], file=file, **facts)


def codes() -> frozenset[str]:
    """All reasons, for whoever documents or tests them."""
    return frozenset(_SENTENCES)
