"""Words that both kinds of file print by themselves: day and number, and what an annex belongs to."""

from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.orders.numbers import with_sign
from desktop_app.papers.records import Paper

# A draft waits for its number.
NO_NUMBER = "№\u00a0____________"


def day_and_number(paper: Paper) -> tuple[str, str]:
    """The two ends of the line under the heading, in the language in force."""
    day = long_date(paper.dated_on, language()) if paper.dated_on else ""
    return day, with_sign(paper.number) if paper.number else NO_NUMBER


def annex_mark(paper: Paper) -> str:
    """What the annexed list belongs to."""
    day, number = day_and_number(paper)
    if paper.is_letter:
        return _("Annex to the letter of {day} {number}", day=day, number=number)
    return _("Annex to the order of {day} {number}", day=day, number=number)
