"""The needs survey: rounds, packed answer sheets, themes, decisions on modules; answers given before are taken over."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AT_ONCE = 2000
_ID_BYTES = 4

_COLUMNS = {
    "questionnaire": (
        "state VARCHAR(24) DEFAULT 'in_use' NOT NULL"
        " CONSTRAINT ck_questionnaire_questionnairestate CHECK (state IN ('draft', 'in_use', 'retired'))",
        "is_built_in BOOLEAN DEFAULT 0 NOT NULL",
        "version INTEGER DEFAULT 1 NOT NULL",
    ),
}


def upgrade() -> None:
    op.drop_index("ix_survey_response_questionnaire_id", "survey_response")
    op.drop_index("ix_survey_answer_item", "survey_answer")
    op.rename_table("survey_response", "old_survey_response")
    op.rename_table("survey_answer", "old_survey_answer")
    op.create_table(
        "answer_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_code", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_theme")),
        sa.UniqueConstraint(
            "questionnaire_code", "item", "name", name=op.f("uq_answer_theme_questionnaire_code_item_name")
        ),
    )
    op.create_table(
        "cohort_module",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_module_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_cohort_module_module_id_module")),
        sa.PrimaryKeyConstraint("cohort_id", "module_id", name=op.f("pk_cohort_module")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_cohort_module_module_id"), "cohort_module", ["module_id"])

    op.create_table(
        "module_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("chairperson", sa.String(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("replaced_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_module_decision_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_decision")),
        sa.UniqueConstraint("number", name=op.f("uq_module_decision_number")),
    )
    op.create_index(op.f("ix_module_decision_cohort_id"), "module_decision", ["cohort_id"])

    op.create_table(
        "survey_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "before", "after", name="surveyphase", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_survey_round_days_in_order")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_survey_round_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_survey_round_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
        sa.UniqueConstraint(
            "cohort_id",
            "questionnaire_id",
            "phase",
            name=op.f("uq_survey_round_cohort_id_questionnaire_id_phase"),
        ),
    )
    op.create_index(op.f("ix_survey_round_questionnaire_id"), "survey_round", ["questionnaire_id"])

    op.create_table(
        "survey_answered",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_survey_answered_enrolment_id_enrolment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["survey_round.id"],
            name=op.f("fk_survey_answered_round_id_survey_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "enrolment_id", name=op.f("pk_survey_answered")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_answered_enrolment_id"), "survey_answered", ["enrolment_id"])

    op.create_table(
        "survey_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("slip_number", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "screen",
                "paper",
                "workbook",
                name="surveychannel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("typed_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_survey_response_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_survey_response_round_id_survey_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_response")),
        sa.UniqueConstraint("round_id", "slip_number", name=op.f("uq_survey_response_round_id_slip_number")),
        sa.UniqueConstraint(
            "round_id", "enrolment_id", name=op.f("uq_survey_response_round_id_enrolment_id")
        ),
    )
    op.create_index(op.f("ix_survey_response_enrolment_id"), "survey_response", ["enrolment_id"])
    op.create_index(
        op.f("ix_survey_response_round_id_survey_response_is_complete"),
        "survey_response",
        ["round_id", "is_complete"],
    )
    op.create_table(
        "survey_answer",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_survey_answer_response_id_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "item", name=op.f("pk_survey_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_answer_item_survey_answer_number"), "survey_answer", ["item", "number"])

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
        sa.PrimaryKeyConstraint("response_id", "item", "theme_id", name=op.f("pk_answer_coding")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_answer_coding_theme_id"), "answer_coding", ["theme_id"])

    op.create_table(
        "survey_retyping",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("differing", sa.JSON(), nullable=False),
        sa.Column("typed_at", sa.DateTime(), nullable=False),
        sa.Column("typed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["survey_response.id"],
            name=op.f("fk_survey_retyping_response_id_survey_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_survey_retyping")),
    )

    for table, columns in _COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _weigh_competences()
    _take_over_answers()
    op.drop_table("old_survey_answer")
    op.drop_table("old_survey_response")


def _weigh_competences() -> None:
    """A module's list of competences becomes how much it serves each; until now each counted the same."""
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT id, competences FROM module WHERE competences <> ''")).all()
    op.execute("ALTER TABLE module DROP COLUMN competences")
    op.execute("ALTER TABLE module ADD COLUMN competences JSON DEFAULT '{}' NOT NULL")
    for module_id, codes in rows:
        weights = json.dumps(dict.fromkeys(codes.split(), 1))
        bind.execute(
            sa.text("UPDATE module SET competences = :w WHERE id = :id"), {"w": weights, "id": module_id}
        )


def _take_over_answers() -> None:
    """Every cohort's answers become a round, every sheet's closed answers one string of bytes."""
    bind = op.get_bind()
    forms: dict[int, _OldForm] = {}
    for id_, text in bind.execute(sa.text("SELECT id, definition FROM questionnaire")).all():
        old = json.loads(text)
        forms[id_] = _OldForm(old)
        bind.execute(
            sa.text("UPDATE questionnaire SET definition = :d, is_built_in = 1 WHERE id = :id"),
            {"d": json.dumps(_new_definition(old), ensure_ascii=False), "id": id_},
        )
    rounds: dict[tuple[int, int], int] = {}
    begun = bind.execute(
        sa.text(
            "SELECT r.cohort_id, r.questionnaire_id, c.programme_id, min(r.answered_at) FROM old_survey_response r"
            " JOIN cohort c ON c.id = r.cohort_id GROUP BY 1, 2 ORDER BY 1, 2"
        )
    ).all()
    for number, (cohort_id, questionnaire_id, programme_id, made_at) in enumerate(begun, start=1):
        rounds[cohort_id, questionnaire_id] = number
        bind.execute(
            sa.text(
                "INSERT INTO survey_round (id, questionnaire_id, cohort_id, title, phase, is_anonymous, options, printed,"
                " made_at, version) VALUES (:id, :questionnaire, :cohort, '', 'before', 1, :options, 0, :made_at, 1)"
            ),
            {
                "id": number,
                "questionnaire": questionnaire_id,
                "cohort": cohort_id,
                "options": json.dumps({"modules": _modules(programme_id)}, ensure_ascii=False),
                "made_at": made_at,
            },
        )
    _copy_sheets(rounds, forms)
    op.execute(
        "INSERT INTO survey_answer (response_id, item, number, text)"
        " SELECT response_id, item, NULL, text FROM old_survey_answer WHERE text IS NOT NULL"
    )


def _modules(programme_id: int) -> list[dict[str, Any]]:
    rows = op.get_bind().execute(
        sa.text("SELECT id, title FROM module WHERE programme_id = :id ORDER BY place"), {"id": programme_id}
    )
    return [{"code": str(id_), "text": {"uz": title}} for id_, title in rows]


def _copy_sheets(rounds: dict[tuple[int, int], int], forms: dict[int, "_OldForm"]) -> None:
    bind = op.get_bind()
    insert = sa.text(
        "INSERT INTO survey_response (id, round_id, slip_number, channel, is_complete, packed, answered_at, typed_by,"
        " version) VALUES (:id, :round, :slip, :channel, 1, :packed, :answered_at, '', 1)"
    )
    waiting: list[dict[str, Any]] = []
    for sheet, answers in _sheets():
        waiting.append(
            {
                "id": sheet.id,
                "round": rounds[sheet.cohort_id, sheet.questionnaire_id],
                "slip": sheet.slip_number,
                "channel": "paper" if sheet.is_from_paper else "screen",
                "packed": forms[sheet.questionnaire_id].packed(answers),
                "answered_at": sheet.answered_at,
            }
        )
        if len(waiting) >= _AT_ONCE:
            bind.execute(insert, waiting)
            waiting.clear()
    if waiting:
        bind.execute(insert, waiting)


def _sheets() -> Iterator[tuple[Any, list[tuple[str, int]]]]:
    """Every sheet with its numbers; one sheet at a time is in memory, however many there are."""
    rows = (
        op.get_bind()
        .execution_options(yield_per=_AT_ONCE)
        .execute(
            sa.text(
                "SELECT r.id, r.cohort_id, r.questionnaire_id, r.slip_number, r.is_from_paper, r.answered_at,"
                " a.item, a.number FROM old_survey_response r"
                " LEFT JOIN old_survey_answer a ON a.response_id = r.id ORDER BY r.id"
            )
        )
    )
    for _id, group in groupby(rows, key=lambda row: row.id):
        lines = list(group)
        yield lines[0], [(line.item, line.number) for line in lines if line.number is not None]


class _OldForm:
    """Where the answers of the one form that there was stand in the bytes: matrix, wishes, choices, in this order."""

    def __init__(self, old: dict[str, Any]) -> None:
        self._modules, self._most = old["modules"]["code"], old["modules"]["most"]
        cells = [
            (f"{row['code']}.{scale}", 0) for row in old["competences"] for scale in ("importance", "level")
        ]
        self._bytes = {code: (at, fixed) for at, (code, fixed) in enumerate(cells)}
        self._wishes_at = len(cells)
        at = self._wishes_at + self._most * _ID_BYTES
        for choice in old["choices"]:
            codes = [f"{choice['code']}.{option['code']}" for option in choice["options"]]
            if choice["is_multiple"]:
                self._bytes |= {code: (at + place, 1) for place, code in enumerate(codes)}
            else:
                self._bytes |= {code: (at, place) for place, code in enumerate(codes, start=1)}
            at += len(codes) if choice["is_multiple"] else 1
        self._width = at

    def packed(self, answers: list[tuple[str, int]]) -> bytes:
        sheet = bytearray(self._width)
        for item, number in answers:
            if item in self._bytes:
                at, fixed = self._bytes[item]
                sheet[at] = fixed or number
                continue
            code, module_id = item.rsplit(".", 1)
            if code == self._modules:
                at = self._wishes_at + (number - 1) * _ID_BYTES
                sheet[at : at + _ID_BYTES] = int(module_id).to_bytes(_ID_BYTES, "big")
        return bytes(sheet)


def _new_definition(old: dict[str, Any]) -> dict[str, Any]:
    """The old form as a document of the new kind, its parts in the order of the bytes."""
    items: list[dict[str, Any]] = [
        {
            "code": "B",
            "kind": "matrix",
            "text": {},
            "scales": [{"code": scale, "text": _texts(old[scale])} for scale in ("importance", "level")],
            "rows": [{"code": row["code"], "text": _texts(row["text"])} for row in old["competences"]],
        },
        {
            "code": old["modules"]["code"],
            "kind": "rank",
            "text": _texts(old["modules"]["text"]),
            "source": "modules",
            "most": old["modules"]["most"],
        },
    ]
    for choice in old["choices"]:
        options = [{"code": option["code"], "text": _texts(option["text"])} for option in choice["options"]]
        kind = "several" if choice["is_multiple"] else "one"
        items.append(
            {"code": choice["code"], "kind": kind, "text": _texts(choice["text"]), "options": options}
        )
    items.append(
        {"code": old["open"]["code"], "kind": "text", "text": _texts(old["open"]["text"]), "is_long": True}
    )
    return {
        "code": old["code"],
        "edition": old["edition"],
        "title": _texts(old["title"]),
        "note": _texts(old["note"]),
        "languages": ["uz", "ru", "en"],
        "sections": [{"code": "S1", "title": {}, "items": items}],
    }


def _texts(names: dict[str, str]) -> dict[str, str]:
    return {"uz_Cyrl" if code == "cyrl" else code: text for code, text in names.items()}
