"""What is wrong with a questionnaire before anybody is asked with it: what blocks, and what is only worth saying."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.i18n import N_, _
from desktop_app.questionnaires.conditions import Condition, read_conditions
from desktop_app.questionnaires.editing import WHOLE, Place, part_at, places
from desktop_app.questionnaires.expression_checks import answer_codes, expression_faults
from desktop_app.questionnaires.expression_grammar import ExpressionError
from desktop_app.questionnaires.expressions import compile_expression, references
from desktop_app.questionnaires.layout import OPTIONS_MAX
from desktop_app.questionnaires.model import (
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
    Source,
    Texts,
)

# As XLSForm wants the names of questions; the codes of options stand between blanks.
_CODE = re.compile(r"[^\W\d][\w.\-]*")
_BLANK = re.compile(r"\s")
_CYRILLIC_OF_UZBEK = "uz_Cyrl"
"""Written by the program where nobody writes it."""


@dataclass(frozen=True)
class DefinitionFault:
    """``what`` is the field of the part at fault; only what ``is_error`` keeps a questionnaire from being used."""

    place: Place
    what: str
    is_error: bool
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return _(self.message, **self.facts)


def definition_faults(questionnaire: Questionnaire) -> list[DefinitionFault]:
    """All of them in the order of the questionnaire."""
    found = [*_of_whole(questionnaire), *_of_codes(questionnaire), *_of_expressions(questionnaire)]
    for at, section in enumerate(questionnaire.sections):
        found += _of_section((at,), section, questionnaire)
        for place, item in enumerate(section.items):
            found += _of_item((at, place), item, questionnaire)
    return sorted(found, key=lambda fault: fault.place)


def _error(place: Place, name: str, message: str, **facts: object) -> DefinitionFault:
    return DefinitionFault(place, name, True, message, facts)


def _warning(place: Place, name: str, message: str, **facts: object) -> DefinitionFault:
    return DefinitionFault(place, name, False, message, facts)


def _of_whole(questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    if not questionnaire.languages:
        yield _error(WHOLE, "languages", N_("The questionnaire has no language."))
    if not any(item.kind.is_asked for item in questionnaire.items):
        yield _error(WHOLE, "sections", N_("The questionnaire asks nothing yet."))
    yield from _of_texts(WHOLE, "title", questionnaire.title, questionnaire, N_("The questionnaire has no title."))
    if questionnaire.note:
        yield from _of_texts(WHOLE, "note", questionnaire.note, questionnaire)


def _of_codes(questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    """Answers are told apart by their codes, those of the cells of a matrix among them."""
    sections = Counter(section.code for section in questionnaire.sections)
    items = Counter(item.code for item in questionnaire.items)
    answers = Counter(code for item in questionnaire.items for code in answer_codes(item))
    for at, section in enumerate(questionnaire.sections):
        if sections[section.code] > 1:
            yield _error((at,), "code", N_("Two sections have the code “{code}”."), code=section.code)
        for place, item in enumerate(section.items):
            twice = {item.code} if items[item.code] > 1 else {code for code in answer_codes(item) if answers[code] > 1}
            if not _CODE.fullmatch(item.code):
                message = N_(
                    "“{code}” is no code: it begins with a letter and has letters, digits, “_”, “-” and “.” only."
                )
                yield _error((at, place), "code", message, code=item.code)
            for code in sorted(twice):
                yield _error((at, place), "code", N_("Two questions have the code “{code}”."), code=code)


def _of_section(place: Place, section: Section, questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    if not section.items:
        yield _warning(place, "items", N_("The section is empty."))
    if section.title:
        yield from _of_texts(place, "title", section.title, questionnaire)
    elif len(questionnaire.sections) > 1:
        yield _warning(place, "title", N_("The section has no title."))
    yield from _of_conditions(place, section.relevant, questionnaire)


def _of_item(place: Place, item: Item, questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    if item.kind is ItemKind.CALCULATED:
        if not item.calculation.strip():
            yield _error(place, "calculation", N_("Nothing is said about how it is calculated."))
        return
    lacking = N_("The note has no text.") if item.kind is ItemKind.NOTE else N_("The question has no text.")
    yield from _of_texts(place, "text", item.text, questionnaire, lacking)
    for name, texts in (
        ("hint", item.hint),
        ("constraint_message", item.constraint_message),
        ("required_message", item.required_message),
    ):
        if texts:
            yield from _of_texts(place, name, texts, questionnaire)
    if item.constraint and not item.constraint_message:
        message = N_("Nobody is told what is wrong when the answer does not meet the condition.")
        yield _warning(place, "constraint_message", message)
    if item.kind.has_options:
        yield from _of_options(place, item, questionnaire)
    if item.kind in (ItemKind.MATRIX, ItemKind.RATING):
        yield from _of_scales(place, item, questionnaire)
    yield from _of_bounds(place, item)
    yield from _of_conditions(place, item.relevant, questionnaire)
    yield from _of_default(place, item)


def _of_options(place: Place, item: Item, questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    options = item.options
    if item.source is not Source.OWN:
        return
    if not options:
        yield _error(place, "options", N_("There is no answer to choose."))
    elif len(options) == 1 and item.kind is not ItemKind.SEVERAL:
        yield _warning(place, "options", N_("There is only one answer to choose."))
    if len(options) > OPTIONS_MAX:
        message = N_("There are {count} answers; at most {most} can be counted.")
        yield _error(place, "options", message, count=len(options), most=OPTIONS_MAX)
    yield from _of_lines(place, "options", options, questionnaire, N_("Answer {number} has no text."))
    yield from _of_option_codes(place, item)
    for text, times in Counter(_first(option.text, questionnaire) for option in options).items():
        if times > 1 and text:
            yield _warning(place, "options", N_("Two answers say the same: “{text}”."), text=text)


def _of_option_codes(place: Place, item: Item) -> Iterator[DefinitionFault]:
    codes = Counter(option.code for option in item.options)
    for code, times in codes.items():
        if times > 1:
            yield _error(place, "options", N_("Two answers have the code “{code}”."), code=code)
        if not code or _BLANK.search(code):
            yield _error(place, "options", N_("“{code}” is no code of an answer: leave out the blanks."), code=code)
    if item.other and item.other not in codes:
        message = N_("The answer “{code}”, which asks for words, is no longer there.")
        yield _error(place, "options", message, code=item.other)


def _of_scales(place: Place, item: Item, questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    if not item.scales:
        yield _error(place, "scales", N_("There is no scale to answer on."))
    if item.kind is ItemKind.MATRIX and not item.rows:
        yield _error(place, "rows", N_("The table has no rows."))
    for scale in item.scales:
        yield from _of_scale(place, scale)
    yield from _of_lines(place, "rows", item.rows, questionnaire, N_("Row {number} has no text."))
    if len(item.scales) > 1:
        yield from _of_lines(place, "scales", item.scales, questionnaire, N_("Scale {number} has no name."))


def _of_scale(place: Place, scale: Scale) -> Iterator[DefinitionFault]:
    if scale.low >= scale.high:
        message = N_("The scale goes from {low} to {high}: the second number must be greater.")
        yield _error(place, "scales", message, low=scale.low, high=scale.high)
    if len(scale.values) > OPTIONS_MAX:
        message = N_("The scale has {count} numbers; at most {most} can be counted.")
        yield _error(place, "scales", message, count=len(scale.values), most=OPTIONS_MAX)


def _of_bounds(place: Place, item: Item) -> Iterator[DefinitionFault]:
    least, most = item.least, item.most
    if least is not None and most is not None and least > most:
        message = N_("At least {least} and at most {most} cannot both be.")
        yield _error(place, "most", message, least=_shown(least), most=_shown(most))
    if item.kind not in (ItemKind.SEVERAL, ItemKind.RANK):
        return
    if most is not None and not 1 <= most <= OPTIONS_MAX:
        message = N_("“At most” must be a number from 1 to {most}.")
        yield _error(place, "most", message, most=OPTIONS_MAX)
    elif most is not None and item.source is Source.OWN and most > len(item.options):
        message = N_("At most {most} may be chosen, but there are only {count} answers.")
        yield _warning(place, "most", message, most=_shown(most), count=len(item.options))
    if least is not None and item.source is Source.OWN and least > len(item.options):
        message = N_("At least {least} must be chosen, but there are only {count} answers.")
        yield _error(place, "least", message, least=_shown(least), count=len(item.options))


def _of_default(place: Place, item: Item) -> Iterator[DefinitionFault]:
    is_own = item.kind is ItemKind.ONE and item.source is Source.OWN
    if item.default and is_own and item.default not in {option.code for option in item.options}:
        message = N_("The answer filled in beforehand, “{code}”, is not one of the answers.")
        yield _error(place, "default", message, code=item.default)


def _of_expressions(questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    # By identity: codes may stand twice while a questionnaire is being written.
    where = {id(part_at(questionnaire, place)): place for place in places(questionnaire)}
    for fault in expression_faults(questionnaire):
        yield DefinitionFault(where[id(fault.part)], fault.field, True, fault.error.message, fault.error.facts)
    yield from _of_order(questionnaire)


def _of_order(questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    """Whether something is shown must be known when it comes: no condition asks for what is asked later."""
    asked_at = {
        code: (at, place)
        for at, section in enumerate(questionnaire.sections)
        for place, item in enumerate(section.items)
        if item.kind is not ItemKind.CALCULATED
        for code in answer_codes(item)
    }
    for at, section in enumerate(questionnaire.sections):
        yield from _later((at,), "relevant", section.relevant, asked_at)
        for place, item in enumerate(section.items):
            yield from _later((at, place), "relevant", item.relevant, asked_at)
            yield from _later((at, place), "choice_filter", item.choice_filter, asked_at)


def _later(place: Place, name: str, expression: str, asked_at: Mapping[str, Place]) -> Iterator[DefinitionFault]:
    for code in sorted(references(expression)):
        # An item of the section itself comes after the section's title.
        if asked_at.get(code, WHOLE) > place:
            message = N_("The condition asks for “{code}”, which comes later.")
            yield _error(place, name, message, code=code)


def _of_conditions(place: Place, expression: str, questionnaire: Questionnaire) -> Iterator[DefinitionFault]:
    """Answers that cannot be given, in conditions that can be read as such."""
    conditions = read_conditions(expression)
    if conditions is None or not _is_readable(expression):
        return
    by_code = {code: item for item in questionnaire.items for code in answer_codes(item)}
    for part in conditions.parts:
        item = by_code.get(part.question)
        if item is not None and _is_never_given(part, item):
            message = N_("“{answer}” is not one of the answers to “{code}”: the condition never holds.")
            yield _warning(place, "relevant", message, answer=part.answer, code=part.question)


def _is_never_given(condition: Condition, item: Item) -> bool:
    if not condition.relation.needs_answer or not item.kind.has_options or item.source is not Source.OWN:
        return False
    return condition.question == item.code and condition.answer not in {option.code for option in item.options}


def _is_readable(expression: str) -> bool:
    try:
        compile_expression(expression or "''")
    except ExpressionError:
        return False
    return True


def _of_texts(
    place: Place, name: str, texts: Texts, questionnaire: Questionnaire, lacking: str = ""
) -> Iterator[DefinitionFault]:
    """A text that stands in no language is an error where it must be there, one missing language worth a word."""
    if not any(text.strip() for text in texts.values()):
        if lacking:
            yield _error(place, name, lacking)
        return
    for language in _unwritten(texts, questionnaire):
        yield _warning(place, name, N_("A text is missing in this language: {language}."), language=language)


def _of_lines(
    place: Place, name: str, lines: Sequence[Option | MatrixRow | Scale], questionnaire: Questionnaire, lacking: str
) -> Iterator[DefinitionFault]:
    """Answers, rows or scales; what is missing in a language is said once for all of them."""
    missing: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        if any(text.strip() for text in line.text.values()):
            missing.update(dict.fromkeys(_unwritten(line.text, questionnaire)))
        else:
            yield _error(place, name, lacking, number=number)
    for language in missing:
        yield _warning(place, name, N_("A text is missing in this language: {language}."), language=language)


def _unwritten(texts: Texts, questionnaire: Questionnaire) -> list[str]:
    written = {language for language, text in texts.items() if text.strip()}
    if "uz" in written:
        written.add(_CYRILLIC_OF_UZBEK)
    return [language for language in questionnaire.languages if language not in written]


def _first(texts: Texts, questionnaire: Questionnaire) -> str:
    return next((texts[language] for language in questionnaire.languages if texts.get(language)), "")


def _shown(number: float) -> int | float:
    return int(number) if number == int(number) else number
