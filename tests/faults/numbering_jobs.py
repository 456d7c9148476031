"""Jobs that give out the numbers of certificates and tell of each when it is saved: to be killed, and to race."""

from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from db.engine import open_engine
from db.models.certificates import Certificate, CertificateState
from db.models.cohorts import Cohort
from desktop_app.accounts.service import nobody_chosen
from desktop_app.centre import Centre
from desktop_app.certificates.later import Ground, duplicate
from desktop_app.certificates.series import all_series, give_back, set_aside
from desktop_app.certificates.service import issue_certificates
from desktop_app.clock import FixedClock
from desktop_app.errors import CentreError
from desktop_app.paths import CentrePaths
from tests.faults.marking_jobs import NOW
from tests.faults.telling import tell

SET_ASIDE, USED_THERE = 3, 1
DUPLICATES_AGAINST_OTHERS = 6
_LOST = Ground("Yoʻqolgan, ariza", "12-T/T", date(2026, 11, 21))


def number_for_ever(database: Path) -> None:
    """Issue to every cohort that waits; then set numbers aside, take some back and write duplicates, for ever."""
    centre = _centre(database)
    for cohort_id in centre.read(lambda unit: unit.session.scalars(select(Cohort.id)).all()):
        issued = centre.write(issue_certificates, cohort_id=cohort_id).value.issued
        if issued:
            tell("issued", *(record.full_number for record in issued))
    (series,) = centre.read(all_series)
    for turn in count():
        block = centre.write(set_aside, series_id=series.id, holder="Pop", count=SET_ASIDE).value
        if turn % 2:
            centre.write(give_back, block_id=block, used=USED_THERE)
        tell("issued", _duplicate_of_the_oldest(centre))


def number_against_others(database: Path) -> None:
    """Issue to every cohort in the order in which the other PC does, and write duplicates of the same papers."""
    centre = _centre(database)
    for cohort_id in centre.read(lambda unit: unit.session.scalars(select(Cohort.id)).all()):
        centre.write(issue_certificates, cohort_id=cohort_id)
    written = 0
    while written < DUPLICATES_AGAINST_OTHERS:
        try:
            _duplicate_of_the_oldest(centre)
        except CentreError:
            # The other PC has replaced that paper in the meantime.
            continue
        written += 1
    tell("numbered")


def _duplicate_of_the_oldest(centre: Centre) -> str:
    oldest = select(func.min(Certificate.id)).where(Certificate.state == CertificateState.VALID)
    certificate_id = centre.read(lambda unit: unit.session.scalar(oldest))
    new_id = centre.write(duplicate, certificate_id=certificate_id, ground=_LOST).value
    return centre.read(lambda unit: unit.session.get_one(Certificate, new_id).full_number)


def _centre(database: Path) -> Centre:
    return Centre(CentrePaths(database.parent), open_engine(database), FixedClock(NOW), nobody_chosen())
