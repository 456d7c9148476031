"""A printer that misses is met where it prints: what it does to the page is taken back before."""

import pytest

from desktop_app.errors import Invalid
from desktop_app.print_runs.calibration import LENGTH, MARK, Calibration, measured
from desktop_app.print_runs.document import calibration_page
from tests.print_runs.ruler import thick_lines

A4_ACROSS = (297.0, 210.0)


def misprinted(at: float, side: float, *, beside: float, scale: float) -> float:
    """Where a printer that is off puts what is drawn ``at``."""
    return side / 2 + scale * (at - side / 2) + beside


def test_the_marks_stand_where_the_page_says() -> None:
    assert thick_lines(calibration_page(width=297, height=210, calibration=Calibration())) == pytest.approx(
        (MARK, MARK), abs=0.1
    )


def test_the_page_moves_by_the_millimetres_given() -> None:
    page = calibration_page(width=297, height=210, calibration=Calibration(right=2.5, down=-1.5))
    assert thick_lines(page) == pytest.approx((MARK + 2.5, MARK - 1.5), abs=0.1)


def test_a_printer_that_shifts_and_shrinks_hits_the_place_once_measured() -> None:
    off = {"beside": 1.8, "scale": 0.985}
    found = measured(
        from_left=misprinted(MARK, 297, **off),
        from_top=misprinted(MARK, 210, **off),
        length=LENGTH * 0.985,
        page=A4_ACROSS,
        applied=Calibration(),
    )
    for at in (20.0, 150.0, 280.0):
        drawn = 297 / 2 + found.scale * (at - 297 / 2) + found.right
        assert misprinted(drawn, 297, **off) == pytest.approx(at, abs=0.02)


def test_measured_once_more_with_its_correction_nothing_changes() -> None:
    before = Calibration(right=-1.2, down=0.4, scale=1.01)
    assert measured(from_left=MARK, from_top=MARK, length=LENGTH, page=A4_ACROSS, applied=before) == before


@pytest.mark.parametrize(
    ("from_left", "length", "field"), [(60.0, 100.0, "from_left"), (2.0, 100.0, "from_left"), (20.0, 10.0, "length")]
)
def test_a_ruler_that_was_misread_is_noticed(from_left: float, length: float, field: str) -> None:
    with pytest.raises(Invalid) as told:
        measured(from_left=from_left, from_top=MARK, length=length, page=A4_ACROSS, applied=Calibration())
    assert told.value.field == field
