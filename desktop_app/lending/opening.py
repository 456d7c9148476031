"""Opening lent work on the other PC: a small centre of its own folder, with this work in it and nothing else."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, func, select

from db.models.certificates import CertificateTemplate, TemplateFile
from db.models.journal import JournalEntry
from db.models.parcels import Parcel, ParcelDirection, ParcelState
from db.models.people import Person
from db.models.surveys import Questionnaire
from db.schema import newest_version
from db.unit_of_work import UnitOfWork
from desktop_app.bootstrap import create_centre_by
from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.clock import Clock
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.lending.letters import Letter, packed, read_letter, unsealed
from desktop_app.lending.records import Offer
from desktop_app.lending.rows import Rows, native, record_types
from desktop_app.paths import CentrePaths
from desktop_app.people.words import keep_words
from desktop_app.protection import slots
from desktop_app.protection.master import MasterKey

_REASON = "lent work was opened"


def offer(file: Path) -> Offer:
    """What a file says of itself before any password. Raises Invalid, StorageError."""
    head = _readable_head(read_letter(file, what="parcel"))
    due = head["due_on"]
    return Offer(
        number=head["number"],
        kind=Kind(head["kind"]),
        title=head["title"],
        centre=head["centre"]["name"],
        made_on=datetime.fromisoformat(head["made_at"]).date(),
        due_on=date.fromisoformat(due) if due else None,
        people=head["people"],
    )


def open_lent(file: Path, paths: CentrePaths, *, password: str, clock: Clock | None = None) -> Centre:
    """Make a centre of the lent work in a folder and open it.

    Raises Invalid for another file or an altered one, Refused for a wrong password and where a centre lies in the
    folder, StorageError for the place. Nothing is left behind then.
    """
    found = read_letter(file, what="parcel")
    head = _readable_head(found)
    try:
        master = MasterKey(slots.opened(head["slot"], password, about=head["uuid"]))
    except slots.DoesNotOpen as error:
        raise Refused("wrong_password", N_("The password is not that of this file.")) from error
    content = unsealed(found, key=master.named("parcel"), about=head["uuid"])
    return create_centre_by(paths, lambda centre: _fill(centre, found, content, master), clock=clock)


def _readable_head(found: Letter) -> Mapping[str, Any]:
    if found.head["schema"] > newest_version():
        message = N_("This work was lent by a newer Mahorat. Install the newer program here first.")
        raise Invalid("newer_parcel", message)
    return found.head


def _fill(centre: Centre, found: Letter, content: Mapping[str, Any], master: MasterKey) -> None:
    centre.write(_put_in, found=found, content=content, master=master)


def _put_in(unit: UnitOfWork, *, found: Letter, content: Mapping[str, Any], master: MasterKey) -> None:
    rows: Rows = content["rows"]
    # Those of an empty centre make way: the lent work brings its own, under their own numbers.
    for built_in in (Questionnaire, CertificateTemplate, TemplateFile):
        unit.execute_bulk(delete(built_in), reason=_REASON)
    try:
        for name, record in record_types().items():
            unit.insert_many(record, [native(name, row) for row in rows.get(name, {}).values()], reason=_REASON)
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("parcel_unreadable", N_("The file holds what this program cannot read.")) from error
    for person in unit.session.scalars(select(Person)).all():
        keep_words(unit, person)
    _enter(unit, found, content, master)


def _enter(unit: UnitOfWork, found: Letter, content: Mapping[str, Any], master: MasterKey) -> None:
    """What this centre is, what it was, and the key that its returns are signed with."""
    head, about = found.head, content["about"]
    kept = {
        "key": master.raw.hex(),
        "rows": content["rows"],
        "signing": Ed25519PrivateKey.generate().private_bytes_raw().hex(),
        "since": unit.session.scalar(select(func.max(JournalEntry.seq))) or 0,
    }
    due = head["due_on"]
    unit.session.add(
        Parcel(
            number=head["number"],
            uuid=head["uuid"],
            direction=ParcelDirection.BORROWED,
            kind=head["kind"],
            entity="cohort" if head["kind"] == Kind.COHORT else "survey_round",
            entity_id=str(head["entity_id"]),
            recipient=about["recipient"],
            purpose=about["purpose"],
            made_at=datetime.fromisoformat(head["made_at"]),
            made_by=about["made_by"],
            due_on=date.fromisoformat(due) if due else None,
            file_name="",
            sha256=found.digest,
            baseline=packed(kept),
            state=ParcelState.OUT,
            returned_at=None,
        )
    )
