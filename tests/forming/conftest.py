"""A centre with many teachers who are due and a programme for them."""

from collections.abc import Callable
from datetime import date

import pytest

from db.models.programmes import Programme
from desktop_app.centre import Centre
from tests import factories

OTHER_DISTRICT = "1727212"
Teachers = Callable[..., list[int]]


@pytest.fixture
def taught(centre: Centre) -> Programme:
    """For mathematics teachers."""
    return factories.write(centre, factories.programme(subject_code="MAT"))


@pytest.fixture
def teachers(centre: Centre) -> Teachers:
    """So many more teachers of mathematics, due by their years of service."""

    def enter(count: int, **values: object) -> list[int]:
        facts = {
            "staff_group": "PEDAGOG",
            "subject_code": "MAT",
            "language_code": "uz",
            "category_code": "II",
            "service_since": date(2015, 9, 1),
        }
        people = [factories.person(surname=f"Karimov{number:03}", **facts | values) for number in range(count)]
        return [factories.write(centre, person).id for person in people]

    return enter
