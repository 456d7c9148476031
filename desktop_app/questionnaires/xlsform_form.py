"""What all parts of reading an XLSForm share: its settings, its languages, and what was found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.questionnaires.model import Texts
from desktop_app.questionnaires.xlsform_records import Finding
from desktop_app.questionnaires.xlsform_sheets import FormRow, FormSheet
from desktop_app.questionnaires.xlsform_words import language_code, language_of_text


@dataclass
class FormReading:
    """One workbook on its way to a questionnaire. ``languages`` has the default one first."""

    settings: Mapping[str, str]
    languages: tuple[str, ...]
    errors: list[Finding] = field(default_factory=list)
    unsupported: list[Finding] = field(default_factory=list)

    @property
    def default_language(self) -> str:
        return self.languages[0]

    def texts(self, row: FormRow, column: str) -> Texts:
        """By language; what stands under a header without one is in the default language."""
        written = row.texts.get(column, {})
        texts = {language: text for language, text in written.items() if language}
        if "" in written:
            texts.setdefault(self.default_language, written[""])
        return {language: texts[language] for language in self.languages if language in texts}

    def our_words(self, words: Texts) -> Texts:
        """Words that the program adds, in the languages of the form."""
        return {language: words.get(language, words["en"]) for language in self.languages}

    def error(self, row: FormRow, sheet: FormSheet, column: str, code: str, message: str, /, **facts: object) -> None:
        self.errors.append(Finding(sheet.name, row.number, sheet.header(column), code, message, facts))

    def leave_out(
        self, row: FormRow, sheet: FormSheet, column: str, code: str, message: str, /, **facts: object
    ) -> None:
        self.unsupported.append(Finding(sheet.name, row.number, sheet.header(column), code, message, facts))


def form_languages(survey: FormSheet, choices: FormSheet, settings: Mapping[str, str]) -> tuple[str, ...]:
    """The languages of the texts. One that no header names is told by the settings, else by the letters."""
    named = [language for language in dict.fromkeys([*survey.languages, *choices.languages]) if language]
    labels = [row.texts.get("label", {}) for sheet in (survey, choices) for row in sheet.rows]
    unnamed = [texts[""] for texts in labels if "" in texts]
    default = language_code(settings.get("default_language", ""))
    if unnamed:
        return tuple(dict.fromkeys([default or language_of_text(" ".join(unnamed)), *named]))
    return tuple(sorted(named, key=lambda language: language != default)) or ("uz",)
