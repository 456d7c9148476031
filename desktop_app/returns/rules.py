"""The checks of a return's figures before it leaves: each rule by its name, pure functions over forms."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from desktop_app.i18n import N_, language
from desktop_app.inspection.letters import check_letters
from desktop_app.inspection.model import Severity
from desktop_app.inspection.shares import USUAL, Bounds
from desktop_app.language.numbers import number, percent, short_number
from desktop_app.reference.records import OWN_CHANNEL
from desktop_app.returns.figures import share_value, value_of
from desktop_app.returns.records import (
    COMPOSITION_FORM,
    DISTRICT_FORM,
    MOVEMENT_FORM,
    NOT_SPLIT,
    PAPER_FORM,
    PLAN_FORM,
    SUBJECT_FORM,
    TOTAL,
    UNKNOWN,
    CellKind,
    Column,
    Finding,
    Form,
    Row,
)

ROUND_THOUSAND = 1000
# The said per cent may differ by the rounding of its last decimal.
PERCENT_TOLERANCE = 0.1
# Hours and points are kept to the hundredth.
HUNDREDTH = 0.01
# The forms that hold people against a plan.
PLANNED_FORMS = frozenset({PLAN_FORM, DISTRICT_FORM, SUBJECT_FORM})

# By form: a whole, and the parts that make it up; what is taken away again is told with a minus.
_WAY = (
    ("called", ("came", "absent_excused", "absent_unexcused", "unmarked")),
    ("came", ("completed", "left", "studying")),
    ("completed", ("certificate", "statement")),
)
FLOWS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    DISTRICT_FORM: _WAY,
    SUBJECT_FORM: _WAY,
    MOVEMENT_FORM: (
        ("month_end", ("month_start", "admitted", "transferred_in", "-transferred_out", "-expelled", "-finishes")),
    ),
}
# Where who does not say it has a row of their own.
_WITH_UNKNOWN = frozenset({DISTRICT_FORM, SUBJECT_FORM, COMPOSITION_FORM})
BLANKS = ("blanks_left", ("blanks_before", "blanks_received", "-blanks_used", "-blanks_spoiled", "-blanks_lost"))


def place_of(form: str, row: str, column: str = "") -> str:
    return "/".join(part for part in (form, row, column) if part)


def shown(value: int | float | None) -> str:
    return "–" if value is None else short_number(value, language())


def check_sums(form: Form) -> Iterator[Finding]:
    """SUM: every parent is the sum of its children, in every column that is counted."""
    parents = [row for row in form.all_rows if form.children(row.code)]
    for column in form.columns:
        if not column.kind.is_added or column.copy_of or column.difference_of:
            continue
        for parent in parents:
            summed = form.summed(parent.code, column.code)
            if not summed:
                continue
            parts = sum(row.values[column.code] or 0 for row in summed)
            said = parent.values[column.code]
            if abs((said or 0) - parts) >= HUNDREDTH:
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
        if row.parent != TOTAL and row.values["plan_year"] is not None and not row.texts.get("basis"):
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
    place: str, title: str, said: float, numerator: int | float | None, denominator: int | float | None
) -> Iterator[Finding]:
    """PCT: the percentage is that of its numerator and denominator. ROUND: no 100 while the plan is not met."""
    true = share_value(numerator, denominator)
    exact = "–" if not numerator or not denominator else _percent(numerator, denominator)
    facts = {"row": title, "said": f"{number(said, 1, language())}%", "true": exact}
    facts |= {"numerator": shown(numerator), "denominator": shown(denominator)}
    if true is None or abs(said - true) > PERCENT_TOLERANCE:
        message = N_("{row}: {said} is stated, but {numerator} of {denominator} are {true}.")
        yield Finding("PCT", Severity.ERROR, place, facts["said"], exact, message, facts)
    elif said >= 100 and numerator is not None and denominator is not None and numerator < denominator:
        message = N_("{row}: {said} is stated, but the plan is not met: {numerator} of {denominator}, {true}.")
        yield Finding("ROUND", Severity.ERROR, place, facts["said"], exact, message, facts)


def check_outliers(form: Form, bounds: Bounds = USUAL) -> Iterator[Finding]:
    """OUTLIER: parts far from their plan under a total that looks good."""
    total = _share(form.total) if form.code in PLANNED_FORMS else None
    if total is None or not bounds.good_low <= total <= bounds.good_high:
        return
    for row in form.children(TOTAL):
        share = _share(row)
        if share is not None and not bounds.outlier_low <= share <= bounds.outlier_high:
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
    if form.code not in _WITH_UNKNOWN:
        return
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
    for whole, parts in FLOWS.get(form.code, ()):
        message = N_("{form}, {row}, {column}: {said} people, but where they went adds up to {true}.")
        yield from _check_made_up(form, "FLOW", whole, parts, message)


def check_blanks(form: Form) -> Iterator[Finding]:
    """CERT: blanks that were there and came are those that went and are left."""
    if form.code == PAPER_FORM:
        whole, parts = BLANKS
        message = N_("{form}, {row}, {column}: {said} blanks are left, but by the book there should be {true}.")
        yield from _check_made_up(form, "CERT", whole, parts, message)


def _check_made_up(form: Form, rule: str, whole: str, parts: Sequence[str], message: str) -> Iterator[Finding]:
    for row in form.all_rows:
        said = row.values[whole]
        true = sum(_signed(row, part) for part in parts)
        if (said or 0) != true:
            facts = _facts(form, row, form.column(whole)) | {"said": shown(said), "true": shown(true)}
            place = place_of(form.code, row.code, whole)
            yield Finding(rule, Severity.ERROR, place, shown(said), shown(true), message, facts)


def _signed(row: Row, part: str) -> int | float:
    value = row.values[part.removeprefix("-")] or 0
    return -value if part.startswith("-") else value


def check_divisions(form: Form) -> Iterator[Finding]:
    """SPLIT: the columns of each division (women, men and who does not say) make up the figure that they divide."""
    divided: dict[tuple[str, str], list[Column]] = {}
    for column in form.columns:
        if column.key is not None and column.key.filters.keys() - {"channel", "event_kind"}:
            (dimension,) = column.key.filters
            divided.setdefault((dimension, column.key.indicator), []).append(column)
    for (_dimension, indicator), parts in divided.items():
        whole = next(column for column in form.columns if column.code == indicator)
        for row in form.all_rows:
            said, true = row.values[whole.code] or 0, sum(row.values[part.code] or 0 for part in parts)
            if said != true:
                place = place_of(form.code, row.code, parts[0].code)
                message = N_("{form}, {row}, {column}: the parts add up to {said} people, but there are {true}.")
                facts = {"form": form.code, "row": row.title, "column": parts[0].group}
                facts |= {"said": shown(true), "true": shown(said)}
                yield Finding("SPLIT", Severity.ERROR, place, shown(true), shown(said), message, facts)


def check_splits(forms: Mapping[str, Form]) -> Iterator[Finding]:
    """SPLIT: forms that count the same people otherwise divided come to the same total."""
    said_of = [
        (PLAN_FORM, OWN_CHANNEL, "year_actual", DISTRICT_FORM, "completed"),
        (PLAN_FORM, OWN_CHANNEL, "year_actual", SUBJECT_FORM, "completed"),
        (DISTRICT_FORM, TOTAL, "came", SUBJECT_FORM, "came"),
        (DISTRICT_FORM, TOTAL, "came", COMPOSITION_FORM, "came"),
    ]
    for first, row, column, second, other in said_of:
        if first not in forms or second not in forms:
            continue
        true, said = forms[first].row(row).values[column] or 0, forms[second].total.values[other] or 0
        if said != true:
            yield Finding(
                "SPLIT",
                Severity.ERROR,
                place_of(second, TOTAL, other),
                shown(said),
                shown(true),
                N_("{form}, {column}: {said} people in total, but {other} has {true}."),
                {
                    "form": second,
                    "column": forms[second].column(other).title,
                    "other": first,
                    "said": shown(said),
                    "true": shown(true),
                },
            )


def check_copied(form: Form, bounds: Bounds = USUAL) -> Iterator[Finding]:
    """COPY: plan and actual equal to the unit, round thousands, and rows equal to their neighbour."""
    if form.code not in PLANNED_FORMS:
        return
    whole, plan = ("year_actual", "year_plan") if form.code == PLAN_FORM else ("completed", "plan")
    for row in form.rows:
        actual, planned = row.values[whole], row.values[plan]
        if actual is None or actual < bounds.copy_least:
            continue
        if actual == planned:
            yield _copied(form, row, N_("{form}, {row}: plan and actual are both {said}. Is it counted?"), actual)
        elif actual % ROUND_THOUSAND == 0:
            yield _copied(form, row, N_("{form}, {row}: {said} is suspiciously round."), actual)
    if form.code == PLAN_FORM:
        return
    for first, second in pairwise(form.rows):
        called = second.values["called"]
        if called is not None and called >= bounds.copy_least and first.values == second.values:
            yield _copied(form, second, N_("{form}, {row}: every figure equals those of the row above."), called)


def check_empty(form: Form) -> Iterator[Finding]:
    """EMPTY: people were planned, and there are no data; that is not zero."""
    if form.code not in PLANNED_FORMS:
        return
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


def check_numbering(forms: Sequence[Form]) -> Iterator[Finding]:
    """NUMBERING: the forms stand in their order, none of them twice."""
    for before, form in pairwise(forms):
        if form.code <= before.code:
            message = N_("{form} stands after {before}: the forms are not in their order.")
            facts = {"form": form.code, "before": before.code}
            yield Finding("NUMBERING", Severity.WARNING, form.code, form.code, before.code, message, facts)


def check_words(forms: Sequence[Form]) -> Iterator[Finding]:
    """SCRIPT: no word of the forms mixes Latin and Cyrillic letters, nor their marks."""
    texts = [
        (place_of(form.code, row.code), text)
        for form in forms
        for row in form.all_rows
        for text in (row.title, *row.texts.values())
    ]
    for found in check_letters(texts):
        yield Finding(found.rule, found.severity, found.place, found.said, found.true, found.message, dict(found.facts))


def check_forms(
    forms: Sequence[Form], *, lists: Mapping[str, Sequence[str]], bounds: Bounds = USUAL
) -> Iterator[Finding]:
    """Every check that needs nothing but the forms; ``lists`` are the official rows of those that have such."""
    for form in forms:
        for check in _OF_A_FORM:
            yield from check(form)
        yield from check_outliers(form, bounds)
        yield from check_copied(form, bounds)
        yield from check_rows(form, lists.get(form.code, ()))
    yield from check_splits({form.code: form for form in forms})
    yield from check_numbering(forms)
    yield from check_words(forms)


_OF_A_FORM = (
    check_sums,
    check_copies_in_row,
    check_bases,
    check_shares,
    check_flows,
    check_blanks,
    check_divisions,
    check_empty,
)


def _copied(form: Form, row: Row, message: str, said: int | float) -> Finding:
    facts = {"form": form.code, "row": row.title, "said": shown(said)}
    return Finding("COPY", Severity.WARNING, place_of(form.code, row.code), shown(said), "", message, facts)


def _facts(form: Form, row: Row, column: Column) -> dict[str, object]:
    heading = f"{column.group}: {column.title}" if column.group else column.title
    return {"form": form.code, "row": form.title_of(row), "column": heading}


def _share(row: Row) -> float | None:
    return share_value(row.values["numerator"], row.values["denominator"])


def _percent(numerator: int | float, denominator: int | float) -> str:
    return percent(round(100 * numerator), round(100 * denominator), language()) or "–"
