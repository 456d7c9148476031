"""The rules over returns beside each other: figures that are copied, parts far from a good total, people twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from desktop_app.consolidation.records import Finding, ReadFile, SharedPerson
from desktop_app.consolidation.words import SpokenRegions
from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Severity
from desktop_app.inspection.shares import Bounds
from desktop_app.plan.population import FINISHED
from desktop_app.reference.records import Names as TerritoryNames
from desktop_app.reference.records import TerritoryRecord
from desktop_app.returns.records import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM, TOTAL, Form
from desktop_app.returns.rules import check_outliers, shown

# What tells how much there is in a form, so that small figures agree by chance.
_WEIGHTS = {PLAN_FORM: "year_actual", DISTRICT_FORM: "called", SUBJECT_FORM: "called"}
_ROWS_SHOWN = 20
_MOST_ROWS = 1 << 20

EQUAL = N_("{form}: every figure equals that of {region}.")
SAME_TOTAL = N_("{form}: plan, month and year are all equal to those of {region}: {said} people.")
PLAN_MET = N_("{form}: plan and actual are both {said}. Is it counted?")
SHARED = N_("{said} people of the annex stand in the annex of {region} too, {finished} finished in both. Rows: {rows}.")

Counted = Mapping[str, ReadFile]
Names = Mapping[str, TerritoryNames]


def check_equal(counted: Counted, names: Names, bounds: Bounds) -> Iterator[Finding]:
    """COPY: two regions with the same figures. Both are told: nobody can tell from outside which is the copy."""
    for code, weight in _WEIGHTS.items():
        alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        keys: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {}
        for region, read in counted.items():
            form = read.form(code)
            if form is not None and (form.total.values.get(weight) or 0) >= bounds.copy_least:
                keys[region] = _figures(form), _main_figures(form)
                for key in keys[region]:
                    alike[key].append(region)
        for region, own in keys.items():
            same, same_totals = ([other for other in alike[key] if other != region] for key in own)
            only_totals = [other for other in same_totals if other not in same]
            if same:
                yield _copied(counted[region], region, code, weight, EQUAL, others=_named(same, names))
            if only_totals and code == PLAN_FORM:
                yield _copied(counted[region], region, code, weight, SAME_TOTAL, others=_named(only_totals, names))


def check_plan_met(counted: Counted, bounds: Bounds) -> Iterator[Finding]:
    """COPY: a region's plan and actual equal to the unit."""
    for region, read in counted.items():
        form = read.form(PLAN_FORM)
        if form is None:
            continue
        actual = form.total.values["year_actual"]
        if actual is not None and actual >= bounds.copy_least and actual == form.total.values["year_plan"]:
            yield _copied(read, region, PLAN_FORM, "year_actual", PLAN_MET)


def check_far(national: Sequence[Form], counted: Counted, bounds: Bounds) -> Iterator[Finding]:
    """OUTLIER: a region far from its plan under a total of the country that looks good."""
    for form in national:
        for found in check_outliers(form, bounds) if form.code in _WEIGHTS else ():
            region = found.place.split("/")[1]
            read = counted[region]
            place = read.place(form.code, TOTAL, "percent")
            facts = found.facts
            yield Finding(
                "OUTLIER", found.severity, place, found.said, found.true, found.message, facts, region, read.name
            )


def shared_people(counted: Counted, order: Sequence[TerritoryRecord]) -> list[SharedPerson]:
    """Everybody whose code stands in the annexes of several regions."""
    # Several hundred thousand people: the place of each is one number, region and row together.
    known = [region.code for region in order if region.code in counted]
    first: dict[str, int] = {}
    places: dict[str, list[tuple[str, int]]] = {}
    for at, region in enumerate(known):
        annex = counted[region].annex
        for row, code in enumerate(annex.codes if annex is not None else ()):
            place = first.setdefault(code, at * _MOST_ROWS + row)
            if place // _MOST_ROWS != at and code:
                places.setdefault(code, [(known[place // _MOST_ROWS], place % _MOST_ROWS)]).append((region, row))
    return [_shared(code, found, counted) for code, found in places.items()]


def check_shared(shared: Sequence[SharedPerson], counted: Counted, names: Names) -> Iterator[Finding]:
    """DISJOINT: told to each of two regions, with the rows of its own annex."""
    pairs: dict[tuple[str, str], list[tuple[int, SharedPerson]]] = defaultdict(list)
    for person in shared:
        for region, row in person.places:
            for other in dict.fromkeys(code for code, _row in person.places if code != region):
                pairs[region, other].append((row, person))
    for (region, other), found in pairs.items():
        read = counted[region]
        rows = sorted(row for row, _person in found)
        finished = sum(person.finished > 1 for _row, person in found)
        sheet = read.own.people.sheet if read.own is not None else ""
        more = len(rows) - _ROWS_SHOWN
        listed = ", ".join(map(str, rows[:_ROWS_SHOWN]))
        if more > 0:
            listed = _("{rows} and {more} more", rows=listed, more=more)
        said = shown(len(rows))
        facts = {"said": said, "region": names[other], "finished": shown(finished), "rows": listed}
        severity = Severity.ERROR if finished else Severity.WARNING
        place = f"{read.name}!{sheet}!B{rows[0]}"
        yield Finding("DISJOINT", severity, place, said, "0", SHARED, facts, region, read.name)


def _shared(code: str, found: Sequence[tuple[str, int]], counted: Counted) -> SharedPerson:
    places, finished = [], 0
    for region, at in found:
        annex = counted[region].annex
        assert annex is not None
        places.append((region, annex.first_row + at))
        finished += annex.standings[at] in FINISHED
    return SharedPerson(code, tuple(places), finished)


def _figures(form: Form) -> tuple[object, ...]:
    """Everything that is told, by the codes of rows that regions share; districts by their place.

    Without the categories, which returns of an earlier edition do not tell.
    """
    return tuple(tuple(row.values.values()) for row in form.without_subparts().all_rows)


def _main_figures(form: Form) -> tuple[object, ...]:
    return tuple(form.total.values.get(code) for code in ("plan_year", "year_plan", "month_actual", "year_actual"))


def _named(regions: Sequence[str], names: Names) -> SpokenRegions:
    return SpokenRegions(tuple(names[region] for region in regions))


def _copied(
    read: ReadFile, region: str, form: str, column: str, message: str, /, *, others: SpokenRegions | None = None
) -> Finding:
    found = read.form(form)
    said = shown(found.total.values[column]) if found is not None else ""
    facts = {"form": form, "said": said, "region": others}
    place = read.place(form, TOTAL, column)
    return Finding("COPY", Severity.WARNING, place, said, "", message, facts, region, read.name)
