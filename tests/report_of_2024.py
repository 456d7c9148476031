"""The figures of the ministry's report on 2024, and as many own persons as it tells of."""

from datetime import date

from db import engine as engines
from db.models.cohorts import CohortState
from desktop_app.centre import Centre
from tests import factories

YEAR = 2024
ORDER_NUMBER, ORDER_DATE = "577-sonli", date(2023, 12, 28)
TEACHERS_PLANNED = {"PMM": 291_145, "UKT": 75_099, "OTM_NOTM": 122_586}
TEACHERS_REPORTED = {"UKT": 180_764, "OTM_NOTM": 8_903}
OWN_TEACHERS = 298_921
LEADERS_PLANNED, LEADERS_TRAINED = 9_729, 6_553
REPORT = "2024-yil yakunlari boʻyicha hisobot"


def train_own_teachers(centre: Centre) -> None:
    """As many persons as the centres trained, each enrolled and finished: straight into the file."""
    programme_id = factories.write(centre, factories.programme()).id
    ends_on = date(YEAR, 11, 30)
    held = factories.cohort(
        programme_id, code="PMM-24", starts_on=date(YEAR, 11, 4), ends_on=ends_on, state=CohortState.COMPLETED
    )
    cohort_id = factories.write(centre, held).id
    first = factories.write(centre, factories.person())
    columns = [column.name for column in type(first).__table__.columns if column.name != "id"]
    names = ", ".join(columns)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= {OWN_TEACHERS - 1})"
    with engines.writing(centre.engine).begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO person (id, {names}) {numbers} SELECT {first.id} + i, {names} FROM n, person p"
            f" WHERE p.id = {first.id}"
        )
        connection.exec_driver_sql(
            "INSERT INTO enrolment (cohort_id, person_id, state, enrolled_on, leaving_reason, staff_group, workplace,"
            " position, finished_on, external_certificate, outcome_facts, version)"
            f" SELECT {cohort_id}, id, 'completed', '2024-11-04', '', 'PEDAGOG', '', '', '{ends_on}', '', '{{}}', 1"
            " FROM person"
        )
