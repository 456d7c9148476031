"""Numbers: in order, none twice, none left out, some set aside and given back."""

import pytest

from db.models.certificates import (
    Blank,
    BlankReceipt,
    BlankState,
    CertificateSeries,
    PaperKind,
    PrintItem,
    PrintRun,
    PrintState,
)
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.later import Ground, annul
from desktop_app.certificates.register import certificates_of
from desktop_app.certificates.series import (
    NumberFate,
    Series,
    all_series,
    change_pattern,
    first_number,
    give_back,
    missing_numbers,
    missing_of,
    numbers_of,
    open_series,
    set_aside,
)
from desktop_app.certificates.service import issue_certificates
from desktop_app.errors import CentreError, Invalid, Refused
from tests.courses import Taught, closed_course

SURNAMES = ("Azimova", "Botirova", "Ergasheva", "Fayzullayeva")


def issue(centre: Centre, code: str, surnames: tuple[str, ...] = SURNAMES[:1]) -> list[str]:
    course = closed_course(centre, [Taught(each) for each in surnames], code=code)
    centre.write(issue_certificates, cohort_id=course.cohort_id)
    return [record.full_number for record in centre.read(certificates_of, cohort_id=course.cohort_id)]


def the_series(centre: Centre) -> Series:
    (series,) = centre.read(all_series)
    return series


def test_numbers_set_aside_are_passed_over_and_those_given_back_come_next(centre: Centre) -> None:
    assert issue(centre, "A-1") == ["PM-2026-000001"]
    block = centre.write(set_aside, series_id=the_series(centre).id, holder="Chortoq", count=3).value
    assert issue(centre, "A-2", SURNAMES[:2]) == ["PM-2026-000005", "PM-2026-000006"]
    assert centre.write(give_back, block_id=block, used=1).value == 2
    announced = centre.read(first_number, kind=PaperKind.CERTIFICATE, day=centre.clock.today())
    assert announced == "PM-2026-000003"
    assert issue(centre, "A-3", SURNAMES[:3]) == ["PM-2026-000003", "PM-2026-000004", "PM-2026-000007"]


def test_the_list_of_numbers_tells_what_became_of_each(centre: Centre) -> None:
    issue(centre, "A-1", SURNAMES[:2])
    series_id = the_series(centre).id
    centre.write(annul, certificate_id=1, ground=Ground("Xato", "51-T/T", centre.clock.today()))
    here = centre.write(set_aside, series_id=series_id, holder="Pop", count=2).value
    centre.write(set_aside, series_id=series_id, holder="Chust", count=1)
    centre.write(give_back, block_id=here, used=1)
    lines = centre.read(numbers_of, series_id=series_id)
    assert [(line.full_number, line.fate) for line in lines] == [
        ("PM-2026-000001", NumberFate.ANNULLED),
        ("PM-2026-000002", NumberFate.VALID),
        ("PM-2026-000003", NumberFate.USED_ELSEWHERE),
        ("PM-2026-000004", NumberFate.GIVEN_BACK),
        ("PM-2026-000005", NumberFate.SET_ASIDE),
    ]
    assert centre.read(numbers_of, series_id=series_id, offset=4, limit=10) == lines[4:]
    assert centre.read(missing_numbers, series_id=series_id) == 0


def test_a_number_that_nothing_accounts_for_is_found(centre: Centre) -> None:
    issue(centre, "A-1")
    series_id = the_series(centre).id
    centre.write(lambda unit: setattr(unit.session.get_one(CertificateSeries, series_id), "next_number", 4))
    fates = [line.fate for line in centre.read(numbers_of, series_id=series_id)]
    assert fates == [NumberFate.VALID, NumberFate.MISSING, NumberFate.MISSING]
    assert centre.read(missing_numbers, series_id=series_id) == 2


@pytest.mark.parametrize(
    "pattern", ["{prefix}-{number}", "{year}-{number}", "{prefix}-{year}", "{cohort}-{number}", "{"]
)
def test_a_pattern_by_which_a_number_could_come_twice_is_refused(centre: Centre, pattern: str) -> None:
    issue(centre, "A-1")
    with pytest.raises(Invalid, match="pattern_unclear"):
        centre.write(change_pattern, series_id=the_series(centre).id, pattern=pattern, digits=6)


def test_another_pattern_holds_for_the_numbers_to_come(centre: Centre) -> None:
    issue(centre, "A-1")
    centre.write(change_pattern, series_id=the_series(centre).id, pattern="{prefix} № {number}/{year}", digits=4)
    assert issue(centre, "A-2") == ["PM № 0002/2026"]


def test_what_cannot_be_set_aside_or_given_back_is_refused_by_name(centre: Centre) -> None:
    issue(centre, "A-1")
    series_id = the_series(centre).id
    for holder, count in (("", 3), ("Pop", 0), ("Pop", 10_001)):
        with pytest.raises(Invalid):
            centre.write(set_aside, series_id=series_id, holder=holder, count=count)
    block = centre.write(set_aside, series_id=series_id, holder="Pop", count=2).value
    with pytest.raises(CentreError, match="used_out_of_range"):
        centre.write(give_back, block_id=block, used=3)
    centre.write(give_back, block_id=block, used=2)
    with pytest.raises(Refused):
        centre.write(give_back, block_id=block, used=0)


def test_missing_numbers_are_listed_and_blocks_are_not_among_them(centre: Centre) -> None:
    issue(centre, "A-1")
    series_id = the_series(centre).id
    assert centre.read(missing_of, series_id=series_id) == []
    centre.write(lambda unit: setattr(unit.session.get_one(CertificateSeries, series_id), "next_number", 4))
    centre.write(set_aside, series_id=series_id, holder="Pop", count=2)
    issue(centre, "A-2")
    centre.write(lambda unit: setattr(unit.session.get_one(CertificateSeries, series_id), "next_number", 8))
    missing = centre.read(missing_of, series_id=series_id)
    assert [(line.number, line.fate) for line in missing] == [(each, NumberFate.MISSING) for each in (2, 3, 7)]
    assert centre.read(missing_numbers, series_id=series_id) == 3


def test_a_number_tells_on_which_blank_it_stands_and_which_it_spoiled(centre: Centre) -> None:
    issue(centre, "A-1")

    def printed_twice(unit: UnitOfWork) -> None:
        day = {"received_on": unit.today, "document": "1"}
        unit.session.add(BlankReceipt(id=1, letters="MO", first=831, last=832, digits=6, **day))
        unit.session.add(PrintRun(id=1, begun_at=unit.now, begun_by="x"))
        unit.session.flush()
        of_run = {"receipt_id": 1, "letters": "MO"}
        unit.session.add(Blank(id=1, number=831, state=BlankState.SPOILED, **of_run))
        unit.session.add(Blank(id=2, number=832, state=BlankState.USED, certificate_id=1, **of_run))
        unit.session.flush()
        for place, state in ((1, PrintState.FAILED), (2, PrintState.PRINTED)):
            unit.session.add(PrintItem(run_id=1, place=place, certificate_id=1, blank_id=place, state=state))

    centre.write(printed_twice)
    (line,) = centre.read(numbers_of, series_id=the_series(centre).id)
    assert (line.blank, line.spoiled) == ("MO 000832", "MO 000831")


def test_the_pattern_is_settled_before_the_first_paper(centre: Centre) -> None:
    centre.write(open_series)
    centre.write(open_series)
    certificates = next(series for series in centre.read(all_series) if series.kind == "certificate")
    assert len(centre.read(all_series)) == 3
    for digits in (3, 11):
        with pytest.raises(Invalid, match="digits_out_of_range"):
            centre.write(change_pattern, series_id=certificates.id, pattern=certificates.pattern, digits=digits)
    centre.write(change_pattern, series_id=certificates.id, pattern="{prefix}/{year}/{number}", digits=10)
    assert issue(centre, "A-1") == ["PM/2026/0000000001"]
