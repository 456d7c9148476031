"""The register page by page: the same papers by whichever way they are found, and of very many the first."""

from collections.abc import Iterator
from itertools import product

import pytest

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates import register_order
from desktop_app.certificates.later import Ground, annul, duplicate
from desktop_app.certificates.records import CertificateRecord
from desktop_app.certificates.register import (
    RegisterFilter,
    is_register_cut,
    register,
    register_count,
    register_rows,
)
from desktop_app.certificates.series import open_series
from desktop_app.certificates.service import issue_certificates
from desktop_app.clock import FixedClock
from desktop_app.progress import Progress
from tests.conftest import NOW
from tests.courses import Taught, closed_course

GROUND = Ground("Ariza", "12-T/T", NOW.date())


@pytest.fixture
def papers(centre: Centre) -> list[CertificateRecord]:
    """Of two courses; one was annulled, one has a duplicate."""
    centre.clock = FixedClock(NOW)
    for code, names in (("FIZ-26/10", ("Azimova", "Mirova", "Pirova")), ("A-27", ("Botirova", "Ergasheva"))):
        course = closed_course(centre, [Taught(name) for name in names], code=code)
        centre.write(issue_certificates, cohort_id=course.cohort_id)
    found = centre.read(register, which=RegisterFilter(2026))
    centre.write(annul, certificate_id=found[0].id, ground=GROUND)
    centre.write(duplicate, certificate_id=found[3].id, ground=GROUND)
    return centre.read(register, which=RegisterFilter(2026))


FILTERS = {
    "everything": RegisterFilter(2026),
    "one state": RegisterFilter(2026, state="annulled"),
    "in force": RegisterFilter(2026, state="valid"),
    "duplicates": RegisterFilter(2026, origin="duplicate"),
    "a name": RegisterFilter(2026, text="ova"),
    "a name in force": RegisterFilter(2026, text="ova", state="valid"),
    "a name and a number": RegisterFilter(2026, text="ova 0000"),
}


@pytest.mark.parametrize("few", [10_000, 0])
@pytest.mark.parametrize("named", FILTERS)
def test_by_whichever_way_they_are_found_pages_make_up_the_whole_in_every_order(
    centre: Centre, papers: list[CertificateRecord], named: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_order, "FEW", few)
    which = FILTERS[named]
    meant = [
        paper.id
        for paper in papers
        if which.state in ("", paper.state) and which.origin in ("", paper.origin)
        if not which.text or "ova" in paper.holder
    ]

    def whole(unit: UnitOfWork) -> Iterator[list[int]]:
        for order, is_descending in product(register_order.REGISTER_ORDERS, (False, True)):
            asked = {"which": which, "order": order, "is_descending": is_descending}
            pages = [register(unit, **asked, offset=offset, limit=2) for offset in range(0, 8, 2)]
            found = [record.id for page in pages for record in page]
            assert found == [record.id for record in register(unit, **asked)], asked
            yield found

    assert [sorted(found) for found in centre.read(lambda unit: list(whole(unit)))] == [sorted(meant)] * 14
    assert centre.read(register_count, which=which) == len(meant)
    assert not centre.read(is_register_cut, which=which)


@pytest.mark.parametrize("text", ["ova", "2026"])
def test_of_very_many_the_first_are_shown_and_all_are_saved(
    centre: Centre, papers: list[CertificateRecord], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_order, "FEW", 1)
    monkeypatch.setattr(register_order, "MOST_SHOWN", 2)
    which = RegisterFilter(2026, text=text)
    assert centre.read(is_register_cut, which=which)
    assert centre.read(register_count, which=which) == 2
    shown = centre.read(register, which=which, order="holder", is_descending=True, limit=200)
    assert [record.number for record in shown] == [2, 1]
    saved = centre.read(register_rows, which=which, order="holder", progress=Progress())
    assert len(saved) == sum(text == "2026" or text in paper.holder for paper in papers)


def test_a_word_chooses_the_series_that_it_begins_unless_it_begins_a_name_as_well(
    centre: Centre, papers: list[CertificateRecord]
) -> None:
    centre.write(open_series)

    def found(text: str) -> list[str]:
        return [record.holder.split()[0] for record in centre.read(register, which=RegisterFilter(2026, text=text))]

    assert len(found("pm")) == len(found("pirova pm")) * len(papers) == len(papers)
    assert len(found("p")) == len(papers)
    assert found("mn") == []
    assert found("m") == ["Mirova"]
    assert found("m botirova") == []


def test_a_name_with_a_part_of_a_number_means_both(
    centre: Centre, papers: list[CertificateRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    for few in (10_000, 1):
        monkeypatch.setattr(register_order, "FEW", few)
        found = centre.read(register, which=RegisterFilter(2026, text="ova 000003"), limit=200)
        assert [record.number for record in found] == [3]
