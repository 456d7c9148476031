"""The table of figures tells what was promised and what was not kept."""

from tests.benchmarks.__main__ import table
from tests.benchmarks.figure import Figure, median_seconds, percentile


def test_a_figure_past_its_ratio_is_not_kept() -> None:
    assert not Figure("search", 1_000, 3.0, "ms", baseline=1.0, ratio_limit=2).is_kept
    assert Figure("search", 1_000, 2.0, "ms", baseline=1.0, ratio_limit=2).is_kept


def test_a_figure_past_its_own_limit_is_not_kept_whatever_its_ratio() -> None:
    assert not Figure("search", 1_000, 17.0, "ms", baseline=16.0, ratio_limit=2, limit=16).is_kept


def test_a_figure_without_a_promise_is_kept() -> None:
    assert Figure("made-up people", 500_000, 200.0, "s").is_kept


def test_p95_leaves_out_the_slowest_twentieth() -> None:
    assert percentile([float(number) for number in range(1, 101)], 0.95) == 95.0


def test_warming_up_is_not_measured() -> None:
    turns: list[int] = []
    median_seconds(lambda: turns.append(1), repeats=3)
    assert len(turns) == 4


def test_the_table_shows_the_promise_and_marks_what_is_past_it() -> None:
    lines = table([Figure("stall", 1_000, 120.0, "ms", limit=100)]).splitlines()
    assert lines[0].split()[0] == "figure"
    assert lines[1].split() == ["stall", "1,000", "120", "ms", "100", "ms", "PAST", "IT"]
