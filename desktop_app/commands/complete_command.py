"""``complete --cohort CODE``: who completes and why; with ``--order`` the cohort is closed by that order."""

from argparse import ArgumentParser, Namespace
from typing import Any

from desktop_app.centre import Centre
from desktop_app.cohorts.service import cohort_by_code
from desktop_app.commands.command import Command, Report
from desktop_app.completion.records import CompletionList
from desktop_app.completion.rules import Outcome, outcome_name
from desktop_app.completion.service import complete_cohort, completion_list
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _
from desktop_app.language.dates import parse_date
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="CODE", help="code of the cohort")
    parser.add_argument("--order", default="", metavar="NUMBER", help="close the cohort by this completion order")
    parser.add_argument(
        "--dated", default="", metavar="DAY", help="day of the order, such as 2026-11-20; today without"
    )


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    cohort_id = centre.read(cohort_by_code, code=options.cohort).id
    if not options.order:
        found = centre.read(completion_list, cohort_id=cohort_id)
    else:
        day = parse_date(options.dated).date if options.dated else centre.clock.today()
        if day is None:
            raise Invalid("not_a_day", N_("“{value}” is no day."), field="dated", value=options.dated)
        closing = {"order_number": options.order, "order_date": day}
        found = centre.write(complete_cohort, cohort_id=cohort_id, **closing).value
    return Report(facts_of(found), lines_of(found))


def facts_of(found: CompletionList) -> dict[str, Any]:
    """``by_rule`` is the outcome of the rule alone, where somebody decided otherwise."""
    return {
        "cohort": found.cohort_code,
        "closed": found.is_closed,
        "order": {"number": found.order_number, "date": found.order_date and found.order_date.isoformat()},
        "usual": {"people": found.usual.people, "without_certificate": found.usual.without},
        **{outcome.value: found.count(outcome) for outcome in Outcome},
        "people": [
            {
                "name": row.name,
                "outcome": row.outcome.value,
                "reason": row.decision.text,
                "by_rule": row.by_rule.outcome.value,
                "entry_score": row.entry_score,
                "final_score": row.final_score,
                "work_score": row.work_score,
            }
            for row in found.rows
        ],
    }


def lines_of(found: CompletionList) -> list[str]:
    counts = (f"{outcome_name(outcome)}: {found.count(outcome)}" for outcome in Outcome if found.count(outcome))
    people = (f"{row.name}: {outcome_name(row.outcome)}. {row.decision.text}" for row in found.rows)
    return [_("Cohort {code}", code=found.cohort_code), ", ".join(counts), "", *people]


COMMAND = Command("who completes a cohort and why; close it by its order", add_arguments, run)
