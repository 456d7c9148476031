"""A cohort with certificates, blanks in the safe, and a printer that jams where a test wants it to."""

from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice

from db.models.certificates import Certificate, CertificateBatch, CertificateSeries, SigningKey
from db.models.cohorts import EnrolmentState
from desktop_app.blanks.receipts import receive
from desktop_app.centre import Centre
from desktop_app.errors import StorageError
from desktop_app.i18n import N_
from desktop_app.print_runs.calibration import Calibration
from desktop_app.print_runs.feeding import feed
from desktop_app.print_runs.records import Run
from desktop_app.print_runs.service import run
from tests import factories

ISSUED_ON = date(2026, 11, 21)
SURNAMES = ("Azimova", "Botirova", "Davronova", "Ergasheva", "Fozilova")


@dataclass
class Printer:
    """Keeps what it prints; breaks at the page that it ``jams_at``, counted from 1."""

    jams_at: int = 0
    pages: list[bytes] = field(default_factory=list)

    def print_pages(self, content: bytes) -> None:
        if len(self.pages) + 1 == self.jams_at:
            raise StorageError("printer_failed", N_("The printer does not answer. Check that it is switched on."))
        self.pages.append(content)


def certified(centre: Centre, *, people: int = 5) -> tuple[int, list[int]]:
    """The cohort and its certificates by number; nothing but what printing needs is true of them."""
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id, code="MAT-26/11"))
    key = SigningKey(kid=b"k", year=2026, public_key=b"", private_key=b"", made_at=centre.clock.now())
    factories.write(centre, key)
    series = factories.write(centre, CertificateSeries(prefix="PM", year=2026, digits=6, next_number=people + 1))
    words = {"title": "MALAKA SERTIFIKATI", "course": "Matematika"}
    batch = CertificateBatch(cohort_id=cohort.id, issued_on=ISSUED_ON, language="uz_Latn", words=words)
    factories.write(centre, batch)
    ids = []
    for number, surname in enumerate(islice(cycle(SURNAMES), people), 1):
        person = factories.write(centre, factories.person(surname=surname))
        state = EnrolmentState.COMPLETED
        enrolment = factories.write(centre, factories.enrolment(cohort.id, person.id, state=state))
        certificate = Certificate(
            enrolment_id=enrolment.id,
            series_id=series.id,
            batch_id=batch.id,
            number=number,
            full_number=f"PM-2026-{number:06}",
            issued_on=ISSUED_ON,
            kid=b"k",
            code_text="MAHORAT:" * 20,
            holder=f"{surname} Zilola",
        )
        ids.append(factories.write(centre, certificate).id)
    return cohort.id, ids


def received(centre: Centre, first: str = "000831", last: str = "000860") -> int:
    day = date(2026, 11, 10)
    return centre.write(receive, letters="MO", first=first, last=last, received_on=day, document="Yuk xati 12").value


def fed(centre: Centre, run_id: int, printer: Printer) -> Run:
    """Feed the printer; a jam is left for the person to tell of."""
    try:
        feed(centre, run_id=run_id, press=printer, calibration=Calibration())
    except StorageError:
        assert printer.jams_at
    return centre.read(run, run_id=run_id)
