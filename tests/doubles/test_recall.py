"""What is found of planted doubles, and that true namesakes stay out of the queue."""

from collections.abc import Iterator

import pytest

from desktop_app.bootstrap import create_centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.demo.filling import fill_demo
from desktop_app.doubles.pairs import pairs
from desktop_app.doubles.records import PairFilter
from desktop_app.doubles.scan import scan
from desktop_app.paths import CentrePaths
from desktop_app.progress import Progress
from tests.doubles.planted import KINDS, Planted, plant

PEOPLE, NAMESAKES = 1_500, 100
RECALL = 0.95


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Planted, set[tuple[int, int]]]]:
    """What was planted, and the pairs that came into the queue by it: the made-up centre has doubles of its own."""
    centre = create_centre(CentrePaths(tmp_path_factory.mktemp("planted") / "centre"), DEMONSTRATION)
    try:
        fill_demo(centre, people=PEOPLE, seed=3)
        scan(centre, Progress())
        before = {pair.ids for pair in centre.read(pairs, wanted=PairFilter())}
        planted = plant(centre, namesakes=NAMESAKES)
        scan(centre, Progress())
        yield planted, {pair.ids for pair in centre.read(pairs, wanted=PairFilter())} - before
    finally:
        centre.is_changed_since_backup = False
        centre.close()


@pytest.mark.parametrize("kind", KINDS)
def test_doubles_of_every_kind_are_found(found: tuple[Planted, set[tuple[int, int]]], kind: str) -> None:
    planted, queue = found
    wanted = planted.doubles[kind]
    assert len(wanted & queue) >= RECALL * len(wanted), f"{len(wanted & queue)} of {len(wanted)}"


def test_no_true_namesake_comes_into_the_queue(found: tuple[Planted, set[tuple[int, int]]]) -> None:
    planted, queue = found
    assert planted.namesakes & queue == set()


def test_hardly_anybody_else_does(found: tuple[Planted, set[tuple[int, int]]]) -> None:
    planted, queue = found
    meant = set().union(*planted.doubles.values())
    assert len(queue & meant) >= 0.95 * len(queue), sorted(queue - meant)
