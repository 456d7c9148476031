"""What people's facts are called on the screen, and a card as text for the clipboard."""

from collections.abc import Sequence
from datetime import date

from desktop_app.i18n import _, _n
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import (
    CategoryState,
    CertificateState,
    FoundPerson,
    MatchedBy,
    PersonDraft,
    PersonLine,
    Sex,
    Training,
)
from ui import formats
from ui.theme import Tone

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


def since_text(since: date | None, years: int | None) -> str:
    """01.09.2010 · 16 years; a part that is not known is left out."""
    told = _n("{n} year", "{n} years", years) if years is not None else ""
    return " · ".join(filter(None, (told, formats.date_text(since))))


def category_text(draft: PersonDraft, name: str) -> str:
    """The category with its days as far as they are known."""
    given, ends = formats.date_text(draft.category_given_on), formats.date_text(draft.category_valid_to)
    if draft.category_is_lifetime:
        days = _("for life")
    elif given and ends:
        days = f"{given} – {ends}"
    elif ends:
        days = _("until {day}", day=ends)
    else:
        days = _("since {day}", day=given) if given else ""
    return "\n".join(filter(None, (name, days))) if name else ""


def category_mark(state: CategoryState, draft: PersonDraft) -> tuple[str, Tone] | None:
    """What to tell beside the name of a category that ends soon or has ended."""
    ends = formats.date_text(draft.category_valid_to)
    match state:
        case CategoryState.ENDS_SOON:
            return _("Category ends on {day}", day=ends), Tone.WARN
        case CategoryState.ENDED:
            return _("Category ended on {day}", day=ends), Tone.BAD
        case CategoryState.NONE | CategoryState.UNDATED | CategoryState.VALID | CategoryState.LIFETIME:
            return None


def certificate_text(course: Training) -> str:
    """The number, with the state of one that is no longer in force."""
    match course.certificate_state:
        case CertificateState.ANNULLED:
            return _("{number} (annulled)", number=course.certificate_number)
        case CertificateState.REPLACED:
            return _("{number} (replaced)", number=course.certificate_number)
        case CertificateState.VALID | None:
            return course.certificate_number


def reason_text(found: FoundPerson) -> str:
    """By what a person was found, with the number itself where it may be shown; who left is marked."""
    reason = _reason(found)
    return _("{reason}, in the archive", reason=reason) if found.person.is_archived else reason


def _reason(found: FoundPerson) -> str:
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
        case MatchedBy.FORMER_NAME:
            return _("Formerly {name}", name=found.matched)
        case MatchedBy.CERTIFICATE:
            return _("Certificate {number}", number=found.matched)
        case MatchedBy.SPELLING:
            return _("Formerly {name}", name=found.matched) if found.matched else _("Spelt otherwise")
        case MatchedBy.WORKPLACE:
            return _("By workplace")
        case MatchedBy.NAME_PART:
            return _("Part of a name")


def facts_as_text(facts: Sequence[Fact]) -> str:
    """One fact a line; what is empty is left out."""
    return "\n".join(f"{name}: {', '.join(fact.splitlines())}" for name, fact in facts if fact) + "\n"
