"""Whole cards, doubles and their merging, the table of turns, and imports that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_edit")),
    )
    op.create_table(
        "due_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("due_year", sa.Integer(), nullable=False),
        sa.Column("staff_groups", sa.JSON(), nullable=False),
        sa.Column("position_codes", sa.JSON(), nullable=False),
        sa.Column("category_codes", sa.JSON(), nullable=False),
        sa.Column("stage_2024", sa.String(), nullable=True),
        sa.Column("is_lifetime_category", sa.Boolean(), nullable=True),
        sa.Column("post_years_min", sa.Integer(), nullable=True),
        sa.Column("post_years_max", sa.Integer(), nullable=True),
        sa.Column("category_years_left_max", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_rule")),
    )
    op.create_table(
        "name_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_name_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undo_until", sa.Date(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge") as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_filter_name")),
    )
    op.create_table(
        "sheet_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_layout")),
        sa.UniqueConstraint("sender", "layout", name=op.f("uq_sheet_layout_sender_layout")),
    )
    op.create_table(
        "institution_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_institution_word_institution_id_institution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "institution_id", name=op.f("pk_institution_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("institution_word") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_institution_word_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "institution_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("merged_by", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["institution.id"], name=op.f("fk_institution_merge_gone_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["institution.id"], name=op.f("fk_institution_merge_kept_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_merge")),
    )
    with op.batch_alter_table("institution_merge") as batch_op:
        batch_op.create_index(batch_op.f("ix_institution_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_institution_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "former_territory_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("name_uz", sa.String(), nullable=False),
        sa.Column("name_cyrl", sa.String(), nullable=False),
        sa.Column("name_ru", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_former_territory_name_territory_code_territory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_territory_name")),
    )
    with op.batch_alter_table("former_territory_name") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_former_territory_name_territory_code"), ["territory_code"], unique=False
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent") as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "duplicate_pair",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "different", name="pairstate", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decision_reason", sa.String(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_duplicate_pair_first_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_duplicate_pair_second_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_duplicate_pair")),
    )
    with op.batch_alter_table("duplicate_pair") as batch_op:
        batch_op.create_index(batch_op.f("ix_duplicate_pair_second_id"), ["second_id"], unique=False)
        batch_op.create_index("ix_duplicate_pair_to_review", ["state", "score"], unique=False)

    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("erased_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("number", name=op.f("uq_erasure_number")),
    )
    with op.batch_alter_table("erasure") as batch_op:
        batch_op.create_index(batch_op.f("ix_erasure_person_id"), ["person_id"], unique=False)

    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("patronymic", sa.String(), nullable=False),
        sa.Column("surname_cyrl", sa.String(), nullable=False),
        sa.Column("given_name_cyrl", sa.String(), nullable=False),
        sa.Column("patronymic_cyrl", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_former_name_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_name")),
    )
    with op.batch_alter_table("former_name") as batch_op:
        batch_op.create_index(batch_op.f("ix_former_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "former_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("district_code", sa.String(), nullable=True),
        sa.Column("position_code", sa.String(), nullable=True),
        sa.Column("position_text", sa.String(), nullable=False),
        sa.Column("subject_code", sa.String(), nullable=True),
        sa.Column("subject_text", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_code"], ["territory.code"], name=op.f("fk_former_post_district_code_territory")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_former_post_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_former_post_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_post")),
    )
    with op.batch_alter_table("former_post") as batch_op:
        batch_op.create_index(batch_op.f("ix_former_post_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_former_post_person_id"), ["person_id"], unique=False)

    op.create_table(
        "outside_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("certificate_number", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outside_course_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_course")),
    )
    with op.batch_alter_table("outside_course") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outside_course_certificate_number"), ["certificate_number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outside_course_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("institution", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("locality_code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closing_reason", sa.String(), nullable=False, server_default=""))

    # Rebuilding would cost minutes in a large centre and shuffle the constraints: columns are added in place.
    with op.batch_alter_table("person", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("identity_note", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("post_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("service_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("locality_code", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("category_given_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("category_valid_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("category_is_lifetime", sa.Boolean(), nullable=False, server_default=sa.text("0")))
        batch_op.add_column(sa.Column("graduated_from", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("graduation_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("diploma_specialty", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("stage_2024", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("is_archived", sa.Boolean(), nullable=False, server_default=sa.text("0")))
        batch_op.add_column(sa.Column("archived_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("archive_reason", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("erased_on", sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_person_district_code_person_sort_key_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_sort_key_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_staff_group_person_sort_key_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_subject_code_person_sort_key_person_id"))
        batch_op.create_index(
            "ix_person_by_district", ["is_archived", "district_code", "sort_key", "id"], unique=False
        )
        batch_op.create_index(
            "ix_person_by_staff_group", ["is_archived", "staff_group", "sort_key", "id"], unique=False
        )
        batch_op.create_index(
            "ix_person_by_subject", ["is_archived", "subject_code", "sort_key", "id"], unique=False
        )
        batch_op.create_index("ix_person_in_order", ["is_archived", "sort_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_birth_date"), ["birth_date"], unique=False)

    with op.batch_alter_table("roster_import") as batch_op:
        batch_op.add_column(sa.Column("sender", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("counts", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("changes", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("undone_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("undone_by", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("undo_reason", sa.String(), nullable=False, server_default=""))
        batch_op.alter_column("cohort_id", existing_type=sa.INTEGER(), nullable=True)

    _fill_words()
    _fill_lists()
    _fill_rules()
    _fill_turns()


def _fill_words() -> None:
    """Institutions and parts of names are looked for by words that stand in the file already."""
    connection = op.get_bind()
    connection.execute(
        sa.text("INSERT INTO name_word (word) SELECT DISTINCT word FROM person_word WHERE word NOT GLOB '*[0-9]*'")
    )
    keys = connection.execute(sa.text("SELECT id, search_key FROM institution")).all()
    words = [{"word": word, "id": row.id} for row in keys for word in sorted(set(row.search_key.split()))]
    if words:
        insert = "INSERT INTO institution_word (word, institution_id) VALUES (:word, :id)"
        connection.execute(sa.text(insert), words)


def _is_new() -> bool:
    """Whether no centre has been founded here yet: a new one brings its lists itself."""
    return not op.get_bind().execute(sa.text("SELECT EXISTS (SELECT 1 FROM centre_profile)")).scalar()


def _fill_lists() -> None:
    """What the new columns of a card are chosen from."""
    if _is_new():
        return
    entries = {
        "locality": [("urban", "Shahar", "Город", "Urban"), ("rural", "Qishloq", "Село", "Rural")],
        "stage_2024": [("online", "Onlayn", "Онлайн", "Online"), ("offline", "Oflayn", "Офлайн", "Offline")],
        "consent_form": [
            ("paper", "Yozma", "Письменно", "On paper"),
            ("electronic", "Elektron", "В электронном виде", "Electronically"),
            ("oral", "Ogʻzaki", "Устно", "Orally"),
        ],
    }
    insert = (
        "INSERT INTO reference_item (list_name, code, place, name_uz, name_ru, name_en, attributes, version)"
        " VALUES (:list_name, :code, :place, :uz, :ru, :en, '{}', 1)"
    )
    rows = [
        {"list_name": list_name, "code": code, "place": place, "uz": uz, "ru": ru, "en": en}
        for list_name, items in entries.items()
        for place, (code, uz, ru, en) in enumerate(items, start=1)
    ]
    op.get_bind().execute(sa.text(insert), rows)


def _fill_rules() -> None:
    """What a course is and when the first one is due, for the list of who is due."""
    if _is_new():
        return
    insert = (
        "INSERT INTO dated_rule (name, valid_from, value, order_number, note, version)"
        " VALUES (:name, '2024-01-01', :value, '', '', 1)"
    )
    rows = [{"name": "course_min_hours", "value": "36"}, {"name": "new_staff_years", "value": "3"}]
    op.get_bind().execute(sa.text(insert), rows)


def _fill_turns() -> None:
    """The turns of 2025 to 2029: leaders, psychologists and librarians by years in post, teachers by the 2024 stage."""
    if _is_new():
        return
    leaders = {"staff_groups": '["RAHBAR"]', "position_codes": '["PSIX", "KUTUB"]'}
    teachers = {"staff_groups": '["PEDAGOG"]'}
    turns = [
        {"due_year": 2025, **leaders, "post_years_max": 4},
        {"due_year": 2026, **leaders, "post_years_max": 6},
        {"due_year": 2027, **leaders, "post_years_max": 8},
        {"due_year": 2028, **leaders, "post_years_max": 10},
        {"due_year": 2029, **leaders, "post_years_min": 11},
        {"due_year": 2029, **teachers, "is_lifetime_category": 1},
        {"due_year": 2025, **teachers, "category_codes": '["OM", "MUT", "STAJ"]', "stage_2024": "online"},
        {
            "due_year": 2025,
            **teachers,
            "category_codes": '["I", "OLIY"]',
            "stage_2024": "online",
            "category_years_left_max": 1,
        },
        {"due_year": 2026, **teachers, "category_codes": '["II", "I", "OLIY"]', "stage_2024": "online"},
        {"due_year": 2027, **teachers, "category_codes": '["OM", "MUT"]', "stage_2024": "offline"},
        {"due_year": 2028, **teachers, "category_codes": '["II", "I"]', "stage_2024": "offline"},
        {"due_year": 2029, **teachers, "category_codes": '["OLIY"]', "stage_2024": "offline"},
    ]
    anybody = {
        "position_codes": "[]",
        "category_codes": "[]",
        "stage_2024": None,
        "is_lifetime_category": None,
        "post_years_min": None,
        "post_years_max": None,
        "category_years_left_max": None,
    }
    insert = (
        "INSERT INTO due_rule (place, due_year, staff_groups, position_codes, category_codes, stage_2024,"
        " is_lifetime_category, post_years_min, post_years_max, category_years_left_max, valid_from, order_number,"
        " order_date, note, version) VALUES (:place, :due_year, :staff_groups, :position_codes, :category_codes,"
        " :stage_2024, :is_lifetime_category, :post_years_min, :post_years_max, :category_years_left_max,"
        " '2025-01-01', 'VMQ 867', '2024-12-20', '', 1)"
    )
    rows = [{**anybody, **turn, "place": place} for place, turn in enumerate(turns, start=1)]
    op.get_bind().execute(sa.text(insert), rows)
