"""Certificates: templates, blanks, print runs, duplicates; tests, final works and commissions; two coders of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KINDS = ("certificate", "statement", "participation")

_COLUMNS = {
    "certificate_batch": (
        "template_id INTEGER CONSTRAINT fk_certificate_batch_template_id_certificate_template"
        " REFERENCES certificate_template (id)",
    ),
    "certificate_series": (
        "kind VARCHAR(24) DEFAULT 'certificate' NOT NULL"
        " CONSTRAINT ck_certificate_series_paperkind CHECK (kind IN ('certificate', 'statement', 'participation'))",
        "pattern VARCHAR DEFAULT '{prefix}-{year}-{number}' NOT NULL",
    ),
    "enrolment": ("external_link VARCHAR DEFAULT '' NOT NULL", "external_issued_on DATE"),
    "programme": (
        "has_final_work BOOLEAN DEFAULT 0 NOT NULL",
        "template_code VARCHAR DEFAULT '' NOT NULL",
    ),
    "survey_response": ("source_key VARCHAR",),
}


def upgrade() -> None:
    _certificates_again()
    op.create_table(
        "blank_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_blank_receipt_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_receipt")),
    )
    op.create_table(
        "certificate_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            _one_of("paperkind", *_KINDS),
            nullable=False,
        ),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            _one_of("templatestate", "draft", "in_use", "retired"),
            nullable=False,
        ),
        sa.Column("is_built_in", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_template")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_certificate_template_code_edition")),
    )
    op.create_table(
        "known_key",
        sa.Column("kid", sa.LargeBinary(), nullable=False),
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_known_key")),
    )
    op.create_table(
        "revocation_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation_list")),
        sa.UniqueConstraint("centre", "number", name=op.f("uq_revocation_list_centre_number")),
    )
    op.create_table(
        "template_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_template_file")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(), nullable=False),
        sa.Column("given_back_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_number_block_in_order")),
        sa.CheckConstraint(
            "next_number BETWEEN first AND last + 1", name=op.f("ck_number_block_next_number_within")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["certificate_series.id"],
            name=op.f("fk_number_block_series_id_certificate_series"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
    )
    op.create_index(
        op.f("ix_number_block_series_id_number_block_first"),
        "number_block",
        ["series_id", "first"],
        unique=True,
    )

    op.create_table(
        "commission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("chairperson", sa.String(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("secretary", sa.String(), nullable=False),
        sa.Column("minutes_number", sa.String(), nullable=False),
        sa.Column("minutes_date", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_commission_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_commission_cohort_id")),
    )
    op.create_table(
        "print_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("with_background", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_print_run_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
    )
    op.create_index(op.f("ix_print_run_cohort_id"), "print_run", ["cohort_id"])

    op.create_table(
        "final_work",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("supervisor", sa.String(), nullable=False),
        sa.Column("defended_on", sa.Date(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_final_work_score_of_100")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_final_work_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_final_work")),
    )
    op.create_table(
        "outcome_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_outcome_override_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_override")),
    )
    op.create_index(op.f("ix_outcome_override_enrolment_id"), "outcome_override", ["enrolment_id"])

    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _one_of("scorekind", "entry", "final"),
            nullable=False,
        ),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempt > 0", name=op.f("ck_sitting_attempt_positive")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_sitting_score_of_100")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_sitting_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint(
            "enrolment_id", "kind", "attempt", name=op.f("uq_sitting_enrolment_id_kind_attempt")
        ),
    )
    op.create_table(
        "blank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _one_of("blankstate", "left", "used", "spoiled", "lost"),
            nullable=False,
        ),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("act_number", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_blank_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["blank_receipt.id"], name=op.f("fk_blank_receipt_id_blank_receipt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank")),
        sa.UniqueConstraint("letters", "number", name=op.f("uq_blank_letters_number")),
    )
    op.create_index(op.f("ix_blank_certificate_id"), "blank", ["certificate_id"])
    op.create_index(op.f("ix_blank_receipt_id"), "blank", ["receipt_id"])
    op.create_index(
        op.f("ix_blank_state_blank_letters_blank_number"),
        "blank",
        ["state", "letters", "number"],
        unique=False,
    )

    op.create_table(
        "print_item",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("blank_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            _one_of("printstate", "waiting", "printed", "failed"),
            nullable=False,
        ),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["blank_id"], ["blank.id"], name=op.f("fk_print_item_blank_id_blank")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_print_item_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name=op.f("fk_print_item_run_id_print_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "place", name=op.f("pk_print_item")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_print_item_blank_id"), "print_item", ["blank_id"])
    op.create_index(op.f("ix_print_item_certificate_id"), "print_item", ["certificate_id"])
    _answers_coded_by_several()
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f("ix_certificate_batch_template_id"), "certificate_batch", ["template_id"])
    op.create_index(
        op.f("ix_survey_response_round_id_survey_response_source_key"),
        "survey_response",
        ["round_id", "source_key"],
        unique=True,
    )


def _certificates_again() -> None:
    """An enrolment may have several papers now, one of a kind in force: the table is made anew for that."""
    for index in ("ix_certificate_batch_id", "ix_certificate_issued_on"):
        op.drop_index(index, "certificate")
    op.rename_table("certificate", "old_certificate")
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("paperkind", *_KINDS), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("full_number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("state", _one_of("certificatestate", "valid", "annulled", "replaced"), nullable=False),
        sa.Column("kid", sa.LargeBinary(), nullable=False),
        sa.Column("code_text", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("face", sa.JSON(), nullable=False),
        sa.Column("page_digest", sa.String(), nullable=False),
        sa.Column("origin", _one_of("certificateorigin", "first", "duplicate", "correction"), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("annulled_on", sa.Date(), nullable=True),
        sa.Column("annulling_reason", sa.String(), nullable=False),
        sa.Column("annulling_order_number", sa.String(), nullable=False),
        sa.Column("annulling_order_date", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["certificate_batch.id"], name=op.f("fk_certificate_batch_id_certificate_batch")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["kid"], ["signing_key.kid"], name=op.f("fk_certificate_kid_signing_key")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id_certificate")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["certificate_series.id"], name=op.f("fk_certificate_series_id_certificate_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("full_number", name=op.f("uq_certificate_full_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_certificate_replaces_id")),
        sa.UniqueConstraint("series_id", "number", name=op.f("uq_certificate_series_id_number")),
    )
    kept = "id, enrolment_id, series_id, batch_id, number, full_number, issued_on, state, kid, code_text, holder, version"
    op.execute(
        f"INSERT INTO certificate ({kept}, kind, face, page_digest, origin, reason, order_number, annulling_reason,"
        f" annulling_order_number) SELECT {kept}, 'certificate', '{{}}', '', 'first', '', '', '', '' FROM old_certificate"
    )
    op.drop_table("old_certificate")
    for column in ("batch_id", "enrolment_id", "issued_on"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column])
    op.create_index(
        "uq_certificate_in_force",
        "certificate",
        ["enrolment_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'valid'"),
        postgresql_where=sa.text("state = 'valid'"),
    )


def _answers_coded_by_several() -> None:
    op.drop_index("ix_answer_coding_theme_id", "answer_coding")
    op.rename_table("answer_coding", "old_answer_coding")
    op.create_table(
        "answer_coding",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("coded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_answer_coding_response_id_survey_response"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["answer_theme.id"],
            name=op.f("fk_answer_coding_theme_id_answer_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "item", "theme_id", "coded_by", name=op.f("pk_answer_coding")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO answer_coding SELECT response_id, item, theme_id, coded_by FROM old_answer_coding"
    )
    op.drop_table("old_answer_coding")
    op.create_index(op.f("ix_answer_coding_theme_id"), "answer_coding", ["theme_id"])


def _one_of(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)
