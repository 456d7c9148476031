"""Institutions are found as one types, by number and kind in either language."""

import pytest

from desktop_app.centre import Centre
from desktop_app.institutions.search import search_institutions
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person


@pytest.fixture
def schools(centre: Centre) -> Centre:
    for place in ("1-maktab", "11-maktab", "1-sonli DMTT", "Chilonzor akademik litseyi"):
        draft = PersonDraft(surname="Karimova", given_name="Lola", workplace=place, district_code="1727206")
        centre.write(save_person, draft)
    return centre


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1-maktab", ["1-maktab"]),
        ("школа 1", ["1-maktab"]),
        ("maktab", ["1-maktab", "11-maktab"]),
        ("детский сад №1", ["1-sonli DMTT"]),
        ("chilon лицей", ["Chilonzor akademik litseyi"]),
        ("chil", ["Chilonzor akademik litseyi"]),
        ("c", []),
        ("--", []),
        ("karimova", []),
    ],
)
def test_institutions_are_found_however_they_are_typed(schools: Centre, text: str, names: list[str]) -> None:
    assert [found.name for found in schools.read(search_institutions, text, limit=5)] == names


def test_an_institution_is_told_with_its_district_and_no_more_than_asked(schools: Centre) -> None:
    (found,) = schools.read(search_institutions, "maktab", limit=1)
    assert found.district
    assert not found.is_closed
