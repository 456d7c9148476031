"""Lending work to another PC: one sealed file on a stick, entered in the list of what is out."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from db.models.certificates import NumberBlock, PaperKind
from db.models.journal import JournalEntry
from db.models.parcels import Parcel, ParcelConflict, ParcelDirection, ParcelState
from db.models.personal_data import Disclosure
from db.schema import newest_version
from db.unit_of_work import UnitOfWork
from desktop_app.borrowed import Kind, borrowed, title_of
from desktop_app.centre import Centre
from desktop_app.certificates.issuing import signing_key
from desktop_app.certificates.series import series_for, set_aside
from desktop_app.certificates.signature import SigningKey
from desktop_app.clock import TASHKENT
from desktop_app.errors import Invalid, NotFound, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.lending.blanks import brought_back, taken_along
from desktop_app.lending.gathering import gathered, sendable
from desktop_app.lending.letters import SUFFIX, letter, packed, sealed, unpacked
from desktop_app.lending.records import Lent, LentWork, Whereabouts, Wish
from desktop_app.lending.rows import Rows, by_key, plain, table_of
from desktop_app.protection import slots
from desktop_app.protection.master import MasterKey
from desktop_app.reference.service import profile
from desktop_app.whole_file import require_place, whole_bytes

LEAST_PASSWORD = 8
EDITION = 1


def file_name(title: str, number: int) -> str:
    """What the file is called unless somebody says otherwise."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in title) + f"-{number}{SUFFIX}"


def lend(centre: Centre, wish: Wish, *, password: str, out: Path) -> Lent:
    """Write the lent work to ``out``, a file or a folder, and enter it as out.

    Raises Invalid for what was asked, Refused where it is out already or this is lent work itself, StorageError for the
    place of the file: then the work is not out.
    """
    _check(wish, password)
    target = out / file_name(*centre.read(_name, wish)) if out.is_dir() else out
    require_place(target)
    uuid, master = str(uuid4()), MasterKey.new()
    slot = slots.sealed(master, password, about=uuid)
    lent, content = centre.write(_make, wish, uuid=uuid, master=master, slot=slot, name=target.name).value
    try:
        written = whole_bytes(target, content)
    except BaseException:
        reason = _("The file could not be written.")
        centre.write(write_off, parcel_id=lent.parcel_id, reason=reason)
        raise
    return Lent(lent.parcel_id, lent.number, str(written), lent.people, lent.digest)


def lent_works(unit: UnitOfWork) -> list[LentWork]:
    """What was lent, the last first."""
    undecided = (
        select(ParcelConflict.parcel_id, func.count())
        .where(ParcelConflict.decision == "")
        .group_by(ParcelConflict.parcel_id)
    )
    waiting: dict[int, int] = dict(unit.session.execute(undecided).all())
    rows = unit.session.scalars(
        select(Parcel).where(Parcel.direction == ParcelDirection.LENT).order_by(Parcel.number.desc())
    )
    return [_record(unit, row, waiting.get(row.id, 0)) for row in rows]


def write_off(unit: UnitOfWork, *, parcel_id: int, reason: str) -> None:
    """Nobody waits for it any longer; a return that comes after all is taken all the same.

    Blanks that went along stand in the list of those left again: what is lost is written off there, by its act.

    Raises Invalid without a reason, Refused for what has come back.
    """
    row = unit.session.get(Parcel, parcel_id)
    if row is None or row.direction is not ParcelDirection.LENT:
        raise NotFound("no_such_parcel", N_("This lent work is no longer in the list."))
    if row.state is not ParcelState.OUT:
        raise Refused("parcel_not_out", N_("This work is not out: there is nothing to write off."))
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Say why it will not come back."), field="reason")
    row.state, row.note = ParcelState.WRITTEN_OFF, tidy(reason)
    baseline = unit.session.scalar(select(Parcel.baseline).where(Parcel.id == parcel_id))
    if baseline is not None:
        brought_back(unit, unpacked(baseline)["rows"])


def _check(wish: Wish, password: str) -> None:
    if not tidy(wish.recipient):
        raise Invalid("recipient_missing", N_("Say who gets the work, or which PC."), field="recipient")
    if len(password) < LEAST_PASSWORD:
        message = N_("The password needs {least} characters or more.")
        raise Invalid("password_short", message, field="password", least=LEAST_PASSWORD)
    if wish.numbers < 0 or (wish.numbers and wish.kind is not Kind.COHORT):
        raise Invalid("numbers_for_cohorts", N_("Numbers of certificates go along with a cohort."), field="numbers")
    if wish.blanks < 0 or (wish.blanks and wish.kind is not Kind.COHORT):
        raise Invalid("blanks_for_cohorts", N_("Blanks go along with a cohort."), field="blanks")


def _name(unit: UnitOfWork, wish: Wish) -> tuple[str, int]:
    return title_of(unit, wish.kind, wish.entity_id), _next_number(unit)


def _next_number(unit: UnitOfWork) -> int:
    lent = select(func.max(Parcel.number)).where(Parcel.direction == ParcelDirection.LENT)
    return (unit.session.scalar(lent) or 0) + 1


def _make(
    unit: UnitOfWork, wish: Wish, *, uuid: str, master: MasterKey, slot: slots.Slot, name: str
) -> tuple[Lent, bytes]:
    """Enter the work as out and give the bytes of its file."""
    title = _require_lendable(unit, wish)
    own = profile(unit)
    signer = signing_key(unit, own.code, unit.today.year)
    block = _numbers(unit, wish)
    sent = _sent(unit, wish, signer, block) | taken_along(unit, wish)
    people, number = len(sent.get("person", {})), _next_number(unit)
    about = {"recipient": tidy(wish.recipient), "purpose": tidy(wish.purpose), "made_by": unit.actor.name}
    head = {
        "what": "parcel",
        "edition": EDITION,
        "schema": newest_version(),
        "uuid": uuid,
        "number": number,
        "kind": wish.kind.value,
        "entity_id": wish.entity_id,
        "title": title,
        "centre": {"uuid": own.uuid, "code": own.code, "name": own.name},
        "made_at": unit.now.isoformat(),
        "due_on": wish.due_on.isoformat() if wish.due_on else None,
        "people": people,
        "slot": slot,
    }
    key = master.named("parcel")
    content = letter(head, sealed({"rows": sent, "about": about}, key=key, about=uuid), private_key=signer.private)
    digest = sha256(content).hexdigest()
    row = Parcel(
        number=number,
        uuid=uuid,
        direction=ParcelDirection.LENT,
        kind=wish.kind.value,
        entity="cohort" if wish.kind is Kind.COHORT else "survey_round",
        entity_id=str(wish.entity_id),
        recipient=about["recipient"],
        purpose=about["purpose"],
        made_at=unit.now,
        made_by=unit.actor.name,
        due_on=wish.due_on,
        file_name=name,
        sha256=digest,
        baseline=packed(
            {"key": master.raw.hex(), "rows": sent, "block": block and block.id, "since": _journal_end(unit)}
        ),
        state=ParcelState.OUT,
        returned_at=None,
    )
    unit.session.add(row)
    unit.session.flush()
    _disclose(unit, row, title, people)
    return Lent(row.id, number, "", people, digest), content


def _require_lendable(unit: UnitOfWork, wish: Wish) -> str:
    """The title of what is to be lent."""
    if borrowed(unit) is not None:
        raise Refused("lent_already", N_("Lent work is not lent on: it goes back to the centre that lent it first."))
    title = title_of(unit, wish.kind, wish.entity_id)
    if not title:
        raise NotFound("nothing_to_lend", N_("What is to be lent is no longer there."))
    if wish.due_on is not None and wish.due_on < unit.today:
        raise Invalid(
            "due_in_past", N_("This day is over. Choose the day until which the work is lent."), field="due_on"
        )
    out = unit.session.scalar(
        select(Parcel).where(
            Parcel.direction == ParcelDirection.LENT,
            Parcel.state == ParcelState.OUT,
            Parcel.kind == wish.kind.value,
            Parcel.entity_id == str(wish.entity_id),
        )
    )
    if out is not None:
        message = N_("{title} is out already: {recipient} has it, number {number}. Take it back or write it off first.")
        raise Refused("is_out", message, title=title, recipient=out.recipient, number=out.number)
    return title


def _numbers(unit: UnitOfWork, wish: Wish) -> NumberBlock | None:
    if not wish.numbers:
        return None
    series = series_for(unit, kind=PaperKind.CERTIFICATE, day=unit.today)
    block_id = set_aside(unit, series_id=series.id, holder=tidy(wish.recipient), count=wish.numbers)
    return unit.session.get_one(NumberBlock, block_id)


def _sent(unit: UnitOfWork, wish: Wish, signer: SigningKey, block: NumberBlock | None) -> Rows:
    """With numbers goes the key that signs the papers they stand on; otherwise it stays here."""
    unit.session.flush()
    sent = sendable(gathered(unit, kind=wish.kind, entity_id=wish.entity_id))
    if block is not None:
        # There they are the rest of a block that was given back: the next papers get them, and no others.
        row = {column.name: getattr(block, column.name) for column in table_of("number_block").columns}
        sent["number_block"] = by_key("number_block", [row | {"given_back_at": unit.now}])
        kid = plain({"kid": signer.kid})["kid"]
        own: dict[str, Any] = sent["signing_key"][str(kid)]
        own["private_key"] = plain({"private_key": signer.private})["private_key"]
    return sent


def _journal_end(unit: UnitOfWork) -> int:
    return unit.session.scalar(select(func.max(JournalEntry.seq))) or 0


def _disclose(unit: UnitOfWork, row: Parcel, title: str, people: int) -> None:
    facts = {"file": row.file_name, "sha256": row.sha256, "people": people, "recipient": row.recipient}
    unit.note("export", entity="parcel", entity_id=row.id, facts=facts)
    if people:
        unit.session.add(
            Disclosure(
                given_on=unit.today,
                recipient=row.recipient,
                basis=row.purpose or _("Work lent to another PC, number {number}", number=row.number),
                content=title,
                person_id=None,
                people=people,
                sha256=row.sha256,
                noted_at=unit.now,
                noted_by=unit.actor.name,
            )
        )


def _record(unit: UnitOfWork, row: Parcel, conflicts: int) -> LentWork:
    made_on = row.made_at.astimezone(TASHKENT).date()
    kind = Kind(row.kind)
    return LentWork(
        id=row.id,
        number=row.number,
        kind=kind,
        title=title_of(unit, kind, int(row.entity_id)) or row.file_name,
        recipient=row.recipient,
        purpose=row.purpose,
        made_on=made_on,
        made_by=row.made_by,
        due_on=row.due_on,
        file_name=row.file_name,
        where=_where(row, unit.today),
        days=(unit.today - made_on).days,
        returns=row.returns,
        returned_at=row.returned_at,
        conflicts=conflicts,
        note=row.note,
    )


def _where(row: Parcel, today: date) -> Whereabouts:
    if row.state is ParcelState.OUT and row.due_on is not None and row.due_on < today:
        return Whereabouts.LATE
    return Whereabouts(row.state.value)
