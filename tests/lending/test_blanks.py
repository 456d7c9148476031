"""Blanks of strict account that go along with a cohort: away from the safe, and back used, spoiled or as they were."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.certificates import Blank, BlankState
from db.models.parcels import ParcelConflict
from desktop_app.blanks.receipts import receipts, receive
from desktop_app.blanks.stock import blanks, next_in_tray, trays, write_off
from desktop_app.borrowed import Kind
from desktop_app.centre import Centre
from desktop_app.certificates.service import issue_certificates
from desktop_app.errors import Invalid, Refused
from desktop_app.lending import service
from desktop_app.lending.records import Wish
from desktop_app.lending.returning import give_back
from desktop_app.lending.service import lend
from desktop_app.lending.taking_back import take_back
from tests.courses import Course, Taught, closed_course
from tests.lending.lending_office import PASSWORD, lent_file, other_pc

RECEIVED = date(2026, 10, 1)
SAFE = [101, 102, 103, 104, 105, 106]


@pytest.fixture
def course(centre: Centre) -> Course:
    """Two who are to get papers, and six blanks in the safe."""
    centre.write(receive, letters="AA", first="000101", last="000106", received_on=RECEIVED, document="Yuk xati 7")
    return closed_course(centre, [Taught("Aliyeva"), Taught("Boboyev")], code="BOSHQA-26/11")


def states(centre: Centre) -> dict[int, tuple[str, bool]]:
    """Each blank by its number: what became of it, and whether it is lent."""
    return {row.number: (row.state.value, row.is_lent) for row in centre.read(blanks)}


def uses(centre: Centre, course: Course) -> None:
    """One paper is printed on the first blank, the second is spoiled."""
    issued = centre.write(issue_certificates, cohort_id=course.cohort_id).value.issued
    papers = [each.id for each in issued]

    def stand(unit) -> None:
        rows = unit.session.scalars(select(Blank).order_by(Blank.number)).all()
        rows[0].state, rows[0].certificate_id, rows[0].changed_on = BlankState.USED, papers[0], unit.today
        rows[0].changed_by = unit.actor.name

    centre.write(stand)
    centre.write(write_off, letters="AA", first=104, last=104, state=BlankState.SPOILED, reason="Siyoh toʻkildi")


def lent_with_blanks(centre: Centre, course: Course, folder: Path) -> str:
    return lent_file(centre, course, folder, numbers=5, blanks=3, first_blank="AA 000103").file


def test_lent_blanks_are_out_of_the_safe(centre: Centre, course: Course, tmp_path: Path) -> None:
    lent_with_blanks(centre, course, tmp_path)
    assert [number for number, (_state, is_lent) in states(centre).items() if is_lent] == [103, 104, 105]
    (tray,) = centre.read(trays)
    assert (tray.left, tray.first) == (3, 101)
    with pytest.raises(Invalid, match="blank_lent"):
        centre.read(next_in_tray, letters="AA", first=103, count=1)
    assert len(centre.read(next_in_tray, letters="AA", first=102, count=2)) == 2


def test_they_come_back_used_spoiled_or_as_they_were(centre: Centre, course: Course, tmp_path: Path) -> None:
    with other_pc(lent_with_blanks(centre, course, tmp_path), tmp_path / "there") as there:
        assert sorted(states(there)) == [103, 104, 105]
        assert [receipt.left for receipt in there.read(receipts)] == [3]
        uses(there, course)
        given = give_back(there, out=tmp_path)
    result = take_back(centre, file=Path(given.file))
    assert (result.changed["blank"], result.conflicts) == (2, 0)
    used, spoiled, left = ("used", False), ("spoiled", False), ("left", False)
    assert states(centre) == dict(zip(SAFE, [left, left, used, spoiled, left, left], strict=True))
    (paper,) = (row for row in centre.read(blanks) if row.number == 103)
    assert paper.holder.startswith("Aliyeva")
    assert centre.read(blanks, state=BlankState.SPOILED)[0].reason == "Siyoh toʻkildi"
    # The same return once more changes nothing.
    assert take_back(centre, file=Path(given.file)).is_known
    assert states(centre)[104] == spoiled


def test_a_blank_that_both_places_account_for_waits_for_a_decision(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    with other_pc(lent_with_blanks(centre, course, tmp_path), tmp_path / "there") as there:
        uses(there, course)
        given = give_back(there, out=tmp_path)
    centre.write(write_off, letters="AA", first=103, last=103, state=BlankState.LOST, reason="Yoʻlda yoʻqoldi")
    assert take_back(centre, file=Path(given.file)).conflicts == 1
    assert states(centre)[103] == ("lost", False)
    (clash,) = centre.read(lambda unit: unit.session.scalars(select(ParcelConflict)).all())
    assert clash.entity == "blank"


def test_work_that_is_written_off_leaves_its_blanks_to_be_accounted_for(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    lent = lent_file(centre, course, tmp_path, blanks=2, first_blank="aa000101")
    centre.write(service.write_off, parcel_id=lent.parcel_id, reason="Fleshka yoʻqoldi")
    assert [is_lent for _state, is_lent in states(centre).values()] == [False] * 6


@pytest.mark.parametrize(
    ("first", "count", "code"),
    [("AA", 1, "blank_unreadable"), ("AA 000200", 1, "blank_unknown"), ("AA 000105", 3, "blanks_short")],
)
def test_blanks_that_are_not_there_are_not_lent(
    centre: Centre, course: Course, tmp_path: Path, first: str, count: int, code: str
) -> None:
    with pytest.raises((Invalid, Refused), match=code):
        lent_file(centre, course, tmp_path, blanks=count, first_blank=first)
    assert not any(is_lent for _state, is_lent in states(centre).values())
    assert not list(tmp_path.glob("*.mahorat-parcel"))


def test_blanks_go_along_with_a_cohort_alone(centre: Centre, course: Course, tmp_path: Path) -> None:
    wish = Wish(Kind.SURVEY, 1, "Filial", blanks=1, first_blank="AA 000101")
    with pytest.raises(Invalid, match="blanks_for_cohorts"):
        lend(centre, wish, password=PASSWORD, out=tmp_path)
