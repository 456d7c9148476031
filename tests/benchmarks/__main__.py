"""Runs every bench_*.py of this folder and prints its figures as one table; ``dev.py bench [WORD ...]``.

Words choose benchmarks by a part of their module's name. A figure past its promise is marked and fails
nothing: time on a busy machine is no verdict.
"""

import importlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.figure import Figure

HEADINGS = ("figure", "size", "value", "baseline", "ratio", "promised", "")


def main(words: Sequence[str]) -> int:
    """Measure the chosen benchmarks, all by default; 2 if no module matches."""
    chosen = [name for name in benchmarks() if not words or any(word in name for word in words)]
    if not chosen:
        print(f"no benchmark matches: {' '.join(words)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for name in chosen:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"tests.benchmarks.{name}").figures()
    print(table(figures))
    return 0


def benchmarks() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def table(figures: Iterable[Figure]) -> str:
    """The figures in aligned columns; names to the left, numbers to the right."""
    rows = [HEADINGS, *map(cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.size:,}",
        amount(figure.value, figure.unit),
        amount(figure.baseline, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f}x",
        promise(figure),
        "" if figure.is_kept else "PAST IT",
    )


def amount(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:,.3g} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def promise(figure: Figure) -> str:
    """What the figure must stay within, such as "2x, 16 ms"."""
    by_ratio = [] if figure.ratio_limit is None else [f"{figure.ratio_limit:g}x"]
    by_value = [] if figure.limit is None else [amount(figure.limit, figure.unit)]
    return ", ".join(by_ratio + by_value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
