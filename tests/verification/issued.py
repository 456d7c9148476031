"""Two certificates of a cohort with the centre's key, written straight into the register: issuing has its own tests."""

from datetime import date

from sqlalchemy import select, update

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries
from db.models.certificates import SigningKey as SigningKeyRow
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificates.payload import CertificateClaims
from desktop_app.certificates.signature import new_key, sign
from tests import factories

STARTS_ON, ENDS_ON, ISSUED_ON = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 21)
CENTRE = "Toshkent viloyati pedagogik mahorat markazi"
FIRST, SECOND = "PM-2026-000001", "PM-2026-000002"


def issue(centre: Centre, *surnames: str) -> list[str]:
    """The texts of the codes, numbered from one."""
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id, starts_on=STARTS_ON, ends_on=ENDS_ON))
    key = new_key("TV", 2026)
    factories.write(
        centre,
        SigningKeyRow(
            kid=key.kid, year=2026, public_key=key.public, private_key=key.private, made_at=centre.clock.now()
        ),
    )
    series = factories.write(centre, CertificateSeries(prefix="PM", year=2026, digits=6, next_number=len(surnames) + 1))
    batch = factories.write(
        centre, CertificateBatch(cohort_id=cohort.id, issued_on=ISSUED_ON, language="uz_Latn", words={})
    )
    codes = []
    for number, surname in enumerate(surnames, start=1):
        person = factories.write(centre, factories.person(surname=surname))
        enrolment = factories.write(centre, factories.enrolment(cohort.id, person.id))
        full, holder = f"PM-2026-{number:06d}", f"{surname} Zilola Rustam qizi"
        claims = CertificateClaims(
            full, holder, programme.title, programme.hours, STARTS_ON, ENDS_ON, ISSUED_ON, CENTRE
        )
        codes.append(sign(claims, key))
        factories.write(
            centre,
            Certificate(
                enrolment_id=enrolment.id,
                series_id=series.id,
                batch_id=batch.id,
                number=number,
                full_number=full,
                issued_on=ISSUED_ON,
                kid=key.kid,
                code_text=codes[-1],
                holder=holder,
            ),
        )
    return codes


def change(centre: Centre, number: str, **columns: object) -> None:
    """What issuing and annulling would do, told as columns."""
    statement = update(Certificate).where(Certificate.full_number == number).values(**columns)
    centre.write(lambda unit: unit.execute_bulk(statement, reason="test"))


def annul(centre: Centre, number: str) -> None:
    change(centre, number, state="annulled", annulled_on=ISSUED_ON)


def replace_by(centre: Centre, number: str, newer: str) -> None:
    def id_of(unit: UnitOfWork) -> int:
        return unit.session.scalars(select(Certificate.id).where(Certificate.full_number == number)).one()

    change(centre, number, state="replaced")
    change(centre, newer, replaces_id=centre.read(id_of))
