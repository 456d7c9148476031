"""A cohort on an order of the ministry, with a leader and nobody in it yet."""

from datetime import date

import pytest

from desktop_app.accounts.service import staff
from desktop_app.centre import Centre
from tests.factories import cohort, programme, write


@pytest.fixture
def cohort_id(centre: Centre) -> int:
    taught = write(centre, programme(order_number="577-sonli", order_date=date(2025, 12, 28)))
    return write(centre, cohort(taught.id, leader_id=centre.read(staff)[0].id)).id
