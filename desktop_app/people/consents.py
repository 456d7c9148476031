"""A person's consent to the keeping of their data (law ZRU-547): given, shown, withdrawn."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from db.models.people import Consent
from db.portable import listed_numbers
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.people.cards import load_card
from desktop_app.people.records import ConsentRecord
from desktop_app.people.rules import checked_order, checked_past
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at

FORMS_LIST = "consent_form"


def consents(unit: UnitOfWork, person_id: int) -> list[ConsentRecord]:
    """Every consent of a person, the latest first."""
    rows = select(Consent).where(Consent.person_id == person_id).order_by(Consent.given_on.desc(), Consent.id.desc())
    return [_record(row) for row in unit.session.scalars(rows)]


def without_consent(unit: UnitOfWork, person_ids: Sequence[int]) -> list[int]:
    """Those of the people, in their order, who gave no consent that holds."""
    listed = select(listed_numbers(json.dumps(list(person_ids))))
    holding = select(Consent.person_id).where(Consent.withdrawn_on.is_(None), Consent.person_id.in_(listed))
    consented = set(unit.session.scalars(holding))
    return [person_id for person_id in person_ids if person_id not in consented]


def give_consent(unit: UnitOfWork, *, person_id: int, given_on: date, form: str) -> int:
    """Note a consent; returns its id. ``form`` is a code of the list of forms. Raises Invalid, NotFound, Refused."""
    load_card(unit, person_id)
    if form not in {item.code for item in list_items(unit, FORMS_LIST)}:
        raise Invalid("consent_form_unknown", N_("Choose in which form the consent was given."), field="form")
    checked_past("given_on", given_on, today=unit.today)
    if any(consent.holds for consent in consents(unit, person_id)):
        raise Refused("consent_holds", N_("There is a consent that holds. Withdraw it before noting another."))
    row = Consent(person_id=person_id, given_on=given_on, form=form)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def withdraw_consent(unit: UnitOfWork, *, consent_id: int, withdrawn_on: date, reason: str = "") -> None:
    """Note that a consent was withdrawn: it stays on the card, but holds no longer. Raises Invalid, NotFound."""
    row = _consent(unit, consent_id)
    if row.withdrawn_on is not None:
        raise Refused("consent_withdrawn", N_("This consent has been withdrawn already."))
    checked_past("withdrawn_on", withdrawn_on, today=unit.today)
    checked_order("withdrawn_on", before=row.given_on, after=withdrawn_on)
    row.withdrawn_on, row.withdrawal_reason = withdrawn_on, tidy(reason)


def restore_consent(unit: UnitOfWork, *, consent_id: int) -> None:
    """Take back a withdrawal noted by mistake. Raises NotFound."""
    row = _consent(unit, consent_id)
    row.withdrawn_on, row.withdrawal_reason = None, ""


def delete_consent(unit: UnitOfWork, *, consent_id: int) -> ConsentRecord:
    """Take a consent noted by mistake off the card; ``keep_consent`` brings it back. Raises NotFound."""
    row = _consent(unit, consent_id)
    unit.session.delete(row)
    return _record(row)


def keep_consent(unit: UnitOfWork, record: ConsentRecord, *, person_id: int) -> int:
    """Bring back a consent that was taken off, as it was; returns its id."""
    load_card(unit, person_id)
    row = Consent(
        person_id=person_id,
        given_on=record.given_on,
        form=record.form,
        withdrawn_on=record.withdrawn_on,
        withdrawal_reason=record.withdrawal_reason,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def _record(row: Consent) -> ConsentRecord:
    return ConsentRecord(row.id, row.given_on, row.form, row.withdrawn_on, row.withdrawal_reason, row.version)


def _consent(unit: UnitOfWork, consent_id: int) -> Consent:
    return row_at(unit, Consent, consent_id, "no_consent", N_("This consent is no longer on the card."))
