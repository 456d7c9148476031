"""The people of a return in a few bytes each, and back unharmed."""

from desktop_app.centre import Centre
from desktop_app.plan.population import period_of
from desktop_app.returns.kept_people import NOT_KEPT, KeptPerson, pack, packed_people, people_now, unpack
from tests.returns.year import fill_year


def test_whoever_is_packed_comes_back_as_they_were() -> None:
    people = [
        KeptPerson(7, 70, "certificate", 1, "PEDAGOG", "1727212", "MAT", "OLIY"),
        KeptPerson(3, 4_000_000_000, "absent", 0, None, None, None, None),
    ]
    assert unpack(pack(people)) == people
    assert unpack(pack([])) == []


def test_who_was_kept_before_there_were_categories_has_none_kept() -> None:
    packed = pack([(7, 70, "certificate", 1, "PEDAGOG", "1727212", "MAT")])
    assert unpack(packed) == [KeptPerson(7, 70, "certificate", 1, "PEDAGOG", "1727212", "MAT", NOT_KEPT)]


def test_everybody_whom_the_return_counts_is_kept(centre: Centre) -> None:
    fill_year(centre)
    period = period_of(2026, 10, today=centre.clock.today())
    packed = centre.read(packed_people, period)
    people = unpack(packed)
    assert sorted(people) == sorted(centre.read(people_now, period))
    assert len(people) == 10
    assert sum(person.is_of_month for person in people) == 5


def test_a_hundred_thousand_take_less_than_a_megabyte() -> None:
    districts = [f"17{n:05}" for n in range(200)]
    people = [KeptPerson(n, 2 * n, "certificate", 0, "PEDAGOG", districts[n % 200], "MAT") for n in range(100_000)]
    assert len(pack(people)) < 1_000_000
