"""What the card of a person says in its three columns, and the marks above them."""

from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.language.names import full_name
from desktop_app.language.numbers import NO_BREAK_SPACE
from desktop_app.people.identity import mask_jshshir
from desktop_app.people.records import PersonCard
from ui import formats
from ui.pages.people.lists import PeopleLists, text_of
from ui.pages.people.words import Fact, birth_text, category_mark, category_text, sex_name, since_text
from ui.theme import Tone

Mark = tuple[str, Tone, str]
"""The words of a pill, its tone, and what stands behind it."""


@dataclass(frozen=True)
class Opened:
    """All that the page shows."""

    card: PersonCard
    lists: PeopleLists


def who_names() -> list[str]:
    named = [_("Latin"), _("Cyrillic"), _("Former name"), _("JShShIR"), _("Reason for the JShShIR"), _("Document")]
    return [*named, _("Birth date"), _("Sex"), _("Phones")]


def who_facts(opened: Opened, *, is_number_shown: bool) -> list[Fact]:
    card = opened.card
    line, draft = card.line, card.draft
    return [
        (_("Latin"), line.full_name),
        (_("Cyrillic"), full_name(line.name_cyrl)),
        (_("Former name"), ", ".join(name.full_name for name in card.former_names)),
        (_("JShShIR"), draft.jshshir if is_number_shown else mask_jshshir(draft.jshshir)),
        (_("Reason for the JShShIR"), card.identity_note),
        (_("Document"), draft.document),
        (_("Birth date"), birth_text(line)),
        (_("Sex"), sex_name(draft.sex)),
        (_("Phones"), unbroken_phones(draft.phone)),
    ]


def unbroken_phones(phones: str) -> str:
    """Each number stays on one line; a line ends between two of them."""
    return ", ".join(phone.replace(" ", NO_BREAK_SPACE) for phone in phones.split(", "))


def work_names() -> list[str]:
    named = [_("Workplace"), _("District"), _("Town or village"), _("Position"), _("Subject"), _("Staff group")]
    return [*named, _("In this post"), _("Service"), _("Language of work")]


def work_facts(opened: Opened) -> list[Fact]:
    card, lists = opened.card, opened.lists
    line, draft = card.line, card.draft
    return [
        (_("Workplace"), line.workplace),
        (_("District"), line.district),
        (_("Town or village"), text_of(lists.localities, draft.locality_code)),
        (_("Position"), line.position),
        (_("Subject"), line.subject),
        (_("Staff group"), text_of(lists.staff_groups, line.staff_group)),
        (_("In this post"), since_text(draft.post_since, card.years_in_post)),
        (_("Service"), since_text(draft.service_since, card.years_of_service)),
        (_("Language of work"), text_of(lists.languages, draft.language_code)),
    ]


def education_names() -> list[str]:
    named = [_("Category"), _("Stage of 2024"), _("Education"), _("Graduated from"), _("Specialty")]
    return [*named, _("Consent"), _("Notes")]


def education_facts(opened: Opened) -> list[Fact]:
    card, lists = opened.card, opened.lists
    draft = card.draft
    year = str(draft.graduation_year) if draft.graduation_year else ""
    return [
        (_("Category"), category_text(draft, text_of(lists.categories, draft.category_code))),
        (_("Stage of 2024"), text_of(lists.stages, draft.stage_2024)),
        (_("Education"), text_of(lists.educations, draft.education_code)),
        (_("Graduated from"), ", ".join(filter(None, (draft.graduated_from, year)))),
        (_("Specialty"), draft.diploma_specialty),
        (_("Consent"), consent_text(opened)),
        (_("Notes"), draft.notes),
    ]


def consent_text(opened: Opened) -> str:
    holding = next((consent for consent in opened.card.consents if consent.holds), None)
    if holding is None:
        return ""
    form = text_of(opened.lists.consent_forms, holding.form) or holding.form
    return f"{formats.date_text(holding.given_on)}, {form}"


def marks(opened: Opened) -> list[Mark]:
    """What should not be overlooked on the card; calm, and only where there is cause."""
    card = opened.card
    if card.erased_on is not None:
        return [(_("Data erased on {day}", day=formats.date_text(card.erased_on)), Tone.MUTED, "")]
    found: list[Mark] = []
    if card.archived is not None:
        since = formats.date_text(card.archived.since)
        found.append((_("In the archive since {day}", day=since), Tone.MUTED, card.archived.reason))
    category = category_mark(card.category_state, card.draft)
    if category is not None:
        found.append((*category, ""))
    if card.identity_note:
        found.append((_("JShShIR kept with a reason"), Tone.WARN, card.identity_note))
    if not card.has_consent:
        found.append((_("No consent"), Tone.MUTED, _("The person's consent to the keeping of data is not noted.")))
    return found
