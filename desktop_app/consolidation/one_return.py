"""The rules over one region's return: what it says of itself, and what it said a month ago."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from desktop_app.consolidation.ground import Ground
from desktop_app.consolidation.keeping import Figures
from desktop_app.consolidation.reading import placed
from desktop_app.consolidation.records import CentreLine, Finding, ReadFile
from desktop_app.i18n import N_, language
from desktop_app.inspection import model as inspection
from desktop_app.inspection.model import Severity
from desktop_app.inspection.shares import Bounds
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import number
from desktop_app.returns.forms import FORM_CODES
from desktop_app.returns.records import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM, CellKind, Column, Form, Row
from desktop_app.returns.rules import check_forms, check_share, place_of, shown

# Columns that only grow from month to month.
CUMULATIVE = {
    PLAN_FORM: ("year_actual",),
    DISTRICT_FORM: ("called", "completed"),
    SUBJECT_FORM: ("called", "completed"),
}

OTHER_COLUMNS = N_("The forms have other rows or columns than this program knows: {said} is not there.")
LATE = N_("The return was made on {said}, but was due by {true}.")
FEWER = N_("{form}, {row}, {column}: {said} since January, but a month ago it was {true}.")
NOT_CARRIED = N_("{row}: since January {said} people are stated, but last month's return and this month make {true}.")
JUMP = N_("{row}: {said} people this month, but {true} in a usual month of this year.")
SAME_MONTH = N_("{row}: {said} people this month, exactly as many as last month. Is it counted?")


def check_return(line: CentreLine, ground: Ground) -> list[Finding]:
    """Everything that its figures say against each other, the calendar and the return of a month ago."""
    read, region = line.read, line.region
    assert region is not None
    lists = {DISTRICT_FORM: ground.districts.get(region.code, ()), SUBJECT_FORM: ground.subjects}
    found = [placed(read, finding) for finding in _of_forms(read, lists, ground.bounds)]
    found += [
        placed(read, finding) for finding in _against_last_month(read, ground.before.get(region.code), ground.bounds)
    ]
    found += _late(read, ground.due_on)
    return [finding.of(region.code) for finding in found]


def _of_forms(read: ReadFile, lists: Mapping[str, Sequence[str]], bounds: Bounds) -> list[inspection.Finding]:
    own = [form for form in read.forms if form.code in FORM_CODES]
    found = [finding for form in own for finding in _check_shares(form)]
    try:
        # The orders of the plan are words, which are not carried.
        checked = check_forms(own, lists=lists, bounds=bounds)
        found += [finding for finding in checked if not finding.place.endswith("/basis")]
    except KeyError as missing:
        said = str(missing.args[0])
        found.append(inspection.error("EDITION", own[0].code, said, "", OTHER_COLUMNS))
    return found


def _check_shares(form: Form) -> Iterator[inspection.Finding]:
    """PCT and ROUND: the percentage that is carried is that of its two numbers."""
    for column in form.columns:
        for row in form.all_rows if column.kind is CellKind.SHARE else ():
            said = row.values[column.code]
            if said is not None:
                above, below = row.values[column.numerator], row.values[column.denominator]
                yield from check_share(place_of(form.code, row.code, column.code), row.title, said, above, below)


def _against_last_month(read: ReadFile, before: Figures | None, bounds: Bounds) -> Iterator[inspection.Finding]:
    for form in read.forms if before is not None else ():
        for column in form.columns:
            if column.code in CUMULATIVE.get(form.code, ()):
                yield from _check_growth(form, column, before or {})
        if form.code == PLAN_FORM:
            for row in form.all_rows:
                yield from _check_month(form, row, before or {}, read.period or (0, 0), bounds)


def _check_growth(form: Form, column: Column, before: Figures) -> Iterator[inspection.Finding]:
    """CARRY: what is counted since January never falls."""
    for row in form.all_rows:
        then, now = before.get((form.code, row.code, column.code)), row.values[column.code]
        if then is not None and (now or 0) < then:
            facts = {"form": form.code, "row": row.title, "column": column.title}
            yield _finding("CARRY", Severity.ERROR, form, row, column.code, now, then, FEWER, **facts)


def _check_month(
    form: Form, row: Row, before: Figures, period: tuple[int, int], bounds: Bounds
) -> Iterator[inspection.Finding]:
    """CARRY: a month ago and this month make the year so far. COPY and JUMP: the month beside those before it."""
    then, now = before.get((form.code, row.code, "year_actual")), row.values["year_actual"]
    month = row.values["month_actual"]
    if then is None or now is None or month is None:
        return
    if now >= then and now != then + month:
        yield _finding("CARRY", Severity.ERROR, form, row, "year_actual", now, then + month, NOT_CARRIED, row=row.title)
    if month < bounds.copy_least or form.is_subpart(row):
        return
    if month == before.get((form.code, row.code, "month_actual")):
        yield _finding("COPY", Severity.WARNING, form, row, "month_actual", month, None, SAME_MONTH, row=row.title)
    usual = round(then / (period[1] - 1))
    if month > bounds.jump_times * usual:
        yield _finding("JUMP", Severity.WARNING, form, row, "month_actual", month, usual, JUMP, row=row.title)


def _late(read: ReadFile, due_on: date) -> list[Finding]:
    """LATE: the day on which it was made; nobody can say when it was sent."""
    made_on = date.fromisoformat(read.own.made_at) if read.own is not None else due_on
    if made_on <= due_on:
        return []
    said, true = short_date(made_on), short_date(due_on)
    facts = {"said": said, "true": true}
    return [Finding("LATE", Severity.WARNING, read.name, said, true, LATE, facts, file=read.name)]


def _finding(
    rule: str,
    severity: Severity,
    form: Form,
    row: Row,
    column: str,
    said: float | None,
    true: float | None,
    message: str,
    /,
    **facts: object,
) -> inspection.Finding:
    texts = {"said": _text(said), "true": "" if true is None else _text(true)}
    place = place_of(form.code, row.code, column)
    return inspection.Finding(rule, severity, place, texts["said"], texts["true"], message, texts | facts)


def _text(value: float | None) -> str:
    return number(value, 1, language()) if isinstance(value, float) else shown(value)
