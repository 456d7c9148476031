"""What is suspicious about an annual plan: people who stand in two of its lines and so count double."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.returns.figures import PLAN_FORM
from desktop_app.returns.plan_service import PlanEntry
from desktop_app.returns.records import Finding, Form, Severity
from desktop_app.returns.rules import place_of, shown


def counted_twice(lines: Iterable[PlanEntry]) -> Iterator[list[PlanEntry]]:
    """The lines of each month, channel and staff group that hold people of other lines of it.

    A line for all districts holds those of every district, and so with subjects. Lines that are cut alike add up:
    a second order may well plan more people for the same district.
    """
    alike: dict[tuple[int, str, str], list[PlanEntry]] = defaultdict(list)
    for line in lines:
        alike[line.month, line.channel_code, line.staff_group].append(line)
    for members in alike.values():
        overlapping = _overlapping(members)
        if overlapping:
            yield overlapping


def check_plan(lines: Iterable[PlanEntry], plan: Form, *, until: int, names: Mapping[str, str]) -> Iterator[Finding]:
    """SUM: no line of the plan up to the month ``until`` is added to lines that it holds already."""
    for doubled in counted_twice(line for line in lines if line.month <= until):
        first = doubled[0]
        code = f"{first.channel_code}.{first.staff_group}"
        row = next((row.title for row in plan.rows if row.code == code), code)
        people = shown(sum(line.people for line in doubled))
        facts = {
            "form": PLAN_FORM,
            "row": row,
            "month": month_title(first.year, first.month, language()),
            "lines": named_lines(doubled, names),
        }
        message = N_("{form}, {row}, {month}: the plan adds up lines that hold the same people: {lines}.")
        yield Finding("SUM", Severity.WARNING, place_of(PLAN_FORM, code, "plan_year"), people, "", message, facts)


def named_lines(lines: Sequence[PlanEntry], names: Mapping[str, str]) -> str:
    """Each line by its district and subject, with its people; ``names`` by the codes of both."""
    return "; ".join(f"{_cut(line, names)} – {shown(line.people)}" for line in lines)


def _cut(line: PlanEntry, names: Mapping[str, str]) -> str:
    codes = [code for code in (line.district_code, line.subject_code) if code]
    return ", ".join(names.get(code, code) for code in codes) or _("All")


def _overlapping(lines: Sequence[PlanEntry]) -> list[PlanEntry]:
    places: set[int] = set()
    for (first, one), (second, other) in combinations(enumerate(lines), 2):
        cuts = ((one.district_code, other.district_code), (one.subject_code, other.subject_code))
        is_cut_alike = all(mine == theirs for mine, theirs in cuts)
        is_shared = all(mine == theirs or None in (mine, theirs) for mine, theirs in cuts)
        if is_shared and not is_cut_alike:
            places |= {first, second}
    return [line for place, line in enumerate(lines) if place in places]
