"""The sheet "choices": lists of options, and the scales among them."""

from collections.abc import Iterator, Mapping, Sequence

from desktop_app.i18n import N_
from desktop_app.questionnaires.layout import DONT_KNOW
from desktop_app.questionnaires.model import Option, Scale, Texts
from desktop_app.questionnaires.xlsform_form import FormReading
from desktop_app.questionnaires.xlsform_sheets import FormRow, FormSheet

OTHER = "other"
OTHER_TEXTS: Texts = {"uz": "Boshqa", "uz_Cyrl": "Бошқа", "ru": "Другое", "en": "Other"}
DONT_KNOW_TEXTS: Texts = {"uz": "Bilmayman", "uz_Cyrl": "Билмайман", "ru": "Не знаю", "en": "I do not know"}
ACKNOWLEDGED: Texts = {"uz": "Tanishdim", "uz_Cyrl": "Танишдим", "ru": "Ознакомлен(а)", "en": "OK"}

_PLAIN = frozenset({"list_name", "name"})


def option_lists(sheet: FormSheet, form: FormReading) -> Mapping[str, Sequence[Option]]:
    """The options by the names of their lists; what is wrong with them is told to ``form``."""
    lists: dict[str, dict[str, Option]] = {}
    repeats_allowed = form.settings.get("allow_choice_duplicates", "").casefold() in ("yes", "true")
    for row in sheet.rows:
        name, code = row.value("list_name"), row.value("name")
        if not _is_whole(row, sheet, form):
            continue
        options = lists.setdefault(name, {})
        if code in options and not repeats_allowed:
            message = N_("The option “{code}” stands twice in the list “{list}”.")
            form.error(row, sheet, "name", "option_twice", message, code=code, list=name)
        texts = form.texts(row, "label") or {form.default_language: code}
        options.setdefault(code, Option(code, texts, dict(_facts(row, sheet))))
    _report_media(sheet, form)
    return {name: tuple(options.values()) for name, options in lists.items()}


def scale_of(code: str, options: Sequence[Option]) -> Scale | None:
    """The scale that a list is when its options are whole numbers one after the other, with "bilmayman" or without."""
    numbered = [option for option in options if option.code != DONT_KNOW]
    if len(numbered) < 2 or not all(option.code.removeprefix("-").isdecimal() for option in numbered):
        return None
    low = int(numbered[0].code)
    if [option.code for option in numbered] != [str(low + place) for place in range(len(numbered))]:
        return None
    ends = {
        int(option.code): option.text
        for option in numbered
        if any(text != option.code for text in option.text.values())
    }
    return Scale(code, {}, low, low + len(numbered) - 1, ends)


def has_dont_know(options: Sequence[Option]) -> bool:
    return any(option.code == DONT_KNOW for option in options)


def _is_whole(row: FormRow, sheet: FormSheet, form: FormReading) -> bool:
    for column, message in (
        ("list_name", N_("The option belongs to no list: its cell in the column “{header}” is empty.")),
        ("name", N_("The option has no code: its cell in the column “{header}” is empty.")),
    ):
        if not row.value(column):
            form.error(row, sheet, column, f"{column}_missing", message, header=sheet.header(column))
            return False
    if len(row.value("name").split()) > 1:
        message = N_("The code of an option has no spaces: “{code}”.")
        form.error(row, sheet, "name", "option_with_space", message, code=row.value("name"))
    return True


def _report_media(sheet: FormSheet, form: FormReading) -> None:
    for column in sheet.columns:
        row = next((row for row in sheet.rows if column.header in row.raw), None)
        if column.name == "media" and row is not None:
            message = N_("The column “{header}” is not supported and is left out.")
            form.leave_out(row, sheet, column.header, "column_unsupported", message, header=column.header)


def _facts(row: FormRow, sheet: FormSheet) -> Iterator[tuple[str, str]]:
    for column in sheet.columns:
        if column.name not in _PLAIN and not column.is_text and column.header in row.raw:
            yield column.header, row.raw[column.header]
