"""Which questions somebody is asked, given what they have answered so far, and what is wrong with their answers."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.i18n import N_
from desktop_app.questionnaires.expression_scope import Scope
from desktop_app.questionnaires.expressions import compile_expression
from desktop_app.questionnaires.layout import DONT_KNOW, Answers, Value, other_code
from desktop_app.questionnaires.model import Item, ItemKind, Option, Questionnaire, Scale, cell_code, text_in
from desktop_app.questionnaires.xlsform_bounds import number_text

TEXT_MAX = 2000
PASSES = 8
"""Answers that open further questions, whose answers are reckoned with in turn: deeper chains than this are left."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with the answer of an item or of a cell; ``message`` is a catalogue text with ``facts`` in it."""

    code: str
    reason: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """The codes of the items that are asked, and the answers that count: of those items, with what is calculated."""

    items: frozenset[str]
    answers: Mapping[str, Value]


def asked(questionnaire: Questionnaire, answers: Answers, *, now: datetime) -> Asked:
    """What is asked of somebody with these answers. An answer to what is not asked counts nowhere, as in XForms."""
    codes = {code: item.code for item in questionnaire.items for code in codes_of(item)}
    found = Asked(frozenset(item.code for item in questionnaire.items), dict(answers))
    for _pass in range(PASSES):
        scope = Scope(found.answers, now)
        items = frozenset(
            item.code
            for section in questionnaire.sections
            if _holds(section.relevant, scope)
            for item in section.items
            if _holds(item.relevant, scope)
        )
        counted: dict[str, Value] = {code: value for code, value in answers.items() if codes.get(code) in items}
        for item in questionnaire.items:
            if item.kind is ItemKind.CALCULATED and item.code in items:
                counted[item.code] = compile_expression(item.calculation).answer(Scope(counted, now))
        again = Asked(items, counted)
        if again == found:
            break
        found = again
    return found


def offered(item: Item, answers: Answers, *, now: datetime) -> tuple[Option, ...]:
    """The options that an item offers to somebody with these answers."""
    if not item.choice_filter:
        return item.options
    wanted = compile_expression(item.choice_filter, may_name_columns=True)
    return tuple(each for each in item.options if wanted.holds(Scope(answers, now, facts=_columns_of(each))))


def _columns_of(option: Option) -> dict[str, str]:
    return {"name": option.code, "label": text_in(option.text), **option.facts}


def faults(questionnaire: Questionnaire, answers: Answers, *, now: datetime, is_whole: bool) -> list[Fault]:
    """What is wrong, in the order of the questions; ``is_whole`` asks for what is required too."""
    found = asked(questionnaire, answers, now=now)
    known = {code for item in questionnaire.items for code in codes_of(item)}
    wrong = [
        Fault(code, "unknown_item", N_("The questionnaire has no item {item}."), {"item": code})
        for code in answers
        if code not in known
    ]
    for item in questionnaire.items:
        wrong += answer_faults(item, answers, offered(item, answers, now=now))
        if item.code not in found.items:
            continue
        wrong += _unmet(item, found.answers, now)
        if is_whole and item.is_required:
            wrong += _missing(item, found.answers)
    return wrong


def codes_of(item: Item) -> Iterator[str]:
    """The codes under which answers to an item are kept."""
    match item.kind:
        case ItemKind.NOTE:
            return
        case ItemKind.MATRIX:
            for row in item.rows:
                for scale in item.scales:
                    yield cell_code(row.code, scale.code)
        case _:
            yield item.code
            if item.other:
                yield other_code(item)


def _holds(written: str, scope: Scope) -> bool:
    return not written or compile_expression(written).holds(scope)


def answer_faults(item: Item, answers: Answers, options: tuple[Option, ...]) -> Iterator[Fault]:
    """What is wrong with the kind, the range and the number of the answers to one item that offers these options."""
    for code in codes_of(item):
        value = answers.get(code)
        if value is None or value in ("", ()):
            continue
        if item.other and code == other_code(item):
            yield from _text_faults(code, item, value)
            continue
        match item.kind:
            case ItemKind.MATRIX | ItemKind.RATING:
                yield from _scale_faults(code, item, _scale_of(item, code), value)
            case ItemKind.ONE | ItemKind.SEVERAL | ItemKind.RANK:
                yield from _choice_faults(item, value, options)
            case ItemKind.INTEGER | ItemKind.DECIMAL:
                yield from _number_faults(item, value)
            case ItemKind.DATE:
                yield from _day_faults(item, value)
            case ItemKind.TEXT:
                yield from _text_faults(code, item, value)


def _scale_of(item: Item, code: str) -> Scale:
    return next((scale for scale in item.scales if code.endswith(f".{scale.code}")), item.scales[0])


def _scale_faults(code: str, item: Item, scale: Scale, value: Value) -> Iterator[Fault]:
    if value == DONT_KNOW and item.has_dont_know:
        return
    if value not in scale.values:
        facts = {"item": code, "number": value, "low": scale.low, "high": scale.high}
        yield Fault(code, "out_of_range", N_("{item}: {number} is not between {low} and {high}."), facts)


def _choice_faults(item: Item, value: Value, options: tuple[Option, ...]) -> Iterator[Fault]:
    is_one = item.kind is ItemKind.ONE
    if isinstance(value, tuple) is is_one:
        yield Fault(item.code, "two_chosen", N_("{item}: only one answer may be chosen."), {"item": item.code})
        return
    chosen = value if isinstance(value, tuple) else (str(value),)
    there = {option.code for option in options}
    for code in chosen:
        if code not in there:
            yield Fault(
                item.code, "not_offered", N_("{item}: “{answer}” is not one of the answers."), _facts(item, code)
            )
    if len(set(chosen)) < len(chosen):
        message = (
            N_("{item}: two answers have the same place. Give each place once.")
            if item.kind is ItemKind.RANK
            else N_("{item}: an answer is chosen twice.")
        )
        yield Fault(item.code, "chosen_twice", message, {"item": item.code})
    if not is_one and len(chosen) > item.places:
        most = {"item": item.code, "most": item.places}
        yield Fault(item.code, "too_many", N_("{item}: choose at most {most}."), most)
    if not is_one and item.least is not None and len(chosen) < item.least:
        least = {"item": item.code, "least": int(item.least)}
        yield Fault(item.code, "too_few", N_("{item}: choose at least {least}."), least)


def _number_faults(item: Item, value: Value) -> Iterator[Fault]:
    is_number = isinstance(value, (int, float)) and math.isfinite(value)
    if not isinstance(value, (int, float)) or not is_number:
        yield Fault(item.code, "not_a_number", N_("{item}: “{answer}” is not a number."), _facts(item, value))
        return
    if item.kind is ItemKind.INTEGER and value != int(value):
        yield Fault(item.code, "not_whole", N_("{item}: {answer} is not a whole number."), _facts(item, value))
    if item.least is not None and value < item.least:
        facts = _facts(item, value) | {"least": number_text(item.least)}
        yield Fault(item.code, "too_small", N_("{item}: {answer} is less than {least}."), facts)
    if item.most is not None and value > item.most:
        facts = _facts(item, value) | {"most": number_text(item.most)}
        yield Fault(item.code, "too_great", N_("{item}: {answer} is more than {most}."), facts)


def _day_faults(item: Item, value: Value) -> Iterator[Fault]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield Fault(item.code, "not_a_day", N_("{item}: there is no such day: “{answer}”."), _facts(item, value))


def _text_faults(code: str, item: Item, value: Value) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(code, "not_a_text", N_("{item}: words are expected."), {"item": item.code})
    elif len(value) > TEXT_MAX:
        facts = {"item": item.code, "most": TEXT_MAX}
        yield Fault(code, "text_too_long", N_("{item}: the answer is longer than {most} letters."), facts)


def _unmet(item: Item, answers: Answers, now: datetime) -> Iterator[Fault]:
    """The constraint that the questionnaire itself sets; an empty answer meets every one, as in XLSForm."""
    value = answers.get(item.code)
    if not item.constraint or value is None or value in ("", ()):
        return
    current = float(value) if isinstance(value, (int, float)) else value
    if not compile_expression(item.constraint).holds(Scope(answers, now, current=current)):
        yield _with_words(
            item, "constraint", text_in(item.constraint_message), N_("{question}: this answer cannot be right.")
        )


def _missing(item: Item, answers: Answers) -> Iterator[Fault]:
    wanted = [code for code in codes_of(item) if not item.other or code != other_code(item)]
    if any(answers.get(code) in (None, "", ()) for code in wanted):
        yield _with_words(item, "required", text_in(item.required_message), N_("{question}: an answer is needed."))


def _with_words(item: Item, reason: str, words: str, otherwise: str) -> Fault:
    question = text_in(item.text) or item.code
    if words:
        return Fault(item.code, reason, N_("{question}: {words}"), {"question": question, "words": words})
    return Fault(item.code, reason, otherwise, {"question": question})


def _facts(item: Item, value: Value) -> dict[str, object]:
    return {"item": item.code, "answer": value}
