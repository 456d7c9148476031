"""The checks of a return against the register behind it: counts made another way, orders, certificates, lists."""

from collections import Counter
from collections.abc import Iterator, Sequence

from desktop_app.i18n import N_
from desktop_app.inspection.model import Severity
from desktop_app.inspection.shares import USUAL, Bounds
from desktop_app.language.dates import short_date
from desktop_app.plan.population import CAME, FINISHED
from desktop_app.plan.records import Standing
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.editions import plan_in_edition
from desktop_app.returns.evidence import CohortFacts, Evidence
from desktop_app.returns.records import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM, TOTAL, Finding, Form
from desktop_app.returns.rules import place_of, shown

# The columns that count people of the annex, and where those stand.
LISTED = {
    "called": frozenset(Standing),
    "came": CAME,
    "unmarked": frozenset({Standing.UNMARKED}),
    "studying": frozenset({Standing.STUDYING}),
    "left": frozenset({Standing.LEFT}),
    "completed": FINISHED,
    "certificate": frozenset({Standing.CERTIFICATE}),
    "statement": frozenset({Standing.STATEMENT}),
}


def check_against_register(forms: Sequence[Form], evidence: Evidence, bounds: Bounds = USUAL) -> Iterator[Finding]:
    """Every check that needs the register's own counts."""
    for form in forms:
        if form.code == PLAN_FORM:
            yield from check_carry(form, evidence)
            yield from check_same_as_last_month(form, evidence, bounds)
    yield from check_disjoint(evidence)
    yield from check_standing(evidence)
    yield from check_certificates(evidence)
    for cohort in evidence.cohorts:
        yield from check_dates(cohort)
        yield from check_size(cohort)
        yield from check_hours(cohort)


def check_carry(plan: Form, evidence: Evidence) -> Iterator[Finding]:
    """CARRY: the year to date is what it was a month ago and this month; nobody is counted in both."""
    own = plan.row(OWN_CHANNEL)
    year, month = own.values["year_actual"] or 0, own.values["month_actual"] or 0
    place = place_of(plan.code, OWN_CHANNEL, "year_actual")
    true = evidence.finished_before_month + month
    if year != true or year != evidence.finished_people:
        message = N_("Since January {said} people are stated, but {before} before this month and {month} in it.")
        facts = {"said": shown(year), "before": shown(evidence.finished_before_month), "month": shown(month)}
        yield Finding("CARRY", Severity.ERROR, place, shown(year), shown(true), message, facts)
    for row in plan_in_edition(plan, evidence.previous_edition).all_rows:
        yield from _carried_from_last_return(plan, row.code, plan.title_of(row), evidence)


def _carried_from_last_return(plan: Form, row: str, title: str, evidence: Evidence) -> Iterator[Finding]:
    if evidence.previous is None:
        return
    before = evidence.previous.get((plan.code, row, "year_actual")) or 0
    values = plan.row(row).values
    true = before + (values["month_actual"] or 0)
    if (values["year_actual"] or 0) != true:
        said = shown(values["year_actual"])
        yield Finding(
            "CARRY",
            Severity.ERROR,
            place_of(plan.code, row, "year_actual"),
            said,
            shown(true),
            N_(
                "{row}: since January {said} people are stated, but last month's return and this month make {true}. "
                "An earlier month was changed."
            ),
            {"row": title, "said": said, "true": shown(true)},
        )


def check_same_as_last_month(plan: Form, evidence: Evidence, bounds: Bounds = USUAL) -> Iterator[Finding]:
    """COPY: the month's figure equals that of the month before, to the unit; one of many categories may by chance."""
    if evidence.previous is None:
        return
    for row in plan.rows:
        said = row.values["month_actual"]
        if (
            said is None
            or plan.is_subpart(row)
            or said < bounds.copy_least
            or said != evidence.previous.get((plan.code, row.code, "month_actual"))
        ):
            continue
        message = N_("{form}, {row}: {said} people this month, exactly as many as last month. Is it counted?")
        facts = {"form": plan.code, "row": row.title, "said": shown(said)}
        place = place_of(plan.code, row.code, "month_actual")
        yield Finding("COPY", Severity.WARNING, place, shown(said), "", message, facts)


def check_disjoint(evidence: Evidence) -> Iterator[Finding]:
    """DISJOINT: nobody finishes twice in a year, nor again within the cycle."""
    place = place_of(PLAN_FORM, OWN_CHANNEL, "year_actual")
    if evidence.finishes != evidence.finished_people:
        said, true = shown(evidence.finishes), shown(evidence.finished_people)
        message = N_("{said} finished courses of {true} people: some finished twice this year. Each is counted once.")
        yield Finding("DISJOINT", Severity.ERROR, place, said, true, message, {"said": said, "true": true})
    if evidence.finished_again_in_cycle:
        said = shown(evidence.finished_again_in_cycle)
        message = N_("{said} of the people who finished have a certificate of the last {years} years already.")
        facts = {"said": said, "years": evidence.cycle_years}
        yield Finding("DISJOINT", Severity.WARNING, place, said, "0", message, facts)


def check_standing(evidence: Evidence) -> Iterator[Finding]:
    """FLOW: nobody is finished without a day, nobody still studies where the cohort is over."""
    completed, studying = (place_of(DISTRICT_FORM, TOTAL, column) for column in ("completed", "studying"))
    if evidence.finished_without_day:
        said = shown(evidence.finished_without_day)
        message = N_("{said} people are marked as finished, but the day is missing: they are not counted.")
        yield Finding("FLOW", Severity.ERROR, completed, said, "0", message, {"said": said})
    if evidence.studying_after_end:
        said = shown(evidence.studying_after_end)
        message = N_("{said} people still study in cohorts that are over. Close these cohorts.")
        yield Finding("FLOW", Severity.WARNING, studying, said, "0", message, {"said": said})


def check_certificates(evidence: Evidence) -> Iterator[Finding]:
    """CERT: certificates only for those who earned one, all of them, with numbers that run on."""
    place = place_of(DISTRICT_FORM, TOTAL, "certificate")
    if evidence.certificates_unearned:
        said = shown(evidence.certificates_unearned)
        message = N_("{said} certificates were issued to people who did not earn one.")
        yield Finding("CERT", Severity.ERROR, place, said, "0", message, {"said": said})
    if evidence.certificates_missing:
        said = shown(evidence.certificates_missing)
        message = N_("{said} people have earned a certificate that is not issued yet.")
        yield Finding("CERT", Severity.WARNING, place, said, "0", message, {"said": said})
    for series in evidence.series:
        if series.last_number != series.registered:
            said, true = shown(series.registered), shown(series.last_number)
            message = N_("Series {series}: the last number given is {true}, but the register has {said} certificates.")
            facts = {"series": series.series, "said": said, "true": true}
            yield Finding("CERT", Severity.ERROR, place, said, true, message, facts)


def check_dates(cohort: CohortFacts) -> Iterator[Finding]:
    """DATE: admission order within its days, no completion order or certificate before the end."""
    if cohort.order_date is not None and cohort.order_date > cohort.order_due_on:
        message = N_("Cohort {cohort}: the admission order is of {said}, but it was due by {true}.")
        yield _misdated(cohort, message, short_date(cohort.order_date), short_date(cohort.order_due_on))
    if cohort.completion_order_date is not None and cohort.completion_order_date < cohort.ends_on:
        message = N_("Cohort {cohort}: the completion order is of {said}, but the course ended on {true}.")
        yield _misdated(cohort, message, short_date(cohort.completion_order_date), short_date(cohort.ends_on))
    if cohort.first_certificate_on is not None and cohort.first_certificate_on < cohort.ends_on:
        message = N_("Cohort {cohort}: a certificate is of {said}, but the course ended on {true}.")
        yield _misdated(cohort, message, short_date(cohort.first_certificate_on), short_date(cohort.ends_on))


def check_size(cohort: CohortFacts) -> Iterator[Finding]:
    """CAP: a cohort that begins in the month is neither too small nor too big; a conference is as big as it is."""
    if cohort.is_new and not cohort.is_conference and not cohort.least_people <= cohort.people <= cohort.most_people:
        bounds = f"{cohort.least_people}–{cohort.most_people}"
        message = N_("Cohort {cohort}: {said} people; a group has {bounds}.")
        facts = {"cohort": cohort.code, "said": cohort.people, "bounds": bounds}
        yield Finding("CAP", Severity.WARNING, cohort.code, str(cohort.people), bounds, message, facts)


def check_lists(form: Form, listed: Sequence[Standing]) -> Iterator[Finding]:
    """COUNT-LIST: each total of people is the length of the annexed list. ANNEX: there is one where it is needed."""
    if form.code not in (DISTRICT_FORM, SUBJECT_FORM):
        return
    found = Counter(listed)
    if not found and form.total.values["called"]:
        message = N_("{form} counts people, but the annex lists nobody.")
        yield Finding("ANNEX", Severity.ERROR, form.code, "0", "", message, {"form": form.code})
    for code, standings in LISTED.items():
        column = form.column(code)
        said = form.total.values[code] or 0
        true = sum(found[standing] for standing in standings)
        if said != true:
            message = N_("{form}, {column}: {said} people are stated, but the list has {true}.")
            facts = {"form": form.code, "column": column.title, "said": shown(said), "true": shown(true)}
            place = place_of(form.code, TOTAL, code)
            yield Finding("COUNT-LIST", Severity.ERROR, place, shown(said), shown(true), message, facts)


def check_late(replaces: int | None, reason: str) -> Iterator[Finding]:
    """LATE: a return that takes the place of one that was sent says why."""
    if replaces is not None and not reason:
        message = N_("Return No. {said} of this month was sent already: this one corrects it and must say why.")
        facts = {"said": replaces}
        yield Finding("LATE", Severity.WARNING, PLAN_FORM, str(replaces), "", message, facts)


def check_hours(cohort: CohortFacts) -> Iterator[Finding]:
    """HOURS: no more of them than the days and weeks of the course can hold, and as many as its modules have."""
    if not cohort.is_new:
        return
    if cohort.most_hours is not None and cohort.hours > cohort.most_hours:
        message = N_("Cohort {cohort}: {said} hours, but its days and weeks hold {true} at most.")
        yield _counted_hours(cohort, message, cohort.hours, cohort.most_hours)
    if cohort.module_hours and cohort.module_hours != cohort.programme_hours:
        message = N_("Cohort {cohort}: the modules of its programme have {said} hours, the programme {true}.")
        yield _counted_hours(cohort, message, cohort.module_hours, cohort.programme_hours)


def _counted_hours(cohort: CohortFacts, message: str, said: int, true: int) -> Finding:
    facts = {"cohort": cohort.code, "said": said, "true": true}
    return Finding("HOURS", Severity.WARNING, cohort.code, str(said), str(true), message, facts)


def _misdated(cohort: CohortFacts, message: str, said: str, true: str) -> Finding:
    facts = {"cohort": cohort.code, "said": said, "true": true}
    return Finding("DATE", Severity.ERROR, cohort.code, said, true, message, facts)
