"""Templates, series, keys, blanks and the certificates issued: what is printed is frozen here."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import enum_by_value


class PaperKind(StrEnum):
    """What a person is handed: a certificate, a statement (maʼlumotnoma), or that they took part."""

    CERTIFICATE = "certificate"
    STATEMENT = "statement"
    PARTICIPATION = "participation"


class CertificateState(StrEnum):
    VALID = "valid"
    ANNULLED = "annulled"
    REPLACED = "replaced"


class CertificateOrigin(StrEnum):
    """Why this paper was made: the first one, one for a lost one, or one for a wrong one."""

    FIRST = "first"
    DUPLICATE = "duplicate"
    CORRECTION = "correction"


class TemplateState(StrEnum):
    DRAFT = "draft"
    IN_USE = "in_use"
    RETIRED = "retired"


class BlankState(StrEnum):
    """Where a blank of strict account is: in the safe, on somebody's wall, in the bin with an act, or nowhere."""

    LEFT = "left"
    USED = "used"
    SPOILED = "spoiled"
    LOST = "lost"


class PrintState(StrEnum):
    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"


class CertificateTemplate(Versioned, Base):
    """One edition; ``definition`` is the document of desktop_app.certificate_templates, frozen once issued from."""

    __tablename__ = "certificate_template"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    edition: Mapped[int]
    title: Mapped[str]
    kind: Mapped[PaperKind] = mapped_column(enum_by_value(PaperKind))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[TemplateState] = mapped_column(enum_by_value(TemplateState), default=TemplateState.DRAFT)
    is_built_in: Mapped[bool] = mapped_column(default=False)


class TemplateFile(Base):
    """A picture or a font that templates use, known by its SHA-256 in hexadecimal."""

    __tablename__ = "template_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class CertificateSeries(Versioned, Base):
    """Where numbers come from; a number once given is never given again.

    ``pattern`` writes the number, with {prefix}, {year} and {number}. ``next_number`` is beyond every block.
    """

    __tablename__ = "certificate_series"
    __table_args__ = (
        UniqueConstraint("prefix", "year"),
        CheckConstraint("next_number > 0", name="next_number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(enum_by_value(PaperKind), default=PaperKind.CERTIFICATE)
    prefix: Mapped[str]
    year: Mapped[int]
    digits: Mapped[int]
    pattern: Mapped[str] = mapped_column(default="{prefix}-{year}-{number}")
    next_number: Mapped[int]


class NumberBlock(Versioned, Base):
    """Numbers of a series set aside for another PC, named by ``holder``.

    ``next_number`` is past ``last`` when all are used.
    A block given back keeps what is left of it: those numbers are given out before new ones.
    """

    __tablename__ = "number_block"
    __table_args__ = (
        CheckConstraint("first <= last", name="in_order"),
        CheckConstraint("next_number BETWEEN first AND last + 1", name="next_number_within"),
        Index(None, "series_id", "first", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"))
    holder: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    next_number: Mapped[int]
    set_aside_at: Mapped[datetime]
    given_back_at: Mapped[datetime | None]


class SigningKey(Base):
    """A key pair of the centre for a year; old public keys are kept for ever.

    The private half stands here as it is: what protects it is only who may read the data folder and the backups.
    """

    __tablename__ = "signing_key"

    kid: Mapped[bytes] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    private_key: Mapped[bytes]
    made_at: Mapped[datetime]


class KnownKey(Base):
    """A public key of another centre, taken from its list of keys."""

    __tablename__ = "known_key"

    kid: Mapped[bytes] = mapped_column(primary_key=True)
    centre: Mapped[str]
    year: Mapped[int]
    public_key: Mapped[bytes]
    added_at: Mapped[datetime]
    added_by: Mapped[str]


class RevocationList(Base):
    """A signed list of numbers withdrawn, as it was given out or, of another centre, as it was taken in."""

    __tablename__ = "revocation_list"
    __table_args__ = (UniqueConstraint("centre", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str]
    number: Mapped[int]
    is_own: Mapped[bool]
    dated_on: Mapped[date]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class CertificateBatch(Base):
    """One issue to a cohort: the template and the words that all its papers share, as they were printed.

    Without a template it was issued before there were any: then the words fill the built-in state layout.
    """

    __tablename__ = "certificate_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    template_id: Mapped[int | None] = mapped_column(ForeignKey("certificate_template.id"), index=True)
    issued_on: Mapped[date]
    language: Mapped[str]
    words: Mapped[dict[str, Any]] = mapped_column(JSON)


class Certificate(Versioned, Base):
    """A paper handed out. At most one of a kind is in force for an enrolment; what it replaces stays.

    ``face`` are the words of this paper alone, by the element of the template; ``page_digest`` is the SHA-256 of the
    page as it was laid out. ``reason`` and the order are those of a duplicate or a correction, the ``annulling`` ones
    those of its withdrawal. ``sort_key`` is the holder's place in Uzbek order.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("series_id", "number"),
        Index(
            "uq_certificate_in_force",
            "enrolment_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'valid'"),
            postgresql_where=text("state = 'valid'"),
        ),
        # The register is read by any of these; what filters and counts need stands in them, for the rows are wide.
        Index("ix_certificate_by_day", "issued_on", "series_id", "number", "state", "origin"),
        Index("ix_certificate_by_batch", "batch_id", "series_id", "number", "state", "origin"),
        Index("ix_certificate_by_enrolment", "enrolment_id", "series_id", "number", "state", "origin"),
        Index("ix_certificate_by_state", "state", "series_id", "number", "origin"),
        Index("ix_certificate_by_number", "series_id", "number", "full_number", "state", "origin"),
        Index("ix_certificate_by_holder", "sort_key", "series_id", "number", "state", "origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[PaperKind] = mapped_column(enum_by_value(PaperKind), default=PaperKind.CERTIFICATE)
    series_id: Mapped[int] = mapped_column(ForeignKey("certificate_series.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("certificate_batch.id"))
    number: Mapped[int]
    full_number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    state: Mapped[CertificateState] = mapped_column(enum_by_value(CertificateState), default=CertificateState.VALID)
    kid: Mapped[bytes] = mapped_column(ForeignKey("signing_key.kid"))
    code_text: Mapped[str]
    # As it was printed: a later change of the card must not change the paper.
    holder: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    face: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    page_digest: Mapped[str] = mapped_column(default="")
    origin: Mapped[CertificateOrigin] = mapped_column(enum_by_value(CertificateOrigin), default=CertificateOrigin.FIRST)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")
    order_number: Mapped[str] = mapped_column(default="")
    order_date: Mapped[date | None]
    annulled_on: Mapped[date | None]
    annulling_reason: Mapped[str] = mapped_column(default="")
    annulling_order_number: Mapped[str] = mapped_column(default="")
    annulling_order_date: Mapped[date | None]
    handed_on: Mapped[date | None]


class BlankReceipt(Versioned, Base):
    """Blanks of strict account as they came in: a run of numbers under one series of letters."""

    __tablename__ = "blank_receipt"
    __table_args__ = (CheckConstraint("first <= last", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letters: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]
    received_on: Mapped[date]
    document: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Blank(Versioned, Base):
    """A used one names the certificate that stands on it, a spoiled or lost one says why and by which act."""

    __tablename__ = "blank"
    __table_args__ = (UniqueConstraint("letters", "number"), Index(None, "state", "letters", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("blank_receipt.id"), index=True)
    letters: Mapped[str]
    number: Mapped[int]
    state: Mapped[BlankState] = mapped_column(enum_by_value(BlankState), default=BlankState.LEFT)
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)
    changed_on: Mapped[date | None]
    changed_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    act_number: Mapped[str] = mapped_column(default="")


class PrintRun(Versioned, Base):
    """A run of papers through a printer, in list order; it can be gone on with where the paper jammed."""

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    begun_at: Mapped[datetime]
    begun_by: Mapped[str]
    printer: Mapped[str] = mapped_column(default="")
    with_background: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None]


class PrintItem(Base):
    """A page of a run; on a blank, which one. What spoiled a blank is said there."""

    __tablename__ = "print_item"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    blank_id: Mapped[int | None] = mapped_column(ForeignKey("blank.id"), index=True)
    state: Mapped[PrintState] = mapped_column(enum_by_value(PrintState), default=PrintState.WAITING)
    changed_at: Mapped[datetime | None]
