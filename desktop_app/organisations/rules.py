"""What may be decided about an organisation, and when: nothing before its review is whole."""

from collections.abc import Collection, Sequence
from datetime import date

from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.organisations.records import PermitPaper, PermitStanding, Requirement

TAX_NUMBER_DIGITS = 9
# Still on the way: the only ones that are reviewed and decided about.
OPEN = frozenset({PermitStanding.APPLIED, PermitStanding.UNDER_REVIEW})


def read_tax_number(typed: str) -> str:
    """The nine digits without their spaces; empty where there are none. Raises Invalid."""
    digits = "".join(typed.split())
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) == TAX_NUMBER_DIGITS):
        raise Invalid("stir_wrong", N_("A STIR has {digits} digits."), field="tax_number", digits=TAX_NUMBER_DIGITS)
    return digits


def require_open(standing: PermitStanding) -> None:
    """Raises Refused once it is decided about."""
    if standing not in OPEN:
        raise Refused("decided_already", N_("It is decided already. Reopen the review to change what was found."))


def require_reviewed(requirements: Sequence[Requirement]) -> None:
    """Raises Refused while a requirement has not been looked at."""
    waiting = [each.title for each in requirements if each.is_met is None]
    if waiting:
        message = N_("The review is not whole. Not looked at yet: {requirements}.")
        raise Refused("review_not_whole", message, requirements="; ".join(waiting))


def require_all_met(requirements: Sequence[Requirement]) -> None:
    """Raises Refused when a requirement is not met."""
    unmet = [each.title for each in requirements if each.is_met is False]
    if unmet:
        raise Refused("requirements_unmet", N_("Not met: {requirements}."), requirements="; ".join(unmet))


def require_permit(permit: PermitPaper, *, applied_on: date | None) -> None:
    """Raises Invalid for a permit without a number, or with days out of order."""
    if not permit.number.strip():
        raise Invalid("field_empty", N_("This field must be filled in."), field="number")
    if permit.valid_until is not None and permit.valid_until < permit.valid_from:
        raise Invalid("dates_reversed", N_("It ends before it begins."), field="valid_until")
    if applied_on is not None and permit.valid_from < applied_on:
        raise Invalid("permit_before_application", N_("The application came later."), field="valid_from")


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")


def require_standing(standing: PermitStanding, wanted: Collection[PermitStanding]) -> None:
    """Raises Refused where the organisation has no permit to take away, or no decision to take back."""
    if standing not in wanted:
        raise Refused("no_such_decision", N_("There is nothing to take back."))
