"""Codes that people choose, told apart by a number where two choose the same."""

from collections.abc import Iterable


def free_code(wished: str, taken: Iterable[str]) -> str:
    """The wished code, or with the next number that is free: "needs", "needs-2"."""
    codes = set(taken)
    if wished not in codes:
        return wished
    number = 2
    while f"{wished}-{number}" in codes:
        number += 1
    return f"{wished}-{number}"
