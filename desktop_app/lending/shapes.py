"""How the rows that come back are told apart and compared, by table."""

from collections.abc import Callable, Mapping
from functools import cache

from desktop_app.borrowed import WORKED, Kind
from desktop_app.lending.gathering import references
from desktop_app.lending.merging import Shape
from desktop_app.lending.rows import Row, record_types, table_of

_WHOLE = {
    *("mark", "head_count", "certificate", "print_item", "blank"),
    *("survey_response", "survey_answer", "survey_retyping"),
}
_LOOSE = {"mark": {"marked_by": "staff"}, "attendance_sheet": {"lessons": "session", "people": "enrolment"}}
# Who and when. What a card is sorted by follows from its names and is made anew.
_FOLLOWS = {
    "mark": {"marked_at", "marked_by", "reason"},
    "head_count": {"counted_at", "counted_by"},
    "absence": {"noted_at", "noted_by"},
    "walk_in": {"came_at", "noted_by"},
    "person": {"name_key", "sort_key", "created_at"},
    "sitting": {"source", "entered_by"},
    "outcome_override": {"decided_at", "decided_by"},
    "survey_response": {"answered_at", "typed_by", "source_key"},
    "survey_retyping": {"typed_at", "typed_by"},
    "survey_round": {"made_at"},
    "substitution": {"noted_at", "noted_by"},
    # At home they say to whom it is lent.
    "blank": {"changed_on", "changed_by"},
}
# A name is kept in two scripts: taken from different sides they would be two names.
_IN_TWO_SCRIPTS = tuple((name, f"{name}_cyrl") for name in ("surname", "given_name", "patronymic"))
_JOINED = {"person": _IN_TWO_SCRIPTS, "former_name": _IN_TWO_SCRIPTS}


@cache
def shapes(kind: Kind) -> Mapping[str, Shape]:
    """In the order of their references."""
    return {
        name: Shape(
            key=tuple(column.name for column in table_of(name).primary_key),
            references=references(name),
            loose=_LOOSE.get(name, {}),
            natural=_NATURAL.get(name, ()),
            follows=frozenset(_FOLLOWS.get(name, ())),
            is_whole=name in _WHOLE,
            joined=_JOINED.get(name, ()),
        )
        for name in record_types()
        if name in WORKED[kind]
    }


def _by(*columns: str) -> Callable[[Row], object]:
    def natural(row: Row) -> object:
        values = tuple(row[column] for column in columns)
        return None if None in values or "" in values else values

    return natural


def _paper_slip(row: Row) -> object:
    """One slip of paper typed in at two places; on a screen both places just count on."""
    return (row["round_id"], row["slip_number"]) if row["channel"] == "paper" else None


def _in_force(row: Row) -> object:
    return (row["enrolment_id"], row["kind"]) if row["state"] == "valid" else None


_NATURAL: Mapping[str, tuple[Callable[[Row], object], ...]] = {
    "staff": (_by("full_name"),),
    "person": (_by("jshshir"),),
    "enrolment": (_by("cohort_id", "person_id"),),
    "session": (_by("cohort_id", "held_on", "place_in_day"),),
    "sitting": (_by("enrolment_id", "kind", "attempt"),),
    "commission": (_by("cohort_id"),),
    "survey_round": (_by("cohort_id", "questionnaire_id", "phase"),),
    "survey_response": (_by("round_id", "enrolment_id"), _paper_slip),
    "certificate": (_in_force,),
}
