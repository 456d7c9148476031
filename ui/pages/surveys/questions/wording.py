"""What is wrong with an answer, said to the person who gave it, beside the question."""

import math

from desktop_app.i18n import N_, _, language
from desktop_app.language.numbers import short_number
from desktop_app.questionnaires.model import Item, text_in
from desktop_app.questionnaires.sheet import Fault

_SENTENCES = {
    "required": N_("Please answer this question."),
    "constraint": N_("This answer cannot be right."),
    "too_many": N_("Choose at most {most}."),
    "too_few": N_("Choose at least {least}."),
    "not_a_number": N_("“{answer}” is not a number."),
    "not_whole": N_("{answer} is not a whole number."),
    "too_small": N_("{answer} is less than {least}."),
    "too_great": N_("{answer} is more than {most}."),
    "not_a_day": N_("There is no such day: “{answer}”. Write the day, the month and the year: 28.12.2024."),
    "not_offered": N_("This answer is no longer offered: choose again."),
}


def sentence(fault: Fault, item: Item, tongue: str) -> str:
    """In the words of the questionnaire where it has some, else in ours, without the code of the question."""
    own = {"required": item.required_message, "constraint": item.constraint_message}.get(fault.reason)
    if own:
        return text_in(own, tongue)
    message = _SENTENCES.get(fault.reason, fault.message)
    return _(message, **{name: _written(fact) for name, fact in fault.facts.items()})


def _written(fact: object) -> object:
    return short_number(fact, language()) if isinstance(fact, (int, float)) and math.isfinite(fact) else fact
