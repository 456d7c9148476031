"""The lines of the grid without a window: what is typed, filled down, entered."""

from datetime import date

import pytest

from desktop_app.cascades.event_records import EventProblem, EventRow, EventState
from ui.models.choices_model import Choice
from ui.pages.events.grid_rows import GridHead, GridRow, events_of, filled_down, typed, with_verdicts

SUBJECTS = (Choice("MAT", "Matematika"), Choice("FIZ", "Fizika"), Choice("FIL", "Falsafa"))
HEAD = GridHead("KRS", date(2026, 11, 5), "MAT", "4K modeli", "Karimova Zilola", (7, 3), "1727206")


def rows(*people: int | None) -> list[GridRow]:
    return [GridRow(number, f"{number}-maktab", people=each, head=HEAD) for number, each in enumerate(people, 1)]


def change(column: str, text: str) -> GridRow:
    (row,) = rows(None)
    return typed(row, column, text, subjects=SUBJECTS, year=2026)


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("held_on", "5.3", "day", date(2026, 3, 5)),
        ("held_on", "", "day", HEAD.held_on),
        ("subject", "fiz", "subject", "FIZ"),
        ("subject", "Физика", "subject", "FIZ"),
        ("subject", "", "subject", "MAT"),
        ("leader", "  Botirova  Zilola ", "led_by", "Botirova Zilola"),
        ("leader", "", "led_by", "Karimova Zilola"),
        ("people", "1 200", "people", 1200),
        ("people", "", "people", None),
    ],
)
def test_what_is_typed_is_read_and_what_is_empty_falls_back_to_the_head(
    column: str, text: str, field: str, value: object
) -> None:
    assert getattr(change(column, text), field) == value


@pytest.mark.parametrize(
    ("column", "text"),
    [("held_on", "32.13"), ("subject", "f"), ("subject", "Kimyo"), ("people", "koʻp"), ("people", "-3")],
)
def test_what_cannot_be_read_is_refused(column: str, text: str) -> None:
    with pytest.raises(ValueError):
        change(column, text)


def test_filling_down_reaches_the_lines_below_only() -> None:
    lines = rows(1, 2, 3)
    lines[1] = typed(lines[1], "subject", "fizika", subjects=SUBJECTS, year=2026)
    assert [row.subject for row in filled_down(lines, "subject", 1)] == ["MAT", "FIZ", "FIZ"]
    assert [row.people for row in filled_down(lines, "people", 0)] == [1, 1, 1]


def test_only_lines_with_a_number_are_events_and_nought_is_one() -> None:
    read = events_of(rows(12, None, 0))
    assert [(each.number, each.draft.people) for each in read] == [(1, 12), (3, 0)]
    draft = read[0].draft
    assert (draft.kind_code, draft.held_on, draft.subject_code, draft.topic) == (
        "KRS",
        HEAD.held_on,
        "MAT",
        "4K modeli",
    )
    assert (draft.programme_id, draft.cascade_level, draft.leader) == (7, 3, "Karimova Zilola")


def test_each_line_says_why_it_cannot_be_entered() -> None:
    lines = rows(12, None, 5)
    problem = EventProblem("event_known", "institution", found="20")
    draft = events_of(lines)[0].draft
    judged = [
        EventRow(1, EventState.KNOWN, draft, (problem,), known_id=4),
        EventRow(3, EventState.NEW, draft),
    ]
    assert [row.told for row in with_verdicts(lines, judged)] == [problem.text, "", ""]
