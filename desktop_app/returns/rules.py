"""The checks of a return's figures before it leaves: each rule by its name, pure functions over forms."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop_app.i18n import N_, language
from desktop_app.inspection.model import Severity
from desktop_app.language.numbers import number, percent, percent_value
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.figures import DISTRICT_FORM, PLAN_FORM, SUBJECT_FORM, value_of
from desktop_app.returns.records import (
    NOT_SPLIT,
    TOTAL,
    UNKNOWN,
    CellKind,
    Column,
    Finding,
    Form,
    Row,
)

# Bounds of the rule OUTLIER, in per cent of the plan.
OUTLIER_LOW, OUTLIER_HIGH = 50, 150
GOOD_LOW, GOOD_HIGH = 95, 105
# Smaller numbers agree by chance.
COPY_LEAST = 50
ROUND_THOUSAND = 1000
# The said per cent may differ by the rounding of its last decimal.
PERCENT_TOLERANCE = 0.1

# Of the way of the called: a whole and the parts that make it up.
FLOWS = (
    ("called", ("came", "absent", "unmarked")),
    ("came", ("completed", "left", "studying")),
    ("completed", ("certificate", "statement")),
)


def place_of(form: str, row: str, column: str = "") -> str:
    return "/".join(part for part in (form, row, column) if part)


def shown(value: int | float | None) -> str:
    return "–" if value is None else number(value, 0, language())


def check_sums(form: Form) -> Iterator[Finding]:
    """SUM: every parent is the sum of its children, in every column that is counted."""
    parents = [row for row in form.all_rows if form.children(row.code)]
    for column in form.columns:
        if column.kind is not CellKind.COUNT or column.copy_of or column.difference_of:
            continue
        for parent in parents:
            parts = sum(row.values[column.code] or 0 for row in form.children(parent.code))
            said = parent.values[column.code]
            if (said or 0) != parts:
                yield Finding(
                    "SUM",
                    Severity.ERROR,
                    place_of(form.code, parent.code, column.code),
                    shown(said),
                    shown(parts),
                    N_("{form}, {row}, {column}: {said} is stated, but the parts add up to {parts}."),
                    _facts(form, parent, column) | {"said": shown(said), "parts": shown(parts)},
                )


def check_copies_in_row(form: Form) -> Iterator[Finding]:
    """PCT and SUM: numerator, denominator and difference are those of the columns that they name."""
    for row in form.all_rows:
        for column in form.columns:
            if column.copy_of:
                rule, true = "PCT", row.values[column.copy_of]
            elif column.difference_of:
                first, second = (row.values[code] for code in column.difference_of)
                rule, true = "SUM", None if first is None or second is None else first - second
            else:
                continue
            said = row.values[column.code]
            # A share that is not given needs no base.
            if said != true and not (column.copy_of and said is None):
                yield Finding(
                    rule,
                    Severity.ERROR,
                    place_of(form.code, row.code, column.code),
                    shown(said),
                    shown(true),
                    N_("{form}, {row}, {column}: {said} is stated, but the row itself gives {true}."),
                    _facts(form, row, column) | {"said": shown(said), "true": shown(true)},
                )


def check_bases(form: Form) -> Iterator[Finding]:
    """PCT: the plan by which a percentage is taken rests on a named order."""
    if form.code != PLAN_FORM:
        return
    for row in form.rows:
        if row.parent != TOTAL and row.values["plan_year"] is not None and not row.basis:
            yield Finding(
                "PCT",
                Severity.ERROR,
                place_of(form.code, row.code, "basis"),
                "–",
                "",
                N_("{form}, {row}: the plan has no order; the base of the percentage is not named."),
                {"form": form.code, "row": row.title},
            )


def check_shares(form: Form) -> Iterator[Finding]:
    """PCT and ROUND for every percentage of the form, as it is printed."""
    for column in form.columns:
        if column.kind is CellKind.SHARE:
            for row in form.all_rows:
                said = value_of(row, column)
                parts = row.values[column.numerator], row.values[column.denominator]
                if said is not None:
                    yield from check_share(place_of(form.code, row.code, column.code), row.title, said, *parts)


def check_share(
    place: str, title: str, said: float, numerator: int | None, denominator: int | None
) -> Iterator[Finding]:
    """PCT: the percentage is that of its numerator and denominator. ROUND: no 100 while the plan is not met."""
    true = percent_value(numerator, denominator)
    exact = "–" if not numerator or not denominator else percent(numerator, denominator, language()) or "–"
    facts = {"row": title, "said": f"{number(said, 1, language())}%", "true": exact}
    facts |= {"numerator": shown(numerator), "denominator": shown(denominator)}
    if true is None or abs(said - true) > PERCENT_TOLERANCE:
        message = N_("{row}: {said} is stated, but {numerator} of {denominator} are {true}.")
        yield Finding("PCT", Severity.ERROR, place, facts["said"], exact, message, facts)
    elif said >= 100 and numerator is not None and denominator is not None and numerator < denominator:
        message = N_("{row}: {said} is stated, but the plan is not met: {numerator} of {denominator}, {true}.")
        yield Finding("ROUND", Severity.ERROR, place, facts["said"], exact, message, facts)


def check_outliers(form: Form) -> Iterator[Finding]:
    """OUTLIER: parts far from their plan under a total that looks good."""
    total = _share(form.total)
    if total is None or not GOOD_LOW <= total <= GOOD_HIGH:
        return
    for row in form.children(TOTAL):
        share = _share(row)
        if share is not None and not OUTLIER_LOW <= share <= OUTLIER_HIGH:
            texts = {"share": f"{number(share, 1, language())}%", "total": f"{number(total, 1, language())}%"}
            yield Finding(
                "OUTLIER",
                Severity.WARNING,
                place_of(form.code, row.code, "percent"),
                texts["share"],
                "",
                N_("{form}, {row}: {share} of the plan, while the total of {total} looks good. Explain it."),
                {"form": form.code, "row": row.title, **texts},
            )


def check_rows(form: Form, expected: Sequence[str]) -> Iterator[Finding]:
    """LISTPOP: the rows are complete, in the official order and without a double; SPLIT: the unknown are visible."""
    codes = [row.code for row in form.rows]
    listed = [code for code in codes if code in set(expected)]
    if listed != list(expected):
        missing = [code for code in expected if code not in codes]
        yield Finding(
            "LISTPOP",
            Severity.WARNING,
            form.code,
            str(len(listed)),
            str(len(expected)),
            N_("{form}: {said} rows of {true}, or not in the official order. Missing: {missing}."),
            {"form": form.code, "said": len(listed), "true": len(expected), "missing": ", ".join(missing) or "–"},
        )
    if UNKNOWN not in codes:
        yield Finding(
            "SPLIT",
            Severity.ERROR,
            form.code,
            "",
            UNKNOWN,
            N_("{form}: the row of those who are not stated is missing."),
            {"form": form.code},
        )


def check_flows(form: Form) -> Iterator[Finding]:
    """FLOW: called = came + did not come + not marked; came = finished + left + studying; and so on."""
    if form.code == PLAN_FORM:
        return
    for row in form.all_rows:
        for whole, parts in FLOWS:
            said, true = row.values[whole], sum(row.values[part] or 0 for part in parts)
            if (said or 0) != true:
                yield Finding(
                    "FLOW",
                    Severity.ERROR,
                    place_of(form.code, row.code, whole),
                    shown(said),
                    shown(true),
                    N_("{form}, {row}, {column}: {said} people, but where they went adds up to {true}."),
                    _facts(form, row, form.column(whole)) | {"said": shown(said), "true": shown(true)},
                )


def check_splits(plan: Form, *others: Form) -> Iterator[Finding]:
    """SPLIT: the finished of the own channel are as many by district and by subject as by staff group."""
    own = plan.row(OWN_CHANNEL).values["year_actual"] or 0
    for form in others:
        said = form.total.values["completed"] or 0
        if said != own:
            yield Finding(
                "SPLIT",
                Severity.ERROR,
                place_of(form.code, TOTAL, "completed"),
                shown(said),
                shown(own),
                N_("{form}: {said} people finished in total, but {plan} has {true}."),
                {"form": form.code, "plan": plan.code, "said": shown(said), "true": shown(own)},
            )


def check_copied(form: Form) -> Iterator[Finding]:
    """COPY: plan and actual equal to the unit, round thousands, and rows equal to their neighbour."""
    whole, plan = ("year_actual", "year_plan") if form.code == PLAN_FORM else ("completed", "plan")
    for row in form.rows:
        actual, planned = row.values[whole], row.values[plan]
        if actual is None or actual < COPY_LEAST:
            continue
        if actual == planned:
            yield _copied(form, row, N_("{form}, {row}: plan and actual are both {said}. Is it counted?"), actual)
        elif actual % ROUND_THOUSAND == 0:
            yield _copied(form, row, N_("{form}, {row}: {said} is suspiciously round."), actual)
    if form.code == PLAN_FORM:
        return
    for first, second in pairwise(form.rows):
        called = second.values["called"]
        if called is not None and called >= COPY_LEAST and first.values == second.values:
            yield _copied(form, second, N_("{form}, {row}: every figure equals those of the row above."), called)


def check_empty(form: Form) -> Iterator[Finding]:
    """EMPTY: people were planned, and there are no data; that is not zero."""
    actual, plan = ("year_actual", "year_plan") if form.code == PLAN_FORM else ("called", "plan")
    for row in form.children(TOTAL):
        if row.values[plan] and row.values[actual] is None and row.code != NOT_SPLIT:
            yield Finding(
                "EMPTY",
                Severity.WARNING,
                place_of(form.code, row.code, actual),
                "–",
                "",
                N_("{form}, {row}: {plan} people were planned, but there are no data."),
                {"form": form.code, "row": row.title, "plan": shown(row.values[plan])},
            )


def check_forms(forms: tuple[Form, ...], *, districts: Sequence[str], subjects: Sequence[str]) -> Iterator[Finding]:
    """Every check that needs nothing but the forms and the official lists."""
    by_code = {form.code: form for form in forms}
    checks = (
        check_sums,
        check_copies_in_row,
        check_bases,
        check_shares,
        check_outliers,
        check_flows,
        check_copied,
        check_empty,
    )
    for form in forms:
        for check in checks:
            yield from check(form)
    yield from check_rows(by_code[DISTRICT_FORM], districts)
    yield from check_rows(by_code[SUBJECT_FORM], subjects)
    yield from check_splits(by_code[PLAN_FORM], by_code[DISTRICT_FORM], by_code[SUBJECT_FORM])


def _copied(form: Form, row: Row, message: str, said: int) -> Finding:
    facts = {"form": form.code, "row": row.title, "said": shown(said)}
    return Finding("COPY", Severity.WARNING, place_of(form.code, row.code), shown(said), "", message, facts)


def _facts(form: Form, row: Row, column: Column) -> dict[str, object]:
    heading = f"{column.group}: {column.title}" if column.group else column.title
    return {"form": form.code, "row": row.title, "column": heading}


def _share(row: Row) -> float | None:
    return percent_value(row.values["numerator"], row.values["denominator"])
