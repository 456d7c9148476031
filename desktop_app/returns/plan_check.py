"""The check of the plan behind a return: lines that hold the same people and do not agree on how many they are."""

from collections.abc import Iterable, Iterator, Mapping

from desktop_app.i18n import N_, language
from desktop_app.inspection.model import Severity
from desktop_app.language.dates import month_title
from desktop_app.plan.records import Overlap
from desktop_app.plan.rules import doubtful, overlap_text
from desktop_app.returns.records import PLAN_FORM, Finding, Form
from desktop_app.returns.rules import place_of, shown


def check_plan(overlaps: Iterable[Overlap], plan: Form, *, until: int, names: Mapping[str, str]) -> Iterator[Finding]:
    """SUM: the parts of the plan up to the month ``until`` make the totals that hold them."""
    for overlap in doubtful(overlaps):
        first = overlap.lines[0]
        if first.month > until:
            continue
        code = f"{first.channel_code}.{first.staff_group}"
        row = next((row.title for row in plan.rows if row.code == code), code)
        facts = {
            "form": PLAN_FORM,
            "row": row,
            "month": month_title(first.year, first.month, language()),
            "what": overlap_text(overlap, names, shown),
        }
        message = N_("{form}, {row}, {month}: {what}")
        place = place_of(PLAN_FORM, code, "plan_year")
        yield Finding("SUM", Severity.WARNING, place, shown(overlap.added), shown(overlap.stated), message, facts)
