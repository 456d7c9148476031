"""The indicators that a return may be made of, and what each of them is counted from."""

from collections.abc import Mapping

from desktop_app.indicators.applicants import APPLICANTS, OF_APPLICANTS
from desktop_app.indicators.attendance import ATTENDANCE, OF_ATTENDANCE
from desktop_app.indicators.blanks import BLANKS, OF_BLANKS
from desktop_app.indicators.due import DUE, OF_DUE
from desktop_app.indicators.events import EVENTS, OF_EVENTS
from desktop_app.indicators.model import Indicator
from desktop_app.indicators.movement import MOVEMENT
from desktop_app.indicators.of_people import OF_MOVEMENT, OF_PEOPLE
from desktop_app.indicators.papers import OF_PAPERS, PAPERS
from desktop_app.indicators.people import PEOPLE
from desktop_app.indicators.planned import OF_BOTH, OF_PLAN, OF_REPORTED, PLAN, REPORTED
from desktop_app.indicators.satisfaction import OF_SATISFACTION, SATISFACTION
from desktop_app.indicators.sources import Source

_BY_SOURCE: tuple[tuple[Source, tuple[Indicator, ...]], ...] = (
    (APPLICANTS, OF_APPLICANTS),
    (PEOPLE, OF_PEOPLE),
    (MOVEMENT, OF_MOVEMENT),
    (ATTENDANCE, OF_ATTENDANCE),
    (SATISFACTION, OF_SATISFACTION),
    (PAPERS, OF_PAPERS),
    (BLANKS, OF_BLANKS),
    (PLAN, OF_PLAN),
    (REPORTED, OF_REPORTED),
    (DUE, OF_DUE),
    (EVENTS, OF_EVENTS),
)
CATALOGUE: Mapping[str, Indicator] = {
    each.code: each for each in (*(each for _source, members in _BY_SOURCE for each in members), *OF_BOTH)
}
# Words that people say for what has a name of its own.
ALSO_CALLED: Mapping[str, str] = {
    "transferred": "transferred_out",
    "hours": "hours_held",
    "attendance": "attendance_percent",
    "tests": "final_score",
    "survey": "survey_answered",
    "certificates": "certificates_issued",
    "blanks": "blanks_left",
    "plan": "plan_to_date",
    "events": "event_count",
}
# Of what an indicator is divided by, too.
SOURCES: Mapping[str, Source] = {
    code: source for source, members in _BY_SOURCE for each in members for code in (each.code, each.denominator) if code
}
