"""The columns of the forms: stable codes, titles, what each one counts and where it comes from."""

from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.plan.population import CAME, FINISHED
from desktop_app.plan.records import Standing
from desktop_app.returns.records import CellKind, Column


@dataclass(frozen=True)
class Counting:
    """Which people a column counts: those who stand so, all of the year or those who finished this month."""

    standings: frozenset[Standing]
    only_month: bool = False


# The one place that says which people stand behind a column, for the figures and for the lists alike.
COUNTINGS = {
    "month_actual": Counting(FINISHED, only_month=True),
    "year_actual": Counting(FINISHED),
    "called": Counting(frozenset(Standing)),
    "came": Counting(CAME),
    "absent": Counting(frozenset({Standing.ABSENT})),
    "unmarked": Counting(frozenset({Standing.UNMARKED})),
    "studying": Counting(frozenset({Standing.STUDYING})),
    "left": Counting(frozenset({Standing.LEFT})),
    "completed": Counting(FINISHED),
    "certificate": Counting(frozenset({Standing.CERTIFICATE})),
    "statement": Counting(frozenset({Standing.STATEMENT})),
    "numerator": Counting(FINISHED),
}


def plan_columns() -> tuple[Column, ...]:
    """Of 1-PMM: plan and actual by channel and staff group."""
    plan, persons = _("Annual plan by order"), _("Register of persons; of other channels the paper named as basis")
    month, year, share = _("Reporting month"), _("From the beginning of the year"), _("Percentage")
    return (
        Column("plan_year", _("Annual plan"), _("People planned for the twelve months of the year."), plan),
        Column("month_plan", _("Plan"), _("People planned for the reporting month."), plan, month),
        Column("month_actual", _("Actual"), _month_definition(), persons, month),
        Column("year_plan", _("Plan"), _("People planned from January to the reporting month."), plan, year),
        Column("year_actual", _("Actual"), _year_definition(), persons, year),
        Column("numerator", _("Numerator: actual"), _year_definition(), persons, share, copy_of="year_actual"),
        Column(
            "denominator",
            _("Denominator: plan from the beginning of the year"),
            _("People planned from January to the reporting month."),
            plan,
            share,
            copy_of="year_plan",
        ),
        _percent(share),
        Column(
            "difference",
            _("Difference"),
            _("Actual less plan, both from the beginning of the year."),
            _("Computed"),
            difference_of=("year_actual", "year_plan"),
        ),
        Column("basis", _("Basis"), _("Order of the plan; paper of the channel's figure."), plan, kind=CellKind.TEXT),
    )


def people_columns() -> tuple[Column, ...]:
    """Of 2-PMM and 3-PMM: the way of the people called in the year."""
    persons, plan, share = _("Register of persons"), _("Annual plan by order"), _("Percentage")
    finished, arrived = _("Finished the course"), _("Of those called")
    return (
        Column("plan", _("Plan"), _("People planned from January to the reporting month."), plan),
        Column("called", _("All called"), _("Everybody called to courses of the year, each person once."), persons),
        Column("came", _("Came"), _("Came to the course: finished, dropped out or still studying."), persons, arrived),
        Column("absent", _("Did not come"), _("Called, and marked as not having come."), persons, arrived),
        Column("unmarked", _("Not marked yet"), _("Called, but not marked whether they came."), persons, arrived),
        Column("studying", _("Studying"), _("Studying on the last day of the month."), persons),
        Column("left", _("Dropped out"), _("Expelled or transferred by the last day of the month."), persons),
        Column("completed", _("Total"), _year_definition(), persons, finished),
        Column("certificate", _("Certificate"), _("Finished with the right to a certificate."), persons, finished),
        Column("statement", _("Statement"), _("Finished with a statement instead."), persons, finished),
        Column("numerator", _("Numerator: finished"), _year_definition(), persons, share, copy_of="completed"),
        Column(
            "denominator",
            _("Denominator: plan"),
            _("People planned from January to the reporting month."),
            plan,
            share,
            copy_of="plan",
        ),
        _percent(share),
    )


def _percent(share: str) -> Column:
    return Column(
        "percent",
        "%",
        _("Numerator divided by denominator; never shown as 100% while the plan is not met."),
        _("Computed"),
        share,
        CellKind.SHARE,
        numerator="numerator",
        denominator="denominator",
    )


def _month_definition() -> str:
    return _("Finished a course in the month, with certificate or statement, and none earlier this year.")


def _year_definition() -> str:
    return _("Finished a course since January, with certificate or statement; each person once, by the first finish.")
