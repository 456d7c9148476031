"""Returns on their way, for the tests: explained, checked, approved, sent."""

from dataclasses import asdict

from db.models.cohorts import EnrolmentState
from desktop_app.centre import Centre
from desktop_app.inspection.model import Severity
from desktop_app.returns.checking import approve_return, check_return
from desktop_app.returns.editions import FORMS_EDITION
from desktop_app.returns.explaining import explain, key_of
from desktop_app.returns.figures import lines_of
from desktop_app.returns.kept_people import packed_people
from desktop_app.returns.service import compose_return
from desktop_app.returns.states import Dispatching, DispatchWay, KeptReturn, ReturnState, send
from tests import factories
from tests.conftest import NOW
from tests.returns.year import IN_OCTOBER, OCTOBER, enrol, fill_year

BY_MAIL = Dispatching(DispatchWay.MAIL, "hisobot@example.uz")
OCTOBER_COHORT = 2


def fill_explained_year(centre: Centre) -> None:
    fill_year(centre)
    explain_all(centre)


def explain_all(centre: Centre) -> None:
    for finding in centre.read(compose_return, **OCTOBER).findings:
        if finding.severity is Severity.WARNING:
            centre.write(explain, **OCTOBER, key=key_of(finding), sentence="Bu oyda bir guruh kechikdi.")


def sent(centre: Centre, reason: str = "") -> KeptReturn:
    """The return of October, sent by mail; with a ``reason`` it corrects the one before."""
    approved = approved_return(centre, reason)
    return centre.write(send, snapshot_id=approved.id, version=approved.version, dispatching=BY_MAIL).value


def approved_return(centre: Centre, reason: str = "") -> KeptReturn:
    checked = check_return(centre, **OCTOBER, reason=reason)
    return approve_return(centre, snapshot_id=checked.id, version=checked.version)


def as_sent(centre: Centre) -> int:
    """October as it stands, kept as sent without being written; returns the return's id."""
    content = centre.read(compose_return, **OCTOBER)
    figures = {
        "digest": content.digest,
        "edition": FORMS_EDITION,
        "errors": 0,
        "warnings": 0,
        "people": 0,
        "lines": [asdict(line) for line in lines_of(content.forms)],
    }
    people = centre.read(packed_people, content.period)
    row = factories.return_snapshot(state=ReturnState.SENT, number=1, figures=figures, people=people, made_at=NOW)
    return factories.write(centre, row).id


def another_finishes(centre: Centre) -> int:
    """One more finishes in October than was known; returns the person's id."""
    done = {"state": EnrolmentState.COMPLETED, "finished_on": IN_OCTOBER, "staff_group": "PEDAGOG"}
    return enrol(centre, OCTOBER_COHORT, subject_code="MAT", **done)
