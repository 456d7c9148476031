"""All the rules for a table."""

from collections.abc import Callable, Iterator

from desktop_app.inspection import (
    table_columns,
    table_differences,
    table_identities,
    table_lists,
    table_shares,
    table_sums,
)
from desktop_app.inspection.model import Finding, Table
from desktop_app.inspection.turned import check_turned

CHECKS: tuple[Callable[[Table], Iterator[Finding]], ...] = (
    table_sums.check_totals,
    table_sums.check_levels,
    table_sums.check_total_columns,
    table_differences.check_differences,
    table_differences.check_rests,
    table_shares.check_shares,
    check_turned,
    table_lists.check_regions,
    table_lists.check_order,
    table_lists.check_people,
    table_columns.check_flows,
    table_columns.check_splits,
    table_identities.check_identities,
    table_columns.check_days,
    table_columns.check_sizes,
    table_columns.check_copies,
    table_columns.check_empty,
)


def check_table(table: Table) -> Iterator[Finding]:
    """One figure found wrong by two rules is told once, by the first."""
    told: set[tuple[str, str, str]] = set()
    for check in CHECKS:
        for finding in check(table):
            key = (finding.place, finding.said, finding.true)
            if key not in told:
                told.add(key)
                yield finding
