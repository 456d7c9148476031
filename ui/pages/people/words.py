"""What people's facts are called on the screen, and a card as text for the clipboard."""

from collections.abc import Sequence

from desktop_app.i18n import _
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import FoundPerson, MatchedBy, PersonLine, Sex
from ui import formats

Fact = tuple[str, str]
"""The translated name of a fact, and the fact."""


def sex_name(sex: Sex | None) -> str:
    match sex:
        case None:
            return ""
        case Sex.MALE:
            return _("Male")
        case Sex.FEMALE:
            return _("Female")


def birth_text(line: PersonLine) -> str:
    """The birth date, or the year alone where no more is known."""
    if line.birth_date is not None:
        return formats.date_text(line.birth_date)
    return str(line.birth_year) if line.birth_year else ""


def reason_text(found: FoundPerson) -> str:
    """By what a person was found, with the number itself where it may be shown."""
    line = found.person
    match found.matched_by:
        case MatchedBy.NAME:
            return _("By name")
        case MatchedBy.JSHSHIR:
            return _("JShShIR {number}", number=mask_jshshir(line.jshshir or ""))
        case MatchedBy.DOCUMENT:
            return _("Document {number}", number=line.document or "")
        case MatchedBy.PHONE:
            return _("Phone {number}", number=line.phone)


def facts_as_text(facts: Sequence[Fact]) -> str:
    """One fact a line; what is empty is left out."""
    return "\n".join(f"{name}: {fact}" for name, fact in facts if fact) + "\n"
