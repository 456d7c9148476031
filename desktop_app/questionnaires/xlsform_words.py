"""The words of an XLSForm: its types, columns and languages, with all the spellings that are in use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.language.apostrophes import canonical

LANGUAGE_NAMES: Mapping[str, str] = {
    "uz": "Oʻzbekcha (uz)",
    "uz_Cyrl": "Ўзбекча (uz-Cyrl)",
    "ru": "Русский (ru)",
    "en": "English (en)",
}

YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"no", "false", "false()", ""})

# A text of these columns may stand in several languages.
TRANSLATED = frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message", "media"})

# Kobo's own way to write a table: the group names the list for all its rows.
SCORE_LIST = "kobo--score-choices"
PLAIN = frozenset(
    {
        *("type", "name", "required", "relevant", "constraint", "calculation", "choice_filter", "default"),
        *("read_only", "appearance", "parameters", "disabled", "mahorat", SCORE_LIST),
    }
)
# Known to XLSForm, but of no use on a sheet of the centre.
UNSUPPORTED_COLUMNS = frozenset(
    {
        *("trigger", "repeat_count", "media", "guidance_hint", "save_to", "autoplay", "rows", "intent", "query"),
        *("accuracythreshold", "max-pixels", "noapperrorstring"),
    }
)
SETTINGS_COLUMNS = frozenset({"form_title", "form_id", "version", "default_language", "allow_choice_duplicates"})

_COLUMN_ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list": "list_name",
    "readonly": "read_only",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "no_app_error_string": "noapperrorstring",
    "count": "repeat_count",
    "image": "media",
    "big-image": "media",
    "audio": "media",
    "video": "media",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
# What stands before "::" and says only in which part of the form of another program the column ends up.
_WRAPPERS = frozenset({"bind", "body", "control", "instance", "media"})

_LANGUAGE_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z]+)*)\s*\)\s*$")
_LANGUAGE_WORDS = {
    "uz": "uz",
    "uzb": "uz",
    "uzbek": "uz",
    "oʻzbek": "uz",
    "oʻzbekcha": "uz",
    "ozbekcha": "uz",
    "oʻzbek tili": "uz",
    "uz-latn": "uz",
    "uz-cyrl": "uz_Cyrl",
    "ўзбекча": "uz_Cyrl",
    "ўзбек": "uz_Cyrl",
    "узбекский": "uz_Cyrl",
    "ru": "ru",
    "rus": "ru",
    "russian": "ru",
    "русский": "ru",
    "ruscha": "ru",
    "en": "en",
    "eng": "en",
    "english": "en",
    "inglizcha": "en",
}
_UZBEK_CYRILLIC = re.compile("[ўқғҳЎҚҒҲ]")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")


class RowType(StrEnum):
    """What a row of the sheet "survey" is."""

    ONE = "select_one"
    SEVERAL = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    ACKNOWLEDGE = "acknowledge"
    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"

    @property
    def has_list(self) -> bool:
        return self in (RowType.ONE, RowType.SEVERAL, RowType.RANK)


_TYPES = {
    "int": RowType.INTEGER,
    "string": RowType.TEXT,
    "trigger": RowType.ACKNOWLEDGE,
    "begin_score": RowType.BEGIN_GROUP,
    "end_score": RowType.END_GROUP,
    "score__row": RowType.ONE,
    "select_all_that_apply": RowType.SEVERAL,
    "select1": RowType.ONE,
    "begin_lgroup": RowType.BEGIN_REPEAT,
    "end_lgroup": RowType.END_REPEAT,
    "begin_looped_group": RowType.BEGIN_REPEAT,
    "end_looped_group": RowType.END_REPEAT,
    **{kind.value: kind for kind in RowType if kind not in (RowType.UNSUPPORTED, RowType.UNKNOWN)},
    **dict.fromkeys(
        [
            *("start", "end", "today", "deviceid", "device_id", "phonenumber", "phone_number", "username", "email"),
            *("simserial", "subscriberid", "imei", "audit", "start-geopoint", "background-audio", "time", "datetime"),
            *("date_time", "geopoint", "gps", "location", "geotrace", "geoshape", "image", "photo", "audio", "video"),
            *("file", "barcode", "osm", "xml-external", "csv-external", "background-geopoint", "percentage"),
            *("select_one_from_file", "select_multiple_from_file", "select_one_external", "begin_loop", "end_loop"),
            *("begin_kobomatrix", "end_kobomatrix", "begin_rank", "end_rank", "rank__level"),
        ],
        RowType.UNSUPPORTED,
    ),
}
_LIST_TYPE = re.compile(
    r"(?P<kind>(?:add )?select[ _]one(?: prompt using| from| using)?|select1"
    r"|(?:add )?select[ _]multiple(?: prompt using| from| using)?|select all that apply(?: from)?|rank)"
    r"\s+(?P<list>\S+)(?P<other>\s+or[ _]?(?:specify )?other)?",
    re.IGNORECASE,
)
# From a file, or from what was answered to a repeated question.
_FROM_ELSEWHERE = re.compile(r"(select[ _](one|multiple)[ _](from[ _]file\b|external\b|\$\{)|rank \$\{)", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"^(add|get|q) (?P<type>.+?)( prompt)?$")


@dataclass(frozen=True)
class TypeCell:
    """A cell of the column "type"."""

    kind: RowType
    list_name: str = ""
    has_other: bool = False


def type_of(written: str) -> TypeCell:
    words = " ".join(written.split())
    if _FROM_ELSEWHERE.match(words):
        return TypeCell(RowType.UNSUPPORTED)
    chosen = _LIST_TYPE.fullmatch(words)
    if chosen:
        return TypeCell(_list_kind(chosen["kind"].casefold()), chosen["list"], bool(chosen["other"]))
    plain = words.casefold()
    spelled = _WRITTEN_OUT.match(plain)
    for word in (plain, spelled["type"] if spelled else plain):
        kind = _TYPES.get(word.replace(" ", "_"))
        if kind is not None:
            return TypeCell(kind)
    return TypeCell(RowType.UNKNOWN)


def column_of(header: str) -> tuple[str, str]:
    """The name of a column as XLSForm has it, and the language it is in, both as far as the header tells."""
    parts = [part.strip() for part in re.split("::?", _protected(header)) if part.strip()]
    while len(parts) > 1 and parts[0].casefold() in _WRAPPERS and parts[0].casefold() != "media":
        parts = parts[1:]
    if not parts:
        return "", ""
    first = "_".join(parts[0].casefold().split())
    name = _COLUMN_ALIASES.get(first, first)
    if name == "media" and len(parts) > 1 and parts[1].casefold() in _COLUMN_ALIASES:
        parts = parts[1:]
    return name, "::".join(parts[1:])


def language_code(written: str) -> str:
    """The code of a language named as "Russian (ru)", "ru" or "Русский"; a name that is not known is its own code."""
    found = _LANGUAGE_CODE.search(written)
    plain = " ".join(canonical(found[1] if found else written).casefold().split())
    return _LANGUAGE_WORDS.get(plain.replace("_", "-"), plain)


def language_of_text(texts: str) -> str:
    """What texts are written in that name no language, told by their letters."""
    if _UZBEK_CYRILLIC.search(texts):
        return "uz_Cyrl"
    return "ru" if _CYRILLIC.search(texts) else "uz"


def _protected(header: str) -> str:
    """Without the prefix "jr:", whose colon divides nothing."""
    return re.sub(r"\bjr:", "", header, flags=re.IGNORECASE)


def _list_kind(words: str) -> RowType:
    if words == "rank":
        return RowType.RANK
    return RowType.SEVERAL if "multiple" in words or "all that" in words else RowType.ONE
