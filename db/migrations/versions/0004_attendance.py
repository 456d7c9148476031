"""Attendance: sets of marks, hours and minutes of a mark, sheets, absences, walk-ins, head counts and badges."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Columns that are added where they stand: a table that is made anew would lose the order of its constraints.
_COLUMNS = {
    "centre_profile": ("logo BLOB",),
    "cohort": ("mark_set_id INTEGER CONSTRAINT fk_cohort_mark_set_id_mark_set REFERENCES mark_set (id)",),
    "mark": (
        "missed_hours INTEGER",
        "late_minutes INTEGER",
        "note VARCHAR DEFAULT '' NOT NULL",
        "reason VARCHAR DEFAULT '' NOT NULL",
    ),
    "plan_line": ("is_yearly BOOLEAN DEFAULT 0 NOT NULL",),
}


def upgrade() -> None:
    op.create_table(
        "mark_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_set")),
    )
    op.create_table(
        "mark_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("name_uz", sa.String(), nullable=False),
        sa.Column("name_ru", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("keys", sa.String(), nullable=False),
        sa.Column("visible_to", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "counts IN ('present', 'excused', 'absent', 'left_out')", name=op.f("ck_mark_kind_counts_known")
        ),
        sa.CheckConstraint("share BETWEEN 0 AND 100", name=op.f("ck_mark_kind_share_of_hundred")),
        sa.ForeignKeyConstraint(
            ["set_id"], ["mark_set.id"], name=op.f("fk_mark_kind_set_id_mark_set"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_kind")),
        sa.UniqueConstraint("set_id", "code", name=op.f("uq_mark_kind_set_id_code")),
    )
    op.create_table(
        "attendance_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("lessons", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("printed_by", sa.String(), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_attendance_sheet_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_attendance_sheet_number")),
    )
    op.create_index(op.f("ix_attendance_sheet_cohort_id"), "attendance_sheet", ["cohort_id"])
    op.create_index(op.f("ix_attendance_sheet_starts_on"), "attendance_sheet", ["starts_on"])

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("first_place", sa.Integer(), nullable=True),
        sa.Column("last_place", sa.Integer(), nullable=True),
        sa.Column("kind_code", sa.String(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_absence_days_in_order")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_absence_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_absence_enrolment_id_enrolment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_cohort_id"), "absence", ["cohort_id"])
    op.create_index(op.f("ix_absence_enrolment_id"), "absence", ["enrolment_id"])

    op.create_table(
        "badge_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("scanned_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_badge_scan_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_badge_scan_enrolment_id_enrolment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_scan")),
    )
    op.create_index(op.f("ix_badge_scan_cohort_id_badge_scan_scanned_at"), "badge_scan", ["cohort_id", "scanned_at"])
    op.create_index(op.f("ix_badge_scan_enrolment_id"), "badge_scan", ["enrolment_id"])

    op.create_table(
        "head_count",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_head_count_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_head_count")),
    )
    op.create_table(
        "walk_in",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_walk_in_enrolment_id_enrolment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_walk_in")),
    )
    op.create_table(
        "attendance_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("absence_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(sheet_id IS NULL) <> (absence_id IS NULL)", name=op.f("ck_attendance_file_of_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["absence.id"],
            name=op.f("fk_attendance_file_absence_id_absence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["attendance_sheet.id"],
            name=op.f("fk_attendance_file_sheet_id_attendance_sheet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_file")),
    )
    op.create_index(op.f("ix_attendance_file_absence_id"), "attendance_file", ["absence_id"])
    op.create_index(op.f("ix_attendance_file_sheet_id"), "attendance_file", ["sheet_id"])

    for table, columns in _COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.drop_index("ix_mark_enrolment_id", "mark")
    op.create_index(
        op.f("ix_mark_enrolment_id_mark_kind_code_mark_missed_hours_mark_late_minutes"),
        "mark",
        ["enrolment_id", "kind_code", "missed_hours", "late_minutes"],
    )
    _fill_kinds()
    _move_rule()
    _know_walk_ins()


def _is_new() -> bool:
    """An empty database takes its lists from resources; only one that is in use is given what this version adds."""
    return op.get_bind().execute(sa.text("SELECT 1 FROM centre_profile")).first() is None


def _fill_kinds() -> None:
    """The one list of marks becomes the first set, which every cohort until now was marked with."""
    if _is_new():
        return
    op.execute(
        "INSERT INTO mark_set (id, name, is_default, made_on, version)"
        " SELECT 1, 'Asosiy', 1, coalesce(min(starts_on), date('now')), 1 FROM cohort"
    )
    op.execute(
        "INSERT INTO mark_kind"
        " (set_id, code, place, letter, name_uz, name_ru, name_en, counts, share, keys, visible_to, version)"
        " SELECT 1, code, place, json_extract(attributes, '$.mark'), name_uz, name_ru, name_en,"
        " json_extract(attributes, '$.counts'), 100, '', '[]', 1 FROM reference_item WHERE list_name = 'mark'"
    )
    op.execute("DELETE FROM reference_item WHERE list_name = 'mark'")
    op.execute("UPDATE cohort SET mark_set_id = 1")


def _move_rule() -> None:
    """What an excused absence counts as has three answers now."""
    op.execute(
        "UPDATE dated_rule SET name = 'excused_counts_as',"
        " value = CASE value WHEN '1' THEN 'attended' ELSE 'missed' END WHERE name = 'excused_counts_as_present'"
    )


def _know_walk_ins() -> None:
    """One more state of an enrolment: only the text of the CHECK changes, and it is changed where it stands.

    This is the way that SQLite describes for a constraint that is widened (lang_altertable, section 7): no row is read.
    """
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'enrolment'",
        ("'transferred')", "'transferred', 'walk_in')"),
    )
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")
