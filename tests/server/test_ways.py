"""How a server finds its way through hundreds of thousands of people: its plans tell it in a small centre, too."""

from desktop_app.centre import Centre
from desktop_app.paths import CentrePaths
from desktop_app.people.search import search_people
from tests.server.conftest import Open
from tests.server.test_moving import move

# As many as have a consent in a large centre; its plan is the question, nobody runs it.
_LEFT_OUT = "EXPLAIN SELECT id FROM person WHERE id NOT IN (SELECT generate_series(1, 500000))"
_CLOSELY_KNOWN = """
SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'word' AND attstattarget = 1000
AND attrelid IN ('person_word'::regclass, 'institution_word'::regclass) ORDER BY 1
"""
_KEPT_WAYS = "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%%person_word%%LIMIT%%'"
# The driver has a statement prepared once it was sent so often.
OFTEN = 8


def answer(centre: Centre, question: str) -> list[str]:
    return [row[0] for row in centre.read(lambda unit: list(unit.session.connection().exec_driver_sql(question)))]


def test_whom_a_list_leaves_out_is_looked_up_and_not_gone_through_for_each(served: Centre) -> None:
    assert any("hashed SubPlan" in line for line in answer(served, _LEFT_OUT))


def test_after_a_move_the_words_are_known_closely(
    paths_of_file: CentrePaths, empty_database: str, opening: Open
) -> None:
    move(paths_of_file, empty_database)
    assert answer(opening(paths_of_file), _CLOSELY_KNOWN) == ["institution_word", "person_word"]


def test_the_way_to_people_of_several_words_is_chosen_by_these_words(served: Centre) -> None:
    for _time in range(OFTEN):
        for text in ("karim", "karim a"):
            served.read(search_people, text)
    kept = [statement for statement in answer(served, _KEPT_WAYS) if "count(*)" not in statement]
    assert kept
    assert not any("EXISTS" in statement for statement in kept)
