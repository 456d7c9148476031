"""A centre whose register of one year is as long as a benchmark asks for, with a tenth as much of the year before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, text

from db import engine as engines
from db.models.certificates import CertificateBatch, CertificateSeries, PaperKind
from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Programme
from desktop_app.centre import Centre
from desktop_app.certificates.issuing import signing_key
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import SigningKey, sign
from tests.benchmarks.crowd import crowded_centre

YEAR = 2026
PEOPLE_OF_A_COHORT = 27
PROGRAMMES, HOURS = 40, 144
SUBJECTS = ("Matematika", "Fizika", "Kimyo", "Biologiya", "Ona tili", "Tarix", "Informatika")
EARLIER_SHARE = 10
# Every so manieth cohort is handed statements, every so manieth paper is withdrawn or a duplicate.
STATEMENTS_EVERY, ANNULLED_EVERY, DUPLICATE_EVERY = 10, 83, 97

Row = dict[str, Any]

_ENROLMENTS = """
INSERT INTO enrolment (id, cohort_id, person_id, state, enrolled_on, district_code, subject_code, workplace, position,
    leaving_reason, external_certificate, external_link, outcome_facts, repeat_reason, version)
SELECT :before + id, :cohorts + (id - 1) / :each + 1, id, 'completed', :day, district_code, subject_code,
    '12-maktab', 'Oʻqituvchi', '', '', '', '{}', '', 1 FROM person WHERE id <= :count
"""
_PAPERS = """
INSERT INTO certificate (id, enrolment_id, kind, series_id, batch_id, number, full_number, issued_on, state, kid,
    code_text, holder, sort_key, face, page_digest, origin, reason, order_number, annulling_reason,
    annulling_order_number, version)
SELECT enrolment.id, enrolment.id, series.kind, series.id, batch.id, enrolment.id - :before,
    series.prefix || '-' || series.year || '-' || printf('%06d', enrolment.id - :before), batch.issued_on,
    CASE WHEN enrolment.id % :annulled THEN 'valid' ELSE 'annulled' END, :kid, code.text,
    person.surname || ' ' || person.given_name || ' ' || person.patronymic, person.sort_key,
    json_object('name', person.surname || ' ' || person.given_name || ' ' || person.patronymic,
        'number', enrolment.id, 'course', 'Raqamli savodxonlik asoslari boʻyicha malaka oshirish kursi'),
    hex(zeroblob(32)), CASE WHEN enrolment.id % :duplicate THEN 'first' ELSE 'duplicate' END, '', '', '', '', 1
FROM enrolment
JOIN person ON person.id = enrolment.person_id
JOIN certificate_batch AS batch ON batch.cohort_id = enrolment.cohort_id
JOIN code_of_batch AS code ON code.batch_id = batch.id
JOIN certificate_series AS series ON series.id = code.series_id
WHERE enrolment.id > :before ORDER BY enrolment.id
"""


@contextmanager
def registered_centre(papers: int) -> Iterator[Centre]:
    """An open centre with so many papers in the register of ``YEAR``, gone afterwards."""
    with crowded_centre(papers) as centre:
        fill_register(centre, papers)
        yield centre


def fill_register(centre: Centre, papers: int) -> None:
    centre.write(lambda unit: signing_key(unit, "TV", YEAR))
    with engines.writing(centre.engine).begin() as connection:
        connection.execute(insert(Programme), [_programme(number) for number in range(1, PROGRAMMES + 1)])
        connection.execute(insert(CertificateSeries), list(_series()))
        connection.exec_driver_sql("CREATE TEMP TABLE code_of_batch (batch_id INTEGER PRIMARY KEY, series_id, text)")
        _Year(connection, YEAR - 1, 0, 0).write(papers // EARLIER_SHARE)
        _Year(connection, YEAR, 1_000_000, 1_000_000).write(papers)
        connection.exec_driver_sql("DROP TABLE temp.code_of_batch")
        # Nothing is told of the sizes of its tables, as in any centre.
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    centre.engine.dispose()


class _Year:
    """Cohorts of one year, each with its one batch, beyond the ids ``before`` of enrolments and ``cohorts``."""

    def __init__(self, connection: Connection, year: int, before: int, cohorts: int) -> None:
        self._connection, self._year, self._before, self._cohorts = connection, year, before, cohorts

    def write(self, papers: int) -> None:
        count = -(-papers // PEOPLE_OF_A_COHORT)
        numbers = range(self._cohorts + 1, self._cohorts + count + 1)
        self._connection.execute(insert(Cohort), [self._cohort(number, count) for number in numbers])
        self._connection.execute(insert(CertificateBatch), [self._batch(number, count) for number in numbers])
        key = self._connection.execute(text("SELECT kid, private_key, public_key FROM signing_key")).one()
        codes = [self._code(number, count, key) for number in numbers]
        self._connection.execute(text("DELETE FROM code_of_batch"))
        self._connection.execute(text("INSERT INTO code_of_batch VALUES (:batch_id, :series_id, :text)"), codes)
        shared = {"before": self._before, "cohorts": self._cohorts, "count": papers, "each": PEOPLE_OF_A_COHORT}
        self._connection.execute(text(_ENROLMENTS), shared | {"day": date(self._year, 1, 12).isoformat()})
        asked = {"before": self._before, "annulled": ANNULLED_EVERY, "duplicate": DUPLICATE_EVERY, "kid": key.kid}
        self._connection.execute(text(_PAPERS), asked)

    def _cohort(self, number: int, count: int) -> Row:
        """They begin one after the other through the year, and their codes lie otherwise than their numbers."""
        place = number - self._cohorts
        starts_on = date(self._year, 1, 12) + timedelta(days=place * 300 // count)
        return {
            "id": number,
            "code": f"{('FIZ', 'KIM', 'BOSH', 'MTT')[place % 4]}-{self._year % 100}/{place:05}",
            "programme_id": place * 7 % PROGRAMMES + 1,
            "state": CohortState.COMPLETED,
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=17),
            "completed_on": starts_on + timedelta(days=17),
            "completion_order_number": f"{place}-TT",
            "completion_order_date": starts_on + timedelta(days=17),
        }

    def _batch(self, number: int, count: int) -> Row:
        day = self._cohort(number, count)["ends_on"] + timedelta(days=1)
        return {"id": number, "cohort_id": number, "issued_on": day, "language": "uz_Latn", "words": {}}

    def _code(self, number: int, count: int, key: Any) -> Row:
        """One for all papers of a cohort: half a million signatures would take longer than all the figures."""
        cohort, is_statement = self._cohort(number, count), number % STATEMENTS_EVERY == 0
        claims = CertificateClaims(
            number=f"PM-{self._year}-{number:06}",
            name="Gʻulomova Oʻgʻiloy Shuhratjon qizi",
            course=_title(cohort["programme_id"]),
            hours=HOURS,
            start=cohort["starts_on"],
            end=cohort["ends_on"],
            issued=cohort["ends_on"] + timedelta(days=1),
            centre="Namangan viloyati pedagogik mahorat markazi",
        )
        series = (self._year - YEAR) * 10 + 101 + is_statement
        return {
            "batch_id": number,
            "series_id": series,
            "text": sign(claims, SigningKey(key.kid, key.private_key, key.public_key)),
        }


def _title(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]} fani oʻqituvchilarining malakasini oshirish, {number}-kurs"


def _programme(number: int) -> Row:
    taught = {"hours": HOURS, "staff_group": "PEDAGOG", "mode_code": "AJR"}
    return {"id": number, "code": f"D-{number}", "title": _title(number)} | taught


def _series() -> Iterator[Row]:
    for year in (YEAR - 1, YEAR):
        for place, (kind, prefix) in enumerate(((PaperKind.CERTIFICATE, "PM"), (PaperKind.STATEMENT, "MM"))):
            series_id = (year - YEAR) * 10 + 101 + place
            yield {"id": series_id, "kind": kind, "prefix": prefix, "year": year, "digits": 6, "next_number": 600_000}
