"""Returns that are checked, sent, corrected and received; the forms of other makers; certificates in the order they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATES = ("draft", "checked", "approved", "sent", "corrected")

_COLUMNS = {
    "certificate": ("sort_key VARCHAR DEFAULT '' NOT NULL",),
    "centre_profile": (
        "return_phrase VARCHAR DEFAULT '' NOT NULL",
        "return_file_pattern VARCHAR DEFAULT '' NOT NULL",
        "return_forms JSON DEFAULT '[]' NOT NULL",
    ),
    "return_snapshot": (
        "version INTEGER DEFAULT 1 NOT NULL",
        "state VARCHAR(24) DEFAULT 'draft' NOT NULL CONSTRAINT ck_return_snapshot_returnstate"
        " CHECK (state IN ('draft', 'checked', 'approved', 'sent', 'corrected'))",
        "number INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_return_snapshot_number_not_negative CHECK (number >= 0)",
        "replaces_id INTEGER CONSTRAINT fk_return_snapshot_replaces_id_return_snapshot REFERENCES return_snapshot (id)",
        "reason VARCHAR DEFAULT '' NOT NULL",
        "as_known_on DATE",
        "people BLOB",
    ),
}


def upgrade() -> None:
    op.create_table(
        "finding_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_note")),
        sa.UniqueConstraint("year", "month", "key", name=op.f("uq_finding_note_year_month_key")),
    )
    op.create_table(
        "indicator_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_edition")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_indicator_edition_code_valid_from")),
    )
    op.create_table(
        "lock_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("given_to", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lock_exception")),
    )
    op.create_table(
        "return_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _one_of("formkind", "workbook", "narrative", "letter"),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("bindings", sa.JSON(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_form")),
        sa.UniqueConstraint("kind", "name", "edition", name=op.f("uq_return_form_kind_name_edition")),
    )
    op.create_table(
        "received_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("centre_code", sa.String(), nullable=False),
        sa.Column("centre_name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(), nullable=False),
        sa.Column("form_name", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_code"], ["territory.code"], name=op.f("fk_received_return_region_code_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_return")),
    )
    op.create_table(
        "return_dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            _one_of("dispatchway", "mail", "drive", "paper", "other"),
            nullable=False,
        ),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("has_names", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["return_snapshot.id"],
            name=op.f("fk_return_dispatch_snapshot_id_return_snapshot"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_dispatch")),
    )
    op.create_table(
        "return_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _one_of("returnstate", *_STATES),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["return_snapshot.id"], name=op.f("fk_return_step_snapshot_id_return_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_step")),
    )
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f("ix_lock_exception_year_lock_exception_month"), "lock_exception", ["year", "month"])
    op.create_index(op.f("ix_received_return_sha256"), "received_return", ["sha256"], unique=True)
    op.create_index("ix_received_return_of_month", "received_return", ["year", "month", "region_code"])
    op.create_index(op.f("ix_return_dispatch_sent_at"), "return_dispatch", ["sent_at"])
    op.create_index(op.f("ix_return_dispatch_snapshot_id"), "return_dispatch", ["snapshot_id"])
    op.create_index(op.f("ix_return_step_snapshot_id"), "return_step", ["snapshot_id"])
    op.create_index(op.f("ix_return_snapshot_replaces_id"), "return_snapshot", ["replaces_id"], unique=True)
    op.create_index(
        "ix_return_snapshot_sent",
        "return_snapshot",
        ["year", "month", "number"],
        unique=True,
        sqlite_where=sa.text("number > 0"),
        postgresql_where=sa.text("number > 0"),
    )
    _certificates_in_order()


def _certificates_in_order() -> None:
    """Every order and filter of the register reads an index alone, by name too."""
    op.execute(
        "UPDATE certificate SET sort_key = (SELECT person.sort_key FROM enrolment JOIN person"
        " ON person.id = enrolment.person_id WHERE enrolment.id = certificate.enrolment_id)"
    )
    for column in ("issued_on", "batch_id", "enrolment_id"):
        op.drop_index(op.f(f"ix_certificate_{column}"), "certificate")
    known = ("series_id", "number", "state", "origin")
    op.create_index("ix_certificate_by_day", "certificate", ["issued_on", *known])
    op.create_index("ix_certificate_by_batch", "certificate", ["batch_id", *known])
    op.create_index("ix_certificate_by_enrolment", "certificate", ["enrolment_id", *known])
    op.create_index("ix_certificate_by_state", "certificate", ["state", "series_id", "number", "origin"])
    op.create_index(
        "ix_certificate_by_number", "certificate", ["series_id", "number", "full_number", "state", "origin"]
    )
    op.create_index("ix_certificate_by_holder", "certificate", ["sort_key", *known])


def _one_of(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)
