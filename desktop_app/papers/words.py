"""What both kinds of file print by themselves, and what they keep on one line."""

import re

from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.language.numbers import NO_BREAK_SPACE
from desktop_app.orders.numbers import with_sign
from desktop_app.papers.records import Paper

# A draft waits for its number.
NO_NUMBER = "№\u00a0____________"
# 28-dekabr, 577-son and MAT-26 are one word each, 2 ноября and 25 nafar one thing.
HYPHEN_AT_NUMBER = re.compile(r"(?<=\d)-(?=\w)|(?<=\w)-(?=\d)")
_GAP_AFTER_NUMBER = re.compile(r"(?<=\d) (?=[^\W\d_])")


def unbroken(text: str) -> str:
    """The text with every number kept on the line of the word that it counts."""
    return _GAP_AFTER_NUMBER.sub(NO_BREAK_SPACE, text)


def day_and_number(paper: Paper) -> tuple[str, str]:
    """The two ends of the line under the heading, in the language in force."""
    day = long_date(paper.dated_on, language()) if paper.dated_on else ""
    return day, with_sign(paper.number) if paper.number else NO_NUMBER


def annex_mark(paper: Paper, place: int) -> str:
    """What the annexed list belongs to; ``place`` is 0 where it is the only one."""
    day, number = day_and_number(paper)
    if place:
        return _("Annex {place} to the order of {day} {number}", place=place, day=day, number=number)
    if paper.is_letter:
        return _("Annex to the letter of {day} {number}", day=day, number=number)
    return _("Annex to the order of {day} {number}", day=day, number=number)
