"""What the page of a month reads: at once what is seen first, a moment later the whole return and its checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.centre import Centre
from desktop_app.reference.service import profile
from desktop_app.returns.explaining import notes
from desktop_app.returns.forms import PLAN_FORM, usual_codes
from desktop_app.returns.records import Form, MonthlyReturn
from desktop_app.returns.service import compose_form, compose_return
from desktop_app.returns.states import Way, way_of


@dataclass(frozen=True)
class Looked:
    """What the first look at a month shows; ``codes`` are those of the forms that the centre sends."""

    month: date
    centre: str
    codes: tuple[str, ...]
    plan: Form
    way: Way


@dataclass(frozen=True)
class Checked:
    """The whole return, and the sentences by the keys of their findings."""

    content: MonthlyReturn
    sentences: Mapping[str, str]


# Both run in the worker.


def look(centre: Centre, *, month: date) -> Looked:
    own = centre.read(profile)
    plan = centre.read(compose_form, year=month.year, month=month.month, code=PLAN_FORM)
    way = centre.read(way_of, year=month.year, month=month.month)
    return Looked(month, own.name, usual_codes(own.return_forms), plan, way)


def check(centre: Centre, *, month: date) -> Checked:
    of_month = {"year": month.year, "month": month.month}
    return Checked(centre.read(compose_return, **of_month), centre.read(notes, **of_month))
