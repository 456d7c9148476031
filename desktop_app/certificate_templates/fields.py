"""The fields that a template may name, and the words of a paper: every text filled, in the language of the paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from desktop_app.certificate_templates.grammar import Value, ValueKind, filled, plain, slots
from desktop_app.certificate_templates.model import AnyElement, PictureElement, Template, TextElement, Texts, text_in
from desktop_app.documents.fonts import one_line
from desktop_app.i18n import N_
from desktop_app.language.paper_names import in_script_of
from desktop_app.questionnaires.expression_scope import Scope
from desktop_app.questionnaires.expressions import Expression, compile_expression

# Over a paper that is not the first of its kind; what is missing here has no word over it.
MARKS: Mapping[str, Texts] = {
    "duplicate": {"uz_Latn": "DUBLIKAT", "uz_Cyrl": "ДУБЛИКАТ", "ru": "ДУБЛИКАТ", "en": "DUPLICATE"},
    "sample": {"uz_Latn": "NAMUNA", "uz_Cyrl": "НАМУНА", "ru": "ОБРАЗЕЦ", "en": "SAMPLE"},
}
_NO_DAY = date(2000, 1, 1)


class Sample(StrEnum):
    """The made-up people that a template is tried with."""

    SHORT = "short"
    LONGEST = "longest"
    CYRILLIC = "cyrillic"


@dataclass(frozen=True, slots=True)
class Field:
    """``is_own`` is one of the person, of the numbers or of this paper; the others are those of the whole batch.

    ``is_spoken`` is written in the script of the paper; the others are the same in every language.
    """

    name: str
    caption: str
    kind: ValueKind
    is_own: bool
    short: Value
    longest: Value
    cyrillic: Value
    is_spoken: bool = False

    def sample(self, which: Sample, language: str) -> Value:
        value = {Sample.SHORT: self.short, Sample.LONGEST: self.longest, Sample.CYRILLIC: self.cyrillic}[which]
        match value:
            case str() if self.is_spoken:
                return in_script_of(language, value)
            case tuple() if self.is_spoken:
                return tuple(in_script_of(language, each) for each in value)
        return value


def sample_values(which: Sample, *, language: str = "uz_Latn") -> dict[str, Value]:
    """What a made-up person's paper in this language holds, in the script that a real one would have."""
    return dict(_sample_values(which, language))


@lru_cache(maxsize=16)
def _sample_values(which: Sample, language: str) -> Mapping[str, Value]:
    return {field.name: field.sample(which, language) for field in FIELDS.values()}


def words(template: Template, values: Mapping[str, object], *, language: str) -> dict[str, str]:
    """The words of the paper by element; an element that is not in it is not drawn.

    Values are written as they stand, so that names come in the script of the paper; what is missing is empty. A text
    whose fields are all empty falls away, and so does what has a condition that does not hold; any other element
    with a condition that holds is in it with no words. ``mark`` follows from ``origin`` unless it is given; ``logo`` is
    the SHA-256 of the centre's picture (``shelf.kept_logo``).
    """
    known: dict[str, Value] = {name: _value(value) for name, value in values.items()}
    if not known.get("mark"):
        known["mark"] = text_in(MARKS.get(str(known.get("origin", "")), {}), language)
    found: dict[str, str] = {}
    for element in template.elements():
        if element.condition and not _holds(element.condition, known, language):
            continue
        if isinstance(element, TextElement):
            text = filled(text_in(element.text, language), known, language)
            if text is not None:
                found[element.id] = text
        elif isinstance(element, PictureElement) and element.field:
            found |= {element.id: str(known[element.field])} if known.get(element.field) else {}
        elif element.condition:
            found[element.id] = ""
    return found


def own_ids(template: Template) -> frozenset[str]:
    """The elements whose words are this paper's alone."""
    return ids_naming(template, frozenset(name for name, field in FIELDS.items() if field.is_own))


def ids_naming(template: Template, names: frozenset[str]) -> frozenset[str]:
    """The elements whose text or condition names one of the fields."""
    return frozenset(element.id for element in template.elements() if not names.isdisjoint(_named(element)))


def _named(element: AnyElement) -> Iterator[str]:
    if isinstance(element, TextElement):
        for text in element.text.values():
            yield from (slot.field for slot in slots(text))
    if element.condition:
        yield from condition_names(element.condition)


def condition_names(condition: str) -> frozenset[str]:
    """The fields that a condition asks. Raises ExpressionError for what is no condition."""
    expression = _compiled(condition)
    return expression.columns | expression.references


def _compiled(condition: str) -> Expression:
    # Fields stand bare in a condition, as the columns of a list of options do in a choice_filter.
    return compile_expression(condition, may_name_columns=True)


def _holds(condition: str, values: Mapping[str, Value], language: str) -> bool:
    facts = {name: _fact(value, language) for name, value in values.items()}
    issued = values.get("issued")
    day = issued if isinstance(issued, date) else _NO_DAY
    scope = Scope(answers=facts, facts=facts, now=datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a day
    return _compiled(condition).holds(scope)


def _fact(value: Value, language: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, float) else plain(value, language)


def _value(value: object) -> Value:
    match value:
        case None:
            return ""
        case str():
            return value if value.isprintable() else one_line(value)
        case int() | float() | date():
            return value
        case list() | tuple():
            return tuple(one_line(str(each)) for each in value)
        case _:
            return str(value)


def _text(name: str, caption: str, short: str, longest: str, cyrillic: str, *, is_own: bool = False) -> Field:
    return Field(name, caption, ValueKind.TEXT, is_own, short, longest, cyrillic, is_spoken=True)


def _same(name: str, caption: str, kind: ValueKind, sample: Value, *, is_own: bool = False) -> Field:
    return Field(name, caption, kind, is_own, sample, sample, sample)


_FIELDS = (
    _text(
        "name",
        N_("Full name"),
        "Aliyev Anvar Botirovich",
        "Abdurahmonova-Mirzaraximova Shahnozaxon Muhammadyoqubjonovna Abdulqizi",
        "Абдураҳмонова-Мирзараҳимова Шаҳнозахон Муҳаммадёқубжоновна Абдулқодир қизи",
        is_own=True,
    ),
    _text("surname", N_("Surname"), "Aliyev", "Abdurahmonova-Mirzaraximova", "Абдураҳмонова", is_own=True),
    _text("given_name", N_("Given name"), "Anvar", "Shahnozaxon", "Шаҳнозахон", is_own=True),
    _text("patronymic", N_("Patronymic"), "Botirovich", "Muhammadyoqubjonovna", "Муҳаммадёқубжоновна", is_own=True),
    _text(
        "name_dative",
        N_("Full name, whom it is given to"),
        "Aliyev Anvar Botirovichga",
        "Abdurahmonova-Mirzaraximova Shahnozaxon Muhammadyoqubjonovna Abdulqiziga",
        "Абдураҳмонова-Мирзараҳимова Шаҳнозахон Муҳаммадёқубжоновна Абдулқодир қизига",
        is_own=True,
    ),
    _text(
        "course",
        N_("Course"),
        "Raqamli savodxonlik asoslari",
        "Maktabgacha taʼlim tashkilotlari tarbiyachilarining inklyuziv taʼlim sharoitida bolalar bilan ishlash "
        "kompetensiyalarini zamonaviy yondashuvlar asosida rivojlantirish",
        "Мактабгача таълим ташкилотлари тарбиячиларининг инклюзив таълим шароитида болалар билан ишлаш "
        "компетенцияларини замонавий ёндашувлар асосида ривожлантириш",
    ),
    Field("hours", N_("Hours"), ValueKind.NUMBER, False, 72, 288, 144),
    _same("starts", N_("First day"), ValueKind.DAY, date(2026, 10, 5)),
    _same("ends", N_("Last day"), ValueKind.DAY, date(2026, 10, 20)),
    _text(
        "centre",
        N_("Centre"),
        "Namangan viloyati pedagogik mahorat markazi",
        "Qoraqalpogʻiston Respublikasi pedagoglarni yangi metodikalarga oʻrgatish va pedagogik mahorat markazi",
        "Қорақалпоғистон Республикаси педагогик маҳорат маркази",
    ),
    _text("region", N_("Region"), "Namangan viloyati", "Qoraqalpogʻiston Respublikasi", "Қорақалпоғистон Республикаси"),
    _text(
        "director",
        N_("Director"),
        "Karimov Abror Botirovich",
        "Abdurahmonov Gʻayratjon Oʻktamjonovich",
        "Абдураҳмонов Ғайратжон Ўктамжонович",
    ),
    _text("director_short", N_("Director, initials"), "A.B.Karimov", "Gʻ.Oʻ.Abdurahmonov", "Ғ.Ў.Абдураҳмонов"),
    Field("cohort", N_("Cohort"), ValueKind.TEXT, False, "RS-26-04", "MTT-TARBIYACHI-26-104", "РС-26-04"),
    _same("cohort_order", N_("Order of admission"), ValueKind.TEXT, "14-sonli, 03.10.2026"),
    _same("completion_order", N_("Completion order"), ValueKind.TEXT, "27-sonli, 20.10.2026"),
    _same("number", N_("Number of the paper"), ValueKind.TEXT, "PM-2026-000831", is_own=True),
    _same("register_number", N_("Number in the register"), ValueKind.NUMBER, 831, is_own=True),
    _same("issued", N_("Date of issue"), ValueKind.DAY, date(2026, 10, 21), is_own=True),
    _same("code_short", N_("Short code"), ValueKind.TEXT, "7F3A-91C2", is_own=True),
    _same("old_number", N_("Number of the paper it replaces"), ValueKind.TEXT, "PM-2026-000415", is_own=True),
    _same("origin", N_("Why it was made"), ValueKind.TEXT, "first", is_own=True),
    _same("mark", N_("Word over the paper, such as DUPLICATE"), ValueKind.TEXT, "", is_own=True),
    _text("district", N_("District"), "Chortoq tumani", "Yangi Namangan tumani", "Янги Наманган тумани", is_own=True),
    _text(
        "workplace",
        N_("Place of work"),
        "12-umumtaʼlim maktabi",
        "Chortoq tumani maktabgacha va maktab taʼlimi boʻlimiga qarashli 12-umumiy oʻrta taʼlim maktabi",
        "Чортоқ тумани мактабгача ва мактаб таълими бўлимига қарашли 12-умумий ўрта таълим мактаби",
        is_own=True,
    ),
    _text(
        "position",
        N_("Position"),
        "oʻqituvchi",
        "maʼnaviy-maʼrifiy ishlar boʻyicha direktor oʻrinbosari",
        "маънавий-маърифий ишлар бўйича директор ўринбосари",
        is_own=True,
    ),
    _text("subject", N_("Subject"), "Ona tili", "Davlat va huquq asoslari", "Она тили", is_own=True),
    Field(
        "modules",
        N_("Modules"),
        ValueKind.LIST,
        False,
        ("Raqamli vositalar", "Taʼlimda sunʼiy intellekt"),
        ("Pedagogik faoliyatning huquqiy asoslari", "Zamonaviy pedagogik texnologiyalar", "Inklyuziv taʼlim"),
        ("Рақамли воситалар", "Таълимда сунъий интеллект"),
        is_spoken=True,
    ),
    Field("attended", N_("Hours attended"), ValueKind.NUMBER, True, 48, 250.5, 136),
    Field("score", N_("Score"), ValueKind.NUMBER, True, 86, 100, 86),
    _text(
        "reason",
        N_("Reason, why no certificate"),
        "yakuniy nazoratdan oʻtmadi",
        "yakuniy nazorat testidan belgilangan balldan kam ball toʻpladi va malaka ishini himoya qilmadi",
        "якуний назорат тестидан белгиланган баллдан кам балл тўплади",
        is_own=True,
    ),
    _same("kind", N_("Kind of paper"), ValueKind.TEXT, "certificate"),
)
FIELDS: Mapping[str, Field] = {field.name: field for field in _FIELDS}
