"""Certificates withdrawn, as a signed list with a running number: the centre's own, and those of other centres.

The file is a COSE_Sign1 message as the codes are, with the external data ``MHR1-WITHDRAWN``. Its payload is CBOR:
``{1: code of the centre, 2: running number, 3: day, 4: [[number, day or null, number of what replaced it or ""]]}``.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import cbor2
from sqlalchemy import select
from sqlalchemy.orm import aliased, undefer

from db.models.certificates import Certificate, CertificateState, RevocationList, SigningKey
from db.unit_of_work import UnitOfWork
from desktop_app.certificates.cose import signed, taken_apart
from desktop_app.certificates.signature import centre_of
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.verification.keys import known_key_lists, own_keys, trusted_keys
from desktop_app.verification.records import KnownCentre, Withdrawn, WithdrawnList

MOST_BYTES = 20_000_000

_PURPOSE = b"MHR1-WITHDRAWN"
_FIRST_DAY = date(1970, 1, 1)


def own_withdrawn(unit: UnitOfWork) -> tuple[Withdrawn, ...]:
    """Every number of the register that is not in force any more, in the order it was issued."""
    newer = aliased(Certificate)
    rows = unit.session.execute(
        select(Certificate.full_number, Certificate.annulled_on, newer.full_number, newer.issued_on)
        .outerjoin(newer, newer.replaces_id == Certificate.id)
        .where(Certificate.state != CertificateState.VALID)
        .order_by(Certificate.id)
    )
    return tuple(
        Withdrawn(number, annulled_on or replaced_on, replaced_by or "")
        for number, annulled_on, replaced_by, replaced_on in rows
    )


def current_list(unit: UnitOfWork) -> bytes:
    """The signed list of today; a new one is numbered only where the day or what is withdrawn has changed."""
    key = own_keys(unit)[-1]
    centre = centre_of(key.kid)
    entries = own_withdrawn(unit)
    newest = _newest_row(unit, centre)
    if newest is not None:
        before = _opened(newest.content, trusted_keys(unit))
        if (before.dated_on, before.entries) == (unit.today, entries):
            return newest.content
    listed = WithdrawnList(centre, newest.number + 1 if newest else 1, unit.today, entries)
    content = signed(_packed(listed), kid=key.kid, private=key.private, purpose=_PURPOSE)
    _keep(unit, listed, content, is_own=True)
    return content


def read_withdrawn(unit: UnitOfWork, content: bytes) -> WithdrawnList:
    """What a signed list says. Raises Invalid for another file or an altered one, Refused for an unknown signer."""
    return _opened(content, trusted_keys(unit))


def take_in_withdrawn(unit: UnitOfWork, *, content: bytes) -> WithdrawnList:
    """Keep another centre's list; the same list again changes nothing.

    Raises Refused for one that is older than the one known here, or that bears its number and says another thing.
    """
    listed = read_withdrawn(unit, content)
    if taken_apart(content).kid in set(unit.session.scalars(select(SigningKey.kid))):
        raise Refused("own_withdrawn_list", N_("This is the list of your own centre."))
    newest = _newest_row(unit, listed.centre)
    if newest is None or listed.number > newest.number:
        _keep(unit, listed, content, is_own=False)
    elif listed.number < newest.number:
        raise Refused(
            "older_list",
            N_("List {number} of {centre} is older than list {known}, which is known here already."),
            number=listed.number,
            centre=listed.centre,
            known=newest.number,
        )
    elif content != newest.content:
        raise Refused(
            "other_list_of_that_number",
            N_("Another list {number} of {centre} is known here. Call the centre."),
            number=listed.number,
            centre=listed.centre,
        )
    return listed


def newest_list(unit: UnitOfWork, centre: str) -> WithdrawnList | None:
    """The newest list of another centre that was taken in."""
    row = _newest_row(unit, centre)
    return _opened(row.content, trusted_keys(unit)) if row is not None else None


def known_centres(unit: UnitOfWork) -> list[KnownCentre]:
    return [KnownCentre(keys, newest_list(unit, keys.centre)) for keys in known_key_lists(unit)]


def _newest_row(unit: UnitOfWork, centre: str) -> RevocationList | None:
    of_centre = select(RevocationList).where(RevocationList.centre == centre)
    return unit.session.scalar(
        of_centre.order_by(RevocationList.number.desc()).limit(1).options(undefer(RevocationList.content))
    )


def _keep(unit: UnitOfWork, listed: WithdrawnList, content: bytes, *, is_own: bool) -> None:
    unit.session.add(
        RevocationList(
            centre=listed.centre, number=listed.number, is_own=is_own, dated_on=listed.dated_on, content=content
        )
    )
    unit.session.flush()


def _packed(listed: WithdrawnList) -> bytes:
    entries = [[each.number, _days(each.withdrawn_on), each.replaced_by] for each in listed.entries]
    return cbor2.dumps({1: listed.centre, 2: listed.number, 3: _days(listed.dated_on), 4: entries}, canonical=True)


def _opened(content: bytes, keys: Mapping[bytes, bytes]) -> WithdrawnList:
    try:
        message = taken_apart(content)
        centre = centre_of(message.kid)
    except ValueError as error:
        raise Invalid("no_withdrawn_list", N_("This file is no list of withdrawn certificates.")) from error
    if message.kid not in keys:
        raise Refused(
            "list_of_unknown_centre",
            N_("The list was signed by {centre}, whose keys are not known here. Take in its list of keys first."),
            centre=centre,
        )
    listed = _unpacked(message.payload) if message.is_signed_by(keys, purpose=_PURPOSE) else None
    if listed is None or listed.centre != centre:
        raise Invalid(
            "withdrawn_list_altered",
            N_("The list of withdrawn certificates of {centre} has been altered."),
            centre=centre,
        )
    return listed


def _unpacked(payload: bytes) -> WithdrawnList | None:
    try:
        match cbor2.loads(payload):
            case {1: str(centre), 2: int(number), 3: int(day), 4: list(entries)}:
                return WithdrawnList(centre, number, _day(day), tuple(_entries(entries)))
    except (cbor2.CBORDecodeError, RecursionError, TypeError, ValueError, OverflowError):
        return None
    return None


def _entries(rows: list[object]) -> Iterator[Withdrawn]:
    for row in rows:
        match row:
            case [str(number), int() | None as days, str(replaced_by)]:
                yield Withdrawn(number, None if days is None else _day(days), replaced_by)
            case _:
                raise ValueError("an entry of another shape")


def _days(day: date | None) -> int | None:
    return None if day is None else (day - _FIRST_DAY).days


def _day(days: int) -> date:
    return _FIRST_DAY + timedelta(days=days)
