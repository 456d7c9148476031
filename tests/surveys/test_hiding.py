"""What of a break-down is hidden, and that nothing hidden can be worked out from what is shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.surveys.hiding import Hidden, hidden_cells, hidden_of_table

LEAST = 5
People = dict[tuple[str, int], int]


def hidden(people: dict[str, int]) -> frozenset[str]:
    return hidden_cells(people, lines=[list(people)], least=LEAST)


def of_table(people: People) -> Hidden[str, int]:
    rows = {row: sum(n for (own, _), n in people.items() if own == row) for row, _ in people}
    columns = {column: sum(n for (_, own), n in people.items() if own == column) for _, column in people}
    return hidden_of_table(people, rows=rows, columns=columns, total=sum(people.values()), least=LEAST)


def test_cells_of_few_people_are_hidden() -> None:
    assert hidden({"a": 4, "b": 9, "c": 3, "d": 5}) == {"a", "c"}


def test_a_single_hidden_cell_takes_the_next_smallest_with_it() -> None:
    assert hidden({"a": 4, "b": 9, "c": 7}) == {"a", "c"}


def test_hidden_people_who_are_too_few_together_take_another_with_them() -> None:
    assert hidden({"a": 1, "b": 2, "c": 7, "d": 20}) == {"a", "b", "c"}


def test_where_nobody_is_nothing_is_hidden() -> None:
    assert hidden({"a": 0, "b": 9}) == frozenset()


def test_what_is_hidden_in_a_row_is_not_told_by_its_columns() -> None:
    found = of_table({("x", 1): 3, ("x", 2): 6, ("x", 3): 9, ("y", 1): 20, ("y", 2): 30, ("y", 3): 40})
    assert found == Hidden(frozenset({("x", 1), ("x", 2), ("y", 1), ("y", 2)}))


def test_a_table_of_one_column_hides_its_rows_with_its_cells() -> None:
    found = of_table({("x", 1): 2, ("y", 1): 6, ("z", 1): 30})
    assert (found.cells, found.rows) == ({("x", 1), ("y", 1)}, {"x", "y"})
    assert not found.columns


def test_the_total_of_a_row_does_not_tell_its_only_cell() -> None:
    found = of_table({("x", 1): 3, ("y", 1): 6, ("x", 2): 30, ("z", 2): 30, ("z", 1): 40})
    assert ("y", 1) in found.cells
    assert "y" in found.rows


def test_a_table_of_few_people_is_hidden_whole() -> None:
    assert of_table({("x", 1): 2, ("y", 1): 2}).has_total


@settings(max_examples=50)
@given(st.dictionaries(st.tuples(st.sampled_from("abcde"), st.integers(0, 4)), st.integers(0, 30), min_size=1))
def test_where_a_total_is_shown_the_hidden_are_at_least_two_cells_and_enough_people(people: People) -> None:
    found = of_table(people)
    for at, totals in ((0, found.rows), (1, found.columns)):
        for line in {key[at] for key in people} - totals:
            apart = [people[key] for key in found.cells if key[at] == line and people[key]]
            assert not apart or (len(apart) > 1 and sum(apart) >= LEAST)
